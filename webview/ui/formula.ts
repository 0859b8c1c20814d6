import type { Channel } from "../../src/protocol/channel";
import type { Formula, HostCalls, Typesetting } from "../../src/protocol/page";
import { buildSvg, readSvg } from "../render/safe-svg";
import { plainTex } from "./plain-tex";

type Slots = Readonly<Record<string, string>>;

/**
 * Formulas on the page. The host typesets them with their live numbers in place: the newest wins, at most ten times a
 * second, and the last picture stays until the next is there. A host that only has templates (a file of its own) gets its
 * numbers set as text into the template's slots.
 */
export interface Formulas {
  /** The element for a formula; the same key keeps the same element. */
  readonly element: (
    key: string,
    tex: string,
    slots: Slots,
    display?: boolean,
    macros?: readonly string[],
  ) => HTMLElement;
  /** The formulas shown so far as templates with slots, for a file of its own. */
  readonly templates: () => Promise<readonly Typeset[]>;
}

interface Typeset {
  readonly formula: Formula;
  readonly result: Typesetting;
}

interface Shown {
  readonly element: HTMLElement;
  tex: string;
  slots: Slots;
  display: boolean;
  macros: readonly string[];
  set: Typesetting | undefined;
}

/** From one typesetting to the next: at most ten times a second. */
const pauseMs = 100;
/** Formulas kept, so that stepping back asks nobody. */
const mostKept = 400;
/** What one message holds. */
const mostAsked = 32;

export function createFormulas(host: Channel<HostCalls>, fontPx: () => number): Formulas {
  const shown = new Map<string, Shown>();
  const results = new Map<string, Typesetting>();
  const wanted = new Map<string, Formula>();
  let timer: number | undefined;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let serial = 0;

  const typeset = async (formulas: readonly Formula[]): Promise<readonly Typesetting[]> =>
    (await host.ask("typeset", { formulas, fontPx: fontPx() })).results;
  const flush = (): void => {
    timer = undefined;
    flushedAt = performance.now();
    const formulas = [...wanted.values()].slice(-mostAsked);
    wanted.clear();
    typeset(formulas).then(
      (replies) => {
        formulas.forEach((formula, k) => {
          keep(results, keyOf(formula), replies[k] ?? { problem: "" });
        });
        for (const entry of shown.values()) fill(entry);
      },
      () => undefined, // the plain text stays
    );
  };
  const want = (formula: Formula): void => {
    const key = keyOf(formula);
    if (results.has(key)) return;
    wanted.set(key, formula);
    if (timer === undefined) timer = window.setTimeout(flush, Math.max(0, flushedAt + pauseMs - performance.now()));
  };
  const show = (entry: Shown, result: Typesetting): boolean => {
    if (!("svg" in result)) return false;
    if (entry.set === result) return true;
    const tree = readSvg(result.svg);
    if (tree === undefined) return false;
    entry.set = result;
    const svg = buildSvg(tree, `f${++serial}-`);
    svg.setAttribute("role", "img");
    entry.element.replaceChildren(svg);
    entry.element.classList.add("is-typeset");
    return true;
  };
  const fill = (entry: Shown): void => {
    const whole = filled(entry);
    const result = results.get(keyOf(whole));
    const isWhole = result !== undefined && show(entry, result);
    if (result === undefined) want(whole);
    if (result !== undefined && !isWhole && hasSlots(entry)) {
      const template = templateOf(entry);
      const best = results.get(keyOf(template));
      if (best === undefined) want(template);
      else if (show(entry, best)) setSlots(entry.element, readable(entry.slots));
    }
    const plain = plainTex(entry.tex, entry.slots);
    if (entry.set === undefined) entry.element.textContent = plain;
    else entry.element.firstElementChild?.setAttribute("aria-label", plain);
  };
  return {
    element: (key, tex, slots, display = true, macros = []) => {
      const known = shown.get(key);
      const entry: Shown = known ?? {
        element: document.createElement("div"),
        tex,
        slots,
        display,
        macros,
        set: undefined,
      };
      if (known === undefined) {
        entry.element.className = "formula";
        shown.set(key, entry);
      } else if (known.tex !== tex) {
        entry.set = undefined;
        entry.element.classList.remove("is-typeset");
      }
      Object.assign(entry, { tex, slots, display, macros });
      fill(entry);
      return entry.element;
    },
    templates: async () => {
      const formulas = [...shown.values()].map(templateOf);
      const found: Typeset[] = [];
      for (let from = 0; from < formulas.length; from += mostAsked) {
        const some = formulas.slice(from, from + mostAsked);
        const replies = await typeset(some);
        some.forEach((formula, k) => {
          const result = replies[k];
          if (result !== undefined && "svg" in result) found.push({ formula, result });
        });
      }
      return found;
    },
  };
}

function keep(results: Map<string, Typesetting>, key: string, result: Typesetting): void {
  results.set(key, result);
  const oldest = results.size > mostKept ? results.keys().next().value : undefined;
  if (oldest !== undefined) results.delete(oldest);
}

const hasSlots = ({ slots }: Shown): boolean => Object.keys(slots).length > 0;

const keyOf = (formula: Formula): string =>
  JSON.stringify([formula.tex, formula.display, formula.slots ?? {}, formula.macros ?? []]);

const common = ({ display, macros }: Shown): Pick<Formula, "display" | "macros"> => ({
  display,
  ...(macros.length > 0 ? { macros } : {}),
});

/** The formula with its numbers in place. */
function filled(entry: Shown): Formula {
  const tex = entry.tex.replace(
    /\\slot\{([^{}]*)\}/g,
    (_, name: string) => `{${numbersAsTex(entry.slots[name] ?? "")}}`,
  );
  return { tex, ...common(entry) };
}

/** `1.2e-7` as a power of ten; everything else reads as TeX already. */
const numbersAsTex = (text: string): string =>
  text.replace(/(\d)e([-−+]?)(\d+)/g, (_, digit: string, sign: string, power: string) => {
    return `${digit}{\\cdot}10^{${sign === "+" ? "" : sign}${power}}`;
  });

/** Samples as wide as the live numbers: every digit a zero, so that a changed digit is no new formula. */
function templateOf(entry: Shown): Formula {
  if (!hasSlots(entry)) return { tex: entry.tex, ...common(entry) };
  const samples = Object.entries(readable(entry.slots)).map(([name, text]) => [
    name,
    text.replace(/\d/g, "0").slice(0, 80),
  ]);
  return { tex: entry.tex, slots: Object.fromEntries(samples), ...common(entry) };
}

/** Live numbers set as text: TeX spaces go, and a minus is a minus. */
function readable(slots: Slots): Record<string, string> {
  return Object.fromEntries(Object.entries(slots).map(([name, text]) => [name, plainTex(text, {}).replace(/-/g, "−")]));
}

function setSlots(element: HTMLElement, slots: Slots): void {
  for (const slot of element.querySelectorAll("[data-slot]")) {
    const text = slot.querySelector("text") ?? slot;
    const live = slots[slot.getAttribute("data-slot") ?? ""];
    if (live !== undefined && text.textContent !== live) text.textContent = live;
  }
}
