import type { Text } from "../../words/text";
import { show } from "../number";

export const climberNames: { readonly [id: string]: Text } = {
  gradient: { en: "gradient ascent", zh: "梯度上升" },
  newton: { en: "Newton–Raphson", zh: "牛顿–拉夫森" },
  scoring: { en: "Fisher scoring", zh: "费舍尔得分法" },
};

export const looks = {
  gradient: { ink: "series1", dash: "solid", shape: "circle" },
  newton: { ink: "series2", dash: "dashed", shape: "square" },
  scoring: { ink: "series3", dash: "dotted", shape: "triangle" },
} as const;

export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

export const tabled = (value: number): number | string => (Number.isFinite(value) ? value : show(value));
