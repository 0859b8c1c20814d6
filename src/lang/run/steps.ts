import type { Text } from "../../words/text";
import type { Step } from "../answer";
import { letterNode } from "../check/maker";
import type { DeriveTerm, Term } from "../check/term";
import { attempt } from "../symbolic/build";
import { dependsOn, derivative, differential } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { type PrintOptions, printLatex } from "../symbolic/print";
import { leavesOf } from "../symbolic/recheck";
import { makerOf } from "./task";
import type { World } from "./world";

/** The lines behind a derivative: the function, each partial derivative with the rules it used, the point. */
export function stepsOf(world: World, term: Term, raw: Node, options: PrintOptions): readonly Step[] {
  if (term.op !== "derive" || !term.of.fn) return [];
  const { fn } = term.of;
  const { b } = world;
  const latex = (node: Node) => printLatex(b.graph, node, options);
  const params = fn.params.map((letter) => letterNode(makerOf(world), letter));
  const head = `${fn.name}(${params.map(latex).join(", ")})`;
  const steps: Step[] = [
    { rule: { en: "The function, in normal form", zh: "函数的标准形式" }, latex: `${head} = ${latex(fn.body)}` },
  ];
  const isScalar = params.every(({ rows, cols }) => rows === 1 && cols === 1);
  if (isScalar && fn.body.rows === 1 && fn.body.cols === 1) {
    const by = term.wrt.length > 0 ? term.wrt.map((letter) => letterNode(makerOf(world), letter)) : params;
    for (const x of by.slice(0, 8)) {
      steps.push({
        rule: rulesUsed(fn.body, x),
        latex: `\\frac{\\partial ${fn.name}}{\\partial ${latex(x)}} = ${latex(derivative(b.graph, fn.body, x))}`,
      });
    }
  } else steps.push(...matrixSteps(world, term, raw, latex));
  if (term.args) steps.push({ rule: { en: "Put the point in", zh: "代入该点" }, latex: latex(raw) });
  return steps;
}

/** What is declared of the letters, the differential, and the derivative that is read off it. */
function matrixSteps(world: World, term: DeriveTerm, raw: Node, latex: (node: Node) => string): Step[] {
  const { b } = world;
  const { fn } = term.of;
  if (!fn) return [];
  const letters = (term.wrt.length > 0 ? term.wrt : fn.params).map((letter) => letterNode(makerOf(world), letter));
  const steps: Step[] = structureOf(fn.body, latex);
  const [x] = letters;
  const isFirst = term.kind !== "hessian" && term.kind !== "hvp";
  if (x && letters.length === 1 && isFirst) {
    const step = b.symbol(`d${x.name}`, x.rows, x.cols, x.traits & (Trait.symmetric | Trait.skew | Trait.diagonal));
    const df = attempt(() => differential(b.graph, fn.body, new Map([[x, step]]))).value;
    if (df)
      steps.push({
        rule: { en: "Take the differential, term by term", zh: "逐项取微分" },
        latex: `d${fn.name.length === 1 ? fn.name : `\\,\\mathrm{${fn.name}}`} = ${latex(df)}`,
      });
  }
  const isGradient = fn.body.rows === 1 && fn.body.cols === 1 && isFirst;
  const rule = isGradient
    ? { en: "Collect it as df = tr(Gᵀ dX) and read off G", zh: "整理成 df = tr(Gᵀ dX)，读出 G" }
    : { en: "Differentiate, and collect the terms", zh: "求导并整理各项" };
  return [...steps, { rule, latex: latex(raw) }];
}

const structures: readonly (readonly [traits: number, words: Text, latex: (name: string) => string])[] = [
  [Trait.pd, { en: "positive definite", zh: "正定" }, (A) => `${A} = ${A}^{\\top} \\succ 0`],
  [Trait.psd, { en: "positive semidefinite", zh: "半正定" }, (A) => `${A} = ${A}^{\\top} \\succeq 0`],
  [Trait.diagonal, { en: "diagonal", zh: "对角" }, (A) => `${A} = \\operatorname{diag}(\\operatorname{diag} ${A})`],
  [Trait.symmetric, { en: "symmetric", zh: "对称" }, (A) => `${A}^{\\top} = ${A}`],
  [Trait.skew, { en: "skew", zh: "反对称" }, (A) => `${A}^{\\top} = -${A}`],
  [Trait.orthogonal, { en: "orthogonal", zh: "正交" }, (A) => `${A}^{\\top} ${A} = I`],
];

/** The structure that the letters of a formula were declared with: the strongest word of each. */
function structureOf(body: Node, latex: (node: Node) => string): Step[] {
  return leavesOf([body])
    .symbols.slice(0, 6)
    .flatMap((n): Step[] => {
      const found = n.rows === 1 ? undefined : structures.find(([trait]) => (n.traits & trait) !== 0);
      if (!found) return [];
      const [, words, form] = found;
      const rule = { en: `Use that ${n.name} is ${words.en}`, zh: `利用 ${n.name} ${words.zh}` };
      return [{ rule, latex: form(latex(n)) }];
    });
}

const ruleWords: readonly (readonly [test: (node: Node) => boolean, words: Text])[] = [
  [({ op }) => op === "sum", { en: "sum rule", zh: "求和法则" }],
  [({ op, args }) => op === "prod" && args.length > 1, { en: "product rule", zh: "乘积法则" }],
  [({ op, coefs }) => op === "prod" && coefs.some((e) => e !== 1), { en: "power rule", zh: "幂法则" }],
  [({ op }) => op === "pow", { en: "rule for powers with a variable exponent", zh: "变指数幂法则" }],
  [({ op, args }) => op === "call" && args.length > 0, { en: "chain rule", zh: "链式法则" }],
];

function rulesUsed(node: Node, by: Node): Text {
  const used = new Set<Text>();
  const seen = new Set<Node>();
  const visit = (n: Node): void => {
    if (seen.has(n) || used.size === ruleWords.length || !dependsOn(n, by)) return;
    seen.add(n);
    for (const [test, words] of ruleWords) if (test(n)) used.add(words);
    n.args.forEach(visit);
  };
  visit(node);
  const list = ruleWords.map(([, words]) => words).filter((words) => used.has(words));
  if (list.length === 0) return { en: "Constant or linear", zh: "常数或线性" };
  const en = list.map((words) => words.en).join(", ");
  return { en: en[0].toUpperCase() + en.slice(1), zh: list.map(({ zh }) => zh).join("、") };
}
