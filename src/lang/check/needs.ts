import type { Text } from "../../words/text";
import type { Builder } from "../symbolic/build";
import { type Need, type NeedKind, needsOf } from "../symbolic/domain";
import { type Node, Refusal } from "../symbolic/graph";
import { printText } from "../symbolic/print";

/** The conditions under which what a statement says is defined, gathered while its terms are made nodes: each once. */
export type Needs = Map<string, Need>;

interface Gathering {
  readonly b: Builder;
  readonly needs?: Needs | undefined;
}

/**
 * Notes what `of` must be for what is being read to be defined, if letters decide; nothing where `kind` is undefined.
 * @throws Refusal where it fails whatever the letters are
 */
export function need({ b, needs }: Gathering, kind: NeedKind | undefined, of: Node): void {
  if (!needs || !kind) return;
  const found = needsOf(b.graph, kind, of);
  if (found === undefined) throw new Refusal("domain", fails[kind]);
  take({ needs }, found);
}

/** The needs of an expression with other things in the place of its letters. @throws Refusal where one fails there */
export function needsAt(b: Builder, needs: Iterable<Need>, by: ReadonlyMap<Node, Node>): Need[] {
  const found: Need[] = [];
  for (const each of needs) {
    const moved = b.substitute(each.of, by);
    const left = moved === each.of ? [each] : needsOf(b.graph, each.kind, moved);
    if (left === undefined) throw new Refusal("domain", unmet(b, each));
    found.push(...left);
  }
  return found;
}

/** Notes needs that were found elsewhere. */
export function take({ needs }: Pick<Gathering, "needs">, found: Iterable<Need>): void {
  for (const each of found) needs?.set(`${each.kind} ${each.of.id}`, each);
}

/** `x ≠ 0`, `A` invertible. */
export function needText(b: Builder, { kind, of }: Need): Text {
  const what = printText(b.graph, of);
  const both = (text: string): Text => ({ en: text, zh: text });
  switch (kind) {
    case "nonzero":
      return both(`${what} ≠ 0`);
    case "positive":
      return both(`${what} > 0`);
    case "nonnegative":
      return both(`${what} ≥ 0`);
    case "unit":
      return both(`−1 ≤ ${what} ≤ 1`);
    case "invertible":
      return { en: `${what} is invertible`, zh: `${what} 可逆` };
    case "slanted":
      return both(`cos(${what}) ≠ 0`);
    case "gammic":
      return { en: `${what} is not 0, −1, −2, …`, zh: `${what} 不是 0、−1、−2、…` };
  }
}

function unmet(b: Builder, each: Need): Text {
  const { en, zh } = needText(b, each);
  return { en: `it is defined only where ${en}`, zh: `仅当 ${zh} 时有定义` };
}

const fails: Readonly<Record<NeedKind, Text>> = {
  nonzero: { en: "This divides by zero.", zh: "这里除以了零。" },
  positive: { en: "only a number above 0 has a logarithm", zh: "只有正数才有对数" },
  nonnegative: { en: "a negative number has no root", zh: "负数没有实根" },
  unit: { en: "arcsin and arccos take numbers from −1 to 1", zh: "反正弦与反余弦只接受 −1 到 1 之间的数" },
  slanted: { en: "The tangent has a pole here.", zh: "正切函数在此处无定义。" },
  gammic: { en: "Γ and its logarithm have poles at 0, −1, −2, …", zh: "Γ 及其对数在 0、−1、−2、… 处有极点" },
  invertible: { en: "This matrix is singular: it has no inverse.", zh: "该矩阵奇异，没有逆矩阵。" },
};
