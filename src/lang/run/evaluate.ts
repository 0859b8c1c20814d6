import { floatOf } from "../functions/evaluate";
import { N } from "../symbolic/coefficient";
import { evaluate } from "../symbolic/evaluate";
import type { Node } from "../symbolic/graph";

/** A scalar function of some coordinates as a list of instructions, each filling one slot. */
export interface Program {
  /** f at x; NaN where it is undefined. */
  readonly run: (x: ArrayLike<number>) => number;
  readonly length: number;
}

const named: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, inf: Number.POSITIVE_INFINITY };

/** The floating-point value of a scalar node without symbols, or `undefined` if it holds something without one. */
export function evaluateScalar(node: Node): number | undefined {
  const fast = compile([node], []);
  if (fast) return fast.run([]);
  try {
    return evaluate(node, { values: new Map() }).data[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Compiles scalar nodes over the symbols `variables`. `run` returns the first; `runAll` fills one number for each.
 *
 * @returns undefined when a node holds a symbol that is no variable, or a function without floating-point form
 * @cost one pass over the graph; a run touches each node once
 */
export function compile(
  nodes: readonly Node[],
  variables: readonly Node[],
): (Program & { readonly runAll: (x: ArrayLike<number>, out: Float64Array) => void }) | undefined {
  const slots = new Map<Node, number>();
  const code: ((v: Float64Array) => number)[] = [];
  variables.forEach((variable, i) => {
    slots.set(variable, i);
  });
  const first = variables.length;
  const emit = (node: Node): number | undefined => {
    const known = slots.get(node);
    if (known !== undefined) return known;
    const args: number[] = [];
    for (const arg of node.args) {
      const slot = emit(arg);
      if (slot === undefined) return undefined;
      args.push(slot);
    }
    const step = instruction(node, args);
    if (!step) return undefined;
    code.push(step);
    slots.set(node, first + code.length - 1);
    return first + code.length - 1;
  };
  const outputs: number[] = [];
  for (const node of nodes) {
    const slot = emit(node);
    if (slot === undefined) return undefined;
    outputs.push(slot);
  }
  const memory = new Float64Array(first + code.length);
  const execute = (x: ArrayLike<number>): void => {
    for (let i = 0; i < first; i++) memory[i] = x[i];
    for (let i = 0; i < code.length; i++) memory[first + i] = code[i](memory);
  };
  return {
    length: code.length,
    run(x) {
      execute(x);
      return memory[outputs[0]];
    },
    runAll(x, out) {
      execute(x);
      outputs.forEach((slot, i) => {
        out[i] = memory[slot];
      });
    },
  };
}

function instruction(node: Node, args: readonly number[]): ((v: Float64Array) => number) | undefined {
  if (node.rows !== 1 || node.cols !== 1) return undefined;
  const coefs = node.coefs.map(N.toNumber);
  switch (node.op) {
    case "num":
      return () => coefs[0];
    case "zero":
      return () => 0;
    case "ones":
    case "eye":
      return () => 1;
    case "sum":
      return (v) => {
        let total = 0;
        for (let i = 0; i < args.length; i++) total += coefs[i] * v[args[i]];
        return total;
      };
    case "prod":
      return (v) => {
        let total = 1;
        for (let i = 0; i < args.length; i++)
          total *= coefs[i] === 1 ? v[args[i]] : coefs[i] === 0.5 ? Math.sqrt(v[args[i]]) : v[args[i]] ** coefs[i];
        return total;
      };
    case "mat":
      return (v) => {
        let total = 1;
        for (const arg of args) total *= v[arg];
        return total;
      };
    case "pow":
      return (v) => v[args[0]] ** v[args[1]];
    case "transpose":
    case "literal":
      return args.length === 1 ? (v) => v[args[0]] : undefined;
    case "call":
      return callInstruction(node.name, args);
    default:
      return undefined;
  }
}

function callInstruction(name: string, args: readonly number[]): ((v: Float64Array) => number) | undefined {
  if (args.length === 0 && Object.hasOwn(named, name)) return () => named[name];
  if (name === "max") return (v) => Math.max(...args.map((arg) => v[arg]));
  if (name === "min") return (v) => Math.min(...args.map((arg) => v[arg]));
  if (name === "where") return (v) => (v[args[0]] > 0 ? v[args[1]] : v[args[0]] <= 0 ? v[args[2]] : Number.NaN);
  const float = args.length === 1 ? floatOf(name) : undefined;
  return float && ((v) => float(v[args[0]]));
}
