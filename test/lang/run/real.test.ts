import { expect, test } from "vitest";
import { floatText } from "../../../src/lang/run/real";

test("a float keeps its power of ten whatever zeros it ends in", () => {
  expect(floatText(-1.478520228747086e-10, 6)).toBe("−1.47852e−10");
  expect(floatText(2e-20, 6)).toBe("2e−20");
  expect(floatText(1.5e100, 6)).toBe("1.5e100");
  expect(floatText(3e20, 6)).toBe("3e20");
});

test("a float read back is the double rounded to its digits", () => {
  for (let power = -300; power <= 300; power += 7) {
    for (const mantissa of [1, -1.2, 9.99999949, 5.000005, -7.25]) {
      const x = Number(`${mantissa}e${power}`);
      expect(Number(floatText(x, 6).replaceAll("−", "-"))).toBe(Number(x.toPrecision(6)));
    }
  }
});

test("trailing zeros go, zeros of a whole number stay", () => {
  expect(floatText(0.25, 6)).toBe("0.25");
  expect(floatText(1200, 6)).toBe("1200");
  expect(floatText(100000000, 6)).toBe("100000000");
});
