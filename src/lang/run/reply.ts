import type { Text } from "../../words/text";
import type { Answer, AnswerValue, Step, Tone } from "../answer";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import { present } from "../symbolic/present";
import { type PrintOptions, printLatex, printText } from "../symbolic/print";
import { type Numbers, numbersLatex, numbersOf, numbersText, numbersValue } from "./numbers";
import type { World } from "./world";

const longest = 60;

interface Parts {
  readonly text: string;
  /** LaTeX and steps are wanted by a hover only: as functions they are made when first asked for. */
  readonly latex: string | (() => string);
  readonly short?: string;
  readonly value?: AnswerValue | undefined;
  readonly verdict?: string;
  readonly tone?: Tone;
  readonly steps?: readonly Step[] | (() => readonly Step[]);
  readonly notes?: readonly Text[];
}

/** An answer; its short form is the text, or what of it fits. */
export function reply({ text, latex, short, value, verdict, tone, steps, notes }: Parts): Answer {
  let madeLatex = typeof latex === "string" ? latex : undefined;
  let madeSteps = typeof steps === "function" ? undefined : (steps ?? []);
  return {
    text,
    short: shorten(short ?? text),
    get latex() {
      madeLatex ??= typeof latex === "function" ? latex() : latex;
      return madeLatex;
    },
    ...(value === undefined ? {} : { value }),
    ...(verdict === undefined ? {} : { verdict }),
    tone: tone ?? "value",
    get steps() {
      madeSteps ??= typeof steps === "function" ? steps() : [];
      return madeSteps;
    },
    notes: notes ?? [],
  };
}

/** The answer with another text, perhaps another LaTeX, and more notes. */
export function retold(answer: Answer, text: string, note?: Text, latex = (): string => answer.latex): Answer {
  return reply({
    text,
    latex,
    value: answer.value,
    ...(answer.verdict ? { verdict: answer.verdict } : {}),
    tone: answer.tone,
    steps: () => answer.steps,
    notes: note ? [...answer.notes, note] : answer.notes,
  });
}

/** At most `most` units: parts behind three blanks go first, then items of a list, then decimals, then entries from the end, then a cut at a blank. */
export function shorten(text: string, most = longest): string {
  if (text.length <= most) return text;
  const parts = text.split("   ");
  while (parts.length > 1) {
    parts.pop();
    const kept = parts.join("   ");
    if (kept.length <= most) return kept;
  }
  const items = parts[0].split(",  ");
  while (items.length > 1) {
    items.pop();
    const kept = `${items.join(",  ")},  …`;
    if (kept.length <= most) return kept;
  }
  const [exact] = items[0].split(" ≈ ");
  if (exact.length > 0 && exact.length <= most) return exact;
  const at = exact.slice(0, most - 3).lastIndexOf(exact.includes("; ") ? "; " : ", ");
  const opening = exact[0];
  if (at > 10 && (opening === "(" || opening === "["))
    return `${exact.slice(0, at + 2)}…${opening === "(" ? ")" : "]"}`;
  const blank = exact.slice(0, most - 2).lastIndexOf(" ");
  let cut = exact.slice(0, blank > 20 ? blank : most - 2);
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  return `${cut} …`;
}

/** The answer that a node is: numbers where it has no letters, else a formula. */
export function replyNode(
  world: World,
  node: Node,
  more: Omit<Partial<Parts>, "text" | "latex"> & { readonly options?: PrintOptions } = {},
): Answer {
  const numbers = numbersOf(world.b, node);
  if (numbers) return replyNumbers(numbers, more);
  const isFloat = hasApprox(node);
  return reply({
    text: `${isFloat ? "≈ " : ""}${formula(world, node, more.options)}`,
    latex: () => printLatex(world.b.graph, shown(world, node), more.options),
    ...more,
  });
}

/** Whether a floating-point number other than ∞ stands anywhere in a node. */
export function hasApprox(node: Node): boolean {
  const seen = new Set<Node>();
  const visit = (n: Node): boolean => {
    if (seen.has(n)) return false;
    seen.add(n);
    return n.coefs.some((c) => N.isApprox(c) && Number.isFinite(c.approx)) || n.args.some(visit);
  };
  return visit(node);
}

/** The answer that numbers are: text, LaTeX and plain value. */
export function replyNumbers(numbers: Numbers, more: Omit<Partial<Parts>, "text" | "latex"> = {}): Answer {
  return reply({
    text: numbersText(numbers),
    latex: () => numbersLatex(numbers),
    value: numbersValue(numbers),
    ...more,
  });
}

/** A node as answers write it: reduced, and with the names of the program in their order. */
export function formula(world: World, node: Node, options?: PrintOptions): string {
  return printText(world.b.graph, shown(world, node), options);
}

/** The form that is written down; where finding it would take too much, the node as it is. */
const shown = (world: World, node: Node): Node => attempt(() => present(world.b.graph, node)).value ?? node;

/** Words in LaTeX. */
export const wordsLatex = (text: string): string =>
  `\\text{${text.replace(/[\\{}$&#^_%~]/g, (c) => (c === "\\" ? "\\backslash " : `\\${c}`))}}`;
