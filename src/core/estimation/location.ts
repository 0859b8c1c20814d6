import { erfcInverseOfLog, normalQuantile } from "../num/error-inverse";
import { betaInverse, betaTails } from "../num/incomplete-beta";
import { erfc, erfcx, lbeta } from "../num/special";
import { requirePositive } from "./continuous";
import type { Distribution, Mode } from "./distribution";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const peak = (x: number): Mode => ({ kind: "interior", at: [x], isUnbounded: false });

function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite, got ${value}`);
}

/** Φ(z) and 1 − Φ(z). */
function normalTails(z: number): readonly [number, number] {
  return [erfc(-z / Math.SQRT2) / 2, erfc(z / Math.SQRT2) / 2];
}

/** @throws RangeError unless the mean is finite and sd positive and finite */
export function normalLaw(mean: number, sd: number): Distribution {
  requireFinite("mean", mean);
  requirePositive({ sd });
  return {
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    isDiscrete: false,
    logDensity: (x) => -0.5 * ((x - mean) / sd) ** 2 - HALF_LOG_TWO_PI - Math.log(sd),
    tails: (x) => normalTails((x - mean) / sd),
    quantile: (p) => mean + sd * (p < 0.5 ? normalQuantile(p) : -normalQuantile(1 - p)),
    mean,
    sd,
    mode: peak(mean),
  };
}

/** Student's t with df degrees of freedom, moved and stretched. @throws RangeError unless df and scale are positive and finite */
export function studentLaw(df: number, location: number, scale: number): Distribution {
  requireFinite("location", location);
  requirePositive({ df, scale });
  const lead = -lbeta(0.5, df / 2) - 0.5 * Math.log(df) - Math.log(scale);
  const tail = (t: number): number => betaTails(df / 2, 0.5, df / (df + t * t), (t * t) / (df + t * t))[0] / 2;
  const lower = (p: number): number => {
    if (p === 0) return Number.NEGATIVE_INFINITY;
    const [x, y] = betaInverse(df / 2, 0.5, 2 * p);
    return -Math.sqrt((df * y) / x);
  };
  return {
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    isDiscrete: false,
    logDensity: (x) => lead - ((df + 1) / 2) * Math.log1p(((x - location) / scale) ** 2 / df),
    tails(x) {
      const t = (x - location) / scale;
      if (Math.abs(t) === Number.POSITIVE_INFINITY) return t > 0 ? [1, 0] : [0, 1];
      const small = tail(t);
      return t < 0 ? [small, 1 - small] : [1 - small, small];
    },
    quantile: (p) => location + scale * (p <= 0.5 ? lower(p) : -lower(1 - p)),
    mean: df > 1 ? location : Number.NaN,
    sd: df > 2 ? scale * Math.sqrt(df / (df - 2)) : df > 1 ? Number.POSITIVE_INFINITY : Number.NaN,
    mode: peak(location),
  };
}

/** e^(−|x − location|/scale)/(2 scale). @throws RangeError unless scale is positive and finite */
export function laplaceLaw(location: number, scale: number): Distribution {
  requireFinite("location", location);
  requirePositive({ scale });
  return {
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    isDiscrete: false,
    logDensity: (x) => -Math.abs(x - location) / scale - Math.log(2 * scale),
    tails(x) {
      const small = Math.exp(-Math.abs(x - location) / scale) / 2;
      return x < location ? [small, 1 - small] : [1 - small, small];
    },
    quantile: (p) => location + scale * (p < 0.5 ? Math.log(2 * p) : -Math.log(2 * (1 - p))),
    mean: location,
    sd: Math.SQRT2 * scale,
    mode: peak(location),
  };
}

/** @throws RangeError unless low < high, both finite */
export function uniformLaw(low: number, high: number): Distribution {
  requireFinite("low", low);
  requireFinite("high", high);
  if (!(low < high)) throw new RangeError(`low must be below high, got ${low} and ${high}`);
  const width = high - low;
  const share = (x: number): number => Math.min(1, Math.max(0, x));
  return {
    support: [low, high],
    isDiscrete: false,
    logDensity: (x) => (x >= low && x <= high ? -Math.log(width) : Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY),
    tails: (x) => [share((x - low) / width), share((high - x) / width)],
    quantile: (p) => low + p * width,
    mean: low + width / 2,
    sd: width / Math.sqrt(12),
    mode: { kind: "flat", at: [], isUnbounded: false },
  };
}

/** A normal law seen only between low and high. @throws RangeError unless low < high and sd is positive and finite */
export function truncatedNormalLaw(mean: number, sd: number, low: number, high: number): Distribution {
  requireFinite("mean", mean);
  requirePositive({ sd });
  if (!(low < high)) throw new RangeError(`low must be below high, got ${low} and ${high}`);
  const [alpha, beta] = [(low - mean) / sd, (high - mean) / sd];
  // Right of the mean everything is mirrored to the left of it, so that only lower ends near the mean remain.
  if (beta <= 0 || (alpha < 0 && -alpha > beta)) return mirrored(truncatedNormalLaw(-mean, sd, -high, -low), low, high);
  const window = windowOf(alpha, beta);
  const inside = Math.min(high, Math.max(low, mean));
  return {
    support: [low, high],
    isDiscrete: false,
    logDensity(x) {
      if (!(x >= low && x <= high)) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      const z = (x - mean) / sd;
      return logShrink(window.near, z) - HALF_LOG_TWO_PI - Math.log(sd * window.mass);
    },
    tails(x) {
      if (x <= low) return [0, 1];
      if (x >= high) return [1, 0];
      const z = (x - mean) / sd;
      const above = windowOf(z, beta);
      const upper = (above.mass * Math.exp(logShrink(window.near, above.near))) / window.mass;
      return [windowOf(alpha, z).mass / window.mass, upper];
    },
    quantile: (p) => (p <= 0 ? low : p >= 1 ? high : Math.min(high, Math.max(low, mean + sd * window.quantile(p)))),
    mean: mean + sd * window.mean,
    sd: sd * Math.sqrt(Math.max(0, window.variance)),
    mode: { kind: inside > low && inside < high ? "interior" : "end", at: [inside], isUnbounded: false },
  };
}

/** (near² − z²)/2. */
const logShrink = (near: number, z: number): number => -0.5 * (z - near) * (z + near);

/**
 * A standard normal between α and β: its mass times e^(near²/2), where `near` is the point of the window next to the mean if that is
 * on the right of it, else 0. So it stays a double however far away the window is.
 */
function windowOf(alpha: number, beta: number) {
  const root = Math.sqrt(2 * Math.PI);
  const near = Math.max(0, alpha);
  const height = (z: number): number => Math.exp(logShrink(near, z));
  const upper = (z: number): number => (erfcx(z / Math.SQRT2) / 2) * height(z);
  const mass = near > 0 ? upper(alpha) - upper(beta) : normalTails(beta)[0] - normalTails(alpha)[0];
  // φ(α) − φ(β) and αφ(α) − βφ(β), in the same scale.
  const [atAlpha, atBeta] = [height(alpha), height(beta)];
  const mean = (atAlpha - atBeta) / (root * mass);
  const moment = ((atAlpha === 0 ? 0 : alpha * atAlpha) - (atBeta === 0 ? 0 : beta * atBeta)) / (root * mass);
  const quantile = (p: number): number => {
    if (near === 0) return normalQuantile(normalTails(alpha)[0] + p * mass);
    const logQ = Math.log(2 * (upper(alpha) * (1 - p) + upper(beta) * p)) - (near * near) / 2;
    return logQ < Math.log(0.5) ? Math.SQRT2 * erfcInverseOfLog(logQ) : -normalQuantile(Math.exp(logQ) / 2);
  };
  return { near, mass, mean, variance: 1 + moment - mean * mean, quantile };
}

/** The law of −X, on [low, high]. */
function mirrored(d: Distribution, low: number, high: number): Distribution {
  return {
    ...d,
    support: [low, high],
    logDensity: (x) => d.logDensity(-x),
    tails(x) {
      const [lower, upper] = d.tails(-x);
      return [upper, lower];
    },
    quantile: (p) => -d.quantile(1 - p),
    mean: -d.mean,
    mode: { ...d.mode, at: d.mode.at.map((x) => -x) },
  };
}
