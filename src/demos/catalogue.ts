import type { Text } from "../words/text";
import type { AnyDemo } from "./demo";
import { card as ensembleCard } from "./ensemble/card";
import { card as estimationCard } from "./estimation/card";
import { card as gradientCard } from "./gradient/card";
import { card as kdtreeCard } from "./kdtree/card";
import { card as quadraticCard } from "./quadratic/card";
import { card as walkCard } from "./walk/card";

/** Every demo there is; a new id does not compile until its row, here, is whole. */
export const demoIds = ["quadratic", "gradient", "kdtree", "estimation", "walk", "ensemble"] as const;
export type DemoId = (typeof demoIds)[number];

export type Topic = "optimisation" | "calculus" | "neighbours" | "statistics" | "chance" | "ensembles";

export const topics: { readonly [T in Topic]: Text } = {
  optimisation: { en: "Optimisation", zh: "最优化" },
  calculus: { en: "Calculus", zh: "微积分" },
  neighbours: { en: "Nearest neighbours", zh: "近邻" },
  statistics: { en: "Statistics", zh: "统计" },
  chance: { en: "Chance", zh: "概率" },
  ensembles: { en: "Ensembles", zh: "集成学习" },
};

/** What the gallery, the commands and the walkthrough know of a demo without loading it. */
export interface CatalogueRow {
  readonly title: Text;
  readonly sentence: Text;
  readonly topic: Topic;
  load(): Promise<AnyDemo>;
}

export const catalogue: { readonly [Id in DemoId]: CatalogueRow } = {
  quadratic: {
    ...quadraticCard,
    topic: "optimisation",
    load: async () => (await import("./quadratic/index")).demo,
  },
  gradient: {
    ...gradientCard,
    topic: "calculus",
    load: async () => (await import("./gradient/index")).demo,
  },
  kdtree: {
    ...kdtreeCard,
    topic: "neighbours",
    load: async () => (await import("./kdtree/index")).demo,
  },
  estimation: {
    ...estimationCard,
    topic: "statistics",
    load: async () => (await import("./estimation/index")).demo,
  },
  walk: {
    ...walkCard,
    topic: "chance",
    load: async () => (await import("./walk/index")).demo,
  },
  ensemble: {
    ...ensembleCard,
    topic: "ensembles",
    load: async () => (await import("./ensemble/index")).demo,
  },
};

/** Whether a text names a demo. */
export function isDemoId(id: string): id is DemoId {
  return (demoIds as readonly string[]).includes(id);
}
