import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/** @param {string} markup */
const labelsOf = (markup) => fieldsOf(`<form>${markup}</form>`).map(({ label }) => label);

/** @param {string[][]} rows */
const table = (...rows) => `<table>${rows.map((cells) => `<tr>${cells.join("")}</tr>`).join("")}</table>`;
/** @param {string[]} texts */
const cells = (...texts) => texts.map((text) => `<td>${text}</td>`);

/** @type {[string, string, string[]][]} */
const CAPTIONED = [
  [
    "in a table's row under them",
    table(
      ["<td colspan=2><b>1. Owner</b></td>"],
      cells('<input name="a">', '<input name="b">'),
      cells("First Name", "Last Name"),
      cells('<input name="c">', '<select name="d"><option>AL<option>AK</select>'),
      cells("Street Address", "Apt. No."),
    ),
    ["First Name", "Last Name", "Street Address", "Apt. No."],
  ],
  [
    "under cells as wide as theirs",
    table(
      ["<td colspan=2><input name=a></td>", "<td><input name=b></td>"],
      ["<td colspan=2>Town</td>", "<td>Country</td>"],
    ),
    ["Town", "Country"],
  ],
  [
    "for as many parts as share a cell",
    table(
      cells('<input name="a"> <input name="b">', '<input name="c">'),
      cells("Area Code &amp; Phone Number", "E-Mail"),
    ),
    ["Area Code", "Phone Number", "E-Mail"],
  ],
  [
    "in a row of boxes without a table",
    "<div><div><p><input name=a></p><p><input name=b></p></div><div><p>Given name</p><p>Surname</p></div></div>",
    ["Given name", "Surname"],
  ],
  [
    "over them, where each row has its words above",
    table(cells("Name", "Phone"), cells('<input name="a">', '<input name="b">')),
    ["Name", "Phone"],
  ],
];

for (const [what, markup, labels] of CAPTIONED) {
  test(`controls are named by the words ${what}`, () => assert.deepEqual(labelsOf(markup), labels));
}

test("sentences under controls are no captions", () => {
  const told = "We never give your particulars to anybody else.";
  const markup = table(cells('<input name="town">', '<input name="phone">'), cells(told, told));
  assert.deepEqual(labelsOf(markup), ["town", "phone"]);
});

/** @type {[string, string][]} */
const NAMES = [
  ["ctl00$MainContent$txtPhone", "Phone"],
  ["ctl00_Body_ddlCountry", "Country"],
  ["user[first_name]", "first name"],
  ["donor_city", "donor city"],
];

for (const [name, label] of NAMES) {
  test(`without any words ${name} is called ${label}`, () => {
    assert.deepEqual(labelsOf(`<input name="${name}">`), [label]);
  });
}
