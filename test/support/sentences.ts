import { parseAst } from "vite";
import { read } from "./source";

/** A piece of English in a source file that no Chinese stands beside. */
export interface BareSentence {
  readonly at: string;
  readonly text: string;
}

/** A node of the syntax tree, as the parser gives it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** Two words of English beside each other: what a person would read as a phrase. */
const phrase = /(?:^|[^\p{L}\p{N}_.\-/$\\])[A-Za-z][a-z]{2,} (?:[a-z]{2,}|a|[A-Z][a-z]{2,})(?![\p{L}\p{N}_(/\-=])/u;

/**
 * The string literals of a module that hold a phrase of English and are neither in a `{en, zh}` nor chosen by the display
 * language. What a programmer reads (errors thrown, the log) and what is code or markup is passed over.
 */
export function bareSentences(path: string): BareSentence[] {
  const source = read(path);
  const found: BareSentence[] = [];
  const visit = (node: Node, parents: readonly Node[]): void => {
    if (isSpared(node, parents, source)) return;
    for (const text of textsOf(node, parents.at(-1))) {
      if (phrase.test(text)) found.push({ at: `${path}:${source.slice(0, node.start).split("\n").length}`, text });
    }
    for (const part of Object.values(node)) {
      for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) visit(child, [...parents, node]);
    }
  };
  visit(parseAst(source, { lang: "ts" }) as unknown as Node, []);
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** What a literal says: a template with its holes as `…`, and of a template of markup what a person sees of it. */
function textsOf(node: Node, parent: Node | undefined): string[] {
  if (node.type === "Literal" && typeof node["value"] === "string") return [node["value"]];
  if (node.type !== "TemplateLiteral") return [];
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
  const whole = quasis.map(({ value }) => value.cooked).join("…");
  return parent?.type === "TaggedTemplateExpression" ? markupTexts(whole) : [whole];
}

function markupTexts(markup: string): string[] {
  const attributes = [...markup.matchAll(/\b(?:title|aria-label|placeholder|alt)="([^"]*)"/g)].map(([, text]) => text!);
  return [...attributes, ...markup.split(/<[^>]*>/)];
}

const programmers = /^(?:Range|Type)?Error$/;
const loggers = /(?:^|\.)(?:log|warn|info|debug|trace|report)$/;

function isSpared(node: Node, parents: readonly Node[], source: string): boolean {
  const textOf = (part: unknown): string => (isNode(part) ? source.slice(part.start, part.end) : "");
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
      return isNode(node["source"]);
    case "TSLiteralType":
      return true;
    case "NewExpression":
      return programmers.test(textOf(node["callee"]));
    case "CallExpression":
      return loggers.test(textOf(node["callee"])) || (node["arguments"] as readonly unknown[]).some(isChinese);
    case "ArrayExpression":
      return (node["elements"] as readonly unknown[]).some(isChinese);
    case "Property": // of `{en, zh}`, or of a table by language
      return ["en", "zh"].includes(textOf(node["key"])) && hasBoth(parents.at(-1), textOf);
    case "ConditionalExpression": // `locale === "zh" ? … : …`
      return /\blocale\b|"zh"/.test(textOf(node["test"]));
    default:
      return false;
  }
}

/** A literal in Chinese: the sentence beside it is its English. */
const isChinese = (part: unknown): boolean =>
  isNode(part) && textsOf(part, undefined).some((text) => /\p{Script=Han}/u.test(text));

function hasBoth(object: Node | undefined, textOf: (part: unknown) => string): boolean {
  const keys = ((object?.["properties"] ?? []) as readonly Node[]).map((one) => textOf(one["key"]));
  return keys.includes("en") && keys.includes("zh");
}
