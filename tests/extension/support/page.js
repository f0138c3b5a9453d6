/** A document of happy-dom with the extension's page scripts in it, in the order in which the browser gets them. */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import { PAGE_SCRIPTS } from "../../../extension/page_scripts.js";

const EXTENSION = new URL("../../../extension/", import.meta.url);
const texts = JSON.parse(readFileSync(new URL("_locales/en/messages.json", EXTENSION), "utf8"));

GlobalRegistrator.register({ url: "https://jobs.example.com/acme/engineer" });

/**
 * As `chrome.i18n.getMessage`: the English text, its `$1` … replaced.
 * @param {string} key
 * @param {string[] | string} [values]
 * @returns {string}
 */
export function getMessage(key, values = []) {
  const text = texts[key]?.message ?? "";
  return text.replace(/\$(\d|\$)/g, (/** @type {string} */ _, /** @type {string} */ place) =>
    place === "$" ? "$" : ([values].flat()[Number(place) - 1] ?? ""),
  );
}

/** @type {{ open: ((port: any) => void) | null }} */
const listener = { open: null };

/** The extension's storage, an area of it: what is set is kept. */
function storageArea() {
  /** @type {Record<string, unknown>} */
  const kept = {};
  return {
    get: async (/** @type {string} */ key) => (key in kept ? { [key]: structuredClone(kept[key]) } : {}),
    set: async (/** @type {Record<string, unknown>} */ values) => Object.assign(kept, structuredClone(values)),
    remove: async (/** @type {string} */ key) => delete kept[key],
  };
}

/** @type {any} */ (globalThis).chrome = {
  storage: { local: storageArea(), session: storageArea() },
  i18n: { getMessage },
  dom: { openOrClosedShadowRoot: (/** @type {Element} */ element) => element.shadowRoot },
  runtime: {
    id: "extension",
    onConnect: {
      addListener: (/** @type {(port: any) => void} */ listen) => {
        listener.open = listen;
      },
      removeListener: () => {},
    },
  },
};

// happy-dom has no editing commands; a browser without them says false.
document.execCommand ??= () => false;
HTMLElement.prototype.showPopover ??= () => {};

// happy-dom lays nothing out: every connected element is a box of this size unless its style says otherwise.
const BOX = { x: 10, y: 10, left: 10, top: 10, right: 210, bottom: 40, width: 200, height: 30 };
const VOID = { x: 0, y: 0, left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
Element.prototype.getBoundingClientRect = function () {
  const style = getComputedStyle(this);
  const { left, width, height } = style;
  if (width === "0px" || height === "0px") return /** @type {DOMRect} */ (VOID);
  const shift = style.position === "absolute" ? Number.parseFloat(left || "0") : 0;
  return /** @type {DOMRect} */ ({ ...BOX, left: BOX.left + shift, right: BOX.right + shift });
};

for (const file of PAGE_SCRIPTS) {
  vm.runInThisContext(readFileSync(new URL(file, EXTENSION), "utf8"), { filename: file });
}

/**
 * Put `markup` into the body, and return the Fields that are read from it.
 * @param {string} markup
 */
export function fieldsOf(markup) {
  return scrape(markup).fields;
}

/**
 * @param {string} markup
 */
export function scrape(markup) {
  document.body.innerHTML = markup;
  fillwright.log.clear();
  return fillwright.scrape.scrape();
}

/**
 * Write one answer as the background asks for it.
 * @param {number} index
 * @param {string | boolean | string[]} answer
 * @param {string | string[] | null} [label]
 */
export async function inject(index, answer, label = null) {
  const write = { index, answer, label };
  const [outcome] = await fillwright.guard.withGuard(() => fillwright.inject.injectAll([write], location.origin));
  return outcome;
}

/**
 * Call the page's agent over a port, as the background does.
 * @param {string} method
 * @param {...unknown} args
 * @returns {Promise<unknown>}
 */
export function callAgent(method, ...args) {
  return new Promise((resolve) => {
    /** @type {(message: unknown) => void} */
    let hear = () => {};
    listener.open?.({
      name: "fillwright",
      sender: { id: "extension" },
      postMessage: (/** @type {{ value?: unknown }} */ { value }) => resolve(value),
      onMessage: {
        addListener: (/** @type {(message: unknown) => void} */ listen) => {
          hear = listen;
        },
      },
      onDisconnect: { addListener: () => {} },
    });
    hear({ call: 1, method, args });
  });
}

/**
 * The element with an id, as an input.
 * @param {string} id
 * @returns {HTMLInputElement}
 */
export function input(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id));
}
