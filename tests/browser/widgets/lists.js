// Lists, masks and editors of real libraries; `submission()` says what each library itself holds.
import "zone.js";
import "@angular/compiler";
import { Component } from "@angular/core";
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";
import { Combobox, ComboboxButton, ComboboxInput, ComboboxOption, ComboboxOptions, Field, Label, Listbox, ListboxButton, ListboxOption, ListboxOptions } from "@headlessui/react";
import { Autocomplete, FormControl as MuiControl, InputLabel, MenuItem, Select as MuiSelect, TextField } from "@mui/material";
import * as Radix from "@radix-ui/react-select";
import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { ConfigProvider, Select as AntSelect } from "antd";
import Choices from "choices.js";
import { useSelect } from "downshift";
import IMask from "imask";
import Quill from "quill";
import { createElement as h, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import TomSelect from "tom-select";
import "choices.js/public/assets/styles/choices.css";
import "quill/dist/quill.snow.css";
import "tom-select/dist/css/tom-select.css";

const held = { react: {}, angular: null };
const SAILS = ["Mainsail", "Jib", "Spinnaker"];
const HARBOURS = Array.from({ length: 300 }, (_, number) => `Harbour ${number + 1}`);

function Down({ value, change }) {
  const list = useSelect({ items: SAILS, selectedItem: value || null, onSelectedItemChange: ({ selectedItem }) => change(selectedItem) });
  return h("div", { className: "field" },
    h("label", list.getLabelProps(), "Sail you trim best *"),
    h("div", { ...list.getToggleButtonProps(), style: { border: "1px solid #999" } }, value || "Pick a sail"),
    h("ul", list.getMenuProps(), list.isOpen && SAILS.map((item, index) => h("li", { key: item, ...list.getItemProps({ item, index }) }, item))));
}

function Questions() {
  const [state, change] = useState({ watch: "", rope: "", rank: "", knot: "", engine: null, harbour: null, sail: "", upper: "", digits: "" });
  held.react = state;
  const set = (key) => (value) => change((before) => ({ ...before, [key]: value }));
  return [
    h(Field, { key: "watch", className: "field" }, h(Label, {}, "Watch you prefer *"),
      h(Listbox, { value: state.watch, onChange: set("watch") },
        h(ListboxButton, {}, state.watch || "Select a watch"),
        h(ListboxOptions, { anchor: "bottom" }, ["First watch", "Middle watch", "Morning watch"].map((one) => h(ListboxOption, { key: one, value: one }, one))))),
    h(Rope, { key: "rope", value: state.rope, change: set("rope") }),
    h("div", { key: "rank", className: "field" }, h("label", { htmlFor: "rank" }, "Rank you have held *"),
      h(Radix.Root, { value: state.rank, onValueChange: set("rank") },
        h(Radix.Trigger, { id: "rank" }, h(Radix.Value, { placeholder: "Select a rank" })),
        h(Radix.Portal, {}, h(Radix.Content, { position: "popper" }, h(Radix.Viewport, {},
          ["Mate", "Bosun", "Captain"].map((one) => h(Radix.Item, { key: one, value: one.toLowerCase() }, h(Radix.ItemText, {}, one)))))))),
    h(MuiControl, { key: "knot", className: "field", fullWidth: true }, h(InputLabel, { id: "knot-label" }, "Knot you tie first *"),
      h(MuiSelect, { labelId: "knot-label", label: "Knot you tie first *", value: state.knot, onChange: (event) => set("knot")(event.target.value) },
        ["Bowline", "Cleat hitch", "Reef knot"].map((one) => h(MenuItem, { key: one, value: one }, one)))),
    h(Autocomplete, { key: "engine", options: ["Diesel", "Electric", "Steam"], value: state.engine, onChange: (_, value) => set("engine")(value),
      renderInput: (props) => h(TextField, { ...props, label: "Engine you know *" }) }),
    h("div", { key: "harbour", className: "field" }, h("label", { htmlFor: "harbour" }, "Harbour you sail from *"),
      h(AntSelect, { id: "harbour", showSearch: true, allowClear: true, style: { width: 300 }, placeholder: "Select a harbour", value: state.harbour, onChange: (value) => set("harbour")(value ?? null), options: HARBOURS.map((one, number) => ({ value: `h${number + 1}`, label: one })) })),
    h(Down, { key: "sail", value: state.sail, change: set("sail") }),
    h("div", { key: "upper", className: "field" }, h("label", { htmlFor: "upper" }, "Call sign *"),
      h("input", { id: "upper", value: state.upper, onChange: (event) => set("upper")(event.target.value.toUpperCase()) })),
    h("div", { key: "digits", className: "field" }, h("label", { htmlFor: "digits" }, "Certificate number *"),
      h("input", { id: "digits", value: state.digits, onChange: (event) => /^\d*$/.test(event.target.value) && set("digits")(event.target.value) })),
  ];
}

function Rope({ value, change }) {
  const [query, search] = useState("");
  const ropes = ["Hemp", "Nylon", "Polyester"].filter((one) => one.toLowerCase().includes(query.toLowerCase()));
  return h(Field, { className: "field" }, h(Label, {}, "Rope you trust *"),
    h(Combobox, { value: value || null, onChange: (chosen) => change(chosen ?? ""), onClose: () => search("") },
      h(ComboboxInput, { displayValue: (one) => one ?? "", onChange: (event) => search(event.target.value) }),
      h(ComboboxButton, {}, "v"),
      h(ComboboxOptions, { anchor: "bottom" }, ropes.map((one) => h(ComboboxOption, { key: one, value: one }, one)))));
}

createRoot(document.getElementById("react")).render(h(StrictMode, {}, h(ConfigProvider, { theme: { token: { motion: false } } }, h(Questions))));

const tom = window.tom = new TomSelect("#tom", {});
const choices = new Choices("#choices", { itemSelectText: "" });
const mask = IMask(document.getElementById("masked-phone"), { mask: "(000) 000-0000" });
const quill = new Quill("#quill", { theme: "snow" });
quill.root.setAttribute("role", "textbox");
quill.root.setAttribute("aria-labelledby", "quill-label");
const tiptap = new Editor({ element: document.getElementById("tiptap"), extensions: [StarterKit], editorProps: { attributes: { role: "textbox", "aria-labelledby": "tiptap-label" } } });

class AngularQuestions {
  constructor() {
    this.form = new FormGroup({
      crew: new FormControl("", { validators: [Validators.required], updateOn: "blur" }),
      berth: new FormControl(""),
      night: new FormControl(null),
      swim: new FormControl(false),
    });
    held.angular = this.form;
  }
}
const Decorated = Component({
  selector: "angular-questions",
  imports: [ReactiveFormsModule],
  template: `<div [formGroup]="form">
    <div class="field"><label for="crew">Largest crew you have led *</label> <input id="crew" formControlName="crew"></div>
    <div class="field"><label for="berth">Berth you would take *</label> <select id="berth" formControlName="berth"><option value="">Choose a berth</option><option value="p">Port side</option><option value="s">Starboard side</option></select></div>
    <fieldset class="field"><legend>Do you sail at night? *</legend><label><input type="radio" formControlName="night" value="yes"> Yes</label> <label><input type="radio" formControlName="night" value="no"> No</label></fieldset>
    <div class="field"><label><input type="checkbox" formControlName="swim"> I can swim</label></div>
  </div>`,
})(AngularQuestions) ?? AngularQuestions;
bootstrapApplication(Decorated).then(() => document.documentElement.setAttribute("data-ready", "true"));

window.submission = () => ({
  ...held.react,
  tom: tom.getValue(),
  choices: choices.getValue(true),
  mask: mask.unmaskedValue,
  quill: quill.getText().trim(),
  tiptap: tiptap.getText(),
  ...held.angular?.value,
});
