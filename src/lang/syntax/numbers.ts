import { fractions } from "./notation";

/** Most digits of a number, and the largest exponent. */
export const DIGIT_LIMIT = 1000;

const small: bigint[] = Array.from({ length: 256 }, (_, i) => BigInt(i));
const one = 1n;

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** The exact value of a number's text (without `~`), reduced; undefined beyond `DIGIT_LIMIT` digits or exponent. */
export function exactValue(text: string): Fraction | undefined {
  const n = text.length;
  if (n <= 15) {
    let value = 0;
    let i = 0;
    for (; i < n; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (i === n) return { num: value < 256 ? small[value] : BigInt(value), den: one };
  }
  const fraction = fractions.get(text);
  if (fraction !== undefined) return { num: BigInt(fraction[0]), den: BigInt(fraction[1]) };
  return decimal(text);
}

function decimal(text: string): Fraction | undefined {
  const parts = /^(\d*)(?:\.(\d+))?(?:[eE]([-+−]?)(\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, whole, decimals = "", sign = "", power = "0"] = parts;
  if (whole.length + decimals.length > DIGIT_LIMIT || power.replace(/^0+/, "").length > 4) return undefined;
  const exponent = (sign === "" || sign === "+" ? 1 : -1) * Number(power);
  if (Math.abs(exponent) > DIGIT_LIMIT) return undefined;
  const digits = BigInt(`${whole}${decimals}`);
  const shift = exponent - decimals.length;
  return shift >= 0 ? { num: digits * 10n ** BigInt(shift), den: one } : reduce(digits, 10n ** BigInt(-shift));
}

function reduce(num: bigint, den: bigint): Fraction {
  let a = num;
  let b = den;
  while (b !== 0n) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}
