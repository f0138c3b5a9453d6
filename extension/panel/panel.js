// The panel in the page: plan, progress, result. Text only, in a closed shadow root.
//
// Its element is `fillwright-panel`, a child of the document's root element. Inside the closed root, for tests and
// styles (a driver pierces closed roots by CDP's DOM.getDocument({pierce: true}) or Firefox's openOrClosedShadowRoot):
//   #panel[data-phase]       reading | plan | foreign | filling | done | problem | undone | disconnected
//   #title #job #note        headline, role and company, a remark
//   #counts [data-count]     extracted, cached, generate, draft, review, skipped   (the number is the <b>)
//   #estimate                cost and time
//   #progress #bar #steps #elapsed
//   #tally [data-tally]      needs, check (of the filled ones), filled, skipped, failed (of those that need the person)
//   #gaps[data-left]         how many questions hold nothing: required | some | none
//   #problem #problem-text #problem-mend
//   #rows > li[data-index][data-state][data-check]   filled | needs | skipped | failed | ready | write;
//                            inside: .question .glance .state
//                            once opened: .answer .source .warning .reason .show .copy .pass
//                            once filled: .edit .edit-answer .choices .counter .save .ask .wish .send .offer .remember
//                            not in the form: .proposal .put
//   #context                 #company #role #ad: what the person says of the job
//   #left                    what was left alone, and why
//   #at-once                 the wish that forms be filled without a press on the plan
//   #fill #cancel #again #undo #more #refill #reread #settings #close    buttons; only real presses count (event.isTrusted)
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /** The parts that a phase shows or hides. */
  const PHASED =
    "problem context counts estimate progress tally gaps note left fill cancel again undo more refill reread at-once".split(
      " ",
    );
  /** The tiles that are there whatever they count; while answers come, no others. */
  const ALWAYS = ["needs", "filled", "skipped"];

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
    fw.adapter.keepTexts(["disconnected", "undoing", "undone", "undo_partly", "again", "reread"]);
    parts = fw.frame.build(act);
    if (parts.panel) fw.frame.attach(parts.panel, css, act);
  }

  /** @param {ButtonName} name */
  function act(name) {
    if (name === "undo") phase("undone", text("undoing"), []);
    if (name === "again" || name === "more" || name === "reread") phase("reading", text("reading"), []);
    if (name === "close") {
      clearInterval(ticking);
      fw.frame.remove();
      fw.focus.giveBack();
    }
    const message = name === "fill" ? { say: name, job: fw.frame.job(parts) } : { say: name };
    if (say(message) || name === "close") return;
    if (name === "undo") fw.guard.withGuard(() => fw.undo.undoAll()).then(showUndone);
    else disconnected();
  }

  /** @param {string[]} stuck the questions that could not be put back */
  function showUndone(stuck) {
    phase("undone", stuck.length ? text("undo_partly", stuck.join(", ")) : text("undone"), ["again"]);
    put("again", text("reread"));
    parts.rows?.replaceChildren();
    if (!fw.focus.isAway()) parts.again?.focus({ preventScroll: true });
  }

  /**
   * Change to a phase: its headline, if it has one, the buttons and parts that belong to it; all others are hidden.
   * @param {string} name
   * @param {string} title
   * @param {string[]} shown
   */
  function phase(name, title, shown) {
    clearInterval(ticking);
    if (!parts.panel || !parts.title) return;
    parts.panel.dataset.phase = name;
    parts.title.textContent = title;
    parts.title.hidden = title === "";
    put("again", text("again"));
    for (const id of PHASED) {
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
   * Show the counts as tiles, which filter the list.
   * @param {"counts" | "tally"} id
   * @param {Record<string, number>} numbers
   * @param {string[]} always those that are shown though they be zero
   */
  function tiles(id, numbers, always) {
    const list = parts[id];
    if (!list) return;
    const attribute = id === "counts" ? "count" : "tally";
    fw.figures.tiles(list, attribute, numbers, always, (name) => parts.rows && fw.rows.filter(parts.rows, name));
  }

  /** Show all cards again, no tile being down. */
  function unfilter() {
    for (const id of ["counts", "tally"]) if (parts[id]) fw.figures.lift(parts[id]);
    if (parts.rows) fw.rows.filter(parts.rows, "");
  }

  /** @param {Row} row */
  function showRow(row) {
    if (parts.rows) fw.rows.show(parts.rows, row);
  }

  /**
   * Show rows, unless the panel has gone on.
   * @param {Row[]} rows
   */
  async function showRows(rows) {
    const now = parts.panel?.dataset.phase;
    if (parts.rows) await fw.rows.showAll(parts.rows, rows, () => parts.panel?.dataset.phase === now);
  }

  /**
   * What failed needs the person too, and is counted beside that once more; what is to be checked is filled.
   * @param {Tally} tally
   */
  function showTally({ filled, needs, skipped, failed, empty, required }) {
    const all = { needs: needs + failed, filled, skipped };
    const check = parts.rows ? fw.rows.checked(parts.rows) : 0;
    const ended = parts.panel?.dataset.phase === "done";
    tiles("tally", ended ? { needs: all.needs, check, filled, skipped, failed } : all, ALWAYS);
    put("gaps", fw.figures.gaps({ empty, required, waiting: all.needs }));
    if (parts.gaps) parts.gaps.dataset.left = required ? "required" : all.needs ? "some" : "none";
  }

  /** @param {Wire.JobContext} job */
  function showJob({ title, company }) {
    put("job", title && company ? text("job_at", title, company) : (title ?? company ?? ""));
  }

  /** @param {Extract<View, { phase: "plan" }>} view */
  async function showPlan({ plan, rows, job, left, foreign }) {
    const title = plan.total_fields === 1 ? text("plan_title_one") : text("plan_title", plan.total_fields);
    phase("plan", title, [
      "context",
      "counts",
      "estimate",
      "note",
      "fill",
      "at-once",
      ...(left.length ? ["left"] : []),
    ]);
    showJob(job);
    fw.frame.setJob(parts, job);
    tiles("counts", fw.figures.planned(plan), []);
    put("estimate", fw.figures.estimate(plan));
    put("note", [foreignText(foreign), text("nothing_submitted")].filter(Boolean).join(" · "));
    parts.rows?.replaceChildren();
    fw.frame.setLeft(parts, left);
    parts.fill?.focus({ preventScroll: true });
    await showRows(rows);
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
    unfilter();
    showTally({ filled: 0, needs: 0, skipped: 0, failed: 0, empty: 0, required: 0 });
    parts.cancel?.focus({ preventScroll: true });
  }

  /** @param {Extract<View, { phase: "rows" }>} view */
  async function showProgress({ rows, tally, done, total }) {
    await showRows(rows);
    const bar = /** @type {HTMLProgressElement} */ (parts.bar);
    bar.max = total;
    bar.value = Math.max(bar.value, done);
    put("steps", text("progress", done, bar.max));
    if (parts.note?.textContent === text("opening_lists")) put("note", "");
    showTally(tally);
    if (parts.panel?.dataset.phase === "done" && parts.rows) fw.rows.openNext(parts.rows);
    else if (parts.cancel) fw.focus.keep(parts.cancel);
  }

  /** @param {Extract<View, { phase: "done" }>} view */
  async function showDone({ tally, job, cost, cancelled, stopped, reopened, failure }) {
    const buttons = [
      fw.undo.size() > 0 ? "undo" : "",
      cancelled || tally.failed > 0 ? "again" : tally.empty > 0 ? "refill" : "",
      reopened ? "reread" : "",
    ];
    const stay = parts.rows ? fw.rows.hold(parts.rows) : () => {};
    const { checked: atOnce } = /** @type {HTMLInputElement} */ (parts["at-once-box"]);
    phase("done", text(cancelled ? "cancelled" : "done"), [
      ...(failure ? ["problem"] : []),
      "tally",
      "gaps",
      "note",
      ...(atOnce ? ["at-once"] : []), // to take it back
      ...buttons,
    ]);
    put("problem-text", failure ? text("unanswered", tally.failed) : "");
    put("problem-mend", failure ? text(`error_${failure.code}`) || failure.message : "");
    showJob(job);
    showTally(tally);
    if (parts.rows) fw.rows.arrange(parts.rows);
    const notes = [
      cost !== null && cost > 0 ? text("cost_was", fw.figures.money(cost)) : "",
      stopped > 0 ? text("stopped_submit") : "",
      text("nothing_submitted"),
    ];
    put("note", notes.filter(Boolean).join(" · "));
    stay();
    await fw.pointer.tick(); // the focus has the page laid out, with all that was written into it
    if (parts.panel?.dataset.phase === "done" && !fw.focus.isAway()) parts.panel.focus({ preventScroll: true });
  }

  /** @param {Problem} problem */
  function showProblem({ text: words, mend, retry }) {
    const undoable = fw.undo.size() > 0 ? ["undo"] : [];
    phase("problem", "", ["problem", ...(retry ? ["again"] : []), ...undoable]);
    put("problem-text", words);
    put("problem-mend", mend);
    if (!fw.focus.isAway()) parts.again?.focus({ preventScroll: true });
  }

  /**
   * @param {View} view
   * @returns {void | Promise<void>} where it takes several turns
   */
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
      case "at_once":
        /** @type {HTMLInputElement} */ (parts["at-once-box"]).checked = view.on;
        return;
      case "passed":
        return showRow(view.row);
      case "asking":
        return parts.rows && fw.rows.wait(parts.rows, view.index);
      case "delta":
        return parts.rows && fw.rows.grow(parts.rows, view.index, view.text);
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
