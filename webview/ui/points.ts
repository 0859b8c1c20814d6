import { html, nothing, type TemplateResult } from "lit";
import type { PlainParam } from "../../src/demos/fit";
import { nextPoint, parsePoints, pointsText } from "./points-text";
import { button, writing } from "./toolkit";
import { type Say, words } from "./words";

/** A list of points: how many there are, one more or less, and all of them as text. */
export function pointsList(
  label: string,
  values: readonly number[],
  param: Extract<PlainParam, { kind: "points" }>,
  say: Say,
  onChange: (values: readonly number[]) => void,
): TemplateResult {
  const count = values.length / 2;
  const typed = (event: Event): void => {
    const area = event.target as HTMLTextAreaElement;
    const read = parsePoints(area.value, param);
    const problem = "problem" in read ? say(read.problem) : "";
    area.setCustomValidity(problem);
    area.setAttribute("aria-invalid", String(problem !== ""));
    const said = area.parentElement?.querySelector(".typed-problem");
    if (said) said.textContent = problem;
    if ("points" in read) onChange(read.points);
  };
  return html`<fieldset class="points">
    <legend>${label}</legend>
    <div class="row">
      <output class="count" aria-label="${label}: ${say(words.pointCount)}">${count}<span class="of"> / ${param.maxPoints}</span></output>
      ${button("+", () => onChange(nextPoint(values, param)), { disabled: count >= param.maxPoints, title: say(words.addPoint), name: `${label}: ${say(words.addPoint)}` })}
      ${button("−", () => onChange(values.slice(0, -2)), { disabled: count === 0, title: say(words.deletePoint), name: `${label}: ${say(words.deletePoint)}` })}
      ${button(say(words.clear), () => onChange([]), { disabled: count === 0, name: `${label}: ${say(words.clear)}` })}
    </div>
    <details class="typed-list">
      <summary>${say(words.typePoints)}</summary>
      <textarea
        rows=${Math.min(8, Math.max(3, count + 1))}
        spellcheck="false"
        aria-label="${label}: ${say(words.pointsFormat)}"
        placeholder="0.5, 1.25"
        ${writing(pointsText(values))}
        @change=${typed}
      ></textarea>
      <p class="problem typed-problem" role="status"></p>
      <p class="help">${say(words.pointsFormat)}</p>
    </details>
    ${count === 0 ? html`<p class="help">${say(words.noPoints)}</p>` : nothing}
  </fieldset>`;
}
