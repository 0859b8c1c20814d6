import { readdirSync, readFileSync } from "node:fs";

export interface Snippet {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** The formulas' places, delimiters included. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** Their TeX, where the fixture says it; a line break is written ⏎. */
  readonly tex: readonly string[];
}

/** Fixtures: `=== name`, the text with each formula in ⟦…⟧, and `==> tex` lines; `@@ id` sets the language of what follows. */
export function readCorpus(): Snippet[] {
  const folder = new URL("./fixtures/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => snippetsOf(file.replace(".txt", ""), readFileSync(new URL(file, folder), "utf8")));
}

function snippetsOf(file: string, source: string): Snippet[] {
  let languageId = file;
  const snippets: Snippet[] = [];
  let name = "";
  let lines: string[] = [];
  let tex: string[] = [];
  const end = () => {
    if (name !== "") snippets.push({ name: `${languageId}: ${name}`, languageId, tex, ...marked(lines.join("\n")) });
    name = "";
    lines = [];
    tex = [];
  };
  for (const line of source.split("\n")) {
    if (line.startsWith("@@ ")) {
      end();
      languageId = line.slice(3).trim();
    } else if (line.startsWith("=== ")) {
      end();
      name = line.slice(4);
    } else if (line.startsWith("==> ")) tex.push(line.slice(4).replaceAll("⏎", "\n"));
    else if (name !== "") lines.push(line);
  }
  end();
  return snippets;
}

function marked(source: string): Pick<Snippet, "text" | "ranges"> {
  const ranges: { from: number; to: number }[] = [];
  let text = "";
  let from = 0;
  for (const c of source) {
    if (c === "⟦") from = text.length;
    else if (c === "⟧") ranges.push({ from, to: text.length });
    else text += c;
  }
  return { text, ranges };
}
