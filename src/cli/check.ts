import type { LoadFile } from "../lang/data-file";
import { type Analysis, createSession } from "../lang/session";
import { type Locale, localeOf, type Text } from "../words/text";
import { dataBeside } from "./data";
import type { Edges } from "./edges";
import { runExport } from "./export";
import { jsonReport, textReport } from "./report";

const usage = {
  en: `nabla check FILE…      evaluate .nabla files; - is standard input
nabla export FILE --to LANGUAGE    print what its export lines make

  --json                print an array with one object per file
  --lang en|zh          language of the messages
  --help                this text
  --version             the version of Nablascope

It exits with 0 when all is well, with 1 when a check is refuted or a line is wrong,
and with 2 when it was called wrongly or a file can't be read.
`,
  zh: `nabla check 文件…      对 .nabla 文件求值；- 表示标准输入
nabla export 文件 --to 语言         输出其中 export 语句生成的代码

  --json                输出数组，每个文件一个对象
  --lang en|zh          消息的语言
  --help                显示本说明
  --version             Nablascope 的版本

全部正确时退出码为 0；有 check 被否定或有错误行时为 1；
用法错误或文件无法读取时为 2。
`,
} as const;

/**
 * The command line `nabla`: prints each answer and problem beside its line.
 *
 * @returns the exit code: 0 all well, 1 a refuted check or a wrong line, 2 wrong use or an unreadable file
 */
export function runCommand(args: readonly string[], edges: Edges): number {
  if (args[0] === "export") return runExport(args.slice(1), edges, analyse);
  const asked = parseArguments(args);
  if (asked.kind === "help") {
    edges.write(usage[asked.locale]);
    return 0;
  }
  if (asked.kind === "version") {
    edges.write(`${edges.version}\n`);
    return 0;
  }
  if (asked.kind === "wrong") {
    edges.complain(`nabla: ${asked.why}\n\n${usage[asked.locale]}`);
    return 2;
  }
  const { files, json, locale } = asked;
  const analyses: { file: string; analysis: Analysis }[] = [];
  let code = 0;
  for (const file of files) {
    try {
      const text = file === "-" ? edges.readInput() : edges.readFile(file);
      analyses.push({ file, analysis: analyse(text, locale, edges.data && dataBeside(file, edges.data)) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      edges.complain(
        locale === "zh" ? `nabla：无法读取 ${file}：${reason}\n` : `nabla: can't read ${file}: ${reason}\n`,
      );
      code = 2;
    }
  }
  if (json) {
    const jsonLocale = asked.chosen ? locale : "en";
    const reports = analyses.map(({ file, analysis }) => jsonReport(file, analysis, jsonLocale));
    edges.write(`${JSON.stringify(reports, undefined, 1)}\n`);
  } else {
    for (const { file, analysis } of analyses) edges.write(textReport(file, analysis, locale));
    edges.write(
      summary(
        analyses.map(({ analysis }) => analysis),
        locale,
      ),
    );
  }
  return code === 0 && analyses.some(({ analysis }) => isWrong(analysis)) ? 1 : code;
}

function analyse(text: string, locale: Locale, loadFile: LoadFile | undefined): Analysis {
  const session = createSession({ locale, ...(loadFile ? { loadFile } : {}) });
  session.update(text.replace(/^\uFEFF/, ""));
  const running = session.run();
  for (let next = running.next(); ; next = running.next()) if (next.done) return next.value;
}

function isWrong(analysis: Analysis): boolean {
  return (
    analysis.problems.some(({ severity }) => severity === "error") ||
    analysis.statements.some(({ answer }) => answer?.verdict === "refuted")
  );
}

function summary(analyses: readonly Analysis[], locale: Locale): string {
  const answers = analyses.flatMap(({ statements }) => statements.flatMap(({ answer }) => (answer ? [answer] : [])));
  const problems = analyses.flatMap((analysis) => analysis.problems);
  const count = (verdict: string) => answers.filter((answer) => answer.verdict === verdict).length;
  const grave = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const parts = [
    [answers.length, { en: "answer", zh: "个答案" }],
    [count("proved"), { en: "proved", zh: "项已证" }],
    [count("refuted"), { en: "refuted", zh: "项被否定" }],
    [count("undecided"), { en: "undecided", zh: "项未定" }],
    [grave("error"), { en: "error", zh: "个错误" }],
    [grave("warning"), { en: "warning", zh: "个警告" }],
  ] as const;
  const isCounted = (word: string): boolean => ["answer", "error", "warning"].includes(word);
  const inWords = (n: number, { en, zh }: Text): string =>
    locale === "zh" ? `${n} ${zh}` : `${n} ${en}${n !== 1 && isCounted(en) ? "s" : ""}`;
  return `${parts.map(([n, words]) => inWords(n, words)).join(locale === "zh" ? "，" : ", ")}\n`;
}

type Asked =
  | {
      readonly kind: "check";
      readonly files: readonly string[];
      readonly json: boolean;
      readonly locale: Locale;
      readonly chosen: boolean;
    }
  | { readonly kind: "help"; readonly locale: Locale }
  | { readonly kind: "version" }
  | { readonly kind: "wrong"; readonly why: string; readonly locale: Locale };

function parseArguments(args: readonly string[]): Asked {
  const files: string[] = [];
  let json = false;
  let locale: Locale = "en";
  let chosen = false;
  let help = false;
  let asksVersion = false;
  let onlyFiles = false;
  const rest = [...args];
  while (rest.length > 0) {
    const word = rest.shift() as string;
    if (onlyFiles || word === "-" || !word.startsWith("-")) files.push(word);
    else if (word === "--") onlyFiles = true;
    else if (word === "--json") json = true;
    else if (word === "--help" || word === "-h") help = true;
    else if (word === "--version") asksVersion = true;
    else if (word === "--lang" || word.startsWith("--lang=")) {
      const tag = word === "--lang" ? rest.shift() : word.slice("--lang=".length);
      if (!tag || !/^(en|zh)\b/i.test(tag)) return { kind: "wrong", why: "--lang en|zh", locale };
      [locale, chosen] = [localeOf(tag), true];
    } else return { kind: "wrong", why: word, locale };
  }
  const command = files.shift();
  if (help) return { kind: "help", locale };
  if (asksVersion) return { kind: "version" };
  if (command !== "check") return { kind: "wrong", why: command ? `${command}?` : "check FILE…", locale };
  if (files.length === 0) return { kind: "wrong", why: "check FILE…", locale };
  return { kind: "check", files, json, locale, chosen };
}
