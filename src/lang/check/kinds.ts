import { knownShapes } from "./known";
import { type Condition, childrenOf, type Kind, type Letter, type Term } from "./term";

/**
 * Settles for every letter without a shape whether it is a scalar, a column or a matrix, from how it is used: `x'` and
 * what stands right of a matrix is no scalar, what is added to a column is one, `det X` needs a matrix. What nothing speaks
 * about is a scalar; between column and matrix a capital letter decides.
 */
export function settleKinds(terms: readonly Term[], conditions: readonly Condition[]): void {
  for (let round = 0; round < 6; round++) {
    const before = progress;
    for (const term of terms) visit(term, undefined);
    for (const { operands } of conditions) joinAll(operands, undefined);
    if (progress === before) break;
  }
  const close = (term: Term): void => {
    if (term.op === "letter") term.letter.kind ??= "scalar";
    childrenOf(term).forEach(close);
  };
  terms.forEach(close);
  for (const { operands } of conditions) operands.forEach(close);
}

/** Counts settled letters; only compared with itself. */
let progress = 0;

type Want = Kind | "no-scalar" | undefined;

function settle(letter: Letter, want: Want): Kind | undefined {
  if (letter.kind || !want) return letter.kind;
  const isCapital = letter.name[0] !== letter.name[0].toLowerCase();
  letter.kind = want === "no-scalar" ? (isCapital ? "matrix" : "column") : want === "row" ? "column" : want;
  progress++;
  return letter.kind;
}

const flip = (kind: Want): Want => (kind === "column" ? "row" : kind === "row" ? "column" : kind);
const concrete = (kind: Want): Kind | undefined => (kind === "no-scalar" ? undefined : kind);

function kindOf(rows: unknown, cols: unknown): Kind {
  if (cols === 1) return rows === 1 ? "scalar" : "column";
  return rows === 1 ? "row" : "matrix";
}

/** The kind of a term as far as it is known; `want` is handed down to letters that have none. */
function visit(term: Term, want: Want): Kind | undefined {
  switch (term.op) {
    case "num":
    case "const":
    case "abs":
      if (term.op === "abs") visit(term.of, "scalar");
      return "scalar";
    case "identity":
      return "matrix";
    case "letter":
      return settle(term.letter, want);
    case "named":
      return kindOf(term.named.value.rows, term.named.value.cols);
    case "neg":
      return visit(term.of, want);
    case "add":
      return joinAll(term.args, want);
    case "mul":
      return visitProduct(term, want);
    case "pow": {
      visit(term.exponent, "scalar");
      return visit(term.base, want);
    }
    case "transpose": {
      const wanted = flip(want);
      return flip(visit(term.of, wanted === "scalar" || wanted === undefined ? "no-scalar" : wanted)) as
        | Kind
        | undefined;
    }
    case "norm":
      visit(term.of, "no-scalar");
      return "scalar";
    case "call":
      return visitCall(term, want);
    case "apply":
      term.args.forEach((arg, i) => {
        const param = term.fn.params[i];
        visit(arg, term.args.length === term.fn.params.length && param ? param.kind : undefined);
      });
      return kindOf(term.fn.body.rows, term.fn.body.cols);
    case "list":
      for (const entry of term.rows.flat()) visit(entry, undefined);
      return term.column ? "column" : "matrix";
    case "entry":
      visit(term.of, term.indices.length === 2 ? "matrix" : "column");
      for (const index of term.indices) if (index) visit(index, "scalar");
      return term.indices.some((index) => !index) ? "column" : "scalar";
    case "sumover":
      visit(term.low, "scalar");
      visit(term.high, "scalar");
      return visit(term.body, want);
    case "cases":
      for (const { when } of term.branches) if (when) joinAll(when.operands, undefined);
      return joinAll(
        term.branches.map(({ value }) => value),
        want,
      );
    case "derive":
      return visitDerivative(term);
    case "at":
      for (const arg of term.args) visit(arg, undefined);
      return visit(term.of, want);
    case "optimum":
      return "column";
    case "broken":
      return undefined;
  }
}

function visitDerivative(term: Term & { op: "derive" }): Kind | undefined {
  if (term.of.body) visit(term.of.body, term.kind === "gradient" || term.kind === "hessian" ? "scalar" : undefined);
  if (term.direction) visit(term.direction, undefined);
  for (const arg of term.args ?? []) visit(arg, undefined);
  if (term.kind === "gradient") {
    const letters = term.wrt.length > 0 ? term.wrt : (term.of.fn?.params ?? []);
    return letters.length > 1 ? "column" : letters[0]?.kind;
  }
  if (term.kind === "hessian" || term.kind === "jacobian") return "matrix";
  return undefined;
}

/** Terms of a sum, sides of an equation: a letter among columns is a column. */
function joinAll(args: readonly Term[], want: Want): Kind | undefined {
  let kind = concrete(want);
  const open: Term[] = [];
  for (const arg of args) {
    const found = visit(arg, want === "scalar" ? undefined : want);
    if (!found) open.push(arg);
    if (found && (found !== "scalar" || !kind)) kind = found;
  }
  if (kind && kind !== "scalar") for (const arg of open) visit(arg, kind);
  return kind;
}

function visitProduct(term: Term & { op: "mul" }, want: Want): Kind | undefined {
  const { left, right, word } = term;
  if (word === ".*" || word === "./") return joinAll([left, right], want);
  if (word === "/") {
    visit(right, "scalar");
    return visit(left, want);
  }
  if (word === "\\") {
    visit(left, "matrix");
    return visit(right, "no-scalar");
  }
  const a = visit(left, undefined);
  const b = visit(right, undefined);
  const before = progress;
  if (word === "⊗") return "matrix";
  if (word === "·" && (a === "column" || b === "column") && (want === "scalar" || a === b || !a || !b)) {
    if (!a) visit(left, "column");
    if (!b) visit(right, "column");
    return "scalar";
  }
  if ((a === "row" || a === "matrix") && !b) visit(right, a === "row" && want === "scalar" ? "column" : "no-scalar");
  if (b && b !== "scalar" && !a && isCapitalLetter(left)) visit(left, "matrix");
  if (b === "matrix" && a === undefined && want === "row") visit(left, "no-scalar");
  // Looking again without news would double the work at every level.
  return progress === before ? productKind(a, b) : productKind(visit(left, undefined), visit(right, undefined));
}

function isCapitalLetter(term: Term): boolean {
  return term.op === "letter" && /^[A-Z]/.test(term.letter.name);
}

function productKind(a: Kind | undefined, b: Kind | undefined): Kind | undefined {
  if (a === "scalar") return b;
  if (b === "scalar") return a;
  if (!a || !b) return undefined;
  if (a === "row") return b === "column" ? "scalar" : "row";
  if (a === "matrix") return b === "column" ? "column" : "matrix";
  return b === "row" ? "matrix" : "column";
}

function visitCall(term: Term & { op: "call" }, want: Want): Kind | undefined {
  const known = knownShapes.get(term.name);
  if (!known) {
    for (const arg of term.args) visit(arg, "matrix");
    return undefined;
  }
  if (known.rule === "each") return joinAll(term.args, want);
  const kinds = term.args.map((arg) => visit(arg, known.wants === "column" ? "no-scalar" : known.wants));
  switch (known.rule) {
    case "reduce":
    case "square-scalar":
    case "matrix-scalar":
    case "dot":
      return "scalar";
    case "same":
    case "square-square":
      return kinds[0];
    case "transpose":
      return flip(kinds[0]) as Kind | undefined;
    case "rows":
    case "square-vector":
    case "vec":
      return "column";
    case "diag":
      return kinds[0] === "column" ? "matrix" : kinds[0] === "matrix" ? "column" : undefined;
    case "sized":
      return term.name === "eye" || term.name === "causal" || term.args.length === 2 ? "matrix" : "column";
    default:
      return "matrix";
  }
}
