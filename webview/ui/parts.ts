import { html, nothing, type TemplateResult } from "lit";
import type { Check } from "../../src/demos/demo";
import { numberText } from "../../src/plot/scale";
import type { Table } from "../../src/plot/scene";
import type { Text } from "../../src/words/text";
import type { Comparison, Run } from "../runtime/history";
import { shownRows } from "../ship";
import { button } from "./toolkit";
import { keyWords, type Say, words } from "./words";

/** The smaller pieces of the frame. */

const passes = ({ actual, expected, tolerance }: Check): boolean =>
  Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));

/** The badge: how many checks hold; opened, each with its numbers and where the expected one comes from. */
export function checkBadge(checks: readonly Check[], say: Say): TemplateResult | typeof nothing {
  if (checks.length === 0) return nothing;
  const good = checks.filter(passes).length;
  const isGood = good === checks.length;
  return html`<details class="badge ${isGood ? "is-good" : "is-wrong"}">
    <summary><span aria-hidden="true">${isGood ? "✓" : "✗"}</span> ${good} / ${checks.length} ${say(words.checksHold)}</summary>
    <div class="popover scroll" tabindex="0" role="region" aria-label=${say(words.checks)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${say(words.check)}</th>
            <th scope="col">${say(words.expected)}</th>
            <th scope="col">${say(words.actual)}</th>
            <th scope="col">${say(words.difference)}</th>
            <th scope="col">${say(words.source)}</th>
          </tr>
        </thead>
        <tbody>
          ${checks.map(
            (check) => html`<tr>
              <th scope="row">
                <span class=${passes(check) ? "good" : "wrong"}>${passes(check) ? "✓" : "✗"}<span class="unseen"> ${say(passes(check) ? words.holds : words.fails)}</span></span>
                ${say(check.name)}
              </th>
              <td>${numberText(check.expected, 7)}</td>
              <td>${numberText(check.actual, 7)}</td>
              <td>${numberText(Math.abs(check.actual - check.expected), 2)}</td>
              <td class="words">${say(check.source)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The numbers of a picture; built only while it is open. */
export function dataTable(
  table: Table,
  caption: string,
  isOpen: boolean,
  onToggle: (isOpen: boolean) => void,
  say: Say,
): TemplateResult {
  const total = table.total ?? table.rows.length;
  return html`<details class="data" ?open=${isOpen} @toggle=${(event: Event) => onToggle((event.target as HTMLDetailsElement).open)}>
    <summary>${say(words.data)}</summary>
    ${
      isOpen
        ? html`<div class="scroll" tabindex="0" role="region" aria-label="${say(words.data)}: ${caption}">
            <table>
              <caption class="unseen">${caption}</caption>
              <thead>
                <tr>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
              </thead>
              <tbody>
                ${table.rows.slice(0, shownRows).map((row) => html`<tr>${row.map((cell) => html`<td>${typeof cell === "number" ? numberText(cell, 6) : cell}</td>`)}</tr>`)}
              </tbody>
            </table>
            ${total === 0 ? html`<p class="help">${say(words.noRows)}</p>` : nothing}
            ${total > shownRows ? html`<p class="help">${shownRows} ${say(words.rowsShown)} ${total}</p>` : nothing}
          </div>`
        : nothing
    }
  </details>`;
}

export interface RunActions {
  readonly keep: () => void;
  readonly open: (run: Run) => void;
  /** Shows a run with this one, or stops to. */
  readonly compare: (run: Run, way: Comparison["way"] | undefined) => void;
  readonly remove: (run: Run) => void;
}

export function runList(
  runs: readonly Run[],
  compared: Comparison | undefined,
  actions: RunActions,
  say: Say,
): TemplateResult {
  const toggle = (run: Run, way: Comparison["way"], start: Text, stop: Text): TemplateResult => {
    const isOn = compared?.run === run.id && compared.way === way;
    return button(say(isOn ? stop : start), () => actions.compare(run, isOn ? undefined : way));
  };
  return html`<section class="panel runs" aria-labelledby="runs-title">
    <h2 id="runs-title">${say(words.runs)}</h2>
    ${button(say(words.keepRun), actions.keep)}
    ${runs.length === 0 ? html`<p class="help">${say(words.noRuns)}</p>` : nothing}
    <ul>
      ${runs.map(
        (run) => html`<li class=${run.id === compared?.run ? "is-overlaid" : ""}>
          <span class="run-name">${run.name}</span>
          <span class="row">
            ${button(say(words.open), () => actions.open(run))}
            ${toggle(run, "overlay", words.compare, words.stopCompare)}
            ${toggle(run, "beside", words.beside, words.stopBeside)}
            ${button(say(words.remove), () => actions.remove(run))}
          </span>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** The list of shortcuts, in a dialog of the browser's own. */
export function keysDialog(say: Say): TemplateResult {
  const close = (event: Event): void => (event.currentTarget as HTMLElement).closest("dialog")?.close();
  return html`<dialog class="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">${say(words.keysTitle)}</h2>
    <dl>
      ${keyWords.map(({ key, does }) => html`<div><dt>${key.split(" ").map((part) => html`<kbd>${part}</kbd> `)}</dt><dd>${say(does)}</dd></div>`)}
    </dl>
    <button type="button" class="plain" @click=${close}>${say(words.close)}</button>
  </dialog>`;
}
