import { type Pen, shapeNote } from "./pen";
import type { Output, Plan } from "./program";

const roleNames = { value: "value", gradient: "gradient", hessian: "Hessian", jacobian: "Jacobian" } as const;

/** `value and gradient`, in words for a comment. */
export function contentsOf({ outputs }: Plan): string {
  const words = [...new Set(outputs.map(({ role }) => roleNames[role]))];
  return words.length > 2 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words.join(" and ");
}

/** A safe name for the function: what it gives beside the value stands in it. */
export function functionName({ request, outputs }: Plan, pen: Pen): string {
  const roles = new Set(outputs.map(({ role }) => role));
  const more = [
    ...(roles.has("gradient") ? ["grad"] : []),
    ...(roles.has("hessian") ? ["hess"] : []),
    ...(roles.has("jacobian") ? ["jac"] : []),
  ];
  return pen.fresh(
    more.length > 0 ? `${request.name}_${more.length === 1 ? "and_" : ""}${more.join("_")}` : request.name,
  );
}

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
