// The question text that stands near a control without being tied to it, read line by line as a person does.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, flowOf, isUnread, tidy } = fw.dom;
  const { clean, wording, isCommand, isInvitation, isHelp, isSmallPrint, isHeading, isLabel, isError, isUnheard } =
    fw.labels;
  const { words } = fw;

  const CONTROL = "input, select, textarea, button, datalist, option, [role=listbox], [contenteditable=true]";
  /** What a widget shows as chosen, or instead of a choice. */
  const HELD =
    "[class*='placeholder' i], [id*='placeholder' i], [class*='single-value' i], [class*='multi-value' i], [class*=singleValue], [class*=multiValue]";
  const CHOICE = "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox]";
  const ASKS = /[?:*✱]\W*$/;
  const LONG = 150;
  /** A line as long as this that ends as a sentence does tells something, where another line asks. */
  const SENTENCE = 40;
  const END_OF_SCALE = 40;
  /** A paragraph, and the short question with which it ends. */
  const LAST_ASKS = /^([\s\S]{60,}[.!?])\s+(\p{Lu}[^.!?]{8,110}\?[\s*✱]*)$/u;

  /**
   * The line that `node` adds to, a new one where it breaks the line, or none.
   * @param {Node} node
   * @returns {{ text: string, element: HTMLElement | null, own: boolean } | null}
   */
  function piece(node) {
    if (node.nodeType === 3) {
      const text = tidy(node.textContent ?? "");
      return text ? { text, element: null, own: false } : null;
    }
    if (node.nodeType !== 1) return null;
    const element = /** @type {HTMLElement} */ (node);
    if (isUnread(element) || element.matches(CONTROL) || isUnheard(element) || isError(element)) return null;
    if (element.matches(HELD)) return null;
    const flow = flowOf(element);
    if (flow === "none") return null;
    const text = isHelp(element) ? fw.dom.read(element) : wording(element);
    if (!tidy(text)) return null;
    return { text, element, own: flow === "block" || isLabel(element) || isHelp(element) };
  }

  /**
   * The lines of text beside `at` among its siblings, nearest first, up to a sibling that holds another question.
   * @param {HTMLElement} at
   * @param {"previousSibling" | "nextSibling"} way
   * @param {(element: HTMLElement) => boolean} foreign
   * @returns {Line[]}
   */
  function linesBeside(at, way, foreign) {
    /** @type {Line[]} */
    const lines = [];
    /** @type {Line | null} */
    let line = null;
    let marks = "";
    const end = () => {
      if (line && clean(line.text).label) lines.push({ ...line, text: line.text + marks });
      else if (line && clean(line.text).required) marks = `\n${line.text}`;
      if (line && clean(line.text).label) marks = "";
      line = null;
    };
    for (let node = at[way]; node; node = node[way]) {
      const element = node.nodeType === 1 ? /** @type {HTMLElement} */ (node) : null;
      if (element && (foreign(element) || element.tagName === "HR")) {
        if (way === "previousSibling" && element.matches(CHOICE)) line = null; // the words behind a choice are its own
        break;
      }
      if (element?.tagName === "BR") end();
      const found = piece(node);
      if (!found) continue;
      if (found.own || (line && !clean(line.text).label)) end();
      line = line ? joined(line, found, way) : { text: found.text, element: found.element };
      if (found.own) end();
    }
    end();
    return lines;
  }

  /**
   * @param {Line} line
   * @param {{ text: string, element: HTMLElement | null }} found
   * @param {"previousSibling" | "nextSibling"} way
   * @returns {Line}
   */
  function joined(line, found, way) {
    if (found.element && !clean(found.text).label)
      return { text: `${line.text}\n${found.text}`, element: line.element };
    const texts = way === "nextSibling" ? [line.text, found.text] : [found.text, line.text];
    return { text: texts.join(" "), element: null };
  }

  /** @param {Line} line */
  const isQuiet = ({ text, element }) =>
    (element && (isHelp(element) || /^(I|EM)$/.test(element.tagName))) ||
    /^\W*\([^)]*\)\W*$/.test(text) ||
    words.markNote.test(text) ||
    (!/[:?]\W*$/.test(text) && text.split("\n").every((part) => words.howTo.test(part)));

  /**
   * The line that asks, among those at one height of the page.
   * @param {Line[]} lines
   * @returns {Line | undefined}
   */
  function best(lines) {
    const asking = lines.filter((line) => !isQuiet(line));
    const [first] = asking;
    const labels = asking.filter(({ element }) => element && isLabel(element));
    const headings = asking.filter(({ element }) => element && isHeading(element));
    const question = first && !ASKS.test(first.text) ? asking.find(({ text }) => /\?\W*$/.test(text)) : undefined;
    return labels[0] ?? question ?? (first && /[.!]($|\s)/.test(first.text) ? (headings[0] ?? first) : first);
  }

  /**
   * The question text nearest before `start`, climbing no further than `block`, else behind it; what else stands there
   * is help.
   * @param {HTMLElement} start
   * @param {HTMLElement} block
   * @param {Looking} looking
   * @returns {{ text: string, help: string[] } | null}
   */
  function nearby(start, block, looking) {
    /** @type {Line[]} */
    const quiet = [];
    /** @type {{ text: string, help: string[] } | null} */
    let told = null;
    for (let at = /** @type {HTMLElement | null} */ (start); at; at = parent(at)) {
      const outside = at === block;
      const after = outside && !looking.box ? behind(start, block, looking) : null;
      if (after?.label) return after;
      const all = linesBeside(at, "previousSibling", looking.foreign).filter((line) => suits(line, outside, looking));
      const lines = isScale(at, all, looking) ? [] : all;
      const line = best(lines);
      if (after?.caption && !told && (!line || (line.element && isHeading(line.element) && !ASKS.test(line.text))))
        return after;
      if (line && (!told || (asksSurely(line) && !outside))) {
        const found = read(line, lines);
        if (told) return { text: found.text, help: [...found.help, told.text, ...told.help] };
        if (!looking.box || !isProse(line)) return found;
        told = found;
      }
      quiet.push(...lines);
      if (outside) break;
    }
    const asked = told && questionBehind(start, block, looking);
    if (told) return asked ? { text: asked.text, help: [told.text, ...told.help] } : told;
    return behind(start, block, looking) ?? (quiet[0] ? { text: quiet[0].text, help: [] } : null);
  }

  /**
   * The question in a line, and what that and the other lines beside it tell.
   * @param {Line} line
   * @param {Line[]} lines
   * @returns {{ text: string, help: string[] }}
   */
  function read(line, lines) {
    const { asks, told } = parted(line);
    const help = lines.filter((other) => other !== line && isQuiet(other)).map(({ text }) => text);
    return { text: asks, help: [...told, ...help] };
  }

  /**
   * Whether a line asks, or names, what prose below it only tells of.
   * @param {Line} line
   */
  function asksSurely({ text, element }) {
    return ASKS.test(text) || Boolean(element && (isLabel(element) || isHeading(element)));
  }

  /**
   * The line with a question mark behind the choices of a group, within the block.
   * @param {HTMLElement} start
   * @param {HTMLElement} block
   * @param {Looking} looking
   * @returns {Line | undefined}
   */
  function questionBehind(start, block, { foreign, options }) {
    for (let at = /** @type {HTMLElement | null} */ (start); at && at !== block; at = parent(at)) {
      const found = linesBeside(at, "nextSibling", foreign).find(
        ({ text }) => /\?\W*$/.test(text) && !options.includes(text),
      );
      if (found) return found;
    }
    return undefined;
  }

  /**
   * A text of several lines without those that only tell how to answer, or that follow upon the question; of a long
   * paragraph that is no label, the short question at its end.
   * @param {Line} line
   * @returns {{ asks: string, told: string[] }}
   */
  function parted({ text, element }) {
    const lines = text.split("\n");
    const asked = lines.findLastIndex((line) => /\?[\s*✱]*$/.test(line));
    const told = lines.filter(
      (line, at) => at > 0 && (words.howTo.test(line) || (asked >= 0 && follows(line, at, asked))),
    );
    const asks = lines.filter((line) => !told.includes(line)).join("\n");
    const [, before, last] = (!element || !isLabel(element)) && asks.length > LONG ? (LAST_ASKS.exec(asks) ?? []) : [];
    return before && last ? { asks: last, told: [before, ...told] } : { asks, told };
  }

  /** @param {string} text */
  const isUpload = (text) => isCommand(text) || isInvitation(text);

  /**
   * Whether a line stands behind the one that asks, and says more than that an answer is needed.
   * @param {string} line
   * @param {number} at
   * @param {number} asked
   */
  function follows(line, at, asked) {
    return at > asked && clean(line).label !== "";
  }

  /**
   * @param {Line} line
   * @param {boolean} outside
   * @param {Looking} looking
   */
  function suits({ text, element }, outside, looking) {
    if (looking.file && isUpload(clean(text).label)) return false;
    if (!looking.box && isListOf(text, looking.options)) return false;
    if (outside && element?.tagName === "LEGEND" && !looking.box) return false;
    if (!outside || looking.headings) return true;
    if (looking.leads) return false;
    if (element && isLabel(element)) return true;
    return !(element && isHeading(element)) && text.length < LONG && !/\.$/.test(text);
  }

  /**
   * Whether a text is nothing but the choices of a list, or its choice of none, drawn anew.
   * @param {string} text
   * @param {string[]} options
   */
  function isListOf(text, options) {
    const lines = options.length ? text.split("\n") : [];
    const [first = ""] = lines;
    if (lines.length < 2) return words.placeholder.test(first) && first !== "";
    return lines.every((line) => options.includes(line) || words.placeholder.test(line));
  }

  /**
   * Whether a line is no question but what is told before one: sentences that are neither a label nor a heading.
   * @param {Line} line
   */
  function isProse({ text, element }) {
    if (element && (isLabel(element) || isHeading(element))) return false;
    return text.length > SENTENCE && /[.!]\W*$/.test(text) && !text.includes("?");
  }

  /**
   * Whether short words before and behind choices only name the ends of a scale.
   * @param {HTMLElement} at
   * @param {Line[]} lines
   * @param {Looking} looking
   */
  function isScale(at, lines, looking) {
    const [line] = lines;
    if (!looking.box?.contains(at) || looking.box === at) return false;
    if (lines.length !== 1 || !line || line.text.length > END_OF_SCALE || /[?:*]\s*$/.test(line.text)) return false;
    if (line.element && isLabel(line.element)) return false;
    const after = linesBeside(at, "nextSibling", () => false).at(-1);
    return (
      after !== undefined &&
      after.text.length <= END_OF_SCALE &&
      !looking.options.some((one) => after.text.endsWith(one))
    );
  }

  /**
   * The label behind a control that has none before it.
   * @param {HTMLElement} start
   * @param {HTMLElement} block
   * @param {Looking} looking
   * @returns {{ text: string, help: string[], label: boolean, caption: boolean } | null}
   */
  function behind(start, block, looking) {
    if (looking.box) return null;
    for (let at = /** @type {HTMLElement | null} */ (start); at && at !== block; at = parent(at)) {
      const lines = linesBeside(at, "nextSibling", looking.foreign).filter((line) => suits(line, false, looking));
      const told = best(lines) ?? lines.find(({ element }) => element && isSmallPrint(element));
      const found = told ?? lines.find((line) => isCaption(line, block));
      const label = Boolean(found?.element && isLabel(found.element));
      if (found) return { text: found.text, help: [], label, caption: !told };
    }
    return null;
  }

  /**
   * Whether a few words aslant behind a control name it, as such words do behind the controls beside it.
   * @param {Line} line
   * @param {HTMLElement} block
   */
  function isCaption({ text, element }, block) {
    if (!element || !/^(I|EM)$/.test(element.tagName) || text.length > END_OF_SCALE) return false;
    if (/^\W*(\(|e\.?g\b|z\.? ?b\b|p\.? ?ex|bijv|es\.)|\.\s*$/i.test(text) || words.howTo.test(text)) return false;
    const alike = element.tagName + (element.className && `.${CSS.escape(element.className)}`);
    return [...(block.parentElement?.children ?? [])].some(
      (other) => other !== block && other.querySelector(`:is(input, select, textarea) ~ ${alike}`) !== null,
    );
  }

  fw.nearby = { nearby };
})();
