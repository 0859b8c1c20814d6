import type { Axis, Mark, Scene } from "./scene";

/**
 * The same picture of two runs, to stand next to each other: on the same axes, each under its run's name. What can be
 * taken hold of in the other run's picture is a dot there: a run that was kept does not change.
 *
 * @param isZoomed  the person has chosen the axes: they stay
 */
export function besideScenes(
  scene: Scene,
  name: string,
  other: Scene,
  otherName: string,
  { isZoomed = false }: { readonly isZoomed?: boolean } = {},
): readonly [Scene, Scene] {
  const shared = (own: Axis, theirs: Axis): Axis =>
    isZoomed || own.label !== theirs.label || own.scale !== theirs.scale || own.scale === "band"
      ? own
      : {
          ...own,
          domain: [Math.min(own.domain[0], theirs.domain[0]), Math.max(own.domain[1], theirs.domain[1])],
        };
  const on = (own: Scene, theirs: Scene, run: string): Scene => ({
    ...own,
    title: `${own.title} · ${run}`,
    x: shared(own.x, theirs.x),
    y: shared(own.y, theirs.y),
    ...(own.z === undefined || theirs.z === undefined ? {} : { z: shared(own.z, theirs.z) }),
  });
  const { clickHandle: _, ...still } = on(other, scene, otherName);
  return [
    on(scene, other, name),
    {
      ...still,
      id: `${other.id}${otherMark}`,
      marks: other.marks.map((mark) => held(mark, other.camera !== undefined)),
    },
  ];
}

/** What the id of the other run's scene has behind its own. */
const otherMark = "@other";

/** The id of a scene, whichever run it shows, and whether that is the other one. */
export function runOf(id: string): { readonly scene: string; readonly isOther: boolean } {
  const isOther = id.endsWith(otherMark);
  return { scene: isOther ? id.slice(0, -otherMark.length) : id, isOther };
}

function held(mark: Mark, isSpace: boolean): Mark {
  if (mark.kind !== "handle") return mark;
  const { id, at, ink } = mark;
  const points = isSpace ? [...at, 0] : [...at];
  return { kind: "dots", id, points, ink, radiusPx: 6, shape: "ring" };
}
