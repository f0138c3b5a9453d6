"use strict";

/**
 * A combobox as the select libraries of application sites build them: the list exists only while it is open, it opens
 * on mousedown, typing narrows it, Enter and Tab take whatever is highlighted, Backspace in the empty input takes the
 * choice back, the chosen text stands beside an input that stays empty, and a hidden input carries the value.
 */
class Combobox {
  constructor(root) {
    this.root = root;
    this.options = root.dataset.options.split("|");
    this.input = root.querySelector("[role=combobox]");
    this.values = root.querySelector(".values");
    this.mirror = root.querySelector(".required-mirror");
    this.list = null;
    this.highlighted = 0;
    this.hidden = document.createElement("input");
    this.hidden.type = "hidden";
    this.hidden.name = root.dataset.name;
    root.append(this.hidden);
    root.querySelector(".control").addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.input.focus();
      if (this.list) this.close();
      else this.open();
    });
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
  }

  matching() {
    const typed = this.input.value.trim().toLowerCase();
    return this.options.filter((option) => option.toLowerCase().includes(typed));
  }

  open() {
    this.list?.remove();
    this.list = document.createElement("div");
    this.list.className = "menu";
    this.list.id = `${this.input.id}-listbox`;
    this.list.setAttribute("role", "listbox");
    this.highlighted = 0;
    this.matching().forEach((text, place) => {
      const option = document.createElement("div");
      option.id = `${this.input.id}-option-${place}`;
      option.setAttribute("role", "option");
      option.textContent = text;
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => this.choose(text));
      this.list.append(option);
    });
    this.root.append(this.list);
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", this.list.id);
    this.highlight(0);
  }

  highlight(place) {
    const options = [...this.list.children];
    if (!options.length) return;
    this.highlighted = (place + options.length) % options.length;
    options.forEach((option, at) => {
      option.classList.toggle("highlighted", at === this.highlighted);
    });
    this.input.setAttribute("aria-activedescendant", options[this.highlighted].id);
  }

  press(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list) this.highlight(this.highlighted + (event.key === "ArrowDown" ? 1 : -1));
      else this.open();
    } else if (this.list && (event.key === "Enter" || event.key === "Tab")) {
      if (event.key === "Enter") event.preventDefault();
      const text = this.list.children[this.highlighted]?.textContent;
      if (text) this.choose(text);
    } else if (event.key === "Backspace" && !this.input.value) {
      this.show("", "placeholder", "Select…");
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  choose(text) {
    this.show(text, "single-value", text);
    this.close();
  }

  /** Keep `value`, with `text` as what is seen of it; an empty value makes the hidden required input count again. */
  show(value, kind, text) {
    this.hidden.value = value;
    if (value) this.mirror.remove();
    else this.root.append(this.mirror);
    this.values.querySelector(".placeholder, .single-value").remove();
    const shown = document.createElement("div");
    shown.className = kind;
    shown.textContent = text;
    this.values.prepend(shown);
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.input.value = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const root of document.querySelectorAll(".combobox")) new Combobox(root);
