import { html, nothing, type TemplateResult } from "lit";
import type { Challenge } from "../../src/demos/demo";
import type { Picks } from "../runtime/storage";
import { button } from "./toolkit";
import { type Say, words } from "./words";

export interface ChallengeActions {
  readonly challenge: (challenge: Challenge) => void;
  /** Predicts a choice of a challenge; nothing takes the prediction back. */
  readonly pick: (challenge: number, choice: number | undefined) => void;
}

/** Things to try: predict first, then see what was right. */
export function challengeList(
  challenges: readonly Challenge[],
  picks: Picks,
  actions: ChallengeActions,
  say: Say,
): TemplateResult | typeof nothing {
  if (challenges.length === 0) return nothing;
  const asked = challenges.flatMap(({ choices, right }, k) => (choices === undefined ? [] : [{ k, right }]));
  const right = asked.filter((each) => picks[each.k] === each.right && each.right !== undefined).length;
  const picked = asked.filter(({ k }) => picks[k] !== undefined).length;
  return html`<section class="panel challenges" aria-labelledby="challenges-title">
    <h2 id="challenges-title">${say(words.challenges)}</h2>
    <p class="help">${say(words.predict)} ${picked === 0 ? nothing : say(words.predicted(right, picked))}</p>
    <ol>
      ${challenges.map(
        (challenge, k) => html`<li>
          <p id="challenge-${k}">${say(challenge.ask)}</p>
          ${challenge.values === undefined ? nothing : button(say(words.setScene), () => actions.challenge(challenge))}
          ${challenge.choices === undefined ? revealed(challenge, say) : prediction(challenge, challenge.choices, k, picks[k], actions, say)}
        </li>`,
      )}
    </ol>
  </section>`;
}

function revealed(challenge: Challenge, say: Say): TemplateResult {
  return html`<details class="reveal">
    <summary>${say(words.reveal)}</summary>
    <p>${say(challenge.answer)}</p>
  </details>`;
}

/** Buttons until one is chosen; then the same list with what was right, and why. */
function prediction(
  { right, answer }: Challenge,
  choices: NonNullable<Challenge["choices"]>,
  k: number,
  pick: number | undefined,
  actions: ChallengeActions,
  say: Say,
): TemplateResult {
  const isOpen = pick === undefined;
  return html`<div class="prediction" role="group" aria-labelledby="challenge-${k}">
    <ul>
      ${choices.map((choice, at) => {
        const isRight = at === right;
        const isMine = at === pick;
        const sign = isOpen ? "" : isRight ? "✓" : isMine ? "✗" : "";
        const mark = isOpen ? "" : isRight ? "is-right" : isMine ? "is-missed" : "is-other";
        return html`<li>
          <button
            type="button"
            class="choice ${mark}"
            aria-pressed=${isOpen ? "false" : String(isMine)}
            ?disabled=${!isOpen && !isMine && !isRight}
            @click=${() => isOpen && actions.pick(k, at)}
          >
            <span class="sign" aria-hidden="true">${sign}</span>
            <span>${say(choice)}</span>
            ${isOpen || sign === "" ? nothing : html`<span class="unseen">: ${say(isRight ? words.isRight : words.isWrong)}${isMine ? `, ${say(words.yourPick)}` : ""}</span>`}
          </button>
        </li>`;
      })}
    </ul>
    <div role="status">
      ${
        isOpen
          ? nothing
          : html`<p class="verdict ${pick === right ? "good" : "wrong"}">${say(pick === right ? words.predictedRight : words.predictedWrong)}</p>
              <p class="answer">${say(answer)}</p>`
      }
    </div>
    ${isOpen ? nothing : button(say(words.predictAgain), () => actions.pick(k, undefined))}
  </div>`;
}
