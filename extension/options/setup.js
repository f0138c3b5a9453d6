/** The steps of the first run, and which of them are done. */
import { gapsOf, isStarted } from "./profile_data.js";

export const STEPS = ["resume", "gaps", "writer", "privacy"];

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
