import { Q, type Rational } from "../../core/num/rational";
import { call } from "./call";
import { N } from "./coefficient";
import { signedContent } from "./content";
import { dependsOn } from "./differential";
import { isPossible, type Signed } from "./feasible";
import { type Graph, type Node, Refusal } from "./graph";
import { isScalar, num } from "./leaf";
import { rebuild, substitute } from "./rewrite";
import { scale, sum } from "./sum";

/** How many combinations of signs are looked at in one proof. */
const MAX_CASES = 120;

/**
 * Whether n is zero in every case that its scalar choices (cases, max, min, |·|, relu, step, sign) distinguish. Signs that no point
 * has, by a linear combination of the conditions, are no cases.
 */
export function isZeroInAllCases(g: Graph, n: Node, isZero: (n: Node) => boolean): boolean {
  let left = MAX_CASES;
  const prove = (at: Node, known: readonly Signed[]): boolean => {
    const open = undecided(g, at);
    if (open === undefined) return isZero(at);
    return ([1, -1, 0] as const).every((sign) => {
      const signs = [...known, { of: open, sign }];
      if (!isPossible(signs)) return true;
      if (left-- <= 0) return false;
      const decided = decide(g, at, open, sign);
      const equal = sign === 0 ? solved(g, open) : undefined;
      if (equal === undefined) return prove(decided, signs);
      const put = (m: Node) => substitute(g, m, equal);
      return prove(
        put(decided),
        signs.slice(0, -1).map((s) => ({ ...s, of: put(s.of) })),
      );
    });
  };
  try {
    return undecided(g, n) !== undefined && prove(n, []);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const unary: ReadonlySet<string> = new Set(["where", "relu", "step", "abs", "sign"]);

/** The number whose sign decides a scalar choice. */
function subjectOf(g: Graph, n: Node): Node | undefined {
  if (n.op !== "call" || n.args.length === 0 || !isScalar(n.args[0]!)) return undefined;
  if (unary.has(n.name)) return n.args[0];
  const isExtreme = (n.name === "max" || n.name === "min") && n.args.length > 1 && n.args.every(isScalar);
  return isExtreme ? sum(g, [n.args[0]!, n.args[1]!], [1, -1]) : undefined;
}

/** Without a number in front, and with the sign that u and −u share; `flips` where that is not its own. */
function bare(g: Graph, u: Node): { readonly of: Node; readonly flips: boolean } {
  const c = u.op === "sum" ? signedContent(u) : 1;
  if (N.isApprox(c)) return { of: u, flips: false };
  return { of: c === 1 ? u : scale(g, Q.inverse(c), u), flips: N.sign(c) < 0 };
}

/** The first number that decides a choice and has none inside. */
function undecided(g: Graph, root: Node): Node | undefined {
  const seen = new Set<Node>();
  const visit = (n: Node): Node | undefined => {
    if (n.args.length === 0 || seen.has(n)) return undefined;
    seen.add(n);
    for (const a of n.args) {
      const inner = visit(a);
      if (inner !== undefined) return inner;
    }
    const u = subjectOf(g, n);
    return u && bare(g, u).of;
  };
  return visit(root);
}

/** The expression where `of` has that sign. */
function decide(g: Graph, root: Node, of: Node, sign: -1 | 0 | 1): Node {
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    const same = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    const u = subjectOf(g, same);
    const own = u && bare(g, u);
    const out = own?.of === of ? branch(g, same, own.flips ? -sign : sign) : same;
    done.set(n, out);
    return out;
  };
  return visit(root);
}

function branch(g: Graph, n: Node, sign: number): Node {
  const [a, b, c] = n.args as [Node, Node, Node];
  switch (n.name) {
    case "where":
      return sign > 0 ? b : c;
    case "relu":
      return sign > 0 ? a : num(g, 0);
    case "step":
      return num(g, sign > 0 ? 1 : 0);
    case "abs":
      return sign > 0 ? a : scale(g, -1, a);
    case "sign":
      return num(g, Math.sign(sign));
    default: {
      const first = sign > 0 === (n.name === "max");
      const rest = [first ? a : b, ...n.args.slice(2)];
      return rest.length === 1 ? rest[0]! : call(g, n.name, rest);
    }
  }
}

/** x = −rest/c where the number is cx + rest for a letter x: what u = 0 says of x. */
function solved(g: Graph, u: Node): ReadonlyMap<Node, Node> | undefined {
  if (u.op === "sym") return new Map([[u, num(g, 0)]]);
  if (u.op !== "sum") return undefined;
  const at = u.args.findIndex((t, i) => t.op === "sym" && N.isExact(u.coefs[i]!) && dependsOnce(u, i));
  if (at < 0) return undefined;
  const c = Q.inverse(Q.neg(u.coefs[at] as Rational));
  const others = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  return new Map([[u.args[at]!, scale(g, c, sum(g, others(u.args), others(u.coefs)))]]);
}

const dependsOnce = (u: Node, at: number): boolean => !u.args.some((t, i) => i !== at && dependsOn(t, u.args[at]!));
