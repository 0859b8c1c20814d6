import type { Objective } from "../../core/quadratic/objective";
import { type Session, viewOf } from "../session";
import { objectiveIn } from "./optimise";
import { scalarised } from "./quadratic";

const kept = new WeakMap<object, Objective>();

/**
 * Value, gradient and Hessian of a function of the file by its name, in floating point, over its scalar coordinates: what the
 * panel draws from. The same function of an unchanged file gives the same object.
 *
 * @returns undefined when no such function is there, or it has letters without values
 */
export function samplerOf(session: Session, name: string): Objective | undefined {
  const { entities, world } = viewOf(session);
  const entity = entities.get(name);
  if (entity?.kind !== "function") return undefined;
  const known = kept.get(entity);
  if (known) return known;
  const f = scalarised(world, entity.fn);
  const objective = f && objectiveIn(world, f);
  if (objective) kept.set(entity, objective);
  return objective;
}
