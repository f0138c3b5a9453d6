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
];

for (const [what, markup, label] of LABELS) {
  test(`the label is read from ${what}`, () => assert.equal(labelOf(markup), label));
}

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
