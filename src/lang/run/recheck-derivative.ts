import { differentiate, gradientNode } from "../check/derive";
import { lower } from "../check/lower";
import { letterNode, type Maker } from "../check/maker";
import type { DeriveTerm } from "../check/term";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { recheck, type Verdict } from "../symbolic/recheck";

const verdicts = new WeakMap<Node, Map<string, Verdict>>();

/** Whether dual numbers contradict a derivative; each claim is looked at once. */
export function isRefutedDerivative(maker: Maker, term: DeriveTerm): boolean {
  const { fn, body } = term.of;
  const f = fn ? fn.body : body ? lower(maker, body) : undefined;
  const by = (term.wrt.length > 0 ? term.wrt : (fn?.params ?? [])).map((letter) => letterNode(maker, letter));
  if (!f || term.kind === "directional" || term.kind === "hvp" || by.length > 60) return false;
  const key = `${term.kind} ${by.map(({ id }) => id).join(" ")}`;
  const known = verdicts.get(f) ?? new Map<string, Verdict>();
  verdicts.set(f, known);
  let verdict = known.get(key);
  if (!verdict) {
    verdict = attempt(() => verdictOf(maker, term, f, by)).value ?? "unchecked";
    known.set(key, verdict);
  }
  return verdict === "failed";
}

function verdictOf(maker: Maker, term: DeriveTerm, f: Node, by: readonly Node[]): Verdict {
  const { b } = maker;
  const { args: _, ...open } = term;
  const is = differentiate(maker, open);
  const isScalar = f.rows === 1 && f.cols === 1;
  const areScalars = by.every(({ rows, cols }) => rows === 1 && cols === 1);
  if (term.kind === "gradient" && isScalar) {
    const parts = by.length === 1 ? [is] : by.map((_x, i) => b.entry(is, i + 1));
    return recheck({ kind: "gradient", of: f, by, is: parts });
  }
  if (term.kind === "hessian" && isScalar && by.length === 1 && by[0].cols === 1 && !areScalars) {
    const slope = gradientNode(maker, f, by);
    return typeof by[0].rows === "number" ? "unchecked" : recheck({ kind: "jacobian", of: slope, by: by[0], is });
  }
  if (term.kind === "hessian" && isScalar && areScalars) {
    const slope = gradientNode(maker, f, by);
    const checks = by.map((_x, i): Verdict => {
      const row = by.length === 1 ? slope : b.entry(slope, i + 1);
      const parts = by.map((_y, j) => (by.length === 1 ? is : b.entry(is, i + 1, j + 1)));
      return recheck({ kind: "gradient", of: row, by, is: parts });
    });
    return checks.includes("failed") ? "failed" : "checked";
  }
  if (areScalars && by.length === 1 && term.wrt.length <= 1) {
    return recheck({ kind: "differential", of: f, along: new Map([[by[0], b.num(1)]]), is });
  }
  return "unchecked";
}
