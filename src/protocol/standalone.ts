import type { DemoState } from "../demos/demo";
import type { Formula, Settings, Typesetting } from "./page";
import { demoState } from "./page";
import { is } from "./shape";

/** One demo as one HTML file that opens by double click, offline: page, worker, style, state and typeset formulas. */

/** What the file carries for the page: its state, and the formulas as they were typeset. */
export interface Boot {
  readonly state: DemoState;
  readonly settings: Settings;
  readonly typeset: readonly { readonly formula: Formula; readonly result: Typesetting }[];
  /** The files of the workspace that the state names. */
  readonly files: readonly { readonly path: string; readonly base64: string }[];
}

export interface StandaloneParts {
  readonly title: string;
  /** The page's bundled script (a module; the worker's text is inside) and its style sheet. */
  readonly script: string;
  readonly style: string;
  readonly boot: Boot;
  /** 128 random bits in base64 or hex. */
  readonly nonce: string;
}

/** Ids of the elements by which the page knows that it stands alone, and finds its own parts again. */
export const standaloneIds = {
  boot: "nablascope-boot",
  script: "nablascope-script",
  style: "nablascope-style",
} as const;

/** The HTML text. @throws RangeError when the nonce is not 16…64 letters, digits, `+`, `/`, `=`, `-` or `_` */
export function standaloneHtml({ title, script, style, boot, nonce }: StandaloneParts): string {
  if (!/^[\w+/=-]{16,64}$/.test(nonce)) throw new RangeError(`a nonce of 16…64 base64 characters, got ${nonce.length}`);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src 'nonce-${nonce}'`,
    "img-src data:",
    "worker-src blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  const lang = boot.settings.locale === "zh" ? "zh-CN" : "en";
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<title>${escapeHtml(title)}</title>
<style id="${standaloneIds.style}" nonce="${nonce}">
${style.replace(/<\/style/gi, "<\\/style")}
</style>
</head>
<body class="is-standalone">
<main id="root"></main>
<script id="${standaloneIds.boot}" type="application/json">${JSON.stringify(boot).replace(/</g, "\\u003c")}</script>
<script id="${standaloneIds.script}" type="module" nonce="${nonce}">
${guardScript(script)}
</script>
</body>
</html>
`;
}

/** A script that can stand in HTML: what would end its element or open a comment is only ever inside its strings. */
function guardScript(script: string): string {
  return script.replace(/<(\/script|!--)/gi, "\\x3c$1");
}

/** Reads the boot data of a file that may have been edited by hand. */
export function readBoot(text: string): Boot | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const { state, settings, typeset, files } = raw as Readonly<Record<string, unknown>>;
  const isSettings = is.object({ locale: is.oneOf("en", "zh"), reducedMotion: is.oneOf("auto", "on", "off") });
  if (!demoState(state) || !isSettings(settings)) return undefined;
  const known = Array.isArray(typeset) ? typeset.slice(0, 200).filter(isTypeset) : [];
  const isFile = is.object({ path: is.text(1_000), base64: is.text(24_000_000) });
  return { state, settings, typeset: known, files: Array.isArray(files) ? files.slice(0, 16).filter(isFile) : [] };
}

function isTypeset(entry: unknown): entry is Boot["typeset"][number] {
  if (typeof entry !== "object" || entry === null) return false;
  const { formula, result } = entry as Readonly<Record<string, unknown>>;
  const isFormula = is.object({
    tex: is.text(8_192),
    display: is.truth,
    slots: is.optional(is.record(is.text(80), 64)),
  });
  return isFormula(formula) && is.object({ svg: is.text(500_000) })(result);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
