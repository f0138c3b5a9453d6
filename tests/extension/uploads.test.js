import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf, scrape } from "./support/page.js";

/** @param {string} markup */
const files = (markup) =>
  fieldsOf(`<form><label>Name <input name="n"></label>${markup}<label>City <input name="c"></label></form>`)
    .filter(({ type }) => type === "file")
    .map(({ label }) => label);

const HIDDEN = '<input type="file" style="display:none">';

/** @type {[string, string][]} */
const ZONES = [
  [
    "words that invite",
    `<h3>Resume</h3><div><div tabindex="0"><span>Drag your CV here or <u>browse</u></span>${HIDDEN}</div></div>`,
  ],
  [
    "words that invite in Italian",
    `<h3>Resume</h3><div><div><span>Trascina qui il tuo CV oppure <u>sfoglia</u></span>${HIDDEN}</div></div>`,
  ],
  [
    "a transparent input over all of it",
    '<h3>Resume</h3><div><div style="position:relative"><p>Choose a file or drop it here</p><input type="file" aria-label="Resume" style="opacity:0;position:absolute"></div></div>',
  ],
  ["the role of a button", `<h3>Resume</h3><div role="button" tabindex="0"><p>Drop file here</p>${HIDDEN}</div>`],
  [
    "its label inside",
    `<div class="dropzone" tabindex="0"><p><b>Resume *</b></p><p>Drag 'n' drop a file here, or click to select</p>${HIDDEN}</div>`,
  ],
];

for (const [what, markup] of ZONES) {
  test(`a place to drop files with ${what} is an upload`, () => assert.deepEqual(files(markup), ["Resume"]));
}

/**
 * Give the stored file to the one upload of a form.
 * @param {string} markup
 */
async function given(markup) {
  scrape(`<form>${markup}</form>`);
  const file = { name: "cv.pdf", type: "application/pdf", base64: "" };
  const [outcome] = await fillwright.inject.injectAll(
    [{ index: 0, answer: "cv.pdf", label: null, file }],
    location.origin,
  );
  return [outcome, document.querySelector("input")?.files?.length];
}

test("an upload that only fills the form gets no file", async () => {
  const left = { state: "left", reason: "parser" };
  assert.deepEqual(await given('<label>Autofill from resume <input type="file"></label>'), [left, 0]);
});

test("an upload gets no file of a kind that it does not take", async () => {
  const left = { state: "left", reason: "file_kind" };
  assert.deepEqual(await given('<label>Portrait <input type="file" accept="image/*,.png"></label>'), [left, 0]);
});

test("a hidden input in a box that takes no files is none", () => {
  assert.deepEqual(files(`<div><p>We look forward to meeting you.</p>${HIDDEN}</div>`), []);
});

test("an upload that fills the form stands back behind one in a place to drop files", () => {
  const parser =
    '<div><h4>Save time</h4><label for="p">Autofill application</label><input id="p" type="file" style="display:none"></div>';
  assert.deepEqual(
    files(`${parser}<div><p>Resume <span>*</span></p><div><span>Drop or select</span>${HIDDEN}</div></div>`),
    ["Resume"],
  );
});
