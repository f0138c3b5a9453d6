/** The local servers that answer just now, with the models they offer. */
import { attempt, make, option, text } from "./dom.js";
import { ask, LONG_MS } from "./host.js";

/** @typedef {{ name: string, base_url: string, models: string[] }} Server */

/**
 * Fill a list with the servers found, each with a button, whenever the person asks; return what looks for them.
 * @param {HTMLElement} box holds `.found`, a line `.said` with an id, and a button `.again`
 * @param {(server: Server, model: () => string) => HTMLButtonElement} use makes a server's button
 */
export function offer(box, use) {
  const [list, line, again] = [".found", ".said", ".again"].map((each) => box.querySelector(each));
  if (!(list instanceof HTMLElement) || !(line instanceof HTMLElement) || !(again instanceof HTMLButtonElement)) {
    throw new Error("a box for local servers lacks a part");
  }
  const look = () =>
    attempt(
      line.id,
      async () => {
        const { servers } = await ask("GET", "/api/local-servers", undefined, { timeout: LONG_MS });
        list.replaceChildren(...servers.map((/** @type {Server} */ server) => item(server, box.id, use)));
        return text(servers.length ? "local_found" : "local_none");
      },
      again,
    ).finally(() => {
      if (!list.children.length && line.dataset.state === "ok") line.dataset.state = "plain";
    });
  again.addEventListener("click", look);
  return look;
}

/**
 * @param {Server} server
 * @param {string} prefix
 * @param {(server: Server, model: () => string) => HTMLButtonElement} use
 */
function item(server, prefix, use) {
  const id = `${prefix}-${new URL(server.base_url).port}`;
  const select = make("select", { id }, ...server.models.map((model) => option(model, model)));
  const about = make("div", { className: "grow" }, make("p", { className: "name", textContent: server.name }));
  about.append(make("p", { className: "quiet", textContent: server.base_url }));
  const label = make("label", { htmlFor: id, textContent: text("model") });
  const field = make("div", { className: "field", hidden: !server.models.length }, label, select);
  return make(
    "li",
    {},
    about,
    field,
    use(server, () => select.value),
  );
}
