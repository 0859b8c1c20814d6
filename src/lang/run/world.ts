import type { Answer } from "../answer";
import type { Context } from "../check/context";
import type { Maker } from "../check/maker";
import type { Entity, Fact } from "../check/scope";
import type { DataFile, LoadFile } from "../data-file";
import type { Limits } from "../limits";
import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import type { Statement } from "../syntax/tree";
import type { CodeFile } from "./code-file";
import type { Subject } from "./subject";

/** What all statements of a session share. */
export interface World {
  readonly b: Builder;
  /** Symbols of named values and what stands behind them. */
  readonly values: Map<Node, Node>;
  readonly limits: Limits;
  /** Scalars that facts say are > 0, and to which assumptions are added that the answer then names; signs are decided with them. */
  readonly positive?: Node[];
  /** Told of every fault of the engine's own, whole, with the statement that met it. */
  readonly onFault?: (error: unknown, statement: string) => void;
  /** Absent where no files can be read. */
  readonly loadFile?: LoadFile | undefined;
}

/** As much of it as algebra needs. */
export type Ground = Pick<World, "b" | "positive">;

/** What a statement gives to the file. */
export interface Outcome {
  readonly defines: readonly Entity[];
  /** What is assumed from here on. */
  readonly facts?: readonly Fact[];
  readonly answer?: Answer | undefined;
  readonly subject?: Subject | undefined;
  /** Source code that the statement makes. */
  readonly files?: readonly CodeFile[] | undefined;
  /** The data file that it read, as it was then. */
  readonly read?: { readonly path: string; readonly file: DataFile } | undefined;
}

/** One statement being evaluated. */
export interface Task {
  readonly world: World;
  readonly maker: Maker;
  readonly context: Context;
  readonly tree: Statement;
}
