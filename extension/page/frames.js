// Parts of the page that come from elsewhere: where they stand, so that their questions can take that place.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { walk } = fw.dom;
  const { visible } = fw.visibility;

  /** No form of questions is smaller, in CSS pixels. */
  const NARROWEST = 200;
  const LOWEST = 100;
  /** What is shown in frames and is no form: films, maps, captchas, payment, chats. */
  const OTHER =
    /youtube|vimeo|google\.[a-z.]+\/maps|maps\.google|recaptcha|hcaptcha|turnstile|challenges\.cloudflare|stripe|paypal|doubleclick|googletagmanager|intercom|drift\.com|zendesk|facebook\.com\/plugins|platform\.twitter|spotify|soundcloud/i;

  /**
   * Frames that a person sees here and this script cannot read, with the number of questions before each.
   * @returns {Frame[]}
   */
  function foreign() {
    const asked = new Set(fw.asked.map(({ question }) => question.element));
    /** @type {Frame[]} */
    const found = [];
    let before = 0;
    walk(document, (element) => {
      if (asked.has(element)) before++;
      if (element.tagName !== "IFRAME") return;
      const origin = originOf(/** @type {HTMLIFrameElement} */ (element));
      const view = /** @type {HTMLIFrameElement} */ (element).contentWindow;
      if (origin && view && isLarge(element)) found.push({ path: fw.place.pathOf(view), origin, before });
    });
    return found;
  }

  /**
   * Where a frame's content comes from; null if it can be read already, or must not be read.
   * @param {HTMLIFrameElement} frame
   * @returns {string | null}
   */
  function originOf(frame) {
    if (frame.contentDocument || OTHER.test(frame.src)) return null;
    if (frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin")) return null;
    const url = URL.parse?.(frame.src) ?? null;
    return url && /^https?:$/.test(url.protocol) ? url.origin : null;
  }

  /** @param {HTMLElement} frame */
  function isLarge(frame) {
    const { width, height } = frame.getBoundingClientRect();
    return width >= NARROWEST && height >= LOWEST && visible(frame);
  }

  fw.frames = { foreign };
})();
