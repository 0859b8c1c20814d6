/** A gambler with i of N coins stakes one a game, won with probability p, until all or nothing is left. */
export interface Game {
  /** Coins at the start, 0 ≤ i ≤ N. */
  readonly i: number;
  readonly N: number;
  readonly p: number;
}

function checkGame({ i, N, p }: Game): void {
  if (!Number.isSafeInteger(N) || N < 1) throw new RangeError(`N must be a whole number ≥ 1, got ${N}`);
  if (!Number.isSafeInteger(i) || i < 0 || i > N)
    throw new RangeError(`i must be a whole number in [0, ${N}], got ${i}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability in [0, 1], got ${p}`);
}

/**
 * P(ruin) = ((q/p)^i − (q/p)^N)/(1 − (q/p)^N), 1 − i/N for p = ½; written so that neither powers overflow nor
 * differences cancel for p near ½.
 * @source Feller 1968, vol. 1, XIV.2
 */
export function ruinProbability(game: Game): number {
  checkGame(game);
  const { i, N, p } = game;
  if (i === 0 || i === N) return i === 0 ? 1 : 0;
  if (p === 0 || p === 1) return 1 - p;
  const L = Math.log1p((1 - 2 * p) / p);
  if (L === 0) return 1 - i / N;
  if (L > 0) return Math.expm1((i - N) * L) / Math.expm1(-N * L);
  return (Math.exp(i * L) * Math.expm1((N - i) * L)) / Math.expm1(N * L);
}

/** The mean number of games, i/(q − p) − N/(q − p) · (1 − (q/p)^i)/(1 − (q/p)^N); i(N − i) for p = ½. */
export function ruinDuration(game: Game): number {
  checkGame(game);
  const { i, N, p } = game;
  if (i === 0 || i === N) return 0;
  if (p === 0) return i;
  if (p === 1) return N - i;
  const lean = 1 - 2 * p;
  if (lean === 0) return i * (N - i);
  const L = Math.log1p(lean / p);
  if (Math.abs(N * L) > 1) return (i - N * (1 - ruinProbability(game))) / lean;
  // With g(x) = (eˣ − 1)/x the mean is i/(q − p) · (g(NL) − g(iL))/g(NL), the difference by its series: nothing cancels.
  const [x, y] = [i * L, N * L];
  let difference = 0;
  let [powerX, powerY, factorial] = [1, 1, 1];
  for (let k = 1; k < 25; k++) {
    powerX *= x;
    powerY *= y;
    factorial *= k + 1;
    difference += (powerY - powerX) / factorial;
  }
  return ((i / lean) * difference) / (Math.expm1(y) / y);
}

/** The game followed by its law, game after game. */
export interface RuinCourse {
  /** P(ruined by game t), t = 0…T. */
  readonly ruined: Float64Array;
  /** P(all won by game t). */
  readonly won: Float64Array;
  /** The law of the coins after T games, walls included. [N + 1] */
  readonly law: Float64Array;
}

/** Multiplies the law by the walk between absorbing walls, T times. @cost O(N T) */
export function ruinCourse(game: Game, T: number): RuinCourse {
  checkGame(game);
  const { i, N, p } = game;
  let law = new Float64Array(N + 1);
  law[i] = 1;
  const ruined = new Float64Array(T + 1);
  const won = new Float64Array(T + 1);
  ruined[0] = law[0]!;
  won[0] = law[N]!;
  for (let t = 1; t <= T; t++) {
    const next = new Float64Array(N + 1);
    next[0] = law[0]!;
    next[N] = law[N]!;
    for (let k = 1; k < N; k++) {
      next[k - 1]! += (1 - p) * law[k]!;
      next[k + 1]! += p * law[k]!;
    }
    law = next;
    ruined[t] = law[0]!;
    won[t] = law[N]!;
  }
  return { ruined, won, law };
}
