import type { Link, Values } from "../demo";
import type { Model, State } from "./model";
import { stateAt, verdictAt } from "./model";

/** What the controls of *Bowl, valley, saddle* hold. */
const most = { M: 200, b: 1000, c: 1000, start: 1000 } as const;

const within = (entries: readonly number[], limit: number): boolean => entries.every((x) => Math.abs(x) <= limit);

/** f(P) + ∇f·(x − P) + ½(x − P)ᵀH(x − P) as ½xᵀHx − bᵀx + c; nothing where a control could not hold it. */
function quadraticAt({ point: [x, y], gradient: [gx, gy], hessian, value }: State): Values | undefined {
  const M = [hessian[0]!, hessian[1]!, hessian[2]!, hessian[3]!];
  const [hx, hy] = [M[0]! * x + M[1]! * y, M[2]! * x + M[3]! * y];
  const b = [hx - gx, hy - gy];
  const c = value - gx * x - gy * y + 0.5 * (x * hx + y * hy);
  if (!within(M, most.M) || !within(b, most.b) || !within([c], most.c)) return undefined;
  return {
    source: "matrix",
    M,
    b,
    c,
    start: [x, y],
    methods: "gd,steepest,newton,cg",
    inspect: "newton",
    rule: "best",
  };
}

/** On to *Bowl, valley, saddle*: with the quadratic that f looks like at P, and with f itself. */
export function links(model: Model, step: number): Link[] {
  if (model.problems.length > 0) return [];
  const state = stateAt(model, step);
  if (verdictAt(model, state).smoothness !== "differentiable") return [];
  const out: Link[] = [];
  const values = quadraticAt(state);
  if (values) {
    out.push({
      title: { en: "The quadratic at P, in Bowl, valley, saddle", zh: "P 处的二次近似：到“碗、谷与鞍”中看" },
      demo: "quadratic",
      values,
    });
  }
  // The bowl reads x and y alone.
  if (model.names.length > 2) return out;
  out.push({
    title: { en: "Race the methods down f from P", zh: "从 P 出发，让各种方法在 f 上赛跑" },
    demo: "quadratic",
    values: {
      source: "formula",
      formula: model.formula,
      start: [...state.point],
      methods: "gd,momentum,newton,cg",
      inspect: "gd",
      step: Number(model.values["walkStep"]),
      steps: 100,
    },
  });
  return out;
}
