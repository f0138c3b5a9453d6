// What a person reads as a question's label: the words beside the control, whatever ties them to it.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, rootOf, named, read, tidy, before, flowOf } = fw.dom;
  const { words } = fw;

  const MARKS = new RegExp(`^[\\s(\\[]*(?:[*✱∗＊•]+|(?:${words.required.join("|")}))[\\s)\\]:]*$`, "i");
  const OPTIONAL = new RegExp(`^[\\s(\\[–-]*(?:${words.optional.join("|")})[\\s)\\]:]*$`, "i");
  const MARK_AT_END = new RegExp(
    `\\s*(?:[*✱∗＊]+|[(\\[]\\s*(?:[*✱∗＊]|${words.required.join("|")})\\s*[)\\]])\\s*:?\\s*$`,
    "i",
  );
  /** A mark that is nothing but itself. */
  const ASTERISK = /^\s*[*✱∗＊]+\s*$/;
  const MARK_AT_START = /^\s*[*✱∗＊]+\s*/;
  const OPTIONAL_AT_END = new RegExp(`\\s*[(\\[–-]\\s*(?:${words.optional.join("|")})\\s*[)\\]]?\\s*:?\\s*$`, "i");

  const LABELLIKE = /(^|[-_\s])(label|question|legend|prompt)|(label|question|title|prompt)$/i;
  const HELPLIKE =
    /help|hint|desc(ription)?\b|note\b|caption|subtext|sublabel|instruction|tooltip|counter|char-?count|\baide\b|ayuda|hilfe|hinweis|aiuto|ajuda|toelichting/i;
  /** All that could be help, for the browser to look for: what it is called, or what stands for small print. */
  const HELPFUL = [
    "small, em[class], em[id], i[class], i[id], font[class], font[id]",
    ..."help hint desc note caption subtext sublabel instruction tooltip counter char aide ayuda hilfe hinweis aiuto ajuda toelichting"
      .split(" ")
      .map((name) => `[class*='${name}' i], [id*='${name}' i]`),
  ].join(", ");
  const NUMBERED = /(^|[-_\s])(num(ber)?|index|counter|step|order|position|badge)([-_\s]|$)/i;
  const ASIDE = /^\W*\(.*\)\W*$/;
  const ERRORLIKE = /error|invalid|warning|alert/i;
  const HEADING = /^(H[1-6])$/;
  /** Elements that are what they are, whatever their classes say. */
  const ASKING = /^(LABEL|LEGEND|H[1-6])$/;
  /** Parts of a widget inside a label, whose words are not the label's. */
  const PART =
    "label, button, [role=button], [role=combobox], a[class*=btn], a[class*=button], a[class*='upload' i], a[class*='attach' i], [class*='filename' i]";
  const HELD = "input:not([type=hidden]), select, textarea, button";
  /** What ends the words behind a choice. */
  const END = "input, select, textarea, br";
  const UNHEARD = /^(status|log|alert|tooltip|listbox|option|button|tab|menu)$/;

  /** @param {Element} element */
  const classes = (element) => `${element.getAttribute("class") ?? ""} ${element.id}`;
  const isHelp = fact(
    (/** @type {Element} */ element) =>
      !ASKING.test(element.tagName) &&
      (HELPLIKE.test(classes(element)) || isAside(element)) &&
      !isMark(element.textContent ?? ""),
  );
  /**
   * Whether an element stands back behind the text around it: small, or aslant and in brackets.
   * @param {Element} element
   */
  const isAside = (element) => {
    const { tagName } = element;
    if (tagName === "EM" || tagName === "I") return ASIDE.test(element.textContent ?? "") || isBelowWords(element);
    return tagName === "SMALL" || (tagName === "FONT" && isSmallPrint(element));
  };
  /**
   * Whether words aslant stand alone in the last line of a text, under words that are not.
   * @param {Element} element
   */
  function isBelowWords(element) {
    const { previousElementSibling: ahead, nextElementSibling: next, parentElement: around } = element;
    if (ahead?.tagName !== "BR" || next || !around || around.querySelector(HELD)) return false;
    const over = around.textContent?.slice(0, -(element.textContent?.length ?? 0)) ?? "";
    return /\p{L}{2}/u.test(over);
  }
  /**
   * Small type under other words, as old pages set it.
   * @param {Element} element
   */
  const isSmallPrint = (element) =>
    (element.tagName === "SMALL" ||
      (element.tagName === "FONT" && /^(1|-\d)$/.test(element.getAttribute("size") ?? ""))) &&
    element.previousElementSibling?.tagName === "BR";
  /** @param {string} text */
  const isMark = (text) => text.length < 40 && (MARKS.test(text) || OPTIONAL.test(text));
  const isError = fact((/** @type {Element} */ element) => {
    const names = classes(element);
    return ERRORLIKE.test(names) && !ASKING.test(element.tagName) && !/required|ng-invalid/i.test(names);
  });
  /** @param {Element} element */
  const isHeading = (element) => HEADING.test(element.tagName) || element.getAttribute("role") === "heading";
  /** @param {Element} element */
  const isUnheard = (element) => UNHEARD.test(element.getAttribute("role") ?? "") || element.hasAttribute("aria-live");
  /** @param {Element} element */
  const isLabel = (element) =>
    element.tagName === "LABEL" || element.tagName === "LEGEND" || LABELLIKE.test(classes(element));

  const clean = fact(withoutMarks);

  /**
   * `text` without the marks that say "required" or "optional", and what they said.
   * @param {string} text
   * @returns {{ label: string, required: boolean | null }}
   */
  function withoutMarks(text) {
    /** @type {boolean | null} */
    let required = null;
    const lines = text.split("\n").filter((line) => {
      if (MARKS.test(line)) required = true;
      else if (OPTIONAL.test(line)) required ??= false;
      else return /[\p{L}\p{N}]/u.test(line);
      return false;
    });
    let label = tidy([...new Set(lines)].join(" "));
    if (MARK_AT_END.test(label) || MARK_AT_START.test(label)) required = true;
    label = label.replace(MARK_AT_END, "").replace(MARK_AT_START, "").replace(words.whyAsked, "");
    if (OPTIONAL_AT_END.test(label)) required ??= false;
    label = label.replace(OPTIONAL_AT_END, "").replace(/\s*:$/, "");
    label = label.replace(/^(\d{1,3}[.)])(?=\p{L})/u, "$1 ");
    label = tidy(label);
    return { label: /[\p{L}\p{N}]/u.test(label) && !/^\{\{.*\}\}$/.test(label) ? label : "", required };
  }

  /**
   * The text of `element` with marks such as a hidden "Required" on lines of their own, without help, errors and `skip`.
   * @param {Node} element
   * @param {(element: HTMLElement) => boolean} [skip]
   * @returns {string}
   */
  function wording(element, skip) {
    return skip ? worded(element, skip) : whole(element);
  }

  const whole = fact((/** @type {Node} */ element) => worded(element, () => false));

  /**
   * @param {Node} element
   * @param {(element: HTMLElement) => boolean} skip
   * @returns {string}
   */
  function worded(element, skip) {
    /** @type {string[]} */
    const marks = [];
    /** @param {boolean} whole */
    const words = (whole) =>
      read(element, (part) => {
        const own = part.childElementCount ? "" : (part.textContent ?? "");
        const star = ASTERISK.test(own);
        if (skip(part) || isAdornment(part, own) || isUnheard(part) || (isError(part) && !star) || isEcho(part))
          return true;
        const marked = star || isMark(own);
        if (marked && !whole) marks.push(own.trim());
        return marked || (!whole && isHelp(part));
      });
    const text = words(false) || words(true) || (element.nodeName === "LABEL" ? read(element) : "");
    return [text, ...marks].join("\n");
  }

  /**
   * Whether a part of a label only counts the questions, or opens an explanation: a number drawn before it, "3/13", "i".
   * @param {HTMLElement} part
   * @param {string} text its own, none where it has parts
   */
  function isAdornment(part, text) {
    if (!text || text.length > 30) return false;
    if (words.counter.test(text)) return true;
    if (words.infoSign.test(text)) return part.title !== "" || /info|tip|help|hint|icon/i.test(classes(part));
    const drawn = part.getAttribute("aria-hidden") === "true" || NUMBERED.test(classes(part));
    return drawn && /^\s*\d{1,3}[.)]?\s*$/.test(text) && part.previousElementSibling === null;
  }

  /**
   * Whether `text` only tells a person to upload something.
   * @param {string} text
   */
  function isCommand(text) {
    const said = spoken(text);
    return said.length > 0 && said.every((word) => words.upload.has(word));
  }

  /**
   * Whether `text` invites to drop a file, whatever it calls the file: "Drag your CV here or browse".
   * @param {string} text
   */
  function isInvitation(text) {
    const said = spoken(text);
    return words.drop.test(text) && said.filter((word) => words.upload.has(word)).length * 2 > said.length;
  }

  /**
   * The words of a text, in small letters.
   * @param {string} text
   * @returns {string[]}
   */
  function spoken(text) {
    const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
    return apart.match(/\p{L}+/gu) ?? [];
  }

  /**
   * Whether an element says again what the one before it says, as for those who only hear the page.
   * @param {Element} part
   */
  function isEcho(part) {
    const ahead = part.previousElementSibling;
    const text = ahead && part.textContent?.trim();
    return Boolean(text && text.length > 2 && !part.querySelector("input") && ahead.textContent?.trim() === text);
  }

  /**
   * The labels tied to a control by `for` or by standing around it.
   * @param {HTMLElement} element
   * @returns {HTMLElement[]}
   */
  function labelsOf(element) {
    const named = element.id ? (pointers(rootOf(element)).get(element.id) ?? []) : [];
    const around = element.closest("label");
    if (!around || named.includes(around) || around.htmlFor) return named;
    return named.some((label) => before(around, label)) ? [around, ...named] : [...named, around];
  }

  const tied = fact(labelsOf);

  /**
   * The labels of a tree by the id each points to.
   * @param {Document | ShadowRoot} root
   * @returns {Map<string, HTMLElement[]>}
   */
  function pointing(root) {
    const map = new Map();
    for (const label of root.querySelectorAll("label[for]")) {
      const id = label.getAttribute("for");
      map.set(id, [...(map.get(id) ?? []), label]);
    }
    return map;
  }

  const pointers = fact(pointing);

  /**
   * The text of a label around a control: what stands before the control, else what stands after it.
   * @param {HTMLElement} label
   * @param {HTMLElement} control
   * @param {boolean} whole
   * @returns {string}
   */
  function labelText(label, control, whole) {
    if (whole || !label.contains(control)) return wording(label);
    /** @param {HTMLElement} part */
    const foreign = (part) => !part.contains(control) && (part.matches(PART) || part.querySelector(HELD) !== null);
    /** @param {HTMLElement} part */
    const follows = (part) => !part.contains(control) && before(control, part);
    const first = wording(label, (part) => part === control || foreign(part) || follows(part));
    return clean(first).label ? first : wording(label, (part) => part === control || foreign(part));
  }

  /**
   * The text that names one choice of a group.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function textOfChoice(element) {
    const label = labelOf(element);
    /** @param {HTMLElement} part */
    const silent = (part) => isError(part) || isUnspoken(part);
    const text = label && !label.querySelector("label") ? read(label, silent) || read(label, isError) : "";
    const referred = named(element, "aria-labelledby");
    const inside = referred.filter((part) => element.contains(part) && part !== element);
    return (
      text ||
      inside.map((part) => read(part)).join(" ") ||
      read(element, isUnspoken) ||
      read(element) ||
      referred.map((part) => read(part)).join(" ") ||
      element.getAttribute("aria-label") ||
      textAfter(element) ||
      nextCell(element) ||
      label?.querySelector("img[alt]")?.getAttribute("alt") ||
      element.getAttribute("data-value") ||
      element.getAttribute("value") ||
      ""
    ).replace(/\n/g, " ");
  }

  const optionText = fact(textOfChoice);

  /**
   * The label of a choice: the one it stands in alone, else one that is tied to it and to no other.
   * @param {HTMLElement} element
   * @returns {HTMLElement | undefined}
   */
  function labelOf(element) {
    const labels = tied(element);
    const alone = labels.filter((one) => one.querySelectorAll(HELD).length < 2);
    const around = element.closest("label");
    if (around && around.querySelectorAll(HELD).length === 1 && clean(read(around)).label) return around;
    return alone.find((one) => before(element, one)) ?? alone[0] ?? labels[0];
  }

  /**
   * Whether a part of a choice is only drawn, such as the key that chooses it.
   * @param {Element} part
   */
  function isUnspoken(part) {
    return part.getAttribute("aria-hidden") === "true" || isKey(part);
  }

  /**
   * A letter before the words of a choice: the first choice has A, the next B.
   * @param {Element} part
   */
  function isKey(part) {
    const text = part.textContent?.trim() ?? "";
    const choice = part.parentElement;
    const choices = /^[A-Z]$/.test(text) ? choice?.parentElement?.children : undefined;
    return choices?.[text.charCodeAt(0) - 65] === choice && choice?.firstElementChild === part && choices !== undefined;
  }

  /**
   * The text of the cell behind that of a choice which stands in its cell alone.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function nextCell(element) {
    const cell = element.closest("td");
    const next = cell?.nextElementSibling;
    if (!cell || !next || read(cell) || next.querySelector(HELD)) return "";
    return read(next);
  }

  /**
   * The text right behind a control in its line, up to the next element that holds a control; what stands there in
   * lines of its own only where nothing else does.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function textAfter(element) {
    let text = "";
    for (let node = element.nextSibling; node; node = node.nextSibling) {
      const part = node.nodeType === 1 ? /** @type {Element} */ (node) : null;
      if (part?.matches(END) || part?.querySelector(HELD)) break;
      const flow = part ? flowOf(part) : "inline";
      if (text && (flow === "block" || (part && isHelp(part)))) break;
      if (flow === "none" || (part && isError(part))) continue;
      const [, ahead = "", behind = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(node.textContent ?? "") ?? [];
      text += part ? ahead + read(part) + behind : (node.nodeValue ?? "");
      if (flow === "block" && text.trim()) break;
    }
    return tidy(text.replace(/\s+/g, " "));
  }

  fw.labels = {
    clean,
    wording,
    tied,
    labelText,
    optionText,
    textAfter,
    nextCell,
    HELPFUL,
    isHelp,
    isSmallPrint,
    isCommand,
    isInvitation,
    isHeading,
    isLabel,
    isMark,
    isError,
    isUnheard,
  };
})();
