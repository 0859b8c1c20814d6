import { N } from "./coefficient";
import { Form, type Graph, intern, type Node, Refusal } from "./graph";
import { num, zero } from "./leaf";

/** Up to this many entries an array of floating-point numbers is a literal, whose entries are nodes. */
const MOST_NODES = 400;
/** The most entries of a data node that are ever written as nodes. */
const MOST_WRITTEN = 20_000;
/** The most bytes that the data of one graph may take. */
const MAX_BYTES = 512_000_000;

const NONE: readonly Node[] = [];

/** The numbers of data nodes, row-major; never written to. */
const numbers = new WeakMap<Node, Float64Array>();

/**
 * An m×n array of floating-point numbers: one leaf however many there are, equal arrays being one node; few numbers are a literal.
 * @param data  row-major, kept and not copied
 * @throws Refusal when the graph's data takes too much memory
 * @cost linear
 */
export function dataArray(g: Graph, rows: number, cols: number, data: Float64Array): Node {
  if (data.length !== rows * cols) {
    throw new RangeError(`data must hold ${rows}×${cols} = ${rows * cols} numbers, got ${data.length}`);
  }
  if (data.length === 1) return num(g, N.approx(data[0]!));
  if (data.every((x) => x === 0)) return zero(g, rows, cols);
  if (data.length <= MOST_NODES) {
    const entries = Array.from(data, (x) => num(g, N.approx(x)));
    return intern(g, "literal", rows, cols, entries);
  }
  for (let key = hashOf(data); ; key++) {
    const node = intern(g, "call", rows, cols, NONE, [key], "data");
    const known = numbers.get(node);
    if (known === undefined) {
      if (g.bytes + data.byteLength > MAX_BYTES) throw new Refusal("limit", tooMuchData);
      g.bytes += data.byteLength;
      numbers.set(node, data);
      return node;
    }
    if (isSame(known, data)) return node;
  }
}

export function isData(n: Node): boolean {
  return n.op === "call" && n.name === "data";
}

/** The numbers of a data node, row-major: not to be written to. */
export function dataOf(n: Node): Float64Array | undefined {
  return isData(n) ? numbers.get(n) : undefined;
}

/** The entry (i, j), from 1, of a data node. */
export function dataEntry(g: Graph, n: Node, i: number, j: number): Node | undefined {
  const data = dataOf(n);
  return data && num(g, N.approx(data[(i - 1) * (n.cols as number) + j - 1]!));
}

/** The entries of a data node as nodes; undefined where there are very many. */
export function dataEntries(g: Graph, n: Node): readonly Node[] | undefined {
  const data = dataOf(n);
  if (data === undefined || data.length > MOST_WRITTEN) return undefined;
  return Array.from(data, (x) => num(g, N.approx(x)));
}

/** Whether data stands somewhere in the expression: then its value is floating point. */
export const holdsData = (n: Node): boolean => (n.forms & Form.data) !== 0;

/** FNV-1a over the bits, as a whole number. */
function hashOf(data: Float64Array): number {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash >>> 0;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}

const tooMuchData = {
  en: "The data takes up too much memory.",
  zh: "数据占用的内存过多。",
} as const;
