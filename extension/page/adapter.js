// The only page script that reaches the browser's extension API; first of all, it makes the object they share, and
// keeps what an earlier run of the same scripts has put there.
"use strict";
(() => {
  globalThis.fillwright ??= /** @type {any} */ ({
    PANEL: "fillwright-panel",
    asked: [],
    log: new Map(),
    touched: new WeakSet(),
    pressed: new WeakSet(),
  });
  const fw = globalThis.fillwright;

  /** Elements other than custom ones that may carry a shadow root. */
  const HOSTS = new Set(
    "ARTICLE ASIDE BLOCKQUOTE BODY DIV FOOTER H1 H2 H3 H4 H5 H6 HEADER MAIN NAV P SECTION SPAN".split(" "),
  );

  /**
   * The shadow root of `element`, open or closed, or null.
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  function shadowRoot(element) {
    if (!HOSTS.has(element.tagName) && !element.localName.includes("-")) return null;
    if (element.shadowRoot) return element.shadowRoot;
    const { dom } = chrome;
    if (dom) return dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element));
    return /** @type {any} */ (element).openOrClosedShadowRoot ?? null;
  }

  /**
   * Let the page read the files that `event` carries; Firefox keeps those of an extension from it.
   * @param {DragEvent} event
   * @param {FileList} files
   */
  function share(event, files) {
    const own = /** @type {any} */ (event).wrappedJSObject;
    if (!own) return;
    const holder = document.createElement("input");
    holder.type = "file";
    holder.files = files;
    const data = { files: holder.files, types: ["Files"], dropEffect: "copy" };
    const { cloneInto } = /** @type {any} */ (globalThis);
    Object.defineProperty(own, "dataTransfer", { value: cloneInto(data, window, { wrapReflectors: true }) });
  }

  /** @type {Map<string, string>} texts that are needed when the browser gives none any more, by key */
  const kept = new Map();

  /**
   * Let the page read the text that `event` carries as pasted; Firefox keeps that of an extension from it.
   * @param {ClipboardEvent} event
   * @param {string} text
   */
  function shareText(event, text) {
    const own = /** @type {any} */ (event).wrappedJSObject;
    if (!own) return;
    const getData = (/** @type {string} */ kind) => (/^text(\/plain)?$/i.test(kind) ? text : "");
    const data = { types: ["text/plain"], files: [], items: [], getData };
    const { cloneInto } = /** @type {any} */ (globalThis);
    Object.defineProperty(own, "clipboardData", { value: cloneInto(data, window, { cloneFunctions: true }) });
  }

  /**
   * A text of `_locales` by its key. To a page whose extension was updated the browser gives only what was kept.
   * @param {string} key
   * @param {...(string | number)} values
   * @returns {string}
   */
  function text(key, ...values) {
    try {
      return chrome.i18n.getMessage(key, values.map(String));
    } catch {
      return (kept.get(key) ?? "").replace(/\$(\d)/g, (_, place) => String(values[Number(place) - 1] ?? ""));
    }
  }

  /** @param {string[]} keys */
  function keepTexts(keys) {
    for (const key of keys) kept.set(key, text(key, "$1", "$2"));
  }

  /**
   * Serve the ports that the background opens, and no other; a script injected again takes the place of the old one.
   * @param {(port: chrome.runtime.Port) => void} serve
   */
  function onConnect(serve) {
    if (fw.connected) chrome.runtime.onConnect.removeListener(fw.connected);
    fw.connected = (port) => {
      if (port.name === "fillwright" && port.sender?.id === chrome.runtime.id) serve(port);
    };
    chrome.runtime.onConnect.addListener(fw.connected);
  }

  fw.adapter = { shadowRoot, share, shareText, text, keepTexts, onConnect };
})();
