import type { ProductNode } from "../syntax/tree";
import { type Context, complain } from "./context";
import { broken } from "./item";
import type { Term } from "./term";

/** `d/dx f` and `df/dx` are refused, with the ∂ that is meant; not where `d`, `df` or `dx` is a name of the file. */
export function leibniz(context: Context, { operands, ops }: ProductNode): Term | undefined {
  for (let i = 0; i + 1 < operands.length; i++) {
    const [above, below] = [operands[i], operands[i + 1]];
    if (ops[i].op !== "/" || context.text[above.from] !== "d" || context.text[below.from] !== "d") continue;
    const top = context.text.slice(above.from, above.to);
    // `dx (…)` reads as a chain: the parentheses are what is differentiated.
    const name = below.kind === "chain" ? below.atom : below;
    const bottom = context.text.slice(name.from, name.to);
    const up = /^d(\^?[2-9²³]?)(\p{L}[\p{N}_₀-₉]*)?$/u.exec(top);
    const down = /^d(\p{L}[\p{N}_₀-₉]*)(\^[2-9]|[²³])?$/u.exec(bottom);
    if (!up || !down || ["d", top, bottom].some((name) => isKnown(context, name))) continue;
    const end = operands[operands.length - 1];
    const from = name === below ? operands[i + 2]?.from : name.to;
    const rest = up[2] === undefined && from !== undefined ? context.text.slice(from, end.to).trim() : undefined;
    const of = up[2] ?? rest ?? "f";
    const order = up[1] === "" ? "" : "²";
    const bare = /^[\p{L}\p{N}_]+$/u.test(of) || /^\(.*\)$/su.test(of) ? of : `(${of})`;
    const meant =
      up[2] || !rest
        ? `∂${order}${bare}/∂${down[1]}${order}`
        : `diff(${unwrapped(of)}, ${down[1]}${order && `, ${down[1]}`})`;
    const span = { from: above.from, to: rest ? end.to : name.to };
    complain(context, "d-operator", { written: context.text.slice(above.from, name.to), meant }, span, [
      { title: { en: `Write ${meant}`, zh: `改写为 ${meant}` }, edits: [{ ...span, text: meant }], preferred: true },
    ]);
    return broken(span);
  }
  return undefined;
}

const unwrapped = (text: string): string => (/^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text);

function isKnown(context: Context, name: string): boolean {
  return context.locals.has(name) || context.scope.find(name) !== undefined;
}
