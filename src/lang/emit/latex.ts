import { printLatex } from "../symbolic/print";
import { shapeNote } from "./pen";
import type { Output, Plan } from "./program";

/** The formulas as an `align*` of the document, one line for each. */
export function latexFile(plan: Plan): string {
  const { request, inputs, outputs } = plan;
  const name = (word: string) => printLatex(request.graph, symbolNode(plan, word));
  const options = { names: request.names, fold: request.fold };
  const side = ({ role, wrt }: Output): string => {
    const f = request.name === "" ? "f" : nameLatex(request.name);
    const by = wrt.length === 1 ? `_{${name(wrt[0]!.name)}}` : "";
    if (role === "gradient") return `\\nabla${by} ${f}`;
    if (role === "hessian") return `\\nabla^{2}${by} ${f}`;
    if (role === "jacobian") return `\\mathrm{D}${by} ${f}`;
    return request.params.length > 0 ? `${f}(${request.params.map((x) => name(x.name)).join(", ")})` : f;
  };
  const folded = [...request.fold].filter(([node]) => outputs.some((o) => contains(o.node, node)));
  const lines = [
    ...outputs.map((output) => `  ${side(output)} &= ${printLatex(request.graph, output.node, options)}`),
    ...folded.map(
      ([node, word]) => `  ${nameLatex(word)} &= ${printLatex(request.graph, node, { names: request.names })}`,
    ),
  ];
  return `${[
    `% ${request.title}`,
    ...inputs.map((input) => `% ${input.name}: ${shapeNote(input)}${input.note ? `, ${input.note}` : ""}`),
    "\\begin{align*}",
    lines.join(" \\\\\n"),
    "\\end{align*}",
  ].join("\n")}\n`;
}

function symbolNode({ inputs }: Plan, word: string): Output["node"] {
  const found = inputs.find(({ name }) => name === word);
  if (!found) throw new RangeError(`no parameter is called ${word}`);
  return found.node;
}

/** A function's name: one letter as it is, a word upright. */
function nameLatex(word: string): string {
  const text = word.replace(/_/g, "\\_");
  return [...word].length === 1 ? text : `\\mathrm{${text}}`;
}

function contains(n: Output["node"], part: Output["node"], seen = new Set<Output["node"]>()): boolean {
  if (n === part) return true;
  if (seen.has(n)) return false;
  seen.add(n);
  return n.args.some((a) => contains(a, part, seen));
}
