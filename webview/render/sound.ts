import type { Tone } from "../../src/demos/demo";
import type { LineMark, Scene } from "../../src/plot/scene";

/** The line of a scene that can be listened to: a curve over x, not a path in a plane, an edge or an outline. */
export function heardLine(scene: Scene): LineMark | undefined {
  if (scene.camera !== undefined || scene.equal === true) return undefined;
  return scene.marks.find(
    (mark): mark is LineMark => mark.kind === "line" && mark.closed !== true && mark.points.length >= 6,
  );
}

/** Three octaves from the a below middle c. */
const pitch = (height: number): number => 220 * 2 ** (3 * Math.min(1.2, Math.max(-0.2, height)));
const loud = 0.08;

/** A short note for each step, one after the other; `close` gives the loudspeaker back. */
export function createTones(): { readonly play: (tone: Tone) => void; readonly close: () => void } {
  let context: AudioContext | undefined;
  return {
    play: ({ height, side }) => {
      context ??= new AudioContext();
      const seconds = 0.14;
      const now = context.currentTime;
      const tone = context.createOscillator();
      const volume = context.createGain();
      const pan = context.createStereoPanner();
      tone.connect(volume).connect(pan).connect(context.destination);
      tone.frequency.setValueAtTime(pitch(height), now);
      pan.pan.setValueAtTime(Math.min(1, Math.max(-1, side)), now);
      // Faded in and out: a note that is cut off clicks.
      volume.gain.setValueAtTime(0, now);
      volume.gain.linearRampToValueAtTime(loud, now + 0.015);
      volume.gain.linearRampToValueAtTime(0, now + seconds);
      tone.start();
      tone.stop(now + seconds);
    },
    close: () => {
      if (context !== undefined && context.state !== "closed") void context.close();
      context = undefined;
    },
  };
}

/** Plays the first line of a scene: left to right in two seconds, pitch for height. Returns how to stop it. */
export function playLine(scene: Scene): () => void {
  const line = heardLine(scene);
  if (line === undefined) return () => undefined;
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const pan = context.createStereoPanner();
  tone.connect(volume).connect(pan).connect(context.destination);
  const seconds = 2;
  const count = line.points.length / 2;
  const height = (value: number): number => {
    const { domain, scale } = scene.y;
    const position = (v: number): number => (scale === "log" ? Math.log(Math.max(v, domain[0], Number.MIN_VALUE)) : v);
    return (position(value) - position(domain[0])) / (position(domain[1]) - position(domain[0]) || 1);
  };
  for (let k = 0; k < count; k++) {
    const at = context.currentTime + (seconds * k) / Math.max(1, count - 1);
    const share = height(line.points[2 * k + 1]);
    const isHeard = Number.isFinite(share);
    volume.gain.setValueAtTime(isHeard ? loud : 0, at);
    if (isHeard) tone.frequency.linearRampToValueAtTime(pitch(share), at);
    pan.pan.setValueAtTime((2 * k) / Math.max(1, count - 1) - 1, at);
  }
  const stop = (): void => {
    if (context.state !== "closed") void context.close();
  };
  tone.onended = stop;
  tone.start();
  tone.stop(context.currentTime + seconds);
  return stop;
}
