import type { Embedded } from "./embedded.mjs";

export function openFirstWindow(options: {
  readonly extension: string;
  readonly home: string;
  readonly host?: string;
  readonly port?: number;
}): Promise<Embedded & { readonly opened: string }>;
