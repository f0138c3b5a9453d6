/** Listeners only: each way to ask for the panel opens it in the tab it was asked in. */
import { isBefore } from "./first_run.js";
import { forget, takeUp } from "./kept.js";
import { openPanel } from "./session.js";
import { pressed } from "./stale.js";

const MENU = "open";
const MENU_ONE = "one";

chrome.action.onClicked.addListener((tab) => open(tab));

chrome.tabs.onRemoved.addListener((tabId) => forget(tabId));

chrome.contextMenus.onClicked.addListener((info, tab) => {
  if (tab) open(tab, info.menuItemId === MENU_ONE);
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    chrome.contextMenus.create({
      id: MENU,
      title: chrome.i18n.getMessage("action"),
      contexts: ["page", "editable", "frame"],
    });
    chrome.contextMenus.create({
      id: MENU_ONE,
      title: chrome.i18n.getMessage("action_one"),
      contexts: ["editable"],
    });
  });
});

takeUp();

// The press that found the extension's files renewed is not lost: where the browser still lets it, the panel opens.
pressed().then(async (id) => {
  if (id === null) return;
  await openPanel(id).catch(() => say(id, chrome.i18n.getMessage("updated")));
});

/**
 * Open the panel, or where none can be the settings, before the first run: who has just loaded the extension finds them.
 * @param {chrome.tabs.Tab} tab
 * @param {boolean} [one] whether to fill only the field in which the person is
 */
async function open({ id }, one) {
  if (id === undefined) return;
  try {
    await openPanel(id, one);
    await chrome.action.setBadgeText({ tabId: id, text: "" });
  } catch {
    if (await isBefore()) await chrome.runtime.openOptionsPage();
    else await say(id, chrome.i18n.getMessage("closed_page"));
  }
}

/**
 * Say something at the toolbar button, where no panel can.
 * @param {number} tabId
 * @param {string} title
 */
async function say(tabId, title) {
  await chrome.action.setBadgeText({ tabId, text: "!" });
  await chrome.action.setTitle({ tabId, title });
}
