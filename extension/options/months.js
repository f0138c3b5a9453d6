/** What each month came to: a table whose bars are its chart. */
import { count, dollars, language, make, text } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const LONGEST = 160;
const HEIGHT = 12;

/** @typedef {{ month: string, forms: number, calls: number, cost_usd: number, cost_known: boolean }} Month */

/** A month as the person's own language writes it. @param {string} month `YYYY-MM` */
function monthOf(month) {
  const date = new Date(`${month}-15T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return month;
  return new Intl.DateTimeFormat(language(), { month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}

/**
 * A bar for the eye; the figure beside it says the same.
 * @param {number} share
 */
function bar(share) {
  const drawing = document.createElementNS(SVG, "svg");
  const rect = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({
    width: LONGEST,
    height: HEIGHT,
    "aria-hidden": "true",
    class: "chart",
  })) {
    drawing.setAttribute(name, String(value));
  }
  const length = share > 0 ? Math.max(2, share * LONGEST) : 0;
  for (const [name, value] of Object.entries({ width: length, height: HEIGHT, rx: 3 })) {
    rect.setAttribute(name, String(value));
  }
  drawing.append(rect);
  return drawing;
}

/**
 * A row for each month, the latest first.
 * @param {readonly Month[]} months
 * @returns {HTMLTableRowElement[]}
 */
export function monthRows(months) {
  const most = Math.max(0, ...months.map((each) => each.cost_usd));
  return months.map(({ month, forms, cost_usd, cost_known }) => {
    const cost = cost_known ? dollars(cost_usd) : text("at_least", dollars(cost_usd));
    return make(
      "tr",
      {},
      make("th", { scope: "row", textContent: monthOf(month) }),
      make("td", {}, bar(most ? cost_usd / most : 0)),
      make("td", { textContent: count(forms) }),
      make("td", { textContent: cost }),
    );
  });
}
