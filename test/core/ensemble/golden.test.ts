import { expect, test } from "vitest";
import { boostAda, marginsOf, signedSum, stagedAnswers, zProducts } from "../../../src/core/ensemble/adaboost";
import { boostGradient } from "../../../src/core/ensemble/boosting";
import { expectedDistinct, leftOut } from "../../../src/core/ensemble/bootstrap";
import { fitNewtonTree, fitTree } from "../../../src/core/ensemble/cart";
import { newtonTask } from "../../../src/core/ensemble/criterion";
import { gossScale } from "../../../src/core/ensemble/goss";
import { candidatesOf } from "../../../src/core/ensemble/inspect";
import { greedyStatistics, orderedStatistics } from "../../../src/core/ensemble/ordered";
import { classesOf, quantitiesOf, samplesOf } from "../../../src/core/ensemble/samples";
import { addResponses } from "../../../src/core/ensemble/tree";
import { majorityBound, majorityError } from "../../../src/core/ensemble/vote";
import { finish } from "../../../src/core/num/steps";
import { disagreement } from "./support";

/** Equal when rounded to the digits that are printed. */
function printed(actual: ArrayLike<number>, text: string): void {
  const expected = text.trim().split(/\s+/);
  expect(actual.length).toBe(expected.length);
  expected.forEach((word, k) => {
    const digits = (word.split(".")[1] ?? "").length;
    expect(Math.abs(actual[k] - Number(word)), `${actual[k]} against ${word}`).toBeLessThanOrEqual(
      0.5000001 * 10 ** -digits,
    );
  });
}

const ten = samplesOf(
  Array.from({ length: 10 }, (_, i) => i),
  1,
);
const signs = classesOf([1, 1, 1, 0, 0, 0, 1, 1, 1, 0]);

test("AdaBoost on the ten points of Li Hang's example 8.1: the lower threshold wins the tie of round 1", () => {
  const model = finish(boostAda(ten, signs, { rounds: 3 }));
  expect(model.rounds.map(({ tree }) => tree.threshold[0])).toEqual([2.5, 8.5, 5.5]);
  expect(model.rounds.map(({ answers }) => answers[0])).toEqual([1, 1, 0]);
  printed(
    model.rounds.map(({ error }) => error),
    "0.3 0.214286 0.181818",
  );
  expect(model.rounds[1].error).toBeCloseTo(3 / 14, 14);
  expect(model.rounds[2].error).toBeCloseTo(2 / 11, 14);
  printed(
    model.rounds.map(({ alpha }) => alpha),
    "0.423649 0.649641 0.752039",
  );
  printed(
    model.rounds.map(({ z }) => z),
    ".916515 .820652 .771389",
  );
  printed(model.rounds[1].weights, ".071429 .071429 .071429 .071429 .071429 .071429 .166667 .166667 .166667 .071429");
  printed(model.rounds[2].weights, ".045455 .045455 .045455 .166667 .166667 .166667 .106061 .106061 .106061 .045455");
  printed(model.weights, ".125 .125 .125 .101852 .101852 .101852 .064815 .064815 .064815 .125");
  expect(stagedAnswers(model, ten).map((answers) => 10 * disagreement(answers, signs.of))).toEqual([3, 3, 0]);
  const F = signedSum(model, ten);
  printed([zProducts(model).product[2]], "0.580193");
  printed([F.reduce((sum, f, i) => sum + Math.exp(signs.of[i] === 1 ? -f : f) / 10, 0)], "0.580193");
  printed(marginsOf(model, F, signs), ".176 .176 .176 .2882 .2882 .2882 .5358 .5358 .5358 .176");
});

test("the alpha that is printed in the book, 0.7514, is rounded on the way: the exact one is ½ ln 4.5", () => {
  const model = finish(boostAda(ten, signs, { rounds: 3 }));
  expect(model.rounds[2].alpha).toBeCloseTo(0.5 * Math.log(4.5), 14);
  expect(Math.abs(model.rounds[2].alpha - 0.7514)).toBeGreaterThan(6e-4);
});

test("boosted regression stumps of Li Hang's example 8.2", () => {
  const x = samplesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1);
  const y = Float64Array.from([5.56, 5.7, 5.91, 6.4, 6.8, 7.05, 8.9, 8.7, 9, 9.05]);
  const rows = [...y.keys()];
  const mean = y.reduce((sum, v) => sum + v, 0) / 10;
  const total = y.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const losses = candidatesOf(
    x,
    0,
    rows,
    newtonTask(
      y.map((v) => mean - v),
      new Float64Array(10).fill(1),
      0,
    ),
  ).map(({ gain }) => total - 2 * gain);
  printed(losses, "15.72 12.08 8.37 5.78 3.91 1.93 8.01 11.74 15.74");
  // The example starts from F = 0; a tree from the mean has the same splits, and leaves shifted in round 1 alone.
  const model = finish(boostGradient(x, y, { loss: "squared", rounds: 6, rate: 1, maxDepth: 1 }));
  const leaves = model.trees.map((tree, m) =>
    [tree.value[1], tree.value[2]].map((v) => (m === 0 ? v + model.base : v)),
  );
  expect(model.trees.map((tree) => tree.threshold[0])).toEqual([6.5, 3.5, 6.5, 4.5, 6.5, 2.5]);
  printed(leaves.flat(), "6.2367 8.9125 -.5133 .2200 .1467 -.2200 -.1608 .1072 .0715 -.1072 -.1506 .0377");
  printed(
    model.losses.slice(1).map((loss) => 20 * loss),
    "1.9300 .8007 .4780 .3056 .2289 .1722",
  );
});

test("four ages: 104 → 4 → 0 by squared error", () => {
  // A second column tells within the pairs what the first does not.
  const samples = samplesOf([0, 0, 0, 1, 1, 0, 1, 1], 2);
  const ages = Float64Array.from([14, 16, 24, 26]);
  const model = finish(boostGradient(samples, ages, { loss: "squared", rounds: 2, rate: 1, maxDepth: 1 }));
  expect(Array.from(model.losses, (loss) => loss * 8)).toEqual([104, 4, 0]);
  expect([model.trees[0].value[1] + model.base, model.trees[0].value[2] + model.base]).toEqual([15, 25]);
  const F = new Float64Array(4).fill(20);
  addResponses(F, model.trees[0], samples);
  expect(Array.from(ages, (age, i) => age - F[i])).toEqual([-1, 1, -1, 1]);
});

test("four ages under XGBoost's gain: λ = 0 and 1, squared and logistic", () => {
  const samples = samplesOf([0, 0, 1, 1], 1);
  const g = Float64Array.from([6, 4, -4, -6]);
  const one = new Float64Array(4).fill(1);
  const slope = Float64Array.from([0.5, 0.5, -0.5, -0.5]);
  const bend = new Float64Array(4).fill(0.25);
  for (const [gradient, hessian, lambda, gain, leaf] of [
    [g, one, 0, "50", "5"],
    [g, one, 1, "33.3333", "3.3333"],
    [slope, bend, 0, "2", "2"],
    [slope, bend, 1, ".666667", ".666667"],
  ] as const) {
    const tree = fitNewtonTree(samples, gradient, hessian, { lambda, maxDepth: 1 });
    printed([tree.gain[0]], gain);
    printed([tree.value[1], tree.value[2]], `-${leaf} ${leaf}`);
    printed([candidatesOf(samples, 0, [0, 1, 2, 3], newtonTask(gradient, hessian, lambda))[0].gain], gain);
  }
});

test("majority votes of T = 1, 3, 5, 11, 21, 25, 101", () => {
  const sizes = [1, 3, 5, 11, 21, 25, 101];
  printed(
    sizes.map((T) => majorityError(T, 0.3)),
    ".3 .216 .16308 .0782248 .0263899 .0174697 .00001294",
  );
  printed([majorityError(25, 0.35)], ".0604449");
  printed(
    sizes.map((T) => majorityError(T, 0.4)),
    ".4 .352 .31744 .2465019 .1743779 .1537678 .0208967",
  );
  printed([majorityError(101, 0.45)], ".1562446");
  printed(
    [0.3, 0.35, 0.4, 0.45].map((epsilon) => majorityBound(25, epsilon)),
    ".1353 .3247 .6065 .8825",
  );
});

test("bootstrap samples of n = 5, 10, 100, 1000", () => {
  const sizes = [5, 10, 100, 1000];
  printed(sizes.map(leftOut), ".32768 .348678 .366032 .367695");
  printed(sizes.map(expectedDistinct), "3.3616 6.51322 63.3968 632.305");
});

test("GOSS with a = 0.2 and b = 0.1 multiplies by 8", () => {
  expect(gossScale(0.2, 0.1)).toBe(8);
});

test("ordered target statistics of one category", () => {
  const y = [1, 0, 1, 1, 0];
  const category = [0, 0, 0, 0, 0];
  printed(orderedStatistics(category, y, [0, 1, 2, 3, 4], 0.6, 1), ".6 .8 .533333 .65 .72");
  printed(greedyStatistics(category, y, 0.6, 1), ".6 .6 .6 .6 .6");
});

test("a tree fits four ages without error and answers 15 and 25 at depth 1", () => {
  const tree = fitTree(samplesOf([14, 16, 24, 26], 1), quantitiesOf([14, 16, 24, 26]), { maxDepth: 1 });
  expect([tree.threshold[0], tree.value[0], tree.value[1], tree.value[2]]).toEqual([20, 20, 15, 25]);
  expect(tree.gain[0]).toBe(100);
});
