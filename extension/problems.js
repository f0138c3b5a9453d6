/** What can go wrong between the page and the host, in words with the mend. */

/** An error with a stable code; `message` is for the person. */
export class HostError extends Error {
  /**
   * @param {string} code
   * @param {string} [message] the host's own sentence, where it sent one
   * @param {string} [field] what is to blame, such as `application.salary.min`, where the host named it
   */
  constructor(code, message = "", field = "") {
    super(message || code);
    this.code = code;
    this.said = message;
    this.field = field;
  }
}

/** Codes after which the same request may be sent once more over a new port. */
const LOST = new Set(["host_exited", "server_unavailable", "server_lost", "stream_ended"]);

/**
 * Whether the connection, not the request, is to blame.
 * @param {unknown} error
 */
export function isLost(error) {
  return error instanceof HostError && LOST.has(error.code);
}

/**
 * The browser's reason for closing a native port, as a code.
 * @param {string} reason
 * @returns {string}
 */
export function codeOf(reason) {
  if (/not found|no such native application/i.test(reason)) return "host_missing";
  if (/forbidden/i.test(reason)) return "host_forbidden";
  if (/communicating|unexpected|exceed|too large|huge/i.test(reason)) return "host_garbled";
  return "host_exited";
}

/** Problems that pressing Retry cannot mend. */
const FINAL = new Set(["no_fields", "invalid_request", "too_large"]);

/**
 * The problem as the panel shows it: what happened, what to do.
 * @param {unknown} error
 * @returns {Problem}
 */
export function problemOf(error) {
  const code = error instanceof HostError ? error.code : "internal";
  const known = chrome.i18n.getMessage(`problem_${code}`);
  const said = error instanceof HostError ? error.said : String(error);
  return {
    text: known || chrome.i18n.getMessage("problem_other", said || code),
    mend: chrome.i18n.getMessage(`mend_${code}`) || (known ? said : ""),
    retry: !FINAL.has(code),
  };
}
