import { spawnSync } from "node:child_process";
import type { Case } from "./bench";
import { rowsOf, type Split } from "./forest-data";

const python = process.env["PYTHON"] ?? "python3";

/** Whether scikit-learn is there for the Python that runs here; `PYTHON=…` chooses another. */
export const hasScikit =
  spawnSync(python, ["-c", "import importlib.util as u, sys; sys.exit(0 if u.find_spec('sklearn') else 1)"]).status ===
  0;
if (!hasScikit)
  console.log(`${python} has no scikit-learn: the benches of forests run without it (PYTHON=… chooses a Python).`);

export const scikitName = "scikit-learn, 1 thread";

const script = `
import json, sys, time, warnings
import numpy as np
warnings.filterwarnings("ignore")
from sklearn.ensemble import RandomForestClassifier, HistGradientBoostingClassifier
splits = json.load(sys.stdin)
make = eval("lambda: " + sys.argv[1])
load = lambda s: tuple(np.array(s[k]) for k in ("train", "labels", "test", "truth"))
score = float(np.mean([make().fit(a, b).score(c, d) for a, b, c, d in map(load, splits)]))
a, b, _, _ = load(splits[0])
times = []
for _ in range(3):
    start = time.perf_counter()
    make().fit(a, b)
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps({"samplesMs": times, "accuracy": score}))
`;

/** Fits the first split three times; the accuracy is the mean over all splits. */
export function scikit(splits: readonly Split[], model: string): Case {
  const input = JSON.stringify(
    splits.map(({ train, labels, test, truth }) => ({
      train: rowsOf(train),
      labels: [...labels.of],
      test: rowsOf(test),
      truth: [...truth.of],
    })),
  );
  return {
    name: scikitName,
    setup: () =>
      hasScikit
        ? () => {
            const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
            const { stdout, stderr, status } = spawnSync(python, ["-c", script, model], {
              input,
              env,
              maxBuffer: 1 << 26,
            });
            if (status !== 0) throw new Error(`scikit-learn failed: ${stderr}`);
            return JSON.parse(String(stdout)) as unknown;
          }
        : undefined,
  };
}
