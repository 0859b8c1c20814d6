import { seedXoshiro } from "../num/xoshiro";
import { checkWalkers, type Walkers, wordsOf } from "./simulate";
import { fillSteps } from "./steps";

/** Where the walks of a crowd were level with their start. */
export interface Zeros {
  /** The last step at which S is 0; 0 where the walk never comes back. [walkers] */
  readonly last: Int32Array;
  /** How many of S₁…S_n are 0. [walkers] */
  readonly count: Int32Array;
}

/** The zeros of the very walks whose ends `finalPositions` gives. @cost about 2 ns a step */
export function zeros(crowd: Walkers): Zeros {
  checkWalkers(crowd);
  const { walkers, steps, p = 0.5 } = crowd;
  const last = new Int32Array(walkers);
  const count = new Int32Array(walkers);
  const state = seedXoshiro(crowd.seed, crowd.stream);
  const bits = new Int32Array(2 * wordsOf(steps).words);
  for (let w = 0; w < walkers; w++) {
    fillSteps(bits, state, p);
    let [at, latest, met] = [0, 0, 0];
    for (let step = 0; step < steps; step++) {
      at += ((bits[step >> 5] >>> (step & 31)) & 1) * 2 - 1;
      if (at === 0) {
        latest = step + 1;
        met++;
      }
    }
    last[w] = latest;
    count[w] = met;
  }
  return { last, count };
}
