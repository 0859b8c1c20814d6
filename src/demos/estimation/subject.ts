import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Check, Context, EmitTarget, Note, ParamNotice, Values } from "../demo";

/** What the demo is about at the moment; each has tabs, controls and a model of its own. */
export const subjectIds = [
  "coin",
  "coverage",
  "calibration",
  "normal",
  "both",
  "counts",
  "waits",
  "maximum",
  "likelihood",
  "words",
  "line",
  "density",
] as const;
export type SubjectId = (typeof subjectIds)[number];

/** A part of the demo with the same duties as a whole one. */
export interface Subject<M> {
  compute(values: Values, seed: number, context: Context): M;
  steps(model: M): number;
  readonly scenes: { readonly [id: string]: (model: M, step: number, view: View, locale: Locale) => Scene };
  checks(model: M, step: number): readonly Check[];
  notes(model: M, step: number, locale: Locale): readonly Note[];
  narrate(model: M, step: number, locale: Locale): string;
  notices(model: M): readonly ParamNotice[];
  probe?(model: M, step: number, scene: string, x: number, y: number, locale: Locale): string | undefined;
  drag?(model: M, values: Values, handle: string, x: number, y: number): Values;
  click?(model: M, values: Values, scene: string, x: number, y: number): Values | undefined;
  remove?(model: M, values: Values, handle: string): Values;
  emit(model: M, step: number, target: EmitTarget): string;
}

/** A subject of any model; what the table of subjects holds. */
// biome-ignore lint/suspicious/noExplicitAny: the table erases the model's type; each subject keeps its own.
export type AnySubject = Subject<any>;

/** How many data have been seen at each step: all at once, or so many more each time. */
export function paceOf(n: number, pace: unknown): readonly number[] {
  if (pace === "all" || n === 0) return [n];
  const stride = pace === "ten" ? 10 : 1;
  const seen: number[] = [];
  for (let k = 0; k < n; k += stride) seen.push(k);
  return [...seen, n];
}

/** The number of a control. */
export const numberOf = (values: Values, id: string): number => Number(values[id]);

/** "7 heads in 10", "1 head in 2". */
export const headsIn = (k: number, n: number): string => `${k} ${k === 1 ? "head" : "heads"} in ${n}`;
