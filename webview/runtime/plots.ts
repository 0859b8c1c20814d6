import type { Scene, View } from "../../src/plot/scene";
import type { PlotEvents } from "../render/events";
import { createPlotView, type PlotView } from "../render/plot-view";
import type { Say } from "../ui/words";
import type { Theme } from "./theme";

/** The plots on a page, one for each scene id, lit together. */
export interface Plots {
  readonly elementOf: (scene: string) => HTMLElement;
  readonly show: (scenes: readonly Scene[], theme: Theme, say: Say) => void;
  readonly dispose: () => void;
}

export function createPlots(events: Omit<PlotEvents, "onLink">): Plots {
  const plots = new Map<string, PlotView>();
  const light = (link: string | undefined): void => {
    for (const plot of plots.values()) plot.light(link);
  };
  const plotOf = (scene: string): PlotView => {
    const known = plots.get(scene);
    if (known !== undefined) return known;
    const plot = createPlotView({ ...events, onLink: light });
    plots.set(scene, plot);
    return plot;
  };
  return {
    elementOf: (scene) => plotOf(scene).element,
    show: (scenes, theme, say) => {
      for (const scene of scenes) plotOf(scene.id).show(scene, theme, say);
      const shown = new Set(scenes.map((scene) => scene.id));
      for (const [id, plot] of plots) {
        if (shown.has(id)) continue;
        plot.dispose();
        plots.delete(id);
      }
    },
    dispose: () => {
      for (const plot of plots.values()) plot.dispose();
      plots.clear();
    },
  };
}

/** The view with one scene's domain set, or taken back to the demo's own. */
export function withDomain(view: View, scene: string, domain: View["domains"][string] | undefined): View {
  const { [scene]: _, ...domains } = view.domains;
  return { ...view, domains: domain === undefined ? domains : { ...domains, [scene]: domain } };
}

export function withCamera(view: View, scene: string, camera: Scene["camera"]): View {
  const { [scene]: _, ...cameras } = view.cameras;
  return { ...view, cameras: camera === undefined ? cameras : { ...cameras, [scene]: camera } };
}

/** What the zoom buttons do: about the middle of the picture; no factor takes the demo's own view again. */
export function zoomed(view: View, scene: Scene, factor: number | undefined): View {
  if (scene.camera !== undefined) {
    const zoom = factor === undefined ? undefined : Math.min(6, Math.max(0.4, scene.camera.zoom / factor));
    return withCamera(view, scene.id, zoom === undefined ? undefined : { ...scene.camera, zoom });
  }
  if (factor === undefined) return withDomain(view, scene.id, undefined);
  const around = ([low, high]: readonly [number, number], scale: string | undefined): readonly [number, number] => {
    if (scale === "log" && low > 0) {
      const middle = Math.sqrt(low * high);
      return [middle * (low / middle) ** factor, middle * (high / middle) ** factor];
    }
    const middle = (low + high) / 2;
    return [middle + (low - middle) * factor, middle + (high - middle) * factor];
  };
  return withDomain(view, scene.id, {
    x: around(scene.x.domain, scene.x.scale),
    y: around(scene.y.domain, scene.y.scale),
  });
}
