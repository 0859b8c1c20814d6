import type { Param } from "../demo";
import { moreParams } from "./params-more";
import { pointParams } from "./params-points";
import { queryParams } from "./params-query";

export const params: readonly Param[] = [...pointParams, ...queryParams, ...moreParams];
