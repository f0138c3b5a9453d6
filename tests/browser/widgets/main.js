// Widgets of real libraries; `submission()` says what each library itself holds.
import flatpickr from "flatpickr";
import intlTelInput from "intl-tel-input";
import $ from "jquery";
import { html, LitElement } from "lit";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import Select from "react-select";
import AsyncSelect from "react-select/async";
import CreatableSelect from "react-select/creatable";
import select2 from "select2/dist/js/select2.full.js";
import { createApp } from "vue/dist/vue.esm-bundler.js";
import "select2/dist/css/select2.css";
import "flatpickr/dist/flatpickr.css";
import "intl-tel-input/styles";

const held = { react: {}, vue: null, lit: null };

const choices = (...labels) => labels.map((label, place) => ({ value: `v${place}`, label }));
const CITIES = choices("Hamburg, Germany", "Hamburg, New York, United States", "Hamm, Germany", "Berlin, Germany");
const search = (text) =>
  new Promise((resolve) => {
    const found = CITIES.filter(({ label }) => label.toLowerCase().startsWith(text.toLowerCase()));
    setTimeout(() => resolve(found), 80);
  });

function Questions() {
  const [state, change] = useState({ name: "", degree: null, city: null, heard: null, languages: [], relocate: "" });
  held.react = state;
  const set = (key) => (value) => change((before) => ({ ...before, [key]: value }));
  const question = (id, label, widget) =>
    createElement("div", { className: "field", key: id }, createElement("label", { htmlFor: id, id: `${id}-label` }, `${label} *`), widget);
  const select = (Kind, id, label, more) =>
    question(id, label, createElement(Kind, { inputId: id, "aria-labelledby": `${id}-label`, value: state[id], onChange: set(id), ...more }));
  return [
    question("name", "Full name", createElement("input", { id: "name", value: state.name, onChange: (event) => set("name")(event.target.value) })),
    select(Select, "degree", "Highest level of education", { options: choices("Bachelor's degree", "Master's degree", "Doctorate") }),
    select(AsyncSelect, "city", "Location (City)", { loadOptions: search, isClearable: true }),
    select(CreatableSelect, "heard", "How did you hear about us?", { options: choices("LinkedIn", "A friend", "Other"), isClearable: true }),
    select(Select, "languages", "Which languages do you speak?", { options: choices("English", "French", "German", "Polish"), isMulti: true }),
    createElement("fieldset", { className: "field", key: "relocate" },
      createElement("legend", {}, "Are you willing to relocate? *"),
      ...["Yes", "No"].map((option) => createElement("label", { key: option },
        createElement("input", { type: "radio", name: "relocate", value: option, checked: state.relocate === option, onChange: () => set("relocate")(option) }), option))),
  ];
}
createRoot(document.getElementById("react")).render(createElement(Questions));

if (typeof select2 === "function") select2(window, $);
$("#country, #places").select2();

const phone = intlTelInput(document.getElementById("phone"), { initialCountry: "us", separateDialCode: true });
const start = flatpickr("#start", { allowInput: true, dateFormat: "Y-m-d" });

const calendar = flatpickr("#calendar", { dateFormat: "Y-m-d" });

// A mask of digits: whatever is typed is put into the pattern.
document.getElementById("masked").addEventListener("input", (event) => {
  const digits = event.target.value.replace(/\D/g, "").slice(0, 8);
  event.target.value = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join("/");
});

createApp({
  data: () => ({ linkedin: "", sponsorship: "", terms: [] }),
  mounted() { held.vue = this; },
  template: `
    <div class="field"><label for="linkedin">LinkedIn profile *</label> <input id="linkedin" v-model.trim="linkedin"></div>
    <div class="field"><label for="sponsorship">Will you require visa sponsorship to work in Germany? *</label>
      <select id="sponsorship" v-model="sponsorship"><option disabled value="">Select one</option><option value="1">Yes</option><option value="0">No</option></select></div>`,
}).mount("#vue");

class LitQuestion extends LitElement {
  static properties = { value: {} };
  constructor() {
    super();
    this.value = "";
    held.lit = this;
  }
  render() {
    return html`<div class="field"><label for="kubernetes">How many years of experience do you have with Kubernetes? *</label>
      <input id="kubernetes" .value=${this.value} @input=${(event) => { this.value = event.target.value; }}></div>`;
  }
}
customElements.define("lit-question", LitQuestion);

const byId = (id) => document.getElementById(id);
const labels = (value) => (Array.isArray(value) ? value.map(({ label }) => label) : (value?.label ?? null));
window.submission = () => ({
  name: held.react.name,
  degree: labels(held.react.degree),
  city: labels(held.react.city),
  heard: labels(held.react.heard),
  languages: labels(held.react.languages),
  relocate: held.react.relocate,
  country: $("#country").val(),
  places: $("#places").val(),
  phone: [phone.getSelectedCountryData?.()?.iso2 ?? phone.getSelectedCountry?.()?.iso2, byId("phone").value],
  start: start.selectedDates.map((date) => flatpickr.formatDate(date, "Y-m-d")),
  calendar: calendar.selectedDates.map((date) => flatpickr.formatDate(date, "Y-m-d")),
  parts: ["month", "day", "year"].map((part) => byId(`part-${part}`).value),
  masked: byId("masked").value,
  native: byId("native").value,
  month: byId("graduation").value,
  years: byId("years").value,
  kinds: [...byId("kinds").selectedOptions].map(({ value }) => value),
  linkedin: held.vue.linkedin,
  sponsorship: held.vue.sponsorship,
  kubernetes: held.lit.value,
  why: byId("why").textContent.trim(),
});
