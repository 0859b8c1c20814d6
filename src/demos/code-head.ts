import type { Text } from "../words/text";
import type { EmitTarget } from "./demo";

const hosts: Readonly<Record<EmitTarget, string>> = {
  python: "Python 3.9 or later",
  typescript: "TypeScript or, without the types, JavaScript",
  nabla: "the Nabla language",
};

/** Code to take along, under a line that says what it came from and what it needs to run. */
export function withHead(code: string, target: EmitTarget, title: Text): string {
  const mark = target === "typescript" ? "//" : "#";
  const needsNumpy = target === "python" && /^import numpy\b/m.test(code);
  const packages = needsNumpy ? " with NumPy (pip install numpy)" : "";
  return `${mark} ${title.en} (Nablascope). Runs in ${hosts[target]}${packages}.\n${code}`;
}
