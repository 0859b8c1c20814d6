import { fitNaiveBayes, type Labelled, type NaiveBayes } from "../../core/estimation/naive-bayes";
import type { Text } from "../../words/text";
import type { Context, OwnColumn, OwnData, Values } from "../demo";
import { memo } from "../memo";
import { show } from "../number";
import samples from "./samples.json";
import { numberOf } from "./subject";

const MOST_ROWS = 2000;

const MOST_WORDS = 12;

/** A table of words with classes, and the row that is to be classified; plain data. */
export interface WordsModel {
  readonly values: Values;
  readonly table: Labelled;
  readonly names: readonly string[];
  readonly query: readonly string[];
  readonly lambda: number;
  readonly own?: Text;
  readonly ownFault?: Text;
}

export const book: Labelled = {
  features: samples.smoothing.rows.map((row) => row.slice(0, 2)),
  classes: samples.smoothing.rows.map((row) => row[2]!),
};

/** A column as words; numbers are written out. */
const wordsOf = ({ texts, numbers }: OwnColumn): string[] =>
  texts ? [...texts] : Array.from(numbers ?? [], (x) => (Number.isNaN(x) ? "" : show(x)));

/** The person's rows without gaps; many different values in one column can't be counted. */
function ownTable(data: OwnData): {
  readonly table?: Labelled;
  readonly names?: readonly string[];
  readonly said?: Text;
  readonly fault?: Text;
} {
  const target = data.columns["class"]?.[0];
  const features = (data.columns["features"] ?? []).slice(0, 6);
  if (!target || features.length === 0) return {};
  const labels = wordsOf(target);
  const columns = features.map(wordsOf);
  const rows = labels
    .map((_, i) => i)
    .filter((i) => labels[i] !== "" && columns.every((column) => column[i] !== ""))
    .slice(0, MOST_ROWS);
  if (rows.length === 0)
    return { fault: { en: "No row has a class and all its values.", zh: "没有一行同时具有类别与全部取值。" } };
  const wide = [target, ...features].findIndex(
    (_, c) => new Set(rows.map((i) => (c === 0 ? labels : columns[c - 1]!)[i])).size > MOST_WORDS,
  );
  if (wide >= 0) {
    const { name } = [target, ...features][wide]!;
    return {
      fault: {
        en: `The column ${name} has more than ${MOST_WORDS} different values; naive Bayes counts words, so cut it into classes first.`,
        zh: `${name} 列有 ${MOST_WORDS} 种以上的不同值；朴素贝叶斯按词计数，请先把它分段。`,
      },
    };
  }
  return {
    table: { features: rows.map((i) => columns.map((column) => column[i]!)), classes: rows.map((i) => labels[i]!) },
    names: features.map(({ name }) => name),
    said: {
      en: `${rows.length} ${rows.length === 1 ? "row" : "rows"} of ${data.name}${rows.length < data.rows ? `, ${data.rows - rows.length} left out` : ""}.`,
      zh: `取 ${data.name} 的 ${rows.length} 行${rows.length < data.rows ? `，略去 ${data.rows - rows.length} 行` : ""}。`,
    },
  };
}

export function compute(values: Values, _seed: number, context: Context): WordsModel {
  const data = context.data("ownWords");
  const own = data ? ownTable(data) : {};
  const table = own.table ?? book;
  const row = Math.min(table.classes.length, Math.max(1, numberOf(values, "row"))) - 1;
  const known = table.features[row]!;
  return {
    values,
    table,
    names: own.names ?? ["x₁", "x₂"],
    query: values["unseen"] === true ? ["?", ...known.slice(1)] : known,
    lambda: numberOf(values, "smooth"),
    ...(own.said ? { own: own.said } : {}),
    ...(own.fault ? { ownFault: own.fault } : {}),
  };
}

export const fitOf = (model: WordsModel, lambda = model.lambda): NaiveBayes =>
  memo(model, `fit ${lambda}`, () => fitNaiveBayes(model.table, lambda));
