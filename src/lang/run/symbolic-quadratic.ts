import { gradients } from "../symbolic/adjoint";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn, derivative, differential } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import { hessian } from "../symbolic/jacobian";
import { isBent } from "./kink";

/** A function c + tr(g'X) + ½ tr(X'·H(X)) of one variable X, where H multiplies from one side. */
export interface Curved {
  readonly by: Node;
  readonly side: "left" | "right";
  readonly g: Node;
  readonly c: Node;
}

/** Reads a scalar function as a quadratic in one symbol; undefined where it is none, or its Hessian is no product from one side. */
export function curvedIn(b: Builder, f: Node, x: Node): Curved | undefined {
  return attempt(() => read(b, f, x)).value;
}

function read(b: Builder, f: Node, x: Node): Curved | undefined {
  if (isBent(f, x)) return undefined;
  const zero = new Map([[x, b.zeros(x.rows, x.cols)]]);
  const slope = x.rows === 1 && x.cols === 1 ? derivative(b.graph, f, x) : gradients(b.graph, f, [x])[0];
  const operator = x.cols === 1 ? column(b, f, slope, x) : matrix(b, slope, x);
  if (!operator || dependsOn(operator.by, x)) return undefined;
  return { ...operator, g: b.substitute(slope, zero), c: b.substitute(f, zero) };
}

function column(b: Builder, f: Node, slope: Node, x: Node): Pick<Curved, "by" | "side"> {
  const by = x.rows === 1 ? derivative(b.graph, slope, x) : hessian(b.graph, f, x);
  return { by: b.expand(by), side: "left" };
}

/** L of LV, or R of VR, from the gradient's change along V. */
function matrix(b: Builder, slope: Node, x: Node): Pick<Curved, "by" | "side"> | undefined {
  const V = b.symbol("#V", x.rows, x.cols);
  const change = b.expand(differential(b.graph, slope, new Map([[x, V]])));
  const [terms, coefs] = change.op === "sum" ? [change.args, change.coefs] : [[change], [1 as const]];
  const parts = terms.map((t) => {
    const [s, ...factors] = t.op === "mat" ? t.args : [b.num(1), t];
    const at = factors.indexOf(V);
    const others = factors.filter((_, i) => i !== at);
    if (at < 0 || others.some((n) => dependsOn(n, V)) || dependsOn(s, V)) return undefined;
    return { s, before: factors.slice(0, at), after: factors.slice(at + 1) };
  });
  if (parts.some((p) => p === undefined)) return undefined;
  const whole = parts as readonly { s: Node; before: Node[]; after: Node[] }[];
  const product = (s: Node, list: readonly Node[], n: Node["rows"]) =>
    b.mul(s, ...(list.length > 0 ? list : [b.eye(n)]));
  if (whole.every(({ after }) => after.length === 0))
    return {
      side: "left",
      by: b.sum(
        whole.map(({ s, before }) => product(s, before, x.rows)),
        coefs,
      ),
    };
  if (whole.every(({ before }) => before.length === 0))
    return {
      side: "right",
      by: b.sum(
        whole.map(({ s, after }) => product(s, after, x.cols)),
        coefs,
      ),
    };
  return undefined;
}
