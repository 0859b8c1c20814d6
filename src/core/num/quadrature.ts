const kept = new Map<number, Rule>();

/** Nodes in (−1, 1), ascending, and their weights. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss and Legendre's rule with n nodes, exact for polynomials up to degree 2n − 1. @cost O(n²), once for each n */
export function gaussLegendre(n: number): Rule {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  const known = kept.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let k = 0; k < 12; k++) {
      const [value, derivative] = legendre(n, x);
      slope = derivative;
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    slope = legendre(n, x)[1];
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  kept.set(n, rule);
  return rule;
}

/** Pₙ(x) and P′ₙ(x) by the three-term recurrence. */
function legendre(n: number, x: number): readonly [number, number] {
  let [previous, value] = [1, x];
  for (let k = 2; k <= n; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  return [value, (n * (x * value - previous)) / (x * x - 1)];
}

/** ∫ f over [low, high] by Gauss and Legendre's rule on each of `panels` equal parts. */
export function integrate(f: (x: number) => number, low: number, high: number, order = 20, panels = 1): number {
  const { nodes, weights } = gaussLegendre(order);
  const half = (high - low) / (2 * panels);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = low + (2 * panel + 1) * half;
    for (let i = 0; i < order; i++) sum += weights[i]! * f(middle + half * nodes[i]!);
  }
  return half * sum;
}

/** ∫ f over [low, high] by Simpson's rule on `count` equal pieces, an even number. */
export function simpson(f: (x: number) => number, low: number, high: number, count: number): number {
  if (!Number.isInteger(count) || count < 2 || count % 2 !== 0) {
    throw new RangeError(`count must be an even whole number ≥ 2, got ${count}`);
  }
  const h = (high - low) / count;
  let sum = f(low) + f(high);
  for (let i = 1; i < count; i++) sum += (i % 2 === 1 ? 4 : 2) * f(low + i * h);
  return (sum * h) / 3;
}
