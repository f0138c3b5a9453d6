/** The parts of the profile that have a control of their own; everything else is kept, and shown as JSON. */

/**
 * @typedef {"text" | "email" | "tel" | "url" | "area" | "number" | "date" | "truth" | "flag" | "country" | "choice"
 *   | "salary" | "notice" | "links" | "countries" | "authorization" | "stories" | "records" | "words" | "words-or-none"
 *   | "answer" | "years"} Kind
 * @typedef {[key: string, kind: "text" | "url" | "date" | "area" | "lines" | "words"]} Part of a record
 * @typedef {{ path: readonly string[], kind: Kind, values?: readonly string[], max?: number, complete?: AutoFill,
 *   wide?: boolean, help?: boolean, parts?: readonly Part[] }} Entry
 * @typedef {{ name: string, entries: readonly Entry[], folded?: boolean }} Group
 */

/**
 * @param {string} path
 * @param {Kind} kind
 * @param {Omit<Entry, "path" | "kind">} [rest]
 * @returns {Entry}
 */
const entry = (path, kind, rest = {}) => ({ path: path.split("."), kind, ...rest });

/**
 * A list of the résumé; `parts` are names of its entries' keys, those that are not plain text behind a colon.
 * @param {string} path
 * @param {string} parts such as `name url:url highlights:lines`
 * @returns {Entry}
 */
function records(path, parts) {
  const each = parts.split(" ").map((part) => /** @type {Part} */ ([...part.split(":"), "text"].slice(0, 2)));
  return entry(path, "records", { wide: true, parts: each });
}

/** @type {readonly Group[]} */
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
  {
    name: "work",
    folded: true,
    entries: [
      records("work", "position name location url:url startDate:date endDate:date summary:area highlights:lines"),
    ],
  },
  {
    name: "education",
    folded: true,
    entries: [
      records("education", "institution studyType area startDate:date endDate:date score url:url courses:lines"),
    ],
  },
  {
    name: "skills",
    folded: true,
    entries: [
      records("skills", "name level keywords:words"),
      entry("application.skill_years", "years", { wide: true }),
      records("languages", "language fluency"),
    ],
  },
  {
    name: "rest",
    folded: true,
    entries: [
      records("projects", "name url:url startDate:date endDate:date description:area highlights:lines keywords:words"),
      records("certificates", "name issuer date:date url:url"),
      records("volunteer", "position organization url:url startDate:date endDate:date summary:area highlights:lines"),
      records("awards", "title awarder date:date summary:area"),
      records("publications", "name publisher releaseDate:date url:url summary:area"),
      records("interests", "name keywords:words"),
      records("references", "name reference:area"),
    ],
  },
  { name: "stories", entries: [entry("application.stories", "stories", { wide: true })] },
  {
    name: "more",
    folded: true,
    entries: [
      entry("application.given_name", "text"),
      entry("application.middle_name", "text"),
      entry("application.family_name", "text"),
      entry("application.honorific", "text"),
      entry("application.phone_country", "country"),
      entry("application.birth_date", "date", { help: true }),
      entry("application.drivers_license", "words-or-none"),
      entry("application.education_level", "text"),
      entry("application.employment_type", "words"),
      entry("application.preferred_locations", "words"),
      entry("application.referrer_name", "text"),
      entry("application.previously_employed", "words-or-none"),
      entry("application.security_clearance", "text"),
      entry("application.noncompete", "answer", { help: true }),
      entry("application.conflict_of_interest", "answer"),
      entry("application.criminal_history", "answer"),
    ],
  },
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
      entry("application.eeo.ethnicity", "text"),
      entry("application.eeo.orientation", "text"),
      entry("application.eeo.transgender", "text"),
      entry("application.eeo.veteran", "text"),
      entry("application.eeo.disability", "text"),
      entry("application.eeo.age", "text"),
    ],
  },
];

/** Each entry by its path. @type {ReadonlyMap<string, Entry>} */
export const ENTRIES = new Map(GROUPS.flatMap(({ entries }) => entries.map((each) => [each.path.join("."), each])));

/** Networks and words offered while typing. */
export const NETWORKS = [
  "LinkedIn",
  "GitHub",
  "GitLab",
  "Xing",
  "X (Twitter)",
  "Instagram",
  "Facebook",
  "TikTok",
  "YouTube",
  "Stack Overflow",
  "Kaggle",
  "Medium",
  "Behance",
  "Dribbble",
  "Google Scholar",
  "ORCID",
  "ResearchGate",
];
export const BASES = ["citizen", "permanent resident", "permit", "visa"];
export const PERIODS = ["year", "month", "week", "day", "hour"];
export const UNITS = ["month", "week", "day"];
export const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "JPY"];
