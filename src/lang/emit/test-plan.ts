import { createRng } from "../../core/num/rng";
import { type Environment, evaluate, type Numeric, numericScalar, times } from "../symbolic/evaluate";
import type { Node } from "../symbolic/graph";
import { directionFor, drawPoint, leavesOf } from "../symbolic/recheck";
import type { Constant, Input, Output, Probe, TestPlan } from "./program";

/** Half the distance of a central difference. */
export const testStep = 1e-5;

const DRAWS = 40;
const MAX_ENTRIES = 2_000;

/** A point inside the domain at which every derivative agrees with differences, found by trying seeded ones. */
export function planTest(
  outputs: readonly Output[],
  inputs: readonly Input[],
  constants: readonly Constant[],
): TestPlan | undefined {
  const nodes = outputs.map(({ node }) => node);
  const { symbols, sizes } = leavesOf([...nodes, ...inputs.map(({ node }) => node)]);
  const concrete = symbols.filter((x) => typeof x.rows === "number" && typeof x.cols === "number");
  if (concrete.some((x) => Number(x.rows) * Number(x.cols) > MAX_ENTRIES)) return undefined;
  const rng = createRng(7);
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = drawPoint(symbols, sizes, draw, rng);
    const values = new Map(drawn.values);
    for (const { node, data } of constants)
      values.set(node, { rows: Number(node.rows), cols: Number(node.cols), data });
    const env: Environment = { values, ...(drawn.sizes ? { sizes: drawn.sizes } : {}) };
    const plan = tryPoint(outputs, inputs, env, rng);
    if (plan) return plan;
  }
  return undefined;
}

function tryPoint(
  outputs: readonly Output[],
  inputs: readonly Input[],
  env: Environment,
  rng: ReturnType<typeof createRng>,
): TestPlan | undefined {
  try {
    const found = outputs.map(({ node }) => evaluate(node, env));
    if (!found.every(({ data }) => data.every((x) => Number.isFinite(x) && Math.abs(x) < 1e4))) return undefined;
    const probes = outputs.flatMap((output, i) => probeOf(outputs, output, i, inputs, env, rng) ?? []);
    if (!probes.every((probe) => agrees(probe, outputs, inputs, env))) return undefined;
    const point = inputs.map(({ node }) => env.values.get(node) ?? numericScalar(env.sizes?.get(node.name) ?? 1));
    return { point, sizes: env.sizes ?? new Map<string, number>(), expected: found[0]!, probes };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function probeOf(
  outputs: readonly Output[],
  { role, wrt }: Output,
  output: number,
  inputs: readonly Input[],
  env: Environment,
  rng: ReturnType<typeof createRng>,
): Probe | undefined {
  const wanted = role === "hessian" ? "gradient" : "value";
  const base = outputs.findIndex((o) => o.role === wanted && (role !== "hessian" || sameList(o.wrt, wrt)));
  if (role === "value" || base < 0) return undefined;
  const moves = wrt.map((x) => ({
    input: inputs.findIndex(({ node }) => node === x),
    by: directionFor(x, env.values.get(x)!, rng),
  }));
  return { output, base, moves, how: role === "gradient" ? "inner" : "apply" };
}

const sameList = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** Whether the engine's own derivative passes the test that is going to be written. */
function agrees(probe: Probe, outputs: readonly Output[], inputs: readonly Input[], env: Environment): boolean {
  const moved = (h: number): Environment => {
    const values = new Map(env.values);
    for (const { input, by } of probe.moves) {
      const { node } = inputs[input]!;
      const at = values.get(node)!;
      values.set(node, { ...at, data: at.data.map((x, k) => x + h * by.data[k]!) });
    }
    return { ...env, values };
  };
  const base = outputs[probe.base]!.node;
  const [up, down] = [evaluate(base, moved(testStep)), evaluate(base, moved(-testStep))];
  const slope = up.data.map((x, k) => (x - down.data[k]!) / (2 * testStep));
  const claim = claimed(evaluate(outputs[probe.output]!.node, env), probe);
  return slope.length === claim.length && slope.every((x, k) => Math.abs(x - claim[k]!) <= 1e-7 * (1 + Math.abs(x)));
}

function claimed(derivative: Numeric, { how, moves }: Probe): ArrayLike<number> {
  const V = moves.flatMap(({ by }) => [...by.data]);
  if (how === "inner") return [derivative.data.reduce((s, x, k) => s + x * V[k]!, 0)];
  if (derivative.cols !== V.length) return derivative.data.map((x) => x * V[0]!);
  return times(derivative, { rows: V.length, cols: 1, data: Float64Array.from(V) }).data;
}
