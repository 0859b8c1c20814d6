import { targets } from "../emit/target";
import { deriveWords, optimiserWords, otherWords, queryWords } from "../syntax/words";
import { type Snippet, sortSnippets } from "./snippets";

/** What only the place allows: the sorts of a declaration, the languages of an export, the next word of a statement. */
export interface Expected {
  readonly words: readonly Snippet[];
  /** What else can stand there. */
  readonly beside: "anything" | "names" | "nothing";
}

const declared = /^\s*(?:[\p{L}_][\p{L}\p{N}_₀-₉]*\s*[,，]\s*)*[\p{L}_][\p{L}\p{N}_₀-₉]*\s*[:：]\s*/u;
/** What ends with an operand and a blank: a word of the statement may follow. */
const operand = /[\p{L}\p{N}_)\]"'′²³₀-₉ᵀ）]\s+$/u;

/** What the words before the caret ask for. @param before  the line up to the word that is being typed */
export function expectedAt(before: string): Expected {
  const sort = declared.exec(before);
  if (sort !== null) {
    const isFirst = sort[0] === before;
    return { words: isFirst ? sortSnippets : [], beside: "names" };
  }
  const head = /^\s*([a-z_]+)/.exec(before)?.[1] ?? "";
  if (head === "export" && /\sto\s+(?:\w+\s*,\s*)*$/.test(before)) {
    const used = before.split(/\W+/);
    return { words: targets.filter((target) => !used.includes(target)).map(asWord), beside: "nothing" };
  }
  const used = before.trim().split(/\s+/);
  const next = follow(head, before.includes("="));
  const last = used[used.length - 1];
  // Behind a word of the statement, the first one too, an operand comes.
  const isOpen = !operand.test(before) || next.includes(last) || (used.length === 1 && isStatementWord(head));
  return { words: isOpen ? [] : next.filter((word) => !used.includes(word)).map(asWord), beside: "anything" };
}

function isStatementWord(word: string): boolean {
  return [optimiserWords, queryWords, deriveWords, otherWords].some((words) => words.has(word));
}

function follow(head: string, isDefinition: boolean): readonly string[] {
  if (optimiserWords.has(head)) return ["from", "step", "tol", "steps", "given"];
  if (queryWords.has(head)) return head === "classify" ? ["at", "given"] : ["given"];
  switch (head) {
    case "derive":
      return ["at", "along", "wrt"];
    case "partial":
      return ["wrt", "at"];
    case "hvp":
      return ["along", "at"];
    case "jacobian":
      return ["wrt", "at"];
    case "plot":
      return ["over"];
    case "export":
      return ["to"];
    case "load":
      return ["columns"];
    case "check":
      return ["given"];
    case "assume":
      return [];
    default:
      return isDefinition ? [] : ["at", "along", "given"];
  }
}

const asWord = (word: string): Snippet => ({ label: word, insert: word, detail: { en: "", zh: "" } });
