() => {
  // What every control of the page holds, by a name of its own, and what each form would send: read from the elements
  // alone, in the page's own world, so that nothing of the extension says what the extension has done.
  const STATES = ["aria-checked", "aria-pressed", "aria-selected", "aria-activedescendant"];
  const ROLES = "[role=radio], [role=checkbox], [role=switch], [role=option], [role=combobox], [aria-haspopup=listbox], [aria-pressed], [contenteditable=true], button";
  /** @type {Record<string, unknown>} */
  const controls = {};
  /** @type {unknown[]} */
  const forms = [];

  function keep(place, element, value) {
    const name = element.id ? `#${element.id}` : element.getAttribute("name") || element.localName;
    const choice = element.localName === "input" && ["radio", "checkbox"].includes(element.type);
    const key = `${place}${name}${choice ? `=${element.value}` : ""}`;
    let number = 1;
    while (`${key}${number > 1 ? `~${number}` : ""}` in controls) number += 1;
    controls[`${key}${number > 1 ? `~${number}` : ""}`] = value;
  }

  function held(element) {
    if (element.localName === "select") {
      const chosen = [...element.selectedOptions].map((option) => option.value);
      return element.multiple ? chosen : (chosen[0] ?? "");
    }
    if (element.type === "radio" || element.type === "checkbox") return element.checked;
    if (element.type === "file") return [...element.files].map((file) => file.name);
    return element.value;
  }

  function shown(element) {
    const states = STATES.flatMap((name) => (element.hasAttribute(name) ? [element.getAttribute(name)] : []));
    const texts = element.localName === "button" && !element.hasAttribute("aria-haspopup") ? [element.className] : [element.textContent.replace(/\s+/g, " ").trim()];
    return [...states, ...texts].join(" | ");
  }

  function look(root, place) {
    for (const element of root.querySelectorAll("*")) {
      if (element.id === "fillwright-panel" || element.localName === "fillwright-panel") continue;
      if (element.matches("input, select, textarea")) keep(place, element, held(element));
      else if (element.matches(ROLES)) keep(place, element, shown(element));
      if (element.localName === "form") forms.push([...new FormData(element)].map(([name, value]) => [name, value.name ?? value]));
      if (element.shadowRoot) look(element.shadowRoot, `${place}${element.localName} > `);
      if (element.localName !== "iframe") continue;
      try {
        if (element.contentDocument) look(element.contentDocument, `${place}iframe > `);
      } catch {
        // of another origin
      }
    }
  }

  look(document, "");
  return { controls, forms, submission: globalThis.submission?.() ?? null };
}
