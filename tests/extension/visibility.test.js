import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf, scrape } from "./support/page.js";

const HIDDEN = {
  "display: none": '<div style="display:none"><label>Q <input></label></div>',
  "visibility: hidden": '<label>Q <input style="visibility:hidden"></label>',
  "opacity of an ancestor": '<div style="opacity:0"><div><label>Q <input></label></div></div>',
  "opacity of several": '<div style="opacity:0.3"><div style="opacity:0.3"><label>Q <input></label></div></div>',
  "no width": '<label>Q <input style="width:0px"></label>',
  "off the left edge": '<label>Q <input style="position:absolute;left:-9999px"></label>',
  clip: '<label>Q <input style="position:absolute;clip:rect(0px, 0px, 0px, 0px)"></label>',
  "clip-path": '<label>Q <input style="clip-path:inset(50%)"></label>',
  "aria-hidden": '<div aria-hidden="true"><label>Q <input></label></div>',
  inert: "<div inert><label>Q <input></label></div>",
  zoom: '<div style="zoom:0.001"><label>Q <input></label></div>',
  "a filter": '<div style="filter:opacity(0)"><label>Q <input></label></div>',
  "type=hidden": '<input type="hidden" name="q">',
};

for (const [how, markup] of Object.entries(HIDDEN)) {
  test(`a field hidden by ${how} is not asked`, () => {
    const fields = fieldsOf(`<form>${markup}<label>Seen <input></label></form>`);
    assert.deepEqual(
      fields.map(({ label }) => label),
      ["Seen"],
    );
  });
}

const GROUND = "rgb(30, 60, 90)";
const BARE = "border: 0px none; outline: 0px none";

/**
 * A field without edges of its own on a coloured ground.
 * @param {{ label?: string, text?: string, own?: string, edge?: string, ground?: string }} colours
 */
function painted({ label = GROUND, text = GROUND, own = "rgba(0, 0, 0, 0)", edge = BARE, ground = GROUND }) {
  const style = `color: ${text}; background-color: ${own}; ${edge}`;
  return `<form><div style="background-color: ${ground}"><label style="color: ${label}">Q <input style="${style}"></label></div></form>`;
}

const MELTED = {
  "in the colour of what is around": painted({}),
  "a shade beside it": painted({ label: "rgb(34, 64, 94)", text: "rgb(26, 56, 86)" }),
  "without any colour": painted({ label: "rgba(0, 0, 0, 0)", text: "rgba(0, 0, 0, 0)" }),
  "with edges of that colour too": painted({ edge: `border: 1px solid ${GROUND}; outline: 0px none` }),
  "on a ground of that colour": painted({ own: GROUND }),
  "on a veil over white": painted({
    ground: "rgba(0, 0, 0, 0.5)",
    label: "rgb(128, 128, 128)",
    text: "rgb(127, 127, 127)",
  }),
};

for (const [how, markup] of Object.entries(MELTED)) {
  test(`a field painted ${how} is not asked`, () => assert.deepEqual(fieldsOf(markup), []));
}

const DISTINCT = {
  "a label": painted({ label: "rgb(255, 255, 255)" }),
  text: painted({ text: "rgb(255, 255, 255)" }),
  "a ground of its own": painted({ own: "rgb(255, 255, 255)" }),
  "an edge": painted({ edge: "border: 1px solid rgb(255, 255, 255)" }),
  "an outline": painted({ edge: `${BARE}; outline: 1px solid rgb(255, 255, 255)` }),
  "a shadow": painted({ edge: `${BARE}; box-shadow: 0 0 2px rgb(0, 0, 0)` }),
  "a picture behind it": painted({ ground: `${GROUND}; background-image: url(x.png)` }),
  "a colour in a notation of its own": painted({ text: "white" }),
};

for (const [what, markup] of Object.entries(DISTINCT)) {
  test(`a field told from the page by ${what} is asked`, () => assert.equal(fieldsOf(markup).length, 1));
}

test("a page that may be dark is not taken for white", () => {
  const white = "rgb(255, 255, 255)";
  const markup = painted({ ground: "rgba(0, 0, 0, 0)", label: white, text: white });
  assert.deepEqual(fieldsOf(markup), []);
  document.head.innerHTML = '<meta name="color-scheme" content="light dark">';
  assert.equal(fieldsOf(markup).length, 1);
  document.head.innerHTML = "";
});

test("a transparent radio is seen by its label", () => {
  const fields = fieldsOf(
    '<form><fieldset><legend>Q</legend><label><input type="radio" name="r" style="opacity:0"> A</label><label><input type="radio" name="r" style="opacity:0"> B</label></fieldset></form>',
  );
  assert.deepEqual(
    fields[0]?.options?.map(({ label }) => label),
    ["A", "B"],
  );
});

test("a radio whose label is hidden too is not asked", () => {
  const fields = fieldsOf(
    '<form><div style="display:none"><label><input type="radio" name="r"> A</label></div></form>',
  );
  assert.deepEqual(fields, []);
});

test("a hidden file input is seen by its button", () => {
  const fields = fieldsOf(
    '<form><div><label>Résumé</label><div><button type="button">Attach</button><input type="file" style="display:none"></div></div></form>',
  );
  assert.deepEqual(
    fields.map(({ label, type }) => [label, type]),
    [["Résumé", "file"]],
  );
});

test("the mirror of an ARIA checkbox is not a second field", () => {
  const fields = fieldsOf(
    '<form><label><button type="button" role="checkbox" aria-checked="false"></button><input type="checkbox" aria-hidden="true" tabindex="-1"> Remote is fine</label></form>',
  );
  assert.deepEqual(
    fields.map(({ label, type }) => [label, type]),
    [["Remote is fine", "checkbox"]],
  );
});

/** @type {[string, string][]} */
const LEFT = [
  [
    "password",
    '<label>Q <input type="password"></label><label>A <input></label><label>B <input></label><label>C <input></label><label>D <input></label>',
  ],
  ["code", '<label>Q <input autocomplete="one-time-code"></label>'],
  ["code", "<label>Verification code <input></label>"],
  ["captcha", '<label>Q <input name="captcha_answer"></label>'],
  ["card", '<label>Q <input autocomplete="cc-number"></label>'],
  ["honeypot", "<label>Leave this field blank <input></label>"],
  ["honeypot", '<label>Q <input data-automation-id="beecatcher"></label>'],
  ["honeypot", '<label>Q <input tabindex="-1" autocomplete="off"></label>'],
  ["search", '<label>Q <input type="search"></label>'],
  ["search", '<div role="search"><label>Q <input></label></div>'],
  ["disabled", "<label>Q <input disabled></label>"],
  ["disabled", '<label>Q <input readonly value="set by the site"></label>'],
];

for (const [reason, markup] of LEFT) {
  test(`left alone as ${reason}: ${markup}`, () => {
    assert.equal(scrape(`<form>${markup}</form>`).left[0]?.reason, reason);
  });
}

test("a login form is left alone", () => {
  const { fields, left } = scrape(
    '<form><label>E-mail <input type="email"></label><label>Password <input type="password"></label></form>',
  );
  assert.deepEqual([fields, left.map(({ reason }) => reason)], [[], ["login", "password"]]);
});

test("a newsletter form is left alone", () => {
  const { fields, left } = scrape(
    '<form action="/subscribe"><p>Our newsletter</p><label>E-mail <input type="email"></label></form>',
  );
  assert.deepEqual([fields, left.map(({ reason }) => reason)], [[], ["newsletter"]]);
});
