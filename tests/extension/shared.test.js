import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/** @param {string} markup */
const labelsOf = (markup) => fieldsOf(`<form>${markup}</form>`).map(({ label }) => label);

/** @type {[string, string, string[]][]} */
const SHARED = [
  [
    "a list of as many parts",
    '<table><tr><td>City, State, Zip</td><td><input name="x1">, <select name="x2"><option>AK<option>MI</select> <input name="x3"></td></tr></table>',
    ["City", "State", "Zip"],
  ],
  [
    "parts between slashes",
    '<dl><dt>Adults / Children</dt><dd><select name="a"><option>1<option>2</select> / <select name="b"><option>0<option>1</select></dd></dl>',
    ["Adults", "Children"],
  ],
  ["parts in the line itself", '<p>Postcode and town: <input name="o1"> <input name="o2"></p>', ["Postcode", "town"]],
  [
    "parts in the first one's label",
    '<div><label for="c">Street / No.</label><input id="c" name="c"><input name="d"></div>',
    ["Street", "No."],
  ],
  [
    "one text",
    '<table><tr><td>Address</td><td><input name="a1"><br><input name="a2"></td></tr></table>',
    ["Address", "Address"],
  ],
  [
    "a text before the first, where another word stands between",
    '<table><tr><td>Phone:</td><td><input name="x1"> Ext. <input name="x2"></td></tr></table>',
    ["Phone", "Ext."],
  ],
  [
    "a name for a form of address and what follows it",
    '<p><b>Your name</b><br><select name="title"><option>Mr<option>Mrs</select> <input name="realname"></p>',
    ["Your name", "Your name"],
  ],
  [
    "a heading over an amount and its currency",
    '<div><h3>Pay you hope for</h3><div><select name="q1"><option>$ USD<option>€ EUR</select><input name="q2" placeholder="0.00"></div></div>',
    ["Pay you hope for: currency", "Pay you hope for"],
  ],
];

for (const [what, markup, labels] of SHARED) {
  test(`controls without labels of their own share ${what}`, () => assert.deepEqual(labelsOf(markup), labels));
}

test("what a control says itself is more than a shared label", () => {
  const markup = '<div><p>Name</p><div><input placeholder="First"><input placeholder="Last"></div></div>';
  assert.deepEqual(labelsOf(markup), ["First", "Last"]);
});

test("names that tell a person's data are more than a shared heading", () => {
  const markup = '<div><h3>About you</h3><div><input name="first_name"><input name="email"></div></div>';
  assert.deepEqual(labelsOf(markup), ["first name", "email"]);
});

test("a mark on a shared label is for each of its parts", () => {
  const fields = fieldsOf(
    "<form><table><tr><td>City, Zip *</td><td><input name=a><input name=b></td></tr></table></form>",
  );
  assert.deepEqual(
    fields.map(({ label, required }) => [label, required]),
    [
      ["City", true],
      ["Zip", true],
    ],
  );
});

test("what a list is called in its title is more than a shared label", () => {
  const list = (/** @type {string} */ title, /** @type {string} */ name) =>
    `<select title="${title}" name="${name}"><option value="">Not specified</option><option>A</option></select>`;
  const markup = `<table><tr><td>Residence</td><td>${list("Country", "r0")} ${list("Region", "r1")}</td></tr></table>`;
  assert.deepEqual(labelsOf(markup), ["Country", "Region"]);
});
