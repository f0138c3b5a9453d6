/** What was filled where and when, and what it cost. */
import { readable } from "./answers.js";
import { attempt, button, confirmed, count, dayOf, dollars, make, part, text } from "./dom.js";
import { ask } from "./host.js";
import { monthRows } from "./months.js";

/** Show the past forms and this month's cost. */
export const show = async () => {
  await attempt("history-said", list);
};

/** @returns {Promise<string>} */
async function list() {
  const [{ batches }, usage] = await Promise.all([ask("GET", "/api/history"), ask("GET", "/api/usage")]);
  showUsage(usage);
  part("history-list", HTMLElement).replaceChildren(...batches.map(card));
  part("history-tools", HTMLElement).hidden = !batches.length;
  return batches.length ? "" : text("history_none");
}

/** @param {any} usage */
function showUsage({ usage, months = [], month_cost_usd: cost, budget_usd_month: budget, budget_usd: form = null }) {
  const words = dollars(cost);
  part("month-cost", HTMLElement).textContent = words;
  part("month-budget", HTMLElement).textContent =
    budget === null ? text("no_budget") : text("of_budget", dollars(budget));
  const meter = part("month-meter", HTMLMeterElement);
  meter.hidden = !budget;
  meter.max = budget || 1;
  meter.high = meter.max * 0.8;
  meter.value = cost;
  part("form-budget", HTMLElement).textContent = form === null ? "" : text("form_budget", dollars(form));
  part("months-table", HTMLElement).hidden = !months.length;
  part("months-rows", HTMLElement).replaceChildren(...monthRows(months));
  part("usage-table", HTMLElement).hidden = !usage.length;
  part("usage-rows", HTMLElement).replaceChildren(...usage.map(usageRow));
}

/** @param {any} row */
function usageRow(row) {
  const cost = row.cost_known ? dollars(row.cost_usd) : text("at_least", dollars(row.cost_usd));
  const model = [text(`provider_${row.provider}`) || row.provider, row.model].filter(Boolean).join(" · ");
  const cells = [count(row.calls), count(row.failures), count(row.input_tokens + row.output_tokens), cost];
  const head = make("th", { scope: "row", textContent: model });
  return make("tr", {}, head, ...cells.map((words) => make("td", { textContent: words })));
}

/**
 * How a form went, in words.
 * @param {any} summary
 */
function talliesOf(summary) {
  const { total_fields: total, failed_count, needs_review_count, skipped_count } = summary;
  const numbers = {
    tally_answered: total - failed_count - needs_review_count - skipped_count,
    tally_needs: needs_review_count,
    tally_skipped: skipped_count,
    tally_failed: failed_count,
  };
  const told = Object.entries(numbers).filter(([, number]) => number > 0);
  const cost = summary.total_cost_usd > 0 ? [dollars(summary.total_cost_usd)] : [];
  return [...told.map(([name, number]) => text(name, count(number))), ...cost].join(" · ");
}

/** @param {any} batch */
function card(batch) {
  const job = [batch.title, batch.company].filter(Boolean).join(" · ") || text("some_form");
  const line = `${dayOf(batch.created)} · ${talliesOf(batch.summary)}`;
  const about = make("span", { className: "grow" }, make("span", { className: "question", textContent: job }));
  about.append(make("span", { className: "quiet", textContent: line }));
  const details = make("details", {}, make("summary", {}, about));
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector(".detail")) {
      attempt("history-said", async () => {
        details.append(detail(await ask("GET", `/api/history/${encodeURIComponent(batch.id)}`), job));
        return "";
      });
    }
  });
  return make("li", {}, details);
}

/**
 * The answer, or why there is none.
 * @param {any} response
 */
function outcomeOf(response) {
  const answer = response.status === "answered" ? readable(response) : "";
  const reason = response.reason || response.error?.message || readable(response) || "–";
  return make("dd", { textContent: answer || reason, className: answer ? "" : "quiet" });
}

/**
 * @param {any} batch
 * @param {string} job
 */
function detail({ id, url, responses }, job) {
  const pairs = responses.map((/** @type {any} */ response) =>
    make("div", {}, make("dt", { textContent: response.label }), outcomeOf(response)),
  );
  const box = make("div", { className: "detail" });
  if (url) box.append(make("p", { className: "quiet", textContent: url }));
  const named = { "aria-label": text("delete_named", job) };
  box.append(
    make("dl", {}, ...pairs),
    make(
      "div",
      { className: "bar" },
      button(text("delete"), () => removeOne(id), named),
    ),
  );
  return box;
}

/** @param {string} id */
const removeOne = (id) => remove(`/api/history/${encodeURIComponent(id)}`);

async function removeAll() {
  if (await confirmed(text("ask_delete_history"), text("delete_all"))) await remove("/api/history");
}

/** @param {string} path */
async function remove(path) {
  await attempt("history-said", async () => {
    await ask("DELETE", path);
    await list();
    part("history-title", HTMLElement).focus();
    return text("deleted");
  });
}

/** Listen; once. */
export function start() {
  part("history-delete", HTMLButtonElement).addEventListener("click", removeAll);
}
