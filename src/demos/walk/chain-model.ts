import type { Chain, ChainSpectrum, StateClass } from "../../core/walk/chain";
import {
  chainOf,
  chainSpectrum,
  classesOf,
  mixingCurve,
  mixingTime,
  runChain,
  stationary,
} from "../../core/walk/chain";
import { graphOf, surfer, weightsOf } from "../../core/walk/graph";
import { hittingTimes } from "../../core/walk/hitting";
import type { Context, OwnData, ParamNotice, Values } from "../demo";
import { num } from "./part";

/** A chain with all that is asked of it: classes, stationary law, spectrum, course from a start, one run. */
export interface ChainModel extends Chain {
  readonly names: readonly string[];
  readonly start: number;
  readonly damping: number;
  /** Name of the person's table. */
  readonly own?: string;
  readonly classes: readonly StateClass[];
  /** The only closed class's stationary law; absent where there are several. */
  readonly pi?: Float64Array;
  readonly spectrum: ChainSpectrum;
  /** The law after t steps from the start, [T + 1, n]. */
  readonly course: Float64Array;
  readonly curve?: Float64Array;
  readonly mixing?: number;
  /** Mean number of steps until the start is met, from each state. */
  readonly hitting: Float64Array;
  /** One run, and how often it has been in each state by the end. */
  readonly run: Int32Array;
  readonly T: number;
  readonly notices: readonly ParamNotice[];
}

const T = 40;
const MOST = 60;

/** The graph of the person's table, or why it can't be used. */
function ownGraph(own: OwnData | undefined): {
  readonly weights?: Float64Array;
  readonly names?: readonly string[];
  readonly problem?: ParamNotice;
} {
  const column = (role: string) => own?.columns[role]?.[0];
  const [from, to, weight] = [column("from"), column("to"), column("weight")];
  if (!own || !from || !to) return {};
  const text = (c: typeof from, row: number): string =>
    c.texts?.[row] ?? (c.numbers && !Number.isNaN(c.numbers[row]) ? String(c.numbers[row]) : "");
  const say = (en: string, zh: string): { problem: ParamNotice } => ({
    problem: { param: "edges", problem: { en, zh } },
  });
  const rows: { readonly a: string; readonly b: string; readonly w: number }[] = [];
  for (let row = 0; row < own.rows; row++) {
    const [a, b, w] = [text(from, row), text(to, row), weight?.numbers?.[row] ?? 1];
    if (a === "" || b === "" || Number.isNaN(w)) continue; // an edge with a gap is none
    if (!(w > 0 && Number.isFinite(w)))
      return say(
        `Row ${row + 1} has weight ${w}; a weight must be above 0.`,
        `第 ${row + 1} 行的权重为 ${w}；权重须大于 0。`,
      );
    rows.push({ a, b, w });
  }
  if (rows.length === 0) return say("No row has both ends of an edge.", "没有一行同时给出边的两端。");
  const graph = graphOf(
    rows.map(({ a }) => a),
    rows.map(({ b }) => b),
    rows.map(({ w }) => w),
  );
  if (graph.names.length > MOST)
    return say(
      `The graph has ${graph.names.length} vertices; at most ${MOST} are drawn.`,
      `图有 ${graph.names.length} 个顶点，至多 ${MOST} 个。`,
    );
  return { weights: weightsOf(graph, true), names: graph.names };
}

/** Reads the matrix or the person’s graph, and follows the chain for 40 steps. @cost O(n³) a step of the mixing curve */
export function computeChain(values: Values, seed: number, context: Context): ChainModel {
  const own = context.data("edges");
  const { weights: ownWeights, names: ownNames, problem } = ownGraph(own);
  const weights = ownWeights ?? Float64Array.from(values["weights"] as readonly number[]);
  const names = ownNames ?? ["1", "2", "3", "4", "5"];
  const n = names.length;
  const notices: ParamNotice[] = problem ? [problem] : [];
  const plain = chainOf(weights, n);
  const damping = num(values, "damping");
  const { P } = damping < 1 ? surfer(plain, damping) : plain;
  const chain = { n, P };
  const asked = num(values, "start");
  const start = Math.min(asked, n) - 1;
  if (asked > n)
    notices.push({
      param: "start",
      remark: { en: `There are ${n} states; ${n} is taken.`, zh: `共有 ${n} 个状态；取 ${n}。` },
    });
  if (plain.absorbing.length > 0 && ownWeights === undefined && damping === 1)
    notices.push({
      param: "weights",
      remark: {
        en: `Row ${plain.absorbing.map((i) => i + 1).join(", ")} is empty: who comes there stays.`,
        zh: `第 ${plain.absorbing.map((i) => i + 1).join("、")} 行为空：到达者不再离开。`,
      },
    });
  const classes = classesOf(chain);
  const closed = classes.filter((c) => c.closed);
  const pi = closed.length === 1 ? stationary(chain, closed[0].states) : undefined;
  context.checkpoint();
  const course = new Float64Array((T + 1) * n);
  course[start] = 1;
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < n; i++) {
      const mass = course[t * n + i];
      if (mass > 0) for (let j = 0; j < n; j++) course[(t + 1) * n + j] += mass * P[i * n + j];
    }
  }
  const curve = pi === undefined ? undefined : mixingCurve(chain, pi, T);
  const mixing = curve === undefined ? undefined : mixingTime(curve);
  return {
    n,
    P,
    names,
    start,
    damping,
    ...(own && ownWeights ? { own: own.name } : {}),
    classes,
    ...(pi === undefined ? {} : { pi }),
    spectrum: chainSpectrum(chain),
    course,
    ...(curve === undefined ? {} : { curve }),
    ...(mixing === undefined ? {} : { mixing }),
    hitting: hittingTimes(chain, [start]),
    run: runChain(chain, start, 4000, seed),
    T,
    notices,
  };
}

/** The law after t steps. */
export const lawAt = ({ course, n }: ChainModel, t: number): Float64Array => course.subarray(t * n, (t + 1) * n);
