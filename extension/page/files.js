// Uploads: a stored file put into its input, or dropped where the page takes drops, once and never to be parsed only.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, styleOf } = fw.dom;
  const { visible } = fw.visibility;
  const { boxesOf, isParser } = fw.uploads;
  const { press, until, tick } = fw.pointer;

  /** How long a page may take to show a file that it has taken out of its input, in milliseconds. */
  const TAKING = 4000;
  /** How long before the file is dropped instead, where there is a place for that. */
  const PATIENCE = 1500;
  const ZONE = "[class*=drop i], [id*=drop i], [data-testid*=drop i], [data-automation-id*=drop i]";

  /**
   * Whether the input's `accept` lets the file in.
   * @param {string} accept
   * @param {StoredFile} file
   */
  function accepts(accept, { name, type }) {
    const kinds = accept
      .toLowerCase()
      .split(",")
      .map((kind) => kind.trim())
      .filter(Boolean);
    const [family] = type.toLowerCase().split("/");
    return (
      !kinds.length ||
      kinds.some((kind) =>
        kind.startsWith(".")
          ? name.toLowerCase().endsWith(kind)
          : kind === type.toLowerCase() || kind === `${family}/*` || kind === "*/*",
      )
    );
  }

  /**
   * Whether the page names the file in the boxes that held its input.
   * @param {HTMLElement[]} boxes
   * @param {string} name
   */
  function shown(boxes, name) {
    const standing = boxes.filter((box) => box.isConnected);
    return standing.some((box) => read(box).includes(name));
  }

  /**
   * Whether the question has the file called `name`, in its input or taken in by the page.
   * @param {HTMLElement} element
   * @param {HTMLElement[]} boxes
   * @param {string} name
   */
  function holds(element, boxes, name) {
    const { files } = /** @type {HTMLInputElement} */ (element);
    const inside = element.isConnected && [...(files ?? [])].some((file) => file.name === name);
    return inside || shown(boxes, name);
  }

  /**
   * @param {StoredFile} stored
   * @returns {DataTransfer}
   */
  function transferOf({ name, type, base64 }) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type }));
    return transfer;
  }

  /**
   * @param {HTMLElement} element
   * @param {FileList} files
   */
  function put(element, files) {
    const { Event } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    /** @type {HTMLInputElement} */ (element).files = files;
    for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  }

  /**
   * @param {HTMLElement} zone
   * @param {DataTransfer} dataTransfer
   */
  function drop(zone, dataTransfer) {
    const { DragEvent } = /** @type {any} */ (zone.ownerDocument.defaultView ?? window);
    for (const name of ["dragenter", "dragover", "drop"]) {
      const event = new DragEvent(name, { bubbles: true, cancelable: true, composed: true, dataTransfer });
      fw.adapter.share(event, dataTransfer.files);
      zone.dispatchEvent(event);
    }
  }

  /**
   * Give the question its file; nothing is done where it has one.
   * @param {Asked} asked
   * @param {StoredFile} stored
   * @returns {Promise<Outcome>}
   */
  async function write(asked, stored) {
    const { question } = asked;
    const { element, proxy } = question;
    if (isParser(asked)) return { state: "left", reason: "parser" };
    if (!accepts(element.getAttribute("accept") ?? "", stored)) return { state: "left", reason: "file_kind" };
    const boxes = boxesOf(element);
    if (holds(element, boxes, stored.name)) return { state: "filled" };
    fw.undo.remember(asked, { name: stored.name, boxes });
    put(element, transferOf(stored).files);
    await tick();
    const around = /** @type {HTMLElement | null} */ (element.parentElement?.closest(ZONE) ?? proxy);
    const zone = around && visible(around) ? around : null;
    const has = () => holds(element, boxes, stored.name);
    if (await until(has, hasFile(element) ? 0 : zone ? PATIENCE : TAKING)) return { state: "filled" };
    if (zone) {
      drop(zone, transferOf(stored)); // an input that was emptied has emptied its list of files for all
      if (await until(has, TAKING)) return { state: "filled" };
    }
    await fw.undo.restore(element);
    return { state: "left", reason: "refused" };
  }

  /** @param {HTMLElement} element */
  const hasFile = (element) => Boolean(/** @type {HTMLInputElement} */ (element).files?.length);

  /**
   * Take the file back: out of the input, and by the page's own button where the page has taken it in.
   * @param {HTMLElement} element
   * @param {Upload} upload
   * @returns {Promise<boolean>}
   */
  async function clear(element, { name, boxes }) {
    if (element.isConnected && hasFile(element)) put(element, new DataTransfer().files);
    await tick();
    if (!shown(boxes, name)) return !hasFile(element) || !element.isConnected;
    const button = removerIn(boxes.filter((box) => box.isConnected));
    if (button) press(button);
    const gone = await until(() => !shown(boxes, name), TAKING / 4);
    return gone && !(element.isConnected && hasFile(element));
  }

  /**
   * @param {HTMLElement[]} boxes
   * @returns {HTMLElement | null}
   */
  function removerIn(boxes) {
    for (const box of boxes) {
      const buttons = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("button, [role=button], a")]);
      const found = buttons.find((button) => {
        const texts = [read(button), button.getAttribute("aria-label") ?? "", button.title ?? ""];
        return styleOf(button).display !== "none" && texts.some((text) => fw.words.remove.test(text));
      });
      if (found) return found;
    }
    return null;
  }

  fw.files = { write, clear, holds };
})();
