import { describe, expect, test } from "vitest";
import { newNonce, pageHtml, policy } from "../../src/host/html";

const parts = {
  script: "https://host/main.js",
  style: "https://host/main.css",
  cspSource: "https://host",
  nonce: "0123",
  locale: "zh" as const,
};

describe("the frame of a page", () => {
  test("forbids everything that is not named, and names no inline script or style", () => {
    const rules = policy(parts);
    expect(rules).toContain("default-src 'none'");
    expect(rules).toContain("connect-src 'none'");
    expect(rules).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(rules).toMatch(/script-src 'nonce-0123' 'wasm-unsafe-eval'/);
  });

  test("has one script with the nonce, and the display language", () => {
    const html = pageHtml(parts);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script type="module" nonce="0123" src="https://host/main.js">');
    expect(html).toContain('lang="zh-CN"');
    expect(html).not.toMatch(/\son\w+=|style="/);
  });

  test("two nonces differ and have 128 bits", () => {
    const all = new Set(Array.from({ length: 200 }, newNonce));
    expect(all.size).toBe(200);
    for (const nonce of all) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});
