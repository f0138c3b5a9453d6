import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/**
 * @param {string} markup
 * @returns {string | undefined}
 */
const labelOf = (markup) => fieldsOf(`<form>${markup}</form>`)[0]?.label;

/** @type {[string, string, string][]} */
const LABELS = [
  ["label[for]", '<label for="a">First name</label><input id="a">', "First name"],
  ["a wrapping label", "<label>First name <input></label>", "First name"],
  ["a wrapping label behind the control", "<label><input> First name</label>", "First name"],
  ["aria-labelledby", '<span id="s">First name</span><input aria-labelledby="s">', "First name"],
  ["aria-label", '<input aria-label="First name">', "First name"],
  ["a label that points nowhere", '<div><label for="gone">First name</label><input id="a"></div>', "First name"],
  ["text in the same block", "<div><div>First name</div><div><input></div></div>", "First name"],
  ["a cell before", "<table><tr><td>First name</td><td><input></td></tr></table>", "First name"],
  ["bare text before", "First name <input>", "First name"],
  ["the placeholder", '<input placeholder="First name">', "First name"],
  ["the name", '<input name="applicant[first_name]">', "first name"],
  ["a legend around one control", "<fieldset><legend>First name</legend><input></fieldset>", "First name"],
  ["without an asterisk", '<label for="a">First name <span>*</span></label><input id="a">', "First name"],
  ["without ✱", '<label for="a">First name✱</label><input id="a">', "First name"],
  ["without (required)", '<label for="a">First name (required)</label><input id="a">', "First name"],
  ["without a hidden Required", '<label for="a">First name<span>Required</span></label><input id="a">', "First name"],
  ["without (optional)", '<label for="a">First name (optional)</label><input id="a">', "First name"],
  ["without a colon", '<label for="a">First name:</label><input id="a">', "First name"],
  [
    "behind a box, with the link in it",
    '<p><input type="checkbox" name="a"> I agree to the <a href="/t">terms of sale</a>, all of them <b>*</b></p>',
    "I agree to the terms of sale, all of them",
  ],
  [
    "over choices whose words stand behind them",
    '<p>Best time to call<br><input type="radio" name="e[time]" value="a"> Morning <input type="radio" name="e[time]" value="b"> Evening</p>',
    "Best time to call",
  ],
  [
    "without a link that explains it",
    '<table><tr><td>Serial number (<a href="/w">where?</a>)</td><td><input></td></tr></table>',
    "Serial number",
  ],
  [
    "without a line aslant below it",
    "<table><tr><td>Email <b>*</b><br><i>Replies go to this address</i></td><td><input></td></tr></table>",
    "Email",
  ],
  [
    "of an upload that only tells to attach",
    '<table><tr><td>Attach File (2 MB max)</td><td><input type="file" name="f1"></td></tr></table>',
    "Attach File (2 MB max)",
  ],
  [
    "without help inside the label",
    '<label for="a">Pay<span class="hint">Per year</span></label><input id="a">',
    "Pay",
  ],
  [
    "the question text of a card",
    '<div><label><div class="application-label"><div class="text">Why us?<span>✱</span></div></div><div class="application-field"><textarea></textarea></div></label></div>',
    "Why us?",
  ],
  [
    "a group's legend",
    '<fieldset><legend>Remote?</legend><label><input type="radio" name="r"> Yes</label><label><input type="radio" name="r"> No</label></fieldset>',
    "Remote?",
  ],
  [
    "a group's label that points nowhere",
    '<fieldset><label for="gone">Remote?</label><div><input type="radio" name="r" id="y"><label for="y">Yes</label></div><div><input type="radio" name="r" id="n"><label for="n">No</label></div></fieldset>',
    "Remote?",
  ],
  [
    "text before a group",
    '<div><p>Remote?</p><label><input type="radio" name="r"> Yes</label><label><input type="radio" name="r"> No</label></div>',
    "Remote?",
  ],
  [
    "a checkbox's own text",
    '<div><p>Terms</p><label><input type="checkbox"> I agree to be contacted</label></div>',
    "I agree to be contacted",
  ],
  [
    "the question before a checkbox that says yes",
    '<div><p>Can you travel?</p><label><input type="checkbox"> Yes</label></div>',
    "Can you travel?",
  ],
  [
    "a heading behind its number",
    '<div><div id="t"><span class="num" aria-hidden="true">3</span><div role="heading">Which town?<span>*</span></div></div><input aria-labelledby="t"></div>',
    "Which town?",
  ],
  [
    "a label behind a counter",
    '<div><label for="a"><span>3/13</span> Which town?</label><input id="a"></div>',
    "Which town?",
  ],
  ["a label that begins with a number", '<label for="a"><b>3</b> good reasons</label><input id="a">', "3 good reasons"],
  [
    "a label before a sign that explains",
    '<div><label>Phone <i class="info" title="For the driver">i</i></label><input name="x"></div>',
    "Phone",
  ],
  [
    "the heading over a place to drop a file in",
    '<div><div id="t" role="heading">Tu CV</div><label><input type="file" aria-labelledby="t"><span>Elige un archivo</span> o arrástralo aquí</label></div>',
    "Tu CV",
  ],
  [
    "the question over a group that is called by one word",
    '<div><span class="form-label">Do you drive? *</span><div role="group" aria-label="choice"><input type="radio" name="d" id="d0"><label for="d0">Yes</label><input type="radio" name="d" id="d1"><label for="d1">No</label></div></div>',
    "Do you drive?",
  ],
  [
    "the words under the choices of a group",
    '<div><label><input type="radio" name="g" value="1">$20</label><label><input type="radio" name="g" value="2">$50</label><p class="q">Choose an amount</p></div>',
    "Choose an amount",
  ],
];

for (const [what, markup, label] of LABELS) {
  test(`the label is read from ${what}`, () => assert.equal(labelOf(markup), label));
}

/** @param {string} markup */
const labelsOf = (markup) => fieldsOf(`<form>${markup}</form>`).map(({ label }) => label);

test("words aslant behind each control name it, whatever heading stands over the first", () => {
  const row = (/** @type {string} */ name, /** @type {string} */ words) =>
    `<div><input name="${name}"> <em class="cap">${words}</em></div>`;
  assert.deepEqual(labelsOf(`<h3>You</h3>${row("a1Name", "First *")}${row("a1Last", "Last")}`), ["First", "Last"]);
});

test("words aslant behind one control alone are no label", () => {
  assert.deepEqual(labelsOf("<h3>Phone</h3><div><input name='x'> <em>With country code</em></div>"), ["Phone"]);
});

test("parts that differ by a number alone share their label", () => {
  const pair = '<input name="zip1" maxlength="3"> - <input name="zip2" maxlength="4">';
  assert.deepEqual(labelsOf(`<dl><dt>Postal code</dt><dd>${pair}</dd></dl>`), ["Postal code", "Postal code"]);
});

test("two fields in one block keep their own labels", () => {
  const fields = fieldsOf("<form><div>First <input> Last <input></div></form>");
  assert.deepEqual(
    fields.map(({ label }) => label),
    ["First", "Last"],
  );
});

test("a section heading is no label for a field with a placeholder", () => {
  const [field] = fieldsOf('<form><h2>About you</h2><input placeholder="City"><input placeholder="Street"></form>');
  assert.deepEqual([field?.label, field?.section], ["City", "About you"]);
});

test("help beside the control is help", () => {
  const [field] = fieldsOf(
    '<form><div><label for="a">Pay</label><input id="a" aria-describedby="h"><p id="h">Per year</p></div></form>',
  );
  assert.equal(field?.help, "Per year");
});

test("of two labels the one behind a choice names it", () => {
  const [field] = fieldsOf(
    '<form><p><label for="n">Sailing experience</label><span><input type="radio" name="x" value="n" id="n"><label for="n">None yet</label><input type="radio" name="x" value="s" id="s"><label for="s">Skipper</label></span></p></form>',
  );
  assert.equal(field?.label, "Sailing experience");
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["None yet", "Skipper"],
  );
});

test("a choice that goes on behind its value is read whole", () => {
  const [field] = fieldsOf(
    '<form><p>Done it before?</p><label><input type="radio" name="x" value="No">No, I start anew</label><label><input type="radio" name="x" value="Some">Some</label></form>',
  );
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["No, I start anew", "Some"],
  );
});

test("a legend that is a sentence heads no section", () => {
  const [field] = fieldsOf(
    '<form><fieldset><label for="e">Business email</label><legend>Please use your company address.</legend><input id="e"></fieldset></form>',
  );
  assert.equal(field?.section, undefined);
});
