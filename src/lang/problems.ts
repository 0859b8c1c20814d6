import type { Text } from "../words/text";
import type { Fix, Problem, Related, Severity } from "./problem";

/**
 * Every problem the language names, keyed by its code: how grave it is, and its sentence as a function of its own facts.
 * Both display languages stand side by side, so that leaving one out does not compile.
 */
export const problemTable = {
  // Names
  "index-subscript": row("error", (p: { name: string; of: string; meant: string }) => ({
    en: `${p.name} is a name of its own, whatever the index is; the entry of ${p.of} is written ${p.meant}.`,
    zh: `${p.name} 是一个独立的名字，与下标的值无关；${p.of} 的分量写作 ${p.meant}。`,
  })),
  "undefined-name": row("error", (p: { name: string; near?: string }) => ({
    en: `No such name: ${p.name}.${p.near ? ` Did you mean ${p.near}?` : ""}`,
    zh: `没有名为 ${p.name} 的量。${p.near ? `是否想写 ${p.near}？` : ""}`,
  })),
  "size-fixed": row("hint", (p: { name: string; value: number }) => ({
    en: `${p.name} is ${p.value} from here on.`,
    zh: `从此处起 ${p.name} = ${p.value}。`,
  })),
  "size-contradicts": row("error", (p: { name: string; value: number; line: number; other: number }) => ({
    en: `${p.name} is ${p.value} since line ${p.line} and would have to be ${p.other} here.`,
    zh: `自第 ${p.line} 行起 ${p.name} = ${p.value}，而此处需要 ${p.other}。`,
  })),
  "defined-twice": row("error", (p: { name: string; line: number }) => ({
    en: `${p.name} is defined already, on line ${p.line}. A name is defined once per file.`,
    zh: `${p.name} 已在第 ${p.line} 行定义。一个文件中每个名字只能定义一次。`,
  })),
  "used-before": row("error", (p: { name: string; line: number }) => ({
    en: `${p.name} is defined only later, on line ${p.line}. Names are defined before use.`,
    zh: `${p.name} 到第 ${p.line} 行才定义。名字必须先定义后使用。`,
  })),
  "not-usable": row("error", (p: { name: string; line: number }) => ({
    en: `${p.name} has no meaning yet: line ${p.line}, which defines it, has an error.`,
    zh: `${p.name} 尚无含义：定义它的第 ${p.line} 行有错误。`,
  })),
  "glue-ambiguous": row("error", (p: { run: string; ways: string }) => ({
    en: `${p.run} can be read in two ways: ${p.ways}. Write the one you mean.`,
    zh: `${p.run} 有两种读法：${p.ways}。请写明所要的一种。`,
  })),
  "inferred-letter": row("hint", (p: { name: string; shape: Text }) => ({
    en: `${p.name} is not declared: read as ${p.shape.en}.`,
    zh: `${p.name} 未声明，视为${p.shape.zh}。`,
  })),
  "new-name-changes": row(
    "warning",
    (p: { name: string; run: string; line: number; before: string; after: string }) => ({
      en: `With the name ${p.name}, ${p.run} on line ${p.line} would be read as ${p.after}; it is read as ${p.before}.`,
      zh: `有了名字 ${p.name}，第 ${p.line} 行的 ${p.run} 会读作 ${p.after}；目前读作 ${p.before}。`,
    }),
  ),
  unused: row("hint", (p: { name: string }) => ({
    en: `${p.name} is declared and never used.`,
    zh: `${p.name} 已声明但从未使用。`,
  })),
  shadowed: row("hint", (p: { name: string; line: number }) => ({
    en: `The parameter ${p.name} hides the ${p.name} of line ${p.line}, which has a value.`,
    zh: `参数 ${p.name} 遮蔽了第 ${p.line} 行已有值的 ${p.name}。`,
  })),
  "hides-known": row("hint", (p: { name: string }) => ({
    en: `${p.name} now means yours, and hides the known one.`,
    zh: `${p.name} 现在指您定义的量，遮蔽了内置的同名量。`,
  })),
  "look-alike": row("warning", (p: { name: string; other: string; line: number }) => ({
    en: `${p.name} looks like ${p.other} of line ${p.line} but is another name.`,
    zh: `${p.name} 与第 ${p.line} 行的 ${p.other} 形似，但并非同一名字。`,
  })),

  // Shapes
  "shape-product": row("error", (p: { product: string; left: Text; right: Text; clash: string; meant?: string }) => ({
    en: `${p.product} can't be formed: ${p.left.en} and ${p.right.en}${p.clash ? ` (${p.clash})` : ""}.${p.meant ? ` Did you mean ${p.meant}?` : ""}`,
    zh: `无法构成 ${p.product}：${p.left.zh}，而${p.right.zh}${p.clash ? `（${p.clash}）` : ""}。${p.meant ? `是否想写 ${p.meant}？` : ""}`,
  })),
  "block-size": row("error", (p: { what: string; size: string }) => ({
    en: `${p.what} has the size ${p.size}: blocks are joined where all sizes are numbers; write what is meant in formulas of the blocks.`,
    zh: `${p.what} 的尺寸为 ${p.size}：只有尺寸全为数值时才能拼接分块；请用各块的公式表示。`,
  })),
  "shape-sum": row("error", (p: { left: Text; right: Text; word: string; clash: string }) => ({
    en: `${p.left.en} and ${p.right.en}: they can't be joined by ${p.word}${p.clash ? ` (${p.clash})` : ""}.`,
    zh: `${p.left.zh}，而${p.right.zh}，不能用 ${p.word} 相连${p.clash ? `（${p.clash}）` : ""}。`,
  })),
  "two-columns": row("error", (p: { left: string; right: string }) => ({
    en: `${p.left} and ${p.right} are both columns, so their product isn't defined. Inner, outer or entry-wise?`,
    zh: `${p.left} 与 ${p.right} 都是列向量，乘积没有定义。要内积、外积还是逐元素积？`,
  })),
  "not-square": row("error", (p: { what: string; shape: Text; word: string }) => ({
    en: `${p.word} needs a square matrix; ${p.what} is ${p.shape.en}.`,
    zh: `${p.word} 需要方阵；${p.what} 是${p.shape.zh}。`,
  })),
  "no-order": row("error", (p: { what: string }) => ({
    en: `${p.what} has no meaning: ≻ ≽ ≺ ≼ compare symmetric matrices of one size. Entry by entry it is > ≥ < ≤.`,
    zh: `${p.what} 没有意义：≻ ≽ ≺ ≼ 比较同尺寸的对称矩阵。逐元素比较用 > ≥ < ≤。`,
  })),
  "wrong-argument": row("error", (p: { word: string; needs: Text; got: Text }) => ({
    en: `${p.word} needs ${p.needs.en}; this is ${p.got.en}.`,
    zh: `${p.word} 需要${p.needs.zh}；这里是${p.got.zh}。`,
  })),
  "argument-count": row("error", (p: { name: string; needs: string; got: number }) => ({
    en: `${p.name} takes ${p.needs} ${p.needs === "1" ? "argument" : "arguments"}, got ${p.got}.`,
    zh: `${p.name} 需要 ${p.needs} 个参数，给出了 ${p.got} 个。`,
  })),
  "point-size": row("error", (p: { name: string; needs: number; got: number }) => ({
    en: `${p.name} lives in ${p.needs} ${p.needs === 1 ? "dimension" : "dimensions"}; this has ${p.got} ${p.got === 1 ? "entry" : "entries"}.`,
    zh: `${p.name} 是 ${p.needs} 维的；这里有 ${p.got} 个分量。`,
  })),
  "ragged-rows": row("error", (p: { first: number; row: number; got: number }) => ({
    en: `Row ${p.row} has ${p.got} entries, the first has ${p.first}.`,
    zh: `第 ${p.row} 行有 ${p.got} 个元素，第一行有 ${p.first} 个。`,
  })),
  "bar-of-matrix": row("error", (p: { name: string }) => ({
    en: `|${p.name}| of a matrix or vector: det ${p.name} or ‖${p.name}‖?`,
    zh: `对矩阵或向量写了 |${p.name}|：要 det ${p.name} 还是 ‖${p.name}‖？`,
  })),
  "derived-first": row("warning", (p: { read: string; meant: string }) => ({
    en: `This is read as ${p.read}: a derivative binds before a power. Did you mean ${p.meant} ?`,
    zh: `这里读作 ${p.read}：导数先于幂结合。是否想写 ${p.meant}？`,
  })),
  "scalar-added": row("warning", (p: { scalar: string; matrix: string }) => ({
    en: `${p.scalar} is added to every entry of ${p.matrix}. Did you mean ${p.scalar} I?`,
    zh: `${p.scalar} 会加到 ${p.matrix} 的每个元素上。是否想写 ${p.scalar} I？`,
  })),
  "vector-power": row("hint", (p: { name: string }) => ({
    en: `The power of a vector is taken entry by entry. ${p.name}'${p.name}?`,
    zh: `向量的幂是逐元素的。是否想写 ${p.name}'${p.name}？`,
  })),
  "not-symmetric": row("warning", (p: { name: string }) => ({
    en: `${p.name} is not symmetric: only its symmetric part (${p.name} + ${p.name}')/2 counts in x'${p.name}x.`,
    zh: `${p.name} 不对称：在 x'${p.name}x 中只有对称部分 (${p.name} + ${p.name}')/2 起作用。`,
  })),

  // Reading
  "inverse-power": row("error", (p: { name: string }) => ({
    en: `${p.name}⁻¹ could be the inverse function or 1/${p.name}. Write arc${p.name} or 1/${p.name}(…).`,
    zh: `${p.name}⁻¹ 可指反函数或 1/${p.name}。请写 arc${p.name} 或 1/${p.name}(…)。`,
  })),
  "function-operand": row("error", (p: { name: string; first: string; all: string }) => ({
    en: `${p.first} or ${p.all}? ${p.name} without parentheses takes one operand.`,
    zh: `是 ${p.first} 还是 ${p.all}？${p.name} 不带括号时只取一个操作数。`,
  })),
  "function-alone": row("error", (p: { name: string }) => ({
    en: `${p.name} is a function and needs an argument: ${p.name}(…).`,
    zh: `${p.name} 是函数，需要参数：${p.name}(…)。`,
  })),
  "needs-function": row("error", (p: { word: string; what: string }) => ({
    en: `${p.word} needs a function; ${p.what} isn't one.`,
    zh: `${p.word} 需要函数；${p.what} 不是函数。`,
  })),
  "not-scalar-function": row("error", (p: { word: string; name: string }) => ({
    en: `${p.word} needs a function with scalar values; those of ${p.name} aren't.`,
    zh: `${p.word} 需要标量值函数；${p.name} 的值不是标量。`,
  })),
  "which-variable": row("error", (p: { names: string; example: string }) => ({
    en: `With respect to which of ${p.names}? Write ${p.example}.`,
    zh: `对 ${p.names} 中哪一个求导？请写 ${p.example}。`,
  })),
  "which-letter": row("error", (p: { word: string; names: string; example: string }) => ({
    en: `${p.word} over which of ${p.names}? Name the function first: ${p.example}`,
    zh: `要对 ${p.names} 中哪一个 ${p.word}？请先定义函数：${p.example}`,
  })),
  "not-a-variable": row("error", (p: { name: string; of: string }) => ({
    en: `${p.name} is not a variable of ${p.of}.`,
    zh: `${p.name} 不是 ${p.of} 的变量。`,
  })),
  "d-operator": row("error", (p: { written: string; meant: string }) => ({
    en: `Derivatives are written with ∂: ${p.meant} instead of ${p.written}.`,
    zh: `导数用 ∂ 书写：请用 ${p.meant} 代替 ${p.written}。`,
  })),
  "no-condition": row("error", (p: { what: string }) => ({
    en: `${p.what} is no condition; one compares two sides, as in: ${p.what} > 0, or of a matrix ${p.what} ≻ 0.`,
    zh: `${p.what} 不是条件；条件比较两边，例如 ${p.what} > 0，矩阵则写 ${p.what} ≻ 0。`,
  })),
  "half-typed": row("error", (p: { word: string; example: string }) => ({
    en: `${p.word} needs more, as in: ${p.example}`,
    zh: `${p.word} 后面还缺内容，例如：${p.example}`,
  })),
  "one-side": row("error", (p: { what: string; example: string }) => ({
    en: `check compares two sides, as in: check ${p.what} = ${p.example}`,
    zh: `check 比较两边，例如：check ${p.what} = ${p.example}`,
  })),
  "unknown-function": row("error", (p: { word: string; name: string; near?: string }) => ({
    en: `${p.word}${p.name}: there is no function ${p.name}.${p.near ? ` Did you mean ${p.word}${p.near}?` : ` Define it first, as in: ${p.name}(t) = t²`}`,
    zh: `${p.word}${p.name}：没有名为 ${p.name} 的函数。${p.near ? `是否想写 ${p.word}${p.near}？` : `请先定义，例如：${p.name}(t) = t²`}`,
  })),
  "missing-part": row("error", (p: { word: string; part: string; example: string }) => ({
    en: `${p.word} needs “${p.part}”, as in: ${p.example}`,
    zh: `${p.word} 需要“${p.part}”，例如：${p.example}`,
  })),
  "foreign-idiom": row("error", (p: { written: string; meant: string | undefined; note: Text }) => ({
    en: `${p.written} is not read here (${p.note.en}).${p.meant?.trim() ? ` Write ${p.meant.trim()}` : ""}`,
    zh: `此处不读 ${p.written}（${p.note.zh}）。${p.meant?.trim() ? `请写 ${p.meant.trim()}` : ""}`,
  })),
  "ask-check": row("error", (p: { what: string }) => ({
    en: `Letters decide whether ${p.what} holds; to ask, write: check ${p.what}`,
    zh: `${p.what} 是否成立取决于字母；要询问请写：check ${p.what}`,
  })),
  "setting-range": row("error", (p: { word: string; needs: Text; got: string }) => ({
    en: `${p.word} needs ${p.needs.en}; this is ${p.got}.`,
    zh: `${p.word} 需要${p.needs.zh}；这里是 ${p.got}。`,
  })),
  "range-empty": row("error", (p: { name: string; low: string; high: string }) => ({
    en: `There is nothing to draw for ${p.name} from ${p.low} to ${p.high}: the first end must be below the second.`,
    zh: `${p.name} 从 ${p.low} 到 ${p.high} 没有可画的范围：前端须小于后端。`,
  })),
  "no-meaning": row("error", (p: { what: string }) => ({
    en: `${p.what} has no meaning here.`,
    zh: `${p.what} 在此处没有意义。`,
  })),

  // Assumptions
  "fact-noted": row("info", (p: { what: string }) => ({
    en: `${p.what} is kept as a fact: checks only try points where it holds, and minima and convexity keep to it where they can.`,
    zh: `${p.what} 已作为事实记下：check 只在满足它的点上试验；求最值与判断凸性时尽可能遵守它。`,
  })),
  "fact-rank": row("info", (p: { what: string }) => ({
    en: `${p.what} is kept as a fact: minimisers use it. No other answer makes use of it yet.`,
    zh: `${p.what} 已作为事实记下：求最小点时会用到；其他答案尚未利用它。`,
  })),
  "fact-variable": row("error", (p: { what: string; name: string; word: string }) => ({
    en: `${p.what} restricts ${p.name}, over which ${p.word} searches: with letters I can use one linear equation, bounds of a scalar, or the length of a vector, and know no closed form here.`,
    zh: `${p.what} 限制了 ${p.word} 的变量 ${p.name}：含字母时支持一个线性方程、标量的上下界或向量的长度，而此处不知道闭式解。`,
  })),
  "fact-contradicts": row("error", (p: { what: string; other: string; line: number }) => ({
    en: `${p.what} contradicts ${p.other}, on line ${p.line}: nothing satisfies both.`,
    zh: `${p.what} 与第 ${p.line} 行的 ${p.other} 矛盾：不可能同时成立。`,
  })),
  "fact-false": row("error", (p: { what: string }) => ({
    en: `${p.what} is false for the values of this file.`,
    zh: `按本文件中的值，${p.what} 不成立。`,
  })),
  internal: row("error", (p: { what: string; why: string }) => ({
    en: `${p.what} met a fault of Nablascope's own (${p.why}). Other lines are not affected; please report it with this line.`,
    zh: `${p.what} 触发了 Nablascope 自身的错误（${p.why}）。其他行不受影响；请附上此行报告。`,
  })),

  // Values
  undefined: row("error", (p: { what: string; why: Text }) => ({
    en: `${p.what} is undefined: ${p.why.en}.`,
    zh: `${p.what} 无定义：${p.why.zh}。`,
  })),
  "no-value": row("info", (p: { name: string; word: string }) => ({
    en: `${p.word} needs numbers, and ${p.name} has none yet.`,
    zh: `${p.word} 需要数值，而 ${p.name} 还没有值。`,
  })),
  "unknown-target": row("error", (p: { word: string; known: string }) => ({
    en: `There is no export to ${p.word}. Known are ${p.known}.`,
    zh: `无法导出到 ${p.word}。可选目标：${p.known}。`,
  })),
  "export-missing": row("warning", (p: { target: string; name: string }) => ({
    en: `${p.target} has no ${p.name} of its own: no code is made for it.`,
    zh: `${p.target} 自身没有 ${p.name}，未生成对应代码。`,
  })),
  "load-relative": row("error", (_: Record<never, never>) => ({
    en: 'A path is relative to this file and stays inside the workspace: load "data/points.csv".',
    zh: '路径须相对于本文件且位于工作区内，例如 load "data/points.csv"。',
  })),
  "load-unavailable": row("info", (p: { file: string }) => ({
    en: `${p.file} can't be read here: no files are at hand.`,
    zh: `此处无法读取文件，未读取 ${p.file}。`,
  })),
  "load-pending": row("info", (p: { file: string }) => ({
    en: `${p.file} is being read.`,
    zh: `正在读取 ${p.file}。`,
  })),
  "load-nameless": row("error", (p: { file: string }) => ({
    en: `Give the data a name, X = load "${p.file}", or name columns: load "${p.file}" columns a, b.`,
    zh: `请为数据命名：X = load "${p.file}"，或指定列：load "${p.file}" columns a, b。`,
  })),
  "load-fault": row("error", (p: { where: Text; what: Text }) => ({
    en: `${p.where.en}: ${p.what.en}`,
    zh: `${p.where.zh}：${p.what.zh}`,
  })),
  "load-note": row("warning", (p: { where: Text; what: Text }) => ({
    en: `${p.where.en}: ${p.what.en}`,
    zh: `${p.where.zh}：${p.what.zh}`,
  })),
  "load-gaps": row("error", (p: { file: string; column: string; row: number }) => ({
    en: `Column ${p.column} of ${p.file} has no finite number in row ${p.row} of its data. Fill the gap, or load other columns.`,
    zh: `${p.file} 的 ${p.column} 列在第 ${p.row} 个数据行没有有限值。请补全，或改为读入其他列。`,
  })),
  unknown: row("info", (p: { what: string; why: Text }) => ({
    en: `${p.what} can't be answered: ${p.why.en}.`,
    zh: `无法回答 ${p.what}：${p.why.zh}。`,
  })),

  // Verdicts
  refuted: row("error", (p: { left: string; sign: string; right: string; at: string }) => ({
    en: `Refuted${p.at ? ` at ${p.at}` : ""}: ${p.left} ${p.sign} ${p.right}.`,
    zh: `已否定${p.at ? `（在 ${p.at} 处）` : ""}：${p.left} ${p.sign === "is not" ? "不对称" : `${p.sign} ${p.right}`}。`,
  })),
  "not-definite": row("error", (p: { name: string; claimed: Text; vector: string; value: string }) => ({
    en: `${p.name} is not ${p.claimed.en}: v'${p.name}v = ${p.value} for v = ${p.vector}.`,
    zh: `${p.name} 不是${p.claimed.zh}的：v = ${p.vector} 时 v'${p.name}v = ${p.value}。`,
  })),
  "needs-definite": row("error", (p: { word: string; vector: string; value: string }) => ({
    en: `${p.word} needs a positive definite Hessian: v'Hv = ${p.value} for v = ${p.vector}.`,
    zh: `${p.word} 需要正定的 Hessian 矩阵：v = ${p.vector} 时 v'Hv = ${p.value}。`,
  })),
  "step-too-large": row("warning", (p: { step: string; bound: string; best: string }) => ({
    en: `diverges: step ${p.step} > 2/λmax = ${p.bound}. The best fixed step is 2/(λmin + λmax) = ${p.best}.`,
    zh: `发散：步长 ${p.step} > 2/λmax = ${p.bound}。最佳固定步长为 2/(λmin + λmax) = ${p.best}。`,
  })),

  // Limits
  "limit-depth": row("error", (p: { limit: number }) => ({
    en: `Nested deeper than ${p.limit} levels.`,
    zh: `嵌套超过 ${p.limit} 层。`,
  })),
  "limit-nodes": row("error", (p: { limit: number }) => ({
    en: `The expression grew beyond ${p.limit} nodes.`,
    zh: `表达式超过 ${p.limit} 个结点。`,
  })),
  "limit-entries": row("error", (p: { limit: number; got: string }) => ({
    en: `A matrix of ${p.got} entries is beyond the limit of ${p.limit}.`,
    zh: `矩阵有 ${p.got} 个元素，超过上限 ${p.limit}。`,
  })),
  "limit-size": row("error", (p: { what: string; why: Text }) => ({
    en: `${p.what} goes beyond a limit: ${p.why.en}.`,
    zh: `${p.what} 超出限制：${p.why.zh}。`,
  })),
  "limit-iterations": row("error", (p: { limit: number }) => ({
    en: `More than ${p.limit} updates are not made.`,
    zh: `更新次数上限为 ${p.limit}。`,
  })),
  "limit-work": row("error", (_: Record<never, never>) => ({
    en: "This takes too long and was stopped.",
    zh: "计算耗时过长，已停止。",
  })),
  "limit-digits": row("error", (p: { what: string }) => ({
    en: `${p.what} has too many digits to be written down.`,
    zh: `${p.what} 的位数太多，无法写出。`,
  })),
} as const;

function row<Facts>(
  severity: Severity,
  say: (facts: Facts) => Text,
): { severity: Severity; say: (facts: Facts) => Text } {
  return { severity, say };
}

export type ProblemCode = keyof typeof problemTable;
type Facts<C extends ProblemCode> = Parameters<(typeof problemTable)[C]["say"]>[0];

/** Makes the problem `code` at `from`…`to` from its facts. */
export function problemOf<C extends ProblemCode>(
  code: C,
  facts: Facts<C>,
  span: { readonly from: number; readonly to: number },
  fixes: readonly Fix[] = [],
  related: readonly Related[] = [],
): Problem {
  const { severity, say } = problemTable[code] as { severity: Severity; say: (facts: Facts<C>) => Text };
  const message = say(facts);
  return { code, from: span.from, to: span.to, severity, message, fixes, ...(related.length > 0 ? { related } : {}) };
}
