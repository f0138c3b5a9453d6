/** Several profiles: the one in use, another one, a new one, another name; and what the profile was before. */
import { attempt, button, confirmed, dayOf, make, option, part, say, size, text } from "./dom.js";
import { ask } from "./host.js";

/** @typedef {{ name: string, active: boolean, person: string }} Entry */

/** What Save in the small form does with the name. @type {(name: string) => Promise<unknown>} */
let named = async () => {};
/** What is to be shown anew after a change. @type {() => Promise<void>} */
let after = async () => {};

/** @param {Entry} entry */
const words = ({ name, person }) => (person ? `${name} · ${person}` : name);

/**
 * Show which profile is in use beside the page's name; nothing without the program.
 * @returns {Promise<void>}
 */
export async function showActive() {
  const line = part("active", HTMLElement);
  try {
    take(await ask("GET", "/api/profiles"));
  } catch {
    line.textContent = "";
  }
}

/** @param {{ active: string, profiles: Entry[] }} listed */
function take({ active, profiles }) {
  const select = part("profiles-choose", HTMLSelectElement);
  select.replaceChildren(...profiles.map((each) => option(each.name, words(each))));
  select.value = active;
  part("profiles-delete", HTMLButtonElement).hidden = profiles.length < 2;
  part("active", HTMLElement).textContent = text("active_profile", active);
}

/** Show the earlier versions of the profile in use. */
export async function showVersions() {
  const { versions } = await ask("GET", "/api/profile/versions");
  part("versions", HTMLElement).replaceChildren(...versions.map(version));
  part("versions-none", HTMLElement).hidden = versions.length > 0;
}

/** @param {{ id: string, saved: string, size: number }} version */
function version({ id, saved, size: bytes }) {
  const about = make("div", { className: "grow" }, make("p", { className: "name", textContent: dayOf(saved) }));
  about.append(make("p", { className: "quiet", textContent: size(bytes) }));
  const back = button(text("restore"), (pressed) => restore(id, saved, pressed), {
    "aria-label": text("restore_of", dayOf(saved)),
  });
  return make("li", {}, about, back);
}

/**
 * @param {string} id
 * @param {string} saved
 * @param {HTMLButtonElement} pressed
 */
async function restore(id, saved, pressed) {
  const work = async () => {
    await ask("POST", `/api/profile/versions/${encodeURIComponent(id)}/restore`);
    await after();
    return text("restored", dayOf(saved));
  };
  await attempt("versions-said", work, pressed);
}

/**
 * Ask for a name, and do something with it.
 * @param {string} title
 * @param {string} value
 * @param {(name: string) => Promise<unknown>} work
 */
function askName(title, value, work) {
  named = work;
  const input = part("profiles-name", HTMLInputElement);
  part("profiles-form", HTMLFormElement).hidden = false;
  part("profiles-name-label", HTMLElement).textContent = title;
  input.value = value;
  input.select();
  input.focus();
}

/** @returns {Promise<string>} */
async function save() {
  await named(part("profiles-name", HTMLInputElement).value.trim());
  part("profiles-form", HTMLFormElement).hidden = true;
  await showActive();
  await after();
  return text("saved");
}

/** @param {string} name */
async function use(name) {
  await ask("PUT", "/api/settings", { profile: name });
  await showActive();
  await after();
  return text("profile_chosen", name);
}

/** @param {string} copyOf */
const create = (copyOf) => async (/** @type {string} */ name) => {
  await ask("POST", "/api/profiles", { name, copy_of: copyOf || null });
  await ask("PUT", "/api/settings", { profile: name });
};

/** Delete a profile that is not in use: the person chooses it first, which shows it once more. */
async function remove() {
  const name = part("profiles-choose", HTMLSelectElement).value;
  const { profiles } = await ask("GET", "/api/profiles");
  const other = profiles.find((/** @type {Entry} */ each) => each.name !== name)?.name;
  if (!other || !(await confirmed(text("ask_delete_profile", name), text("delete")))) return;
  await attempt("profiles-said", async () => {
    await use(other);
    await ask("DELETE", `/api/profiles/${encodeURIComponent(name)}`);
    await showActive();
    return text("profile_deleted", name, other);
  });
}

/**
 * Listen; once.
 * @param {() => boolean} isChanged whether something typed would be lost
 * @param {() => Promise<void>} then shows the profile anew
 */
export function start(isChanged, then) {
  after = then;
  const select = part("profiles-choose", HTMLSelectElement);
  const chosen = () => select.value;
  select.addEventListener("change", async () => {
    if (isChanged() && !(await confirmed(text("ask_leave"), text("leave")))) {
      await showActive();
      return;
    }
    await attempt("profiles-said", () => use(chosen()));
  });
  part("profiles-new", HTMLButtonElement).addEventListener("click", () =>
    askName(text("profiles_name"), "", create("")),
  );
  part("profiles-copy", HTMLButtonElement).addEventListener("click", () =>
    askName(text("profiles_name"), `${chosen()}-2`, create(chosen())),
  );
  part("profiles-rename", HTMLButtonElement).addEventListener("click", () => {
    const name = chosen();
    askName(text("profiles_rename"), name, (other) =>
      ask("PUT", `/api/profiles/${encodeURIComponent(name)}`, { name: other }),
    );
  });
  part("profiles-delete", HTMLButtonElement).addEventListener("click", remove);
  const form = part("profiles-form", HTMLFormElement);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("profiles-said", save, part("profiles-save", HTMLButtonElement));
  });
  part("profiles-cancel", HTMLButtonElement).addEventListener("click", () => {
    form.hidden = true;
    say("profiles-said", "");
    select.focus();
  });
  part("versions-box", HTMLDetailsElement).addEventListener("toggle", () => {
    if (part("versions-box", HTMLDetailsElement).open) {
      attempt("versions-said", async () => {
        await showVersions();
        return "";
      });
    }
  });
}
