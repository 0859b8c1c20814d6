import fc from "fast-check";
import type { Elementwise } from "../../../src/lang/functions/evaluate";
import type { Builder } from "../../../src/lang/symbolic/build";
import type { Node } from "../../../src/lang/symbolic/graph";

/** Makes an expression of the given leaves. */
export type Make = (b: Builder, leaves: readonly Node[]) => Node;

const smooth: readonly Elementwise[] = ["exp", "sin", "cos", "tanh", "atan", "sigmoid", "softplus", "erf"];

/** Random scalar expressions of two variables. */
export const scalarTree: fc.Arbitrary<Make> = fc.letrec<{ tree: Make }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.nat(1).map(
      (i): Make =>
        (_b, l) =>
          l[i]!,
    ),
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 })).map(
      ([n, d]): Make =>
        (b) =>
          b.div(b.num(n), b.num(d)),
    ),
    fc.tuple(tie("tree"), tie("tree")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.add(p(b, l), q(b, l)),
    ),
    fc.tuple(tie("tree"), tie("tree")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.mul(p(b, l), q(b, l)),
    ),
    fc.tuple(tie("tree"), fc.integer({ min: 2, max: 3 })).map(
      ([p, k]): Make =>
        (b, l) =>
          b.pow(p(b, l), b.num(k)),
    ),
    fc.tuple(tie("tree"), fc.constantFrom(...smooth)).map(
      ([p, name]): Make =>
        (b, l) =>
          b.call(name, p(b, l)),
    ),
    tie("tree").map(
      (p): Make =>
        (b, l) =>
          b.div(b.num(1), b.add(b.num(2), b.pow(p(b, l), b.num(2)))),
    ),
  ),
})).tree;

/** Random scalars of vectors x, y of length n and a square matrix A. */
export const vectorTree: fc.Arbitrary<Make> = fc.letrec<{ scalar: Make; vector: Make }>((tie) => ({
  scalar: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(tie("vector"), tie("vector")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.mul(b.transpose(p(b, l)), q(b, l)),
    ),
    tie("vector").map(
      (p): Make =>
        (b, l) =>
          b.call("sum", p(b, l)),
    ),
    fc.tuple(tie("scalar"), tie("scalar")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.add(p(b, l), b.scale(-2, q(b, l))),
    ),
    tie("scalar").map(
      (p): Make =>
        (b, l) =>
          b.call("tanh", p(b, l)),
    ),
  ),
  vector: fc.oneof(
    { maxDepth: 4 },
    fc.constant<Make>((_b, l) => l[0]!),
    fc.constant<Make>((_b, l) => l[1]!),
    tie("vector").map(
      (p): Make =>
        (b, l) =>
          b.mul(l[2]!, p(b, l)),
    ),
    tie("vector").map(
      (p): Make =>
        (b, l) =>
          b.mul(b.transpose(l[2]!), p(b, l)),
    ),
    fc.tuple(tie("vector"), tie("vector")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.sub(p(b, l), q(b, l)),
    ),
    fc.tuple(tie("vector"), tie("vector")).map(
      ([p, q]): Make =>
        (b, l) =>
          b.had(p(b, l), q(b, l)),
    ),
    fc.tuple(tie("vector"), fc.constantFrom<Elementwise>("sin", "tanh", "sigmoid")).map(
      ([p, name]): Make =>
        (b, l) =>
          b.call(name, p(b, l)),
    ),
    fc.tuple(tie("scalar"), tie("vector")).map(
      ([s, p]): Make =>
        (b, l) =>
          b.mul(s(b, l), p(b, l)),
    ),
  ),
})).scalar;
