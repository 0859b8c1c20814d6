import type { Text } from "../../words/text";
import type { Answer } from "../answer";
import { canonicalFunction } from "../functions/table";
import { type Session, viewOf } from "../session";
import { describeEntity, type NameCard } from "./entity";
import { type FunctionCard, functionCard } from "./function-card";
import { namesOf, occurrenceAt } from "./names";

export type HoverContent = { readonly from: number; readonly to: number } & (
  | {
      readonly kind: "name";
      readonly card: NameCard /** The whole run it was cut out of, as a product. */;
      readonly product?: string;
    }
  | { readonly kind: "function"; readonly card: FunctionCard }
  | { readonly kind: "statement"; readonly index: number; readonly answer: Answer }
);

/** What stands at an offset: a name of the file, a known function, or the statement with its answer. */
export function hoverAt(session: Session, offset: number): HoverContent | undefined {
  const view = viewOf(session);
  const at = occurrenceAt(namesOf(view.document), offset);
  if (at && offset < at.to) {
    const { from, to } = at;
    const entity = at.role === "use" || at.role === "definition" ? view.entities.get(at.name) : undefined;
    const known = at.role === "known" ? canonicalFunction(at.name) : undefined;
    if (known) return { kind: "function", from, to, card: functionCard(known) };
    if (entity && at.sort !== "local") return { kind: "name", from, to, card: describeEntity(view, entity) };
    const param = parameterCard(view, at.name, at.statement);
    if (param) return { kind: "name", from, to, card: param };
  }
  const statement = session.last.statements.find(({ from, to }) => from <= offset && offset <= to);
  if (!statement?.answer) return undefined;
  return {
    kind: "statement",
    from: statement.from,
    to: statement.to,
    index: statement.index,
    answer: statement.answer,
  };
}

/** A parameter, described by the function that has it. */
function parameterCard(view: ReturnType<typeof viewOf>, name: string, statement: number): NameCard | undefined {
  const own = view.evaluated[statement]?.outcome.defines ?? [];
  for (const entity of [...own, ...view.entities.values()]) {
    if (entity.kind !== "function") continue;
    const letter = entity.fn.params.find((param) => param.name === name);
    if (!letter?.node) continue;
    const { rows, cols } = letter.node;
    const { what } = describeEntity(view, {
      ...entity,
      kind: "symbol",
      node: letter.node,
      shape: [rows, cols],
      inferred: false,
    });
    const joined: Text = { en: `${what.en}; a variable of ${entity.name}`, zh: `${what.zh}；${entity.name} 的变量` };
    return { head: name, what: joined };
  }
  return undefined;
}
