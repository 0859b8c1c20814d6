import type { Values } from "../demo";

/** The ten points of Li Hang's example 8.1, x = 0 … 9 with signs + + + − − − + + + −, on a line of the plane. */
const place = (x: number): number => Number((0.4 * x - 1.8).toFixed(1));
const at = (...list: readonly number[]): number[] => list.flatMap((x) => [place(x), 0]);

export const tenPoints: Values = { shape: "points", blue: at(3, 4, 5, 9), orange: at(0, 1, 2, 6, 7, 8) };

/** α of its three rounds, recomputed without the rounding of the print: ½ ln(7/3), ½ ln(11/3), ½ ln(9/2). */
export const tenAlphas: readonly number[] = [7 / 3, 11 / 3, 9 / 2].map((odds) => Math.log(odds) / 2);

export const isTen = (values: Values): boolean =>
  Object.entries(tenPoints).every(([id, value]) => JSON.stringify(values[id]) === JSON.stringify(value)) &&
  values["flip"] === 0;
