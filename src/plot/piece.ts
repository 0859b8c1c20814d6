import type { Item } from "./picture";

/** From a point of the box [−1, 1]³ to pixels, and how near it is to the eye. */
export type Projector = (x: number, y: number, z: number) => readonly [px: number, py: number, near: number];

/** One thing to paint; far ones first. */
export interface Piece {
  readonly near: number;
  readonly mark: number;
  readonly item:
    | Item
    | {
        readonly kind: "face";
        readonly points: readonly number[];
        readonly t: number;
        readonly light: number;
        readonly edges: number;
      };
}
