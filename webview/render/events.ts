import type { Scene } from "../../src/plot/scene";

/** What a plot tells the frame. */
export interface PlotEvents {
  readonly onDomain: (
    scene: string,
    domain: { x: readonly [number, number]; y: readonly [number, number] } | undefined,
  ) => void;
  readonly onCamera: (scene: string, camera: Scene["camera"] | undefined) => void;
  readonly onDrag: (handle: string, x: number, y: number) => void;
  /** A click on the empty picture; absent where no scene takes one. */
  readonly onClick?: (scene: string, x: number, y: number) => void;
  /** Delete on a handle; absent where none can be removed. */
  readonly onRemove?: (handle: string) => void;
  readonly onProbe: (scene: string, x: number, y: number, tell: (text: string) => void) => void;
  readonly onLink: (link: string | undefined) => void;
  readonly onFocus: (scene: string) => void;
}
