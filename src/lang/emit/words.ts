import { type Pen, shapeNote } from "./pen";
import type { EmitRequest, Output, Plan } from "./program";

const roleNames = { value: "value", gradient: "gradient", hessian: "Hessian", jacobian: "Jacobian" } as const;

/** `value and gradient`, in words for a comment. */
function contentsOf({ outputs }: Plan): string {
  const words = [...new Set(outputs.map(({ role }) => roleNames[role]))];
  return words.length > 2 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words.join(" and ");
}

/** How the function is called, in the file's own letters: what it gives beside the value stands in it. */
export function emittedName({ name, results }: Pick<EmitRequest, "name" | "results">): string {
  const roles = new Set(results.map(({ role }) => role));
  const more = [
    ...(roles.has("gradient") ? ["grad"] : []),
    ...(roles.has("hessian") ? ["hess"] : []),
    ...(roles.has("jacobian") ? ["jac"] : []),
  ];
  return more.length > 0 ? `${name}_${more.length === 1 ? "and_" : ""}${more.join("_")}` : name;
}

/** A safe name for the function. */
export const functionName = ({ request }: Plan, pen: Pen): string => pen.fresh(emittedName(request));

/** The first lines of a file, without comment marks. */
export function headline(plan: Plan, target: string): string[] {
  return [
    `${plan.request.name}: ${contentsOf(plan)}, for ${target}. Made by Nablascope from`,
    `  ${plan.request.title}`,
  ];
}

/** What comes back, one line each. */
export function resultLines({ outputs }: Plan): string[] {
  const by = ({ wrt }: Output) => (wrt.length > 0 ? ` by ${wrt.map(({ name }) => name).join(", ")}` : "");
  return outputs.map(
    (output) => `returns ${output.name}: ${roleNames[output.role]}${by(output)}, ${shapeNote(output.code)}`,
  );
}
