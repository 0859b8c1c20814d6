import { N } from "../symbolic/coefficient";
import { type Node, Trait } from "../symbolic/graph";
import { isNonnegative } from "../symbolic/sign";

export type Curvature = "constant" | "affine" | "convex" | "concave" | undefined;

const convexOfAffine: ReadonlySet<string> = new Set([
  "abs",
  "exp",
  "softplus",
  "relu",
  "norm1",
  "norminf",
  "norm",
  "logsumexp",
  "normop",
  "lambda_max",
]);
const risingConvex: ReadonlySet<string> = new Set(["exp", "softplus", "relu", "logsumexp"]);

/**
 * Curvature by composition: sums, and convex functions of affine ones or, where they rise, of convex ones. Sufficient, not necessary.
 *
 * @source Grant, Boyd & Ye 2006, "Disciplined convex programming"
 */
export function curvatureOf(node: Node, variables: ReadonlySet<Node>): Curvature {
  if (variables.has(node)) return "affine";
  if (!node.args.some((arg) => depends(arg, variables))) return "constant";
  switch (node.op) {
    case "sum":
      return node.args
        .map((arg, i) => scaled(curvatureOf(arg, variables), N.sign(node.coefs[i])))
        .reduce(joined, "constant");
    case "transpose":
    case "entry":
      return curvatureOf(node.args[0], variables);
    case "literal": {
      const all = node.args.map((arg) => curvatureOf(arg, variables));
      return all.every((x) => x === "affine" || x === "constant") ? "affine" : undefined;
    }
    case "mat": {
      const moving = node.args.filter((arg) => depends(arg, variables));
      return moving.length === 1 && curvatureOf(moving[0], variables) === "affine" ? "affine" : undefined;
    }
    case "prod":
      return product(node, variables);
    case "call": {
      const inner = node.args.length === 1 ? curvatureOf(node.args[0], variables) : undefined;
      if (convexOfAffine.has(node.name) && inner === "affine") return "convex";
      if (risingConvex.has(node.name) && inner === "convex") return "convex";
      if (node.name === "log" && (inner === "affine" || inner === "concave")) return "concave";
      if (
        node.name === "max" &&
        node.args.every((arg) => ["affine", "constant", "convex"].includes(curvatureOf(arg, variables) ?? ""))
      )
        return "convex";
      if (
        node.name === "min" &&
        node.args.every((arg) => ["affine", "constant", "concave"].includes(curvatureOf(arg, variables) ?? ""))
      )
        return "concave";
      return undefined;
    }
    default:
      return undefined;
  }
}

function product(node: Node, variables: ReadonlySet<Node>): Curvature {
  const moving = node.args.flatMap((arg, i) => (depends(arg, variables) ? [{ arg, e: node.coefs[i] }] : []));
  if (moving.length !== 1 || moving.length !== node.args.length) return undefined;
  const [{ arg, e }] = moving;
  const exponent = N.toNumber(e);
  const inner = curvatureOf(arg, variables);
  if (inner === "affine" && exponent > 0 && exponent % 2 === 0) return "convex";
  if (exponent === 0.5 && isSumOfSquares(arg, variables)) return "convex";
  if (exponent === 0.5 && (inner === "affine" || inner === "concave")) return "concave";
  return inner === "convex" && isNonnegative(arg) && exponent >= 1 ? "convex" : undefined;
}

/** r'r with affine r, or a sum of squares of affine functions without a constant: its root is a norm. */
function isSumOfSquares(node: Node, variables: ReadonlySet<Node>): boolean {
  const isSquare = (x: Node): boolean =>
    x.op === "prod" && x.args.length === 1 && x.coefs[0] === 2 && curvatureOf(x.args[0], variables) === "affine";
  if (isSquare(node) || isGram(node, variables)) return true;
  return (
    node.op === "sum" && node.args.every((arg, i) => N.sign(node.coefs[i]) > 0 && (isSquare(arg) || arg.op === "num"))
  );
}

/** u'u with an affine u. */
function isGram(node: Node, variables: ReadonlySet<Node>): boolean {
  if (node.op !== "mat" || node.args.length % 2 === 0 || (node.traits & Trait.nonnegative) === 0) return false;
  const half = (node.args.length - 1) / 2;
  return isAffineProduct(node.args.slice(1 + half), variables);
}

function isAffineProduct(factors: readonly Node[], variables: ReadonlySet<Node>): boolean {
  const moving = factors.filter((arg) => depends(arg, variables));
  return moving.length === 1 && ["affine", "constant"].includes(curvatureOf(moving[0], variables) ?? "");
}

function scaled(curvature: Curvature, sign: number): Curvature {
  if (sign >= 0 || curvature === "constant" || curvature === "affine") return curvature;
  return curvature === "convex" ? "concave" : curvature === "concave" ? "convex" : undefined;
}

function joined(a: Curvature, b: Curvature): Curvature {
  if (!a || !b) return undefined;
  if (a === "constant") return b;
  if (b === "constant" || a === b) return a;
  if (a === "affine") return b;
  return b === "affine" ? a : undefined;
}

function depends(node: Node, variables: ReadonlySet<Node>, seen = new Set<Node>()): boolean {
  if (variables.has(node)) return true;
  if (seen.has(node) || node.mask === 0) return false;
  seen.add(node);
  return node.args.some((arg) => depends(arg, variables, seen));
}
