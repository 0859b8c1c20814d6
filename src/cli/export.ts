import type { LoadFile } from "../lang/data-file";
import { targetOf, targets } from "../lang/emit/target";
import type { Analysis } from "../lang/session";
import type { Locale } from "../words/text";
import { dataBeside } from "./data";
import type { Edges } from "./edges";

type Analyse = (text: string, locale: Locale, loadFile: LoadFile | undefined) => Analysis;

const usage = `nabla export FILE [--to ${targets.join("|")}] [--of NAME]

  prints the code that the file's export lines make; - is standard input
  --to      another language than the lines name
  --of      a function or derivative of the file instead: --of loss, --of "∇²loss"
`;

/**
 * `nabla export FILE --to numpy`: source code on standard output, what stands in the way on standard error.
 *
 * @returns 0 all well, 1 nothing could be made, 2 wrong use or an unreadable file
 */
export function runExport(args: readonly string[], edges: Edges, analyse: Analyse): number {
  const asked = parse(args);
  if (!asked) {
    edges.complain(usage);
    return 2;
  }
  const { file, to, of } = asked;
  let text: string;
  try {
    text = file === "-" ? edges.readInput() : edges.readFile(file);
  } catch (error) {
    edges.complain(`nabla: can't read ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const run = (source: string) => analyse(source, "en", edges.data && dataBeside(file, edges.data));
  const first = run(text);
  const lines = of
    ? [`export ${of} to ${to ?? "numpy"}`]
    : to === undefined
      ? []
      : first.statements.filter(({ kind }) => kind === "export").map(({ source }) => retargeted(source, to));
  const { statements, problems } = lines.length > 0 ? run(`${text.trimEnd()}\n\n${lines.join("\n")}\n`) : first;
  const made = lines.length > 0 ? statements.slice(-lines.length) : statements;
  const files = made.flatMap((statement) => statement.files ?? []);
  for (const { message, from } of problems)
    if (made.some((statement) => from >= statement.from && from <= statement.to))
      edges.complain(`nabla: ${message.en}\n`);
  if (files.length === 0) edges.complain("nabla: nothing to export\n");
  edges.write(files.map((one) => one.text).join("\n"));
  return files.length > 0 ? 0 : 1;
}

/** The line with its languages replaced. */
const retargeted = (source: string, to: string): string => `${source.replace(/\s+to\s[\s\S]*$/, "")} to ${to}`;

function parse(args: readonly string[]): { file: string; to?: string; of?: string } | undefined {
  const rest = [...args];
  const found: { file?: string; to?: string; of?: string } = {};
  while (rest.length > 0) {
    const word = rest.shift() as string;
    if (word === "--to" || word === "--of") {
      const value = rest.shift();
      if (value === undefined || (word === "--to" && value.split(",").some((name) => !targetOf(name))))
        return undefined;
      found[word === "--to" ? "to" : "of"] = value.split(",").join(", ");
    } else if (found.file === undefined && (word === "-" || !word.startsWith("-"))) found.file = word;
    else return undefined;
  }
  return found.file === undefined ? undefined : { ...found, file: found.file };
}
