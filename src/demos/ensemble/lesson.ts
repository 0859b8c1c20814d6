import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Check, Context, EmitTarget, Note, ParamNotice, Values } from "../demo";

/** What the demo is about at the moment; each has tabs, controls and a model of its own. */
export const lessonIds = [
  "vote",
  "bagging",
  "boosting",
  "gradient",
  "split",
  "stacking",
  "why",
  "ordered",
  "bundle",
] as const;
export type LessonId = (typeof lessonIds)[number];

/** A part of the demo with the same duties as a whole one. */
export interface Lesson<M> {
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

/** A lesson of any model; what the table of lessons holds. */
// biome-ignore lint/suspicious/noExplicitAny: the table erases the model's type; each lesson keeps its own.
export type AnyLesson = Lesson<any>;

/** The number of a control. */
export const numberOf = (values: Values, id: string): number => Number(values[id]);
