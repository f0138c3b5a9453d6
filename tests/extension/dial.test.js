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

const CODES = ["+1", "+44", "+49"].map((code) => `<option>${code}</option>`).join("");
/** @param {string} options @param {string} [number] */
const bare = (options, number = '<input id="phone" type="tel">') =>
  `<div><label for="phone">Phone</label><div><select id="code" name="code">${options}</select>${number}</div></div>`;

/** @param {string} options @param {string} answer */
async function written(options, answer) {
  page(bare(options));
  assert.deepEqual(await inject(0, answer), { state: "filled" });
  return [input("code").value, input("phone").value];
}

test("a list without a name is no question, and set with its number", async () => {
  assert.equal(page(bare(CODES)).fields.length, 1);
  assert.deepEqual(await written(CODES, "+49 171 3920045"), ["+49", "171 3920045"]);
});

test("a list that cannot stand at the number's code is left, and the number written whole", async () =>
  assert.deepEqual(await written(CODES, "+43 1 5880055"), ["+1", "+43 1 5880055"]));

test("the longest code is the number's", async () => {
  const caribbean = '<option value="US">United States (+1)</option><option value="BS">Bahamas (+1 242)</option>';
  assert.deepEqual(await written(caribbean, "+1 242 555 0123"), ["BS", "555 0123"]);
});

test("of countries with one code the one that had it first is chosen", async () => {
  const shared =
    '<option value="DE">Germany (+49)</option><option value="GG">Guernsey (+44)</option><option value="GB">United Kingdom (+44)</option>';
  assert.deepEqual(await written(shared, "+44 20 7946 0958"), ["GB", "20 7946 0958"]);
});

test("a code that the person has chosen stays, and the number is written whole", async () => {
  page(bare(CODES));
  const select = /** @type {HTMLElement} */ (document.getElementById("code"));
  const { matches } = select;
  Object.assign(select, {
    matches: (/** @type {string} */ selectors) => selectors.includes(":user-valid") || matches.call(select, selectors),
  });
  await inject(0, "+49 171 3920045");
  assert.deepEqual([input("code").value, input("phone").value], ["+1", "+49 171 3920045"]);
});

test("a number is read with the code that stands beside it", () => {
  const [field] = page(bare(CODES, '<input id="phone" type="tel" value="202-555-0123">')).fields;
  assert.equal(field?.value, "+1 202-555-0123");
});

test("undo puts the list back with its number", async () => {
  await written(CODES, "+49 171 3920045");
  await globalThis.fillwright.undo.undoAll();
  assert.deepEqual([input("code").value, input("phone").value], ["+1", ""]);
});
