/** The parts of the profile that have a control of their own; everything else is kept, and shown as JSON. */

/**
 * @typedef {"text" | "email" | "tel" | "url" | "area" | "number" | "date" | "truth" | "flag" | "country" | "choice"
 *   | "salary" | "notice" | "links" | "countries" | "authorization" | "stories"} Kind
 * @typedef {{ path: readonly string[], kind: Kind, values?: readonly string[], max?: number, complete?: AutoFill,
 *   wide?: boolean, help?: boolean }} Entry
 */

/**
 * @param {string} path
 * @param {Kind} kind
 * @param {Omit<Entry, "path" | "kind">} [rest]
 * @returns {Entry}
 */
const entry = (path, kind, rest = {}) => ({ path: path.split("."), kind, ...rest });

/** @type {readonly { name: string, entries: readonly Entry[] }[]} */
export const GROUPS = [
  {
    name: "basics",
    entries: [
      entry("basics.name", "text", { complete: "name" }),
      entry("application.preferred_name", "text"),
      entry("basics.label", "text"),
      entry("basics.email", "email", { complete: "email" }),
      entry("basics.phone", "tel", { complete: "tel" }),
      entry("basics.url", "url"),
      entry("basics.summary", "area", { wide: true }),
    ],
  },
  {
    name: "location",
    entries: [
      entry("basics.location.address", "area", { complete: "street-address" }),
      entry("basics.location.postalCode", "text", { complete: "postal-code" }),
      entry("basics.location.city", "text", { complete: "address-level2" }),
      entry("basics.location.region", "text", { complete: "address-level1" }),
      entry("basics.location.countryCode", "country", { complete: "country" }),
    ],
  },
  { name: "links", entries: [entry("basics.profiles", "links", { wide: true })] },
  {
    name: "permission",
    entries: [
      entry("application.work_authorization", "authorization", { wide: true, help: true }),
      entry("application.citizenships", "countries", { wide: true }),
    ],
  },
  {
    name: "terms",
    entries: [
      entry("application.salary", "salary", { wide: true }),
      entry("application.current_salary", "salary", { wide: true, help: true }),
      entry("application.notice", "notice"),
      entry("application.start_date", "date"),
      entry("application.years_experience", "number"),
      entry("application.availability_hours", "number", { max: 168 }),
      entry("application.onsite", "choice", { values: ["onsite", "hybrid", "remote", "flexible"] }),
      entry("application.relocate", "truth"),
      entry("application.travel_percent", "number", { max: 100 }),
      entry("application.referral_source", "text"),
    ],
  },
  { name: "stories", entries: [entry("application.stories", "stories", { wide: true })] },
  {
    name: "consents",
    entries: [
      entry("application.consents.privacy", "truth"),
      entry("application.consents.talent_pool", "truth"),
      entry("application.consents.marketing", "truth"),
    ],
  },
  {
    name: "eeo",
    entries: [
      entry("application.eeo.share", "flag", { wide: true }),
      entry("application.eeo.gender", "text"),
      entry("application.eeo.pronouns", "text"),
      entry("application.eeo.race", "text"),
      entry("application.eeo.orientation", "text"),
      entry("application.eeo.veteran", "text"),
      entry("application.eeo.disability", "text"),
    ],
  },
];

/** Networks and words offered while typing. */
export const NETWORKS = ["LinkedIn", "GitHub", "GitLab", "Xing", "Stack Overflow", "Behance", "Dribbble"];
export const BASES = ["citizen", "permanent resident", "permit", "visa"];
export const PERIODS = ["year", "month", "week", "day", "hour"];
export const UNITS = ["month", "week", "day"];
export const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "JPY"];
