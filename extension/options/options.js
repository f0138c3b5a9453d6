/** The options page: one view at a time, named by the address's fragment; each asks afresh when it is shown. */
import * as answers from "./answers.js";
import * as backup from "./backup.js";
import * as diagnostics from "./diagnostics.js";
import { fillTexts, language, part } from "./dom.js";
import * as files from "./files.js";
import * as habits from "./habits.js";
import * as history from "./history.js";
import * as profile from "./profile.js";
import { showActive } from "./profiles.js";
import * as provider from "./provider.js";
import * as start from "./start.js";

/** @type {Record<string, { show: () => Promise<void> }>} */
const VIEWS = { start, profile, files, answers: { show: showAnswers }, provider, history, backup, diagnostics };

async function showAnswers() {
  await Promise.all([answers.show(), habits.show()]);
}

/** The view the address names, the first where it names none. */
const named = () => (Object.hasOwn(VIEWS, location.hash.slice(1)) ? location.hash.slice(1) : "start");

/**
 * Show the view the address names.
 * @param {boolean} moved whether the person went there, and so the focus should
 */
async function showView(moved) {
  const name = named();
  for (const each of Object.keys(VIEWS)) part(each, HTMLElement).hidden = each !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = part(`${name}-title`, HTMLElement);
  document.title = `${heading.textContent} · Fillwright`;
  if (moved) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
  await Promise.all([VIEWS[name]?.show(), showActive()]);
}

document.documentElement.lang = language();
document.documentElement.dir = chrome.i18n.getMessage("@@bidi_dir");
fillTexts();
for (const view of [start, profile, files, answers, habits, provider, history, backup, diagnostics]) view.start();
window.addEventListener("hashchange", () => showView(true));
showView(false);
