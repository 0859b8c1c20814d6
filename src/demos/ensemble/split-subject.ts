import { boostAda } from "../../core/ensemble/adaboost";
import { boostGradient, rawPredictions } from "../../core/ensemble/boosting";
import { fitNewtonTree } from "../../core/ensemble/cart";
import { classTask, meanTask, newtonTask, type Task } from "../../core/ensemble/criterion";
import { treeOfForest } from "../../core/ensemble/forest";
import { sigmoid } from "../../core/ensemble/loss";
import { type Classes, quantitiesOf, type Samples, samplesOf } from "../../core/ensemble/samples";
import type { Tree } from "../../core/ensemble/tree";
import { finish } from "../../core/num/steps";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { forestOptions } from "./bagging-model";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";
import { gradientOptions } from "./rounds";

/** What the splits of a tree are judged by, as data; `taskOf` makes a task of it again. */
export interface Measure {
  readonly kind: "newton" | "squared" | "gini" | "error";
  /** h, or what each row counts [n]; 0 for rows that the tree did not see. */
  readonly weight: Float64Array;
  /** g for "newton", what is still missing for "squared" [n]. */
  readonly amount?: Float64Array;
  readonly classes?: Classes;
  readonly lambda: number;
}

/** The tree that is looked into, and how it was grown. */
export interface Subject {
  readonly plane?: Plane;
  readonly names: readonly Text[];
  readonly samples: Samples;
  readonly measure: Measure;
  readonly tree: Tree;
  readonly gamma: number;
  readonly maxDepth: number;
  readonly minLeaf: number;
  /** The columns searched at each node [nodes]; all where a node does not stand here. */
  readonly searched: Readonly<Record<number, readonly number[]>>;
  /** Which tree it is of the ensemble, from 1. */
  readonly round: number;
}

export function taskOf({ kind, weight, amount, classes, lambda }: Measure): Task {
  if (kind === "newton") return newtonTask(amount!, weight, lambda);
  if (kind === "squared") return meanTask(quantitiesOf(amount!), weight);
  return classTask(classes!, weight, kind);
}

/** The four ages of the well-known example: spends much, asks questions. */
export const ages = { rows: [0, 1, 0, 0, 1, 1, 1, 0], y: [14, 16, 24, 26], labels: [0, 0, 1, 1] } as const;

export function subjectOf(values: Values, seed: number, context: Context): Subject | { readonly problem: Text } {
  if (values["task"] === "ages") return agesSubject(values);
  const which = String(values["which"]);
  const read = readPlane(values, seed, context, which === "xgboost" || which === "gradient");
  if ("problem" in read) return read;
  const { plane } = read;
  const from = { plane, names: plane.names.map((name) => ({ en: name, zh: name })), samples: plane.samples };
  const minLeaf = numberOf(values, "leaf");
  const round = numberOf(values, "round");
  if (which === "forest") {
    const searched: Record<number, number[]> = {};
    const watch = (node: number, feature: number): void => {
      searched[node] = [...(searched[node] ?? []), feature];
    };
    const { tree, times } = treeOfForest(
      plane.samples,
      plane.targets,
      { ...forestOptions(values, seed), watch },
      round - 1,
    );
    const measure = { kind: "gini", weight: Float64Array.from(times), classes: plane.targets, lambda: 0 } as const;
    return { ...from, measure, tree, gamma: 0, maxDepth: numberOf(values, "depth"), minLeaf, searched, round };
  }
  const rest = { ...from, maxDepth: numberOf(values, "weak"), minLeaf, searched: {} };
  if (which === "ada") {
    const { maxDepth } = rest;
    const kind = maxDepth === 1 ? "error" : "gini";
    const run = boostAda(plane.samples, plane.targets, { rounds: round, tree: { maxDepth, criterion: kind, minLeaf } });
    const { rounds } = finish(run);
    context.checkpoint();
    const last = rounds.at(-1);
    if (!last)
      return {
        problem: {
          en: "No round at all: no weak learner of this depth beats a guess.",
          zh: "一轮都没有：这种深度的弱学习器都不比猜强。",
        },
      };
    const measure = { kind, weight: last.weights, classes: plane.targets, lambda: 0 } as const;
    return { ...rest, measure, tree: last.tree, gamma: 0, round: rounds.length };
  }
  const y = Float64Array.from(plane.targets.of);
  const options = gradientOptions(values, seed, which === "xgboost");
  const model = finish(boostGradient(plane.samples, y, { ...options, rounds: round }));
  context.checkpoint();
  const p = rawPredictions(model, plane.samples, round - 1).map(sigmoid);
  const seen = model.seen?.[round - 1] ?? new Float64Array(y.length).fill(1);
  if (which === "gradient") {
    const measure = { kind: "squared", weight: seen, amount: p.map((q, i) => y[i] - q), lambda: 0 } as const;
    return { ...rest, measure, tree: model.trees[round - 1], gamma: 0, round };
  }
  const [lambda, gamma] = [numberOf(values, "lambda"), numberOf(values, "gamma")];
  const amount = p.map((q, i) => (q - y[i]) * seen[i]);
  const weight = p.map((q, i) => q * (1 - q) * seen[i]);
  // Before γ prunes it, so that what is taken back can be seen.
  const tree = fitNewtonTree(plane.samples, amount, weight, { lambda, maxDepth: rest.maxDepth, minLeaf });
  return { ...rest, measure: { kind: "newton", weight, amount, lambda }, tree, gamma, round };
}

function agesSubject(values: Values): Subject {
  const [lambda, gamma] = [numberOf(values, "lambda"), numberOf(values, "gamma")];
  const logistic = values["measure"] === "logistic";
  const amount = Float64Array.from(logistic ? ages.labels.map((y) => 0.5 - y) : ages.y.map((y) => 20 - y));
  const weight = new Float64Array(4).fill(logistic ? 0.25 : 1);
  const samples = samplesOf(ages.rows, 2);
  const maxDepth = numberOf(values, "weak");
  const minLeaf = Math.min(numberOf(values, "leaf"), 2);
  return {
    names: [
      { en: "spends much", zh: "购物多" },
      { en: "asks questions", zh: "常提问" },
    ],
    samples,
    measure: { kind: "newton", weight, amount, lambda },
    tree: fitNewtonTree(samples, amount, weight, { lambda, maxDepth, minLeaf }),
    gamma,
    maxDepth,
    minLeaf,
    searched: {},
    round: 1,
  };
}
