import assert from "node:assert/strict";
import test from "node:test";
import { inject, input, scrape } from "./support/page.js";

const OPTIONS = '<option value="DE">Germany (+49)</option><option value="US" selected>United States (+1)</option>';
const LIST = `<label for="code">Country code</label><select id="code">${OPTIONS}</select>`;
const NUMBER = '<label for="phone">Phone</label><input id="phone" type="tel">';
const BUTTON =
  '<span id="l">Dial code</span><button type="button" id="code" aria-haspopup="listbox" aria-labelledby="l">Italy +39</button>';

/** @param {string} markup */
const page = (markup) => scrape(`<form>${markup}</form>`);

/** @param {string} markup */
const codeIn = (markup) => page(markup).fields.find(({ label }) => label !== "Phone")?.value;

for (const [what, markup] of [
  ["before an empty number", LIST + NUMBER],
  ["behind an empty number", NUMBER + LIST],
  ["in a button", BUTTON + NUMBER],
  ["of codes alone", LIST.replace(/>[A-Z][A-Za-z ]+\((\+\d+)\)/g, ">$1").replace("Country code", "Choose") + NUMBER],
  ["of countries that is called so", LIST.replace(/ \(\+\d+\)/g, "") + NUMBER],
])
  test(`the dial code that a page has set in a list ${what} is nobody's answer`, () =>
    assert.equal(codeIn(markup ?? ""), undefined));

for (const [what, markup] of [
  ["a typed number", LIST + NUMBER.replace("type=", 'value="202-555-0123" type=')],
  ["no number", LIST + NUMBER.replace("tel", "text").replace("Phone", "First name")],
  ["a number far away", `${LIST}<label>City <input></label><label>Post code <input></label>${NUMBER}`],
])
  test(`a dial code beside ${what} is an answer`, () => assert.equal(codeIn(markup ?? ""), "US"));

test("the country of an address is an answer beside a number too", () =>
  assert.equal(codeIn(LIST.replace(/ \(\+\d+\)/g, "").replace("Country code", "Country") + NUMBER), "US"));

test("a dial code that the person has chosen is an answer", () => {
  page(LIST + NUMBER);
  const select = /** @type {HTMLElement} */ (document.getElementById("code"));
  Object.assign(select, { matches: (/** @type {string} */ selectors) => selectors.includes(":user-valid") });
  assert.equal(globalThis.fillwright.values.current(globalThis.fillwright.groups.make("select", select)), "US");
});

test("a list is set over what the page has set", async () => {
  page(LIST + NUMBER);
  assert.deepEqual(await inject(0, "DE"), { state: "filled" });
  assert.equal(input("code").value, "DE");
});

test("a list that shows the right code already is not set again", async () => {
  page(LIST + NUMBER);
  let heard = 0;
  input("code").addEventListener("change", () => heard++);
  assert.deepEqual(await inject(0, "US"), { state: "filled" });
  assert.equal(heard, 0);
});
