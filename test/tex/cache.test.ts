import { describe, expect, test } from "vitest";
import { createByteCache } from "../../src/tex/cache";

describe("a cache bounded in bytes", () => {
  const make = (bytes: number) => createByteCache<string>(bytes, (value) => value.length);
  test("never holds more than its bound, and forgets what was not used for longest", () => {
    const cache = make(30);
    cache.set("a", "x".repeat(8));
    cache.set("b", "x".repeat(8));
    cache.set("c", "x".repeat(8));
    expect(cache.get("a")).toBe("x".repeat(8));
    cache.set("d", "x".repeat(8));
    expect(cache.get("b")).toBeUndefined();
    expect(cache.get("a")).toBeDefined();
    expect(cache.bytes).toBeLessThanOrEqual(30);
  });
  test("does not keep what is larger than the whole of it", () => {
    const cache = make(10);
    cache.set("a", "x".repeat(100));
    expect(cache.get("a")).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });
  test("counts a replaced value once", () => {
    const cache = make(100);
    cache.set("a", "x".repeat(50));
    cache.set("a", "x".repeat(10));
    expect(cache.bytes).toBe(12);
    cache.clear();
    expect(cache.bytes).toBe(0);
  });
  test("refuses a bound that is none", () => {
    expect(() => make(Number.NaN)).toThrow(RangeError);
    expect(() => make(-1)).toThrow("maxBytes must be at least 0, got -1");
  });
});
