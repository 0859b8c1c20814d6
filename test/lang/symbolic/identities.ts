import { gradients } from "../../../src/lang/symbolic/adjoint";
import { derivative, differential } from "../../../src/lang/symbolic/differential";
import type { Graph, Node } from "../../../src/lang/symbolic/graph";
import { gradientOfList, hessian, hessianOfList, jacobian } from "../../../src/lang/symbolic/jacobian";
import type { Claim } from "../../../src/lang/symbolic/recheck";
import type { Reader } from "./notation";

export interface Row {
  readonly id: string;
  readonly kind: string;
  readonly decl: Record<string, string>;
  readonly expr: string;
  readonly wrt: string | readonly string[];
  readonly dir?: string | readonly string[];
  readonly expected: string;
  readonly must_simplify_to?: string;
  readonly must_not_equal?: readonly string[];
  readonly sample: {
    readonly dims: Record<string, number>;
    readonly at: Record<string, unknown>;
    readonly value: unknown;
  };
}

/** What the engine answers to a row of the identities file. */
export function answer(g: Graph, r: Reader, row: Row): Node {
  const f = r.read(row.expr);
  const list = typeof row.wrt === "string" ? [row.wrt] : row.wrt;
  const by = list.map((n) => r.symbols.get(n)!);
  const dir = row.dir === undefined ? [] : typeof row.dir === "string" ? [row.dir] : row.dir;
  const along = new Map(by.map((x, i) => [x, r.symbols.get(dir[i] ?? "")!] as const));
  switch (row.kind) {
    case "gradient":
    case "gradient_sym":
      return by.length > 1 ? gradientOfList(g, f, by) : gradients(g, f, by)[0]!;
    case "hessian":
      return by.length > 1 ? hessianOfList(g, f, by) : hessian(g, f, by[0]!);
    case "mixed":
      return hessian(g, f, by[0]!, by[1]!);
    case "jacobian":
      return jacobian(g, f, by[0]!);
    case "derivative":
      return derivative(g, f, by[0]!);
    case "derivative2":
      return derivative(g, derivative(g, f, by[0]!), by[0]!);
    case "directional":
    case "differential":
      return differential(g, f, along);
    case "directional2":
      return differential(g, differential(g, f, along), along);
    case "hvp":
      return differential(g, gradients(g, f, by)[0]!, along);
    default:
      throw new Error(`no kind ${row.kind}`);
  }
}

/** The claim that `is` is the answer to a row. */
export function claimOf(g: Graph, r: Reader, row: Row, is: Node): Claim {
  const f = r.read(row.expr);
  const list = typeof row.wrt === "string" ? [row.wrt] : row.wrt;
  const by = list.map((n) => r.symbols.get(n)!);
  const dir = row.dir === undefined ? [] : typeof row.dir === "string" ? [row.dir] : row.dir;
  const along = new Map(by.map((x, i) => [x, r.symbols.get(dir[i] ?? "")!] as const));
  const parts = (n: Node) => by.map((_, i) => r.b.entry(n, i + 1));
  const one = new Map([[by[0]!, r.b.num(1)]]);
  switch (row.kind) {
    case "gradient":
    case "gradient_sym":
      return { kind: "gradient", of: f, by, is: by.length > 1 ? parts(is) : [is] };
    case "hessian":
      if (by.length > 1) {
        const v = by.map((_, i) => r.b.symbol(`v_${i}`));
        return {
          kind: "differential",
          of: gradientOfList(g, f, by),
          along: new Map(by.map((x, i) => [x, v[i]!])),
          is: r.b.mul(is, r.b.vector(v)),
        };
      }
      return { kind: "jacobian", of: gradients(g, f, by)[0]!, by: by[0]!, is };
    case "mixed":
      return { kind: "jacobian", of: gradients(g, f, by)[0]!, by: by[1]!, is };
    case "jacobian":
      return { kind: "jacobian", of: f, by: by[0]!, is };
    case "derivative":
      return { kind: "differential", of: f, along: one, is };
    case "derivative2":
      return { kind: "differential", of: derivative(g, f, by[0]!), along: one, is };
    case "directional":
    case "differential":
      return { kind: "differential", of: f, along, is };
    case "directional2":
      return { kind: "differential", of: differential(g, f, along), along, is };
    default:
      return { kind: "differential", of: gradients(g, f, by)[0]!, along, is };
  }
}
