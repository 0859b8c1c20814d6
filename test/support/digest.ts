import { createHash } from "node:crypto";

/** A value to compare with another: its long arrays of numbers as digests, which are told apart a thousand times faster. */
export function digested(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${value.byteLength} ${createHash("sha1").update(bytes).digest("hex")}`;
  }
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, digested(inner)]));
  if (value instanceof Set) return value;
  if (Array.isArray(value)) return value.map(digested);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, digested(inner)]));
}
