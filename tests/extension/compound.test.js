import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf } from "./support/page.js";

/** @param {string} markup */
const read = (markup) =>
  fieldsOf(`<form>${markup}<label>Notes <textarea></textarea></label></form>`).map(({ label }) => label);
const LIST = "<option>0</option><option>1</option>";
const CURRENCIES = "<option>EUR</option><option>USD</option>";

test("units behind controls, in them and as their labels tell the parts of one answer", () => {
  assert.deepEqual(read("<div><label>Height</label><div><input> ft <input> in</div></div>").slice(0, 2), [
    "Height: ft",
    "Height: in",
  ]);
  const boxes = '<input id="w" placeholder="st"><input placeholder="lb">';
  assert.deepEqual(read(`<div><label for="w">Weight</label><div>${boxes}</div></div>`).slice(0, 2), [
    "Weight: st",
    "Weight: lb",
  ]);
  const labelled = `<label for="y">Years</label><select id="y">${LIST}</select><label for="m">Months</label><select id="m">${LIST}</select>`;
  assert.deepEqual(read(`<fieldset><legend>Time at sea</legend>${labelled}</fieldset>`).slice(0, 2), [
    "Time at sea: Years",
    "Time at sea: Months",
  ]);
});

test("a currency beside an amount is called so, in the page's language, and the amount by the label alone", () => {
  const amount = `<label for="a">Expected salary</label><input id="a"><select>${CURRENCIES}</select>`;
  assert.deepEqual(read(`<div>${amount}</div>`).slice(0, 2), ["Expected salary", "Expected salary: currency"]);
  document.documentElement.lang = "de";
  const german = `<label for="a">Gehaltswunsch</label><input id="a"><select>${CURRENCIES}</select>`;
  assert.deepEqual(read(`<div>${german}</div>`).slice(0, 2), ["Gehaltswunsch", "Gehaltswunsch: Währung"]);
  document.documentElement.lang = "en";
});

test("a part with a name of its own keeps it", () => {
  const own = `<label for="a">Expected salary</label><input id="a"><select aria-label="Salary currency">${CURRENCIES}</select>`;
  assert.deepEqual(read(`<div>${own}</div>`).slice(0, 2), ["Expected salary", "Salary currency"]);
  const names = "<label>First <input></label><label>Last <input></label>";
  assert.deepEqual(read(`<fieldset><legend>Name</legend>${names}</fieldset>`).slice(0, 2), ["First", "Last"]);
});

test("a time beside a day is named by their label", () => {
  const day = '<label for="d">Day of your visit</label><input id="d" type="date"><input type="time">';
  assert.deepEqual(read(`<div>${day}</div>`).slice(0, 2), ["Day of your visit", "Day of your visit: time"]);
});

test("hours and minutes that last are two answers, and a time of day is one", () => {
  const boxes = (/** @type {string} */ lead) =>
    `<div><p>${lead}</p><div><input id="h" type="number"><label for="h">Hours</label><input id="m" type="number"><label for="m">Minutes</label></div></div>`;
  assert.deepEqual(read(boxes("How long is your way to work?")).slice(0, 2), [
    "How long is your way to work?: Hours",
    "How long is your way to work?: Minutes",
  ]);
  assert.deepEqual(read(boxes("When do you get up?")).slice(0, 1), ["When do you get up?"]);
});

test("the end of a span is called by its question", () => {
  const span = (/** @type {string} */ type, /** @type {string} */ word) =>
    `<div><label for="a">When you are in</label><input id="a" type="${type}"> ${word} <input type="${type}"></div>`;
  assert.deepEqual(read(span("time", "and")).slice(0, 2), ["When you are in", "When you are in: and"]);
  assert.deepEqual(read(span("date", "bis")).slice(0, 2), ["When you are in", "When you are in: bis"]);
});
