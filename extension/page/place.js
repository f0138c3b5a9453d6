// Where a document stands in the page; run alone in every frame that may be read, its value is the answer.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * The place of a window among those of the page: its number in its parent, and its parent's place before it.
   * @param {Window} view
   * @returns {string} such as "2.0"; "" for the top window
   */
  function pathOf(view) {
    const places = [];
    for (let at = view; at !== at.parent; at = at.parent) {
      let place = 0;
      while (place < at.parent.length && /** @type {any} */ (at.parent)[place] !== at) place++;
      places.unshift(place);
    }
    return places.join(".");
  }

  fw.place = { pathOf };
  return { path: pathOf(window), origin: self.origin };
})();
