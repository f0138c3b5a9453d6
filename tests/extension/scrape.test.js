import assert from "node:assert/strict";
import test from "node:test";
import { fieldsOf, scrape } from "./support/page.js";

/** @param {string} markup */
const first = (markup) => fieldsOf(`<form>${markup}</form>`)[0];

/** @type {[string, string, string][]} */
const TYPES = [
  ["an input", '<label>Q <input type="email"></label>', "email"],
  ["a textarea", "<label>Q <textarea></textarea></label>", "textarea"],
  ["a select", "<label>Q <select><option>A</option></select></label>", "select"],
  ["a date", '<label>Q <input type="date"></label>', "date"],
  ["a file", '<label>Q <input type="file"></label>', "file"],
  ["a single checkbox", '<label><input type="checkbox"> Q</label>', "checkbox"],
  ["an ARIA combobox", '<label for="a">Q</label><input id="a" role="combobox">', "combobox"],
  ["a button with a listbox", '<p>Q</p><button type="button" aria-haspopup="listbox">Select</button>', "combobox"],
  ["editable text", '<p id="q">Q</p><div contenteditable="true" aria-labelledby="q"></div>', "textarea"],
  ["ARIA radios", '<p>Q</p><div role="radiogroup"><div role="radio">A</div><div role="radio">B</div></div>', "radio"],
  ["yes and no as buttons", "<div><p>Q</p><div><button>Yes</button><button>No</button></div></div>", "radio"],
];

for (const [what, markup, type] of TYPES) {
  test(`${what} is one field of type ${type}`, () => {
    const fields = fieldsOf(`<form>${markup}</form>`);
    assert.deepEqual(
      fields.map((field) => [field.label, field.type]),
      [["Q", type]],
    );
  });
}

test("fields stand in the page's order and are named by their place", () => {
  const fields = fieldsOf(
    "<form><label>A <input></label><label>B <textarea></textarea></label><label>C <input></label></form>",
  );
  assert.deepEqual(
    fields.map(({ id, label }) => [id, label]),
    [
      ["0", "A"],
      ["1", "B"],
      ["2", "C"],
    ],
  );
});

test("checkboxes of one name are one field with several answers", () => {
  const field = first(
    '<p>Tools</p><label><input type="checkbox" name="t" value="py"> Python</label><label><input type="checkbox" name="t" value="go"> Go</label>',
  );
  assert.deepEqual(field, {
    id: "0",
    label: "Tools",
    type: "checkbox",
    name: "t",
    multiple: true,
    options: [
      { value: "py", label: "Python" },
      { value: "go", label: "Go" },
    ],
  });
});

test("checkboxes named by their own text are one field of their fieldset", () => {
  const fields = fieldsOf(
    '<form><fieldset><label for="gone">Tools</label><label><input type="checkbox" name="Python"> Python</label><label><input type="checkbox" name="Go"> Go</label></fieldset></form>',
  );
  assert.deepEqual(
    fields.map(({ label, multiple }) => [label, multiple]),
    [["Tools", true]],
  );
});

test("ARIA checkboxes in a list are one field", () => {
  const fields = fieldsOf(
    '<form><div role="list"><div role="listitem"><label>Name <input></label></div><div role="listitem"><div role="heading" id="h">Tools</div><div role="list" aria-labelledby="h"><label><div role="checkbox" aria-label="Python"></div>Python</label><label><div role="checkbox" aria-label="Go"></div>Go</label></div></div></div></form>',
  );
  assert.deepEqual(
    fields.map(({ label, options }) => [label, options?.length]),
    [
      ["Name", undefined],
      ["Tools", 2],
    ],
  );
});

test("statements to agree to stay fields of their own", () => {
  const long =
    "I agree that my personal data may be stored and processed for the purpose of this application, as described below.";
  const fields = fieldsOf(
    `<form><fieldset><legend>Consent</legend><label><input type="checkbox" name="a"> ${long}</label><label><input type="checkbox" name="b"> ${long}</label></fieldset></form>`,
  );
  assert.equal(fields.length, 2);
});

test("a select's placeholder is no option and no value", () => {
  const field = first(
    '<label>Q <select><option value="">Bitte wählen</option><option value="x">X</option></select></label>',
  );
  assert.deepEqual([field?.options, field?.value], [[{ value: "x", label: "X" }], undefined]);
});

test("a placeholder with a value is still none", () => {
  const field = first(
    '<label>Q <select><option value="Select an option">Select an option</option><option value="x">X</option></select></label>',
  );
  assert.equal(field?.value, undefined);
});

test("what the site chose before is a value", () => {
  const field = first(
    '<label>Q <select><option value="a">A</option><option value="x" selected>X</option></select></label>',
  );
  assert.equal(field?.value, "x");
});

/** @type {[string, string, boolean | null][]} */
const REQUIRED = [
  ["the attribute", "<label>Q <input required></label>", true],
  ["aria-required", '<label>Q <input aria-required="true"></label>', true],
  ["an asterisk", "<label>Q * <input></label>", true],
  ["a word", '<label for="a">Q (Pflichtfeld)</label><input id="a">', true],
  ["a mark beside the label", '<label for="a">Q</label><span> *</span><input id="a">', true],
  ["a class of the question's box", '<div class="row required"><label for="a">Q</label><input id="a"></div>', true],
  ["a class of the label", '<label for="a" class="_required_x">Q</label><input id="a">', true],
  ["optional", '<label for="a">Q (optional)</label><input id="a">', false],
  ["nothing", "<label>Q <input></label>", null],
];

for (const [what, markup, required] of REQUIRED) {
  test(`required is ${required} by ${what}`, () => assert.equal(first(markup)?.required ?? null, required));
}

test("where others are marked, an unmarked field is optional", () => {
  const fields = fieldsOf("<form><label>A * <input></label><label>B <input></label></form>");
  assert.deepEqual(
    fields.map(({ required }) => required),
    [true, false],
  );
});

/** @type {[string, number][]} */
const LIMITS = [
  ["<label>Q <textarea maxlength='300'></textarea></label>", 300],
  ["<div><label for='a'>Q</label><textarea id='a'></textarea><p class='help'>Max. 250 characters</p></div>", 250],
  ["<label for='a'>Q (up to 100 words)</label><textarea id='a'></textarea>", 600],
  ["<label for='a'>Q (1,500 characters max)</label><textarea id='a'></textarea>", 1500],
  ["<label for='a'>Q (höchstens 200 Zeichen)</label><textarea id='a'></textarea>", 200],
  ["<label for='a'>Q (100–200 words)</label><textarea id='a'></textarea>", 1200],
  ["<label for='a'>Q (between 100 and 500 characters)</label><textarea id='a'></textarea>", 500],
  ["<div><label for='a'>Q</label><textarea id='a'></textarea><small>Word limit: 250</small></div>", 1500],
  ["<div><label for='a'>Q</label><textarea id='a'></textarea><small>400 characters remaining</small></div>", 400],
  ["<label for='a'>Q (250-word limit)</label><textarea id='a'></textarea>", 1500],
  ["<label for='a'>Q (máximo 300 palabras)</label><textarea id='a'></textarea>", 1800],
  ["<label for='a'>Q (150 mots maximum)</label><textarea id='a'></textarea>", 900],
];

for (const [markup, limit] of LIMITS) {
  test(`a limit of ${limit} characters is read from ${markup}`, () => assert.equal(first(markup)?.max_length, limit));
}

test("open shadow roots are read where their hosts stand", () => {
  document.body.innerHTML = "<form><label>A <input></label><x-field></x-field><label>C <input></label></form>";
  const root = document.querySelector("x-field")?.attachShadow({ mode: "open" });
  if (root) root.innerHTML = "<label>B <input></label>";
  assert.deepEqual(
    fillwright.scrape.scrape().fields.map(({ label }) => label),
    ["A", "B", "C"],
  );
});

test("the job is read from JSON-LD", () => {
  const posting = {
    "@type": "JobPosting",
    title: "Engineer",
    hiringOrganization: { name: "Example &amp; Co" },
    description: "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;",
  };
  const { job } = scrape(
    `<script type="application/ld+json">${JSON.stringify(posting)}</script><label>Q <input></label>`,
  );
  assert.deepEqual([job.title, job.company, job.description], ["Engineer", "Example & Co", "One\nTwo"]);
});

test("the job is read from the title", () => {
  document.title = "Job Application for Engineer at Example GmbH";
  const { job } = scrape("<label>Q <input></label>");
  document.title = "";
  assert.deepEqual([job.title, job.company], ["Engineer", "Example GmbH"]);
});

/** @type {[string, string, [string, string][]][]} */
const STRUCTURES = [
  [
    "a list that stands after the widget drawn for it is one field",
    '<label for="s">Q</label><div class="select2-container"><a class="select2-choice"><span>Please select</span></a><input role="combobox" id="x"></div><select id="s" style="display:none"><option value="">--</option><option>A</option></select>',
    [["Q", "select"]],
  ],
  [
    "the button that opens a combobox beside it is none of its own",
    '<label for="c">Q</label><div><input id="c" role="combobox"><button type="button" aria-haspopup="listbox" tabindex="-1"></button></div>',
    [["Q", "combobox"]],
  ],
  [
    "a phone number beside a list of dial codes is no inner value of it",
    '<fieldset><legend>Phone</legend><div><button type="button" aria-haspopup="listbox" aria-label="Country code">+44</button><input type="tel" aria-label="Phone number"></div></fieldset>',
    [["Phone number", "tel"]],
  ],
  [
    "nameless checkboxes under a question are one field",
    '<div><p>Which days suit you?</p><label><input type="checkbox"> Monday</label><label><input type="checkbox"> Friday</label></div>',
    [["Which days suit you?", "checkbox"]],
  ],
  [
    "nameless checkboxes in a box that is called a group are one field",
    '<div><label>Days</label><div class="kit-checkbox-group"><label><input type="checkbox"> Monday</label><label><input type="checkbox"> Friday</label></div></div>',
    [["Days", "checkbox"]],
  ],
  [
    "a lone checkbox that only says yes is asked by its legend",
    '<fieldset><legend>Do you hold a licence?</legend><input type="checkbox" id="k"><label for="k">I confirm</label></fieldset>',
    [["Do you hold a licence?", "checkbox"]],
  ],
  [
    "the label behind a control comes before a heading over several",
    '<h2>About you</h2><div><select id="t"><option></option><option>Mr</option></select><span class="float-label">Title</span></div><div><input><span class="float-label">Surname</span></div>',
    [
      ["Title", "select"],
      ["Surname", "text"],
    ],
  ],
  [
    "hints tell apart what one line leads",
    '<div><p>Who should we contact?</p><input placeholder="Full name"><input placeholder="Postcode"></div>',
    [
      ["Full name", "text"],
      ["Postcode", "text"],
    ],
  ],
  [
    "a required language is a question, and no setting of the site",
    '<div><label for="l">Language *</label><button id="l" type="button" aria-haspopup="listbox">English</button></div>',
    [["Language", "combobox"]],
  ],
  [
    "what tells how to answer is no question",
    '<div><h4>Tools?</h4><p>Select all that apply</p><div><input type="checkbox" name="t" value="1"><label>Saw</label><input type="checkbox" name="t" value="2"><label>Axe</label></div></div>',
    [["Tools?", "checkbox"]],
  ],
  [
    "formats under the question of an upload are none of it",
    '<div><div><p>Upload your resume</p><p>We accept PDF, DOC and DOCX</p></div><button type="button">Choose file</button><input type="file" style="display:none"><span>No file chosen</span></div>',
    [["Upload your resume", "file"]],
  ],
  [
    "what a widget shows before a choice is no question",
    '<div><div>Timber years</div><div class="x__control"><div class="x__value"><div class="x__placeholder">Select...</div><div><input role="combobox"></div></div></div></div>',
    [["Timber years", "combobox"]],
  ],
  [
    "a currency beside an amount is part of the form",
    '<div><label for="a">Salary</label><input id="a"><select aria-label="Currency"><option>EUR</option><option>USD</option></select></div>',
    [
      ["Salary", "text"],
      ["Currency", "select"],
    ],
  ],
  [
    "an input that one cannot type in is a list where its box is called so",
    '<div><label>City</label><div class="kit-select"><input readonly></div></div>',
    [["City", "combobox"]],
  ],
  [
    "a picture that a font draws from a word is not read",
    '<label for="m">Size <i class="material-icons">arrow_drop_down</i></label><input id="m">',
    [["Size", "text"]],
  ],
  [
    "an autocomplete that only keeps the browser away is no password",
    '<label for="s">Street</label><input id="s" autocomplete="new-password">',
    [["Street", "text"]],
  ],
  [
    "checkboxes of several names in one list are one field",
    '<div><div>Pronouns</div><ul><li><label><input type="checkbox" name="p" value="a"> He</label></li><li><label><input type="checkbox" name="p" value="b"> She</label></li><li><label><input type="checkbox" name="n"> Name only</label></li></ul></div>',
    [["Pronouns", "checkbox"]],
  ],
  [
    "a checkbox that each repeated section has is one of each",
    '<div><input type="checkbox" name="now" id="n1"><label for="n1">I work here</label></div><div><input type="checkbox" name="now" id="n2"><label for="n2">I work here</label></div>',
    [
      ["I work here", "checkbox"],
      ["I work here", "checkbox"],
    ],
  ],
  [
    "the input that only holds a list's focus stands for the list",
    '<div><input type="hidden" name="s"><div class="select2-container"><a class="select2-choice"><span>Select a school</span></a><label for="f" class="select2-offscreen">School</label><input id="f" role="button" aria-haspopup="true" style="opacity:0"></div></div>',
    [["School", "combobox"]],
  ],
  [
    "titles name the parts of a date",
    '<div><span>Available on</span><span><select title="Month"><option>January</option></select><select title="Day"><option>1</option></select><input title="Year"></span></div>',
    [["Available on", "date"]],
  ],
  [
    "a consent to cookies in a comment's form is part of it",
    '<form><textarea aria-label="Comment"></textarea><p class="cookies-consent"><input type="checkbox" id="c"><label for="c">Save my name</label></p></form>',
    [
      ["Comment", "textarea"],
      ["Save my name", "checkbox"],
    ],
  ],
  [
    "an upload that only fills the form is left alone beside another",
    '<div><button type="button">Import resume from</button><input type="file" hidden></div><label>Letter <input type="file"></label>',
    [["Letter", "file"]],
  ],
];

for (const [what, markup, expected] of STRUCTURES) {
  test(what, () =>
    assert.deepEqual(
      fieldsOf(`<div>${markup}</div>`).map(({ label, type }) => [label, type]),
      expected,
    ),
  );
}

test("the words of a choice may stand in the next cell", () => {
  const field = first(
    '<table><tr><th>Tasks</th><td><table><tr><td><input type="checkbox" name="t" value="1"></td><td>Shelving</td><td><input type="checkbox" name="t" value="2"></td><td>Mending</td></tr></table></td></tr></table>',
  );
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["Shelving", "Mending"],
  );
});

test("choices that look alike are told by their place", () => {
  const field = first(
    '<div role="radiogroup" aria-label="Rating"><div role="radio">★</div><div role="radio">★</div><div role="radio">★</div></div>',
  );
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["1", "2", "3"],
  );
});

test("boxes for a character each are a code", () => {
  const boxes = "1234".replace(/./g, '<input aria-label="Digit $&" maxlength="1">');
  assert.deepEqual(
    scrape(`<div>${boxes}</div>`).left.map(({ reason }) => reason),
    ["code", "code", "code", "code"],
  );
});

test("a text field's suggestions are its options", () => {
  const field = first(
    '<label>Knot <input list="k"></label><datalist id="k"><option value="Bowline"><option value="Hitch"></datalist>',
  );
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["Bowline", "Hitch"],
  );
});

/** @type {[string, string][]} */
const TRAPS = [
  ["its name", '<label>Website <input name="form[hp]"></label>'],
  [
    "its help",
    '<div><label for="h">Comments</label><input id="h"><p class="help">This field is for validation purposes and should be left unchanged.</p></div>',
  ],
];

for (const [what, markup] of TRAPS) {
  test(`a trap is known by ${what}`, () => assert.equal(scrape(`<form>${markup}</form>`).left[0]?.reason, "honeypot"));
}

/** @type {[string, string, string, Record<string, string>][]} */
const JOBS = [
  [
    "a posting that is done from home",
    "Apply",
    '<script type="application/ld+json">{"@type":"JobPosting","title":"Tuner","hiringOrganization":"Larch","jobLocationType":"TELECOMMUTE","applicantLocationRequirements":{"name":"Portugal"}}</script>',
    { title: "Tuner", company: "Larch", location: "Remote, Portugal" },
  ],
  ["a heading that says what one applies for", "Apply", "<h2>You are applying for: Welder</h2>", { title: "Welder" }],
  [
    "a title that names the site first",
    "Iron Works | Welder (m/w/d) | Bewerbung",
    "<h1>Jetzt bewerben</h1>",
    { title: "Welder (m/w/d)", company: "Iron Works" },
  ],
  [
    "a place beside its name",
    "Welder at Iron Works",
    "<h1>Welder</h1><dl><dt>Standort</dt><dd>Bremen</dd></dl>",
    { title: "Welder", company: "Iron Works", location: "Bremen" },
  ],
];

for (const [what, title, markup, expected] of JOBS) {
  test(`the job is read from ${what}`, () => {
    document.title = title;
    document.head.insertAdjacentHTML("beforeend", '<meta property="og:site_name" content="Iron Works">');
    if (!expected.company || expected.company === "Larch") document.head.querySelector("meta")?.remove();
    const { url, ...job } = scrape(`${markup}<form><label>Q <input></label></form>`).job;
    document.head.querySelector("meta")?.remove();
    assert.deepEqual(job, expected);
  });
}

test("no page is asked more than 500 questions", () => {
  const many = Array.from({ length: 503 }, (_, place) => `<label>Q${place} <input name="q${place}"></label>`);
  assert.equal(scrape(`<form>${many.join("")}</form>`).fields.length, 500);
});

test("the keys of choices are none of their words", () => {
  const field = first(
    '<div role="radiogroup" aria-label="Boat"><div role="radio"><span>A</span><span>Ferry</span></div><div role="radio"><span>B</span><span>Tall ship</span></div></div>',
  );
  assert.deepEqual(
    field?.options?.map(({ label }) => label),
    ["Ferry", "Tall ship"],
  );
});
