import { type Bench, type BenchResult, type Case, caseOf, median } from "./bench";
import { type Derived, derive, valuesAt, written } from "./derive";
import { type Ask, row, startPeer } from "./systems";

interface Expression {
  readonly name: string;
  readonly text: string;
  readonly variables: readonly string[];
  readonly order: 1 | 2;
}

/** A dense quadratic with small whole coefficients. */
function dense(n: number, order: 1 | 2): Expression {
  const terms: string[] = [];
  for (let i = 1; i <= n; i += 1) {
    for (let j = i; j <= n; j += 1) {
      terms.push(i === j ? `${i + 1}*x${i}^2` : `${((i * 7 + j * 3) % 9) + 1}*x${i}*x${j}`);
    }
  }
  const variables = Array.from({ length: n }, (_, i) => `x${i + 1}`);
  return { name: `dense quadratic, ${n} variables`, text: terms.join(" + "), variables, order };
}

const nested: Expression = {
  name: "nested",
  text: "exp(sin(x^2*y)) + sin(cos(x*y^2))",
  variables: ["x", "y"],
  order: 2,
};
const logistic: Expression = {
  name: "logistic sum, 10 terms",
  text: Array.from(
    { length: 10 },
    (_, k) => `log(1 + exp(-(${(k % 3) + 1}*x - ${(k % 5) + 1}*y + ${(k % 7) + 1}*z)))`,
  ).join(" + "),
  variables: ["x", "y", "z"],
  order: 2,
};
const expressions: readonly Expression[] = [
  { name: "x² + y²", text: "x^2 + y^2", variables: ["x", "y"], order: 1 },
  { name: "Rosenbrock", text: "(1 - x)^2 + 100*(y - x^2)^2", variables: ["x", "y"], order: 2 },
  { name: "x²y + sin(xy)", text: "x^2*y + sin(x*y)", variables: ["x", "y"], order: 2 },
  nested,
  dense(5, 1),
  dense(10, 2),
  logistic,
];

/** In the language a name with digits has a subscript. */
const ours = ({ text, variables, order }: Expression): Derived =>
  derive(
    text.replace(/x(\d+)/g, "x_$1"),
    variables.map((x) => x.replace(/x(\d+)/, "x_$1")),
    order,
  );

const pointOf = ({ variables }: Expression) => variables.map((_, i) => (i * 0.37 + 0.41) % 1);
const askOf = (expression: Expression): Ask => {
  const { text, variables, order } = expression;
  const point = pointOf(expression);
  return { text, variables, order, point: Object.fromEntries(variables.map((x, i) => [x, point[i]!])) };
};

const peers = ["mathjs", "nerdamer", "algebrite", "compute-engine", "sympy"] as const;

function casesOf(expression: Expression): Case[] {
  const own: Case = {
    name: `${expression.name} · ours`,
    setup: () => () => {
      let calls = 0;
      let derived: Derived;
      let from = performance.now();
      do written(ours(expression));
      while (performance.now() - from < row.warmMs);
      from = performance.now();
      do {
        derived = ours(expression);
        written(derived);
        calls += 1;
      } while (performance.now() - from < row.timedMs);
      return { ms: (performance.now() - from) / calls, values: () => valuesAt(derived, pointOf(expression)) };
    },
  };
  return [
    own,
    ...peers.map(
      (system): Case => ({
        name: `${expression.name} · ${system}`,
        setup: () => startPeer(system, askOf(expression)),
      }),
    ),
  ];
}

/** Answers of peers that are wrong: they are left out of the comparison, and told. */
const wrong = new Set<string>();

/** Whether two lists of values are one, to the digits that every system shows. */
const isSame = (theirs: readonly number[], mine: readonly number[]): boolean =>
  theirs.length === mine.length && theirs.every((x, i) => Math.abs(x - mine[i]!) <= 2e-6 * (1 + Math.abs(mine[i]!)));

/** Each peer that is there answers the first expression; and where one gives another answer than we, some other gives ours. */
function agree(results: ReadonlyMap<string, unknown>): void {
  const valuesOf = (name: string, peer: string) =>
    (results.get(`${name} · ${peer}`) as { values?: readonly number[] } | undefined)?.values;
  for (const peer of peers) {
    if (results.has(`${expressions[0]!.name} · ${peer}`) && !valuesOf(expressions[0]!.name, peer))
      throw new Error(`${peer} gave no derivative of ${expressions[0]!.name}`);
  }
  for (const { name } of expressions) {
    const mine = (results.get(`${name} · ours`) as { values: () => number[] }).values();
    const answered = peers.filter((peer) => valuesOf(name, peer) !== undefined);
    const others = answered.filter((peer) => !isSame(valuesOf(name, peer)!, mine));
    if (others.length > 0 && others.length === answered.length)
      throw new Error(
        `no peer agrees with us on ${name}: ${valuesOf(name, others[0]!)!.slice(0, 4)} and ${mine.slice(0, 4)}`,
      );
    for (const peer of others) {
      console.warn(
        `${peer} is wrong on ${name}, and left out there: ${valuesOf(name, peer)!.slice(0, 4)}, not ${mine.slice(0, 4)}`,
      );
      wrong.add(`${name} · ${peer}`);
    }
  }
}

/** How many times slower a peer is, expression by expression; one that was ended counts with the time it was given. */
function ratios(result: BenchResult, peer: string): number[] {
  return expressions.flatMap(({ name }) => {
    const theirs = result.cases.get(`${name} · ${peer}`);
    return theirs && !wrong.has(`${name} · ${peer}`)
      ? [theirs.medianMs / caseOf(result, `${name} · ours`).medianMs]
      : [];
  });
}

const mean = (peer: string) => (result: BenchResult) => {
  const all = ratios(result, peer);
  return all.length === 0 ? Number.NaN : Math.exp(all.reduce((sum, x) => sum + Math.log(x), 0) / all.length);
};
const least = (some: readonly string[]) => (result: BenchResult) =>
  Math.min(...some.flatMap((peer) => ratios(result, peer)));

const beside: Bench = {
  name: "derivatives beside mathjs, nerdamer, algebrite, compute-engine and SymPy",
  budgetMs: 15_000,
  cases: expressions.flatMap(casesOf),
  agree,
  targets: [
    ...peers.map((peer) => ({ id: `peers-mean-${peer}`, figure: mean(peer) })),
    { id: "peers-least", figure: least(peers.filter((peer) => peer !== "algebrite")) },
    { id: "peers-least-algebrite", figure: least(["algebrite"]) },
  ],
};

const alone = (expression: Expression, id: string): Bench => ({
  name: `gradient + Hessian, parsed and simplified: ${expression.name}`,
  cases: [{ name: "ours", setup: () => () => ours(expression) }],
  targets: [{ id, figure: median() }],
});

export default [alone(dense(10, 2), "dense-10"), alone(nested, "nested"), alone(dense(50, 2), "dense-50"), beside];
