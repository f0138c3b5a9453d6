/** What tells where a document stands. */
export const PLACE_SCRIPTS = ["page/adapter.js", "page/place.js"];

/** The classic scripts of a page, in the order in which they stand on one another. */
export const PAGE_SCRIPTS = [
  "page/adapter.js",
  "page/words.js",
  "page/dom.js",
  "page/visibility.js",
  "page/labels.js",
  "page/groups.js",
  "page/collect.js",
  "page/values.js",
  "page/wording.js",
  "page/describe.js",
  "page/exclude.js",
  "page/context.js",
  "page/scrape.js",
  "page/pointer.js",
  "page/text.js",
  "page/choices.js",
  "page/combobox.js",
  "page/files.js",
  "page/undo.js",
  "page/inject.js",
  "page/guard.js",
  "page/sweep.js",
  "page/place.js",
  "page/frames.js",
  "panel/cards.js",
  "panel/frame.js",
  "panel/panel.js",
  "page/agent.js",
];
