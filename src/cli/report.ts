import type { AnswerValue } from "../lang/answer";
import { answerIn, answerLatexIn } from "../lang/answer-words";
import type { Problem } from "../lang/problem";
import type { Analysis, StatementResult } from "../lang/session";
import type { Locale } from "../words/text";

/** One file in the JSON of `nabla check --json`; lines and columns count from 1, columns in UTF-16 units. */
export interface FileReport {
  readonly file: string;
  readonly statements: readonly {
    readonly line: number;
    readonly source: string;
    readonly answer: string;
    readonly latex: string;
    readonly value?: AnswerValue;
    readonly verdict?: string;
  }[];
  readonly problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly code: string;
    readonly severity: string;
    readonly message: string;
  }[];
}

/** The analysis of one file as plain JSON: every statement that has an answer, every problem. */
export function jsonReport(file: string, analysis: Analysis, locale: Locale): FileReport {
  const place = placer(analysis.text);
  return {
    file,
    statements: analysis.statements.flatMap(({ from, source, answer }) => {
      if (!answer) return [];
      const { text, latex, value, verdict } = answer;
      return [
        {
          line: place(from).line,
          source,
          answer: answerIn(text, locale),
          latex: answerLatexIn(latex, locale),
          ...(value === undefined ? {} : { value }),
          ...(verdict === undefined ? {} : { verdict }),
        },
      ];
    }),
    problems: analysis.problems.map((problem) => {
      const start = place(problem.from);
      const end = place(problem.to);
      return {
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        code: problem.code,
        severity: problem.severity,
        message: problem.message[locale],
      };
    }),
  };
}

const sourceWidth = 48;

/** The analysis for a terminal: each statement's line with its answer beside it, its problems below. */
export function textReport(file: string, analysis: Analysis, locale: Locale): string {
  const place = placer(analysis.text);
  const digits = String(place(analysis.text.length).line).length;
  const lines = [file];
  const problems = [...analysis.problems].sort((a, b) => a.from - b.from);
  let next = 0;
  const tell = (before: number) => {
    for (; next < problems.length && problems[next].from < before; next++)
      lines.push(problemLine(problems[next], place, locale));
  };
  analysis.statements.forEach((statement, index) => {
    tell(statement.from);
    lines.push(statementLine(statement, place(statement.from).line, digits, locale));
    tell(analysis.statements[index + 1]?.from ?? Number.POSITIVE_INFINITY);
  });
  tell(Number.POSITIVE_INFINITY);
  return `${lines.join("\n")}\n`;
}

function statementLine({ source, answer }: StatementResult, line: number, digits: number, locale: Locale): string {
  const head = `  ${String(line).padStart(digits)}  `;
  const flat = source.replace(/\s*\n\s*/g, " ⏎ ");
  return answer ? `${head}${flat.padEnd(sourceWidth)}  # ${answerIn(answer.text, locale)}` : `${head}${flat}`;
}

function problemLine(problem: Problem, place: (offset: number) => Place, locale: Locale): string {
  const { line, column } = place(problem.from);
  return `      ${line}:${column} ${severityWords[problem.severity][locale]}: ${problem.message[locale]} [${problem.code}]`;
}

const severityWords = {
  error: { en: "error", zh: "错误" },
  warning: { en: "warning", zh: "警告" },
  info: { en: "note", zh: "说明" },
  hint: { en: "hint", zh: "提示" },
} as const;

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Line and column, from 1, of an offset; a line ends with LF, CR LF or CR. */
function placer(text: string): (offset: number) => Place {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}
