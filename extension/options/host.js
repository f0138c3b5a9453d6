/** The page's one line to Fillwright's program. */
import { Host } from "../port.js";

const host = new Host();

/** Calls that read a file or wait for a provider take longer than others. */
export const LONG_MS = 120_000;

/** The largest file the program takes. */
export const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Send one request and return the body of its reply; throws HostError.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {{ timeout?: number, bytes?: string }} [options]
 * @returns {Promise<any>}
 */
export const ask = (method, path, body, options) => host.call(method, path, body, options);

/**
 * The bytes of a reply that is no JSON.
 * @param {string} path
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readBytes(path) {
  const { base64 } = await host.bytes(path, LONG_MS);
  return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
}

/**
 * A file's bytes in base64.
 * @param {Blob} file
 * @returns {Promise<string>}
 */
export async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(""));
}

/**
 * The active profile, as it is kept.
 * @returns {Promise<Record<string, any>>}
 */
export const readProfile = () => ask("GET", "/api/profile");

/**
 * Change the profile as it stands now, whatever was shown, and return it.
 * @param {(profile: Record<string, any>) => void} change
 * @returns {Promise<Record<string, any>>}
 */
export async function changeProfile(change) {
  const profile = await readProfile();
  change(profile);
  return await ask("PUT", "/api/profile", profile);
}
