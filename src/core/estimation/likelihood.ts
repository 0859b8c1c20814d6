import type { Numbers, Vector } from "../num/dense";

/** Where the likelihood is highest. */
export interface Maximum {
  /**
   * `interior`: the score is zero there. `border`: an end of the parameter's range, where Fisher's information has no value.
   * `unbounded`: the likelihood grows beyond every bound towards `at`. `none`: no data.
   */
  readonly kind: "interior" | "border" | "unbounded" | "none";
  readonly at: readonly number[];
}

/** ln p(data|θ) of a family with p parameters, with everything that ascent, Newton's method and the three tests ask for. */
export interface Likelihood {
  /** Letters of the parameters, in order. */
  readonly letters: readonly string[];
  readonly n: number;
  /** Whether a point lies inside the range of the parameters. */
  contains(theta: Numbers): boolean;
  /** ℓ(θ); −∞ outside the range. */
  value(theta: Numbers): number;
  /** ∇ℓ [p]. */
  score(theta: Numbers): Vector;
  /** ∇²ℓ [p, p]; minus it is the observed information. */
  hessian(theta: Numbers): Vector;
  /** Fisher's expected information of the whole sample [p, p]. */
  information(theta: Numbers): Vector;
  readonly maximum: Maximum;
  /** The maximum with parameter `fixed` held at a value; undefined where there is none. */
  restricted(fixed: number, at: number): readonly number[] | undefined;
}
