import assert from "node:assert/strict";
import test from "node:test";
import { callAgent, inject, input, scrape } from "./support/page.js";

/** @param {string} markup */
const page = (markup) => scrape(`<form id="form">${markup}</form>`);

test("text is written with the events of typing", async () => {
  page('<label>Name <input id="a"></label>');
  /** @type {string[]} */
  const heard = [];
  for (const name of ["input", "change", "blur"]) input("a").addEventListener(name, ({ type }) => heard.push(type));
  assert.deepEqual(await inject(0, "Ada"), { state: "filled" });
  assert.equal(input("a").value, "Ada");
  assert.deepEqual(heard, ["input", "change", "blur"]);
});

test("a value that the person typed in the meantime is kept", async () => {
  page('<label>Name <input id="a"></label>');
  input("a").value = "Grace";
  assert.deepEqual(await inject(0, "Ada"), { state: "left", reason: "kept" });
  assert.equal(input("a").value, "Grace");
});

test("a field that has been hidden since is left alone", async () => {
  page('<div id="box"><label>Name <input id="a"></label></div>');
  const box = document.getElementById("box");
  if (box) box.style.display = "none";
  assert.deepEqual(await inject(0, "Ada"), { state: "left", reason: "hidden" });
  assert.equal(input("a").value, "");
});

test("a field that is gone is named", async () => {
  page('<label>Name <input id="a"></label>');
  document.body.innerHTML = "";
  assert.deepEqual(await inject(0, "Ada"), { state: "left", reason: "gone" });
});

test("a field that was drawn anew is found again", async () => {
  page('<label>Name <input id="a"></label>');
  document.body.innerHTML = '<form><label>Name <input id="b"></label></form>';
  assert.deepEqual(await inject(0, "Ada"), { state: "filled" });
  assert.equal(input("b").value, "Ada");
});

test("an answer longer than the field allows is not cut but named, in UTF-16 units", async () => {
  page('<label>Name <input id="a" maxlength="3"></label>');
  assert.deepEqual(await inject(0, "👩👩"), { state: "left", reason: "too_long", over: 1 });
  assert.equal(input("a").value, "");
});

test("markup in an answer stays text", async () => {
  page('<p id="q">Note</p><div id="a" contenteditable="true" aria-labelledby="q"></div>');
  await inject(0, "<img src=x onerror=alert(1)>");
  assert.equal(document.querySelector("img"), null);
  assert.equal(document.getElementById("a")?.textContent, "<img src=x onerror=alert(1)>");
});

test("a value that the page takes back is reported, and nothing half stays", async () => {
  page('<label>Name <input id="a"></label>');
  input("a").addEventListener("input", () => {
    input("a").value = "";
  });
  assert.deepEqual(await inject(0, "Ada"), { state: "left", reason: "refused" });
  assert.equal(input("a").value, "");
});

test("a select is chosen by value", async () => {
  page(
    '<label>Country <select id="a"><option value="">Select</option><option value="DE">Germany</option></select></label>',
  );
  assert.deepEqual(await inject(0, "DE", "Germany"), { state: "filled" });
  assert.equal(input("a").value, "DE");
});

test("an answer that no option reads as is left to the person", async () => {
  page(
    '<label>Country <select id="a"><option value="">Select</option><option value="DE">Germany</option></select></label>',
  );
  assert.deepEqual(await inject(0, "FR", "France"), { state: "left", reason: "no_option" });
  assert.equal(input("a").value, "");
});

const RADIOS =
  '<fieldset><legend>Remote?</legend><label><input type="radio" name="r" id="y" value="1"> Yes</label><label><input type="radio" name="r" id="n" value="0"> No</label></fieldset>';

test("a radio is clicked", async () => {
  page(RADIOS);
  assert.deepEqual(await inject(0, "0", "No"), { state: "filled" });
  assert.deepEqual([input("y").checked, input("n").checked], [false, true]);
});

test("checkboxes are ticked as the list says", async () => {
  page(
    '<p>Tools</p><label><input type="checkbox" name="t" value="a" id="a"> A</label><label><input type="checkbox" name="t" value="b" id="b"> B</label>',
  );
  assert.deepEqual(await inject(0, ["b"], ["B"]), { state: "filled" });
  assert.deepEqual([input("a").checked, input("b").checked], [false, true]);
});

test("yes and no as buttons are pressed, and no form is submitted", async () => {
  page('<div><p>Remote?</p><div><button id="y">Yes</button><button id="n">No</button></div></div>');
  /** @type {Event[]} */
  const tried = [];
  const listen = (/** @type {Event} */ event) => tried.push(event);
  window.addEventListener("submit", listen, true);
  let heard = 0;
  document.getElementById("form")?.addEventListener("submit", () => heard++);
  input("y").addEventListener("click", () => input("y").classList.add("active"));
  const before = fillwright.guard.count();
  assert.deepEqual(await inject(0, "Yes"), { state: "filled" });
  window.removeEventListener("submit", listen, true);
  assert.deepEqual(
    [tried.map((event) => event.defaultPrevented), heard, fillwright.guard.count() - before],
    [[true], 0, 1],
  );
});

test("after writing, the person can submit again", async () => {
  page('<label>Name <input id="a"></label>');
  await inject(0, "Ada");
  let submitted = 0;
  const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted++;
  });
  form.requestSubmit();
  assert.equal(submitted, 1);
});

test("a file is left to the person", async () => {
  page('<label>Résumé <input type="file"></label>');
  assert.deepEqual(await inject(0, "cv.pdf"), { state: "left", reason: "file" });
});

test("undo puts every control back", async () => {
  page(
    `<label>Name <input id="a"></label><label>Land <select id="s"><option value="">Select</option><option value="DE">Germany</option></select></label>${RADIOS}<label><input type="checkbox" id="c"> Agree to be called</label>`,
  );
  await inject(0, "Ada");
  await inject(1, "DE", "Germany");
  await inject(2, "1", "Yes");
  await inject(3, true);
  assert.deepEqual(
    [input("a").value, input("s").value, input("y").checked, input("c").checked],
    ["Ada", "DE", true, true],
  );
  assert.deepEqual(await fillwright.undo.undoAll(), []);
  assert.deepEqual(
    [input("a").value, input("s").value, input("y").checked, input("c").checked],
    ["", "", false, false],
  );
  assert.equal(fillwright.undo.size(), 0);
});

test("a choice that the page's model keeps stays in sight, and undo names it", async () => {
  const radio = (/** @type {string} */ id) =>
    `<label><input type="radio" name="q" id="${id}" value="${id}" class="ng-untouched ng-pristine ng-valid"> ${id}</label>`;
  page(`<fieldset><legend>Do you sail at night?</legend>${radio("yes")}${radio("no")}</fieldset>`);
  await inject(0, "yes", "yes");
  assert.deepEqual(await fillwright.undo.undoAll(), ["Do you sail at night?"]);
  assert.equal(input("yes").checked, true);
});

test("a choice that stood there before is taken again, also where the page's model keeps it", async () => {
  const radio = (/** @type {string} */ id, more = "") =>
    `<label><input type="radio" name="q" id="${id}" value="${id}" class="ng-untouched ng-pristine ng-valid"${more}> ${id}</label>`;
  page(`<fieldset><legend>Do you sail at night?</legend>${radio("yes")}${radio("no", " checked")}</fieldset>`);
  const writes = [{ index: 0, answer: "yes", label: "yes", own: true }];
  assert.deepEqual(await fillwright.inject.injectAll(writes, location.origin), [{ state: "filled" }]);
  assert.deepEqual(await fillwright.undo.undoAll(), []);
  assert.equal(input("no").checked, true);
});

/** A list that opens on mousedown, fills on typing, and shows the choice beside its empty input. */
function combobox(choices = ["No", "Norfolk Island", "Yes"]) {
  page(
    '<div class="control"><label for="a">Country</label><div class="select__control"><div class="value"></div><input id="a" role="combobox" aria-controls="list" aria-expanded="false"></div></div><ul id="list" role="listbox" hidden style="display:none"></ul>',
  );
  const list = /** @type {HTMLElement} */ (document.getElementById("list"));
  const shown = /** @type {HTMLElement} */ (document.querySelector(".value"));
  const close = () => {
    list.style.display = "none";
    list.replaceChildren();
  };
  input("a").addEventListener("mousedown", () => {
    list.style.display = "block";
    list.replaceChildren(
      ...choices.map((text) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.textContent = text;
        option.addEventListener("click", () => {
          shown.textContent = text;
          close();
        });
        return option;
      }),
    );
  });
  input("a").addEventListener("blur", close);
  return shown;
}

test("a combobox takes the exact option, not the first that begins so", async () => {
  const shown = combobox(["Norfolk Island", "No"]);
  assert.deepEqual(await inject(0, "No"), { state: "filled" });
  assert.equal(shown.textContent, "No");
});

test("a combobox without the option keeps no typed text", async () => {
  const shown = combobox();
  assert.deepEqual(await inject(0, "Perhaps"), { state: "left", reason: "no_option" });
  assert.deepEqual([shown.textContent, input("a").value], ["", ""]);
});

test("a combobox's choices are read by opening it, and it is closed again", async () => {
  combobox();
  const [asked] = fillwright.asked;
  assert.ok(asked);
  const { options } = await fillwright.combobox.readOptions(asked.question);
  assert.deepEqual(
    options.map(({ label }) => label),
    ["No", "Norfolk Island", "Yes"],
  );
  assert.equal(document.querySelectorAll("[role=option]").length, 0);
});

test("a document that comes from elsewhere than the one that was read gets nothing", async () => {
  page('<label>Name <input id="a"></label>');
  const write = { index: 0, answer: "Ada", label: null };
  assert.deepEqual(await fillwright.inject.injectAll([write], "https://elsewhere.example.com"), [
    { state: "left", reason: "gone" },
  ]);
  assert.equal(input("a").value, "");
});

test("a document that its frame has left gets nothing", async () => {
  page('<label>Name <input id="a"></label>');
  const [asked] = fillwright.asked;
  const left = { defaultView: { frameElement: null }, documentElement: document.documentElement };
  Object.assign(/** @type {any} */ (asked).question, { page: left });
  assert.deepEqual(await inject(0, "Ada"), { state: "left", reason: "gone" });
  assert.equal(input("a").value, "");
});

test("a field that another write hides is left alone", async () => {
  page('<label>Name <input id="a"></label><div id="box"><label>City <input id="b"></label></div>');
  const box = /** @type {HTMLElement} */ (document.getElementById("box"));
  input("a").addEventListener("input", () => box.setAttribute("aria-hidden", "true"));
  const writes = ["Ada", "Berlin"].map((answer, index) => ({ index, answer, label: null }));
  assert.deepEqual(await fillwright.inject.injectAll(writes, location.origin), [
    { state: "filled" },
    { state: "left", reason: "hidden" },
  ]);
  assert.deepEqual([input("a").value, input("b").value], ["Ada", ""]);
});

test("an answer is replaced at a wish only where it was written here", async () => {
  page('<label>Name <input id="a"></label><label>City <input id="b"></label>');
  await inject(0, "Ada");
  input("b").value = "Bonn";
  const writes = ["Eve", "Berlin"].map((answer, index) => ({ index, answer, label: null, replace: true }));
  assert.deepEqual(await fillwright.inject.injectAll(writes, location.origin), [
    { state: "filled" },
    { state: "left", reason: "kept" },
  ]);
  assert.deepEqual([input("a").value, input("b").value], ["Eve", "Bonn"]);
});

test("a form in a shadow root is not submitted either", async () => {
  page('<div id="host"></div>');
  const root = /** @type {HTMLElement} */ (document.getElementById("host")).attachShadow({ mode: "open" });
  root.innerHTML = '<form><label for="a">Name</label><input id="a"></form>';
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  let heard = 0;
  form.addEventListener("submit", () => heard++);
  const submit = () => new Event("submit", { bubbles: true, cancelable: true }); // one that leaves no shadow root
  /** @type {boolean[]} */
  const allowed = [];
  root.querySelector("input")?.addEventListener("input", () => allowed.push(form.dispatchEvent(submit())));
  fillwright.scrape.scrape();
  assert.deepEqual(await inject(0, "Ada"), { state: "filled" });
  assert.deepEqual([allowed, heard], [[false], 0]);
});

test("what a page changes by itself is nobody's answer", async () => {
  page('<label>Name <input id="a"></label>');
  /** @type {PanelMessage[]} */
  const said = [];
  fillwright.changes.watch((message) => said.push(message) > 0);
  input("a").value = "Eve";
  input("a").dispatchEvent(new Event("change", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(said, []);
});

test("a box that is to stay empty holds its answer until somebody ticks it", async () => {
  page('<label><input type="checkbox" id="a"> Keep my details</label>');
  const answers = [{ index: 0, answer: false, label: null }];
  assert.deepEqual(await callAgent("verify", answers), []);
  input("a").click();
  assert.deepEqual(await callAgent("verify", answers), [0]);
});
