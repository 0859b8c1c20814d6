import type { Text } from "../../words/text";
import { knownShapes, type ShapeRule, wholeAnswers } from "../check/known";
import { sentences } from "./function-words";

/** What is said of a known function. */
export interface FunctionCard {
  readonly name: string;
  /** `det(A)`, with the shape of its value. */
  readonly signature: string;
  readonly params: readonly string[];
  readonly sentence: Text;
}

const argumentsOf: { readonly [R in ShapeRule]: readonly [params: string, value: string] } = {
  each: ["x", "same shape"],
  reduce: ["x", "scalar"],
  "square-scalar": ["A", "scalar"],
  "square-square": ["A", "n×n"],
  "matrix-scalar": ["A", "scalar"],
  "square-vector": ["A", "vector n"],
  same: ["x", "same shape"],
  rows: ["A", "vector m"],
  pinv: ["A", "n×m"],
  transpose: ["A", "n×m"],
  diag: ["x", "n×n"],
  vec: ["A", "vector mn"],
  dot: ["a, b", "scalar"],
  kron: ["A, B", "mp×nq"],
  sized: ["n", "n×n"],
};

/** All known functions by name. */
export const functionNames: readonly string[] = [...knownShapes.keys(), ...wholeAnswers];

export function functionCard(name: string): FunctionCard {
  const known = knownShapes.get(name);
  const [params, value] = known ? argumentsOf[known.rule] : ["A", ""];
  const list = name === "max" || name === "min" ? "x, y" : params;
  const sentence = Object.hasOwn(sentences, name) ? sentences[name] : { en: name, zh: name };
  return { name, signature: `${name}(${list})${value ? ` → ${value}` : ""}`, params: list.split(", "), sentence };
}
