import { rawPredictions } from "../../src/core/ensemble/boosting";
import { forestMeans, growForest, rootOf } from "../../src/core/ensemble/forest";
import { boostHistogram } from "../../src/core/ensemble/histogram-boosting";
import { finish } from "../../src/core/num/steps";
import type { Bench, BenchResult, Case, TargetUse } from "./bench";
import { accuracy, cancer, clouds, rowsOf, type Split } from "./forest-data";
import { peer } from "./peers";
import { hasScikit, scikit, scikitName } from "./scikit";

interface Fitted {
  readonly accuracy: number;
}

/** Times `learn` on the first split; the accuracy is the mean over all, taken once. */
function timed(name: string, splits: readonly Split[], learn: (split: Split) => (split: Split) => number): Case {
  return {
    name,
    setup: () => {
      const mean = splits.reduce((sum, split) => sum + learn(split)(split) / splits.length, 0);
      return () => {
        const start = performance.now();
        learn(splits[0]);
        return { ms: performance.now() - start, accuracy: mean };
      };
    },
  };
}

const forest = (splits: readonly Split[], trees: number) =>
  timed("ours", splits, ({ train, labels }) => {
    const grown = finish(growForest(train, labels, { trees, seed: 1, bins: 255, maxFeatures: rootOf(train.d) }));
    return ({ test, truth }) => accuracy(forestMeans(grown, test), truth);
  });

const boosting = (splits: readonly Split[]) =>
  timed("ours", splits, ({ train, labels }) => {
    const model = finish(boostHistogram(train, Float64Array.from(labels.of), { loss: "logistic", rounds: 100 }));
    return ({ test, truth }) =>
      rawPredictions(model, test).filter((F, i) => (F > 0 ? 1 : 0) === truth.of[i]).length / truth.of.length;
  });

interface MlForest {
  train(x: number[][], y: number[]): void;
  predict(x: number[][]): number[];
}
const ml = peer("ml-random-forest") as { RandomForestClassifier: new (options: object) => MlForest } | undefined;
const mlName = "ml-random-forest 2.1.0";

function mlForest(splits: readonly Split[], trees: number): Case {
  if (!ml) return { name: mlName, setup: () => undefined };
  const Forest = ml.RandomForestClassifier;
  // One split is enough of it: its accuracy is looked at, not compared.
  return timed(mlName, splits.slice(0, 1), ({ train, labels }) => {
    const model = new Forest({ nEstimators: trees, maxFeatures: rootOf(train.d), seed: 1, noOOB: true });
    model.train(rowsOf(train), [...labels.of]);
    return ({ test, truth }) =>
      model.predict(rowsOf(test)).filter((k, i) => k === truth.of[i]).length / truth.of.length;
  });
}

interface Ydf {
  RandomForestLearner: new (
    label: string,
    task: string,
  ) => { train(data: object): { predict(data: object): ArrayLike<number>; unload(): void } };
}
const openYdf = peer("ydf-training") as ((options: object) => Promise<Ydf>) | undefined;
const ydfName = "ydf-training 0.0.1 (WebAssembly)";

/** It grows 300 trees, always. */
function ydfForest(splits: readonly Split[]): Case {
  return {
    name: ydfName,
    setup: async () => {
      if (!openYdf) return undefined;
      const ydf = await openYdf({ print: () => undefined, printErr: () => undefined });
      const dataOf = (x: Split["train"], y?: ArrayLike<number>) => ({
        ...Object.fromEntries(x.columns.map((column, j) => [`x${j}`, [...column]])),
        ...(y ? { y: Array.from(y, (k) => (k === 1 ? "b" : "a")) } : {}),
      });
      return timed(ydfName, splits.slice(0, 1), ({ train, labels }) => {
        const model = new ydf.RandomForestLearner("y", "CLASSIFICATION").train(dataOf(train, labels.of));
        return ({ test, truth }) => {
          const p = model.predict(dataOf(test, truth.of));
          const right = truth.of.filter((k, i) => (p[i] > 0.5 ? 1 : 0) === k).length / truth.of.length;
          model.unload();
          // Which class the probability is of depends on their order in the data.
          return Math.max(right, 1 - right);
        };
      }).setup();
    },
  };
}

/** All that were timed are right about as often: within 0.01 of scikit-learn on the same splits, and never far below. */
function agree(results: ReadonlyMap<string, unknown>): void {
  const of = (name: string) => (results.get(name) as Fitted | undefined)?.accuracy;
  const ours = of("ours")!;
  for (const [name, result] of results) {
    const theirs = (result as Fitted).accuracy;
    console.log(`  right on ${theirs.toFixed(4)} of the held-out rows: ${name}`);
    if (ours < theirs - 0.02) throw new Error(`ours is right on ${ours}, ${name} on ${theirs}`);
  }
  const theirs = of(scikitName);
  if (theirs !== undefined && Math.abs(ours - theirs) > 0.01) {
    throw new Error(`ours is right on ${ours}, scikit-learn on ${theirs}: further apart than 0.01`);
  }
}

const times = (result: BenchResult, above: string, below: string) =>
  result.cases.get(above)!.medianMs / result.cases.get(below)!.medianMs;
const share = (id: string): readonly TargetUse[] =>
  hasScikit ? [{ id, figure: (result) => times(result, "ours", scikitName) }] : [];
const faster = (id: string, name: string, there: unknown): readonly TargetUse[] =>
  there ? [{ id, figure: (result) => times(result, name, "ours") }] : [];

const scikitForest = "RandomForestClassifier(n_estimators=100, random_state=0)";
const scikitBoosting = "HistGradientBoostingClassifier(early_stopping=False)";

const benches: readonly Bench[] = [
  {
    name: "random forest of 100 trees, breast cancer 398 × 30",
    cases: [forest(cancer, 100), mlForest(cancer, 100), scikit(cancer, scikitForest)],
    agree,
    targets: [...faster("forest-ml", mlName, ml), ...share("forest-scikit-small")],
    budgetMs: 12_000,
  },
  {
    name: "random forest of 100 trees, 3,500 × 20",
    cases: [forest(clouds, 100), scikit(clouds, scikitForest)],
    agree,
    targets: share("forest-scikit"),
    budgetMs: 10_000,
  },
  {
    name: "random forest of 300 trees, breast cancer 398 × 30",
    cases: [forest(cancer, 300), ydfForest(cancer)],
    agree,
    targets: faster("forest-ydf", ydfName, openYdf),
    budgetMs: 5_000,
  },
  {
    name: "gradient boosting of 100 trees on histograms, 3,500 × 20",
    cases: [boosting(clouds), scikit(clouds, scikitBoosting)],
    agree,
    targets: share("boosting-scikit"),
    budgetMs: 10_000,
  },
  {
    name: "gradient boosting of 100 trees on histograms, breast cancer 398 × 30",
    cases: [boosting(cancer), scikit(cancer, scikitBoosting)],
    agree,
    targets: share("boosting-scikit-small"),
    budgetMs: 8_000,
  },
];

export default benches;
