export const entries: readonly {
  readonly from: string;
  readonly to: string;
  readonly platform: "node" | "browser";
  readonly format: "cjs" | "esm" | "iife";
  readonly external?: readonly string[];
}[];
