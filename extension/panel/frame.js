// The panel's box and its fixed parts: built once, filled by panel.js.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { make } = fw.cards;

  /** What a page's elements must not overhear while the person works in the panel. */
  const OWN_EVENTS =
    "keydown keyup keypress beforeinput input compositionstart compositionupdate compositionend change copy cut paste focusin focusout click".split(
      " ",
    );

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  const LONGEST_AD = 20000;
  /** @type {ButtonName[]} in their order */
  const BUTTONS = ["fill", "cancel", "more", "again", "refill", "reread", "undo"];

  /** @type {Record<string, HTMLElement>} the elements that have an id, by it */
  let parts = {};
  /** @type {(name: ButtonName) => void} */
  let press = () => {};

  /**
   * Put the panel into the page, in a closed root of its own; one that is there already gives way.
   * @param {HTMLElement} panel
   * @param {string} css
   * @param {(name: ButtonName) => void} act
   */
  function attach(panel, css, act) {
    remove();
    const host = document.createElement(fw.PANEL);
    const root = host.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style, panel);
    for (const name of OWN_EVENTS) root.addEventListener(name, (event) => event.stopPropagation());
    root.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Escape" && !fw.editor.leave(root.activeElement)) act("close");
    });
    document.documentElement.append(host);
    fw.focus.watch(host);
    if ("popover" in host) {
      host.popover = "manual";
      host.showPopover();
    }
    panel.focus({ preventScroll: true });
  }

  /** Take the panel out of the page. */
  function remove() {
    for (const host of document.querySelectorAll(fw.PANEL)) host.remove();
  }

  /**
   * An element with an id, kept in `parts`.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {string} id
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function part(tag, id, ...children) {
    const element = document.createElement(tag);
    element.id = id;
    element.append(...children);
    parts[id] = element;
    return element;
  }

  /**
   * Make the parts of the panel.
   * @param {(name: ButtonName) => void} act what a real press on a button does
   * @returns {Record<string, HTMLElement>} by id
   */
  function build(act) {
    parts = {};
    press = act;
    const heading = make("h2", "", "Fillwright");
    const header = document.createElement("header");
    header.append(part("span", "mark"), heading, button("settings"), button("close"));
    const bar = part("progress", "bar");
    bar.setAttribute("aria-label", text("filling"));
    const steps = document.createElement("p");
    steps.append(part("span", "steps"), part("span", "elapsed"));
    const left = part("details", "left", make("summary", "", text("left_title")), document.createElement("ul"));
    const top = document.createElement("div");
    top.append(part("h3", "title"), part("p", "job"));
    const body = part(
      "div",
      "body",
      top,
      part("div", "problem", part("p", "problem-text"), part("p", "problem-mend")),
      context(),
      part("ul", "counts"),
      part("p", "estimate"),
      part("div", "progress", bar, steps),
      part("ul", "tally"),
      part("p", "gaps"),
      part("div", "foot", part("p", "note"), part("div", "actions", ...BUTTONS.map(button))),
      atOnce(),
      part("ul", "rows"),
      left,
    );
    body.addEventListener("scroll", () => fw.rows.scrolled.add(body), { once: true });
    parts.title?.setAttribute("aria-live", "polite");
    parts.problem?.setAttribute("role", "alert");
    parts.estimate?.classList.add("quiet");
    parts.fill?.classList.add("primary");
    parts.more?.classList.add("primary");
    const panel = part("section", "panel", header, body);
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", "Fillwright");
    panel.dir = text("@@bidi_dir") === "rtl" ? "rtl" : "ltr"; // the page's own direction is none of the panel's
    panel.lang = text("options_language"); // nor is its language
    panel.tabIndex = -1;
    return parts;
  }

  /** The wish that a form be filled without a press on its plan. */
  function atOnce() {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", (event) => {
      if (event.isTrusted) fw.panel.say({ say: "at_once", on: box.checked });
    });
    parts["at-once-box"] = box;
    return part("label", "at-once", box, text("at_once"));
  }

  /** Room for what the person knows better than the page: company, role, the job ad. */
  function context() {
    const company = labelled("company", document.createElement("input"));
    const role = labelled("role", document.createElement("input"));
    const ad = document.createElement("textarea");
    ad.rows = 4;
    ad.placeholder = text("ad_hint");
    return part("details", "context", make("summary", "", text("context_title")), company, role, labelled("ad", ad));
  }

  /**
   * @param {"company" | "role" | "ad"} id
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   * @returns {HTMLElement}
   */
  function labelled(id, control) {
    control.id = id;
    control.dir = "auto";
    parts[id] = control;
    const label = make("label", "", text(id));
    label.append(control);
    return label;
  }

  /**
   * Show what the page says of the job.
   * @param {Record<string, HTMLElement>} all
   * @param {Wire.JobContext} job
   */
  function setJob(all, { company, title }) {
    /** @type {HTMLInputElement} */ (all.company).value = company ?? "";
    /** @type {HTMLInputElement} */ (all.role).value = title ?? "";
  }

  /**
   * Show what was left alone, and why.
   * @param {Record<string, HTMLElement>} all
   * @param {Left[]} left
   */
  function setLeft(all, left) {
    const items = left.map(({ label, reason }) => {
      const item = make("li", "");
      item.append(make("span", "", label), make("span", "quiet", text(`left_${reason}`)));
      return item;
    });
    all.left?.querySelector("ul")?.replaceChildren(...items);
  }

  /**
   * What the person says of the job.
   * @param {Record<string, HTMLElement>} all
   * @returns {Wire.JobContext}
   */
  function job(all) {
    const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (all[id]).value.trim();
    const ad = value("ad").slice(0, LONGEST_AD);
    return { company: value("company"), title: value("role"), ...(ad ? { description: ad } : {}) };
  }

  /**
   * @param {ButtonName} name
   * @returns {HTMLButtonElement}
   */
  function button(name) {
    const element = part("button", name, name === "close" ? "×" : text(name));
    element.type = "button";
    if (name === "close") element.setAttribute("aria-label", text("close"));
    element.addEventListener("click", (event) => {
      if (event.isTrusted) press(name);
    });
    return element;
  }

  fw.frame = { build, attach, remove, job, setJob, setLeft };
})();
