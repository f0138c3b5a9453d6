// Writing text so that the page's own code notices: the native setter, then the events of typing.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, tidy } = fw.dom;
  const { leave, tick, settle, within } = fw.pointer;

  /**
   * Set the value through the prototype's own setter, past any that a framework put on the element.
   * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} element
   * @param {string} value
   */
  function setNative(element, value) {
    const view = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    /** @type {Record<string, any>} */
    const prototypes = { TEXTAREA: view.HTMLTextAreaElement, SELECT: view.HTMLSelectElement };
    const { prototype } = prototypes[element.tagName] ?? view.HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, value);
  }

  /**
   * @param {HTMLElement} element
   * @param {"input" | "change"} name
   * @param {string} [data]
   */
  function announce(element, name, data) {
    const { InputEvent, Event } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    const common = { bubbles: true, composed: true };
    const typed = { ...common, inputType: data ? "insertText" : "deleteContentBackward", data: data || null };
    element.dispatchEvent(name === "input" ? new InputEvent("input", typed) : new Event("change", common));
  }

  /**
   * Put `value` into the control as typing would, staying in it.
   * @param {HTMLInputElement | HTMLTextAreaElement} element
   * @param {string} value
   */
  function type(element, value) {
    element.focus({ preventScroll: true });
    setNative(element, value);
    announce(element, "input", value);
  }

  /**
   * First way: setter, `input`, `change`, between what tells of a focus that comes and goes.
   * @param {HTMLInputElement | HTMLTextAreaElement} element
   * @param {string} value
   */
  function bySetter(element, value) {
    within(element, () => {
      setNative(element, value);
      announce(element, "input", value);
      announce(element, "change");
    });
  }

  /**
   * Second way, for masks and editors that only believe the browser: select all and insert.
   * @param {HTMLElement} element
   * @param {string} value
   */
  function byEditing(element, value) {
    element.focus({ preventScroll: true });
    const page = element.ownerDocument;
    if ("select" in element) /** @type {HTMLInputElement} */ (element).select();
    else page.defaultView?.getSelection()?.selectAllChildren(element);
    page.execCommand(value ? "insertText" : "delete", false, value);
    announce(element, "change");
    leave(element);
  }

  /**
   * Next for editors that only believe their own code: the text pasted, which they take in themselves.
   * @param {HTMLElement} element
   * @param {string} value
   */
  function byPasting(element, value) {
    const page = element.ownerDocument;
    const { ClipboardEvent, DataTransfer } = /** @type {any} */ (page.defaultView ?? window);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", value);
    element.focus({ preventScroll: true });
    page.defaultView?.getSelection()?.selectAllChildren(element);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
    fw.adapter.shareText(event, value);
    element.dispatchEvent(event);
    leave(element);
  }

  /**
   * Next for editors that keep paragraphs of their own: line by line, as with the Enter key of a keyboard.
   * @param {HTMLElement} element
   * @param {string} value
   */
  function byLines(element, value) {
    element.focus({ preventScroll: true });
    const page = element.ownerDocument;
    page.defaultView?.getSelection()?.selectAllChildren(element);
    page.execCommand("delete");
    for (const [place, line] of value.split(/\n+/).entries()) {
      if (place) page.execCommand("insertParagraph");
      page.execCommand("insertText", false, line);
    }
    leave(element);
  }

  /**
   * Third way for controls that act only while they have the focus itself, or believe no text without a key before it.
   * @param {HTMLInputElement | HTMLTextAreaElement} element
   * @param {string} value
   */
  function byTyping(element, value) {
    const { KeyboardEvent, InputEvent } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    const key = { key: value.slice(-1) || "Backspace", bubbles: true, cancelable: true, composed: true };
    const typed = { inputType: value ? "insertText" : "deleteContentBackward", data: value || null };
    element.focus({ preventScroll: true });
    element.dispatchEvent(new KeyboardEvent("keydown", key));
    element.dispatchEvent(new InputEvent("beforeinput", { ...typed, bubbles: true, cancelable: true, composed: true }));
    type(element, value);
    element.dispatchEvent(new KeyboardEvent("keyup", key));
    announce(element, "change");
    leave(element);
  }

  /**
   * Last way for editable text: the text itself, announced as input.
   * @param {HTMLElement} element
   * @param {string} value
   */
  function byText(element, value) {
    element.focus({ preventScroll: true });
    element.textContent = value;
    announce(element, "input", value);
    leave(element);
  }

  /**
   * Write `value`, trying the next way where it did not stick; returns whether the field holds it in the end.
   * @param {Question} question
   * @param {string} value
   * @param {boolean} [again] whether the first way has been tried and did not last
   * @returns {Promise<boolean>}
   */
  async function write({ element, kind }, value, again = false) {
    const control = /** @type {HTMLInputElement} */ (element);
    if (control.readOnly) return value ? fw.dates.pick(control, value) : empty(control);
    fw.touched.add(element);
    if (kind === "text" && !again) {
      bySetter(control, value);
      await settle();
      if (holds(element, kind, value)) return true;
    }
    for (const way of kind === "editable" ? [byEditing, byLines, byPasting, byText] : [byEditing, byTyping]) {
      way(control, value);
      await tick();
      if (holds(element, kind, value)) return true;
    }
    return false;
  }

  /**
   * Empty a control that nobody types in, by the key that its calendar listens to.
   * @param {HTMLInputElement} control
   */
  function empty(control) {
    const { KeyboardEvent } = /** @type {any} */ (control.ownerDocument.defaultView ?? window);
    const key = { key: "Backspace", code: "Backspace", keyCode: 8, bubbles: true, cancelable: true, composed: true };
    control.focus({ preventScroll: true });
    control.dispatchEvent(new KeyboardEvent("keydown", key));
    leave(control);
    return control.value === "";
  }

  /**
   * Whether the field holds `value`, perhaps in the page's own spelling of a number.
   * @param {HTMLElement} element
   * @param {string} kind
   * @param {string} value
   * @returns {boolean}
   */
  function holds(element, kind, value) {
    if (kind === "editable") return tidy(read(element)) === tidy(value);
    const now = /** @type {HTMLInputElement} */ (element).value;
    if (spelt(now) === spelt(value)) return true;
    const { type: kindOfInput, readOnly } = /** @type {HTMLInputElement} */ (element);
    if (readOnly) return fw.dates.holds(/** @type {HTMLInputElement} */ (element), value);
    if (kindOfInput === "number" || kindOfInput === "range") return now !== "" && Number(now) === Number(value);
    if (!isNumberLike(value)) return false;
    const dial = value.startsWith("+") && !now.startsWith("+") ? fw.phone.dialOf(element) : "";
    return bare(now) === bare(value) || (dial !== "" && `+${dial}${bare(now).replace(/^0/, "")}` === bare(value));
  }

  /**
   * A text without what pages change in it as one types: ends of lines, blanks around it, capitals.
   * @param {string} value
   */
  const spelt = (value) => value.replace(/\r\n?/g, "\n").trim().toLowerCase();
  /** @param {string} value */
  const isNumberLike = (value) => /^[+\d][\d\s().,/:-]*$/.test(value) && /\d{2}/.test(value);
  /** @param {string} value */
  const bare = (value) => value.replace(/[\s().,/:-]/g, "");

  fw.text = { setNative, announce, type, write, holds };
})();
