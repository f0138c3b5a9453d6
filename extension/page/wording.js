// The words of one question: its label, from wherever the page has put it, and the help around it.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, named, read, plain, isUnread } = fw.dom;
  const { clean, wording, tied, labelText, isCommand, isInvitation, isHelp, isError, HELPFUL } = fw.labels;
  const { nearby } = fw.nearby;
  const { words } = fw;

  const ASIDE = /info|instruct|descri|help|hint/i;
  const GROUPS = new Set(["radio", "checkboxes", "ariaRadio", "ariaCheckboxes", "buttons", "listbox", "segments"]);
  /** Controls that may share a label with those beside them. */
  const SHARING = new Set(["text", "select"]);
  const LARGE_BLOCK = 200;
  const LONGEST_UNDER = 60;
  const LONGEST_HELP = 5000;

  /**
   * The smallest element around all members of a group.
   * @param {Question} question
   * @returns {HTMLElement}
   */
  function groupBox(question) {
    const { element, members } = question;
    if (question.kind === "listbox") return element;
    let box = element;
    while (!members.every((one) => box.contains(one.element)) && parent(box))
      box = /** @type {HTMLElement} */ (parent(box));
    return box;
  }

  /**
   * The label and help of the question at `index`.
   * @param {Question} question
   * @param {number} index
   * @param {Map<HTMLElement, number>} owned
   * @param {HTMLElement} block the largest element around the question that holds no other
   * @returns {{ label: string, required: boolean | null, help: string }}
   */
  function wordsAround(question, index, owned, block) {
    /** @param {HTMLElement} element */
    const foreign = (element) => owned.has(element) && owned.get(element) !== index;
    const group = GROUPS.has(question.kind);
    const around = group
      ? aroundGroup(question, index, owned, foreign, block)
      : aroundControl(question, block, foreign, owned);
    const { label, required } = clean(around.text);
    const described = named(question.element, "aria-describedby").filter((part) => !isError(part));
    const all = new Set([...around.help, ...described.map((part) => read(part)), ...hints(block, around.text)]);
    const help = [...all].filter((text) => !words.placeholder.test(text) && says(text, label));
    return { label, required, help: help.join("\n") };
  }

  /**
   * Whether a help text tells more than the label.
   * @param {string} text
   * @param {string} label
   */
  function says(text, label) {
    const told = clean(text).label;
    return told !== "" && told !== label && !isCommand(told);
  }

  /**
   * Help texts inside the block.
   * @param {HTMLElement} block
   * @param {string} taken
   * @returns {string[]}
   */
  function hints(block, taken) {
    if (block.tagName === "BODY" || block.tagName === "FORM") return [];
    if (block.querySelectorAll("small, [class], [id]").length > LARGE_BLOCK) return [];
    /** @type {Element[]} */
    const parts = [];
    for (const part of block.querySelectorAll(HELPFUL)) if (isHelp(part) && !isError(part)) parts.push(part);
    const outer = parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));
    return outer
      .map((part) => read(part))
      .filter((text) => text && !taken.includes(text) && text.length < LONGEST_HELP);
  }

  /**
   * @param {Question} question
   * @param {HTMLElement} block
   * @param {(element: HTMLElement) => boolean} foreign
   * @param {Map<HTMLElement, number>} owned
   * @returns {{ text: string, help: string[] }}
   */
  function aroundControl(question, block, foreign, owned) {
    const { element, kind } = question;
    const compound = SHARING.has(kind) ? fw.compound.nameOf(element, owned) : "";
    if (compound) return { text: compound, help: [] };
    const single = kind === "checkbox" || kind === "ariaCheckbox";
    const file = kind === "file";
    const around = file ? groupName(element, block) || legendOf(element, block) : "";
    const own = around || ownText(question, block, single);
    const said = clean(own).label;
    const generic = single && ([...words.yes, ...words.no, ""].includes(plain(said)) || words.assent.test(said));
    /** @param {string} text */
    const part = (text) => (SHARING.has(kind) && fw.shared.isList(text) && fw.shared.partOf(element, owned)) || text;
    if (clean(own).label && !generic) return { text: part(own), help: [] };
    const caption = single ? "" : fw.captions.under(element);
    if (caption) return { text: fw.shared.partOf(element, owned, caption) || caption, help: [] };
    const text = legendOf(element, block) || looseLabel(question, block) || fw.grid.nameOf(element);
    const yes = generic && said ? [said] : [];
    if (clean(text).label) return { text, help: yes };
    const title = titleOf(element);
    const hint = hintOf(element) || (element.tagName === "SELECT" ? "" : title);
    const over = file && question.proxy?.tagName !== "LABEL" && question.proxy?.contains(element);
    const start = single ? (tied(element)[0] ?? element) : over ? element : (question.proxy ?? element);
    const next = block.nextElementSibling;
    const leads = Boolean(hint && next && foreign(/** @type {HTMLElement} */ (next)));
    const options = element.tagName === "SELECT" ? optionTexts(element) : [];
    const near = nearby(start, block, { foreign, headings: !hint, leads, file, box: null, options });
    if (near) return { text: part(near.text), help: [...near.help, ...yes] };
    const head = fw.grid.above(element);
    if (!own && clean(head).label) return { text: head, help: [] };
    const shared =
      SHARING.has(kind) &&
      (fw.shared.partOf(element, owned) || (!/\p{L}/u.test(hint + title) && fw.shared.nameOf(element, owned)));
    if (shared && clean(shared).label) return { text: shared, help: [] };
    const last =
      own || (element.tagName === "SELECT" ? title || hint : hint || title) || nounOf(question) || buttonText(question);
    const name = last || spokenName(question) || firstOption(element) || drawnOver(element, block);
    const command =
      file && !name ? nearby(start, block, { foreign, headings: true, leads, file: false, box: null, options }) : null;
    return command ?? { text: name || fw.codename.human(element), help: [] };
  }

  /**
   * The words that a style sheet draws before a control or a box around it.
   * @param {HTMLElement} element
   * @param {HTMLElement} block
   * @returns {string}
   */
  function drawnOver(element, block) {
    const view = element.ownerDocument.defaultView ?? window;
    for (let at = /** @type {HTMLElement | null} */ (element); at; at = at === block ? null : parent(at)) {
      const drawn = /^"(.*)"$/.exec(view.getComputedStyle(at, "::before").content)?.[1] ?? "";
      if (/\p{L}{2}/u.test(drawn)) return drawn;
    }
    return "";
  }

  /** @param {HTMLElement} select */
  function optionTexts(select) {
    return [.../** @type {HTMLSelectElement} */ (select).options].map((one) => fw.dom.tidy(one.text));
  }

  /**
   * A list's first choice where it says again what the list is named.
   * @param {HTMLElement} element
   */
  function firstOption(element) {
    const [first] = element.tagName === "SELECT" ? /** @type {HTMLSelectElement} */ (element).options : [];
    const name = plain(fw.codename.human(element));
    return first && name && plain(first.text).startsWith(name) ? first.text : "";
  }

  /**
   * What a control without any label calls itself, be it "Select a city".
   * @param {Question} question
   * @returns {string}
   */
  function spokenName({ element, kind }) {
    const said = element.getAttribute("aria-label") ?? "";
    return kind === "combobox" && /\p{L}+\W+\p{L}+\W+\p{L}+/u.test(said) ? said : "";
  }

  /**
   * A control's title, where it names the control and not how to write in it.
   * @param {HTMLElement} element
   */
  function titleOf(element) {
    return element.hasAttribute("pattern") ? "" : element.title.trim();
  }

  /**
   * The label of an upload that only calls it a file: "Attachments".
   * @param {Question} question
   */
  function nounOf({ kind, element }) {
    const texts = kind === "file" ? tied(element).map((label) => labelText(label, element, false)) : [];
    return texts.find((text) => words.uploadNoun.test(clean(text).label)) ?? "";
  }

  /**
   * What a control says inside itself while it is empty.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function hintOf(element) {
    const hint = element.getAttribute("placeholder") ?? element.getAttribute("aria-placeholder") ?? "";
    const [first] = element.tagName === "SELECT" ? /** @type {HTMLSelectElement} */ (element).options : [];
    const asked = first && !first.value ? first.text : hint;
    return words.placeholder.test(asked) ? "" : asked;
  }

  /**
   * @param {Question} question
   * @returns {string} the words on the button of an upload
   */
  function buttonText({ kind, proxy, element }) {
    return kind === "file" && proxy && proxy !== element ? read(proxy) : "";
  }

  /**
   * The label that the page ties to a control itself; of several, one that stands with it and is no sentence.
   * @param {Question} question
   * @param {HTMLElement} block
   * @param {boolean} whole
   * @returns {string}
   */
  function ownText({ element, proxy, kind }, block, whole) {
    /** @param {string} text */
    const useful = (text) => {
      const { label } = clean(text);
      return label && !words.placeholder.test(label) && !(kind === "file" && (isCommand(label) || isInvitation(label)));
    };
    const inner = kind === "combobox" ? /** @type {HTMLElement | null} */ (element.querySelector("input")) : null;
    const ties = [element, proxy, inner].map((one) => (one ? tied(one) : [])).find((some) => some.length) ?? [];
    const near = ties.filter((label) => block.contains(label));
    const labels = (near.length ? near : ties).map((label) => labelText(label, element, whole)).filter(useful);
    if (whole && labels.length) return ofChoice(ties, element) || [...new Set(labels)].join("\n");
    const [label] = [...labels.filter((text) => !/\.$/.test(clean(text).label)), ...labels];
    if (label) return label;
    const own =
      proxy && !element.hasAttribute("aria-labelledby") && !element.hasAttribute("aria-label") ? proxy : element;
    const referred = named(own, "aria-labelledby").filter(
      (part) => part !== own && !own.contains(part) && !isAside(part),
    );
    const heard = referred.filter((part) => part.getAttribute("aria-hidden") !== "true");
    const texts = (heard.length ? heard : referred)
      .map((part) => wording(part))
      .filter((text) => kind !== "file" || useful(text));
    const text = [...new Set(texts)].join("\n");
    if (useful(text)) return text;
    const spoken = spokenBy(own) || (own.localName.includes("-") && own.getAttribute("label")) || "";
    if (useful(spoken)) return spoken;
    if (kind === "ariaCheckbox") return read(element) || fw.labels.optionText(element);
    return kind === "checkbox" ? fw.labels.textAfter(element) || fw.labels.nextCell(element) : "";
  }

  /**
   * What a control is read out as, without the choice that it shows: "State –Select–".
   * @param {HTMLElement} element
   */
  function spokenBy(element) {
    const said = element.getAttribute("aria-label") ?? "";
    const shown = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) ? "" : read(element);
    const at = shown && words.placeholder.test(shown) ? said.indexOf(shown) : -1;
    return at > 0 ? said.slice(0, at) : said;
  }

  /**
   * Of several labels of a checkbox, the one that it stands in or before.
   * @param {HTMLElement[]} labels
   * @param {HTMLElement} element
   * @returns {string}
   */
  function ofChoice(labels, element) {
    if (labels.length < 2) return "";
    const own = labels.filter((label) => label.contains(element) || fw.dom.before(element, label));
    return own.length === 1 ? wording(/** @type {HTMLElement} */ (own[0])) : "";
  }

  /**
   * Whether an element that is read out with a control's name only explains it.
   * @param {HTMLElement} part
   */
  function isAside(part) {
    return ASIDE.test(part.id) || isHelp(part);
  }

  /**
   * A label in the block that is tied to no control, for its `for` is missing or points nowhere.
   * @param {Question} question
   * @param {HTMLElement} block
   * @returns {string}
   */
  function looseLabel(question, block) {
    const ofMembers = new Set([question.element, ...question.members.map((one) => one.element)].flatMap(tied));
    const loose = [...block.querySelectorAll("label")].filter(
      (label) =>
        !ofMembers.has(label) &&
        !label.control &&
        !label.querySelector("input, select, textarea") &&
        !label.previousElementSibling?.matches("input[type=radio], input[type=checkbox]"),
    );
    const texts = loose.map((label) => wording(label)).map((text) => ({ text, label: clean(text).label }));
    return texts.find(({ label }) => label && !(question.kind === "file" && isCommand(label)))?.text ?? "";
  }

  /**
   * The name of the nearest named group inside the block.
   * @param {HTMLElement} element
   * @param {HTMLElement} block
   * @returns {string}
   */
  function groupName(element, block) {
    const group = element.closest("[role=group]");
    return group && block.contains(group) ? nameOf(/** @type {HTMLElement} */ (group)) : "";
  }

  /**
   * The name that ARIA gives an element.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function nameOf(element) {
    const referred = named(element, "aria-labelledby").filter((part) => !isUnread(part));
    return referred.map((part) => wording(part)).join("\n") || element.getAttribute("aria-label") || "";
  }

  /**
   * The legend of a fieldset that holds this question alone.
   * @param {HTMLElement} element
   * @param {HTMLElement} block
   * @returns {string}
   */
  function legendOf(element, block) {
    for (let at = /** @type {HTMLElement | null} */ (element); at; at = at === block ? null : parent(at)) {
      const legend = at.tagName === "FIELDSET" ? at.querySelector("legend") : null;
      if (legend) return wording(legend);
    }
    return "";
  }

  /**
   * @param {Question} question
   * @param {number} index
   * @param {Map<HTMLElement, number>} owned
   * @param {(element: HTMLElement) => boolean} foreign
   * @param {HTMLElement} block
   * @returns {{ text: string, help: string[] }}
   */
  function aroundGroup(question, index, owned, foreign, block) {
    const inner = groupBox(question);
    const row = fw.grid.rowName(question.members.map((one) => one.element)) || question.row;
    if (clean(row).label) return { text: row, help: [] };
    const all = question.members.map((one) => tied(one.element));
    const options = question.members.map((one) => one.label);
    const looking = { foreign, headings: true, leads: false, file: false, box: inner, options };
    const near = () => nearby(startOf(question, inner, new Set(all.flat())), block, looking);
    const legend = legendOf(question.element, block);
    if (clean(legend).label) {
      const asked = legend.includes("?") ? null : near();
      return asked && /\?[\s*✱]*$/.test(asked.text) ? asked : { text: legend, help: [] };
    }
    for (let at = /** @type {HTMLElement | null} */ (inner); at && owned.get(at) === index; at = parent(at)) {
      const isGroup = at === inner || at.matches("fieldset, [role=radiogroup], [role=group]");
      const text = isGroup ? nameOf(at) : "";
      if (clean(text).label) return askedOver(at, text, near) ?? { text, help: [] };
    }
    const shared = all[0]?.find((label) => all.every((labels) => labels.includes(label)));
    const text = (shared && labelText(shared, question.element, false)) || looseLabel(question, block);
    if (clean(text).label) return { text, help: [] };
    const found = near() ?? nearby(inner, inner, looking);
    return found ?? { text: wordsUnder(question, inner) || fw.codename.human(question.element), help: [] };
  }

  /**
   * The words that ask right over a group, where the one word by which it is read out asks nothing: "choice".
   * @param {HTMLElement} group
   * @param {string} name
   * @param {() => { text: string, help: string[] } | null} near
   */
  function askedOver(group, name, near) {
    if (group.hasAttribute("aria-labelledby") || /\s/.test(name.trim())) return null;
    const found = near();
    return found && /[?*✱]\s*$/.test(found.text) ? found : null;
  }

  /**
   * The short words behind the last choice of a group, in its box.
   * @param {Question} question
   * @param {HTMLElement} box
   */
  function wordsUnder({ members }, box) {
    const last = box.lastElementChild;
    if (
      !last ||
      members.some((one) => last.contains(one.element) || tied(one.element).includes(/** @type {any} */ (last)))
    )
      return "";
    const text = isHelp(last) || isError(last) ? "" : wording(last);
    return text.length < LONGEST_UNDER ? text : "";
  }

  /**
   * The child of the group's box that holds its first choice, or the box where choices fill it.
   * @param {Question} question
   * @param {HTMLElement} box
   * @param {Set<HTMLElement>} labels
   * @returns {HTMLElement}
   */
  function startOf(question, box, labels) {
    let first = question.members[0]?.element ?? question.element;
    while (first !== box && parent(first) && parent(first) !== box) first = /** @type {HTMLElement} */ (parent(first));
    const ahead = first.previousElementSibling;
    return ahead && labels.has(/** @type {HTMLLabelElement} */ (ahead)) ? /** @type {HTMLElement} */ (ahead) : first;
  }

  fw.wording = { wordsAround };
})();
