import type { DemoState } from "../../src/demos/demo";
import { tableCsv } from "../../src/plot/csv";
import { heightFor, layoutScene } from "../../src/plot/layout";
import { paletteFor } from "../../src/plot/palette";
import { scenePdf } from "../../src/plot/pdf";
import type { Scene } from "../../src/plot/scene";
import { sceneSvg } from "../../src/plot/svg";
import type { Settings } from "../../src/protocol/page";
import { type Boot, standaloneHtml } from "../../src/protocol/standalone";
import type { Frame } from "../../src/protocol/work";
import { paint } from "../render/canvas";

/** Pictures leave the page on a white ground, 720 px wide: that is what papers and slides take. */
const widthPx = 720;
const size = (scene: Scene): { widthPx: number; heightPx: number } => ({
  widthPx,
  heightPx: heightFor(scene, widthPx) + 36,
});
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface Exported {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function exportScene(scene: Scene, kind: "svg" | "pdf" | "png" | "csv", stem: string): Promise<Exported> {
  const name = `${stem}-${scene.id}.${kind}`;
  switch (kind) {
    case "svg":
      return { name, bytes: encode(sceneSvg(scene, { ...size(scene), theme: "light" })) };
    case "pdf":
      return { name, bytes: scenePdf(scene, { ...size(scene), theme: "light" }) };
    case "csv":
      return { name, bytes: encode(tableCsv(scene.table)) };
    case "png":
      return { name, bytes: await png(scene) };
  }
}

async function png(scene: Scene): Promise<Uint8Array> {
  const { heightPx } = size(scene);
  const canvas = new OffscreenCanvas(widthPx * 2, heightPx * 2);
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new Error("no canvas");
  context.scale(2, 2);
  const picture = layoutScene(scene, { widthPx, heightPx, titled: true });
  const brush = { palette: paletteFor("light"), fontFamily: "system-ui, sans-serif", lit: new Set<number>(), ratio: 2 };
  // An offscreen context draws like an onscreen one; only the types differ.
  paint(context as unknown as CanvasRenderingContext2D, picture, brush);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await blob.arrayBuffer());
}

/** A file of the workspace that goes with a demo. */
export interface TakenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** State, checks and every table of the demo, and the files that the state names. */
export function exportJson(state: DemoState, frame: Frame, files: readonly TakenFile[]): Exported {
  const tables = Object.fromEntries(
    frame.scenes.map(({ id, title, description, table }) => [id, { title, description, ...table }]),
  );
  const { checks, notes, narration, steps } = frame;
  const bytes = encode(
    `${JSON.stringify({ ...state, steps, narration, checks, notes, tables, files: files.map(carried) }, null, 2)}\n`,
  );
  return { name: `${state.demo}.json`, bytes };
}

/** The whole demo as one file. */
export function exportHtml(
  title: string,
  state: DemoState,
  settings: Settings,
  typeset: Boot["typeset"],
  files: readonly TakenFile[],
  parts: { readonly script: string; readonly style: string },
): Exported {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const html = standaloneHtml({
    ...parts,
    title,
    nonce,
    boot: { state, settings, typeset, files: files.map(carried) },
  });
  return { name: `${state.demo}.html`, bytes: encode(html) };
}

/** A file as JSON holds it. */
const carried = ({ path, bytes }: TakenFile): Boot["files"][number] => ({ path, base64: toBase64(bytes) });

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_190)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 8_190))));
  return parts.join("");
}
