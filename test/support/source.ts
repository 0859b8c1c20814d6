import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The root of the repository; the test runner starts there. */
export const root = process.cwd();

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The paths of the files under a folder, relative to the root, with `/`. */
export function filesUnder(folder: string, ending = ".ts"): string[] {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(ending) && !name.split(sep).includes("node_modules"))
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .sort();
}

/**
 * The text with comments blanked, and with `strings: false` what stands inside string, template and regular expression
 * literals as well; offsets and lines stay. Enough of the grammar for our own formatted sources.
 */
export function strip(text: string, strings: boolean): string {
  const literal =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;
  return text.replace(literal, (match: string, ...rest: unknown[]) => {
    const at = rest[0] as number;
    const isComment = match.startsWith("//") || match.startsWith("/*");
    if (isComment) return blank(match);
    // A division looks like a regular expression; the mark before it tells them apart.
    if (match.startsWith("/") && /[\w)\]}]\s*$/.test(text.slice(Math.max(0, at - 20), at))) {
      if (!/\b(?:return|typeof|case|of|in)\s*$/.test(text.slice(Math.max(0, at - 20), at))) return match;
    }
    return strings ? match : match[0] + blank(match.slice(1, -1)) + match.slice(-1);
  });
}

const blank = (text: string) => text.replace(/[^\n]/g, " ");

export interface Import {
  /** As written: `../words/text`, `node:fs`, `vscode`. */
  readonly name: string;
  /** The file meant, relative to the root; undefined for a package. */
  readonly file: string | undefined;
  readonly typeOnly: boolean;
}

/** Every import of a module, static or lazy, and every re-export. */
export function importsOf(path: string, known: ReadonlySet<string>): Import[] {
  const text = strip(read(path), true);
  const found: Import[] = [];
  const statement = /^\s*(import|export)\s+(type\s)?[^"';]*?from\s*["']([^"']+)["']/gm;
  for (const match of text.matchAll(statement)) found.push(resolved(path, match[3]!, Boolean(match[2]), known));
  const bare = /^\s*import\s*["']([^"']+)["']/gm;
  for (const match of text.matchAll(bare)) found.push(resolved(path, match[1]!, false, known));
  const call = /\b(typeof\s+)?(?:import|require)\(\s*["']([^"']+)["']/g;
  for (const match of text.matchAll(call)) found.push(resolved(path, match[2]!, Boolean(match[1]), known));
  return found;
}

function resolved(from: string, name: string, typeOnly: boolean, known: ReadonlySet<string>): Import {
  if (!name.startsWith(".")) return { name, file: undefined, typeOnly };
  const base = relative(root, join(root, dirname(from), name))
    .split(sep)
    .join("/");
  const file = [base, `${base}.ts`, `${base}/index.ts`].find((path) => known.has(path));
  return { name, file: file ?? base, typeOnly };
}
