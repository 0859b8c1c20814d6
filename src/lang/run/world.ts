import type { Answer } from "../answer";
import type { Context } from "../check/context";
import type { Maker } from "../check/maker";
import type { Entity } from "../check/scope";
import type { Limits } from "../limits";
import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import type { Statement } from "../syntax/tree";
import type { Subject } from "./subject";

/** What all statements of a session share. */
export interface World {
  readonly b: Builder;
  /** Symbols of named values and what stands behind them. */
  readonly values: Map<Node, Node>;
  readonly limits: Limits;
}

/** What a statement gives to the file. */
export interface Outcome {
  readonly defines: readonly Entity[];
  readonly answer?: Answer | undefined;
  readonly subject?: Subject | undefined;
}

/** One statement being evaluated. */
export interface Task {
  readonly world: World;
  readonly maker: Maker;
  readonly context: Context;
  readonly tree: Statement;
}
