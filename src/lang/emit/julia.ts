import type { Numeric } from "../symbolic/evaluate";
import { type Code, isArray } from "./code";
import { noForm } from "./lower";
import { reservedWords } from "./names";
import { createPen, isItsOwnShape, type Pen, shapeNote, usedSizes } from "./pen";
import { atom, floatText, infix, Level, numberPiece, type Piece, wrap } from "./piece";
import type { Input, Plan, Probe } from "./program";
import { testStep } from "./test-plan";
import { functionName, headline, resultLines } from "./words";

const helpers: Readonly<Record<string, readonly string[]>> = {
  sigmoid: ["sigmoid(x) = x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))"],
  softplus: ["softplus(x) = max(x, 0) + log1p(exp(-abs(x)))"],
  relu: ["relu(x) = max(x, zero(x))"],
  step: ["step(x) = x > 0 ? one(x) : zero(x)"],
  softmax: ["function softmax(x)", "    e = exp.(x .- maximum(x))", "    return e ./ sum(e)", "end"],
  softmax_rows: [
    "function softmax_rows(A)",
    "    e = exp.(A .- maximum(A; dims=2))",
    "    return e ./ sum(e; dims=2)",
    "end",
  ],
  logsumexp: ["function logsumexp(x)", "    m = maximum(x)", "    return m + log(sum(exp.(x .- m)))", "end"],
};

/** Functions of SpecialFunctions.jl, which Julia's own library lacks. */
const special: Readonly<Record<string, string>> = {
  erf: "erf",
  gamma: "gamma",
  lgamma: "loggamma",
  digamma: "digamma",
  trigamma: "trigamma",
};

const maps: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "exp",
      "log",
      "log1p",
      "expm1",
      "sin",
      "cos",
      "tan",
      "asin",
      "acos",
      "atan",
      "sinh",
      "cosh",
      "tanh",
      "abs",
      "sign",
      "sqrt",
    ].map((n) => [n, n]),
  ),
  ...Object.fromEntries(["sigmoid", "softplus", "relu", "step"].map((n) => [n, n])),
  ...special,
};

const calls: Readonly<Record<string, (...args: string[]) => string>> = {
  sum: (x) => `sum(${x})`,
  norm: (x) => `norm(${x})`,
  max: (x) => `maximum(${x})`,
  min: (x) => `minimum(${x})`,
  tr: (A) => `tr(${A})`,
  det: (A) => `det(${A})`,
  logdet: (A) => `logabsdet(${A})[1]`,
  normop: (A) => `opnorm(${A})`,
  rank: (A) => `rank(${A})`,
  lambda_max: (A) => `eigmax(Symmetric(${A}))`,
  vmax: (A) => `eigvecs(Symmetric(${A}))[:, end]`,
  inv: (A) => `inv(${A})`,
  pinv: (A) => `pinv(${A})`,
  diag: (v) => `Diagonal(${v})`,
  diagof: (A) => `diag(${A})`,
  kron: (A, B) => `kron(${A}, ${B})`,
  vec: (A) => `vec(${A})`,
  maximum: (a, b) => `max.(${a}, ${b})`,
  minimum: (a, b) => `min.(${a}, ${b})`,
  sumrows: (A) => `vec(sum(${A}; dims=2))`,
  sum_rows: (A) => `vec(sum(${A}; dims=2))`,
  mean_rows: (A) => `vec(sum(${A}; dims=2)) ./ size(${A}, 2)`,
  norm_rows: (A) => `norm.(eachrow(${A}))`,
  logsumexp: (x) => `logsumexp(${x})`,
  softmax: (x) => `softmax(${x})`,
  softmax_rows: (A) => `softmax_rows(${A})`,
  cumsum: (x) => `cumsum(${x})`,
  expm: (A) => `exp(${A})`,
  sinm: (A) => `sin(${A})`,
  cosm: (A) => `cos(${A})`,
};

const constants: Readonly<Record<string, string>> = { pi: "π", e: "ℯ", inf: "Inf" };

function expression(pen: Pen, c: Code): Piece {
  const step = pen.steps.get(c);
  if (step !== undefined) return atom(step);
  const go = (x: Code): Piece => expression(pen, x);
  const text = (x: Code): string => go(x).s;
  const [a, b] = c.args as [Code, Code];
  // A dot spreads: where both sides are scalars there is nothing to spread, and + - of equal shapes need none.
  const dotted = (op: string): string => (isArray(c) ? `.${op}` : op);
  const isEqual = a !== undefined && b !== undefined && isArray(a) === isArray(b);
  switch (c.op) {
    case "num":
      return numberPiece(c.value!, false);
    case "ref":
      return atom(pen.name(c.name));
    case "size":
      return atom(pen.size(c.name));
    case "array": {
      const cells = c.args.map(text);
      if (c.kind === "vector") return atom(`[${cells.join(", ")}]`);
      const width = Number(c.cols);
      const lines = Array.from({ length: Number(c.rows) }, (_, i) =>
        c.args
          .slice(i * width, (i + 1) * width)
          .map((x) => wrap(go(x), Level.atom))
          .join(" "),
      );
      return atom(`[${lines.join("; ")}]`);
    }
    case "eye":
      return atom(`Matrix(1.0I, ${pen.size(c.rows)}, ${pen.size(c.rows)})`);
    case "ones":
    case "zeros":
      return atom(`${c.op}(${pen.size(c.rows)}${c.kind === "matrix" ? `, ${pen.size(c.cols)}` : ""})`);
    case "add":
      return infix(go(a), isEqual ? "+" : dotted("+"), go(b), Level.sum);
    case "sub":
      return infix(go(a), isEqual ? "-" : dotted("-"), go(b), Level.sum);
    case "mul":
      return infix(go(a), isArray(a) && isArray(b) ? ".*" : "*", go(b), Level.product);
    case "div":
      return infix(go(a), isArray(b) ? "./" : "/", go(b), Level.product);
    case "neg":
      return { s: `-${wrap(go(a), Level.unary)}`, level: Level.unary };
    case "pow":
      return {
        s: `${wrap(go(a), Level.atom)} ${dotted("^")} ${wrap(go(b), Level.atom)}`.replace(/ \^ /, "^"),
        level: Level.power,
      };
    case "matmul":
    case "matvec":
      return infix(go(a), "*", go(b), Level.product);
    case "dot":
      return atom(`dot(${text(a)}, ${text(b)})`);
    case "transpose":
      return atom(`${wrap(go(a), Level.atom)}'`);
    case "outer":
      return infix(go(a), "*", atom(`${wrap(go(b), Level.atom)}'`), Level.product);
    case "solve":
      return infix(go(a), "\\", go(b), Level.product);
    case "scalerows":
      return infix(go(a), ".*", go(b), Level.product);
    case "scalecols":
      return infix(go(a), ".*", atom(`${wrap(go(b), Level.atom)}'`), Level.product);
    case "where":
      if (!isArray(c)) return atom(`(${text(a)} > 0 ? ${text(b)} : ${text(c.args[2]!)})`);
      return atom(`ifelse.(${wrap(go(a), Level.sum)} .> 0, ${text(b)}, ${text(c.args[2]!)})`);
    case "unit":
      return atom(`Float64.(1:${pen.size(c.rows)} .== ${c.at![0]})`);
    case "causal":
      return atom(`tril(ones(${pen.size(c.rows)}, ${pen.size(c.rows)}))`);
    case "entry":
      return atom(`${wrap(go(a), Level.atom)}[${a.kind === "vector" ? c.at![0] : c.at!.join(", ")}]`);
    case "map": {
      const form = maps[c.name];
      if (form === undefined) throw noForm(c.name, "Julia");
      pen.helpers.add(c.name);
      return atom(`${form}${dotted("")}(${text(a)})`);
    }
    default: {
      const form = c.args.length === 0 ? undefined : calls[c.name];
      const constant = constants[c.name];
      if (c.args.length === 0 && constant !== undefined) return atom(constant);
      if (form === undefined) throw noForm(c.name, "Julia");
      pen.helpers.add(c.name);
      return c.name === "mean_rows" ? { s: form(text(a)), level: Level.product } : atom(form(...c.args.map(text)));
    }
  }
}

/** The whole file for Julia. */
export function juliaFile(plan: Plan): string {
  const pen = createPen(plan, reservedWords.julia);
  const name = functionName(plan, pen);
  const known = plan.constants.map(
    (c) =>
      `const ${pen.name(c.name)} = ${literal({ rows: Number(c.rows), cols: Number(c.cols), data: c.data }, c.kind)}`,
  );
  const body = functionLines(pen, name);
  const used = [...pen.helpers].flatMap((helper) => (helpers[helper] ? ["", ...helpers[helper]] : []));
  const isSpecial = [...pen.helpers].some((helper) => special[helper] !== undefined);
  return `${[
    ...headline(plan, "Julia").map((line) => `# ${line}`),
    `using LinearAlgebra${isSpecial ? ", SpecialFunctions" : ""}`,
    ...used,
    ...(known.length > 0 ? ["", ...known] : []),
    "",
    '"""',
    ...plan.inputs.map((input) => `    ${inputNote(pen, input)}`),
    ...resultLines(plan).map((line) => `    ${line}`),
    '"""',
    ...body,
    ...testLines(pen, name),
  ].join("\n")}\n`;
}

function inputNote(pen: Pen, { name, note, ...shape }: Input): string {
  return `${pen.name(name)}: ${shapeNote(shape)}${note ? `, ${note}` : ""}`;
}

function functionLines(pen: Pen, name: string): string[] {
  const { plan } = pen;
  const lines: string[] = [];
  const add = (code: Code, wish: string): string => {
    const { s } = expression(pen, code);
    const fresh = pen.fresh(wish);
    lines.push(`${fresh} = ${s}  # ${shapeNote(code)}`);
    return fresh;
  };
  for (const { code, hint } of plan.steps) pen.steps.set(code, add(code, hint));
  const single = plan.outputs.length === 1;
  const returned = plan.outputs.map(({ code, name: wish }) => (single ? expression(pen, code).s : add(code, wish)));
  const asserts = plan.inputs.flatMap((input) => {
    const { name: n, kind, rows, cols } = input;
    if (kind === "scalar" || isItsOwnShape(plan, input)) return [];
    const safe = pen.name(n);
    const size =
      kind === "vector"
        ? `length(${safe}) == ${pen.size(rows)}`
        : `size(${safe}) == (${pen.size(rows)}, ${pen.size(cols)})`;
    return [`@assert ${size}`];
  });
  const sizes = usedSizes(pen).flatMap((size) => {
    const from = plan.sizes.get(size);
    return from ? [`${pen.name(size)} = size(${pen.name(from.input.name)}, ${from.axis + 1})`] : [];
  });
  return [
    `function ${name}(${plan.inputs.map((input) => pen.name(input.name)).join(", ")})`,
    ...[...sizes, ...asserts, ...lines].map((line) => `    ${line}`),
    `    return ${returned.join(", ")}`,
    "end",
  ];
}

function literal({ rows, cols, data }: Numeric, kind: Input["kind"]): string {
  const list = [...data].map((x) => floatText(x, true));
  if (kind === "scalar") return list[0]!;
  if (kind === "vector") return `[${list.join(", ")}]`;
  return `[${Array.from({ length: rows }, (_, i) => list.slice(i * cols, (i + 1) * cols).join(" ")).join("; ")}]`;
}

function testLines(pen: Pen, name: string): string[] {
  const { test, inputs, outputs } = pen.plan;
  if (!test) return [];
  const [found, h, V, slope] = ["found", "h", "V", "slope"].map(pen.fresh) as [string, string, string, string];
  const names = inputs.map((input) => pen.name(input.name));
  const call = (args: readonly string[]) => `${name}(${args.join(", ")})`;
  const part = (text: string, at: number) => (outputs.length === 1 ? text : `${text}[${at + 1}]`);
  const probe = ({ output, base, moves, how }: Probe): string[] => {
    const by = moves.map((move) => literal(move.by, inputs[move.input]!.kind));
    const moved = (sign: string) =>
      names.map((n, i) => {
        const at = moves.findIndex(({ input }) => input === i);
        return at < 0 ? n : `${n} ${sign} ${h} * ${moves.length === 1 ? V : `${V}[${at + 1}]`}`;
      });
    const made = part(found, output);
    const flat = moves.length === 1 && inputs[moves[0]!.input]!.kind === "matrix" ? `vec(permutedims(${V}))` : V;
    const claim = how === "inner" ? `sum(${made} .* ${V})` : `${made} * ${flat}`;
    return [
      `${V} = ${moves.length === 1 ? by[0]! : `[${by.join(", ")}]`}`,
      `${slope} = (${part(call(moved("+")), base)} - ${part(call(moved("-")), base)}) / (2 * ${h})`,
      `@assert isapprox(${slope}, ${claim}; rtol=1e-6, atol=1e-6)  # ${outputs[output]!.name}`,
    ];
  };
  const lines = [
    ...inputs.map((input, i) => `${names[i]} = ${literal(test.point[i]!, input.kind)}`),
    `${found} = ${call(names)}`,
    `@assert isapprox(${part(found, 0)}, ${literal(test.expected, outputs[0]!.kind)}; rtol=1e-9)`,
    ...(test.probes.length > 0 ? [`${h} = ${testStep}`] : []),
    ...test.probes.flatMap(probe),
    `println("${name}: ok")`,
  ];
  return [
    "",
    "# The derivatives against central differences at a fixed point.",
    "function self_test()",
    ...lines.map((line) => `    ${line}`),
    "end",
    "",
    "abspath(PROGRAM_FILE) == @__FILE__() && self_test()",
  ];
}
