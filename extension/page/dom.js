// Walking a page as a person sees it: shadow roots and same-origin frames stand where their hosts stand.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  const UNREAD = new Set(
    "SCRIPT STYLE TEMPLATE NOSCRIPT SELECT DATALIST TEXTAREA INPUT BUTTON OUTPUT METER PROGRESS SVG OBJECT IFRAME AUDIO VIDEO CANVAS".split(
      " ",
    ),
  );
  /** Most elements of a page that have neither a shadow root nor a document in them. */
  const BARE = new Set("A B BR BUTTON EM I INPUT LABEL LEGEND LI OPTION SMALL STRONG TD TEXTAREA TR UL".split(" "));
  /** Elements in which no control stands, be there ever so many parts. */
  const CLOSED = new Set(["SELECT", "DATALIST", "svg"]);
  const ICON = /(^|\s)(material-icons|material-symbols|mat-icon|q-icon|google-symbols)/;
  const UNTIDY = /^\s|\s$|[^\S ]|\s\s|[\u200b-\u200f\u2060\ufeff]/;
  const LEGIBLE = /[^\s\u200b-\u200f\u2060\ufeff]/;
  const INLINE = /^inline|^contents|^ruby/;

  /**
   * What was found out of elements by name while nothing changes; null outside of `remembering`.
   * @type {Map<string, Map<Node | string, any>> | null}
   */
  let memory = null;
  /**
   * What was found out by each `fact`, empty outside of `remembering`.
   * @type {Map<Node | string, any>[]}
   */
  const facts = [];

  /**
   * Run `work`, which must not change the page, and work out each fact a single time in it.
   * @template T
   * @param {() => T} work
   * @returns {T}
   */
  function remembering(work) {
    if (memory) return work();
    memory = new Map();
    try {
      return work();
    } finally {
      memory = null;
      for (const known of facts) known.clear();
    }
  }

  /**
   * `find`, which works out each answer a single time while `remembering`.
   * @template {Node | string} N
   * @template T
   * @param {(about: N) => T} find
   * @returns {(about: N) => T}
   */
  function fact(find) {
    /** @type {Map<N, T>} */
    const known = new Map();
    facts.push(known);
    return (about) => {
      if (!memory) return find(about);
      const before = known.get(about);
      if (before !== undefined || known.has(about)) return /** @type {T} */ (before);
      const found = find(about);
      known.set(about, found);
      return found;
    };
  }

  /**
   * `find(about)`, remembered under `name` while `remembering`.
   * @template {Node | string} N
   * @template T
   * @param {string} name
   * @param {N} about
   * @param {(about: N) => T} find
   * @returns {T}
   */
  function once(name, about, find) {
    if (!memory) return find(about);
    const known = memory.get(name) ?? new Map();
    if (!known.size) memory.set(name, known);
    const before = known.get(about);
    if (before !== undefined || known.has(about)) return before;
    const found = find(about);
    known.set(about, found);
    return found;
  }

  /**
   * The document of a frame this script may read, else null.
   * @param {Element} frame
   * @returns {Document | null}
   */
  function frameDocument(frame) {
    try {
      return /** @type {HTMLIFrameElement} */ (frame).contentDocument;
    } catch {
      return null;
    }
  }

  /**
   * The tree inside `element` that its children don't show: a shadow root, or a frame's document.
   * @param {Element} element
   * @returns {ShadowRoot | Document | null}
   */
  function inner(element) {
    const tag = element.tagName;
    return tag === "IFRAME" || tag === "FRAME" ? frameDocument(element) : fw.adapter.shadowRoot(element);
  }

  /**
   * Call `see` with every element under `root` in the page's order.
   * @param {Document | ShadowRoot | Element} root
   * @param {(element: HTMLElement) => void} see
   */
  function walk(root, see) {
    const page = root.ownerDocument ?? /** @type {Document} */ (root);
    const walker = page.createTreeWalker(root, 1);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = /** @type {HTMLElement} */ (node);
      const tag = element.tagName;
      if (BARE.has(tag)) {
        see(element);
        continue;
      }
      if (element.localName === fw.PANEL) continue;
      see(element);
      if (CLOSED.has(tag)) walker.currentNode = lastIn(element);
      const hidden = inner(element);
      if (hidden) walk(hidden, see);
    }
  }

  /**
   * The last element inside `element`, or itself.
   * @param {Element} element
   */
  function lastIn(element) {
    let last = element;
    while (last.lastElementChild) last = last.lastElementChild;
    return last;
  }

  /**
   * The element around `node` as it is rendered: through slots, shadow roots and frames.
   * @param {Node} node
   * @returns {HTMLElement | null}
   */
  function parentOf(node) {
    const slot = /** @type {Element} */ (node).assignedSlot;
    if (slot) return slot;
    const up = node.parentNode;
    if (!up) return /** @type {any} */ (node).defaultView?.frameElement ?? null;
    if (up.nodeType === 1) return /** @type {HTMLElement} */ (up);
    if (up.nodeType === 11) return /** @type {HTMLElement} */ (/** @type {ShadowRoot} */ (up).host ?? null);
    return frameOf(/** @type {Document} */ (up));
  }

  const parent = fact(parentOf);

  /**
   * The frame element that shows `page`, or null for the top one.
   * @param {Document} page
   * @returns {HTMLElement | null}
   */
  function frameOf(page) {
    try {
      return /** @type {HTMLElement | null} */ (page.defaultView?.frameElement ?? null);
    } catch {
      return null;
    }
  }

  /**
   * The tree whose ids `element` may name.
   * @param {Element} element
   * @returns {Document | ShadowRoot}
   */
  function rootOf(element) {
    return /** @type {Document | ShadowRoot} */ (element.getRootNode());
  }

  /**
   * The elements that a list of ids names, such as `aria-labelledby`; ids that point nowhere are passed over.
   * @param {Element} element
   * @param {string} attribute
   * @returns {HTMLElement[]}
   */
  function named(element, attribute) {
    const ids = (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
    if (!ids.length) return [];
    const root = rootOf(element);
    const found = ids.map((id) => root.getElementById?.(id) ?? null);
    return /** @type {HTMLElement[]} */ (found.filter(Boolean));
  }

  /**
   * The nearest element around `element` (or itself) that matches, across shadow roots but not frames.
   * @param {Element} element
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  function closest(element, selector) {
    const hit = element.closest(selector);
    if (hit) return /** @type {HTMLElement} */ (hit);
    const { host } = /** @type {ShadowRoot} */ (element.getRootNode());
    return host ? closest(host, selector) : null;
  }

  /**
   * The text a person reads in `node`: no scripts, no controls, none of what `skip` names.
   * @param {Node} node
   * @param {(element: HTMLElement) => boolean} [skip]
   * @returns {string}
   */
  function read(node, skip) {
    return skip ? readBut(node, skip) : readAll(node);
  }

  const readAll = fact((/** @type {Node} */ node) => readBut(node, null));

  /**
   * @param {Node} node
   * @param {((element: HTMLElement) => boolean) | null} skip
   */
  function readBut(node, skip) {
    /** @type {string[]} */
    const parts = [];
    gather(node, skip, parts);
    return tidy(parts.join(""));
  }

  /**
   * @param {Node} node
   * @param {((element: HTMLElement) => boolean) | null} skip
   * @param {string[]} parts
   */
  function gather(node, skip, parts) {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const { nodeType } = child;
      if (nodeType === 3) parts.push(/** @type {Text} */ (child).data.replace(/\s+/g, " "));
      if (nodeType !== 1) continue;
      const element = /** @type {HTMLElement} */ (child);
      if (isUnread(element) || skip?.(element)) continue;
      if (element.tagName === "BR") parts.push("\n");
      const flow = flowOf(element);
      if (flow === "none") continue;
      const block = flow === "block";
      if (block) parts.push("\n");
      gather(element, skip, parts);
      if (element.tagName === "SLOT")
        for (const node of /** @type {any} */ (element).assignedNodes()) gather(node, skip, parts);
      if (block) parts.push("\n");
    }
  }

  /**
   * Whether a person reads anything at all in `node`: `read(node) !== ""`, without reading on.
   * @param {Node} node
   * @returns {boolean}
   */
  function says(node) {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const { nodeType } = child;
      if (nodeType === 3 && LEGIBLE.test(/** @type {Text} */ (child).data)) return true;
      if (nodeType !== 1) continue;
      const element = /** @type {HTMLElement} */ (child);
      if (isUnread(element) || flowOf(element) === "none") continue;
      if (says(element)) return true;
      if (element.tagName === "SLOT" && /** @type {any} */ (element).assignedNodes().some(says)) return true;
    }
    return false;
  }

  /**
   * Whether an element's text is none that a person reads as words of the page.
   * @param {Element} element
   */
  function isUnread(element) {
    return UNREAD.has(element.tagName.toUpperCase());
  }

  /**
   * How an element's text stands: in the line, in lines of its own, or not at all.
   * @param {Element} element
   * @returns {"inline" | "block" | "none"}
   */
  function flow(element) {
    const { display, visibility } = styleOf(element);
    if (display === "none" || visibility === "hidden" || isIcon(element)) return "none";
    if (fw.sheets.isGone(element)) return "none";
    return INLINE.test(display || "inline") ? "inline" : "block";
  }

  const flowOf = fact(flow);

  /**
   * Whether an element's word is drawn as a picture by the font of its class.
   * @param {Element} element
   */
  function isIcon(element) {
    return element.childElementCount === 0 && ICON.test(element.getAttribute("class") ?? "");
  }

  const styleOf = fact((/** @type {Element} */ element) =>
    (element.ownerDocument.defaultView ?? window).getComputedStyle(element),
  );

  /**
   * `text` with single spaces, no space at its ends, and at most one line break in a row.
   * @param {string} text
   * @returns {string}
   */
  function tidy(text) {
    if (!UNTIDY.test(text)) return text;
    return text
      .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/[^\S\n]+/g, " ")
      .replace(/ ?\n[ \n]*/g, "\n")
      .trim();
  }

  /**
   * `text` for comparison: lower case, no accents' variants, no punctuation at the ends, single spaces.
   * @param {string} text
   * @returns {string}
   */
  function plain(text) {
    return text
      .normalize("NFKC")
      .replace(/[’‘`]/g, "'")
      .replace(/\s+/g, " ")
      .replace(/^[\s.,;:!*✱]+|[\s.,;:!*✱]+$/g, "")
      .toLowerCase();
  }

  /**
   * Whether `first` stands before `second`, also where they live in different trees of one page.
   * @param {Node} first
   * @param {Node} second
   * @returns {boolean}
   */
  function before(first, second) {
    return Boolean(first.compareDocumentPosition(second) & 4);
  }

  fw.dom = {
    remembering,
    once,
    fact,
    walk,
    parent,
    frameOf,
    rootOf,
    named,
    closest,
    read,
    says,
    isUnread,
    flowOf,
    styleOf,
    tidy,
    plain,
    before,
  };
})();
