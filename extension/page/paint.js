// Whether a control can be told from what it stands on: a trap may be painted in the page's own colour, words and all.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, parent, styleOf } = fw.dom;

  /** How far apart two colours are in one of their parts, of 255, where a person can tell them apart. */
  const APART = 10;
  const SIDES = /** @type {const} */ (["Top", "Right", "Bottom", "Left"]);

  /** @typedef {[red: number, green: number, blue: number, alpha: number]} Colour */

  /** @type {Colour} */
  const PAPER = [255, 255, 255, 1];
  const CLEAR = "rgba(0, 0, 0, 0)";

  /**
   * A colour as browsers compute it; null for one in another notation.
   * @param {string} text
   * @returns {Colour | null}
   */
  function read(text) {
    const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
    if (!parts) return null;
    const [, red, green, blue, alpha = 1] = parts;
    return [Number(red), Number(green), Number(blue), Number(alpha)];
  }

  /**
   * @param {Colour} upper
   * @param {Colour} ground
   * @returns {Colour}
   */
  function laid([red, green, blue, alpha], ground) {
    const mix = (/** @type {number} */ one, /** @type {0 | 1 | 2} */ at) => one * alpha + ground[at] * (1 - alpha);
    return [mix(red, 0), mix(green, 1), mix(blue, 2), 1];
  }

  /**
   * The colour on which an element's words stand; null where that can't be known, as over a picture.
   * @param {HTMLElement} element
   * @returns {Colour | null}
   */
  function ground(element) {
    const { backgroundColor, backgroundImage } = styleOf(element);
    if (backgroundImage && backgroundImage !== "none") return null;
    const around = parent(element);
    const below = around ? groundOf(around) : paper(element.ownerDocument);
    const own = read(backgroundColor || CLEAR);
    if (own?.[3] === 1) return own;
    return own && below && laid(own, below);
  }

  const groundOf = fact(ground);

  /**
   * What a page without a ground of its own stands on: white, unless it may have been turned dark.
   * @param {Document} page
   */
  function paper(page) {
    const { colorScheme } = styleOf(page.documentElement);
    const turns = /dark/.test(colorScheme) || page.querySelector("meta[name='color-scheme' i]") !== null;
    return turns || matchMedia("(forced-colors: active)").matches ? null : PAPER;
  }

  /**
   * Whether a colour shows on a ground; what can't be read is taken to.
   * @param {string} text
   * @param {Colour | null} ground
   */
  function shows(text, ground) {
    const colour = read(text);
    if (!colour || !ground) return true;
    const seen = laid(colour, ground);
    return seen.some((part, at) => Math.abs(part - /** @type {number} */ (ground[at])) >= APART);
  }

  /**
   * Whether the words in an element show.
   * @param {HTMLElement} element
   */
  function isLegible(element) {
    const { webkitTextFillColor, color } = styleOf(element);
    return shows(webkitTextFillColor || color, groundOf(element));
  }

  /**
   * Whether anything is drawn around an element: a border, an outline, a shadow, a ground of its own.
   * @param {HTMLElement} element
   */
  function hasOutline(element) {
    const style = styleOf(element);
    const around = parent(element);
    const behind = around && groundOf(around);
    if (shows(style.backgroundColor || CLEAR, behind)) return true;
    if (style.boxShadow && style.boxShadow !== "none") return true;
    if (style.outlineStyle && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) return true;
    return SIDES.some(
      (side) =>
        Number.parseFloat(style[`border${side}Width`]) > 0 &&
        !/^(none|hidden)$/.test(style[`border${side}Style`]) &&
        shows(style[`border${side}Color`], behind),
    );
  }

  /**
   * Whether nobody can tell a control from the page: neither what is written in it, nor its edges, nor its label.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function melts(element) {
    if (isLegible(element) || hasOutline(element)) return false;
    const { labels } = /** @type {HTMLInputElement} */ (element);
    const around = parent(element);
    const told = labels?.length || !around ? [...(labels ?? [])] : [around];
    return !told.some((label) => [label, .../** @type {any} */ (label.querySelectorAll("*"))].some(isLegible));
  }

  fw.paint = { melts };
})();
