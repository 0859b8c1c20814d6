/**
 * Sums without rounding: a sum is kept as doubles that don't overlap, smallest first, so that neither the order nor the grouping
 * of what was added changes the total by a bit.
 * @source Shewchuk 1997, "Adaptive precision floating-point arithmetic and fast robust geometric predicates", §2
 */
export type Sum = readonly number[];

/** sum + x, exactly. @cost as many steps as the sum has parts, rarely more than three */
export function addExactly(sum: Sum, x: number): Sum {
  if (!Number.isFinite(x)) return [total(sum) + x];
  const parts: number[] = [];
  for (let part of sum) {
    if (Math.abs(x) < Math.abs(part)) [x, part] = [part, x];
    const high = x + part;
    const low = part - (high - x);
    if (low !== 0) parts.push(low);
    x = high;
  }
  if (x !== 0) parts.push(x);
  return parts;
}

/** a b as a sum, exactly while no part is below every normal double. @source Dekker 1971, two-product by splitting */
export function exactProduct(a: number, b: number): Sum {
  const value = a * b;
  const [a1, a0] = halves(a);
  const [b1, b0] = halves(b);
  const rest = a0 * b0 - (value - a1 * b1 - a0 * b1 - a1 * b0);
  return rest !== 0 && Number.isFinite(rest) ? [rest, value] : [value];
}

/** A double as two of 26 bits. */
function halves(x: number): readonly [high: number, low: number] {
  const scaled = 134217729 * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** a + b, exactly. */
export function addSums(a: Sum, b: Sum): Sum {
  return b.reduce<Sum>(addExactly, a);
}

/** The double nearest to a sum. */
export function total(sum: Sum): number {
  let at = sum.length - 1;
  if (at < 0) return 0;
  let high = sum[at]!;
  let low = 0;
  while (at > 0 && low === 0) {
    at--;
    const next = high + sum[at]!;
    low = sum[at]! - (next - high);
    high = next;
  }
  // Halfway between two doubles, what lies below decides.
  if (at > 0 && low !== 0 && Math.sign(low) === Math.sign(sum[at - 1]!)) {
    const doubled = 2 * low;
    const next = high + doubled;
    if (next - high === doubled) return next;
  }
  return high;
}
