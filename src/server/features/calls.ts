import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
} from "vscode-languageserver";
import { namesOf, type Occurrence, referencesAt } from "../../lang/service/names";
import { type Core, type Settled, serving } from "../core";
import { offsetOf, rangeBetween } from "./place";

const functionKind = 12;
const valueKind = 13;
const questionKind = 24;

/** Which statements use a name, and which names a statement uses. */
export function registerCalls(core: Core): void {
  serving<CallHierarchyPrepareParams, CallHierarchyItem[] | null>(
    core,
    "textDocument/prepareCallHierarchy",
    null,
    async ({ textDocument, position }, token) => {
      const settled = await core.settled(textDocument.uri, token);
      const found = settled && referencesAt(namesOf(settled.syntax), offsetOf(settled, position));
      const definition = found?.all.find(({ role }) => role === "definition");
      return settled === undefined || definition === undefined ? null : [itemOf(settled, definition.statement)];
    },
  );
  serving<CallHierarchyIncomingCallsParams, CallHierarchyIncomingCall[]>(
    core,
    "callHierarchy/incomingCalls",
    [],
    async ({ item }, token) => {
      const settled = await core.settled(item.uri, token);
      if (settled === undefined) return undefined;
      const { occurrences } = namesOf(settled.syntax);
      const own = statementOf(settled, item);
      const keys = new Set(
        occurrences.filter((one) => one.statement === own && one.role === "definition").map(({ key }) => key),
      );
      const uses = occurrences.filter((one) => one.role === "use" && keys.has(one.key) && one.statement !== own);
      return [...grouped(uses, ({ statement }) => statement)].map(([statement, places]) => ({
        from: itemOf(settled, statement),
        fromRanges: places.map(({ from, to }) => rangeBetween(settled, from, to)),
      }));
    },
  );
  serving<CallHierarchyOutgoingCallsParams, CallHierarchyOutgoingCall[]>(
    core,
    "callHierarchy/outgoingCalls",
    [],
    async ({ item }, token) => {
      const settled = await core.settled(item.uri, token);
      if (settled === undefined) return undefined;
      const { occurrences } = namesOf(settled.syntax);
      const own = statementOf(settled, item);
      const definitions = new Map(
        occurrences.filter(({ role }) => role === "definition").map((one) => [one.key, one.statement]),
      );
      const uses = occurrences.filter((one) => one.statement === own && one.role === "use" && definitions.has(one.key));
      return [...grouped(uses, ({ key }) => definitions.get(key) as number)].map(([statement, places]) => ({
        to: itemOf(settled, statement),
        fromRanges: places.map(({ from, to }) => rangeBetween(settled, from, to)),
      }));
    },
  );
}

/** The statement on which an item stands: the client hands its range back. */
function statementOf(settled: Settled, { selectionRange }: CallHierarchyItem): number {
  const at = offsetOf(settled, selectionRange.start);
  return settled.syntax.statements.findIndex(({ from, to }) => at >= from && at < Math.max(to, from + 1));
}

function itemOf(settled: Settled, index: number): CallHierarchyItem {
  const { from, source, tree } = settled.syntax.statements[index];
  const start = from + source.length - source.trimStart().length;
  const end = Math.max(start, from + source.trimEnd().length);
  const { line } = settled.text.positionAt(start);
  const name = tree.kind === "define" ? tree.name : undefined;
  const isFunction = tree.kind === "define" && tree.params !== undefined;
  return {
    name: name?.text ?? (settled.syntax.text.slice(start, end).split("\n")[0] || `${line + 1}`),
    detail: `${line + 1}`,
    kind: isFunction ? functionKind : name === undefined ? questionKind : valueKind,
    uri: settled.doc.uri,
    range: rangeBetween(settled, start, end),
    selectionRange:
      name === undefined ? rangeBetween(settled, start, end) : rangeBetween(settled, from + name.from, from + name.to),
  };
}

function grouped(
  places: readonly Occurrence[],
  by: (place: Occurrence) => number,
): ReadonlyMap<number, readonly Occurrence[]> {
  const groups = new Map<number, Occurrence[]>();
  for (const place of places) {
    const group = groups.get(by(place));
    if (group === undefined) groups.set(by(place), [place]);
    else group.push(place);
  }
  return groups;
}
