import { targets } from "../lang/emit/target";
import { functionWords } from "../lang/functions/explain";
import { type Family, type FunctionName, functionFacts } from "../lang/functions/table";
import { plainSnippet, statementSnippets } from "../lang/service/snippets";
import { type Analysis, createSession } from "../lang/session";
import { symbols } from "../lang/syntax/notation";

/** A guide with its examples answered and its tables filled in, and what is wrong with it. */
export interface Guide {
  readonly text: string;
  /** Examples with problems that the guide did not announce, or without any that it did. */
  readonly faults: readonly string[];
}

/**
 * Answers every example of a guide: a block ```` ```nabla ```` is a program of its own and gets its answers as comments, and
 * ```` ```nabla wrong ```` is followed by what is said about it. `<!-- functions -->` and the like become tables.
 */
export function fillGuide(template: string): Guide {
  const faults: string[] = [];
  let code = "";
  const answered = template.replace(
    /^```nabla( wrong)?\n([\s\S]*?)^```$/gm,
    (_, wrong: string | undefined, text: string) => {
      const analysis = analyse(text);
      const grave = analysis.problems.filter(
        ({ severity, from }) => severity === "error" && !isRefuted(analysis, from),
      );
      code = analysis.statements.flatMap(({ files }) => files ?? [])[0]?.text ?? code;
      if (wrong === undefined && grave.length > 0)
        faults.push(...grave.map(({ from, message }) => `${lineAt(text, from)}: ${message.en}`));
      if (wrong !== undefined && grave.length === 0) faults.push(`nothing is wrong with: ${text}`);
      const block = `\`\`\`nabla\n${withAnswers(text, analysis)}\`\`\``;
      return wrong === undefined ? block : `${block}\n\n${complaints(text, analysis)}`;
    },
  );
  const tables: Readonly<Record<string, () => string>> = {
    targets: () => targets.map((target) => `\`${target}\``).join(", "),
    code: () => `\`\`\`python\n${code.trimEnd()}\n\`\`\``,
    statements: statementTable,
    functions: functionTables,
    symbols: symbolTable,
  };
  const text = answered.replace(/<!-- (\w+) -->/g, (mark, name: string) => {
    const table = tables[name];
    if (!table) faults.push(`no table is called ${name}`);
    return table?.() ?? mark;
  });
  return {
    text: `<!-- Made by scripts/docs.mjs from docs/language.in.md and the tables of src/lang: edit those. -->\n\n${text}`,
    faults,
  };
}

function analyse(text: string): Analysis {
  const session = createSession({ locale: "en" });
  session.update(text);
  const running = session.run();
  for (let next = running.next(); ; next = running.next()) if (next.done) return next.value;
}

/** A refuted check is an answer that a guide may show. */
const isRefuted = ({ statements }: Analysis, at: number): boolean =>
  statements.some(({ from, to, answer }) => from <= at && at <= to && answer?.verdict === "refuted");

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n")[0]!;

/** The program with each answer as a comment behind the last line of its statement. */
function withAnswers(text: string, { statements }: Analysis): string {
  const lines = text.split("\n");
  const ends = statements.map(({ to }) => text.slice(0, to).split("\n").length - 1);
  const width = Math.max(...ends.map((at, i) => (statements[i]!.answer ? lines[at]!.length : 0)));
  statements.forEach(({ answer }, i) => {
    const at = ends[i]!;
    if (answer) lines[at] = `${lines[at]!.padEnd(width)}   # ${answer.text}`;
  });
  return lines.join("\n");
}

function complaints(text: string, { problems }: Analysis): string {
  return problems
    .filter(({ severity }) => severity !== "hint")
    .map(({ from, to, message }) => `- \`${text.slice(from, to)}\`: ${message.en}`)
    .join("\n");
}

/** A cell of a table in Markdown: bars in code would end it. */
const cell = (text: string): string => text.replace(/\|/g, "\\|");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

function statementTable(): string {
  return table(
    ["write", "to"],
    statementSnippets.map(({ insert, detail }) => [`\`${plainSnippet(insert)}\``, detail.en]),
  );
}

const families: Readonly<Record<Family, string>> = {
  "element-wise": "Numbers, and arrays entry by entry",
  vector: "Vectors",
  matrix: "Matrices",
  quadratic: "Quadratic forms",
  rows: "Each row of a matrix on its own",
};

function functionTables(): string {
  const names = Object.keys(functionFacts) as FunctionName[];
  return (Object.keys(families) as Family[])
    .map((family) => {
      const rows = names
        .filter((name) => functionFacts[name].family === family)
        .map((name) => {
          const { signature, aliases } = functionFacts[name];
          const { sentence, example } = functionWords[name];
          const also = aliases ? ` (also \`${aliases.join("`, `")}\`)` : "";
          return [`\`${signature}\``, `${sentence.en}${also}`, `\`${example}\``, answerOf(example)];
        });
      return `### ${families[family]}\n\n${table(["function", "what it is", "example", "answer"], rows)}`;
    })
    .join("\n\n");
}

/** The answer of one line, as code; a dash where it has none. */
function answerOf(example: string): string {
  const [statement] = analyse(example).statements.slice(-1);
  return statement?.answer ? `\`${statement.answer.text}\`` : "–";
}

function symbolTable(): string {
  const bySymbol = new Map<string, { names: string[]; ascii: string | undefined }>();
  for (const { name, symbol, ascii } of symbols) {
    const row = bySymbol.get(symbol) ?? { names: [], ascii };
    row.names.push(name);
    bySymbol.set(symbol, row);
  }
  return table(
    ["symbol", "type", "or write"],
    [...bySymbol].map(([symbol, { names, ascii }]) => [
      symbol,
      names.map((name) => `\`\\${name}\``).join(" "),
      ascii ? `\`${ascii}\`` : "",
    ]),
  );
}
