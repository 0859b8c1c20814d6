import type { Text } from "../../words/text";
import { functionWords } from "../functions/explain";
import { type FunctionName, functionFacts } from "../functions/table";

/** What is said of a known function. */
export interface FunctionCard {
  readonly name: string;
  /** `kron(A, B)`. */
  readonly signature: string;
  readonly params: readonly string[];
  readonly sentence: Text;
  readonly latex: string;
  /** A line that can be typed. */
  readonly example: string;
}

/** All known functions by name. */
export const functionNames = Object.keys(functionFacts) as readonly FunctionName[];

/** What hover, completion and signature help say of a known function. */
export function functionCard(name: FunctionName): FunctionCard {
  const { signature } = functionFacts[name];
  const params = signature.slice(signature.indexOf("(") + 1, -1).split(/,\s*/);
  return { name, signature, params, ...functionWords[name] };
}
