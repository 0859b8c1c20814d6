import type { Locale } from "../words/text";

/**
 * The words of answers in Chinese. An answer is notation with a few words of a closed vocabulary in it; its English is part of the
 * language (`nabla check` prints it, programs read it), so the other language is made from it here, and only for people's eyes.
 * Longer phrases come before those they contain; what a pattern captures (numbers, points, formulas) is passed through.
 */
const chinese: readonly (readonly [pattern: RegExp, words: string])[] = [
  // Verdicts of a check, and why.
  [/^refuted at (.+?): (?=.* (?:[≠≉=≮≯≰≱<>]|is not) )/, "不成立，在 $1 处："],
  [/^refuted: /, "不成立："],
  [/^refuted(?= |$)/, "不成立"],
  [/^proved(?= {3}|$)/, "已证"],
  [/^undecided(?= {3}|$)/, "未定"],
  [/ is not symmetric$/, " 不对称"],
  [/ {3}where (.+)$/, "   当 $1 时"],
  [/(?<= {3}当 .*) is invertible(?=, | 时)/, " 可逆"],
  [/ {3}first difference: /, "   首个相异项："],
  [/ {3}it held at (\d+) points$/, "   在 $1 个点处成立"],
  [
    / {3}both sides agree at random points modulo 2⁶¹ − 1, in three sizes$/,
    "   两边在模 2⁶¹ − 1 的随机点处相等，共三种尺寸",
  ],
  [/ {3}both sides agree at (\d+) points$/, "   两边在 $1 个点处相等"],
  [/ {3}too large for floating point$/, "   超出浮点数的范围"],
  [/ {3}both sides agree but for rounding$/, "   两边在舍入误差内相等"],
  [/ {3}both sides agree to (\d+) decimals$/, "   两边前 $1 位小数相同"],
  [/ {3}to 6 digits$/, "   六位有效数字相同"],
  [/ {3}the normal forms agree, the numbers do not$/, "   标准形相同，数值却不同"],
  [/ {3}the normal forms agree, but no point lies in the domain$/, "   标准形相同，但没有点落在定义域内"],
  [/ {3}as declared(?= {3}|$)/, "   如声明"],
  [/ {3}signs(?= {3}|$)/, "   由符号判定"],
  [/ {3}algebra(?= {3}|$)/, "   由代数推导"],
  [/ {3}Cauchy–Schwarz(?= {3}|$)/, "   柯西–施瓦茨不等式"],
  [/ {3}matrix order(?= {3}|$)/, "   由矩阵的序"],
  [/ {3}convexity(?= {3}|$)/, "   由凸性"],
  [/ {3}slope(?= {3}|$)/, "   由斜率"],
  [/ {3}least value(?= {3}|$)/, "   由最小值"],
  [/ {3}as assumed(?= {3}|$)/, "   如所假设"],
  [/ {3}structure(?= {3}|$)/, "   由结构判定"],

  // Convexity.
  [/\(exact: /, "(精确："],
  [/\(floating point: /, "(浮点："],
  [/\(structure: /, "(结构："],
  [/\(structure\)/, "(结构)"],
  [/：sums and compositions\)/, "：和与复合)"],
  [/^no: it is defined where (.+), which is not convex$/, "否：定义域 $1 不是凸集"],
  [
    /^no: it is defined at (.+) and (.+), but not at (.+) between them$/,
    "否：在 $1 与 $2 处有定义，而在其间的 $3 处没有",
  ],
  [/\(structure: minors of (−?∇²) (>|≥) 0(?=\)|,)/, "(结构：$1 的主子式 $2 0"],
  [/ {3}convex if and only if (.+)$/, "   当且仅当 $1 时为凸"],
  [/ but at one point\)/, "，仅一点除外)"],
  [/ on each piece\)$/, "，逐段成立)"],
  [/^no: it jumps at (.+)$/, "否：在 $1 处有跳跃"],
  [/^no: the slope falls at (.+)$/, "否：斜率在 $1 处下降"],
  [/^no: the slope falls between (.+) and (.+)$/, "否：斜率在 $1 与 $2 之间下降"],
  [/, zero at most at single points\)/, "，至多在孤立点为零)"],
  [/：(log det X|tr X⁻¹) on X ≻ 0\)/, "：$1，X ≻ 0)"],
  [/^strongly convex(?=,| |$)/, "强凸"],
  [/^strictly convex(?= |$)/, "严格凸"],
  [/^strongly concave(?=,| |$)/, "强凹"],
  [/^strictly concave(?= |$)/, "严格凹"],
  [/^convex(?= {3}|$)/, "凸"],
  [/^concave(?= {3}|$)/, "凹"],
  [/^affine(?= {3}|$)/, "仿射"],
  [/ but at one point\)/, "，仅一点除外)"],
  [/^no: it is defined where (.+), which is not convex$/, "否：定义域为 $1，不是凸集"],
  [/^no: at (.+) direction (.+) has curvature /, "否：在 $1 处沿 $2 的曲率为 "],
  [/^no: direction (.+) has curvature /, "否：沿 $1 的曲率为 "],

  // Where an identity holds.
  [/ {3}where (?=\S)/, "   当 "],
  [/(?<= {3}当 .*) is invertible(?=,|$)/g, " 可逆"],

  // The class of a quadratic form or of a point.
  [/^unbounded (below|above), as far as the search went$/, "$1（就搜索所及）"],
  [/((?:^|· ))unbounded (below|above) along (≈ )?(\([^)]*\)|\S+)/, "$1沿 $3$4 $2"],
  [/^unbounded (below|above) as (\S+ → \S+)/, "$2 时$1"],
  [/^unbounded (below|above)/, "$1"],
  [/saddle: (\S+(?: x²)?) along (.+)$/, "鞍点：沿 $2 为 $1"],
  [/(^| {3}|处：|不成立：|≠ |对 )positive definite(?= |$)/, "$1正定"],
  [/(^| {3}|处：|不成立：|≠ |对 )positive semidefinite(?= |$)/, "$1半正定"],
  [/(^| {3}|处：|不成立：|≠ |对 )negative definite(?= |$)/, "$1负定"],
  [/(^| {3}|处：|不成立：|≠ |对 )negative semidefinite(?= |$)/, "$1半负定"],
  [/(^| {3}|处：|不成立：|≠ |对 )indefinite(?= |$)/, "$1不定"],
  [/(^| {3})zero(?= {3}| ·|$)/, "$1零"],
  [/^(\d+) positive, (\d+) zero, (\d+) negative$/, "$1 正，$2 零，$3 负"],
  [/^pd(?= ·)/, "正定"],
  [/^psd(?= ·)/, "半正定"],
  [/^nd(?= ·)/, "负定"],
  [/^nsd(?= ·)/, "半负定"],
  [/ · min (?=[(≈−\d√])/, " · 极小点 "],
  [/ · max (?=[(≈−\d√])/, " · 极大点 "],
  [/ \+ null space of dimension (\d+)/, " + $1 维零空间"],
  [/(^| {3})strict local minimum(?= {3}|$)/, "$1严格局部极小"],
  [/(^| {3})strict local maximum(?= {3}|$)/, "$1严格局部极大"],
  [/(^| {3})saddle(?= {3}|$)/, "$1鞍点"],
  [/(^| {3})degenerate(?= {3}|$)/, "$1退化"],
  [/^not stationary(?= {3}|$)/, "非驻点"],
  [/ {3}eigenvalues (?=\S)/, "   特征值 "],
  [/ {3}pivots (?=\S)/, "   主元 "],

  // Optima and stationary points.
  [/^no stationary point: the slope along (.+) is constant$/, "无驻点：沿 $1 的斜率恒定"],
  [/^no stationary point$/, "无驻点"],
  [/^none found by search$/, "搜索未找到"],
  [/^everywhere$/, "处处"],
  [/ {3}not unique$/, "   不唯一"],
  [/^no minimum: (\S+) falls as (.+)$/, "无最小值：$1 在 $2 时递减"],
  [/^no maximum: (\S+) rises as (.+)$/, "无最大值：$1 在 $2 时递增"],
  [/(?<=时递[减增].*|无最[小大]值.*→ .*) and (?=\S+ → )/, " 及 "],
  [/^no minimum found: (\S+) goes on falling$/, "未找到最小值：$1 一直递减"],
  [/^no maximum found: (\S+) goes on rising$/, "未找到最大值：$1 一直递增"],
  [/ {3}global (minimum|maximum): no other stationary point$/, "   全局$1：没有其他驻点"],
  [/ {3}global (minimum|maximum)$/, "   全局$1"],
  [/ {3}local (minimum|maximum)$/, "   局部$1"],
  [/ {3}global minimum: (\S+) is convex$/, "   全局极小：$1 为凸函数"],
  [/ {3}global maximum: (\S+) is concave$/, "   全局极大：$1 为凹函数"],
  [/ {3}global minimum: (\S+ ≥ \S+)$/, "   全局极小：$1"],
  [/ {3}global maximum: (\S+ ≤ \S+)$/, "   全局极大：$1"],
  [/ {3}local (minimum|maximum), best of (\d+) runs$/, "   局部$1，$2 次搜索中的最佳"],
  [/ and (\d+) more(?= {3}|$)/, " 等，另有 $1 个"],
  [/ {3}found by search, may be incomplete$/, "   由搜索得到，可能不全"],
  [/(?<= {3}\(.*) invertible(?=, |\)$)/g, " 可逆"],
  [/ {3}the shortest of all; unique if rank (.+)$/, "   其中最短的一个；rank $1 时唯一"],
  [/^unit eigenvectors of (.+) for (λ_min|λ_max)(?=, {2})/, "$1 对应 $2 的单位特征向量"],
  [/^eigenvectors of (.+) for (λ_min|λ_max)(?=, {2})/, "$1 对应 $2 的特征向量"],
  [/^eigenvectors of (.+)(?=, {2})/, "$1 的特征向量"],
  [/(?<=\* = )their eigenvalues$/, "相应的特征值"],
  [/ {3}and each multiple of it$/, "   及其任意倍数"],
  [/^UV' for the svd U D V' = (.+)(?=, {2})/, "UV'，其中 U D V' = $1 为奇异值分解"],

  // A comparison that stands alone.
  [/^true(?= {3}|$)/, "成立"],
  [/^false(?= {3}|$)/, "不成立"],
  [/ {3}entry by entry$/, "   逐元素"],

  // Runs of an optimiser.
  [/^not converged in (\d+) steps?/, "$1 步内未收敛"],
  [/^diverges: ‖∇‖ (.+?) after (\d+) steps?/, "发散：$2 步后 ‖∇‖ 为 $1"],
  [/^stopped: the curvature along the direction is not positive \((\d+) steps?\)/, "停止：该方向的曲率不为正（$1 步）"],
  [/^stopped: a singular system \((\d+) steps?\)/, "停止：方程组奇异（$1 步）"],
  [/^stopped: undefined at /, "停止：无定义之处为 "],
  [/^(\d+) steps?(?=:|,| |$)/, "$1 步"],
  [/^ steps$/, " 步"],
  [/, rate (?=\S)/, "，收敛率 "],

  // The rest.
  [/ {3}singular values of (.+)$/, "   $1 的奇异值"],
  [/, {3}rows (?=[\d ]+$)/, ",   行序 "],
  [/^(\d+) rows(?= {3}|$)/, "$1 行"],
  [/ {3}unit direction$/, "   单位方向"],
];

/** What a pattern may capture that is a word itself. */
const captured: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/(?<![\p{L}_])below(?![\p{L}_])/gu, "无下界"],
  [/(?<![\p{L}_])above(?![\p{L}_])/gu, "无上界"],
];

/** Single words behind a value, each its own: `−1 maximum,  1 minimum`. */
const behindValues =
  /(?<=[\d)\p{L}\p{M}₀-₉*] |局部|全局)(maximum|minimum|inflection|saddle|degenerate)(?=[,，…： ]|$)/gu;
const kinds: Readonly<Record<string, string>> = {
  maximum: "极大",
  minimum: "极小",
  inflection: "拐点",
  saddle: "鞍点",
  degenerate: "退化",
};

/** The text of an answer in a display language; what is notation stays as it is, and in English all of it. */
export function answerIn(text: string, locale: Locale): string {
  if (locale === "en") return text;
  let said = text;
  for (const [pattern, words] of chinese) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const replaced = words.replace(/\$(\d)/g, (_, k: string) => {
      const part = match[Number(k)] ?? "";
      const word = captured.find(([which]) => part.match(which)?.[0] === part);
      return word ? word[1] : part;
    });
    said = said.slice(0, match.index) + replaced + said.slice(match.index + match[0].length);
  }
  return said.replace(behindValues, (word) => kinds[word] ?? word);
}

/** In a text these letters may be a product; inside `\text{…}` they are words. */
const shortClasses: Readonly<Record<string, string>> = { pd: "正定", psd: "半正定", nd: "负定", nsd: "半负定" };

/** The LaTeX of an answer in a display language: only what stands in `\text{…}` is words. */
export function answerLatexIn(latex: string, locale: Locale): string {
  if (locale === "en") return latex;
  return latex.replace(
    /\\text\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}/g,
    (_, words: string) => `\\text{${shortClasses[words] ?? answerIn(words, locale)}}`,
  );
}

/** Whether the typeset form of an answer is its verdict alone, so that its text says more: `refuted at x = 1: …`. */
export function isWordsOnly({ text, latex }: { readonly text: string; readonly latex: string }): boolean {
  const words = /^\\text\{((?:[^{}\\]|\\.)*)\}$/.exec(latex)?.[1];
  return words !== undefined && words !== text;
}
