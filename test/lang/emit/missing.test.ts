import { expect, test } from "vitest";
import { type EmitRequest, emitCode, missingFunction, targets } from "../../../src/lang/emit/emit";
import { elementwiseNames } from "../../../src/lang/functions/evaluate";
import { builder } from "../../../src/lang/symbolic/build";
import { createGraph, type Node } from "../../../src/lang/symbolic/graph";
import { analysisOf } from "../../support/nabla";

const b = builder(createGraph());
const [S, x, y] = [b.symbol("S", "n", "n"), b.symbol("x", "n"), b.symbol("y", "n")];

/** A value for each function that a graph may hold. */
const values: Readonly<Record<string, Node>> = {
  ...Object.fromEntries(elementwiseNames.map((name) => [name, b.call(name, x)])),
  ...Object.fromEntries(
    ["softmax", "logsumexp", "cumsum", "diag", "norm", "norm1", "norminf", "mean", "max", "min"].map((name) => [
      name,
      b.call(name, x),
    ]),
  ),
  ...Object.fromEntries(
    [
      [
        "tr",
        "det",
        "logdet",
        "inv",
        "pinv",
        "rank",
        "lambda_max",
        "vmax",
        "normop",
        "expm",
        "sinm",
        "cosm",
        "vec",
        "diagof",
      ],
      ["softmax_rows", "sum_rows", "mean_rows", "norm_rows"],
    ]
      .flat()
      .map((name) => [name, b.call(name, S)]),
  ),
  maximum: b.call("max", x, y),
  kron: b.call("kron", S, S),
};

const requestOf = (node: Node): EmitRequest => ({
  name: "f",
  title: "f",
  graph: b.graph,
  params: [S, x, y],
  names: [],
  values: new Map(),
  fold: new Map(),
  results: [{ role: "value", node, wrt: [] }],
});

test.each(Object.keys(values))("%s has a form in exactly the targets that are not said to miss it", (name) => {
  const request = requestOf(values[name]!);
  const without = targets.filter((target) => emitCode(request, target).code === undefined);
  expect(without).toEqual(targets.filter((target) => missingFunction(request, target) !== undefined));
});

test("a target without a form of a function is named, and the others get their code", () => {
  const { statements, problems } = analysisOf(
    "A : matrix n×n\nexport pinv(A) to typescript, numpy\nexport A to cobol\n",
  );
  expect(statements[1]!.files?.map(({ target }) => target)).toEqual(["numpy"]);
  expect(problems.map(({ code }) => code)).toEqual(["export-missing", "unknown-target"]);
});
