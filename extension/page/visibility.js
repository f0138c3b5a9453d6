// Whether a person can see an element; asked when collecting and again when writing.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, styleOf, frameOf } = fw.dom;

  const FAINT = 0.1;
  const SMALLEST = 2;

  /**
   * Whether a person can see `element` somewhere on the page by scrolling.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function visible(element) {
    if (!element.isConnected || isInvisible(element)) return false;
    const box = element.getBoundingClientRect();
    return box.width >= SMALLEST && box.height >= SMALLEST && shown(element) && reachable(element, box);
  }

  /**
   * Whether nothing around `element` hides it: display, opacity, clipping, aria-hidden, a hidden frame.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function shown(element) {
    let opacity = 1;
    for (let at = /** @type {HTMLElement | null} */ (element); at; at = parent(at)) {
      const style = styleOf(at);
      if (style.display === "none" || style.contentVisibility === "hidden") return false;
      if (at.getAttribute("aria-hidden") === "true" || at.hasAttribute("inert")) return false;
      if (isFrame(at) && !hasArea(at)) return false;
      opacity *= Number(style.opacity || 1) * filterOpacity(style.filter);
      if (opacity < FAINT || clippedAway(style)) return false;
    }
    return isRendered(element);
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
    return element.tagName === "IFRAME" || element.tagName === "FRAME";
  }

  /** @param {HTMLElement} element */
  function hasArea(element) {
    const box = element.getBoundingClientRect();
    return !isInvisible(element) && box.width > SMALLEST && box.height > SMALLEST;
  }

  /**
   * @param {string | undefined} filter
   * @returns {number}
   */
  function filterOpacity(filter) {
    const found = /opacity\(([\d.]+)(%?)\)/.exec(filter ?? "");
    return found ? Number(found[1]) / (found[2] ? 100 : 1) : 1;
  }

  /**
   * Whether `clip` or `clip-path` leaves nothing of the element.
   * @param {CSSStyleDeclaration} style
   * @returns {boolean}
   */
  function clippedAway(style) {
    const clip = /^rect\(([^)]+)\)$/.exec(style.clip ?? "");
    if (clip?.[1] && /absolute|fixed/.test(style.position)) {
      const [top = 0, right = 0, bottom = 0, left = 0] = clip[1].split(/[\s,]+/).map(Number.parseFloat);
      if (bottom - top <= SMALLEST || right - left <= SMALLEST) return true;
    }
    const path = style.clipPath ?? "";
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

  /** @param {Document} page */
  function pageWidth(page) {
    const body = page.body?.getBoundingClientRect().width ?? 0;
    const width = Math.max(page.documentElement.clientWidth, body);
    return width > 0 ? width : Number.POSITIVE_INFINITY;
  }

  /**
   * Whether a box around the element hides all of it and cannot be scrolled.
   * @param {HTMLElement} element
   * @param {DOMRect} box
   * @returns {boolean}
   */
  function cutAway(element, box) {
    let { left, right, top, bottom } = box;
    let { position } = styleOf(element);
    for (let at = parent(element); at && !isFrame(at) && position !== "fixed"; at = parent(at)) {
      const style = styleOf(at);
      if (position === "absolute" && style.position === "static") continue; // hangs on a box further out
      position = style.position;
      if (at === at.ownerDocument.body || at === at.ownerDocument.documentElement) return false;
      if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) return false;
      if (!/hidden|clip/.test(`${style.overflowX} ${style.overflowY}`)) continue;
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

  fw.visibility = { visible, current };
})();
