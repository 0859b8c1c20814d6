import type { Text } from "../../words/text";
import type { Entity } from "../check/scope";
import { describe, nounOf } from "../check/shape-words";
import { numbersLatex, numbersOf, numbersText } from "../run/numbers";
import type { SessionView } from "../session";
import { printLatex, printText } from "../symbolic/print";

/** What a name of the file is, for hover and completion. */
export interface NameCard {
  /** `q(x)`, `A`. */
  readonly head: string;
  /** What it is: “a matrix, 2×2, symmetric”. */
  readonly what: Text;
  /** Its formula or value on one line, and in LaTeX. */
  readonly text?: string;
  readonly latex?: string;
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
      const numbers = numbersOf(b, value);
      return {
        head: entity.name,
        what: nounOf(value),
        text: numbers ? numbersText(numbers) : printText(b.graph, value),
        latex: `${entity.name} = ${numbers ? numbersLatex(numbers) : printLatex(b.graph, value)}`,
      };
    }
    case "function": {
      const { fn } = entity;
      const params = fn.params.map(({ name }) => name);
      const head = `${fn.name}(${params.join(", ")})`;
      const noun = nounOf(fn.body);
      const where = fn.params.map((letter) =>
        describe(letter.name, { rows: letter.rows ?? 1, cols: letter.cols ?? 1 }),
      );
      return {
        head,
        what: {
          en: `a function; its value is ${noun.en}${where.length > 0 ? `; ${where.map(({ en }) => en).join(", ")}` : ""}`,
          zh: `函数，值为${noun.zh}${where.length > 0 ? `；${where.map(({ zh }) => zh).join("，")}` : ""}`,
        },
        text: printText(b.graph, fn.body, { names: fn.names }),
        latex: `${head} = ${printLatex(b.graph, fn.body, { names: fn.names })}`,
      };
    }
    case "broken":
      return {
        head: entity.name,
        what: { en: "has no meaning yet: its line has an error", zh: "尚无含义：其所在行有错误" },
      };
  }
}
