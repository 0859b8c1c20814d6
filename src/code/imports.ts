import type { Family } from "./families";

/** What the names of a program stand for, as its imports say. */
export interface Scope {
  /** A local name → the path that it stands for, with dots. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Modules all of whose names are there without their module. */
  readonly open: ReadonlySet<string>;
}

type Read = (text: string, aliases: Map<string, string>, open: Set<string>) => void;

/** Reads the imports of a program; those in comments do no harm. @cost linear in the text */
export function readImports(text: string, family: Family): Scope {
  const aliases = new Map<string, string>();
  const open = new Set<string>();
  readers[family]?.(text, aliases, open);
  return { aliases, open };
}

const word = String.raw`[A-Za-z_]\w*`;
const path = String.raw`${word}(?:\.${word})*`;

const readers: { readonly [F in Family]?: Read } = {
  python: (text, aliases, open) => {
    for (const [, list] of text.matchAll(/^[ \t]*(?:c?import)[ \t]+([^\n#;]+)/gm)) {
      for (const item of list.split(",")) {
        const match = new RegExp(String.raw`^\s*(${path})(?:\s+as\s+(${word}))?\s*$`).exec(item);
        if (match === null) continue;
        // `import a.b` makes the name a; `import a.b as c` makes c stand for a.b.
        const [, full, alias] = match;
        if (alias === undefined) aliases.set(full.split(".")[0], full.split(".")[0]);
        else aliases.set(alias, full);
      }
    }
    const from = /^[ \t]*from[ \t]+([A-Za-z_][\w.]*)[ \t]+c?import[ \t]*(?:\(([^)]*)\)|([^\n#;]+))/gm;
    for (const [, module, inner, line] of text.matchAll(from)) {
      const list = (inner ?? line ?? "").replace(/#[^\n]*|\\\r?\n/g, " ");
      if (list.trim() === "*") open.add(module);
      for (const item of list.split(",")) {
        const match = new RegExp(String.raw`^\s*(${word})(?:\s+as\s+(${word}))?\s*$`).exec(item);
        if (match !== null) aliases.set(match[2] ?? match[1], `${module}.${match[1]}`);
      }
    }
  },
  julia: (text, aliases, open) => {
    for (const [, kind, list] of text.matchAll(/^[ \t]*(using|import)[ \t]+([^\n#;]+)/gm)) {
      const named = new RegExp(String.raw`^\s*(${path})\s*:(.*)$`).exec(list);
      if (named !== null) {
        for (const item of named[2].split(",")) {
          const match = /^\s*([A-Za-z_]\w*!?)(?:\s+as\s+(\w+!?))?\s*$/.exec(item);
          if (match !== null) aliases.set(match[2] ?? match[1], `${named[1]}.${match[1]}`);
        }
        continue;
      }
      for (const item of list.split(",")) {
        const match = new RegExp(String.raw`^\s*(${path})(?:\s+as\s+(${word}))?\s*$`).exec(item);
        if (match === null) continue;
        if (match[2] !== undefined) aliases.set(match[2], match[1]);
        else if (kind === "using") open.add(match[1]);
      }
    }
  },
  r: (text, _, open) => {
    for (const [, name] of text.matchAll(/\b(?:library|require|requireNamespace)\(\s*["']?([A-Za-z][\w.]*)/g))
      open.add(name);
  },
  script: (text, aliases) => {
    const from = /\bimport\s+(?:type\s+)?([^;'"]*?)\s*from\s*["']([^"'\n]+)["']/g;
    for (const [, clause, module] of text.matchAll(from)) readClause(clause, module, aliases);
    const required =
      /\b(?:const|let|var)\s+(\{[^}]*\}|[A-Za-z_$][\w$]*)\s*=\s*(?:await\s+import|require)\(\s*["']([^"'\n]+)["']/g;
    for (const [, clause, module] of text.matchAll(required)) readClause(clause.replace(/:/g, " as "), module, aliases);
  },
  cpp: (text, _, open) => {
    for (const [, name] of text.matchAll(/\busing\s+namespace\s+([\w:]+)/g)) open.add(name.replace(/::/g, "."));
  },
};

/** `A, { B as C }, * as D`: a default import stands for its module too, since some libraries are one function. */
function readClause(clause: string, module: string, aliases: Map<string, string>): void {
  const braces = /\{([^}]*)\}/.exec(clause);
  for (const item of braces?.[1].split(",") ?? []) {
    const match = /^\s*(?:type\s+)?([A-Za-z_$][\w$]*)(?:\s+as\s+([A-Za-z_$][\w$]*))?\s*$/.exec(item);
    if (match !== null) aliases.set(match[2] ?? match[1], `${module}.${match[1]}`);
  }
  for (const item of clause.replace(/\{[^}]*\}/, "").split(",")) {
    const all = /^\s*\*\s*as\s+([A-Za-z_$][\w$]*)\s*$/.exec(item);
    const plain = /^\s*([A-Za-z_$][\w$]*)\s*$/.exec(item);
    if (all !== null) aliases.set(all[1], module);
    else if (plain !== null) aliases.set(plain[1], `${module}.default`);
  }
}
