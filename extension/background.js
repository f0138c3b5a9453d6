/** Listeners only: each way to ask for the panel opens it in the tab it was asked in. */
import { openPanel } from "./session.js";

const MENU = "open";

chrome.action.onClicked.addListener(open);

chrome.contextMenus.onClicked.addListener((info, tab) => {
  if (info.menuItemId === MENU && tab) open(tab);
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    chrome.contextMenus.create({
      id: MENU,
      title: chrome.i18n.getMessage("action"),
      contexts: ["page", "editable", "frame"],
    });
  });
});

/** @param {chrome.tabs.Tab} tab */
async function open({ id }) {
  if (id === undefined) return;
  try {
    await openPanel(id);
    await chrome.action.setBadgeText({ tabId: id, text: "" });
  } catch {
    await chrome.action.setBadgeText({ tabId: id, text: "!" });
    await chrome.action.setTitle({ tabId: id, title: chrome.i18n.getMessage("closed_page") });
  }
}
