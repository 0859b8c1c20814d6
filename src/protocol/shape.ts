/**
 * What a message must look like. A shape refuses what it does not name: unknown keys, wrong types, too much text.
 */

/** True when `value` is a well-formed `T`, no more and no less. */
export type Shape<T> = (value: unknown) => value is T;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Held<S> = S extends Shape<infer T> ? T : never;
type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Held<F[K]> ? K : never }[keyof F];
type Built<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Held<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Exclude<Held<F[K]>, undefined>;
};

/** Small shapes to build the others from. Numbers are finite; texts and lists have a longest length. */
export const is = {
  nothing: (value: unknown): value is undefined => value === undefined || value === null,
  truth: (value: unknown): value is boolean => typeof value === "boolean",
  number: (value: unknown): value is number => typeof value === "number" && Number.isFinite(value),
  count: (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
  text:
    (longest: number): Shape<string> =>
    (value): value is string =>
      typeof value === "string" && value.length <= longest,
  bytes:
    (longest: number): Shape<Uint8Array> =>
    (value): value is Uint8Array =>
      value instanceof Uint8Array && value.byteLength <= longest,
  oneOf:
    <const T extends string>(...words: readonly T[]): Shape<T> =>
    (value): value is T =>
      typeof value === "string" && (words as readonly string[]).includes(value),
  optional:
    <T>(shape: Shape<T>): Shape<T | undefined> =>
    (value): value is T | undefined =>
      value === undefined || shape(value),
  either:
    <A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> =>
    (value): value is A | B =>
      a(value) || b(value),
  list:
    <T>(item: Shape<T>, longest: number): Shape<readonly T[]> =>
    (value): value is readonly T[] =>
      Array.isArray(value) && value.length <= longest && value.every((entry) => item(entry)),
  record:
    <T>(item: Shape<T>, most: number): Shape<Readonly<Record<string, T>>> =>
    (value): value is Readonly<Record<string, T>> => {
      if (!isPlain(value)) return false;
      const keys = Object.keys(value);
      return keys.length <= most && keys.every((key) => key.length <= 80 && key !== "__proto__" && item(value[key]));
    },
  object:
    <F extends Fields>(fields: F): Shape<Built<F>> =>
    (value): value is Built<F> =>
      isPlain(value) &&
      Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
      Object.keys(fields).every((key) => fields[key](Object.hasOwn(value, key) ? value[key] : undefined)),
} as const;

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/**
 * About how many bytes a message holds, counted no further than `enough`; a cycle or a depth above 64 counts as too much.
 * @cost time proportional to `enough` at most
 */
export function weigh(value: unknown, enough: number, depth = 0): number {
  if (depth > 64) return Number.POSITIVE_INFINITY;
  if (typeof value === "string") return value.length * 2;
  if (typeof value !== "object" || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let sum = 16;
  for (const key of Object.keys(value)) {
    sum += key.length * 2 + weigh((value as Record<string, unknown>)[key], enough - sum, depth + 1);
    if (sum > enough) return sum;
  }
  return sum;
}
