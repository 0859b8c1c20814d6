import type { Box } from "../frame";

/**
 * The Voronoi cell of each point within a box: what is left of the box when the half-planes of all other points are cut
 * off. Empty for a copy of an earlier point.
 * @cost O(n² v) for cells of v corners: for some hundred points
 */
export function voronoiCells(points: Float64Array, [x0, y0, x1, y1]: Box): number[][] {
  const n = points.length / 2;
  return Array.from({ length: n }, (_, row) => {
    let cell = [x0, y0, x1, y0, x1, y1, x0, y1];
    const [px, py] = [points[2 * row], points[2 * row + 1]];
    for (let other = 0; other < n && cell.length > 0; other++) {
      const [dx, dy] = [points[2 * other] - px, points[2 * other + 1] - py];
      if (other === row) continue;
      if (dx === 0 && dy === 0) {
        if (other < row) cell = [];
        continue;
      }
      // Nearer to the point than to the other: (x − middle)·d ≤ 0.
      const limit = dx * (px + dx / 2) + dy * (py + dy / 2);
      cell = clip(cell, dx, dy, limit);
    }
    return cell;
  });
}

/** The part of a convex polygon where a x + b y ≤ c. */
function clip(polygon: readonly number[], a: number, b: number, c: number): number[] {
  const out: number[] = [];
  const count = polygon.length / 2;
  for (let at = 0; at < count; at++) {
    const next = (at + 1) % count;
    const [x, y, u, v] = [polygon[2 * at], polygon[2 * at + 1], polygon[2 * next], polygon[2 * next + 1]];
    const [here, there] = [a * x + b * y - c, a * u + b * v - c];
    if (here <= 0) out.push(x, y);
    if (here < 0 !== there < 0 && here !== there) {
      const share = here / (here - there);
      if (share > 0 && share < 1) out.push(x + share * (u - x), y + share * (v - y));
    }
  }
  return out;
}
