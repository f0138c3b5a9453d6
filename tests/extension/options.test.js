import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { contentOf, gapsOf, get, isStarted, leftOver, put } from "../../extension/options/profile_data.js";
import { GROUPS } from "../../extension/options/profile_table.js";
import { reportOf } from "../../extension/options/report.js";
import { HostError } from "../../extension/problems.js";

const OPTIONS = new URL("../../extension/options/", import.meta.url);
/** @param {string} name */
const read = (name) => readFileSync(new URL(name, OPTIONS), "utf8");
const texts = JSON.parse(read("../_locales/en/messages.json"));
const html = read("options.html");

const SAMPLE = JSON.parse(
  readFileSync(new URL("../../host/fillwright/profile/sample_profile.json", import.meta.url), "utf8"),
);

test("a value is found by its path, and nothing where there is none", () => {
  assert.equal(get(SAMPLE, ["basics", "location", "city"]), "Hamburg");
  assert.equal(get(SAMPLE, ["basics", "name", "length"]), undefined);
  assert.equal(get(SAMPLE, ["toString"]), undefined);
});

test("setting one value leaves everything else as it was, in its order", () => {
  const profile = structuredClone(SAMPLE);
  put(profile, ["basics", "phone"], "+49 171 1234567");
  assert.equal(profile.basics.phone, "+49 171 1234567");
  put(profile, ["basics", "phone"], SAMPLE.basics.phone);
  assert.equal(JSON.stringify(profile), JSON.stringify(SAMPLE));
});

test("an empty value takes its key out, and the parts that held nothing else", () => {
  const profile = { basics: { location: { city: "Lübeck" } }, mine: {} };
  put(profile, ["basics", "location", "city"], "");
  assert.deepEqual(profile, { mine: {} });
  put(profile, ["application", "notice"], undefined);
  assert.deepEqual(profile, { mine: {} });
});

test("no and zero are values", () => {
  const profile = {};
  put(profile, ["application", "relocate"], false);
  put(profile, ["application", "travel_percent"], 0);
  assert.deepEqual(profile, { application: { relocate: false, travel_percent: 0 } });
});

test("a part that is no object gives way only to a value", () => {
  const profile = /** @type {Record<string, any>} */ ({ application: null });
  put(profile, ["application", "relocate"], undefined);
  assert.deepEqual(profile, { application: null });
  put(profile, ["application", "relocate"], true);
  assert.deepEqual(profile, { application: { relocate: true } });
});

test("a key of any name is the tree's own", () => {
  const profile = {};
  put(profile, ["application", "consents", "__proto__"], true);
  assert.equal(get(profile, ["application", "consents", "__proto__"]), true);
  assert.equal(/** @type {any} */ ({}).consents, undefined);
});

test("the gaps are what forms often ask and the profile does not say", () => {
  const names = (/** @type {Record<string, any>} */ profile) => gapsOf(profile).map(({ name }) => name);
  assert.deepEqual(names(SAMPLE), []);
  const { salary: _salary, relocate: _relocate, ...rest } = SAMPLE.application;
  const github = SAMPLE.basics.profiles.slice(1);
  const poorer = {
    ...SAMPLE,
    basics: { ...SAMPLE.basics, profiles: github },
    application: { ...rest, relocate: false },
  };
  assert.deepEqual(names(poorer), ["salary", "linkedin"]);
  assert.equal(names({}).length, 14);
});

test("what a profile holds is told part by part", () => {
  assert.equal(isStarted({ application: {} }), false);
  const content = Object.fromEntries(contentOf(SAMPLE).map(({ name, value }) => [name, value]));
  assert.deepEqual([content.name, content.work, content.education], ["Leonie Brandner", 3, 2]);
  assert.equal("references" in content, false);
});

test("what an import did not understand is told in words, whatever its form", () => {
  assert.deepEqual(leftOver(undefined), []);
  assert.deepEqual(leftOver(["a line", { where: "page 2", text: "Hobbies" }]), ["a line", "page 2: Hobbies"]);
});

test("the report holds nothing of the person", () => {
  const secret = "sk-very-secret";
  const report = reportOf(
    { extension: "0.1.0", browser: "Chromium", language: "en" },
    {
      health: {
        version: "0.1.0",
        uptime_s: 12.3,
        provider: "local",
        model: "/home/leonie/model.gguf",
        profile_problem: "basics.name: 'Leonie Brandner' is not good.",
        profiles: ["leonie"],
        warnings: ["The settings file is not used: model = 'leonie' can't be used."],
      },
      settings: {
        provider: "local",
        model: "/home/leonie/model.gguf",
        local_base_url: "http://leonie.example.com/v1",
        max_parallel: 5,
        fallback: ["anthropic", "drafts"],
        requests_per_minute: 300,
        wishes: ["Mention Leonie."],
        keys: { openai: { set: true, where: "keyring" } },
        problem: "model = 'leonie'",
        secret,
      },
      profile: SAMPLE,
      files: { files: [{ name: "leonie-cv.pdf" }] },
      answers: new HostError("storage_error", "leonie's answers can't be read"),
      history: { batches: [{ company: "Quayside" }] },
      usage: { usage: [{ provider: "openai", model: "m", calls: 2, failures: 1, refused_429: 0, p95_s: 1.5 }] },
      providers: {
        providers: [
          {
            ...{
              name: "openai",
              model: "gpt-leonie",
              under_way: 2,
              waiting: 1,
              wait_s: null,
              rest_s: 0,
              rest_code: null,
            },
            limits: [{ kind: "requests", left: 480, of: 500, full_s: 2 }],
          },
          {
            ...{ name: "anthropic", model: "m", under_way: 0, waiting: 0, wait_s: 0, limits: [] },
            ...{ rest_s: 14.6, rest_code: "invalid_key" },
          },
        ],
      },
      doctor: {
        healthy: false,
        checks: [
          { name: "home", level: "ok", message: "/home/leonie is yours.", mend: "", browser: "", code: "", values: [] },
          {
            ...{
              name: "host manifest",
              level: "fail",
              message: "/home/leonie/x is missing.",
              mend: "",
              browser: "firefox",
            },
            ...{ code: "browser_unknowing", values: ["Firefox", "firefox"] },
          },
        ],
      },
    },
  );
  assert.doesNotMatch(report, /leonie|brandner|example\.com|Quayside|sk-very|\/home/i);
  assert.match(report, /^answers: failed \(storage_error\)$/m);
  assert.match(report, /^key of openai: keyring$/m);
  assert.match(report, /^warning: The settings file is not used$/m);
  assert.match(report, /^fallback: anthropic, drafts$/m);
  assert.match(report, /^requests_per_minute: 300$/m);
  assert.match(report, /^writer 1: openai, 2 under way, 1 waiting, next after a call, requests 480 of 500$/m);
  assert.match(report, /^writer 2: anthropic, .*next in 0.0 s, rests 15 s \(invalid_key\)$/m);
  assert.match(report, /^check home: ok$/m);
  assert.match(report, /^check host manifest firefox: fail, browser_unknowing$/m);
});

test("every text the options page asks for is there, and none stands unused", () => {
  const scripts = readdirSync(OPTIONS).filter((name) => name.endsWith(".js"));
  const sources = scripts.map(read).join("\n");
  const asked = new Set([...html.matchAll(/data-(?:text|label|placeholder)="(\w+)"/g)].map(([, key]) => key));
  for (const [, key] of sources.matchAll(/text\("(\w+)"/g)) asked.add(key);
  for (const [, yes, no] of sources.matchAll(/text\(\w+ \? "(\w+)" : "(\w+)"\)/g)) asked.add(yes).add(no);
  const missing = [...asked].filter((key) => !texts[`options_${key}`]);
  assert.deepEqual(missing, []);
  const begun = [...sources.matchAll(/text\(`(\w+_)\$\{/g)].map(([, start]) => start);
  const known = Object.keys(texts).filter((key) => key.startsWith("options_"));
  const unused = known.filter((key) => {
    const name = key.slice("options_".length);
    const quoted = new RegExp(`\\b${name}\\b`).test(sources);
    return !asked.has(name) && !quoted && !begun.some((start) => start && name.startsWith(start));
  });
  assert.deepEqual(unused, []);
});

test("every entry of the profile's form has a label", () => {
  const paths = GROUPS.flatMap(({ entries }) => entries.map(({ path }) => path.join("_")));
  assert.deepEqual(
    paths.filter((path) => !texts[`options_field_${path}`]),
    [],
  );
  assert.equal(new Set(paths).size, paths.length);
});

test("the page is text only: no markup is made of what it shows, and nothing is styled or scripted inline", () => {
  const sources = readdirSync(OPTIONS).map(read).join("\n");
  assert.doesNotMatch(sources, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  assert.doesNotMatch(html, /\son\w+=|\sstyle=|<style|<script>/);
});
