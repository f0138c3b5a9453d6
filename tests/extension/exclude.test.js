import assert from "node:assert/strict";
import test from "node:test";
import { scrape } from "./support/page.js";

/**
 * Why each field that is left alone is.
 * @param {string} markup
 */
const reasons = (markup) => scrape(markup).left.map(({ reason }) => reason);

const APPLICATION =
  '<label>Name <input name="name"></label><label>E-mail <input type="email" name="mail"></label><label>Phone <input type="tel" name="tel"></label><label>City <input name="city"></label><label>Why? <textarea name="why"></textarea></label>';

/** @type {[string, string, string[]][]} */
const LEFT = [
  [
    "card data without autocomplete",
    '<form><table><tr><td>Card</td><td><select name="cctype"><option>Visa<option>Mastercard</select> No. <input name="ccno"> Exp. <input name="ccexp"></td></tr></table></form>',
    ["card", "card", "card"],
  ],
  [
    "the parts of a card beside its number",
    '<form><label>Credit card no. <input name="x1"></label><label>Expires <input name="x2"></label><label>Name on card <input name="x3"></label><label>Card number <input name="cc_number"></label></form>',
    ["card", "card", "card", "card"],
  ],
  ["a cardholder's name", '<form><label>Full name <input autocomplete="ccname"></label></form>', ["card"]],
  [
    "a box for job alerts outside of any form",
    '<footer><label for="nl">Job alerts by email</label><input id="nl" type="email" name="address"><button>OK</button></footer>',
    ["newsletter"],
  ],
  [
    "an address that a button puts on a list",
    '<section><h3>Not ready?</h3><input placeholder="Your email" name="e"><button>Notify me</button></section>',
    ["newsletter"],
  ],
  [
    "a newsletter box within the form of the whole page",
    `<form>${APPLICATION}<div><p>Subscribe to our newsletter</p><input type="email" name="news" placeholder="E-mail address"><button type="button">OK</button></div></form>`,
    ["newsletter"],
  ],
  ["a sum against robots", '<form><p>What is 3 + 4? <input name="q1"></p></form>', ["captcha"]],
  [
    "a riddle against robots",
    '<form><p>Spamschutz: Bitte geben Sie die Zahl zwölf ein <input name="zahl"></p></form>',
    ["captcha"],
  ],
  [
    "a search box within the form of the whole page",
    `<form><div><input name="keyword" title="Keyword search"><input type="button" value="Go"></div>${APPLICATION}</form>`,
    ["search"],
  ],
  ["a bank account's number", '<form><label>IBAN <input name="x"></label></form>', ["card"]],
  [
    "a card in a language's short words",
    '<form><div><div>Nº de tarjeta</div><div><input name="t"></div></div><div><div>Caducidad</div><div><input name="m" size="2"></div></div></form>',
    ["card", "card"],
  ],
  [
    "a bank's name and its holder's",
    '<form><p>Kontoinhaber <input name="k"></p><p>BLZ <input name="b"></p></form>',
    ["card", "card"],
  ],
  [
    "a search whose name stands within a server's",
    `<form><div><input name="ctl00$txtSearch"><input type="submit" value="Search"></div>${APPLICATION}</form>`,
    ["search"],
  ],
  [
    "a login that only its button calls so",
    `<form><div>Utente<br><input name="u"><br>Password<br><input type="password" name="p"><br><input type="submit" value="Entra"></div>${APPLICATION}</form>`,
    ["login", "password"],
  ],
  ["a code that was sent", '<div><p>Enter the 6-digit code</p><input name="c6"></div>', ["code"]],
  ["a quiz of a form plugin", '<form><p>Capital of France? <input name="quiz-2"></p></form>', ["captcha"]],
  [
    "an address alone in a footer",
    '<footer><form><p>Stay in the loop</p><input type="email" name="e"><button>Join</button></form></footer>',
    ["newsletter"],
  ],
  [
    "the text of a chat beside the form",
    `<form>${APPLICATION}</form><div class="chat-widget"><div class="log"></div><textarea placeholder="Type here…"></textarea></div>`,
    ["site"],
  ],
  [
    "the fields before a chat",
    `<form>${APPLICATION}</form><div id="live-chat"><form><input placeholder="Your name"><input type="email" placeholder="E-mail"><textarea placeholder="How can we help?"></textarea></form></div>`,
    ["site", "site", "site"],
  ],
  [
    "the choices of a notice on cookies",
    `<form>${APPLICATION}</form><div role="region"><p>Wir verwenden Cookies.</p><div><label><input type="checkbox" name="s"> Statistik</label></div><button>OK</button></div>`,
    ["site"],
  ],
  [
    "a box that finds a shop",
    `<header><form><input name="z" placeholder="Trouver un magasin : code postal"><button>›</button></form></header><form>${APPLICATION}</form>`,
    ["search"],
  ],
  [
    "a field with a lens beside a form",
    `<form><input name="z" placeholder="ZIP"><button>🔍</button></form><form>${APPLICATION}</form>`,
    ["search"],
  ],
  [
    "a bar that finds rooms",
    `<form><label>Reiseziel <input name="o"></label><label>Anreise <input type="date" name="a"></label><label>Gäste <input name="g"></label></form><form>${APPLICATION}</form>`,
    ["search", "search", "search"],
  ],
  [
    "the filters of a list within the form of the whole page",
    `<form><div class="job-filters"><input type="search" name="kw"><input name="l" placeholder="City"><label><input type="checkbox" name="r"> Remote only</label></div>${APPLICATION}</form>`,
    ["search", "search", "search"],
  ],
  [
    "choices that are counted",
    `<aside><label><input type="checkbox" name="f"> London (12)</label></aside><form>${APPLICATION}</form>`,
    ["search"],
  ],
  [
    "the one list of a form in the head of the page",
    `<header><form><select aria-label="Ville"><option>Toutes</option><option>Lyon</option></select></form></header><form>${APPLICATION}</form>`,
    ["site"],
  ],
  [
    "how many of a thing to buy",
    `<form>${APPLICATION}<input type="number" value="1" aria-label="Quantity"></form>`,
    ["site"],
  ],
  [
    "a login within the form of a guest",
    `<form><div class="login-box"><label>User <input name="u"></label><label>Password <input type="password"></label></div>${APPLICATION}</form>`,
    ["login", "password"],
  ],
  [
    "a login that a heading names",
    `<form><div><h3>Bereits Kunde?</h3><label>E-Mail <input type="email"></label><label>Passwort <input type="password"></label></div>${APPLICATION}</form>`,
    ["login", "password"],
  ],
  [
    "an expiry date beside a card's number that only its label names",
    `<form>${APPLICATION}<label>Card number <input name="number"></label><label>Expiration date (MM / YY) <input name="expiry"></label></form>`,
    ["card", "card"],
  ],
  [
    "an address with a hidden trap in a box of the foot",
    '<div id="footer"><form><label>Seu e-mail <input type="email" name="E"></label><label style="display:none">Empty <input name="x1"></label><input type="submit" value="Assinar"></form></div>',
    ["newsletter"],
  ],
  [
    "a trap of a form plugin in words of any language",
    '<form><div class="gform_validation_container"><label>Phone <input name="i9"></label><p>Da lasciare inalterato.</p></div></form>',
    ["honeypot"],
  ],
];

for (const [what, markup, left] of LEFT) {
  test(`${what} is left alone`, () => assert.deepEqual(reasons(markup), left));
}

/** @type {[string, string][]} */
const ASKED = [
  ["an expiry date where no card is asked", '<form><label>Expires <input name="x"></label></form>'],
  ["a question about cards", '<form><label>Do you hold a corporate credit card? <input name="x"></label></form>'],
  ["a number of hours", '<form><label>Shifts you can do, 3 x 8 or 2 x 12 hours <input name="x"></label></form>'],
  [
    "an address beside a button that goes on",
    '<div><label>E-mail <input type="email"></label><button>Continue</button></div>',
  ],
  ["a home phone that is called hp", '<form><label>Home phone <input name="p_hp"></label></form>'],
  [
    "a handle in a field called chat",
    `<form><div class="field chat"><label>Chat name <input name="c"></label></div>${APPLICATION}</form>`,
  ],
  [
    "a question on cookies in a form",
    '<form class="consent-form"><label>Name <input name="n"></label><label><input type="checkbox"> I bake cookies</label></form>',
  ],
  ["a single question alone on its page", '<form><label>ZIP code <input name="zip"></label><button>→</button></form>'],
  [
    "a part of a journey that is asked with a person's data",
    `<form><label>From <input name="f"></label><label>To <input name="t"></label><label>E-mail <input type="email"></label></form><form>${APPLICATION}</form>`,
  ],
  ["how many are wanted", `<form><label>Quantity <input name="q"></label>${APPLICATION}</form>`],
  [
    "a city among filters of another name",
    `<form><div class="filter-option"><label>City <input name="c2"></label></div>${APPLICATION}</form>`,
  ],
  [
    "a choice with a number in brackets among a person's data",
    `<form>${APPLICATION}<label><input type="checkbox" name="c"> Weekends (2)</label></form>`,
  ],
  ["a question on searching", `<form><label>Search engines you know <input name="x"></label>${APPLICATION}</form>`],
];

/** @type {[string, string][]} */
const DOING = [
  ["go on, back or save", "<button>Submit</button><button>Back</button><button>Save</button>"],
  [
    "submit",
    '<button type="submit">Monday</button><button type="submit">Tuesday</button><button type="submit">Friday</button>',
  ],
  [
    "open something",
    '<button aria-expanded="false">Monday</button><button aria-expanded="false">Tuesday</button><button aria-expanded="false">Friday</button>',
  ],
];

for (const [what, buttons] of DOING) {
  test(`buttons that ${what} are no choices`, () => {
    const markup = `<form><fieldset><legend>When would you start?</legend><div>${buttons}</div></fieldset></form>`;
    assert.deepEqual(scrape(markup).fields, []);
  });
}

test("buttons that only say so are choices", () => {
  const buttons = ["Monday", "Tuesday", "Friday"].map((day) => `<button type="button">${day}</button>`).join("");
  const markup = `<form><fieldset><legend>When would you start?</legend><div>${buttons}</div></fieldset></form>`;
  assert.equal(scrape(markup).fields[0]?.options?.length, 3);
});

for (const [what, markup] of ASKED) {
  test(`${what} is asked`, () => assert.deepEqual(reasons(markup), []));
}
