/** A picture of what stays the same from frame to frame. */
export interface Still {
  readonly bitmap: ImageBitmap;
  /** The corners of the bitmap in data: left, top, right, bottom. */
  readonly corners: readonly [number, number, number, number];
}

/** Pictures that are kept: what is drawn, in what style, and where its data lies. */
export interface Stills {
  /** The picture for this place; the last one of the same content for another place; or the one that `make` draws. */
  readonly get: (
    of: string,
    place: string,
    isMoving: boolean,
    make: () => Still,
  ) => Still & { readonly isStale: boolean };
  readonly clear: () => void;
}

const mostKept = 8;

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
      const isElsewhere = asked.get(of) !== place;
      asked.set(of, place);
      // While a person pans or zooms, the last picture is moved along; a new one is drawn when they rest.
      if (isMoving && isElsewhere && !kept.has(key) && before !== undefined) return { ...before, isStale: true };
      const still = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, still);
      latest.set(of, key);
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) drop(oldest);
      for (const [content, at] of latest) {
        if (kept.has(at)) continue;
        latest.delete(content);
        asked.delete(content);
      }
      return { ...still, isStale: false };
    },
    clear: () => {
      for (const key of [...kept.keys()]) drop(key);
      latest.clear();
      asked.clear();
    },
  };
}
