import type { Text } from "../../words/text";
import type { Entity } from "../check/scope";
import { describe, nounOf } from "../check/shape-words";
import { type Numbers, numbersLatex, numbersOf, numbersText } from "../run/numbers";
import type { SessionView } from "../session";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { printLatex, printText } from "../symbolic/print";

/** What a name of the file is, for hover and completion. */
export interface NameCard {
  /** `q(x)`, `A`. */
  readonly head: string;
  /** What it is: “a matrix, 2×2, symmetric”. */
  readonly what: Text;
  /** Its formula or value on one line, and in LaTeX, made when first asked for; nothing where it is too long to be written. */
  readonly text?: string | undefined;
  readonly latex?: string | undefined;
}

/** Describes a name: its kind, its shape, and its value or formula. */
export function describeEntity({ world }: SessionView, entity: Entity): NameCard {
  const { b } = world;
  switch (entity.kind) {
    case "size":
      return { head: entity.name, what: { en: "a size, a positive whole number", zh: "尺寸（正整数）" } };
    case "symbol": {
      const [rows, cols] = entity.shape;
      const noun = nounOf({ rows, cols });
      return {
        head: entity.name,
        what: entity.inferred ? { en: `${noun.en}, inferred`, zh: `${noun.zh}（推断）` } : noun,
      };
    }
    case "value": {
      const { value } = entity.named;
      const numbers = once(() => (entriesOf(value) <= mostShown ? numbersOf(b, value) : undefined));
      return written(
        { head: entity.name, what: nounOf(value) },
        () => (numbers() ? numbersText(numbers() as Numbers) : printText(b.graph, value)),
        () => `${entity.name} = ${numbers() ? numbersLatex(numbers() as Numbers) : printLatex(b.graph, value)}`,
      );
    }
    case "function": {
      const { fn } = entity;
      const params = fn.params.map(({ name }) => name);
      const head = `${fn.name}(${params.join(", ")})`;
      const noun = nounOf(fn.body);
      const where = fn.params.map((letter) =>
        describe(letter.name, { rows: letter.rows ?? 1, cols: letter.cols ?? 1 }),
      );
      const what = {
        en: `a function; its value is ${noun.en}${where.length > 0 ? `; ${where.map(({ en }) => en).join(", ")}` : ""}`,
        zh: `函数，值为${noun.zh}${where.length > 0 ? `；${where.map(({ zh }) => zh).join("，")}` : ""}`,
      };
      return written(
        { head, what },
        () => printText(b.graph, fn.body, { names: fn.names }),
        () => `${head} = ${printLatex(b.graph, fn.body, { names: fn.names })}`,
      );
    }
    case "broken":
      return {
        head: entity.name,
        what: { en: "has no meaning yet: its line has an error", zh: "尚无含义：其所在行有错误" },
      };
  }
}

/** A value of more entries is told by its shape alone. */
const mostShown = 10_000;

const entriesOf = ({ rows, cols }: Node): number => Number(rows) * Number(cols) || 0;

function written(card: NameCard, text: () => string, latex: () => string): NameCard {
  const [madeText, madeLatex] = [once(() => attempt(text).value), once(() => attempt(latex).value)];
  return {
    ...card,
    get text() {
      return madeText();
    },
    get latex() {
      return madeLatex();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
