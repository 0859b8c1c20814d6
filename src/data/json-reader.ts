import type { Text } from "../words/text";

/** A value of JSON with its place. Objects keep their order and every key, also one that stands twice. */
export type JsonNode = { readonly line: number; readonly column: number } & (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, value: JsonNode])[] }
);

/** Text that is no JSON, or more of it than allowed. */
export interface JsonFault {
  readonly fault: Text;
  readonly line: number;
  readonly column: number;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const deepest = 8;

/**
 * Reads JSON with the places of its values; `NaN` and `Infinity` too, which Python writes. A number that no double holds
 * is a fault and not an infinity.
 *
 * @param most  values that may be read
 */
export function readJson(text: string, most: number): JsonNode | JsonFault {
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let count = 0;
  let fault: JsonFault | undefined;
  const fail = (message: Text): undefined => {
    fault ??= { fault: message, line, column: at - lineStart + 1 };
  };
  const skip = () => {
    for (; at < text.length; at++) {
      const c = text[at];
      if (c === "\n") {
        line++;
        lineStart = at + 1;
      } else if (c !== " " && c !== "\t" && c !== "\r") return;
    }
  };
  const take = (mark: string): boolean => {
    skip();
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const string = (): string | undefined => {
    let end = at + 1;
    while (end < text.length && text[end] !== '"' && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
    if (text[end] !== '"') return fail(openString);
    try {
      const value: string = JSON.parse(text.slice(at, end + 1));
      at = end + 1;
      return value;
    } catch {
      return fail(badString);
    }
  };
  const word = (name: string): boolean => {
    if (!text.startsWith(name, at)) return false;
    at += name.length;
    return true;
  };
  const list = <T>(close: string, item: () => T | undefined): T[] | undefined => {
    const items: T[] = [];
    if (take(close)) return items;
    do {
      const one = item();
      if (one === undefined) return undefined;
      items.push(one);
    } while (take(","));
    return take(close) ? items : fail(expected(close));
  };
  const value = (depth: number): JsonNode | undefined => {
    skip();
    const place = { line, column: at - lineStart + 1 };
    if (++count > most) return fail(tooMany(most));
    if (depth > deepest) return fail(tooDeep);
    const c = text[at];
    if (c === "[") {
      at++;
      const items = list("]", () => value(depth + 1));
      return items && { ...place, kind: "array", items };
    }
    if (c === "{") {
      at++;
      const entries = list("}", () => entry(depth));
      return entries && { ...place, kind: "object", entries };
    }
    if (c === '"') {
      const read = string();
      return read === undefined ? undefined : { ...place, kind: "string", value: read };
    }
    if (word("null")) return { ...place, kind: "null" };
    if (word("true")) return { ...place, kind: "boolean", value: true };
    if (word("false")) return { ...place, kind: "boolean", value: false };
    if (word("NaN")) return { ...place, kind: "null" };
    if (word("-Infinity")) return { ...place, kind: "number", value: -Infinity };
    if (word("Infinity")) return { ...place, kind: "number", value: Infinity };
    number.lastIndex = at;
    const digits = number.exec(text)?.[0];
    if (digits === undefined) return fail(at >= text.length ? early : notJson);
    const read = Number(digits);
    if (!Number.isFinite(read)) return fail(tooLarge(digits));
    at += digits.length;
    return { ...place, kind: "number", value: read };
  };
  const entry = (depth: number): readonly [string, JsonNode] | undefined => {
    skip();
    if (text[at] !== '"') return fail(expected('"'));
    const key = string();
    if (key === undefined) return undefined;
    if (!take(":")) return fail(expected(":"));
    const read = value(depth + 1);
    return read && ([key, read] as const);
  };
  const root = value(0);
  skip();
  if (root !== undefined && at < text.length) fail(behind);
  return fault ?? (root as JsonNode);
}

const openString: Text = { en: "A string is not closed in this line.", zh: "此行的字符串没有闭合。" };
const badString: Text = { en: "This string is not valid JSON.", zh: "该字符串不是合法的 JSON。" };
const tooDeep: Text = { en: "The values are nested too deeply for a table.", zh: "嵌套过深，不是表格。" };
const early: Text = { en: "The file ends before its last value.", zh: "文件提前结束。" };
const notJson: Text = { en: "A value of JSON is expected here.", zh: "此处应为 JSON 值。" };
const behind: Text = { en: "Text follows the end of the JSON value.", zh: "JSON 值之后还有多余文字。" };
const expected = (mark: string): Text => ({ en: `${mark} is expected here.`, zh: `此处应为 ${mark}。` });
const tooMany = (most: number): Text => ({
  en: `The file holds more than ${most} values. Nothing was loaded.`,
  zh: `文件中的值超过 ${most} 个，未读入任何数据。`,
});
const tooLarge = (digits: string): Text => ({
  en: `${digits.slice(0, 24)} is beyond the largest floating-point number.`,
  zh: `${digits.slice(0, 24)} 超出浮点数的范围。`,
});
