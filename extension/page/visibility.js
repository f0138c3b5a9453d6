// Whether a person can see an element; asked when collecting and again when writing.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, parent, styleOf, frameOf } = fw.dom;

  const FAINT = 0.1;
  const SMALLEST = 2;
  const LEVELS = 4;
  const WRITTEN = "input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=range]), textarea, select";

  /**
   * Whether a person can see `element` somewhere on the page by scrolling.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function isSeen(element) {
    if (!element.isConnected || isInvisible(element)) return false;
    const box = element.getBoundingClientRect();
    if (box.width < SMALLEST || box.height < SMALLEST || !shown(element)) return false;
    if (!reachable(element, box)) return false;
    return !(element.matches(WRITTEN) && (covered(element, box) || fw.paint.melts(element)));
  }

  const visible = fact(isSeen);

  /**
   * Whether nothing around `element` hides it: display, opacity, clipping, aria-hidden, a hidden frame.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function shown(element) {
    return clarity(element) >= FAINT && isRendered(element);
  }

  /**
   * How much of `element` shines through all that is around it: 0 for nothing, 1 for all.
   * @param {HTMLElement} element
   * @returns {number}
   */
  function shining(element) {
    const style = styleOf(element);
    const { display, contentVisibility, zoom, opacity, filter } = style;
    if (display === "none" || contentVisibility === "hidden" || Number(zoom || 1) < FAINT) return 0;
    if (isHiddenByMark(element) || clippedAway(style)) return 0;
    if (isFrame(element) && !hasArea(element)) return 0;
    const around = parent(element);
    if (!around) return 1;
    if (around === element.ownerDocument.documentElement) return 1; // a page that is faint as a whole is still coming
    const outer = clarity(around);
    return outer && outer * Number(opacity || 1) * (filter && filter !== "none" ? filterOpacity(filter) : 1);
  }

  const clarity = fact(shining);

  /**
   * Whether the page says that an element is not there for a person, by an attribute or by a class that would hide it.
   * @param {HTMLElement} element
   */
  function isHiddenByMark(element) {
    if (element.hasAttribute("inert") || element.getAttribute("aria-hidden") === "true")
      return !isBehindDialog(element);
    return fw.sheets.isUnseen(element);
  }

  /**
   * Whether it is the page itself that was hidden, for a dialog before it.
   * @param {HTMLElement} element
   */
  function isBehindDialog(element) {
    if (element.parentElement !== element.ownerDocument.body || element.matches("[role=dialog], dialog")) return false;
    return element.querySelector("main, [role=main], h1") !== null && element.querySelector("form, input") !== null;
  }

  /** @param {HTMLElement} element */
  function isInvisible(element) {
    return /hidden|collapse/.test(styleOf(element).visibility);
  }

  /** @param {HTMLElement} element */
  function isRendered(element) {
    return element.checkVisibility?.({ contentVisibilityAuto: false, visibilityProperty: true }) ?? true;
  }

  /** @param {HTMLElement} element */
  function isFrame(element) {
    const { tagName } = element;
    return tagName === "IFRAME" || tagName === "FRAME";
  }

  /** @param {HTMLElement} element */
  function hasArea(element) {
    const box = element.getBoundingClientRect();
    return !isInvisible(element) && box.width > SMALLEST && box.height > SMALLEST;
  }

  /**
   * @param {string} filter
   * @returns {number}
   */
  function filterOpacity(filter) {
    const found = /opacity\(([\d.]+)(%?)\)/.exec(filter);
    return found ? Number(found[1]) / (found[2] ? 100 : 1) : 1;
  }

  /**
   * Whether `clip` or `clip-path` leaves nothing of the element.
   * @param {CSSStyleDeclaration} style
   * @returns {boolean}
   */
  function clippedAway(style) {
    const { clip, clipPath: path } = style;
    const edges = clip && clip !== "auto" ? /^rect\(([^)]+)\)$/.exec(clip)?.[1] : "";
    if (edges && /absolute|fixed/.test(style.position)) {
      const [top = 0, right = 0, bottom = 0, left = 0] = edges.split(/[\s,]+/).map(Number.parseFloat);
      if (bottom - top <= SMALLEST || right - left <= SMALLEST) return true;
    }
    if (!path || path === "none") return false;
    if (/^(circle|ellipse)\(0(px|%)?\b/.test(path)) return true;
    const inset = /^inset\(([^)]*)\)/
      .exec(path)?.[1]
      ?.split(/\s+/)
      .filter((part) => part.endsWith("%"));
    if (!inset?.length) return false;
    const [top = 0, right = top, bottom = top, left = right] = inset.map(Number.parseFloat);
    return top + bottom >= 100 || left + right >= 100;
  }

  /**
   * Whether scrolling can bring the box into view: not off the page's edges, not cut away by a box around it.
   * @param {HTMLElement} element
   * @param {DOMRect} box
   * @returns {boolean}
   */
  function reachable(element, box) {
    const view = element.ownerDocument.defaultView ?? window;
    if (box.right + view.scrollX <= 0 || box.bottom + view.scrollY <= 0) return false;
    if (box.left + view.scrollX >= pageWidth(element.ownerDocument)) return false;
    return !cutAway(element, box);
  }

  /**
   * Whether an empty, opaque box lies on a control that is written in, as no design has it and a trap may.
   * @param {HTMLElement} element
   * @param {DOMRect} box
   * @returns {boolean}
   */
  function covered(element, box) {
    /** @type {Element} */
    let inner = element;
    for (let level = 0; level < LEVELS && inner.parentElement && inner !== element.ownerDocument.body; level += 1) {
      for (const cover of coversIn(inner.parentElement)) {
        if (cover.contains(element)) continue;
        const follows = inner.compareDocumentPosition(cover) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!follows && !(Number(styleOf(cover).zIndex) > 0)) continue;
        const over = cover.getBoundingClientRect();
        if (over.left <= box.left && over.top <= box.top && over.right >= box.right && over.bottom >= box.bottom)
          return true;
      }
      inner = inner.parentElement;
    }
    return false;
  }

  /**
   * The children of an element that nothing shines through and nothing stands in, placed out of the flow.
   * @param {HTMLElement} element
   * @returns {HTMLElement[]}
   */
  function covering(element) {
    const children = /** @type {HTMLElement[]} */ ([...element.children]);
    return children.filter(isCover);
  }

  const coversIn = fact(covering);

  /** @param {HTMLElement} child */
  function isCover(child) {
    if (child.childElementCount > 0 || child.matches(WRITTEN) || child.textContent?.trim()) return false;
    if (child.getBoundingClientRect().width < SMALLEST) return false; // the style of what is not drawn costs most
    const style = styleOf(child);
    if (style.position !== "absolute" || style.pointerEvents === "none" || !(Number(style.opacity || 1) > 0.9))
      return false;
    const { backgroundColor } = style;
    return /^rgb\(|^#|^[a-z]+$/.test(backgroundColor) && backgroundColor !== "transparent";
  }

  const pageWidth = fact((/** @type {Document} */ page) => {
    const body = page.body?.getBoundingClientRect().width ?? 0;
    const width = Math.max(page.documentElement.clientWidth, body);
    return width > 0 ? width : Number.POSITIVE_INFINITY;
  });

  /** How an element stands, and what it does with what is larger than itself. */
  const boxOf = fact((/** @type {HTMLElement} */ element) => {
    const { position, overflowX, overflowY } = styleOf(element);
    if (overflowX === "visible" && overflowY === "visible") return { position, scrolls: false, cuts: false };
    const overflow = `${overflowX} ${overflowY}`;
    return { position, scrolls: /auto|scroll/.test(overflow), cuts: /hidden|clip/.test(overflow) };
  });

  /**
   * The nearest box around an element that is placed or does not show all that is in it; null at the page's end.
   * @param {HTMLElement} element
   * @returns {HTMLElement | null}
   */
  function holder(element) {
    const around = parent(element);
    if (!around || isFrame(around)) return null;
    const { position, scrolls, cuts } = boxOf(around);
    return position !== "static" || scrolls || cuts ? around : holderOf(around);
  }

  const holderOf = fact(holder);

  /**
   * Whether a box around the element hides all of it and cannot be scrolled.
   * @param {HTMLElement} element
   * @param {DOMRect} box
   * @returns {boolean}
   */
  function cutAway(element, box) {
    let { left, right, top, bottom } = box;
    let { position } = boxOf(element);
    for (let at = holderOf(element); at && position !== "fixed"; at = holderOf(at)) {
      const box = boxOf(at);
      if (position === "absolute" && box.position === "static") continue; // hangs on a box further out
      position = box.position;
      if (at === at.ownerDocument.body || at === at.ownerDocument.documentElement) return false;
      if (box.scrolls) return false;
      if (!box.cuts) continue;
      const around = at.getBoundingClientRect();
      [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
      if (right - left < SMALLEST || bottom - top < SMALLEST) return true;
    }
    return position === "fixed" && offScreen(box, element.ownerDocument);
  }

  /**
   * @param {DOMRect} box
   * @param {Document} page
   * @returns {boolean}
   */
  function offScreen(box, page) {
    const { clientWidth, clientHeight } = page.documentElement;
    return box.bottom <= 0 || box.right <= 0 || box.top >= clientHeight || box.left >= clientWidth;
  }

  /**
   * Whether a document is still the one shown: its frames are in place up to the top.
   * @param {Document} page
   * @returns {boolean}
   */
  function current(page) {
    for (let at = page; at !== document; ) {
      const frame = frameOf(at);
      if (!frame?.isConnected || /** @type {HTMLIFrameElement} */ (frame).contentDocument !== at) return false;
      at = frame.ownerDocument;
    }
    return true;
  }

  fw.visibility = { visible, shown, current };
})();
