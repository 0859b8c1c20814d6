import { isCode } from "../formula/comments";
import { lexes } from "../formula/lexis";
import { type Family, families } from "./families";
import { readImports, type Scope } from "./imports";
import { callRows, nameRows } from "./names";

/** A name or call in a program that a demo explains. */
export interface Use {
  readonly demo: string;
  readonly name: string;
  /** UTF-16 offsets into the text. */
  readonly from: number;
  readonly to: number;
}

/** What a program is asked; its imports are read once. */
export interface CodeIndex {
  /** The use that holds the offset. */
  at(offset: number): Use | undefined;
}

const empty: CodeIndex = { at: () => undefined };

/** @param languageId  VS Code's; in a language that is not known nothing is found */
export function createCodeIndex(text: string, languageId: string): CodeIndex {
  if (!Object.hasOwn(families, languageId) || !Object.hasOwn(lexes, languageId)) return empty;
  const family = families[languageId];
  const lexis = lexes[languageId];
  let scope: Scope | undefined;
  return {
    at: (offset) => {
      const line = lineOf(text, offset);
      const found =
        nameAt(text, offset, line, family, () => (scope ??= readImports(text, family))) ??
        callAt(text, offset, line, family);
      return found !== undefined && isCode(text, lexis, found.from) ? found : undefined;
    },
  };
}

const longestLine = 2_000;

function lineOf(text: string, offset: number): readonly [number, number] {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const to = end < 0 ? text.length : end;
  return [Math.max(from, offset - longestLine), Math.min(to, offset + longestLine)];
}

/** The paths that lead to demos, and the names that need no path, by family. */
const known = new Map<Family, { readonly paths: Map<string, string>; readonly alone: Map<string, string> }>();
for (const { demo, family, from, names, alone } of nameRows) {
  const table = known.get(family) ?? { paths: new Map(), alone: new Map() };
  known.set(family, table);
  for (const name of names) {
    table.paths.set(from === "" ? name : `${from}.${name}`, demo);
    if (alone === true && name !== "default") table.alone.set(name, demo);
  }
}

/** In R a dot is a letter of a name; everywhere else it joins names, as `::` does. */
const chains: { readonly [F in Family]: RegExp } = {
  python: /[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*/g,
  julia: /[A-Za-z_]\w*!?(?:\.[A-Za-z_]\w*!?)*/g,
  r: /[A-Za-z][\w.]*(?::::?[A-Za-z][\w.]*)?/g,
  script: /[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*/g,
  matlab: /[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/g,
  cpp: /[A-Za-z_]\w*(?:(?:::|\.)[A-Za-z_]\w*)*/g,
  rust: /[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*/g,
  jvm: /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g,
};

function nameAt(
  text: string,
  offset: number,
  [from, to]: readonly [number, number],
  family: Family,
  scope: () => Scope,
): Use | undefined {
  const line = text.slice(from, to);
  const at = offset - from;
  for (const match of line.matchAll(chains[family])) {
    const end = match.index + match[0].length;
    if (end < at) continue;
    if (match.index > at) return undefined;
    // A field of something else, as in `model.KDTree` behind a call, is nobody we know.
    if (/[.\w$]/.test(line[match.index - 1] ?? "")) return undefined;
    // MATLAB calls and variables look alike: only what is called is a function.
    if (family === "matlab" && line[end] !== "(") return undefined;
    return chainUse(match[0], from + match.index, at - match.index, family, scope);
  }
  return undefined;
}

/** The longest part of a chain that is known, if the pointer is on it. */
function chainUse(chain: string, from: number, at: number, family: Family, scope: () => Scope): Use | undefined {
  const table = known.get(family);
  if (table === undefined) return undefined;
  const ends = endsOf(chain, family);
  for (let parts = ends.length; parts > 0; parts--) {
    const end = ends[parts - 1];
    if (at > end) return undefined;
    const written = chain.slice(0, end);
    const names = written.split(family === "r" ? /:::?/ : /\s*(?:\?\.|\.|::)\s*/);
    const demo = demoOf(names, family, table, scope);
    if (demo !== undefined) return { demo, name: names[names.length - 1], from, to: from + end };
  }
  return undefined;
}

/** Where each name of a chain ends. */
function endsOf(chain: string, family: Family): number[] {
  const ends: number[] = [];
  for (const joint of chain.matchAll(family === "r" ? /:::?/g : /\s*(?:\?\.|\.|::)\s*/g)) ends.push(joint.index);
  return [...ends, chain.length];
}

function demoOf(
  names: readonly string[],
  family: Family,
  { paths, alone }: { readonly paths: Map<string, string>; readonly alone: Map<string, string> },
  scope: () => Scope,
): string | undefined {
  const written = names.join(".");
  const { aliases, open } = scope();
  const [head, ...rest] = names;
  const alias = aliases.get(head);
  if (alias !== undefined) {
    const full = [alias, ...rest].join(".");
    return paths.get(full) ?? paths.get(full.replace(/\.default$/, "")) ?? alone.get(names[names.length - 1]);
  }
  for (const module of open) {
    const demo = paths.get(`${module}.${written}`);
    if (demo !== undefined) return demo;
  }
  // A whole path names itself; a name alone has to be one that means nothing else.
  const isPath = names.length > 1 || family === "r" || family === "matlab";
  return (isPath ? paths.get(written) : undefined) ?? alone.get(names[names.length - 1]);
}

function callAt(text: string, offset: number, [from, to]: readonly [number, number], family: Family): Use | undefined {
  const line = text.slice(from, to);
  for (const row of callRows) {
    if (row.family !== family) continue;
    for (const match of line.matchAll(row.call)) {
      const start = from + match.index;
      const end = start + match[0].length;
      if (offset >= start && offset <= end) return { demo: row.demo, name: match[0], from: start, to: end };
    }
  }
  return undefined;
}
