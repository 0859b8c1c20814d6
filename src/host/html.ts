import type { Locale } from "../words/text";

/** What the frame of a page is made of; nothing in it comes from a person's text. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The webview's own source of files, as a content security policy names it. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly locale: Locale;
}

/** The policy of every page: our one script, our style sheet, workers from a blob, and no way out. */
export function policy({ cspSource, nonce }: Pick<PageParts, "cspSource" | "nonce">): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
    "worker-src blob:",
    "connect-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

export function pageHtml(parts: PageParts): string {
  const { script, style, nonce, locale } = parts;
  return `<!DOCTYPE html>
<html lang="${locale === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${style}" nonce="${nonce}">
<title>Nablascope</title>
</head>
<body>
<main id="app"></main>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** 128 random bits, so that no page can guess what another one may run. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
