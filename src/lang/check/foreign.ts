import type { Text } from "../../words/text";
import { withoutTex } from "./foreign-tex";
import {
  foreignWords,
  foreignFormulas as formulas,
  foreignFunctions as functions,
  foreignSorts as sorts,
} from "./foreign-words";

/** What another language writes, where it stands, how it is written here, and why. */
export interface Idiom {
  readonly from: number;
  readonly to: number;
  readonly written: string;
  readonly meant: string | undefined;
  readonly note: Text;
}

type To = string | ((m: RegExpMatchArray) => string | undefined);
type Row = readonly [pattern: RegExp, to: To | undefined, en: string, zh: string];

const arg = "([^(),]+)";
const known = (names: Readonly<Record<string, unknown>>): string => Object.keys(names).join("|");
const rows: readonly Row[] = [
  // LaTeX.
  [/\\[A-Za-z,;!|][^#\n]*/, withoutTex, "LaTeX", "LaTeX"],

  // Whole lines.
  [
    /^\s*(?:import|using|from)\s+\w[^#\n]*/,
    "",
    "nothing is imported, the functions are there",
    "无需导入，函数都已内置",
  ],
  [
    /^(\s*)syms\s+([\w ]+?)\s*$/m,
    (m) => `${m[1]}${m[2].trim().split(/\s+/).join(", ")} : scalar`,
    "the declaration of letters",
    "字母的声明",
  ],
  [
    /^\s*([\w, ]+?)\s*=\s*(?:sym|symbols|Symbol|sp\.symbols|sympy\.symbols)\s*\([^)]*\)\s*$/m,
    (m) => `${m[1]} : scalar`,
    "the declaration of letters",
    "字母的声明",
  ],
  [
    /^\s*(\w+)\s*=\s*(?:lambda\s+([\w, ]+):|@\(([\w, ]+)\)|\(?([\w, ]+?)\)?\s*(?:=>|->))\s*(.+)$/m,
    (m) => `${m[1]}(${(m[2] ?? m[3] ?? m[4]).trim()}) = ${m[5].replaceAll("**", "^")}`,
    "the definition of a function",
    "函数的定义",
  ],
  [
    /^\s*(?:def|function)\s+(?:\w+\s*=\s*)?(\w+)\s*(\([^)]*\))\s*:?\s*(?:return)?\s*(.+)$/m,
    (m) => `${m[1]}${m[2]} = ${m[3].replaceAll("**", "^")}`,
    "the definition of a function",
    "函数的定义",
  ],
  [
    /^\s*(\w+)\[\s*(\w+)_\s*\]\s*:?=\s*(.+)$/m,
    (m) => `${m[1]}(${m[2]}) = ${m[3]}`,
    "the definition of a function",
    "函数的定义",
  ],
  [
    /^\s*(?:let|var|const|val|auto|double|float)\s+(\w+\s*=.*)$/m,
    "$1",
    "a value is defined by its name alone",
    "定义值只写名字",
  ],
  [/\/\*(.*?)\*\//s, (m) => `# ${m[1].trim()}`, "a comment begins with #", "注释以 # 开头"],
  [
    /(?:^|(?<=\s))(?:\/\/|%+(?=\s*\p{L}|\s*$)|--(?=\s))(.*)$/mu,
    (m) => `# ${m[1].trim()}`,
    "a comment begins with #",
    "注释以 # 开头",
  ],
  [/\s%\s*\d.*/, undefined, "there is no remainder: it has no derivative", "没有取余：它没有导数"],
  [
    /^\s*(?:for|while|if)\b.*$/m,
    undefined,
    "there are no loops and branches; cases(x > 0: …; else: …) chooses, Σ_{i=1}^{n} sums",
    "没有循环与分支语句；用 cases(x > 0: …; else: …) 选择，用 Σ_{i=1}^{n} 求和",
  ],
  [
    /^\s*(\w+)\s*=\s*(?:load|\w*\.?read_?csv|readtable|readmatrix|csvread|np\.load(?:txt)?)\s*\(\s*(["'][^"']*["'])[^)]*\)\s*$/m,
    (m) => `${m[1]} = load "${m[2].slice(1, -1)}"`,
    "data from a file",
    "读入数据",
  ],
  [/^\s*load\s+([\w./-]+\.\w+)\s*$/m, 'load "$1"', "the name of a file stands in quotes", "文件名须加引号"],
  [
    /^(\s*plot\s+(?:(?!\sover\s)[^,=[\]])+?)\s*,?\s*(?:from|over|for)?\s*(?:(\w+)\s*=\s*)?\[?\s*(-?[\d.]+?)\s*(?:\.\.|to|,|:)\s*(-?[\d.]+)\s*\]?\s*$/m,
    (m) => `${m[1]} over ${m[2] ?? lonelyLetter(m[1])} in [${m[3]}, ${m[4]}]`,
    "a plot over a range",
    "给定范围的图",
  ],
  [
    /^\s*(export\s+\S+)\s+(numpy|jax|pytorch|julia|typescript|cpp|rust|latex)\s*$/m,
    "$1 to $2",
    "the target stands behind to",
    "目标写在 to 之后",
  ],
  [/^\s*gradient\s+descent\s+(.*)$/m, "gd $1", "gradient descent", "梯度下降"],
  [
    /^\s*(\w+)\s+is\s+(?:a\s+)?symmetric\s*$/m,
    "assume $1 = $1'",
    "a fact is assumed, or declared as A : symmetric n×n",
    "事实用 assume，或声明 A : symmetric n×n",
  ],
  [/\bassume\s+(\w+)\s+(?:is\s+)?(?:pd|spd|positive definite)\s*$/m, "assume $1 ≻ 0", "definiteness", "正定性"],
  [/\bassume\s+(\w+)\s+(?:is\s+)?(?:psd|positive semi-?definite)\s*$/m, "assume $1 ≽ 0", "definiteness", "半正定性"],

  [
    /\b((?:minimi[sz]e|maximi[sz]e)\b.*?)\s+(?:subject\s+to|s\.t\.|such\s+that|with|where)\s+(.*)$/m,
    "$1 given $2",
    "conditions stand behind given",
    "条件写在 given 之后",
  ],
  [/^\s*classify\s+(\w+)\s*(\([^)]*\))\s*$/m, "classify $1 at $2", "a point stands behind at", "点写在 at 之后"],
  [
    /^(\s*)(?:arg\s*)?(min|max)_\{?\w+\}?\s*(.+)$/m,
    (m) => `${m[1]}${m[2]}imise ${m[3]}`,
    "a minimum or maximum; all letters without a value are searched",
    "求最小或最大值；对所有未赋值的字母进行",
  ],
  [
    /^(\s*(?:minimi[sz]e|maximi[sz]e)\s+.*?)\s+(?:over|w\.?r\.?t\.?|with\s+respect\s+to)\s+\w+(?:\s*,\s*\w+)*\s*$/m,
    "$1",
    "the variables are those of f(x, …), or all letters without a value",
    "变量即 f(x, …) 的变量，或所有未赋值的字母",
  ],
  [/^\s*(?:stationary|critical)\s+points?\s+(?:of\s+)?(\w+)\s*$/m, "stationary $1", "stationary points", "驻点"],
  [
    /^\s*(convex|minimi[sz]e|maximi[sz]e)\s+\w+\s+(?:on|over|for|in)\s+.*$/m,
    undefined,
    "where the variable may be stands behind given, as in: minimise f given x > 0",
    "变量的范围写在 given 之后，例如 minimise f given x > 0",
  ],

  // Declarations.
  [/:\s*positive[ -]definite\b/, ": spd", "a positive definite matrix is declared spd", "正定矩阵声明为 spd"],
  [
    /:\s*positive[ -]semi-?definite\b/,
    ": psd",
    "a positive semidefinite matrix is declared psd",
    "半正定矩阵声明为 psd",
  ],
  [/:\s*symmetric\s+matrix\b/, ": symmetric", "symmetric is enough", "写 symmetric 即可"],
  [new RegExp(`:\\s*(${known(sorts)})\\b`), (m) => `: ${sorts[m[1]]}`, "a kind of thing", "类型"],

  // Members, and names of libraries.
  [
    /\b(?:np|numpy|torch|jnp|tf|math|scipy|sp|sympy|LinearAlgebra)(?:\.(?:linalg|special|nn|functional|array|random))*\.(array|tensor|matrix|Matrix|asarray|constant)\s*\(/,
    "(",
    "a matrix is written in brackets: [1 2; 3 4]",
    "矩阵写在方括号内：[1 2; 3 4]",
  ],
  [
    new RegExp(`\\b(?:np|numpy|torch|jnp|tf)(?:\\.linalg)?\\.(?:dot|matmul|mm)\\(\\s*${arg},\\s*${arg}\\)`),
    // By the custom that capital letters are matrices: there `dot` is their product, here it is u'v alone.
    (m) => (/^\s*\p{Lu}/u.test(m[1]) ? `${m[1].trim()} * ${m[2].trim()}` : `dot(${m[1].trim()}, ${m[2].trim()})`),
    "u'v of vectors is dot(u, v), the product of matrices *",
    "向量的 u'v 写 dot(u, v)，矩阵乘积写 *",
  ],
  [
    /\b(?:np|numpy|torch|jnp|tf|math|scipy|sp|sympy|LinearAlgebra)(?:\.(?:linalg|special|nn|functional))*\.(\w+)/,
    (m) => functions[m[1]] ?? m[1],
    "functions have no library before them",
    "函数前不写库名",
  ],
  [/([\p{L}_][\p{L}\p{N}_]*|\))\.(?:T|mT|H)(?![\p{L}\p{N}_])/u, "$1'", "the transpose", "转置"],
  [
    /([\p{L}_][\p{L}\p{N}_]*)\.(?:inv|inverse|I)(?:\(\)|(?![\p{L}\p{N}_(]))/u,
    "inv($1)",
    "functions stand before what they are of",
    "函数写在对象之前",
  ],
  [/([\p{L}_][\p{L}\p{N}_]*)\.(?:transpose|t)\(\)/u, "$1'", "the transpose", "转置"],
  [new RegExp(`([\\p{L}_][\\p{L}\\p{N}_]*)\\.(dot|mm|matmul)\\(${arg}\\)`, "u"), "$1 * $3", "a product", "乘积"],
  [
    /([\p{L}_][\p{L}\p{N}_]*)\.(sum|mean|trace|det|norm|rank|exp|log|abs)(?:\(\)|(?![\p{L}\p{N}_(]))/u,
    "$2($1)",
    "functions stand before what they are of",
    "函数写在对象之前",
  ],
  [/\s*@\s*/, " * ", "the matrix product, * or side by side", "矩阵乘积，写 * 或并列"],
  [/\s*%\*%\s*/, " * ", "the matrix product, * or side by side", "矩阵乘积，写 * 或并列"],

  // Brackets of calls, and derivatives.
  [/\b(?:integrate|Integrate|int|quad|integral)\b|∫/, undefined, "there are no integrals", "不支持积分"],
  [/\b(?:limit|Limit|lim)\b/, undefined, "there are no limits", "不支持极限"],
  [/\b(?:D|Dt)\[([^[\]]+),\s*(\w+)\]/, "diff($1, $2)", "a derivative", "导数"],
  [
    /\b([A-Z][a-z]+|sin|cos|tan|exp|log|sqrt|abs|tanh)\[([^[\]]*)\]/,
    (m) => `${functions[m[1]] ?? m[1].toLowerCase()}(${m[2]})`,
    "arguments stand in parentheses",
    "参数写在圆括号内",
  ],
  [/\b(?:gradient|grad|nabla|jax\.grad)\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)/, "∇_$2 $1", "the gradient", "梯度"],
  [/\b(?:gradient|nabla|jax\.grad)(?:\s*\(\s*(\w+)\s*\)|\s+(\w+))/, (m) => `∇${m[1] ?? m[2]}`, "the gradient", "梯度"],
  [
    /\b(?:hessian|Hessian)(?:\s*\(\s*(\w+)\s*(?:,\s*\w+\s*)?\)|\s+(\w+))/,
    (m) => `∇²${m[1] ?? m[2]}`,
    "the Hessian",
    "Hessian 矩阵",
  ],
  [
    /\b(\p{L}\w*)'\s*(\([^(),]*,[^()]*\))/u,
    "∇$1$2",
    "the derivative in several variables is the gradient",
    "多个变量的导数即梯度",
  ],
  [/(∇\w*|\w+')\s*\|\s*_?\{?\s*(\([^()]*\))\s*\}?/, "$1 at $2", "the value at a point", "某点的值"],
  [/\bderivative\s+of\s+(.+?)\s+(?:wrt|by|with\s+respect\s+to)\s+(\w+)\s*$/, "diff($1, $2)", "a derivative", "导数"],
  [/\bderivative\s+of\s+(.+?)\s*$/, "diff($1, x)", "a derivative", "导数"],
  [/\bdiv\s+∇\s*(\w+)/, "tr(∇²$1)", "the Laplacian is the trace of the Hessian", "拉普拉斯算子即 Hessian 的迹"],
  [/\bjacobian\s*\(\s*(\w+)\s*,\s*\w+\s*\)/, "jacobian $1", "the Jacobian", "雅可比矩阵"],
  [
    /\b(?:laplacian|del2)\s*\(?\s*(\w+)\s*\)?|[Δ∆](\w+)/,
    (m) => `tr(∇²${m[1] ?? m[2]})`,
    "the Laplacian is the trace of the Hessian",
    "拉普拉斯算子即 Hessian 的迹",
  ],
  [/∇\s*·\s*(\w+)/, "tr(jacobian $1)", "the divergence is the trace of the Jacobian", "散度即雅可比矩阵的迹"],
  [/∇\s*×\s*\w+/, undefined, "there is no curl; jacobian F has its entries", "没有旋度；jacobian F 含其元素"],
  [/∂_(\w)\s*(\w+)/, "∂$2/∂$1", "a partial derivative", "偏导数"],
  [
    /\bdiff\s*\(\s*(\w+)\s*,\s*(\w+)\s*,\s*2\s*\)/,
    "diff($1, $2, $2)",
    "a second derivative names its variable twice",
    "二阶导数把变量写两次",
  ],
  [/\b(\w+)\s*\|_?\{?\s*\w+\s*=\s*(-?[\d./]+)\}?/, "$1 at $2", "the value at a point", "某点的值"],

  // Functions.
  [/\bnorm\s*\(([^(),]+),\s*1\s*\)/, "‖$1‖_1", "which norm stands behind the bars", "范数的种类写在竖线之后"],
  [
    /\bnorm\s*\(([^(),]+),\s*(?:inf|Inf|np\.inf)\s*\)/,
    "‖$1‖_∞",
    "which norm stands behind the bars",
    "范数的种类写在竖线之后",
  ],
  [
    /\bnorm\s*\(([^(),]+),\s*(?:2|"?'?fro'?"?)\s*\)/,
    "‖$1‖",
    "which norm stands behind the bars",
    "范数的种类写在竖线之后",
  ],
  [/\|([^|]+)\|_2(?!\d)/, "‖$1‖", "the length of a vector", "向量的长度"],
  [/\b(?:sum|Σ|∑)_\{?\(?(\w+)\s*=\s*(\w+)\}?\)?\s*\^\s*\{?(\w+)\}?/, "Σ_{$1=$2}^{$3}", "a sum", "求和"],
  [
    /<([\w ]+),([\w ]+)>|⟨([^⟨⟩,]+),([^⟨⟩]+)⟩/,
    (m) => `dot(${(m[1] ?? m[3]).trim()}, ${(m[2] ?? m[4]).trim()})`,
    "the inner product",
    "内积",
  ],
  [/(\w+)\s*\^\s*(?:\*|H\b|†|\{\\dagger\})/, "$1'", "the transpose", "转置"],
  [/∛\s*\(?(\w+)\)?/, "$1^(1/3)", "the cube root is a power", "立方根即乘方"],
  [/(\w+|\))!(?!=)/, "gamma($1 + 1)", "the factorial", "阶乘"],
  [/\blog_\{?(\d+|\p{L})\}?\s*\(?\s*(\w+)\s*\)?/u, "log($2)/log($1)", "known by its formula", "可用公式表示"],
  [
    /\b(?:eigenvectors?|eigvecs?)\b/,
    undefined,
    "vmax(A) is the eigenvector of the greatest eigenvalue, eig A are the eigenvalues",
    "vmax(A) 是最大特征值的特征向量，eig A 给出特征值",
  ],
  [
    /\b(?:length|numel|len|size)(?=\s*\()/,
    undefined,
    "a size has a name of its own, from the declaration: x : vector n",
    "大小有自己的名字，来自声明：x : vector n",
  ],
  [
    /(?<![\p{L}\p{N}_])(?:E|Var|Cov|𝔼)(?=\s*\[)/u,
    undefined,
    "nothing here is random; mean(x) is the mean of numbers",
    "这里没有随机变量；mean(x) 是数据的均值",
  ],
  [
    new RegExp(`\\b(${known(formulas)})\\s*\\(${arg}(?:,${arg})?\\)`),
    (m) =>
      formulas[m[1]]
        .replaceAll("$1", m[2]?.trim() ?? "")
        .replaceAll("$2", m[3]?.trim() ?? "")
        .replaceAll("$", m[2]?.trim() ?? ""),
    "known by its formula",
    "可用公式表示",
  ],
  [
    new RegExp(`\\b(${known(functions)})(?=\\s*\\(|\\s+[\\p{L}\\[])`, "u"),
    (m) => functions[m[1]],
    "known by another name",
    "另有名称",
  ],
  [
    /\b(simplify|expand|factor|print|disp|display|Simplify|Expand)\s*\((.*)\)/,
    "$2",
    "every answer is simplified and stands behind its line",
    "答案都已化简，并显示在行尾",
  ],
  [
    /\b(?:solve|Solve|fsolve|linsolve)\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)/,
    "$1 \\ $2",
    "the solution of a linear system",
    "线性方程组的解",
  ],
  [
    /\b(?:solve|Solve|fsolve|roots)\b/,
    undefined,
    "A \\ b solves a linear system, stationary f finds where ∇f = 0",
    "A \\ b 解线性方程组，stationary f 求 ∇f = 0 的点",
  ],
  [
    /\b(?:floor|ceil|round|mod|rem|gcd|lcm|cross|fix)\b/,
    undefined,
    "it has no derivative or no matrix form, and is not there",
    "它没有导数或矩阵形式，不提供",
  ],

  // Operators.
  [/\s*(?:<>|~=|\/=)\s*/, " ≠ ", "not equal", "不等于"],
  [
    /\s*(?:&&|∧)\s*|\s+and\s+/,
    (m) => (/\b(?:given|assume)\b/.test(m.input ?? "") ? ", " : undefined),
    "conditions are joined by a comma",
    "多个条件用逗号连接",
  ],
  [
    /\s+or\s+|∨|\bnot\b|(?<=[<>=≤≥].*\w)\s*\|\|\s*(?=\w.*[<>=≤≥])/,
    undefined,
    "there is no or and no not; cases(…) chooses",
    "没有 or 与 not；用 cases(…) 选择",
  ],
  [
    /(?<![\p{L}\p{N}_.])(\d+)\.(?![\d*/^\\'])/u,
    "$1",
    "a dot belongs to a number only before a digit",
    "点号只在数字之前属于该数",
  ],
];

/**
 * The first thing in a statement that another language would read: NumPy, MATLAB, Mathematica, SymPy, LaTeX. Asked only of
 * statements with an error.
 *
 * @param isOwn tells the names that the file itself defines
 */
export function foreignIdiom(source: string, isOwn: (name: string) => boolean): Idiom | undefined {
  const text = source.length > 400 ? source.slice(0, 400) : source;
  const end = /(?:^|\s)#/.exec(text)?.index ?? text.length;
  const read = text.slice(0, end);
  for (const [pattern, to, en, zh] of rows) {
    const m = pattern.exec(read);
    if (!m || m[0].trim() === "") continue;
    const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(m[0].trim())?.[0];
    if (word && foreignWords.has(word) && isOwn(word)) continue;
    const meant = typeof to === "string" ? expanded(to, m) : to?.(m);
    if (meant === undefined && m[0].startsWith("\\")) return undefined;
    const lead = m[0].length - m[0].trimStart().length;
    const keeps = meant !== undefined && /^\s/.test(meant);
    const [from, length] = keeps ? [m.index, m[0].length] : [m.index + lead, m[0].trimEnd().length];
    return { from, to: m.index + length, written: m[0].trim(), meant, note: { en, zh } };
  }
  return undefined;
}

/** The letter that a plotted formula is of: the only one in `plot u² + 1`, x where that isn't plain. */
function lonelyLetter(text: string): string {
  const target = text.trim().replace(/^plot\s+/, "");
  const letters = new Set(target.match(/(?<!\p{L})\p{L}(?![\p{L}(])/gu));
  const [letter] = letters;
  return letter && letters.size === 1 && target !== letter ? letter : "x";
}

const expanded = (to: string, m: RegExpMatchArray): string =>
  to.replace(/\$(\d)/g, (_, k: string) => (m[Number(k)] ?? "").trim());
