import papa from "papaparse";
import { readCell } from "./cell";
import { type DataProblem, failure } from "./table";

/** One record of a CSV file and the line of the file on which it begins. */
export interface Record {
  readonly fields: readonly string[];
  readonly line: number;
}

export interface Split {
  readonly records: readonly Record[];
  readonly problems: readonly DataProblem[];
  /** More fields were there than asked for; the rest was not read. */
  readonly tooMany: boolean;
}

/** Splits CSV text into records: quoted fields, comments that begin with `#`, blank lines left out. */
export function splitRecords(text: string, delimiter: string, most = Number.POSITIVE_INFINITY, preview = 0): Split {
  const records: Record[] = [];
  const problems: DataProblem[] = [];
  let counted = 0;
  let lines = 0;
  let fieldCount = 0;
  let tooMany = false;
  papa.parse(text, {
    delimiter,
    newline: "\n",
    comments: "#",
    ...(preview > 0 ? { preview } : {}),
    step: ({ data, errors, meta }, parser) => {
      lines += newlines(text, counted, meta.cursor);
      counted = meta.cursor;
      const fault = errors[0]?.code;
      const ended = text[meta.cursor - 1] === "\n" && fault !== "MissingQuotes" ? lines : lines + 1;
      const inside = data.reduce((sum, field) => sum + newlines(field, 0, field.length), 0);
      const line = ended - inside;
      if (fault === "MissingQuotes") problems.push(failure(unclosed, line, data.length));
      else if (fault !== undefined) problems.push(failure(badQuote, line));
      if (data.length === 1 && data[0].trim() === "") return;
      fieldCount += data.length;
      if (fieldCount > most) {
        tooMany = true;
        parser.abort();
        return;
      }
      records.push({ fields: data, line });
    },
  });
  return { records, problems, tooMany };
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

const unclosed = {
  en: 'A quoted field opens here and is never closed: a " is missing.',
  zh: "此处有带引号的字段没有闭合，缺少一个引号。",
};
const badQuote = {
  en: 'Text follows a closing quote here: write "" for a quote inside a field.',
  zh: '结束引号后还有文字；字段内的引号请写成 ""。',
};

const candidates = [",", ";", "\t", "|"];
const looked = 60;

/**
 * The mark between fields: the one under which the first lines have equally many fields, most of them numbers. Blanks
 * separate where none of the marks stands.
 */
export function findDelimiter(text: string): string {
  const best = { delimiter: "", even: 0, numeric: 0, fields: 1 };
  for (const delimiter of candidates) {
    if (!text.includes(delimiter)) continue;
    const { records } = splitRecords(text, delimiter, Number.POSITIVE_INFINITY, looked);
    const widths = records.map(({ fields }) => fields.length);
    const width = commonest(widths);
    if (width < 2) continue;
    const even = widths.filter((each) => each === width).length / widths.length;
    const cells = records.slice(1).flatMap(({ fields }) => fields.map(readCell));
    const numeric = cells.filter(({ kind }) => kind !== "text").length / Math.max(1, cells.length);
    const better =
      even !== best.even && (even === 1 || best.even === 1 || Math.abs(even - best.even) > 0.2)
        ? even > best.even
        : numeric !== best.numeric
          ? numeric > best.numeric
          : width > best.fields;
    if (better) Object.assign(best, { delimiter, even, numeric, fields: width });
  }
  if (best.delimiter) return best.delimiter;
  return !text.includes('"') && /\S[ \t]+\S/.test(text.replace(/^#.*$/gm, "")) ? " " : ",";
}

function commonest(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}
