/** The steps of the first run: which are done, from what is kept; and which the person has gone past. */
import { gapsOf, isStarted } from "./profile_data.js";

export const STEPS = ["resume", "gaps", "writer", "privacy"];

const KEY = "setup";

/**
 * The steps the person has gone past, this one among them from now on.
 * @param {string} [step]
 * @returns {Promise<Record<string, boolean>>}
 */
export async function seen(step) {
  const known = /** @type {Record<string, boolean>} */ ((await chrome.storage.local.get(KEY))[KEY] ?? {});
  if (!step || known[step]) return known;
  const more = { ...known, [step]: true };
  await chrome.storage.local.set({ [KEY]: more });
  return more;
}

/**
 * Whether each step is done: what is kept says so, or the person has gone past it. A profile is never gone past: without
 * one nothing can be filled in.
 * @param {{ profile: Record<string, any>, settings: any, health: any }} kept
 * @param {Record<string, boolean>} known
 * @returns {Record<string, boolean>}
 */
export function isDone({ profile, settings, health }, known) {
  const started = isStarted(profile);
  return {
    resume: started,
    gaps: started && (known.gaps === true || gapsOf(profile).length === 0),
    writer: known.writer === true || !health.drafts,
    privacy: known.privacy === true || settings.privacy === "masked",
  };
}
