// What became of a question, from its row: the card's state, the word for it, what counts it, and the answer as it reads.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Reasons for which nothing is to be done about a question. */
  const PASSED = new Set(["kept", "passed", "never"]);
  /** From these on, the confidence in an answer of the profile is called sure, and fairly sure. */
  const SURE = 0.9;
  const FAIRLY = 0.7;

  /**
   * What became of a question.
   * @param {Row} row
   * @returns {CardState}
   */
  function stateOf({ response, outcome }) {
    if (outcome?.state === "filled") return "filled";
    if (outcome && PASSED.has(outcome.reason)) return "skipped";
    if (response?.status === "skipped" && !outcome) return "skipped";
    if (response?.status === "failed") return "failed";
    if (outcome || response?.status === "needs_review") return "needs";
    return response?.status ? "ready" : "write";
  }

  /**
   * Whether an answer is only proposed: it stands here and not in the form.
   * @param {Row} row
   */
  function isProposed(row) {
    const waits = row.response?.status === "failed" || row.response?.status === "needs_review";
    return waits && row.outcome?.state !== "filled" && answerOf(row) !== "";
  }

  /**
   * Whether an answer stands in the form that the person should look at: a draft, one with a warning, one that answers
   * what the question may not ask.
   * @param {Row} row
   */
  function isToCheck(row) {
    if (stateOf(row) !== "filled" || row.edited) return false;
    return row.response?.source === "drafted" || Boolean(row.warnings?.length) || howSure(row) === "not";
  }

  /**
   * How sure it is that an answer of the profile is what the question asks; null where that is no question.
   * @param {Pick<Row, "response">} row
   * @returns {"sure" | "fairly" | "not" | null}
   */
  function howSure({ response }) {
    if (!response || !("confidence" in response) || response.source !== "extracted") return null;
    const { confidence = 0 } = response;
    return confidence >= SURE ? "sure" : confidence >= FAIRLY ? "fairly" : "not";
  }

  /**
   * The word beside the question.
   * @param {Row} row
   * @param {CardState} state
   */
  function nameOf(row, state) {
    if (isProposed(row)) return "proposed";
    if (state === "write" && !row.response) return "unasked";
    if (isToCheck(row)) return "check";
    return state === "filled" && row.edited && !row.remembered ? "changed" : state;
  }

  /**
   * What the plan counts a row as.
   * @param {Row} row
   */
  function countOf({ response }) {
    const { status, source } = response ?? {};
    if (status === "skipped") return "skipped";
    if (status === "needs_review") return "review";
    if (!status) return source === "drafted" ? "draft" : "generate";
    return source === "extracted" ? "extracted" : "cached";
  }

  /**
   * @param {Row} row
   * @returns {string} the answer as a person reads it
   */
  function answerOf({ response }) {
    const shown = response?.answer_label ?? response?.answer;
    if (shown === true) return fw.adapter.text("yes");
    if (shown === false) return fw.adapter.text("no");
    return [shown ?? ""].flat().join(", ");
  }

  fw.state = { stateOf, nameOf, countOf, answerOf, isProposed, isToCheck, howSure };
})();
