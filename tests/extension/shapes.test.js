import assert from "node:assert/strict";
import test from "node:test";
import { callAgent, fieldsOf, inject } from "./support/page.js";

/** @param {string} markup */
const read = (markup) => fieldsOf(`<form>${markup}</form>`).map(({ label, type }) => [label, type]);
const values = () =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, select"))].map(
    ({ value }) => value,
  );

const DATE =
  '<div><label>Move-in date</label><select name="dm"><option value=""><option>01<option>02</select>/<select name="dd"><option value=""><option>01<option>02</select>/<select name="dy"><option value=""><option>2026<option>2027</select></div>';
const PHONE =
  '<table><tr><td>Day phone</td><td>(<input name="a" maxlength="3">) <input name="b" maxlength="3"> - <input name="c" maxlength="4"></td></tr></table>';
const TIME =
  '<div><p>When may we call?</p><div><input type="number" aria-label="Hour"> : <input type="number" aria-label="Minute"></div></div>';

test("day, month and year in lists without words are one date", () =>
  assert.deepEqual(read(DATE), [["Move-in date", "date"]]));
test("groups of digits are one phone number", () => assert.deepEqual(read(PHONE), [["Day phone", "tel"]]));
test("hour and minute are one time", () => assert.deepEqual(read(TIME), [["When may we call?", "time"]]));

test("lists of numbers that are no date stay apart", () => {
  const list = (/** @type {string} */ name) => `<select name="${name}"><option>1<option>2</select>`;
  assert.equal(read(`<div><p>Rooms, beds, baths</p><div>${list("r")}${list("b")}${list("t")}</div></div>`).length, 3);
});

test("groups of digits that are no phone number stay apart", () => {
  const markup = PHONE.replace("Day phone", "Member number");
  assert.equal(read(markup).length, 3);
});

/** @type {[string, string, string, string[]][]} */
const WRITTEN = [
  ["a date", DATE, "2027-02-01", ["02", "01", "2027"]],
  ["a phone number", PHONE, "(212) 555-0142", ["212", "555", "0142"]],
  ["a phone number with its country", PHONE, "+1 212 555 0142", ["212", "555", "0142"]],
  ["a time", TIME, "14:30", ["14", "30"]],
];

for (const [what, markup, answer, held] of WRITTEN) {
  test(`${what} is written into its parts`, async () => {
    fieldsOf(`<form>${markup}</form>`);
    assert.deepEqual(await inject(0, answer), { state: "filled" });
    assert.deepEqual(values(), held);
    await fillwright.undo.undoAll();
    assert.deepEqual(
      values(),
      held.map(() => ""),
    );
  });
}

for (const number of ["+44 20 7946 0958 22", "+49 171 392004", "+4917139200456"])
  test(`a number that does not fit its parts is not written: ${number}`, async () => {
    fieldsOf(`<form>${PHONE}</form>`);
    assert.equal((await inject(0, number))?.state, "left");
    assert.deepEqual(values(), ["", "", ""]);
  });

test("the parts of a number are read back as the number they were given", async () => {
  fieldsOf(`<form>${PHONE}</form>`);
  await inject(0, "+1 212 555 0142");
  const answers = [{ index: 0, answer: "+1 212 555 0142", label: null }];
  assert.deepEqual(await callAgent("verify", answers), []);
  /** @type {HTMLInputElement} */ (document.querySelector("input")).value = "213";
  assert.deepEqual(await callAgent("verify", answers), [0]);
});
