import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const LOCALES = new URL("../../extension/_locales/", import.meta.url);
const LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pt"];

/** Texts that read as in English, by language: names, signs, and words the languages share. */
const SHARED = JSON.parse(readFileSync(new URL("support/shared_words.json", import.meta.url), "utf8"));

/** @type {Record<string, Record<string, { message: string }>>} */
const texts = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`${language}/messages.json`, LOCALES), "utf8")),
  ]),
);
const english = texts.en ?? {};

/** @param {string} message */
const placeholders = (message) => [...message.matchAll(/\$\d/g)].map(([sign]) => sign).sort();

/** @param {string} message */
const commands = (message) => [...message.matchAll(/fillwright \w+( \w+)?/g)].length;

test("there are seven languages", () => {
  assert.deepEqual(readdirSync(LOCALES).sort(), LANGUAGES);
});

test("every language names itself", () => {
  for (const language of LANGUAGES) assert.equal(texts[language]?.options_language?.message, language);
});

for (const language of LANGUAGES.filter((each) => each !== "en")) {
  const own = texts[language] ?? {};

  test(`${language} has every text, and no other`, () => {
    assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
  });

  test(`${language} puts the same values in, and names the same commands`, () => {
    for (const [key, { message }] of Object.entries(own)) {
      assert.deepEqual(placeholders(message), placeholders(english[key]?.message ?? ""), key);
      assert.equal(commands(message), commands(english[key]?.message ?? ""), key);
    }
  });

  test(`${language} leaves no English`, () => {
    const same = Object.keys(own).filter((key) => own[key]?.message === english[key]?.message);
    assert.deepEqual(same.filter((key) => !SHARED.all.includes(key)).sort(), SHARED[language]);
  });

  test(`${language} is no empty or padded text`, () => {
    for (const [key, { message }] of Object.entries(own)) assert.equal(message.trim(), message || "-", key);
  });
}
