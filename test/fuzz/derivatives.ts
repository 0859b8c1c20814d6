import { createRng, type Rng } from "../../src/core/num/rng";
import { gradients } from "../../src/lang/symbolic/adjoint";
import { attempt, builder } from "../../src/lang/symbolic/build";
import { differential } from "../../src/lang/symbolic/differential";
import { evaluateDual } from "../../src/lang/symbolic/dual";
import { type Environment, evaluate, type Numeric } from "../../src/lang/symbolic/evaluate";
import { createGraph, type Graph, type Node } from "../../src/lang/symbolic/graph";
import { hessian, jacobian } from "../../src/lang/symbolic/jacobian";
import { present } from "../../src/lang/symbolic/present";
import { printText } from "../../src/lang/symbolic/print";
import { type Claim, directionFor, drawPoint, leavesOf, recheck } from "../../src/lang/symbolic/recheck";
import { drawer, lettersOf } from "./expressions";

/** How many expressions were drawn, and for how many of them the engine said that it can't. */
export interface Tally {
  readonly drawn: number;
  readonly refused: number;
}

/**
 * Draws `count` well-typed expressions, differentiates each, and compares the answer (raw and as it is shown) with dual numbers and
 * with central differences. @throws Error naming the expression that fails, or where more than one in fifty is refused
 */
export function fuzzDerivatives(count: number, seed: number): Tally {
  let refused = 0;
  for (let i = 0; i < count; i++) if (!tryOne(seed + i)) refused++;
  if (refused > Math.max(3, count / 50)) throw new Error(`"I can't" for ${refused} of ${count} from seed ${seed}`);
  return { drawn: count, refused };
}

interface Drawn {
  readonly g: Graph;
  readonly f: Node;
  readonly x: Node;
  readonly kind: Kind;
  readonly is: Node;
  readonly rng: Rng;
}

/** A random expression with a derivative of it; undefined where the engine refuses or nothing is to be derived. */
export function drawDerivative(seed: number): Drawn | undefined {
  const drawn = drawOne(seed);
  return typeof drawn === "object" ? drawn : undefined;
}

/** False where the engine has no rule, true where there is nothing to ask. */
function drawOne(seed: number): Drawn | boolean {
  const rng = createRng(seed);
  const g = createGraph();
  const b = builder(g);
  const drawn = drawer(b, lettersOf(b), rng);
  const isMap = rng.nextFloat() < 0.2;
  const depth = 2 + rng.nextBelow(2);
  const made = attempt(() => (isMap ? drawn.vector("n", depth) : drawn.scalar(depth)));
  if (made.value === undefined) return made.refusal.code !== "rule";
  const f = made.value;
  const letters = leavesOf([f]).symbols.filter((x) => !["m", "n"].includes(x.name));
  if (letters.length === 0) return true;
  const x = letters[rng.nextBelow(letters.length)]!;
  const kind = kindFor(f, x, rng);
  const answer = attempt(() => derive(g, f, x, kind));
  if (answer.value === undefined) return answer.refusal.code !== "rule";
  return { g, f, x, kind, is: answer.value, rng };
}

/** False where the engine refuses. */
function tryOne(seed: number): boolean {
  const drawn = drawOne(seed);
  if (typeof drawn !== "object") return drawn;
  const { g, f, x, kind, is, rng } = drawn;
  const fail = (what: string): never => {
    throw new Error(`seed ${seed}: ${what}: ${kind} of ${printText(g, f)} by ${x.name}`);
  };
  for (const form of [is, present(g, is)]) {
    const claim = claimFor(g, f, x, kind, form);
    if (recheck(claim, seed + 1) === "failed") fail("dual numbers contradict");
    if (contradicts(claim, x, rng)) fail("differences contradict");
  }
  return true;
}

type Kind = "gradient" | "differential" | "jacobian" | "hessian";

function kindFor(f: Node, x: Node, rng: Rng): Kind {
  const isScalar = f.rows === 1 && f.cols === 1;
  if (!isScalar) return x.cols === 1 && x.rows !== 1 && rng.nextFloat() < 0.5 ? "jacobian" : "differential";
  if (x.cols === 1 && x.rows !== 1 && rng.nextFloat() < 0.15) return "hessian";
  return rng.nextFloat() < 0.75 ? "gradient" : "differential";
}

function derive(g: Graph, f: Node, x: Node, kind: Kind): Node {
  switch (kind) {
    case "gradient":
      return gradients(g, f, [x])[0]!;
    case "jacobian":
      return jacobian(g, f, x);
    case "hessian":
      return hessian(g, f, x);
    case "differential":
      return differential(g, f, new Map([[x, along(g, x)]]));
  }
}

const along = (g: Graph, x: Node): Node => builder(g).symbol("V", x.rows, x.cols, x.traits & 7);

function claimFor(g: Graph, f: Node, x: Node, kind: Kind, is: Node): Claim {
  switch (kind) {
    case "gradient":
      return { kind, of: f, by: [x], is: [is] };
    case "jacobian":
      return { kind, of: f, by: x, is };
    case "hessian":
      return { kind: "jacobian", of: gradients(g, f, [x])[0]!, by: x, is };
    case "differential":
      return { kind, of: f, along: new Map([[x, along(g, x)]]), is };
  }
}

/** Compares with (f(x + hV) − f(x − hV))/2h; where two step sizes disagree the point is too close to a kink or too steep. */
function contradicts(claim: Claim, x: Node, rng: Rng): boolean {
  const extra = claim.kind === "differential" ? [...claim.along.values()] : [];
  const { symbols, sizes } = leavesOf([claim.of, x, ...extra, ...(claim.kind === "gradient" ? claim.is : [claim.is])]);
  for (let draw = 0; draw < 4; draw++) {
    const env = drawPoint(symbols, sizes, draw, rng);
    const V =
      claim.kind === "differential" ? evaluate(claim.along.get(x)!, env) : directionFor(x, env.values.get(x)!, rng);
    if (!evaluateDual(claim.of, env, new Map([[x, V]])).d.data.every(Number.isFinite)) continue;
    const [coarse, fine] = [1e-4, 1e-5].map((h) => quotient(claim.of, x, env, V, h));
    const claimed = changeOf(claim, env, V);
    const gap = (p: readonly number[], q: readonly number[]) =>
      Math.max(...p.map((v, k) => Math.abs(v - q[k]!))) / Math.max(1, ...p.map(Math.abs), ...q.map(Math.abs));
    if (!(gap(coarse!, fine!) < 1e-5)) continue;
    const off = gap(fine!, claimed);
    if (!Number.isFinite(off)) continue;
    return off > 1e-3;
  }
  return false;
}

function quotient(f: Node, x: Node, env: Environment, V: Numeric, h: number): number[] {
  const at = (s: number) => {
    const base = env.values.get(x)!;
    const moved: Numeric = { ...base, data: base.data.map((v, k) => v + s * V.data[k]!) };
    return evaluate(f, { ...env, values: new Map([...env.values, [x, moved]]) }).data;
  };
  const [up, down] = [at(h), at(-h)];
  return Array.from(up, (v, k) => (v - down[k]!) / (2 * h));
}

function changeOf(claim: Claim, env: Environment, V: Numeric): number[] {
  if (claim.kind === "gradient") {
    const G = evaluate(claim.is[0]!, env).data;
    return [G.reduce((s, v, k) => s + v * V.data[k]!, 0)];
  }
  const J = evaluate(claim.is, env);
  if (claim.kind === "differential") return Array.from(J.data);
  return Array.from({ length: J.rows }, (_, i) => V.data.reduce((s, v, k) => s + J.data[i * J.cols + k]! * v, 0));
}
