// The words of one question: its label, from wherever the page has put it, and the help around it.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, named, read } = fw.dom;
  const { clean, wording, tied, labelText, nearby, isHelp } = fw.labels;
  const { words } = fw;

  const GROUPS = new Set(["radio", "checkboxes", "ariaRadio", "ariaCheckboxes", "buttons", "listbox"]);
  const LARGE_BLOCK = 200;
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
      : aroundControl(question, block, foreign);
    const { label, required } = clean(around.text);
    const described = named(question.element, "aria-describedby").map((part) => read(part));
    const all = new Set([...around.help, ...described, ...hints(block, around.text)]);
    const help = [...all].filter((text) => text && text !== label && !words.placeholder.test(text));
    return { label, required, help: help.join("\n") };
  }

  /**
   * Help texts inside the block.
   * @param {HTMLElement} block
   * @param {string} taken
   * @returns {string[]}
   */
  function hints(block, taken) {
    const named = block.querySelectorAll("small, [class], [id]");
    if (block.tagName === "BODY" || block.tagName === "FORM" || named.length > LARGE_BLOCK) return [];
    const parts = /** @type {HTMLElement[]} */ ([...named].filter((part) => isHelp(part)));
    const outer = parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));
    return outer
      .map((part) => read(part))
      .filter((text) => text && !taken.includes(text) && text.length < LONGEST_HELP);
  }

  /**
   * @param {Question} question
   * @param {HTMLElement} block
   * @param {(element: HTMLElement) => boolean} foreign
   * @returns {{ text: string, help: string[] }}
   */
  function aroundControl(question, block, foreign) {
    const { element } = question;
    const single = question.kind === "checkbox" || question.kind === "ariaCheckbox";
    const own = ownText(question, single);
    const generic = single && [...words.yes, ...words.no, ""].includes(fw.dom.plain(clean(own).label));
    if (clean(own).label && !generic) return { text: own, help: [] };
    const legend = legendOf(element, block);
    if (legend) return { text: legend, help: [] };
    const hint = element.getAttribute("placeholder") ?? element.getAttribute("aria-placeholder") ?? "";
    const start = single ? (tied(element)[0] ?? element) : (question.proxy ?? element);
    const near = nearby(start, block, foreign, !hint);
    if (near) return near;
    return { text: own || hint || element.title || humanName(element), help: [] };
  }

  /**
   * The label that the page ties to a control itself.
   * @param {Question} question
   * @param {boolean} whole
   * @returns {string}
   */
  function ownText({ element, proxy, kind }, whole) {
    const ties = tied(tied(element).length ? element : (proxy ?? element));
    const labels = ties.map((label) => labelText(label, element, whole)).filter((text) => clean(text).label);
    if (labels.length) return [...new Set(labels)].join("\n");
    const own =
      proxy && !element.hasAttribute("aria-labelledby") && !element.hasAttribute("aria-label") ? proxy : element;
    const referred = named(own, "aria-labelledby").filter((part) => part !== own && !own.contains(part));
    const text = referred.map((part) => wording(part)).join("\n");
    if (clean(text).label) return text;
    return (
      own.getAttribute("aria-label") ?? (kind === "ariaCheckbox" ? read(element) || fw.labels.optionText(element) : "")
    );
  }

  /**
   * The legend of a fieldset that holds this question alone.
   * @param {HTMLElement} element
   * @param {HTMLElement} block
   * @returns {string}
   */
  function legendOf(element, block) {
    const fieldset = element.closest("fieldset");
    const legend = fieldset && block.contains(fieldset) ? fieldset.querySelector("legend") : null;
    return legend ? wording(legend) : "";
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
    const legend = legendOf(question.element, block);
    if (clean(legend).label) return { text: legend, help: [] };
    for (let at = /** @type {HTMLElement | null} */ (inner); at && owned.get(at) === index; at = parent(at)) {
      const text =
        named(at, "aria-labelledby")
          .map((part) => wording(part))
          .join("\n") ||
        at.getAttribute("aria-label") ||
        "";
      const isGroup = at === inner || at.matches("fieldset, [role=radiogroup], [role=group]");
      if (isGroup && clean(text).label) return { text, help: [] };
    }
    const ofMembers = new Set(question.members.flatMap((one) => tied(one.element)));
    const loose = [...block.querySelectorAll("label")].find((label) => !ofMembers.has(label) && !label.control);
    const text = loose ? wording(loose) : "";
    if (clean(text).label) return { text, help: [] };
    const first = startOf(question, inner, ofMembers);
    return nearby(first, block, foreign, true) ?? { text: humanName(question.element), help: [] };
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

  /**
   * A readable form of the control's name or id: "first_name" → "first name".
   * @param {HTMLElement} element
   * @returns {string}
   */
  function humanName(element) {
    const name = element.getAttribute("name") || element.id || element.getAttribute("autocomplete") || "";
    const last = name.replace(/\]/g, "").split("[").pop() ?? "";
    const spaced = last.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_.\s]+/g, " ");
    return /[a-z]{2}/i.test(spaced) && !/[0-9a-f]{8}/i.test(spaced) ? spaced.trim() : "";
  }

  fw.wording = { wordsAround };
})();
