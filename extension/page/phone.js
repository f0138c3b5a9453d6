// The country list beside a phone number, as intl-tel-input has it: the number typed chooses in it by itself.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { press, until } = fw.pointer;

  const BUTTON = ".iti__selected-country, .iti__selected-flag";
  const OPENING = 500;

  /**
   * @param {HTMLElement} element
   * @returns {HTMLElement | null}
   */
  function buttonOf(element) {
    return element.closest(fw.words.phonePicker)?.querySelector(BUTTON) ?? null;
  }

  /**
   * The dial code shown beside the number, as digits; "" where none is.
   * @param {HTMLElement} element
   */
  function dialOf(element) {
    const text = buttonOf(element)?.textContent ?? "";
    return /\+\s*(\d{1,4})/.exec(text)?.[1] ?? "";
  }

  /**
   * The country chosen beside the number, as two letters; "" where there is no list.
   * @param {HTMLElement} element
   */
  function countryOf(element) {
    const flag = buttonOf(element)?.querySelector(".iti__flag") ?? null;
    return /\biti__([a-z]{2})\b/.exec(flag?.className ?? "")?.[1] ?? "";
  }

  /**
   * Choose the country again that was chosen before.
   * @param {HTMLElement} element
   * @param {string} country two letters
   * @returns {Promise<boolean>}
   */
  async function choose(element, country) {
    const button = buttonOf(element);
    if (!button || countryOf(element) === country) return true;
    press(button);
    const item = () =>
      element.ownerDocument.querySelector(
        `.iti__country[data-iso2="${country}"], .iti__country[data-country-code="${country}"]`,
      );
    await until(() => item() !== null, OPENING);
    const found = item();
    if (found) press(/** @type {HTMLElement} */ (found));
    return until(() => countryOf(element) === country, OPENING);
  }

  fw.phone = { dialOf, countryOf, choose };
})();
