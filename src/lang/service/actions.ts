import type { Text } from "../../words/text";
import type { Edit } from "../problem";
import { type Session, viewOf } from "../session";
import { printText } from "../symbolic/print";
import { convertNotation } from "./convert";
import { cutsIn } from "./glued";

/** Something that can be done with what stands between two offsets. */
export interface Action {
  readonly title: Text;
  readonly kind: "insert" | "refactor" | "convert";
  readonly edits: readonly Edit[];
}

/** Insert gradient and Hessian, write the `*`, convert the notation, inline and extract. Fixes of problems come with the problems. */
export function actionsAt(session: Session, from: number, to: number): Action[] {
  const view = viewOf(session);
  const statement = session.last.statements.find((one) => one.from <= to && from <= one.to);
  if (!statement) return [];
  const { text } = view.document;
  const actions: Action[] = [];
  const lineEnd = endOfLine(text, statement.to);
  const newLine = text.includes("\r\n") ? "\r\n" : "\n";
  const insert = (line: string, title: Text) =>
    actions.push({ title, kind: "insert", edits: [{ from: lineEnd, to: lineEnd, text: `${newLine}${line}` }] });
  for (const name of statement.defines) {
    const entity = view.entities.get(name);
    if (entity?.kind !== "function" || entity.fn.body.rows !== 1 || entity.fn.body.cols !== 1) continue;
    insert(`∇${name}`, { en: `Insert the gradient ∇${name}`, zh: `插入梯度 ∇${name}` });
    insert(`∇²${name}`, { en: `Insert the Hessian ∇²${name}`, zh: `插入 Hessian 矩阵 ∇²${name}` });
  }
  const { answer } = statement;
  if (answer && (statement.kind === "ask" || statement.kind === "derive") && !answer.text.includes("   ")) {
    const [exact] = answer.text.replace(/^≈ /, "~").split(/ [=≈] /);
    insert(`check ${statement.source} = ${exact}`, { en: "Insert the answer as a check", zh: "将答案插入为 check" });
  }
  actions.push(...gluedActions(view, from, to), ...inlineActions(session, from, to));
  const span = { from: statement.from, to: statement.to };
  const ascii = convertNotation(text, "ascii", span);
  const unicode = convertNotation(text, "unicode", span);
  if (ascii.length > 0)
    actions.push({ title: { en: "Convert to ASCII", zh: "转换为 ASCII" }, kind: "convert", edits: ascii });
  if (unicode.length > 0)
    actions.push({ title: { en: "Convert to Unicode", zh: "转换为 Unicode" }, kind: "convert", edits: unicode });
  const extract = extractAction(text, statement, from, to, newLine, view.entities);
  if (extract) actions.push(extract);
  return actions;
}

function gluedActions(view: ReturnType<typeof viewOf>, from: number, to: number): Action[] {
  return cutsIn(view, from, to).map(({ parts }) => ({
    title: { en: "Write the *", zh: "写出 *" },
    kind: "refactor",
    edits: parts.slice(1).map((part) => ({ from: part.from, to: part.from, text: "*" })),
  }));
}

/** A named value that is used once or more: its formula in the name's place. */
function inlineActions(session: Session, from: number, to: number): Action[] {
  const view = viewOf(session);
  const { text } = view.document;
  const word = /[\p{L}\p{N}_₀-₉]*$/u.exec(text.slice(Math.max(0, from - 40), from))?.[0] ?? "";
  const rest = /^[\p{L}\p{N}_₀-₉]*/u.exec(text.slice(from, from + 40))?.[0] ?? "";
  const start = from - word.length;
  const name = word + rest;
  const entity = view.entities.get(name);
  if (entity?.kind !== "value" || to > from + rest.length || entity.place.from + entity.span.from === start) return [];
  const value = printText(view.world.b.graph, entity.named.value);
  if (value.length > 200) return [];
  return [
    {
      title: { en: `Inline ${name}`, zh: `内联 ${name}` },
      kind: "refactor",
      edits: [
        {
          from: start,
          to: start + name.length,
          text: /^[\w[(]/.test(value) && !/[ +−-]/.test(value) ? value : `(${value})`,
        },
      ],
    },
  ];
}

/** A selected part of an expression under a name of its own, on the line before. */
function extractAction(
  text: string,
  statement: { from: number; to: number },
  from: number,
  to: number,
  newLine: string,
  taken: ReadonlyMap<string, unknown>,
): Action | undefined {
  const selected = text.slice(from, to);
  if (
    to <= from ||
    from <= statement.from ||
    to > statement.to ||
    selected.trim() !== selected ||
    /[\n#"=]/.test(selected)
  )
    return undefined;
  const name = ["t", "u", "v", "s"].find((letter) => !taken.has(letter) && !text.includes(letter)) ?? "part";
  if (taken.has(name) || !balanced(selected)) return undefined;
  const lineStart = text.lastIndexOf("\n", statement.from - 1) + 1;
  return {
    title: { en: `Extract as ${name}`, zh: `提取为 ${name}` },
    kind: "refactor",
    edits: [
      { from: lineStart, to: lineStart, text: `${name} = ${selected}${newLine}` },
      { from, to, text: name },
    ],
  };
}

function balanced(part: string): boolean {
  let depth = 0;
  for (const c of part) {
    if ("([（".includes(c)) depth++;
    if (")]）".includes(c) && --depth < 0) return false;
  }
  return depth === 0;
}

function endOfLine(text: string, offset: number): number {
  const at = text.slice(offset).search(/\r|\n/);
  return at < 0 ? text.length : offset + at;
}
