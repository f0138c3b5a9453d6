/** Whether the extension reaches Fillwright's program on this machine, and what to do if not. */
import { Host } from "../port.js";
import { problemOf } from "../problems.js";

const { getMessage } = chrome.i18n;

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function part(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`options.html has no #${id}`);
  return element;
}

/**
 * @param {"checking" | "ok" | "problem"} state
 * @param {string} words
 * @param {string} [mend]
 */
function show(state, words, mend = "") {
  part("status").dataset.state = state;
  part("status").textContent = words;
  part("mend").textContent = mend;
}

async function check() {
  const host = new Host();
  show("checking", getMessage("options_checking"));
  try {
    await host.call("GET", "/api/health");
    show("ok", getMessage("options_ok"));
  } catch (error) {
    const { text, mend } = problemOf(error);
    show("problem", text, mend);
  } finally {
    host.close();
  }
}

part("how").textContent = getMessage("options_how");
part("check").textContent = getMessage("options_test");
part("check").addEventListener("click", check);
check();
