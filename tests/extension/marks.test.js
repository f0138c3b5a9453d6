import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/** A field without a mark stands behind each, so that the first has a block of its own. */
/** @param {string} markup */
const first = (markup) => fieldsOf(`<form>${markup}<div><label>Other <input name="o"></label></div></form>`)[0];

/** @type {[string, string][]} */
const REQUIRED = [
  [
    "a picture in the row",
    '<table><tr><td><img src="r.gif" alt="Mandatory field"></td><td><label for="a">First name</label></td><td><input id="a"></td></tr></table>',
  ],
  [
    "an asterisk beside what is read out",
    '<div><p>First name <span>*</span></p><div><input aria-label="First name"></div></div>',
  ],
  [
    "an asterisk in an element that is called an error",
    '<div><label for="a">First name <span class="jv-text-error">*</span></label><input id="a"></div>',
  ],
];

for (const [what, markup] of REQUIRED) {
  test(`${what} says that an answer is needed`, () => {
    const field = first(markup);
    assert.deepEqual([field?.label, field?.required], ["First name", true]);
  });
}

/** @param {string} markup */
const needs = (markup) => fieldsOf(`<form>${markup}</form>`).map(({ required }) => required ?? null);

const NAME = '<input name="f" placeholder="First"><input name="l" placeholder="Last">';

test("a mark over the parts of an answer is each part's", () => {
  assert.deepEqual(needs(`<dl><dt>Name<em>Required</em></dt><dd>${NAME}</dd></dl>`), [true, true]);
});

test("a mark over parts that say themselves which is needed is not each part's", () => {
  const parts = '<input name="f" placeholder="First" required><input name="l" placeholder="Last">';
  assert.deepEqual(needs(`<dl><dt>Name *</dt><dd>${parts}</dd></dl>`), [true, false]);
});

test("a mark over one field is not that of the next", () => {
  const rows = '<dt>First *</dt><dd><input name="f"></dd><dt>Last</dt><dd><input name="l"></dd>';
  assert.deepEqual(needs(`<dl>${rows}</dl>`), [true, false]);
  const labels = '<label for="f">First *</label><input id="f"><label for="l">Last</label><input id="l">';
  assert.deepEqual(needs(`<div>${labels}</div>`), [true, false]);
});

test("a part that one leaves out is not marked with the whole", () => {
  const parts = '<input name="s" placeholder="Street"><input name="t" placeholder="Apartment, suite">';
  assert.deepEqual(needs(`<dl><dt>Address *</dt><dd>${parts}</dd></dl>`), [true, false]);
});

test("where only what is optional is marked, the rest is required but for boxes to tick", () => {
  const rows =
    '<label>Name <input name="n"></label><label>Fax (optional) <input name="f"></label><label><input type="checkbox" name="c"> Send me news</label><label>Promo code <input name="p"></label>';
  assert.deepEqual(needs(rows), [true, false, null, null]);
});

test("a form that says it needs all is believed, and a note on asterisks is not that", () => {
  const fields = '<label>Name <input name="n"></label><label>Town <input name="t"></label>';
  assert.deepEqual(needs(`<p>Alle Felder sind Pflichtfelder.</p>${fields}`), [true, true]);
  assert.deepEqual(needs(`<p>All fields marked with * are required.</p>${fields}`), [null, null]);
});

test("a class that says required tells nothing where the star beside it does", () => {
  const row = (/** @type {string} */ id, /** @type {string} */ star) =>
    `<div><label class="is-required" for="${id}">Word ${id}${star}</label><input id="${id}"></div>`;
  assert.deepEqual(needs(row("a", " <i>*</i>") + row("b", "")), [true, false]);
  assert.deepEqual(needs(row("a", "") + row("b", "")), [true, true]);
});

test("a note on asterisks marks no field", () => {
  const field = first(
    '<div><p><b>*</b> required fields</p><div><label for="a">First name</label><input id="a"></div></div>',
  );
  assert.equal(field?.required, undefined);
});

/** @type {[string, string, string][]} */
const LABELS = [
  [
    "the words of a button within",
    '<div><label><div class="application-label">Resume/CV</div><div><a class="visible-resume-upload" href="#">ATTACH RESUME/CV</a><input type="file"></div></label></div>',
    "Resume/CV",
  ],
  [
    "what only hints in the control",
    '<div><div id="q">Full name</div><input aria-labelledby="q h"><div id="h" aria-hidden="true">Your answer</div></div>',
    "Full name",
  ],
  [
    "small print under it",
    '<table><tr><td>Place of residence<br><font size="1">Country, then state</font></td><td><input name="p"></td></tr></table>',
    "Place of residence",
  ],
  [
    "the value that it shows",
    '<div><label for="r">Hours per week: <output>20</output></label><input type="range" id="r"></div>',
    "Hours per week",
  ],
  [
    "the part's heading, where the control has a title",
    '<div><b>You</b></div><div><input name="f1" title="First name"></div><div><input name="f2" title="Last name"></div>',
    "First name",
  ],
  [
    "no words but those of an upload",
    '<div><label for="f">Attachments</label><input type="file" id="f"></div>',
    "Attachments",
  ],
  ["small type under the control", '<div><input name="b"><br><small>Date of birth</small></div>', "Date of birth"],
  [
    "the choice that is shown",
    '<div><div><button type="button" aria-haspopup="listbox" aria-label="State –Select–">–Select–</button></div></div>',
    "State",
  ],
  [
    "the missing space behind a number",
    '<div><p><span>1.</span><span>Full name</span></p><input name="f"></div>',
    "1. Full name",
  ],
];

for (const [what, markup, label] of LABELS) {
  test(`a label is read past ${what}`, () => assert.equal(first(markup)?.label, label));
}

test("a title that explains a pattern is no label", () => {
  const field = first('<div><h3>Postcode</h3><input name="z" pattern="\\\\d{5}" title="Five digits"></div>');
  assert.equal(field?.label, "Postcode");
});

test("a list of which several may be chosen says so", () => {
  const field = first(
    '<div><label for="l">Languages</label><input id="l" role="combobox" aria-controls="lb"><ul id="lb" role="listbox" aria-multiselectable="true"><li role="option">Dutch</li></ul></div>',
  );
  assert.equal(field?.multiple, true);
});

test("a first choice that asks to open the list is none", () => {
  const field = first(
    '<div><label for="s">Convictions?</label><select id="s"><option>Open this select menu</option><option value="1">Yes</option></select></div>',
  );
  assert.deepEqual(field?.options, [{ value: "1", label: "Yes" }]);
});

test("a first choice between dashes is none", () => {
  const field = first(
    '<div><label for="b">Branch</label><select id="b"><option value="0">-- None --</option><option>North</option></select></div>',
  );
  assert.deepEqual(field?.options, [{ value: "North", label: "North" }]);
});

test("rows of words in a table are each for the controls under them", () => {
  const row = (/** @type {string[]} */ ...cells) => `<tr>${cells.map((one) => `<td>${one}</td>`).join("")}</tr>`;
  const rows = row("Surname", "Given names") + row('<input name="s">', '<input name="g">') + row("Signature", "Date");
  const fields = fieldsOf(`<form><table>${rows}${row('<input name="sg">', '<input name="dt">')}</table></form>`);
  assert.deepEqual(
    fields.map(({ label }) => label),
    ["Surname", "Given names", "Signature", "Date"],
  );
});

test("choices with a field for another amount are led by their legend", () => {
  const fields = fieldsOf(
    '<form><fieldset><legend>Choose an amount</legend><div><label><input type="radio" name="a" value="5">5 €</label><label><input type="radio" name="a" value="o">Other amount</label><input name="ao" placeholder="€"></div></fieldset></form>',
  );
  assert.deepEqual(
    fields.map(({ label }) => label),
    ["Choose an amount"],
  );
});

test("a part with a plus in its name is no list of parts", () => {
  const fields = fieldsOf(
    '<form><div><label for="z5">Zip+4</label><input id="z5" name="z5"> - <input name="z4"></div></form>',
  );
  assert.equal(fields[0]?.label, "Zip+4");
});

test("a text input that only searches a list of choices is a combobox", () => {
  const field = first(
    '<div><label for="s">Source</label><div data-automation-id="multiSelectContainer"><input type="text" id="s" placeholder="Search"></div></div>',
  );
  assert.equal(field?.type, "combobox");
});

const THREE = ["Name", "E-mail", "Phone"].map((text) => `<p><label>${text} <input></label></p>`).join("");

for (const [what, said, expected] of /** @type {[string, string, (boolean | null)[]][]} */ ([
  ["names them", "Fields Name and Email are required.", [true, true, false]],
  ["lists them", "Name, E-mail are mandatory", [true, true, false]],
  ["begins with what it says of them", "Required: your name, e-mail.", [true, true, false]],
  ["leaves a choice", "Either e-mail or phone is required.", [null, null, null]],
  ["names an exception", "Name and phone are not required.", [null, null, null]],
  ["speaks of other things too", "A name and a good heart are required.", [null, null, null]],
]))
  test(`a sentence over the questions that ${what} is heeded so`, () =>
    assert.deepEqual(needs(`<p>${said}</p>${THREE}`), expected));

test("a mark at words that say an ARIA label again is the question's", () => {
  const list =
    '<div role="listbox" aria-label="Areas"><button type="button" role="option" aria-selected="false">Tax</button><button type="button" role="option" aria-selected="false">Law</button></div>';
  assert.deepEqual(needs(`<div><p>Areas *</p>${list}</div><label>Notes <input></label>`), [true, false]);
});

test("a slider that nothing marks does not say, as it is never empty", () =>
  assert.deepEqual(
    needs('<label>Name * <input></label><label>Days <input type="range"></label><label>Age <input></label>'),
    [true, null, false],
  ));
