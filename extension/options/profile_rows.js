/** The controls for lists in the profile: links, citizenships, where the person may work. */
import { offerCountries } from "./countries.js";
import { make, text } from "./dom.js";
import { labelled, merged, select, truths } from "./profile_parts.js";
import { rows } from "./rows.js";

/** @typedef {import("./profile_parts.js").Control} Control */

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function links(id, label, value) {
  return rows(id, label, [value ?? []].flat(), text("add_link"), (row, /** @type {any} */ link) => {
    const network = make("input", { id: `${row}.network`, value: link?.network ?? "" });
    network.setAttribute("list", "networks");
    const url = make("input", { id: `${row}.url`, type: "url", value: link?.url ?? "" });
    const told = () => ({ network: network.value.trim(), url: url.value.trim() });
    return {
      elements: [labelled(text("link_network"), network), labelled(text("link_url"), url)],
      read: () => (told().network || told().url || link?.username ? merged(link, told()) : undefined),
    };
  });
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function citizenships(id, label, value) {
  return rows(id, label, [value ?? []].flat(), text("add_country"), (row, code) => {
    const element = make("select", { id: row });
    offerCountries(element, String(code ?? ""));
    return { elements: [labelled(text("country"), element)], read: () => element.value || undefined };
  });
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function authorization(id, label, value) {
  const list = Object.entries(value ?? {});
  const control = rows(id, label, list, text("add_country"), (row, /** @type {any} */ [code, told] = ["", {}]) => {
    const where = make("select", { id: code ? `${id}.${code}` : row });
    offerCountries(where, code);
    const may = select(`${row}.authorized`, text("may_work"), truths(), told?.authorized);
    const sponsor = select(`${row}.needs_sponsorship`, text("needs_visa"), truths(), told?.needs_sponsorship);
    const basis = make("input", { id: `${row}.basis`, value: told?.basis ?? "" });
    basis.setAttribute("list", "bases");
    const now = () => ({ authorized: may.read(), needs_sponsorship: sponsor.read(), basis: basis.value.trim() });
    return {
      elements: [labelled(text("country"), where), may.element, sponsor.element, labelled(text("basis"), basis)],
      read: () => (where.value ? [where.value, merged(told, now())] : undefined),
    };
  });
  const read = () => {
    const told = control.read();
    return told && Object.fromEntries(/** @type {[string, unknown][]} */ (told));
  };
  return { element: control.element, read };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function stories(id, label, value) {
  return rows(id, label, [value ?? []].flat(), text("add_story"), (row, /** @type {any} */ story) => {
    const title = make("input", { id: `${row}.title`, value: story?.title ?? "" });
    const words = make("textarea", { id: `${row}.text`, rows: 4, value: story?.text ?? "" });
    const told = () => ({ title: title.value.trim(), text: words.value.trim() });
    const body = labelled(text("story_text"), words);
    body.classList.add("whole");
    return {
      elements: [labelled(text("story_title"), title), body],
      read: () => (told().title || told().text ? merged(story, told()) : undefined),
    };
  });
}
