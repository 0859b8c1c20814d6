import type { LoadFile } from "../lang/data-file";
import { targetOf, targets } from "../lang/emit/target";
import type { Analysis } from "../lang/session";
import { type Locale, localeOf, type Text } from "../words/text";
import { dataBeside } from "./data";
import type { Edges } from "./edges";

type Analyse = (text: string, locale: Locale, loadFile: LoadFile | undefined) => Analysis;

const usage: Text = {
  en: `nabla export FILE [--to ${targets.join("|")}] [--of NAME] [--lang en|zh]

  prints the code that the file's export lines make; - is standard input
  --to      another language than the lines name
  --of      a function or derivative of the file instead: --of loss, --of "∇²loss"
`,
  zh: `nabla export 文件 [--to ${targets.join("|")}] [--of 名称] [--lang en|zh]

  输出文件中 export 语句生成的代码；- 表示标准输入
  --to      改用其他语言，而非语句中写明的语言
  --of      改为导出文件中的某个函数或导数：--of loss，--of "∇²loss"
`,
};
const nothing: Text = {
  en: 'nabla: nothing to export; name something of the file, as in --of "∇f"\n',
  zh: 'nabla：没有可导出的内容；可指明文件中的函数或导数，如 --of "∇f"\n',
};

/**
 * `nabla export FILE --to numpy`: source code on standard output, what stands in the way on standard error.
 *
 * @returns 0 all well, 1 nothing could be made, 2 wrong use or an unreadable file
 */
export function runExport(args: readonly string[], edges: Edges, analyse: Analyse): number {
  const asked = parse(args);
  if (!asked) {
    edges.complain(usage[languageIn(args)]);
    return 2;
  }
  const { file, to, of, locale } = asked;
  let text: string;
  try {
    text = file === "-" ? edges.readInput() : edges.readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    edges.complain(locale === "zh" ? `nabla：无法读取 ${file}：${reason}\n` : `nabla: can't read ${file}: ${reason}\n`);
    return 2;
  }
  const run = (source: string) => analyse(source, locale, edges.data && dataBeside(file, edges.data));
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
      edges.complain(locale === "zh" ? `nabla：${message.zh}\n` : `nabla: ${message.en}\n`);
  if (files.length === 0) edges.complain(nothing[locale]);
  edges.write(files.map((one) => one.text).join("\n"));
  return files.length > 0 ? 0 : 1;
}

/** The line with its languages replaced. */
const retargeted = (source: string, to: string): string => `${source.replace(/\s+to\s[\s\S]*$/, "")} to ${to}`;

/** The language asked for anywhere, also where the rest can't be understood. */
const languageIn = (args: readonly string[]): Locale => localeOf(args[args.indexOf("--lang") + 1] ?? "en");

interface Asked {
  readonly file: string;
  readonly to?: string;
  readonly of?: string;
  readonly locale: Locale;
}

function parse(args: readonly string[]): Asked | undefined {
  const rest = [...args];
  const found: { file?: string; to?: string; of?: string } = {};
  while (rest.length > 0) {
    const word = rest.shift() as string;
    if (word === "--to" || word === "--of") {
      const value = rest.shift();
      if (value === undefined || (word === "--to" && value.split(",").some((name) => !targetOf(name))))
        return undefined;
      found[word === "--to" ? "to" : "of"] = value.split(",").join(", ");
    } else if (word === "--lang") {
      if (!/^(en|zh)\b/i.test(rest.shift() ?? "")) return undefined;
    } else if (found.file === undefined && (word === "-" || !word.startsWith("-"))) found.file = word;
    else return undefined;
  }
  return found.file === undefined ? undefined : { ...found, file: found.file, locale: languageIn(args) };
}
