import type { Values } from "../demo";

/** When a control of this demo is shown. */

export const group = {
  data: { en: "Points", zh: "点集" },
  tree: { en: "Tree", zh: "树" },
  query: { en: "Query", zh: "查询" },
  high: { en: "Dimensions", zh: "维数" },
  match: { en: "Descriptors", zh: "描述子" },
} as const;

type When = (values: Values) => boolean;

/** While one of these subjects is looked at. */
export const on =
  (...subjects: readonly string[]): When =>
  (values) =>
    subjects.includes(String(values["subject"]));

export const isPlane: When = on("search", "regions", "rivals");
export const isSearch: When = on("search");

/** While points are drawn by a generator. */
export const isMade: When = (values) =>
  isPlane(values) && !["six", "iris", "hand", "own"].includes(String(values["data"]));

/** While a search for one of these is played. */
export const asks =
  (...kinds: readonly string[]): When =>
  (values) =>
    isSearch(values) && values["story"] === "search" && kinds.includes(String(values["type"]));

export const isQueue: When = (values) => asks("nearest")(values) && values["order"] === "queue";
