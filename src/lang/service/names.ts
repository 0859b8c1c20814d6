import { cutRun } from "../check/glue";
import { knownName } from "../check/known";
import type { DocumentStatement, SyntaxDocument } from "../syntax/document";
import { canonicalName } from "../syntax/notation";
import type { BarsNode, NameNode, Span, Statement, SumOverNode } from "../syntax/tree";
import { childrenOf, type TreeNode } from "../syntax/walk";

/** A place where a name stands. Places with the same `key` mean the same thing, and are renamed together. */
export interface Occurrence extends Span {
  /** Canonical. */
  readonly name: string;
  readonly key: string;
  readonly role: "definition" | "parameter" | "use" | "known" | "constant";
  /** What it names, as far as the text alone tells. */
  readonly sort: "function" | "value" | "declared" | "local" | "unknown";
  /** Cut out of a run of letters: `A` and `x` in `Ax`. */
  readonly split: boolean;
  /** Index of the statement it stands in. */
  readonly statement: number;
}

/** A name of the file: where it is defined, and the parameters if it is a function. */
export interface Definition extends Span {
  readonly name: string;
  readonly key: string;
  readonly statement: number;
  readonly sort: Occurrence["sort"];
  readonly params: readonly { readonly name: string; readonly text: string; readonly key: string }[];
}

export interface Names {
  /** In the order of the text. */
  readonly occurrences: readonly Occurrence[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

const constants: ReadonlySet<string> = new Set(["I", "e", "π", "∞"]);

/** What a statement says of names, without its neighbours; kept with its tree, which is the same as long as its text is. */
interface Raw {
  readonly names: readonly { readonly node: NameNode; readonly local: string | undefined }[];
}
const raws = new WeakMap<Statement, Raw>();

/** Every name of a text with what it means. @cost linear in the names */
export function namesOf(document: SyntaxDocument): Names {
  const occurrences: Occurrence[] = [];
  const definitions = new Map<string, Definition>();
  for (const [index, statement] of document.statements.entries()) {
    readStatement(statement, index, definitions, occurrences);
  }
  return { occurrences, definitions };
}

function readStatement(
  statement: DocumentStatement,
  index: number,
  definitions: Map<string, Definition>,
  occurrences: Occurrence[],
): void {
  const { tree, from } = statement;
  const { names } = rawOf(tree);
  if (names.length === 0) return;
  const defined = definedBy(tree);
  const params = tree.kind === "define" ? (tree.params ?? []) : [];
  const own = new Map<string, string>();
  for (const { name } of params) {
    // A parameter takes the type of a declared name without value: they are one name to a person, and are renamed as one.
    own.set(name, definitions.get(name)?.sort === "declared" ? name : `${index}#${name}`);
  }
  const borrowed = paramsOfMentioned(names, definitions);
  const keyOf = (name: string): { key: string; sort: Occurrence["sort"] } | undefined => {
    const local = own.get(name);
    if (local !== undefined) return { key: local, sort: "local" };
    const definition = definitions.get(name);
    if (definition !== undefined) return { key: definition.key, sort: definition.sort };
    const param = borrowed.get(name);
    return param === undefined ? undefined : { key: param, sort: "local" };
  };
  const add = (span: Span, name: string, meaning: Pick<Occurrence, "key" | "role" | "sort">, split = false): void => {
    occurrences.push({ from: from + span.from, to: from + span.to, name, ...meaning, split, statement: index });
  };

  for (const { node, local } of names) {
    const { name } = node;
    if (defined.includes(node)) add(node, name, { key: name, role: "definition", sort: sortOf(tree) });
    else if (params.includes(node)) add(node, name, { key: own.get(name) ?? name, role: "parameter", sort: "local" });
    else if (local !== undefined) add(node, name, { key: `${index}#${local}`, role: "use", sort: "local" });
    else addUse(node, keyOf, add);
  }
  for (const node of defined) {
    if (definitions.has(node.name)) continue;
    definitions.set(node.name, {
      from: from + node.from,
      to: from + node.to,
      name: node.name,
      key: node.name,
      statement: index,
      sort: sortOf(tree),
      params: params.map(({ name, text }) => ({ name, text, key: own.get(name) ?? name })),
    });
  }
}

function addUse(
  node: NameNode,
  keyOf: (name: string) => { key: string; sort: Occurrence["sort"] } | undefined,
  add: (span: Span, name: string, meaning: Pick<Occurrence, "key" | "role" | "sort">, split?: boolean) => void,
): void {
  const { name, text } = node;
  const whole = keyOf(name) ?? knownMeaning(name);
  const cut = whole === undefined ? cutRun(text, (part) => isFactor(keyOf(canonicalName(part)))) : undefined;
  if (cut?.kind !== "parts") {
    add(node, name, { key: name, sort: "unknown", role: "use", ...whole });
    return;
  }
  let at = node.from;
  for (const part of cut.parts) {
    const span = { from: at, to: at + part.length };
    at = span.to;
    const partName = canonicalName(part);
    add(span, partName, { key: partName, sort: "unknown", ...keyOf(partName), role: "use" }, true);
  }
}

function knownMeaning(name: string): Pick<Occurrence, "key" | "role" | "sort"> | undefined {
  const known = knownName(name);
  if (known !== undefined) return { key: `known:${known}`, role: "known", sort: "function" };
  return constants.has(name) ? { key: `known:${name}`, role: "constant", sort: "value" } : undefined;
}

/** A part of a run is a value; functions take no part. */
function isFactor(meaning: Pick<Occurrence, "sort"> | undefined): boolean {
  return meaning !== undefined && meaning.sort !== "function";
}

/** The parameters of the functions that a statement mentions are in scope in it. */
function paramsOfMentioned(names: Raw["names"], definitions: ReadonlyMap<string, Definition>): Map<string, string> {
  const borrowed = new Map<string, string>();
  for (const { node } of names) {
    for (const { name, key } of definitions.get(node.name)?.params ?? []) {
      if (!borrowed.has(name)) borrowed.set(name, key);
    }
  }
  return borrowed;
}

function definedBy(tree: Statement): readonly NameNode[] {
  if (tree.kind === "declare") return tree.names;
  if (tree.kind === "define") return [tree.name];
  if (tree.kind === "load") return tree.name === undefined ? tree.columns : [tree.name];
  return [];
}

function sortOf(tree: Statement): Occurrence["sort"] {
  if (tree.kind === "define") return tree.params === undefined ? "value" : "function";
  return tree.kind === "declare" ? "declared" : "value";
}

/** The names of a statement in the order of its text, those that are none left out: the index of a norm, the languages of an export. */
function rawOf(tree: Statement): Raw {
  const known = raws.get(tree);
  if (known !== undefined) return known;
  const names: { node: NameNode; local: string | undefined }[] = [];
  const walk = (node: TreeNode, locals: ReadonlyMap<string, string>): void => {
    if (node.kind === "name") {
      const name = node as NameNode;
      names.push({ node: name, local: locals.get(name.name) });
      return;
    }
    let inner = locals;
    if (node.kind === "sumover") {
      const { index, from } = node as SumOverNode;
      inner = new Map([...locals, [index.name, `${from}#${index.name}`]]);
    }
    const norm = node.kind === "bars" ? (node as BarsNode).norm : undefined;
    for (const child of childrenOf(node)) if (child !== norm) walk(child, inner);
  };
  if (tree.kind === "export") for (const target of tree.targets) walk(target, new Map());
  else walk(tree, new Map());
  const raw = { names: names.sort((a, b) => a.node.from - b.node.from) };
  raws.set(tree, raw);
  return raw;
}

/** The occurrence at the offset: the one that holds it, else the one that ends there. @cost logarithmic */
export function occurrenceAt({ occurrences }: Names, offset: number): Occurrence | undefined {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (occurrences[middle].from <= offset) low = middle + 1;
    else high = middle;
  }
  const [before, last] = [occurrences[low - 2], occurrences[low - 1]];
  if (last !== undefined && offset <= last.to) return last;
  return before !== undefined && offset === before.to ? before : undefined;
}

/** All places of what stands at the offset, with the place of its definition or, for a parameter, of its list. */
export function referencesAt(
  names: Names,
  offset: number,
): { readonly at: Occurrence; readonly all: readonly Occurrence[]; readonly definition: Span | undefined } | undefined {
  const at = occurrenceAt(names, offset);
  if (at === undefined || at.role === "known" || at.role === "constant") return undefined;
  const all = names.occurrences.filter(({ key }) => key === at.key);
  const definition = all.find(({ role }) => role === "definition") ?? all.find(({ role }) => role === "parameter");
  return { at, all, definition };
}
