import type { Text } from "../../words/text";
import { sortWords } from "./words";

/** A replacement, relative to the statement's start. */
export interface SyntaxEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface SyntaxFix {
  readonly title: Text;
  readonly edits: readonly SyntaxEdit[];
}

/** The facts of each problem; an empty `found` is the end of the line. */
interface Facts {
  "unclosed-bracket": { readonly open: string };
  "unclosed-bar": { readonly bar: string };
  "unclosed-string": unknown;
  "unopened-bracket": { readonly close: string };
  "expected-expression": { readonly found: string };
  "expected-name": { readonly found: string };
  "expected-mark": { readonly mark: string; readonly found: string };
  "unexpected-text": { readonly found: string };
  "unexpected-character": { readonly char: string; readonly point: string };
  "mixed-number": { readonly whole: string; readonly fraction: string };
  "adjacent-numbers": { readonly left: string; readonly right: string };
  "number-too-long": { readonly limit: number };
  "partial-order": { readonly order: number; readonly names: number };
  "unknown-sort": { readonly word: string };
  "bad-parameter": { readonly found: string };
  "stray-equals": unknown;
  "use-caret": unknown;
  "tex-name": { readonly name: string; readonly symbol: string };
  "division-scope": { readonly reading: string; readonly other: string };
  "full-width": { readonly count: number };
  "bidi-control": { readonly point: string };
  "invisible-character": { readonly point: string };
  "look-alike": { readonly name: string; readonly latin: string };
  "too-deep": { readonly limit: number };
  "too-long": { readonly limit: number };
  "too-many": { readonly limit: number };
}

export type SyntaxCode = keyof Facts;

/** A problem of reading, its span relative to the statement's start, with the facts its sentence needs. */
export type SyntaxProblem = {
  [C in SyntaxCode]: {
    readonly code: C;
    readonly from: number;
    readonly to: number;
    readonly fixes: readonly SyntaxFix[];
  } & Facts[C];
}[SyntaxCode];

/** A problem as the parser makes it: `fixes` may be left out. */
export type NewProblem = { [C in SyntaxCode]: { readonly code: C } & Facts[C] }[SyntaxCode];

/** How bad each is: an error keeps the statement from being evaluated. */
const severities: Partial<Record<SyntaxCode, "warning" | "info" | "hint">> = {
  "division-scope": "hint",
  "full-width": "info",
  "bidi-control": "warning",
  "invisible-character": "warning",
  "look-alike": "warning",
};

/** How grave a problem of the syntax is; an error unless the table says otherwise. */
export function severityOf(code: SyntaxCode): "error" | "warning" | "info" | "hint" {
  return severities[code] ?? "error";
}

type Sentences = { readonly [C in SyntaxCode]: (facts: Facts[C]) => Text };

const sentences: Sentences = {
  "unclosed-bracket": ({ open }) => ({ en: `This ${open} is never closed.`, zh: `这个 ${open} 没有闭合。` }),
  "unclosed-bar": ({ bar }) => ({ en: `This ${bar} is never closed.`, zh: `这个 ${bar} 没有闭合。` }),
  "unclosed-string": () => ({ en: "This text has no closing quote.", zh: "这段文字缺少右引号。" }),
  "unopened-bracket": ({ close }) => ({
    en: `Nothing is open that ${close} could close.`,
    zh: `${close} 没有与之配对的左括号。`,
  }),
  "expected-expression": ({ found }) => ({
    en: `An expression is missing here; found ${foundEn(found)}.`,
    zh: `此处缺少表达式，却遇到${foundZh(found)}。`,
  }),
  "expected-name": ({ found }) => ({
    en: `A name is missing here; found ${foundEn(found)}.`,
    zh: `此处缺少名称，却遇到${foundZh(found)}。`,
  }),
  "expected-mark": ({ mark, found }) => ({
    en: `${mark} is missing here; found ${foundEn(found)}.`,
    zh: `此处缺少 ${mark}，却遇到${foundZh(found)}。`,
  }),
  "unexpected-text": ({ found }) =>
    found === ","
      ? {
          en: "Names before a comma are declared, as in: x, b : vector n; values side by side are written (x, b).",
          zh: "逗号前的名称用于声明，例如 x, b : vector n；并列的值写作 (x, b)。",
        }
      : {
          en: `The statement is complete before ${foundEn(found)}.`,
          zh: `语句在${foundZh(found)}之前已经完整。`,
        },
  "unexpected-character": ({ char, point }) => ({
    en: `The character ${char} (${point}) has no meaning here.`,
    zh: `字符 ${char}（${point}）在此处没有意义。`,
  }),
  "mixed-number": ({ whole, fraction }) => ({
    en: `${whole}${fraction} can be read as ${whole} + ${fraction} or as ${whole} · ${fraction}; write which.`,
    zh: `${whole}${fraction} 既可读作 ${whole} + ${fraction}，也可读作 ${whole} · ${fraction}；请写明。`,
  }),
  "adjacent-numbers": ({ left, right }) => ({
    en: `Two numbers stand side by side; write ${left} * ${right}, or [${left}, ${right}] for a vector.`,
    zh: `两个数紧挨在一起；相乘请写 ${left} * ${right}，向量请写 [${left}, ${right}]。`,
  }),
  "number-too-long": ({ limit }) => ({
    en: `The number has more than ${limit} digits, or an exponent beyond ±${limit}.`,
    zh: `该数超过 ${limit} 位，或指数超出 ±${limit}。`,
  }),
  "partial-order": ({ order, names }) => ({
    en: `∂ is raised to ${order} above, but ${names} ${names === 1 ? "name stands" : "names stand"} below.`,
    zh: `分子上 ∂ 的阶数是 ${order}，分母上却对 ${names} 个变量求导。`,
  }),
  "unknown-sort": ({ word }) => {
    const all = [...sortWords];
    const begun = word === "" ? [] : all.filter((sort) => sort.startsWith(word));
    if (word === "") return { en: `A kind is missing here: ${orEn(all)}.`, zh: `此处缺少类型：${all.join("、")}。` };
    if (begun.length > 0)
      return {
        en: `${word} is no kind of thing yet: ${orEn(begun)}?`,
        zh: `${word} 还不是类型：是 ${begun.join("、")} 吗？`,
      };
    return {
      en: `${word} is no kind of thing; use ${orEn(all)}.`,
      zh: ` ${word} 不是可声明的类型；可用 ${all.join("、")}。`,
    };
  },
  "bad-parameter": ({ found }) => ({
    en: `A parameter is a name, ${found} is not.`,
    zh: `参数必须是名称，${found} 不是名称。`,
  }),
  "stray-equals": () => ({
    en: "Before = a definition has a name or f(x, …); to ask whether two sides are equal, write check.",
    zh: "定义的 = 左边应是名称或 f(x, …)；若要验证两边相等，请用 check。",
  }),
  "use-caret": () => ({ en: "A power is written ^, not **.", zh: "乘方写作 ^，不写作 **。" }),
  "tex-name": ({ name, symbol }) => ({
    en: `\\${name} is not read as ${symbol}; write ${symbol} or ${name}, or put a blank behind \\ to divide from the left.`,
    zh: `\\${name} 不会读作 ${symbol}；请写 ${symbol} 或 ${name}，若要左除，请在 \\ 后留空格。`,
  }),
  "division-scope": ({ reading, other }) => ({
    en: `This is read as ${reading}, not as ${other}.`,
    zh: `此处读作 ${reading}，而不是 ${other}。`,
  }),
  "full-width": () => ({
    en: "Full-width punctuation is read like its ASCII twin.",
    zh: "全角标点按对应的半角标点读取。",
  }),
  "bidi-control": ({ point }) => ({
    en: `An invisible control character (${point}) changes the order in which this line is shown.`,
    zh: `不可见的控制字符（${point}）会改变本行的显示顺序。`,
  }),
  "invisible-character": ({ point }) => ({
    en: `An invisible character (${point}) stands here; it is ignored.`,
    zh: `此处有一个不可见字符（${point}），已忽略。`,
  }),
  "look-alike": ({ name, latin }) => ({
    en: `${name} is written with letters that only look like Latin ${latin}.`,
    zh: `${name} 中有字母只是看起来像拉丁字母 ${latin}。`,
  }),
  "too-deep": ({ limit }) => ({
    en: `The formula is nested more than ${limit} levels deep; name a part of it.`,
    zh: `公式嵌套超过 ${limit} 层；请把其中一部分单独命名。`,
  }),
  "too-long": ({ limit }) => ({
    en: `The statement is longer than ${limit} characters and is not read; data belongs in a file (load).`,
    zh: `语句超过 ${limit} 个字符，未读取；数据请放入文件并用 load 读入。`,
  }),
  "too-many": ({ limit }) => ({
    en: `The file has more than ${limit} statements; the rest is not read.`,
    zh: `文件超过 ${limit} 条语句，其余部分未读取。`,
  }),
};

/** The sentence of a problem in every display language. */
export function sentenceOf(problem: SyntaxProblem): Text {
  return (sentences[problem.code] as (facts: SyntaxProblem) => Text)(problem);
}

const orEn = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

function foundEn(found: string): string {
  return found === "" ? "the end of the line" : found;
}

function foundZh(found: string): string {
  return found === "" ? "行尾" : ` ${found} `;
}
