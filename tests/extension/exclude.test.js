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
  ["a code that was sent", '<div><p>Enter the 6-digit code</p><input name="c6"></div>', ["code"]],
  ["a quiz of a form plugin", '<form><p>Capital of France? <input name="quiz-2"></p></form>', ["captcha"]],
  [
    "an address alone in a footer",
    '<footer><form><p>Stay in the loop</p><input type="email" name="e"><button>Join</button></form></footer>',
    ["newsletter"],
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
  ["a question on searching", `<form><label>Search engines you know <input name="x"></label>${APPLICATION}</form>`],
];

for (const [what, markup] of ASKED) {
  test(`${what} is asked`, () => assert.deepEqual(reasons(markup), []));
}
