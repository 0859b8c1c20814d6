import type { Text } from "../../words/text";
import type { Step } from "../answer";
import { letterNode } from "../check/maker";
import type { Term } from "../check/term";
import { derivative } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import { type PrintOptions, printLatex } from "../symbolic/print";
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
  } else steps.push({ rule: { en: "Collect df = tr(G'dX)", zh: "整理成 df = tr(G'dX)" }, latex: latex(raw) });
  if (term.args) steps.push({ rule: { en: "Put the point in", zh: "代入该点" }, latex: latex(raw) });
  return steps;
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
    if (seen.has(n) || (n.mask & by.mask) !== by.mask || used.size === ruleWords.length) return;
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
