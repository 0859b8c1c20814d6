import type { Scene, View } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Check, Context, EmitTarget, Note, ParamNotice, Values } from "../demo";
import { show } from "../number";

/** The subjects of this demo, a tab each. */
export const subjects = ["law", "waves", "zoom", "rare", "records", "ruin", "home", "chain", "levy", "test"] as const;
export type Subject = (typeof subjects)[number];

export type Draw<M> = (model: M, step: number, locale: Locale, view: View) => Scene;

/** One subject: what is computed, drawn, said and checked while its tab is open. Its model survives structured clone. */
export interface Part<M> {
  compute(values: Values, seed: number, context: Context): M;
  steps(model: M): number;
  readonly scenes: Readonly<Record<string, Draw<M>>>;
  checks(model: M, step: number): readonly Check[];
  notes(model: M, step: number): readonly Note[];
  narrate(model: M, step: number): Text;
  notices?(model: M): readonly ParamNotice[];
  drag?(model: M, values: Values, handle: string, x: number, y: number): Values;
  emit(model: M, step: number, target: EmitTarget): string;
}

/** A value that is a number. */
export const num = (values: Values, id: string): number => Number(values[id]);

/** The whole numbers 0 … n. */
export const upTo = (n: number): number[] => Array.from({ length: n + 1 }, (_, i) => i);

/** A p-value for a sentence. */
export const showP = (p: number): string => (p < 1e-4 ? show(p, 3) : p.toFixed(p < 0.01 ? 4 : 3));
