// The panel's numbers in words: tiles that count and filter, cost, time, what is still empty.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { make } = fw.cards;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /**
   * Numbers with their names, each a button that is down while it filters; those of zero are left out unless in `always`.
   * @param {HTMLElement} list
   * @param {"count" | "tally"} attribute
   * @param {Record<string, number>} numbers
   * @param {string[]} always
   * @param {(name: string) => void} press called with the name of the tile that is down now, or ""
   */
  function tiles(list, attribute, numbers, always, press) {
    const shown = Object.entries(numbers).filter(([name, number]) => number > 0 || always.includes(name));
    const same = shown.length === list.children.length;
    for (const [place, [name, number]] of shown.entries()) {
      const known = /** @type {HTMLElement | undefined} */ (list.children[place]);
      const figure = known?.querySelector("b");
      if (same && figure && known?.dataset[attribute] === name) figure.textContent = String(number);
      else return list.replaceChildren(...shown.map(([each, count]) => tile(list, attribute, each, count, press)));
    }
  }

  /**
   * @param {HTMLElement} list
   * @param {"count" | "tally"} attribute
   * @param {string} name
   * @param {number} number
   * @param {(name: string) => void} press
   */
  function tile(list, attribute, name, number, press) {
    const item = make("li", "");
    item.dataset[attribute] = name;
    const button = fw.editor.button("tile", "", () => {
      const down = button.getAttribute("aria-pressed") !== "true";
      lift(list);
      button.setAttribute("aria-pressed", String(down));
      press(down ? name : "");
    });
    button.setAttribute("aria-pressed", "false");
    button.append(make("b", "", String(number)), make("span", "", text(`${attribute}_${name}`)));
    item.append(button);
    return item;
  }

  /**
   * Let no tile be down.
   * @param {HTMLElement} list
   */
  function lift(list) {
    for (const one of list.querySelectorAll(".tile")) one.setAttribute("aria-pressed", "false");
  }

  /** @param {number} seconds */
  function duration(seconds) {
    return seconds < 90 ? text("seconds", Math.max(1, Math.ceil(seconds))) : text("minutes", Math.ceil(seconds / 60));
  }

  /** @param {number} dollars */
  function money(dollars) {
    if (dollars === 0) return text("free");
    if (dollars < 0.01) return text("less_than_cent");
    if (dollars < 1) return text("cents", Math.ceil(dollars * 100));
    return new Intl.NumberFormat(text("options_language"), { style: "currency", currency: "USD" }).format(dollars);
  }

  /**
   * How many questions the plan answers each way.
   * @param {Wire.PlanReply} plan
   * @returns {Record<string, number>} by name of the tile
   */
  function planned(plan) {
    return {
      extracted: plan.extracted_count,
      cached: plan.cached_count,
      generate: plan.generate_count,
      draft: plan.draft_count,
      review: plan.needs_review_count,
      skipped: plan.skipped_count,
    };
  }

  /** @param {Wire.PlanReply} plan */
  function estimate({ est_seconds: seconds, est_cost_usd: cost }) {
    const time = duration(seconds);
    if (cost === null) return text("estimate_unknown", time);
    return cost === 0 ? text("estimate_time", time) : text("estimate", money(cost), time);
  }

  /**
   * What is still empty, and whether that must not be.
   * @param {{ empty: number, required: number, waiting: number }} counts of questions; `waiting` need the person
   */
  function gaps({ empty, required, waiting }) {
    if (!empty) return text("gaps_none");
    if (required) return text("gaps_required", required, empty);
    return text(waiting ? "gaps_some" : "gaps_optional", empty);
  }

  fw.figures = { tiles, lift, planned, money, estimate, gaps };
})();
