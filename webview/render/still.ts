/** A picture of what stays the same from frame to frame. */
export interface Still {
  readonly bitmap: ImageBitmap;
  /** The corners of the bitmap in data: left, top, right, bottom. */
  readonly corners: readonly [number, number, number, number];
}

/** Pictures that are kept: what is drawn, in what style, and where its data lies. */
export interface Stills {
  /**
   * The picture for this place, which `make` draws if it is not there. While the view moves: the last one of the same
   * content for another place, or nothing for a content that was not seen before, which may never come again.
   */
  readonly get: (
    of: string,
    place: string,
    isMoving: boolean,
    make: () => Still,
  ) => (Still & { readonly isStale: boolean }) | undefined;
  readonly clear: () => void;
}

const mostKept = 8;
const mostAsked = 64;

export function createStills(): Stills {
  const kept = new Map<string, Still>();
  const latest = new Map<string, string>();
  const asked = new Map<string, string>();
  const drop = (key: string): void => {
    kept.get(key)?.bitmap.close();
    kept.delete(key);
  };
  return {
    get: (of, place, isMoving, make) => {
      const key = `${of}\n${place}`;
      const before = kept.get(latest.get(of) ?? "");
      const isNew = asked.get(of) !== place;
      asked.delete(of);
      asked.set(of, place);
      if (asked.size > mostAsked) asked.delete(asked.keys().next().value as string);
      // While a person pans or zooms, the last picture is moved along; a new one is drawn when they rest.
      if (isMoving && isNew && !kept.has(key)) return before && { ...before, isStale: true };
      const still = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, still);
      latest.set(of, key);
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) drop(oldest);
      for (const [content, at] of latest) if (!kept.has(at)) latest.delete(content);
      return { ...still, isStale: false };
    },
    clear: () => {
      for (const key of [...kept.keys()]) drop(key);
      latest.clear();
      asked.clear();
    },
  };
}
