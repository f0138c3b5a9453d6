// The panel in the page: plan, progress, result. Text only, in a closed shadow root.
//
// Its element is `fillwright-panel`, a child of the document's root element. Inside the closed root, for tests and
// styles (a driver pierces closed roots by CDP's DOM.getDocument({pierce: true}) or Firefox's openOrClosedShadowRoot):
//   #panel[data-phase]       reading | plan | foreign | filling | done | problem | undone | disconnected
//   #title #job #note        headline, role and company, a remark
//   #counts [data-count]     extracted, cached, generate, draft, review, skipped   (the number is the <b>)
//   #estimate                cost and time
//   #progress #bar #steps #elapsed
//   #tally [data-tally]      filled, needs, skipped, failed                        (the number is the <b>)
//   #problem #problem-text #problem-mend
//   #rows > li[data-index][data-state]   filled | needs | skipped | failed | ready | write;
//                            inside: .question .state .answer .source .warning .reason .show .copy
//                            once filled: .edit .edit-answer .counter .save .ask .wish .send .offer .remember
//   #context                 #company #role #ad: what the person says of the job
//   #left                    what was left alone, and why
//   #fill #cancel #again #undo #more #close    buttons; only real presses count (event.isTrusted)
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { make } = fw.cards;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /** @type {Record<string, HTMLElement>} the elements that have an id, by it */
  let parts = {};
  /** @type {(message: PanelMessage) => boolean} */
  let say = () => false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  /**
   * Show an empty panel.
   * @param {string} css
   * @param {(message: PanelMessage) => boolean} speak
   */
  function open(css, speak) {
    say = speak;
    parts = fw.frame.build(act);
    if (parts.panel) fw.frame.attach(parts.panel, css, act);
  }

  /** @param {ButtonName} name */
  function act(name) {
    if (name === "undo") phase("undone", text("undoing"), []);
    if (name === "close") {
      clearInterval(ticking);
      fw.frame.remove();
    }
    const message = name === "fill" ? { say: name, job: fw.frame.job(parts) } : { say: name };
    if (say(message) || name === "close") return;
    if (name === "undo") fw.guard.withGuard(() => fw.undo.undoAll()).then(showUndone);
    else disconnected();
  }

  /** @param {string[]} stuck the questions that could not be put back */
  function showUndone(stuck) {
    phase("undone", stuck.length ? text("undo_partly", stuck.join(", ")) : text("undone"), ["again"]);
    parts.rows?.replaceChildren();
  }

  /**
   * Change to a phase: its headline, the buttons and parts that belong to it; all others are hidden.
   * @param {string} name
   * @param {string} title
   * @param {string[]} shown
   */
  function phase(name, title, shown) {
    clearInterval(ticking);
    if (!parts.panel || !parts.title) return;
    parts.panel.dataset.phase = name;
    parts.title.textContent = title;
    for (const id of [
      "problem",
      "context",
      "counts",
      "estimate",
      "progress",
      "tally",
      "note",
      "left",
      "fill",
      "cancel",
      "again",
      "undo",
      "more",
    ]) {
      const element = parts[id];
      if (element) element.hidden = !shown.includes(id);
    }
  }

  /**
   * @param {string} id
   * @param {string} words
   */
  function put(id, words) {
    const element = parts[id];
    if (element) element.textContent = words;
  }

  /**
   * A list of numbers with their names; those of zero are left out unless `all`.
   * @param {"counts" | "tally"} id
   * @param {string} attribute
   * @param {Record<string, number>} numbers
   * @param {boolean} all
   */
  function numbers(id, attribute, numbers, all) {
    const items = Object.entries(numbers).filter(([, number]) => all || number > 0);
    const list = items.map(([name, number]) => {
      const item = make("li", "");
      item.dataset[attribute] = name;
      item.append(make("b", "", String(number)), make("span", "", text(`${attribute}_${name}`)));
      return item;
    });
    parts[id]?.replaceChildren(...list);
  }

  /** @param {Row} row */
  function showRow(row) {
    const rows = parts.rows;
    const known = /** @type {HTMLElement | null | undefined} */ (rows?.querySelector(`[data-index="${row.index}"]`));
    if (known) return fw.cards.update(known, row);
    const after = [...(rows?.children ?? [])].find(
      (card) => Number(/** @type {HTMLElement} */ (card).dataset.index) > row.index,
    );
    rows?.insertBefore(fw.cards.card(row), after ?? null);
  }

  /** @param {number} index */
  function showAsking(index) {
    const card = parts.rows?.querySelector(`[data-index="${index}"]`);
    const waiting = make("p", "waiting", text("asking"));
    waiting.setAttribute("role", "status");
    card?.querySelector(".detail")?.replaceChildren(waiting);
    /** @type {HTMLElement | null | undefined} */ (card?.querySelector("summary"))?.focus({ preventScroll: true });
  }

  /** @param {Extract<View, { phase: "delta" }>} view */
  function showDelta({ index, text: piece }) {
    const known = parts.rows?.querySelector(`[data-index="${index}"]`);
    if (known) fw.cards.grow(/** @type {HTMLElement} */ (known), piece);
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

  /** @param {Extract<View, { phase: "plan" }>} view */
  function showPlan({ plan, job, left, foreign }) {
    const title = plan.total_fields === 1 ? text("plan_title_one") : text("plan_title", plan.total_fields);
    phase("plan", title, ["context", "counts", "estimate", "note", "fill", ...(left.length ? ["left"] : [])]);
    put("job", job.title && job.company ? text("job_at", job.title, job.company) : (job.title ?? job.company ?? ""));
    fw.frame.setJob(parts, job);
    numbers(
      "counts",
      "count",
      {
        extracted: plan.extracted_count,
        cached: plan.cached_count,
        generate: plan.generate_count,
        draft: plan.draft_count,
        review: plan.needs_review_count,
        skipped: plan.skipped_count,
      },
      false,
    );
    const time = duration(plan.est_seconds);
    const cost = plan.est_cost_usd;
    put(
      "estimate",
      cost === null
        ? text("estimate_unknown", time)
        : cost === 0
          ? text("estimate_time", time)
          : text("estimate", money(cost), time),
    );
    put("note", [foreignText(foreign), text("nothing_submitted")].filter(Boolean).join(" · "));
    parts.rows?.replaceChildren();
    for (const [index, response] of plan.fields.entries()) showRow({ index, label: response.label, response });
    const items = left.map(({ label, reason }) => {
      const item = make("li", "");
      item.append(make("span", "", label), make("span", "quiet", text(`left_${reason}`)));
      return item;
    });
    parts.left?.querySelector("ul")?.replaceChildren(...items);
    parts.fill?.focus({ preventScroll: true });
  }

  /**
   * How to let parts of the page be read that come from elsewhere.
   * @param {string[]} hosts
   */
  function foreignText(hosts) {
    return hosts.length ? text("foreign", hosts.join(", ")) : "";
  }

  /** @param {string[]} hosts */
  function showForeign(hosts) {
    phase("foreign", text("foreign_title"), ["note"]);
    put("note", foreignText(hosts));
    parts.rows?.replaceChildren();
    parts.panel?.focus({ preventScroll: true });
  }

  /**
   * Offer to read the questions that have appeared.
   * @param {number} count
   */
  function showAppeared(count) {
    const { more } = parts;
    if (!more) return;
    more.hidden = count === 0;
    more.textContent = count === 1 ? text("more_one") : text("more", count);
  }

  /** @param {Extract<View, { phase: "filling" }>} view */
  function showFilling({ total, note }) {
    const started = performance.now();
    phase("filling", text("filling"), ["progress", "tally", "note", "cancel"]);
    put("note", text(note ?? "opening_lists"));
    const bar = /** @type {HTMLProgressElement} */ (parts.bar);
    bar.max = total;
    bar.value = 0;
    put("steps", text("progress", 0, total));
    const tick = () => put("elapsed", text("seconds", Math.floor((performance.now() - started) / 1000)));
    ticking = setInterval(tick, 500);
    tick();
    numbers("tally", "tally", { filled: 0, needs: 0, skipped: 0, failed: 0 }, true);
    parts.cancel?.focus({ preventScroll: true });
  }

  /** @param {Extract<View, { phase: "rows" }>} view */
  function showProgress({ rows, tally, done, total }) {
    for (const row of rows) showRow(row);
    const bar = /** @type {HTMLProgressElement} */ (parts.bar);
    bar.max = total;
    bar.value = Math.max(bar.value, done);
    put("steps", text("progress", done, bar.max));
    if (parts.note?.textContent === text("opening_lists")) put("note", "");
    numbers("tally", "tally", { ...tally }, true);
  }

  /** @param {Extract<View, { phase: "done" }>} view */
  function showDone({ tally, cost, cancelled, stopped }) {
    const undoable = fw.undo.size() > 0 ? ["undo"] : [];
    const again = cancelled || tally.failed > 0 ? ["again"] : [];
    phase("done", text(cancelled ? "cancelled" : "done"), ["tally", "note", ...undoable, ...again]);
    numbers("tally", "tally", { ...tally }, true);
    const notes = [
      cost !== null && cost > 0 ? text("cost_was", money(cost)) : "",
      stopped > 0 ? text("stopped_submit") : "",
      text("nothing_submitted"),
    ];
    put("note", notes.filter(Boolean).join(" · "));
    parts.panel?.focus({ preventScroll: true });
  }

  /** @param {Problem} problem */
  function showProblem({ text: words, mend, retry }) {
    const undoable = fw.undo.size() > 0 ? ["undo"] : [];
    phase("problem", "", ["problem", ...(retry ? ["again"] : []), ...undoable]);
    put("problem-text", words);
    put("problem-mend", mend);
    parts.again?.focus({ preventScroll: true });
  }

  /** @param {View} view */
  function show(view) {
    switch (view.phase) {
      case "reading":
        return phase("reading", text("reading"), []);
      case "plan":
        return showPlan(view);
      case "filling":
        return showFilling(view);
      case "foreign":
        return showForeign(view.foreign);
      case "rows":
        return showProgress(view);
      case "asking":
        return showAsking(view.index);
      case "delta":
        return showDelta(view);
      case "undone":
        return showUndone(view.stuck);
      case "appeared":
        return showAppeared(view.count);
      case "done":
        return showDone(view);
      case "problem":
        return showProblem(view.problem);
    }
  }

  /** The background is gone; what was written can still be undone. */
  function disconnected() {
    if (!parts.panel?.isConnected || parts.panel.dataset.phase === "undone") return;
    phase("disconnected", text("disconnected"), fw.undo.size() > 0 ? ["undo"] : []);
  }

  fw.panel = { open, show, say: (message) => say(message), disconnected };
})();
