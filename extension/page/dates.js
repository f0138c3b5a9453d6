// Dates that are not typed as one text: in parts, and in a calendar that opens at a control nobody can type in.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { plain } = fw.dom;
  const { visible } = fw.visibility;
  const { press, until, tick } = fw.pointer;

  const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"];
  const OPENING = 500;
  const CALENDAR = ".flatpickr-calendar.open";
  const DAY = ".flatpickr-day:not(.prevMonthDay):not(.nextMonthDay):not(.flatpickr-disabled)";

  /**
   * @typedef {{ year: number, month: number, day: number }} Parts
   */

  /**
   * The parts of a date as it is written: ISO, or with a name or an order that leaves no doubt.
   * @param {string} text
   * @returns {Parts | null} the day is 0 where there is none
   */
  function partsOf(text) {
    const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
    if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3] ?? 0) };
    const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
    if (dotted) return { year: Number(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) };
    const time = /[a-z]{3}/i.test(text) ? new Date(text) : null;
    if (!time || Number.isNaN(time.getTime())) return null;
    return { year: time.getFullYear(), month: time.getMonth() + 1, day: time.getDate() };
  }

  /**
   * Names and numbers by which a month is called.
   * @param {number} month
   * @returns {string[]}
   */
  function namesOf(month) {
    const day = new Date(2024, month - 1, 15);
    const styles = /** @type {const} */ (["long", "short"]);
    const names = LANGUAGES.flatMap((language) =>
      styles.map((style) => new Intl.DateTimeFormat(language, { month: style }).format(day)),
    );
    return [...names, String(month), String(month).padStart(2, "0")].map(plain);
  }

  /**
   * @param {Member} member
   * @param {Parts} parts
   * @returns {Promise<boolean>}
   */
  async function writePart({ element, value: part }, parts) {
    const wanted = parts[/** @type {keyof Parts} */ (part)];
    if (element.tagName !== "SELECT") {
      const text = part === "year" ? String(wanted) : String(wanted).padStart(2, "0");
      return fw.text.write(fw.groups.make("text", element), text);
    }
    const select = /** @type {HTMLSelectElement} */ (element);
    const names = part === "month" ? namesOf(wanted) : [String(wanted), String(wanted).padStart(2, "0")];
    const place = [...select.options].findIndex(
      (option) => names.includes(plain(option.text)) || names.includes(plain(option.text).split(" ")[0] ?? ""),
    );
    if (place < 0) return false;
    fw.choices.setSelected(select, (_, at) => at === place);
    await tick();
    fw.touched.add(select);
    return select.selectedIndex === place;
  }

  /**
   * Write a date into its parts.
   * @param {Question} question
   * @param {string} text
   * @returns {Promise<boolean>}
   */
  async function write({ members }, text) {
    const pieces = piecesOf(members, text);
    if (pieces) return writeAll(members, pieces);
    const parts = partsOf(text);
    if (!parts || (!parts.day && members.some(({ value }) => value === "day"))) return false;
    let all = true;
    for (const member of members) all = all && (await writePart(member, parts));
    return all;
  }

  /**
   * What each part of a time or of a phone number takes; null for a date, and for a text that does not fit the parts.
   * @param {Member[]} members
   * @param {string} text
   * @returns {string[] | null}
   */
  function piecesOf(members, text) {
    if (members[0]?.value === "hour") return /^(\d{1,2}):(\d{2})/.exec(text)?.slice(1) ?? null;
    if (members[0]?.value !== "digits") return null;
    const sizes = members.map(({ element }) => /** @type {HTMLInputElement} */ (element).maxLength);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const digits = text.replace(/\D/g, "");
    const over = digits.length - all; // a country's code, which has no part here and is left out whole
    if (over !== 0 && over !== countryCode(text)) return null;
    const ends = sizes.map((_, place) => sizes.slice(0, place + 1).reduce((sum, size) => sum + size, over));
    return ends.map((end, place) => digits.slice(end - (sizes[place] ?? 0), end));
  }

  /**
   * How many digits of a phone number are its country's code, as it is written; 0 where that does not show.
   * @param {string} text
   */
  function countryCode(text) {
    const [, apart = ""] = /^\s*(?:\+|00)\s?(\d{1,3})[\s-]/.exec(text) ?? [];
    return apart.length || (/^\s*\+?1\d{10}$/.test(text) ? 1 : 0);
  }

  /**
   * Whether the parts of a phone number hold what they take of `text`.
   * @param {Question} question
   * @param {string} text
   */
  function holdsParts({ members }, text) {
    const pieces = piecesOf(members, text);
    return members.every(({ element }, place) => /** @type {HTMLInputElement} */ (element).value === pieces?.[place]);
  }

  /**
   * @param {Member[]} members
   * @param {string[]} texts
   * @returns {Promise<boolean>}
   */
  async function writeAll(members, texts) {
    for (const [place, { element }] of members.entries()) {
      const text = texts[place] ?? "";
      const select = element.tagName === "SELECT" ? /** @type {HTMLSelectElement} */ (element) : null;
      const at = select ? [...select.options].findIndex((one) => Number(one.text) === Number(text)) : 0;
      if (at < 0) return false;
      if (select) fw.choices.setSelected(select, (_, number) => number === at);
      else if (!(await fw.text.write(fw.groups.make("text", element), text))) return false;
      if (select) fw.touched.add(select);
    }
    return true;
  }

  /**
   * What the parts hold, to be put back later.
   * @param {Question} question
   * @returns {string[]}
   */
  function read({ members }) {
    return members.map(({ element }) => /** @type {HTMLInputElement} */ (element).value);
  }

  /**
   * @param {Question} question
   * @param {string[]} values what `read` has found
   * @returns {Promise<boolean>}
   */
  async function restore({ members }, values) {
    let all = true;
    for (const [place, { element }] of members.entries()) {
      const value = values[place] ?? "";
      if (/** @type {HTMLInputElement} */ (element).value === value) continue;
      if (element.tagName === "SELECT") {
        const select = /** @type {HTMLSelectElement} */ (element);
        const at = [...select.options].findIndex((option) => option.value === value);
        fw.touched.delete(select);
        fw.choices.setSelected(select, (_, number) => number === at);
      } else all = (await fw.text.write(fw.groups.make("text", element), value)) && all;
    }
    return all && read(/** @type {Question} */ ({ members })).every((value, place) => value === values[place]);
  }

  /**
   * Choose a date in the calendar that opens at a control.
   * @param {HTMLInputElement} element
   * @param {string} text
   * @returns {Promise<boolean>}
   */
  async function pick(element, text) {
    const parts = partsOf(text);
    if (!parts?.day) return false;
    const page = element.ownerDocument;
    close(page);
    press(element);
    const calendar = () => /** @type {HTMLElement | null} */ (page.querySelector(CALENDAR));
    if (!(await until(() => calendar() !== null, OPENING))) return false;
    turnTo(/** @type {HTMLElement} */ (calendar()), parts);
    await tick();
    const days = /** @type {HTMLElement[]} */ ([...(calendar()?.querySelectorAll(DAY) ?? [])]);
    const day = days.find((one) => one.textContent === String(parts.day));
    if (day && (await until(() => visible(day), OPENING))) press(day); // it may still be fading in
    await until(() => element.value !== "", OPENING);
    close(page);
    return shows(element.value, parts);
  }

  /**
   * Close a calendar that stands open.
   * @param {Document} page
   */
  function close(page) {
    if (page.querySelector(CALENDAR)) fw.pointer.pressOutside(page.body);
  }

  /**
   * Turn a calendar to a month.
   * @param {HTMLElement} calendar
   * @param {Parts} parts
   */
  function turnTo(calendar, { year, month }) {
    const years = /** @type {HTMLInputElement | null} */ (calendar.querySelector(".cur-year"));
    if (years) {
      fw.text.type(years, String(year));
      years.dispatchEvent(new KeyboardEvent("keyup", { key: String(year % 10), bubbles: true }));
    }
    const months = /** @type {HTMLSelectElement | null} */ (calendar.querySelector("select"));
    if (months) fw.choices.setSelected(months, (option) => Number(option.value) === month - 1);
  }

  /**
   * Whether a text names the date, in whatever order.
   * @param {string} text
   * @param {Parts} parts
   */
  function shows(text, { year, month, day }) {
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    const names = namesOf(month).filter((name) => /[a-z]{3}/.test(name));
    const named = numbers.includes(month) || names.some((name) => plain(text).includes(name.replace(/\.$/, "")));
    return numbers.includes(day) && named && (numbers.includes(year) || numbers.includes(year % 100));
  }

  /**
   * Whether a control that is not typed in shows the date that `text` names.
   * @param {HTMLInputElement} element
   * @param {string} text
   */
  function holds(element, text) {
    const parts = partsOf(text);
    return parts !== null && shows(element.value, parts);
  }

  fw.dates = { write, read, restore, pick, close, holds, holdsParts };
})();
