import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import type { PrintOptions } from "../symbolic/print";
import { formula } from "./reply";
import { coreOf } from "./symbolic-optimum";
import type { World } from "./world";

/** `   where n − k > 0, S ≻ 0`: what was taken to be positive, or positive definite; each once. */
export function whereText(world: World, assumed: readonly Node[], options: PrintOptions): string {
  const { b } = world;
  const cores = assumed.map((n) => attempt(() => coreOf(b, n)).value ?? n);
  const kept = assumed.filter((_, i) => cores.indexOf(cores[i]) === i);
  if (kept.length === 0) return "";
  const texts = kept.map((of) => {
    const n = of.op === "sum" && of.args.length === 1 && N.sign(of.coefs[0]) > 0 ? of.args[0] : of;
    if (n.op === "prod" && n.args.length === 1 && n.coefs[0] === 2) return `${formula(world, n.args[0], options)} ≠ 0`;
    return `${formula(world, n, options)} ${n.rows === 1 && n.cols === 1 ? ">" : "≻"} 0`;
  });
  return `   where ${texts.join(", ")}`;
}
