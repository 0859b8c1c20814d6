import type { Size } from "../symbolic/graph";
import type { OpenSize, SizeVar } from "./term";

export interface Shape {
  readonly rows: OpenSize;
  readonly cols: OpenSize;
}

export const scalarShape: Shape = { rows: 1, cols: 1 };

/** A size that is not known yet and may be unified with any other. @param of  the letter it belongs to, for messages */
export function freshSize(of: string): SizeVar {
  return { of };
}

/** What a size stands for now. */
export function settled(size: OpenSize): OpenSize {
  let at = size;
  while (typeof at === "object" && at.is !== undefined) at = at.is;
  return at;
}

/** Where known sizes that should have been one are written down. */
export interface Clashes {
  readonly clashes: (readonly [Size, Size])[];
}

/** Makes two sizes one. A variable takes the other's value; known sizes must be equal. */
export function unify({ clashes }: Clashes, a: OpenSize, b: OpenSize): boolean {
  const [left, right] = [settled(a), settled(b)];
  if (left === right) return true;
  if (typeof left === "object") left.is = right;
  else if (typeof right === "object") right.is = left;
  else {
    clashes.push([left, right]);
    return false;
  }
  return true;
}

export function isScalarShape({ rows, cols }: Shape): boolean {
  return settled(rows) === 1 && settled(cols) === 1;
}

/** `n`, `3`, or `?` for a size that nothing has fixed yet. */
export function sizeText(size: OpenSize): string {
  const value = settled(size);
  return typeof value === "object" ? "?" : String(value);
}

/** `n×m`. */
export function shapeText({ rows, cols }: Shape): string {
  return `${sizeText(rows)}×${sizeText(cols)}`;
}

const sizeLetters = ["n", "m", "k", "p", "r", "s", "t", "l"];

/** Gives every size that nothing has fixed a letter that is not taken. */
export function inventSizes(sizes: Iterable<OpenSize>, isTaken: (name: string) => boolean): string[] {
  const made: string[] = [];
  for (const size of sizes) {
    const open = settled(size);
    if (typeof open !== "object") continue;
    let name = sizeLetters.find((letter) => !isTaken(letter) && !made.includes(letter));
    for (let i = 1; !name; i++) if (!isTaken(`n_${i}`) && !made.includes(`n_${i}`)) name = `n_${i}`;
    made.push(name);
    open.is = name satisfies Size;
  }
  return made;
}
