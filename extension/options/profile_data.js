/** What a profile holds and lacks: pure functions on its JSON, which is never reduced to what this page knows. */

/** @typedef {Record<string, any>} Tree */

/**
 * The value at a path of keys, undefined where there is none.
 * @param {Tree} tree
 * @param {readonly string[]} path
 * @returns {any}
 */
export function get(tree, path) {
  /** @type {any} */
  let value = tree;
  for (const key of path) value = isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/**
 * Set the value at a path; an empty one takes it out, and with it the parts that held nothing else. An empty list is a
 * value: it says that there are none.
 * @param {Tree} tree
 * @param {readonly string[]} path
 * @param {unknown} value
 */
export function put(tree, path, value) {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (!rest.length) {
    if (Array.isArray(value) || !isEmpty(value)) own(tree, key, value);
    else delete tree[key];
    return;
  }
  const known = get(tree, [key]);
  if (!isTree(known) && isEmpty(value)) return;
  const below = isTree(known) ? known : {};
  put(below, rest, value);
  if (Object.keys(below).length) own(tree, key, below);
  else delete tree[key];
}

/**
 * Set a key of the tree's own, whatever its name.
 * @param {Tree} tree
 * @param {string} key
 * @param {unknown} value
 */
function own(tree, key, value) {
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * @param {unknown} value
 * @returns {value is Tree}
 */
const isTree = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value */
function isEmpty(value) {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isTree(value) && Object.keys(value).length === 0;
}

/**
 * @param {Tree} profile
 * @param {string} network
 */
const hasLink = (profile, network) =>
  [get(profile, ["basics", "profiles"]) ?? []]
    .flat()
    .some((link) => String(link?.network).toLowerCase() === network && (link.url || link.username));

/**
 * What forms ask most, in the order in which they do, and where a profile says it.
 * @type {readonly { name: string, path: readonly string[], told?: (profile: Tree) => boolean }[]}
 */
const ASKED = [
  { name: "name", path: ["basics", "name"] },
  { name: "email", path: ["basics", "email"] },
  { name: "phone", path: ["basics", "phone"] },
  { name: "city", path: ["basics", "location", "city"] },
  { name: "country", path: ["basics", "location", "countryCode"] },
  { name: "work_authorization", path: ["application", "work_authorization"] },
  { name: "salary", path: ["application", "salary"] },
  { name: "notice", path: ["application", "notice"] },
  { name: "start_date", path: ["application", "start_date"] },
  { name: "linkedin", path: ["basics", "profiles"], told: (profile) => hasLink(profile, "linkedin") },
  { name: "referral_source", path: ["application", "referral_source"] },
  { name: "relocate", path: ["application", "relocate"] },
  { name: "onsite", path: ["application", "onsite"] },
  { name: "summary", path: ["basics", "summary"] },
];

/**
 * What forms often ask and this profile does not say: a name for each, and the path where it belongs.
 * @param {Tree} profile
 * @returns {{ name: string, path: readonly string[] }[]}
 */
export function gapsOf(profile) {
  return ASKED.filter(({ path, told }) => !(told ? told(profile) : !isEmpty(get(profile, path))));
}

/**
 * The person's pages with the one on `network` set, or taken out where `url` is empty.
 * @param {Tree} profile
 * @param {string} network
 * @param {string} url
 * @returns {Tree[]}
 */
export function withLink(profile, network, url) {
  const links = [get(profile, ["basics", "profiles"]) ?? []].flat();
  const others = links.filter((link) => String(link?.network).toLowerCase() !== network.toLowerCase());
  const known = links.find((link) => !others.includes(link));
  return url ? [...others, { ...known, network, url }] : others;
}

const LISTS = ["work", "education", "skills", "languages", "projects", "volunteer", "certificates", "awards"];

/**
 * What is in a profile, part by part: texts as they are, lists by their length.
 * @param {Tree} profile
 * @returns {{ name: string, value: string | number }[]}
 */
export function contentOf(profile) {
  const texts = ["name", "email", "phone"].map((name) => ({ name, value: get(profile, ["basics", name]) }));
  const lists = LISTS.map((name) => ({ name, value: [get(profile, [name]) ?? []].flat().length }));
  return [...texts, ...lists].filter(({ value }) => (typeof value === "number" ? value > 0 : value));
}

/**
 * Whether the profile says anything of the person.
 * @param {Tree} profile
 */
export const isStarted = (profile) => contentOf(profile).length > 0;

/**
 * Items that an import could not place, as sentences; the program may send texts or `{where, text, reason}`.
 * @param {unknown} items
 * @returns {string[]}
 */
export function leftOver(items) {
  return [items ?? []].flat().map((item) => {
    if (!isTree(item)) return String(item);
    const place = item.where ?? item.place ?? item.path ?? item.line ?? "";
    const what = item.text ?? item.message ?? item.reason ?? JSON.stringify(item);
    return [place, what].filter((each) => each !== "").join(": ");
  });
}
