// What the host says by codes and paths, in the person's words.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Paths of the profile and names of stored files, as they stand in the host's sentences. */
  const PATH = /^(?:basics|work|volunteer|education|skills|languages|application)[.[][\w.[\]-]*$/;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /**
   * A sentence of the host; in its own English where its code is not known here.
   * @param {Wire.Said | undefined} said
   * @param {string} english
   * @returns {string}
   */
  function sentence(said, english) {
    const values = (said?.values ?? []).map((value) => (PATH.test(value) ? place(value, null) : value));
    return (said?.code && text(`said_${said.code}`, ...values)) || english;
  }

  /**
   * Why a question was left, or only proposed.
   * @param {Wire.FieldResponse | Wire.PlanRow} response
   */
  function reason({ reason: english, reason_code: code, reason_values: values, status }) {
    if (!english) return "";
    const words = sentence({ code: code ?? null, values: values ?? [] }, "");
    if (!words) return english;
    return status === "skipped" && english.startsWith("optional") ? text("said_optional", words) : words;
  }

  /**
   * Where an answer comes from.
   * @param {Wire.FieldResponse | Wire.PlanRow} response
   */
  function origins({ evidence = [], evidence_names: names = [] }) {
    const places = evidence.map((path, at) => place(path, names[at] ?? null));
    return [...new Set(places)].filter(Boolean).join(", ");
  }

  /**
   * A place of the profile, or a remembered answer, in words.
   * @param {string} path such as `basics.email` or `work[0].name`
   * @param {string | null} name what the entry there is called, or the day an answer was kept
   * @returns {string}
   */
  function place(path, name) {
    if (path.startsWith("answers/")) return name ? text("from_answers", day(name)) : "";
    if (path.startsWith("files/")) return text("from_files");
    const [, list = ""] = /(\w+)\[\d+\]/.exec(path) ?? [];
    if (list) return (name ? text(`from_${list}`, name) : text(`options_part_${list}`)) || path;
    const parts = path.split(".");
    const rest = parts.slice(2).join(" ");
    for (let length = parts.length; length > 1; length--) {
      const known = parts.slice(0, length);
      const words = text(`from_${known.at(-1)}`, rest) || text(`options_field_${known.join("_")}`);
      if (words) return words;
    }
    return path;
  }

  /** @param {string} date in ISO form */
  function day(date) {
    const at = new Date(`${date}T12:00:00`);
    return Number.isNaN(at.getTime()) ? date : at.toLocaleDateString(text("options_language"), { dateStyle: "medium" });
  }

  fw.telling = { sentence, reason, origins };
})();
