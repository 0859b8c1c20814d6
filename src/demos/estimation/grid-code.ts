/**
 * Python that needs nothing but Python: the quantiles of a density that is smooth on the line, by adding it up on a fine grid.
 * @param log  an expression in `t`, the log density up to a constant
 * @param back  an expression in `t`, the parameter itself
 */
export function gridQuantiles(log: string, low: string, high: string, back: string): readonly string[] {
  return [
    "steps = 40_000",
    `low, high = ${low}, ${high}`,
    "grid = [low + (high - low) * (i + 0.5) / steps for i in range(steps)]",
    `logs = [${log} for t in grid]`,
    "top = max(logs)",
    "weights = [exp(v - top) for v in logs]",
    "",
    "def quantile(p):",
    "    rest = p * sum(weights)",
    "    for t, w in zip(grid, weights):",
    "        if rest <= w:",
    "            t += (rest / w - 0.5) * (high - low) / steps if w > 0 else 0.0",
    `            return ${back}`,
    "        rest -= w",
    "",
  ];
}
