import type { Channel } from "../../src/protocol/channel";
import type { Formula, HostCalls, Typesetting } from "../../src/protocol/page";
import { buildSvg, readSvg } from "../render/safe-svg";
import { plainTex } from "./plain-tex";

/** Formulas on the page: typeset once as templates by the host, their live numbers set into the slots. */
export interface Formulas {
  /** The element for a formula; the same key keeps the same element. */
  readonly element: (
    key: string,
    tex: string,
    slots: Readonly<Record<string, string>>,
    display?: boolean,
    macros?: readonly string[],
  ) => HTMLElement;
  /** What has been typeset, for a file of its own. */
  readonly known: () => readonly { readonly formula: Formula; readonly result: Typesetting }[];
}

interface Shown {
  readonly element: HTMLElement;
  tex: string;
  slots: Readonly<Record<string, string>>;
  set: Typeset | undefined;
}

interface Typeset {
  readonly formula: Formula;
  readonly result: Typesetting;
}

/** Re-typesetting waits this long for more changes: at most ten times a second. */
const pauseMs = 100;

export function createFormulas(host: Channel<HostCalls>, fontPx: () => number): Formulas {
  const shown = new Map<string, Shown>();
  const typeset = new Map<string, Typeset>();
  const wanted = new Map<string, Formula>();
  let timer: number | undefined;
  let serial = 0;

  const flush = (): void => {
    timer = undefined;
    const formulas = [...wanted.values()].slice(0, 32);
    wanted.clear();
    host.ask("typeset", { formulas, fontPx: fontPx() }).then(
      ({ results }) => {
        formulas.forEach((formula, k) => {
          const result = results[k] ?? { problem: "" };
          if ("svg" in result) typeset.set(keyOf(formula), { formula, result });
        });
        for (const entry of shown.values()) fill(entry);
      },
      () => undefined, // the plain text stays
    );
  };
  const want = (formula: Formula): void => {
    wanted.set(keyOf(formula), formula);
    if (timer === undefined) timer = window.setTimeout(flush, pauseMs);
  };
  const fill = (entry: Shown): void => {
    const best = bestFor(entry, typeset);
    if (best === undefined) {
      const plain = plainTex(entry.tex, entry.slots);
      if (entry.set === undefined && entry.element.textContent !== plain) entry.element.textContent = plain;
      return;
    }
    if (entry.set !== best && "svg" in best.result) {
      const tree = readSvg(best.result.svg);
      if (tree === undefined) return;
      entry.set = best;
      const svg = buildSvg(tree, `f${++serial}-`);
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", plainTex(entry.tex, entry.slots));
      entry.element.replaceChildren(svg);
      entry.element.classList.add("is-typeset");
    }
    for (const slot of entry.element.querySelectorAll("[data-slot]")) {
      const text = slot.querySelector("text") ?? slot;
      const live = entry.slots[slot.getAttribute("data-slot") ?? ""];
      if (live !== undefined && text.textContent !== live) text.textContent = live;
    }
  };
  return {
    element: (key, tex, slots, display = true, macros = []) => {
      const known = shown.get(key);
      const entry: Shown = known ?? { element: document.createElement("div"), tex, slots, set: undefined };
      if (known === undefined) {
        entry.element.className = "formula";
        shown.set(key, entry);
      } else if (known.tex !== tex) {
        entry.set = undefined;
        entry.element.classList.remove("is-typeset");
      }
      entry.tex = tex;
      entry.slots = readable(slots);
      if (!fits(bestFor(entry, typeset), slots)) {
        const formula: Formula = {
          tex,
          display,
          ...(Object.keys(slots).length > 0 ? { slots: samplesOf(slots) } : {}),
          ...(macros.length > 0 ? { macros } : {}),
        };
        if (!typeset.has(keyOf(formula))) want(formula);
      }
      fill(entry);
      return entry.element;
    },
    known: () => [...typeset.values()],
  };
}

/** Live numbers are set as text: TeX spaces go, and a minus is a minus. */
function readable(slots: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(slots).map(([name, text]) => [name, plainTex(text, {}).replace(/-/g, "−")]));
}

const keyOf = (formula: Formula): string => JSON.stringify([formula.tex, formula.slots ?? {}, formula.macros ?? []]);

/** Samples as wide as the live numbers: every digit a zero, so that a changed digit is no new formula. */
function samplesOf(slots: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(slots).map(([name, text]) => [name, text.replace(/\d/g, "0").slice(0, 80)]));
}

/** The typeset template of a TeX whose slots come nearest to what has to go into them. */
function bestFor(entry: Shown, typeset: ReadonlyMap<string, Typeset>): Typeset | undefined {
  const exact = typeset.get(keyOf({ tex: entry.tex, display: true, slots: samplesOf(entry.slots) }));
  if (exact !== undefined) return exact;
  return [...typeset.values()].filter((one) => one.formula.tex === entry.tex).at(-1);
}

function fits(one: Typeset | undefined, slots: Readonly<Record<string, string>>): boolean {
  if (one === undefined) return false;
  return Object.entries(slots).every(([name, text]) => (one.formula.slots?.[name]?.length ?? 0) === text.length);
}
