/** What the extension may do is what its manifest says, and that is little. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", EXTENSION), "utf8"));

test("no site can be read before the person has asked for it there", () => {
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "nativeMessaging", "storage", "contextMenus"]);
  assert.deepEqual(manifest.optional_host_permissions, ["https://*/*", "http://*/*"]);
  assert.deepEqual([manifest.host_permissions, manifest.content_scripts], [undefined, undefined]);
});

test("no page and no other extension reaches a part of it", () => {
  assert.deepEqual([manifest.web_accessible_resources, manifest.externally_connectable], [undefined, undefined]);
});

test("extension pages run their own scripts alone, send nothing elsewhere, and stand in no frame", () => {
  const policy = new Map(
    manifest.content_security_policy.extension_pages.split("; ").map((/** @type {string} */ rule) => {
      const [name, ...sources] = rule.split(" ");
      return [name, sources.join(" ")];
    }),
  );
  assert.deepEqual(Object.fromEntries(policy), {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  });
});

/** The extension's scripts, by their name. */
function scripts() {
  const names = readdirSync(EXTENSION, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".js"));
  assert.ok(names.length > 50);
  return new Map(names.map((name) => [name, readFileSync(new URL(name, EXTENSION), "utf8")]));
}

test("no script makes markup or code of a text", () => {
  const making =
    /\.(innerHTML|outerHTML|srcdoc)\s*\+?=(?!=)|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function/;
  const found = [...scripts()].filter(([, text]) => making.test(text));
  assert.deepEqual(
    found.map(([name]) => name),
    [],
  );
});

test("no script submits a form, and none that writes into a page knows the Enter key", () => {
  const found = [...scripts()].filter(([name, text]) => {
    const submits = /\.(submit|requestSubmit)\(/.test(text);
    return submits || (name.startsWith("page/") && /["'`](Enter|NumpadEnter|Return)["'`]|keyCode:\s*13\b/.test(text));
  });
  assert.deepEqual(
    found.map(([name]) => name),
    [],
  );
});
