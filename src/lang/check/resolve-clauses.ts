import type { ChainNode, Clause, Expr, NameNode, ProductNode, WithNode } from "../syntax/tree";
import { type Context, complain } from "./context";
import { textOf } from "./item";
import { derivandOf, lettersOf, variableOf } from "./resolve-derivative";
import { functionIn } from "./resolve-name";
import type { DeriveTerm, Letter, Term } from "./term";

const broken = ({ from, to }: Expr): Term => ({ op: "broken", from, to });
const clauseIn = (clauses: readonly Clause[], word: string): Clause | undefined =>
  clauses.find((clause) => clause.word === word);

/** `f along v at p`, `∇f at p`, `hvp f along v`, `partial f wrt x` as a side of a comparison. */
export function withClauses(context: Context, { word, of, clauses, from, to }: WithNode): Term {
  const span = { from, to };
  const at = clauseIn(clauses, "at");
  const along = clauseIn(clauses, "along");
  if (along && (word !== "partial" || clauseIn(clauses, "wrt") === undefined)) {
    const term = alongTerm(context, of, along, word === "hvp" ? "hvp" : "directional");
    return { ...(at ? atPoint(context, term, at) : term), ...span };
  }
  if (word) {
    const term = derivedTerm(context, word, of, clauses);
    return term ? { ...(at ? atPoint(context, term, at) : term), ...span } : broken({ ...of, ...span });
  }
  const fn = functionIn(context, of);
  if (at && fn) return { ...appliedAt(context, fn, at), ...span };
  if (at) return { ...atPoint(context, context.reader.resolve(context, of, 1), at), ...span };
  complain(context, "no-meaning", { what: textOf(context, span) }, span);
  return broken({ ...of, ...span });
}

/** The derivative that a word asks for, before a point is filled in; undefined, with a problem, where a part is missing. */
export function derivedTerm(
  context: Context,
  word: "derive" | "partial" | "hvp" | "jacobian",
  of: Expr,
  clauses: readonly Clause[],
): DeriveTerm | undefined {
  if (word === "hvp") {
    complain(context, "missing-part", { word, part: "along", example: "hvp f along (1, 0) at (1, 2)" }, of);
    return undefined;
  }
  const derivand = derivandOf(context, of, 0);
  const wrt = (clauseIn(clauses, "wrt")?.values ?? []).flatMap((value): Letter[] => {
    const letter = value.kind === "name" ? variableOf(context, derivand, value as NameNode) : undefined;
    return letter ? [letter] : [];
  });
  if (word === "partial" && wrt.length === 0) {
    complain(context, "missing-part", { word, part: "wrt", example: "partial f wrt x" }, of);
    return undefined;
  }
  const letters = wrt.length > 0 || derivand.fn ? wrt : lettersOf(derivand);
  const kind = word === "jacobian" ? "jacobian" : word === "partial" ? "partial" : "gradient";
  return { op: "derive", kind, of: derivand, wrt: letters, from: of.from, to: of.to };
}

/** The derivative along a direction, or the Hessian times it. */
export function alongTerm(context: Context, of: Expr, along: Clause, kind: "directional" | "hvp"): DeriveTerm {
  const derivand = derivandOf(context, of, 0);
  const values = along.values.map((value) => context.reader.resolve(context, value, 1));
  const direction: Term =
    values.length === 1
      ? values[0]
      : { op: "list", rows: values.map((value) => [value]), column: true, from: along.from, to: along.to };
  const wrt = derivand.fn ? [] : lettersOf(derivand);
  kindAsMoved(direction, derivand.fn?.params ?? wrt);
  return { op: "derive", kind, of: derivand, wrt, direction, from: of.from, to: along.to };
}

/** An undeclared direction is of the kind of what it moves. */
function kindAsMoved(direction: Term, moved: readonly Letter[]): void {
  const kind = moved.length === 1 ? moved[0].kind : undefined;
  if (direction.op === "letter" && direction.letter.origin === "inferred" && kind) direction.letter.kind ??= kind;
}

/** A function at the values of its parameters; a column may stand for several. */
export function appliedAt(context: Context, fn: NonNullable<ReturnType<typeof functionIn>>, at: Clause): Term {
  const args = at.values.map((value) => context.reader.resolve(context, value, 1));
  const flat =
    args.length === 1 && args[0].op === "list" && args[0].column && fn.params.length > 1 ? args[0].rows.flat() : args;
  return { op: "apply", fn, args: flat, head: at, from: at.from, to: at.to };
}

/** Fills a point in for the variables of a derivative or for the letters of an expression. */
export function atPoint(context: Context, term: Term, at: Clause): Term {
  const args = at.values.map((value) => context.reader.resolve(context, value, 1));
  const flat = args.length === 1 && args[0].op === "list" && args[0].column ? args[0].rows.flat() : args;
  const span = { from: term.from, to: at.to };
  if (term.op === "derive" && term.args === undefined) {
    const letters = term.of.fn?.params ?? lettersOf(term.of);
    return {
      ...term,
      args: letters.length === flat.length ? flat : args,
      ...span,
      ...(term.of.fn ? {} : { wrt: term.wrt }),
    };
  }
  const letters = lettersOf({ body: term, label: "" });
  return { op: "at", of: term, letters, args: letters.length === flat.length ? flat : args, ...span };
}

/**
 * `d f[V]`, `d inv(X)[V]`: the differential along V, as answers write it. Undefined where `d` is a name of the file or what
 * follows is an entry of something.
 */
export function differentialTerm(context: Context, { operands, ops, from, to }: ProductNode): Term | undefined {
  const [d, mapped] = operands;
  if (operands.length !== 2 || d.kind !== "name" || d.name !== "d" || ops[0].op !== "juxtapose") return undefined;
  if (mapped.kind !== "chain" || context.locals.has("d") || context.scope.find("d")) return undefined;
  const suffix = mapped.suffixes[mapped.suffixes.length - 1];
  if (suffix.kind !== "index" || suffix.args.length !== 1 || suffix.args[0].kind === "number") return undefined;
  const of = withoutLast(mapped);
  const derivand = derivandOf(context, of, 0);
  const { body, fn } = derivand;
  if (!fn && (!body || body.op === "letter" || body.op === "broken")) return undefined;
  const inner = body?.op === "derive" && !body.args ? body.of.fn?.params : undefined;
  const wrt = fn ? [] : (inner ?? lettersOf(derivand));
  const direction = context.reader.resolve(context, suffix.args[0], 1);
  kindAsMoved(direction, fn?.params ?? wrt);
  return { op: "derive", kind: "differential", of: derivand, wrt, direction, from, to };
}

/** A chain without its last suffix. */
function withoutLast({ atom, suffixes, from }: ChainNode): Expr {
  const rest = suffixes.slice(0, -1);
  const last = rest[rest.length - 1];
  return last ? { kind: "chain", atom, suffixes: rest, from, to: last.to } : atom;
}
