import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { scrape } from "./support/page.js";

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

scrape("");
const { telling } = fillwright;
/** @type {Record<string, string[]>} */
const said = json("host/fillwright/response_generator/said.json");
/** @type {Record<string, { message: string }>} */
const texts = json("extension/_locales/en/messages.json");

/** @param {Partial<Wire.FieldResponse>} response */
const reasonOf = (response) => telling.reason(/** @type {Wire.FieldResponse} */ (response));

/**
 * @param {string[]} evidence
 * @param {(string | null)[]} names
 */
const originsOf = (evidence, names) =>
  telling.origins(/** @type {Wire.FieldResponse} */ ({ evidence, evidence_names: names }));

test("every code that the host can send has its words, with as many values", () => {
  for (const [code, sentences] of Object.entries(said)) {
    const message = texts[`said_${code}`]?.message;
    assert.ok(message, code);
    const values = new Set(message.match(/\$\d/g)).size;
    for (const sentence of sentences) assert.ok(values <= sentence.split("{}").length - 1, sentence);
  }
});

test("every sentence told here has a code of the host", () => {
  const known = Object.keys(texts).filter((key) => key.startsWith("said_") && key !== "said_optional");
  assert.deepEqual(known.map((key) => key.slice(5)).sort(), Object.keys(said).sort());
});

test("a sentence of a known code is told in the person's words, an unknown one in the host's", () => {
  assert.equal(telling.sentence({ code: "not_among", values: ["Danish"] }, "x"), "Not among the choices: Danish");
  assert.equal(telling.sentence({ code: null, values: [] }, "Something new."), "Something new.");
  assert.equal(telling.sentence(undefined, "Something new."), "Something new.");
});

test("a reason says which part of the profile is missing, and that the question is optional", () => {
  const response = { reason: "optional: not in your profile (application.notice)", status: "skipped" };
  const told = { ...response, reason_code: "not_in_profile", reason_values: ["application.notice"] };
  assert.equal(
    reasonOf(/** @type {Partial<Wire.FieldResponse>} */ (told)),
    "Optional. Not in your profile: Notice period",
  );
  assert.equal(reasonOf(/** @type {Partial<Wire.FieldResponse>} */ (response)), response.reason);
});

test("where an answer comes from is told without paths", () => {
  assert.equal(originsOf(["basics.email"], [null]), "E-mail");
  assert.equal(originsOf(["work[0].name"], ["Nordkai"]), "Work at Nordkai");
  assert.equal(originsOf(["work[0].startDate"], [null]), "Positions");
  assert.equal(originsOf(["application.skill_years.Python"], [null]), "Years with Python");
  assert.equal(originsOf(["application.work_authorization.DE"], [null]), "Work authorisation");
  assert.equal(originsOf(["application.stories[2]"], ["The strike"]), "Your story “The strike”");
  assert.equal(originsOf(["work[0]", "work[0].position"], ["Nordkai", "Nordkai"]), "Work at Nordkai");
  assert.equal(originsOf(["answers/6a690"], ["2026-11-03"]), "Kept on Nov 3, 2026");
  assert.equal(originsOf(["answers/6a690"], [null]), "");
  assert.equal(originsOf(["application.brand_new"], [null]), "application.brand_new");
});
