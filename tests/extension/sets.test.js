import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/** @param {string} markup */
const read = (markup) =>
  fieldsOf(`<form>${markup}</form>`).map(({ label, options }) => [label, ...(options ?? []).map((one) => one.label)]);
/** @param {string} name @param {string} text */
const box = (name, text) => `<label><input type="checkbox" name="${name}">${text}</label>`;

test("short choices of other names under a few words are one question", () => {
  const boxes = box("race_a", "Asian") + box("race_b", "Black") + box("race_w", "White");
  assert.deepEqual(read(`<div><p>Race</p><div>${boxes}</div></div>`), [["Race", "Asian", "Black", "White"]]);
});

test("words that tell how many to choose lead a question too", () => {
  const boxes = box("a", "Asian") + box("b", "Black") + box("c", "White");
  const markup = `<div><p class="lbl">Race</p><p class="help">Select all that apply. Answers are voluntary.</p><div>${boxes}</div></div>`;
  assert.deepEqual(read(markup), [["Race", "Asian", "Black", "White"]]);
});

test("a list of ARIA choices stays one question with words for the last", () => {
  const item = (/** @type {string} */ id, /** @type {string} */ text, more = "") =>
    `<div role="listitem"><label for="${id}"><div id="${id}" role="checkbox" aria-label="${text}" data-answer-value="${text}"></div><span>${text}</span></label>${more}</div>`;
  const items =
    item("i1", "Monday") + item("i2", "Friday") + item("i3", "Other:", '<input aria-label="Other response">');
  const markup = `<div><div id="q" role="heading">Which days</div><div role="list" aria-labelledby="q">${items}</div></div>`;
  assert.deepEqual(read(markup), [["Which days", "Monday", "Friday", "Other:"]]);
});

test("a choice of another name in the same list is one of its choices", () => {
  const item = (/** @type {string} */ name, /** @type {string} */ text, more = "") =>
    `<li>${box(name, text)}${more}</li>`;
  const hidden = '<input name="own" disabled style="display:none">';
  const items = item("p", "He/him") + item("p", "She/her") + item("customOption", "Custom", hidden);
  assert.deepEqual(read(`<div><div class="label">Pronouns</div><ul>${items}</ul></div>`), [
    ["Pronouns", "He/him", "She/her", "Custom"],
  ]);
});

test("consents under a heading stay questions of their own", () => {
  const boxes = box("t", "Terms of use") + box("p", "Privacy policy") + box("n", "Newsletter");
  assert.equal(read(`<div><p>Before you send</p><div>${boxes}</div></div>`).length, 3);
});

test("a box in a cell of its own has the words of the next", () => {
  const cells =
    '<td><input type="checkbox" name="a"></td><td>Own car</td><td><input type="checkbox" name="b"></td><td>Licence</td>';
  assert.deepEqual(
    read(`<table><tr>${cells}</tr></table>`).map(([label]) => label),
    ["Own car", "Licence"],
  );
});

test("a choice that is a picture is named by it", () => {
  const choice = (/** @type {string} */ value, /** @type {string} */ alt) =>
    `<label><input type="radio" name="p" value="${value}"><img alt="${alt}"></label>`;
  assert.deepEqual(read(`<div><p>Plan</p><div>${choice("1", "Basic")}${choice("2", "Pro")}</div></div>`), [
    ["Plan", "Basic", "Pro"],
  ]);
});

test("two choices under words that ask are one question", () => {
  const boxes = `<div>${box("day", "Day")}${box("night", "Night")}</div>`;
  assert.deepEqual(read(`<div><p>Which shifts can you take? Tick both if you like.</p>${boxes}</div>`), [
    ["Which shifts can you take? Tick both if you like.", "Day", "Night"],
  ]);
  assert.deepEqual(read(`<div><p>Welche Schichten passen dir</p>${boxes}</div>`), [
    ["Welche Schichten passen dir", "Day", "Night"],
  ]);
});

test("two consents under a few words are two questions", () => {
  const boxes = box("terms", "I agree to the terms") + box("news", "Send me the newsletter");
  assert.deepEqual(read(`<div><p>Before you send:</p><div>${boxes}</div></div>`), [
    ["I agree to the terms"],
    ["Send me the newsletter"],
  ]);
});

test("the choices of a grid are named without the row they are read out with", () => {
  const radio = (/** @type {string} */ text) => `<div role="radio" aria-label="${text}" aria-checked="false"></div>`;
  const row = (/** @type {string} */ name) => radio(`1, Antwort für ${name}`) + radio(`2, Antwort für ${name}`);
  assert.deepEqual(read(`<div role="radiogroup">${row("Tempo")}</div><div role="radiogroup">${row("Ruhe")}</div>`), [
    ["Tempo", "1", "2"],
    ["Ruhe", "1", "2"],
  ]);
});

test("boxes in a row behind words that ask are one question, beside others in the same form", () => {
  const markup = `<div>Tools *</div>${box("Ink", "Ink")}${box("Clay", "Clay")}<label>Name <input name="n"></label>`;
  assert.deepEqual(read(markup), [["Tools", "Ink", "Clay"], ["Name"]]);
});

for (const [what, boxes] of [
  ["statements", box("a", "I agree to the terms") + box("b", "Send me the newsletter")],
  ["one that is needed by itself", box("a", "Day shift") + box("b", "Own tools").replace("<input", "<input required")],
])
  test(`in a row of ${what} each box is a question of its own`, () =>
    assert.equal(read(`<div>Before you send *</div>${boxes}<label>Name <input name="n"></label>`).length, 3));

test("boxes behind words that ask nothing are each a question of its own", () => {
  const markup = `<div>We work in shifts.</div>${box("a", "Own car")}${box("b", "Own boat")}<label>Name <input name="n"></label>`;
  assert.equal(read(markup).length, 3);
});
