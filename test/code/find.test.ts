import { describe, expect, test } from "vitest";
import { families } from "../../src/code/families";
import { createCodeIndex } from "../../src/code/find";
import { readImports } from "../../src/code/imports";
import { callRows, nameRows } from "../../src/code/names";
import { demoIds } from "../../src/demos/catalogue";
import { knowsLanguage } from "../../src/formula/find";
import { formulaLanguages } from "../../src/manifest/contributes";

/** The demo and the name at `‸`, or nothing. */
const at = (marked: string, languageId = "python"): string | undefined => {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const use = createCodeIndex(text, languageId).at(offset);
  if (use === undefined) return undefined;
  expect(text.slice(use.from, use.to)).toContain(use.name);
  return `${use.demo} ${use.name}`;
};

describe("a name in Python leads to its demo", () => {
  test.each([
    ["from scipy.spatial import KD‸Tree", "kdtree KDTree"],
    ["from sklearn.neighbors import KDTree, NearestNeigh‸bors as NN", "kdtree NearestNeighbors"],
    ["from sklearn.neighbors import NearestNeighbors as NN\nmodel = N‸N(5)", "kdtree NN"],
    ["tree = scipy.spatial.cKDTree‸(points)", "kdtree cKDTree"],
    ["import scipy.spatial as sp\nsp.K‸DTree(x)", "kdtree KDTree"],
    ["clf = RandomForest‸Classifier(100)", "ensemble RandomForestClassifier"],
    [
      "from sklearn.ensemble import (\n    BaggingClassifier,  # bags\n    AdaBoost‸Classifier,\n)",
      "ensemble AdaBoostClassifier",
    ],
    ["import xgboost as xgb\nxgb.tr‸ain(params, d)", "ensemble train"],
    ["m = xgb.XGB‸Classifier()", "ensemble XGBClassifier"],
    ["GradientBoostingRegressor‸()", "ensemble GradientBoostingRegressor"],
    ["import scipy.stats\nscipy.stats.be‸ta(2, 3)", "estimation beta"],
    ["from scipy import stats\np = stats.be‸ta.pdf(x, 2, 3)", "estimation beta"],
    ["from scipy.stats import beta\nbe‸ta(2, 3).interval(0.95)", "estimation beta"],
    ["from scipy.stats import *\nbe‸ta(2, 3)", "estimation beta"],
    ["from sklearn.linear_model import Ri‸dge", "estimation Ridge"],
    ["from scipy.sparse.linalg import cg\nx, info = c‸g(A, b)", "quadratic cg"],
    ["import scipy.sparse.linalg as sla\nsla.c‸g(A, b)", "quadratic cg"],
    ["x = scipy.optimize.minimize(f, x0, method=‸'CG')", "quadratic minimize(f, x0, method='CG'"],
    ["import torch\ng, = torch.autograd.gr‸ad(y, x)", "gradient grad"],
    ["from torch.autograd import grad\ngr‸ad(y, x)", "gradient grad"],
    ["import jax\njax.value_and_gr‸ad(f)(x)", "gradient value_and_grad"],
    ["with tf.Gradient‸Tape() as tape:", "gradient GradientTape"],
    ["steps = np.random.choi‸ce([-1, 1], size=n)", "walk np.random.choice([-1, 1]"],
    ["steps = rng.choice([1, -1]‸, n)", "walk rng.choice([1, -1]"],
    ["s = 2 * rng.integers(0, 2, n)‸ - 1", "walk 2 * rng.integers(0, 2, n) - 1"],
    ["s = np.random.randint(0, 2, n) * 2‸ - 1", "walk np.random.randint(0, 2, n) * 2 - 1"],
    ["step = random.choice((-1‸, 1))", "walk random.choice((-1, 1)"],
  ])("%j", (text, found) => expect(at(text)).toBe(found));
});

describe("a name in another language leads to its demo", () => {
  test.each([
    ["julia", "using NearestNeighbors\ntree = KD‸Tree(data)", "kdtree KDTree"],
    ["julia", "using NearestNeighbors\nidxs, d = kn‸n(tree, p, 3)", "kdtree knn"],
    ["julia", "using Distributions\nd = Be‸ta(2, 3)", "estimation Beta"],
    ["julia", "import ForwardDiff\nForwardDiff.gra‸dient(f, x)", "gradient gradient"],
    ["julia", "using Zygote: gradient as g\ng‸(f, x)", "gradient g"],
    ["julia", "using IterativeSolvers\nc‸g!(x, A, b)", "quadratic cg!"],
    ["julia", "steps = rand([-1, 1]‸, n)", "walk rand([-1, 1]"],
    ["julia", "steps = rand(rng, (-1, 1)‸, n)", "walk rand(rng, (-1, 1)"],
    ["r", "library(randomForest)\nm <- random‸Forest(y ~ ., d)", "ensemble randomForest"],
    ["r", "m <- ranger::ran‸ger(y ~ ., d)", "ensemble ranger"],
    ["r", "library(MASS)\nfit‸distr(x, 'gamma')", "estimation fitdistr"],
    ["r", "y <- dbe‸ta(x, 2, 3)", "estimation dbeta"],
    ["r", "library(FNN)\nget.k‸nn(x, 5)", "kdtree get.knn"],
    ["r", "s <- sample(c(-1, 1)‸, n, replace = TRUE)", "walk sample(c(-1, 1)"],
    ["r", 'optim(x, f, method = ‸"CG")', 'quadratic optim(x, f, method = "CG"'],
    ["typescript", 'import KDBush from "kdbush";\nnew KD‸Bush(9)', "kdtree KDBush"],
    ["typescript", 'import { kdTree as T } from "kd-tree-javascript";\nnew T‸(p)', "kdtree T"],
    ["javascript", 'import * as tf from "@tensorflow/tfjs";\ntf.gr‸ad(f)', "gradient grad"],
    ["javascript", 'const { derivative } = require("mathjs");\nderiva‸tive(f, "x")', "gradient derivative"],
    ["javascript", "const s = Math.random() < 0.5‸ ? -1 : 1;", "walk Math.random() < 0.5 ? -1 : 1"],
    ["typescript", 'import { RandomForestClassifier as R } from "ml-random-forest";\nnew R‸()', "ensemble R"],
    ["matlab", "idx = knn‸search(X, Y);", "kdtree knnsearch"],
    ["matlab", "x = pc‸g(A, b);", "quadratic pcg"],
    ["matlab", "s = 2*randi([0 1], n, 1)‸ - 1;", "walk 2*randi([0 1], n, 1) - 1"],
    ["cpp", "Eigen::Conjugate‸Gradient<SparseMatrix<double>> cg;", "quadratic ConjugateGradient"],
    ["cpp", "using namespace cv::ml;\nPtr<RTr‸ees> f;", "ensemble RTrees"],
    ["rust", "use kiddo::KdTr‸ee;", "kdtree KdTree"],
    ["java", "new GBTCla‸ssifier()", "ensemble GBTClassifier"],
  ])("%s: %j", (language, text, found) => expect(at(text, language)).toBe(found));
});

describe("nothing is found", () => {
  test.each([
    ["in a comment", "python", "# a KDT‸ree would be faster"],
    ["in a string", "python", 's = "KDT‸ree"'],
    ["in a docstring", "python", 'def f():\n    """Uses a KDT‸ree."""'],
    ["in a long string", "python", "s = '''\nKDT‸ree\n'''"],
    ["in a comment behind code", "python", "x = 1  # KDT‸ree"],
    ["in a block comment", "typescript", "/* KDBu‸sh */"],
    ["in a template", "typescript", "const s = `KDBu‸sh`;"],
    ["in a line comment", "cpp", "// Eigen::Conjugate‸Gradient"],
    ["in a nested comment", "julia", "#= #= =# KDT‸ree =#"],
    ["in a Markdown text", "markdown", "A KDT‸ree is a tree."],
    ["in a plain text", "plaintext", "RandomForestClassi‸fier"],
    ["for a variable named beta", "python", "be‸ta = 0.9"],
    ["for beta of another module", "python", "from params import beta\nbe‸ta(2)"],
    ["for a field named beta", "python", "self.be‸ta = 0.9"],
    ["for a function of one's own", "python", "def grad(x): ...\ngr‸ad(3)"],
    ["for a part of a longer word", "python", "MyKDT‸rees()"],
    ["for cg without its import", "python", "x = c‸g(A, b)"],
    ["for a choice of other things", "python", "rng.choi‸ce([0, 1])"],
    ["for a choice of a longer list", "python", "rng.choi‸ce([-1, 0, 1])"],
    ["for a name behind a call", "python", "f().KDT‸ree"],
    ["beside the name", "python", "KDTree  +‸ 1"],
    ["for gradient that is a variable", "matlab", "gradi‸ent = 3;"],
    ["for train of one's own", "python", "from mine import train\ntr‸ain(x)"],
    ["for a name of another language", "javascript", "dbe‸ta(1)"],
    ["for knn without its package", "r", "kn‸n(x)"],
    ["for __proto__", "javascript", "x.__pro‸to__"],
    ["for constructor", "python", "constr‸uctor()"],
  ])("%s", (_, language, text) => expect(at(text, language)).toBeUndefined());
  test("at any place of an empty text, and beyond the end of one", () => {
    expect(createCodeIndex("", "python").at(0)).toBeUndefined();
    expect(createCodeIndex("x", "python").at(99)).toBeUndefined();
  });
});

describe("the table of names", () => {
  test("has names for every demo, and in Python for each", () => {
    const named = (family?: string) =>
      new Set(
        [...nameRows, ...callRows]
          .filter((row) => family === undefined || row.family === family)
          .map(({ demo }) => demo),
      );
    for (const id of demoIds) expect(named("python")).toContain(id);
  });
  test("names each path once", () => {
    const paths = nameRows.flatMap(({ family, from, names }) => names.map((name) => `${family} ${from}.${name}`));
    expect(paths.filter((path, k) => paths.indexOf(path) !== k)).toEqual([]);
  });
  test("speaks of languages whose comments and strings are known", () => {
    for (const id of Object.keys(families)) {
      expect(knowsLanguage(id), id).toBe(true);
      expect(formulaLanguages, id).toContain(id);
    }
    for (const { family } of [...nameRows, ...callRows]) expect(Object.values(families)).toContain(family);
  });
});

test("imports of every form are read", () => {
  const python = `import a, b.c as d\nimport e.f\nfrom g import h as i, j\nfrom k.l import (\n  m,  # why\n  n as o,\n)\nfrom p import *\n  from q import r`;
  const { aliases, open } = readImports(python, "python");
  expect(Object.fromEntries(aliases)).toEqual({
    a: "a",
    d: "b.c",
    e: "e",
    i: "g.h",
    j: "g.j",
    m: "k.l.m",
    o: "k.l.n",
    r: "q.r",
  });
  expect([...open]).toEqual(["p"]);
  const read = readImports(
    'import A, { b, type c as d } from "m";\nimport * as N from "@s/n";\nconst { x: y } = require("r");',
    "script",
  );
  expect(Object.fromEntries(read.aliases)).toEqual({ A: "m.default", b: "m.b", d: "m.c", N: "@s/n", y: "r.x" });
});

test("a file of a megabyte is answered in a moment, wherever one asks", () => {
  const text = `from scipy.spatial import KDTree\n${"x = [1, 2, 'a'] # KDTree\n".repeat(40_000)}KDTree(x)\n`;
  const index = createCodeIndex(text, "python");
  const before = process.cpuUsage().user;
  expect(index.at(text.length - 8)?.demo).toBe("kdtree");
  expect(index.at(text.length - 30)).toBeUndefined();
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1_500);
});
