/** Rows of words, each with a class: what a naive Bayes classifier counts. */
export interface Labelled {
  /** [rows][features] */
  readonly features: readonly (readonly string[])[];
  readonly classes: readonly string[];
}

/** The counts behind every probability, so that a table can show them. */
export interface NaiveBayes {
  readonly lambda: number;
  readonly rows: number;
  /** Classes and each feature's words, in order of first appearance. */
  readonly classes: readonly string[];
  readonly words: readonly (readonly string[])[];
  /** [class] */
  readonly classCounts: readonly number[];
  /** [feature][word][class] */
  readonly counts: readonly (readonly (readonly number[])[])[];
}

const distinct = (list: readonly string[]): string[] => [...new Set(list)];

/**
 * @param lambda  what is added to each count: 0 is maximum likelihood, 1 Laplace's smoothing, which is the posterior mean under a
 * Dirichlet prior with every α = λ (and the MAP for α = λ + 1)
 * @throws RangeError unless λ ≥ 0 and rows and classes are equally many, at least one
 */
export function fitNaiveBayes({ features, classes: labels }: Labelled, lambda: number): NaiveBayes {
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) throw new RangeError(`lambda must be ≥ 0, got ${lambda}`);
  if (features.length !== labels.length || labels.length === 0) {
    throw new RangeError(`classes must hold ${features.length} ≥ 1 labels, got ${labels.length}`);
  }
  const width = features[0]!.length;
  const ragged = features.findIndex((row) => row.length !== width);
  if (ragged >= 0) throw new RangeError(`row ${ragged} must hold ${width} features, got ${features[ragged]!.length}`);
  const classes = distinct(labels);
  const words = Array.from({ length: width }, (_, j) => distinct(features.map((row) => row[j]!)));
  const count = (holds: (row: readonly string[]) => boolean): number[] =>
    classes.map((c) => features.filter((row, i) => labels[i] === c && holds(row)).length);
  return {
    lambda,
    rows: labels.length,
    classes,
    words,
    classCounts: count(() => true),
    counts: words.map((list, j) => list.map((word) => count((row) => row[j] === word))),
  };
}

/** (n_c + λ)/(N + Kλ) of each class. */
export function classProbabilities({ lambda, rows, classCounts }: NaiveBayes): number[] {
  return classCounts.map((n) => (n + lambda) / (rows + classCounts.length * lambda));
}

/** (n_{w,c} + λ)/(n_c + S λ) of a word in each class; an unseen word has the count 0 and no place among the S. */
export function wordProbabilities(
  { lambda, words, counts, classCounts }: NaiveBayes,
  feature: number,
  word: string,
): number[] {
  const list = words[feature];
  if (!list) throw new RangeError(`feature must be below ${words.length}, got ${feature}`);
  const at = list.indexOf(word);
  return classCounts.map((n, c) => ((at < 0 ? 0 : counts[feature]![at]![c]!) + lambda) / (n + list.length * lambda));
}

export interface Verdict {
  /** P(c) Π P(xⱼ|c) of each class. */
  readonly joint: readonly number[];
  /** The same, scaled to sum to one; NaN when all are zero. */
  readonly posterior: readonly number[];
  /** The most probable classes: several on a tie, all when every joint is zero. */
  readonly best: readonly string[];
}

/** @param row  one word for each feature */
export function classify(model: NaiveBayes, row: readonly string[]): Verdict {
  if (row.length !== model.words.length)
    throw new RangeError(`row must hold ${model.words.length} words, got ${row.length}`);
  const joint = classProbabilities(model);
  row.forEach((word, j) => {
    wordProbabilities(model, j, word).forEach((p, c) => {
      joint[c] = joint[c]! * p;
    });
  });
  const sum = joint.reduce((total, p) => total + p, 0);
  const top = Math.max(...joint);
  return {
    joint,
    posterior: joint.map((p) => p / sum),
    best: model.classes.filter((_, c) => joint[c] === top),
  };
}
