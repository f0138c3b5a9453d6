// What a control is called in the page's own code, as words: the last resort for a label.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** What stands between the parts of a name of which the last one tells: "ctl00$Main$txtPhone", "user[phone]" */
  const PARTS = /[$[\]:/\\]+/;
  /** Ids of servers that write their own frames before the name that the author gave. */
  const FRAMED = /^_?ctl\d+_.*_(?=[^_]+$)/i;
  /** What authors put before a name to say which kind of control it is. */
  const KIND =
    /^(txt|tbx?|ddl|dd|cbo?|cmb|chk|cb|rdo?|rb|rbl|lst|lb|fld|frm|inp|edt?|sel|opt|num|str|text|textbox|input|field|select)(?=[A-Z_-]\p{L})/u;

  /**
   * The telling part of a control's name or id: "first_name" → "first name"; nothing where it tells none.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function human(element) {
    const name = element.getAttribute("name") || element.id || element.getAttribute("autocomplete") || "";
    const parts = name
      .replace(FRAMED, "")
      .split(PARTS)
      .filter((part) => /\p{L}{2}/u.test(part));
    const spaced = (parts.at(-1) ?? "")
      .replace(KIND, "")
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/[-_.\s]+/g, " ");
    return /[a-z]{2}/i.test(spaced) && !/[0-9a-f]{8}/i.test(spaced) ? spaced.trim() : "";
  }

  fw.codename = { human };
})();
