// Who is still seen between one write and the next, while the page itself changes nothing.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, styleOf, frameOf, rootOf, remembering } = fw.dom;
  const { visible } = fw.visibility;

  /**
   * What was seen while the page changed nothing, with the styles of all that it stands in, which stay up to date.
   * @type {{ seen: Map<HTMLElement, CSSStyleDeclaration[]>, observer: MutationObserver } | null}
   */
  let glance = null;

  /**
   * Run `work` in which `still` remembers who of `elements` is seen: to look at one after each write makes the browser
   * lay the page out each time.
   * @template T
   * @param {HTMLElement[]} elements
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function glancing(elements, work) {
    const observer = new MutationObserver(() => glance?.seen.clear());
    for (const root of new Set(elements.flatMap(rootsAround)))
      observer.observe(root, { subtree: true, childList: true, attributes: true });
    const seen = remembering(() =>
      elements.filter(visible).map((one) => /** @type {const} */ ([one, stylesAround(one)])),
    );
    glance = { seen: new Map(seen), observer };
    try {
      return await work();
    } finally {
      observer.disconnect();
      glance = null;
    }
  }

  /**
   * `visible(element)`, without laying out a page that has changed none of its elements since it was last seen: what
   * rules alone hide shows in the styles.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function still(element) {
    if (glance?.observer.takeRecords().length) glance.seen.clear();
    const styles = glance?.seen.get(element);
    if (styles) return !/hidden|collapse/.test(styles[0]?.visibility ?? "") && styles.every(lets);
    const seen = remembering(() => visible(element));
    if (seen) glance?.seen.set(element, stylesAround(element));
    return seen;
  }

  /**
   * The styles of an element and of all that it stands in, the nearest first.
   * @param {HTMLElement} element
   * @returns {CSSStyleDeclaration[]}
   */
  function stylesAround(element) {
    const styles = [];
    for (let at = /** @type {HTMLElement | null} */ (element); at; at = parent(at)) styles.push(styleOf(at));
    return styles;
  }

  /**
   * Whether an element of this style lets what is in it be seen.
   * @param {CSSStyleDeclaration} style
   */
  function lets({ display, contentVisibility, opacity }) {
    return display !== "none" && contentVisibility !== "hidden" && Number(opacity || 1) > 0;
  }

  /**
   * The trees in which an element stands: its own, and those of the hosts and frames around that.
   * @param {Element} element
   * @returns {Node[]}
   */
  function rootsAround(element) {
    const root = rootOf(element);
    const outer = /** @type {ShadowRoot} */ (root).host ?? frameOf(/** @type {Document} */ (root));
    return outer ? [root, ...rootsAround(outer)] : [root];
  }

  fw.glance = { still, glancing };
})();
