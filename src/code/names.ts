import type { Family } from "./families";

/** Names of libraries by which a program says that it uses what a demo shows. */

/** Names of one library that lead to one demo. */
export interface NameRow {
  readonly demo: string;
  readonly family: Family;
  /** The module, with dots whatever the language writes; "" for what needs no import. */
  readonly from: string;
  readonly names: readonly string[];
  /** The names mean nothing else: they count without an import. */
  readonly alone?: true;
}

const trees = ["DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier", "ExtraTreeRegressor"];
const forests = ["RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor"];
const boosted = ["AdaBoostClassifier", "AdaBoostRegressor", "GradientBoostingClassifier", "GradientBoostingRegressor"];
const more = ["HistGradientBoostingClassifier", "HistGradientBoostingRegressor"];
const combined = ["BaggingClassifier", "BaggingRegressor", "VotingClassifier", "VotingRegressor", "StackingClassifier"];
const near = ["KDTree", "NearestNeighbors", "KNeighborsClassifier", "KNeighborsRegressor", "KNeighborsTransformer"];
const radius = ["RadiusNeighborsClassifier", "RadiusNeighborsRegressor", "BallTree", "kneighbors_graph"];
const naive = ["GaussianNB", "MultinomialNB", "BernoulliNB", "CategoricalNB", "ComplementNB"];
const priors = ["beta", "betabinom", "gamma", "invgamma", "dirichlet", "bayes_mvs", "nct", "goodness_of_fit"];
const shrunk = ["Ridge", "RidgeCV", "Lasso", "LassoCV", "BayesianRidge", "ARDRegression"];
const transforms = ["grad", "value_and_grad", "jacfwd", "jacrev", "jacobian", "hessian", "jvp", "vjp", "linearize"];
const optimisers = ["SGD", "Adam", "AdamW", "NAdam"];

export const nameRows: readonly NameRow[] = [
  { demo: "kdtree", family: "python", from: "scipy.spatial", names: ["KDTree", "cKDTree"], alone: true },
  { demo: "kdtree", family: "python", from: "sklearn.neighbors", names: [...near, ...radius], alone: true },
  { demo: "kdtree", family: "python", from: "open3d.geometry", names: ["KDTreeFlann"], alone: true },
  { demo: "kdtree", family: "python", from: "pykdtree.kdtree", names: ["KDTree"] },
  { demo: "kdtree", family: "python", from: "cv2", names: ["FlannBasedMatcher", "BFMatcher"], alone: true },
  { demo: "kdtree", family: "python", from: "cv2.flann", names: ["Index"] },
  {
    demo: "kdtree",
    family: "julia",
    from: "NearestNeighbors",
    names: ["KDTree", "BallTree", "BruteTree"],
    alone: true,
  },
  { demo: "kdtree", family: "julia", from: "NearestNeighbors", names: ["knn", "nn", "inrange", "allnn"] },
  { demo: "kdtree", family: "r", from: "FNN", names: ["get.knn", "get.knnx", "knn.reg", "knn"] },
  { demo: "kdtree", family: "r", from: "RANN", names: ["nn2"] },
  { demo: "kdtree", family: "r", from: "dbscan", names: ["kNN", "frNN"] },
  { demo: "kdtree", family: "script", from: "kd-tree-javascript", names: ["kdTree"], alone: true },
  { demo: "kdtree", family: "script", from: "kdbush", names: ["default", "KDBush"], alone: true },
  { demo: "kdtree", family: "script", from: "static-kdtree", names: ["default"] },
  { demo: "kdtree", family: "script", from: "flatbush", names: ["default", "Flatbush"] },
  {
    demo: "kdtree",
    family: "matlab",
    from: "",
    names: ["KDTreeSearcher", "createns", "knnsearch", "rangesearch"],
    alone: true,
  },
  {
    demo: "kdtree",
    family: "cpp",
    from: "nanoflann",
    names: ["KDTreeSingleIndexAdaptor", "KDTreeEigenMatrixAdaptor"],
    alone: true,
  },
  { demo: "kdtree", family: "cpp", from: "pcl", names: ["KdTreeFLANN"], alone: true },
  { demo: "kdtree", family: "cpp", from: "cv", names: ["FlannBasedMatcher", "BFMatcher"], alone: true },
  { demo: "kdtree", family: "rust", from: "kiddo", names: ["KdTree", "ImmutableKdTree"], alone: true },

  { demo: "walk", family: "python", from: "networkx", names: ["generate_random_paths"] },
  { demo: "walk", family: "python", from: "igraph", names: ["Graph.random_walk"] },

  { demo: "estimation", family: "python", from: "scipy.stats", names: priors },
  { demo: "estimation", family: "python", from: "sklearn.naive_bayes", names: naive, alone: true },
  { demo: "estimation", family: "python", from: "sklearn.linear_model", names: shrunk },
  {
    demo: "estimation",
    family: "python",
    from: "statsmodels.stats.proportion",
    names: ["proportion_confint"],
    alone: true,
  },
  { demo: "estimation", family: "python", from: "arviz", names: ["hdi", "plot_posterior"] },
  {
    demo: "estimation",
    family: "python",
    from: "pymc",
    names: ["Beta", "Gamma", "Dirichlet", "BetaBinomial", "find_MAP"],
  },
  { demo: "estimation", family: "python", from: "torch.distributions", names: ["Beta", "Gamma", "Dirichlet"] },
  { demo: "estimation", family: "python", from: "numpyro.distributions", names: ["Beta", "Gamma", "Dirichlet"] },
  {
    demo: "estimation",
    family: "julia",
    from: "Distributions",
    names: ["Beta", "Gamma", "Dirichlet", "BetaBinomial", "fit_mle"],
  },
  { demo: "estimation", family: "r", from: "", names: ["dbeta", "pbeta", "qbeta", "rbeta", "binom.test"] },
  { demo: "estimation", family: "r", from: "MASS", names: ["fitdistr", "lm.ridge"] },
  { demo: "estimation", family: "r", from: "e1071", names: ["naiveBayes"], alone: true },
  { demo: "estimation", family: "r", from: "HDInterval", names: ["hdi"] },
  { demo: "estimation", family: "r", from: "glmnet", names: ["glmnet", "cv.glmnet"] },
  { demo: "estimation", family: "script", from: "jstat", names: ["jStat.beta", "beta"] },
  { demo: "estimation", family: "matlab", from: "", names: ["betapdf", "betacdf", "betainv", "fitcnb"], alone: true },

  {
    demo: "ensemble",
    family: "python",
    from: "sklearn.ensemble",
    names: [...forests, ...boosted, ...more, ...combined, "StackingRegressor"],
    alone: true,
  },
  { demo: "ensemble", family: "python", from: "sklearn.tree", names: trees, alone: true },
  { demo: "ensemble", family: "python", from: "sklearn.inspection", names: ["permutation_importance"], alone: true },
  {
    demo: "ensemble",
    family: "python",
    from: "xgboost",
    names: ["XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier"],
    alone: true,
  },
  { demo: "ensemble", family: "python", from: "xgboost", names: ["train", "cv", "DMatrix"] },
  {
    demo: "ensemble",
    family: "python",
    from: "lightgbm",
    names: ["LGBMClassifier", "LGBMRegressor", "LGBMRanker"],
    alone: true,
  },
  { demo: "ensemble", family: "python", from: "lightgbm", names: ["train", "cv"] },
  {
    demo: "ensemble",
    family: "python",
    from: "catboost",
    names: ["CatBoostClassifier", "CatBoostRegressor", "CatBoost"],
    alone: true,
  },
  {
    demo: "ensemble",
    family: "julia",
    from: "DecisionTree",
    names: [...trees, ...forests, ...boosted, "build_forest", "build_tree", "build_adaboost_stumps"],
    alone: true,
  },
  { demo: "ensemble", family: "julia", from: "XGBoost", names: ["xgboost"] },
  { demo: "ensemble", family: "r", from: "randomForest", names: ["randomForest"], alone: true },
  { demo: "ensemble", family: "r", from: "ranger", names: ["ranger"] },
  { demo: "ensemble", family: "r", from: "xgboost", names: ["xgboost", "xgb.train", "xgb.cv"] },
  { demo: "ensemble", family: "r", from: "gbm", names: ["gbm"] },
  { demo: "ensemble", family: "r", from: "rpart", names: ["rpart"] },
  { demo: "ensemble", family: "r", from: "adabag", names: ["boosting", "bagging"] },
  { demo: "ensemble", family: "script", from: "ml-random-forest", names: forests, alone: true },
  { demo: "ensemble", family: "script", from: "ml-cart", names: trees.slice(0, 2), alone: true },
  {
    demo: "ensemble",
    family: "matlab",
    from: "",
    names: ["TreeBagger", "fitcensemble", "fitrensemble", "fitctree", "fitrtree"],
    alone: true,
  },
  { demo: "ensemble", family: "cpp", from: "cv.ml", names: ["RTrees", "DTrees", "Boost"] },
  { demo: "ensemble", family: "rust", from: "smartcore.ensemble", names: forests.slice(0, 2), alone: true },
  {
    demo: "ensemble",
    family: "jvm",
    from: "org.apache.spark.ml.classification",
    names: ["RandomForestClassifier", "GBTClassifier", "DecisionTreeClassifier"],
    alone: true,
  },
  {
    demo: "ensemble",
    family: "jvm",
    from: "org.apache.spark.ml.regression",
    names: ["RandomForestRegressor", "GBTRegressor", "DecisionTreeRegressor"],
    alone: true,
  },
  { demo: "ensemble", family: "jvm", from: "weka.classifiers.trees", names: ["RandomForest", "J48"] },

  { demo: "quadratic", family: "python", from: "scipy.sparse.linalg", names: ["cg", "minres", "cgs", "bicgstab"] },
  { demo: "quadratic", family: "python", from: "jax.scipy.sparse.linalg", names: ["cg", "bicgstab"] },
  { demo: "quadratic", family: "python", from: "cupyx.scipy.sparse.linalg", names: ["cg", "minres"] },
  { demo: "quadratic", family: "python", from: "scipy.optimize", names: ["fmin_cg", "fmin_ncg"] },
  { demo: "quadratic", family: "python", from: "torch.optim", names: optimisers },
  { demo: "quadratic", family: "python", from: "tensorflow.keras.optimizers", names: optimisers },
  { demo: "quadratic", family: "python", from: "keras.optimizers", names: optimisers },
  { demo: "quadratic", family: "python", from: "optax", names: ["sgd", "adam", "adamw", "momentum"] },
  { demo: "quadratic", family: "julia", from: "IterativeSolvers", names: ["cg", "cg!", "minres"] },
  { demo: "quadratic", family: "julia", from: "Krylov", names: ["cg", "cg!", "minres"] },
  {
    demo: "quadratic",
    family: "julia",
    from: "Optim",
    names: ["ConjugateGradient", "GradientDescent", "MomentumGradientDescent"],
  },
  { demo: "quadratic", family: "r", from: "cPCG", names: ["cgsolve", "pcgsolve"] },
  { demo: "quadratic", family: "matlab", from: "", names: ["pcg", "minres"] },
  { demo: "quadratic", family: "cpp", from: "Eigen", names: ["ConjugateGradient"], alone: true },

  {
    demo: "gradient",
    family: "python",
    from: "torch.autograd",
    names: ["grad", "gradcheck", "functional.jacobian", "functional.hessian"],
  },
  {
    demo: "gradient",
    family: "python",
    from: "torch.func",
    names: ["grad", "grad_and_value", "jvp", "vjp", "jacfwd", "jacrev", "hessian"],
  },
  { demo: "gradient", family: "python", from: "jax", names: transforms },
  {
    demo: "gradient",
    family: "python",
    from: "autograd",
    names: ["grad", "value_and_grad", "jacobian", "hessian", "elementwise_grad"],
  },
  { demo: "gradient", family: "python", from: "tensorflow", names: ["GradientTape", "gradients"], alone: true },
  { demo: "gradient", family: "python", from: "scipy.optimize", names: ["approx_fprime", "check_grad"], alone: true },
  { demo: "gradient", family: "python", from: "numpy", names: ["gradient"] },
  {
    demo: "gradient",
    family: "python",
    from: "numdifftools",
    names: ["Gradient", "Derivative", "Hessian", "Jacobian"],
  },
  {
    demo: "gradient",
    family: "julia",
    from: "ForwardDiff",
    names: ["gradient", "gradient!", "derivative", "jacobian", "hessian"],
  },
  { demo: "gradient", family: "julia", from: "ReverseDiff", names: ["gradient", "gradient!", "jacobian"] },
  { demo: "gradient", family: "julia", from: "Zygote", names: ["gradient", "withgradient", "jacobian", "hessian"] },
  {
    demo: "gradient",
    family: "julia",
    from: "FiniteDiff",
    names: ["finite_difference_gradient", "finite_difference_derivative"],
    alone: true,
  },
  { demo: "gradient", family: "r", from: "numDeriv", names: ["grad", "jacobian", "hessian"] },
  { demo: "gradient", family: "r", from: "pracma", names: ["grad"] },
  {
    demo: "gradient",
    family: "script",
    from: "@tensorflow/tfjs",
    names: ["grad", "grads", "valueAndGrad", "valueAndGrads", "variableGrads"],
  },
  { demo: "gradient", family: "script", from: "mathjs", names: ["derivative"] },
  { demo: "gradient", family: "matlab", from: "", names: ["dlgradient", "gradient"] },
];

/** Calls that are told by their arguments: what is drawn, or which method. */
export interface CallRow {
  readonly demo: string;
  readonly family: Family;
  /** Matches the call in one line of code. */
  readonly call: RegExp;
}

const minusPlus = String.raw`[\[({]\s*(?:-\s*1(?:\.0?)?\s*,?\s+\+?1(?:\.0?)?|-\s*1(?:\.0?)?\s*,\s*\+?1(?:\.0?)?|\+?1(?:\.0?)?\s*,\s*-\s*1(?:\.0?)?)\s*[\])}]`;
const call = (source: string): RegExp => new RegExp(source, "g");

export const callRows: readonly CallRow[] = [
  {
    demo: "walk",
    family: "python",
    call: call(String.raw`[\w.]*\bchoices?\(\s*(?:a\s*=\s*)?(?:np\.array\(\s*)?${minusPlus}`),
  },
  {
    demo: "walk",
    family: "python",
    call: /2\s*\*\s*[\w.]*\b(?:randint|integers|binomial|bernoulli|random_integers)\([^\n]*\)\s*-\s*1\b/g,
  },
  {
    demo: "walk",
    family: "python",
    call: /[\w.]*\b(?:randint|integers)\(\s*(?:low\s*=\s*)?0\s*,\s*(?:high\s*=\s*)?2\b[^\n]*\)\s*\*\s*2\s*-\s*1\b/g,
  },
  { demo: "walk", family: "julia", call: call(String.raw`\brand\(\s*(?:\w+\s*,\s*)?${minusPlus}`) },
  { demo: "walk", family: "r", call: call(String.raw`\bsample\(\s*c\(\s*(?:-\s*1\s*,\s*\+?1|\+?1\s*,\s*-\s*1)\s*\)`) },
  { demo: "walk", family: "r", call: /\b2\s*\*\s*rbinom\([^\n]*\)\s*-\s*1\b/g },
  {
    demo: "walk",
    family: "script",
    call: /Math\.random\(\)\s*(?:<=?|>=?)\s*0?\.5\s*\?\s*(?:-\s*1\s*:\s*\+?1|\+?1\s*:\s*-\s*1)\b/g,
  },
  { demo: "walk", family: "matlab", call: /\b2\s*\*\s*randi\(\s*\[\s*0\s*,?\s*1\s*\][^\n]*\)\s*-\s*1\b/g },
  { demo: "walk", family: "matlab", call: call(String.raw`\brandsample\(\s*${minusPlus}`) },
  { demo: "quadratic", family: "python", call: /\bminimize\([^\n]*\bmethod\s*=\s*["'](?:CG|Newton-CG)["']/g },
  { demo: "quadratic", family: "r", call: /\boptim\([^\n]*\bmethod\s*=\s*["']CG["']/g },
];
