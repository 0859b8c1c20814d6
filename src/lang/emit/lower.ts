import { Q } from "../../core/num/rational";
import { floatOf } from "../functions/evaluate";
import { arrangeFactors, arrangeTerms, nameOrder } from "../symbolic/arrange";
import { type Coefficient, N } from "../symbolic/coefficient";
import { dataEntries, isData } from "../symbolic/data";
import { type Graph, type Node, Refusal, Trait } from "../symbolic/graph";
import { isOne, isScalar } from "../symbolic/leaf";
import { transpose } from "../symbolic/mat";
import { gram, type Reading, sharedNumber, turnedBack, turnSums } from "../symbolic/patterns";
import { scale, sum } from "../symbolic/sum";
import { type ChainTools, chain, traceOf } from "./chain";
import type { Code, Workshop } from "./code";
import { createMaker, kindOf, type Maker } from "./shape";

/** Turns expressions of a graph into operations, the same expression into the same operation. */
export function createLowering(g: Graph, workshop: Workshop, names: readonly string[]): (n: Node) => Code {
  const done = new Map<Node, Code>();
  const code = (n: Node): Code => {
    const known = done.get(n);
    if (known) return known;
    const made = lowerNow(tools, n);
    done.set(n, made);
    return made;
  };
  const reading: Reading = { g, order: nameOrder(names), fold: undefined };
  const tools: ChainTools = { g, reading, make: createMaker(workshop), code };
  return code;
}

function lowerNow(tools: ChainTools, n: Node): Code {
  const { g, make, code } = tools;
  if (n.rows === 1 && n.cols !== 1) {
    const column = transpose(g, n);
    if (column.op !== "transpose") return code(column);
  }
  switch (n.op) {
    case "num":
      return make.num(n.coefs[0]!);
    case "sym":
      return n.traits & Trait.integer && isScalar(n) ? make.like("size", n, [], n.name) : make.ref(n.name, n);
    case "eye":
      return make.like("eye", n, []);
    case "ones":
      return make.like("ones", n, []);
    case "zero":
      return make.like("zeros", n, []);
    case "literal":
      return make.like("array", n, n.args.map(code));
    case "entry":
      return entryCode(tools, n);
    case "transpose":
      return make.transpose(code(n.args[0]!));
    case "sum": {
      const turned = kindOf(n) === "matrix" ? turnedBack(tools.reading, n) : undefined;
      return turned ? make.transpose(code(turned)) : sumCode(tools, n);
    }
    case "prod":
      return ratio(tools, n, undefined);
    case "pow":
      return make.pow(code(n.args[0]!), code(n.args[1]!));
    case "mat":
      return filled(make, n, signed(make, productCode(tools, n)));
    case "call":
      return callCode(tools, n);
  }
}

function entryCode({ make, code }: ChainTools, n: Node): Code {
  const of = n.args[0]!;
  const [i, j] = n.coefs.map(N.toNumber) as [number, number];
  const at = kindOf(of) === "vector" ? ([of.rows === 1 ? j : i, 1] as const) : ([i, j] as const);
  return make.entry(code(of), at);
}

/** An operation and the sign in front of it. */
interface Signed {
  readonly code: Code;
  readonly minus: boolean;
}

function signed(make: Maker, { code, minus }: Signed): Code {
  if (!minus) return code;
  const [c, rest] = code.args;
  const isScaled = code.op === "mul" && c?.value !== undefined && rest !== undefined;
  return isScaled ? make.mul(make.num(N.neg(c.value)), rest) : make.neg(code);
}

/** Σ cᵢ tᵢ: a positive term first, then the others added or subtracted; numbers are added to arrays entry by entry. */
function sumCode(tools: ChainTools, n: Node): Code {
  const { g, make, reading } = tools;
  const shared = isScalar(n) ? undefined : sharedNumber(n);
  if (shared !== undefined) return make.mul(make.num(shared), sumCode(tools, scale(g, Q.inverse(shared), n)));
  const parts = takeExpm1(tools, n) ?? arrangeTerms(n, reading.order).map((t) => termCode(tools, t.c, t.node));
  const lead = parts.findIndex((p) => !p.minus && p.code.kind === kindOf(n));
  const at = lead < 0 ? parts.findIndex((p) => !p.minus) : lead;
  const ordered = at > 0 ? [parts[at]!, ...parts.filter((_, i) => i !== at)] : parts;
  const [head, ...rest] = ordered;
  const total = rest.reduce((a, p) => (p.minus ? make.sub(a, p.code) : make.add(a, p.code)), signed(make, head!));
  return filled(make, n, total);
}

/** A number where an array is due fills it. */
function filled(make: Maker, n: Node, code: Code): Code {
  return code.kind === "scalar" && !isScalar(n) ? make.mul(code, make.like("ones", n, [])) : code;
}

/** c·(eᵘ − 1) as expm1, where a sum of two terms is that. */
function takeExpm1({ make, code }: ChainTools, n: Node): Signed[] | undefined {
  if (n.args.length !== 2) return undefined;
  const unit = n.args.findIndex((t) => isOne(t) || t.op === "ones");
  const exp = n.args[1 - unit];
  if (unit < 0 || exp?.op !== "call" || exp.name !== "exp") return undefined;
  const c = n.coefs[1 - unit]!;
  if (!N.same(N.neg(c), n.coefs[unit]!)) return undefined;
  return [times(make, c, make.map("expm1", code(exp.args[0]!)))];
}

const times = (make: Maker, c: Coefficient, code: Code): Signed => {
  const minus = N.sign(c) < 0;
  const size = minus ? N.neg(c) : c;
  return { code: size === 1 ? code : make.mul(make.num(size), code), minus };
};

function termCode(tools: ChainTools, c: Coefficient, node: Node): Signed {
  const { make, code } = tools;
  if (isOne(node) || node.op === "ones") {
    const minus = N.sign(c) < 0;
    return { code: make.num(minus ? N.neg(c) : c), minus };
  }
  if (node.op === "mat") {
    const { code: body, minus } = productCode(tools, node, N.sign(c) < 0 ? N.neg(c) : c);
    return { code: body, minus: minus !== N.sign(c) < 0 };
  }
  if (node.op === "prod" && N.isExact(c)) {
    const minus = N.sign(c) < 0;
    return { code: ratio(tools, node, undefined, minus ? N.neg(c) : c), minus };
  }
  return times(make, c, code(node));
}

/** c·s·F₁F₂… with sums turned so that they begin with a plus. */
function productCode(tools: ChainTools, n: Node, c: Coefficient = 1): Signed {
  const { make, code } = tools;
  const { factors, flips } = turnSums(tools.reading, n);
  const s = n.args[0]!;
  const spread = factors.length === 1 && factors[0]!.op === "ones";
  const body = spread ? undefined : chain(tools, factors);
  if (s.op === "prod") return { code: ratio(tools, s, body, c), minus: flips };
  const parts = [...(c === 1 ? [] : [make.num(c)]), ...(isOne(s) ? [] : [code(s)]), ...(body ? [body] : [])];
  return { code: parts.length === 0 ? make.num(1) : parts.reduce(make.mul), minus: flips };
}

/** c · Π baseᵢ^eᵢ · body, as a product over a product. */
function ratio(tools: ChainTools, n: Node, body: Code | undefined, c: Coefficient = 1): Code {
  const { make } = tools;
  const above: Code[] = [];
  const below: Code[] = [];
  for (const { base, e } of arrangeFactors(n, tools.reading.order)) {
    const negative = N.sign(e) < 0;
    (negative ? below : above).push(powerCode(tools, base, negative ? N.neg(e) : e));
  }
  const splits = N.isExact(c) && below.length > 0;
  const over = splits ? Q.ratio(Q.numerator(c)) : c;
  const under = splits ? Q.ratio(Q.denominator(c)) : 1;
  const front = over === 1 ? [] : [make.num(over)];
  const top = [...front, ...above, ...(body ? [body] : [])];
  const bottom = [...(under === 1 ? [] : [make.num(under)]), ...below];
  const upper = top.length === 0 ? make.num(1) : top.reduce(make.mul);
  return bottom.length === 0 ? upper : make.div(upper, bottom.reduce(make.mul));
}

/** base^e for e > 0: roots and norms where they are. */
function powerCode(tools: ChainTools, base: Node, e: Coefficient): Code {
  const { make, code } = tools;
  if (e === 1) return code(base);
  const twice = N.isExact(e) ? Q.mul(e, 2) : 0;
  const isHalf = N.isExact(e) && !Q.isInteger(e) && Q.isInteger(twice);
  const u = isHalf ? gram(tools.reading, base) : undefined;
  const root = u ? make.reduce("norm", code(u)) : isHalf ? make.map("sqrt", code(base)) : undefined;
  if (root) return twice === 1 ? root : make.pow(root, make.num(twice));
  return make.pow(code(base), make.num(e));
}

function writtenData(g: Graph, n: Node): readonly Node[] {
  const entries = dataEntries(g, n);
  if (entries) return entries;
  throw new Refusal("limit", {
    en: "This much data can't be written into source code; give it a name.",
    zh: "数据过多，无法写入源代码；请为其命名。",
  });
}

const scalarResults = new Set(["norm", "max", "min", "logsumexp", "normop", "lambda_max", "det", "logdet", "rank"]);

function callCode(tools: ChainTools, n: Node): Code {
  const { make, code } = tools;
  const args = n.args.map(code);
  const [a] = args;
  if (n.name === "unit") return make.unit(n, Number(n.coefs[0]));
  if (n.name === "causal") return make.like("causal", n, []);
  if (isData(n)) return make.like("array", n, writtenData(tools.g, n).map(code));
  if (n.name === "where") return make.like("where", n, args);
  if (a === undefined) return make.like("call", n, [], n.name);
  if (n.name === "log") return logCode(tools, n.args[0]!);
  if (n.name === "tr") return traceOf(tools, n);
  if (floatOf(n.name) !== undefined) return make.map(n.name, a);
  if (n.args.length === 1 && scalarResults.has(n.name)) return make.reduce(n.name, a);
  if (n.name === "max" || n.name === "min")
    return args.reduce((p, q) => make.like("call", n, [p, q], n.name === "max" ? "maximum" : "minimum"));
  return make.like("call", n, args, n.name);
}

/** log a: log(1 + u) as log1p, log det A of a positive definite A by its logarithm. */
function logCode(tools: ChainTools, a: Node): Code {
  const { g, make, code } = tools;
  if (a.op === "call" && a.name === "det" && a.args[0]!.traits & Trait.pd)
    return make.reduce("logdet", code(a.args[0]!));
  const unit = a.op === "sum" ? a.args.findIndex((t) => isOne(t) || t.op === "ones") : -1;
  if (unit >= 0 && a.args.length > 1 && a.coefs[unit] === 1) {
    const rest = sum(
      g,
      a.args.filter((_, i) => i !== unit),
      a.coefs.filter((_, i) => i !== unit),
    );
    return make.map("log1p", code(rest));
  }
  return make.map("log", code(a));
}

/** The refusal for what a target has no words for. */
export function noForm(what: string, target: string): Refusal {
  return new Refusal("rule", { en: `${what} has no form in ${target}`, zh: `${what} 在 ${target} 中没有对应的写法` });
}
