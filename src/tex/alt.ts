import type { Text } from "../words/text";

/** Words for the commands that are read; what is not listed is read by its name, and layout commands not at all. */
const words: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  nabla: ["nabla", "梯度算子"],
  partial: ["partial", "偏"],
  top: ["transpose", "转置"],
  intercal: ["transpose", "转置"],
  infty: ["infinity", "无穷"],
  sum: ["sum", "求和"],
  prod: ["product", "连乘"],
  int: ["integral", "积分"],
  lim: ["limit", "极限"],
  le: ["≤", "≤"],
  leq: ["≤", "≤"],
  ge: ["≥", "≥"],
  geq: ["≥", "≥"],
  ne: ["≠", "≠"],
  neq: ["≠", "≠"],
  approx: ["≈", "≈"],
  equiv: ["≡", "≡"],
  in: ["in", "属于"],
  notin: ["not in", "不属于"],
  subset: ["subset of", "包含于"],
  forall: ["for all", "对任意"],
  exists: ["there exists", "存在"],
  to: ["to", "到"],
  rightarrow: ["to", "到"],
  mapsto: ["maps to", "映射到"],
  Rightarrow: ["implies", "推出"],
  cdot: ["·", "·"],
  times: ["×", "×"],
  pm: ["±", "±"],
  circ: ["composed with", "复合"],
  otimes: ["tensor", "张量积"],
  odot: ["times elementwise", "逐元素乘"],
  succ: ["≻", "≻"],
  succeq: ["⪰", "⪰"],
  propto: ["proportional to", "正比于"],
  sim: ["distributed as", "服从"],
  ldots: ["…", "…"],
  cdots: ["…", "…"],
  dots: ["…", "…"],
  vdots: ["…", "…"],
  ddots: ["…", "…"],
  mid: ["given", "给定"],
  langle: ["⟨", "⟨"],
  rangle: ["⟩", "⟩"],
  lVert: ["‖", "‖"],
  rVert: ["‖", "‖"],
  Vert: ["‖", "‖"],
  coloneqq: ["is defined as", "定义为"],
};

const silent = new Set(
  (
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle quad qquad displaystyle textstyle limits nolimits " +
    "mathrm mathbf mathbb mathcal mathsf mathit mathfrak mathscr boldsymbol bm operatorname text textrm textbf textit mbox tfrac dfrac " +
    "nonumber notag label tag bf rm it cal hspace vspace phantom color textcolor scriptstyle mathop mathrel mathbin ensuremath"
  ).split(" "),
);

/** A plain reading of a formula for a picture's description: not speech of the best kind, but complete and in order. */
export function altText(tex: string): Text {
  const source = tex.length > 1200 ? `${tex.slice(0, 1200)}…` : tex;
  return { en: read(source, 0), zh: read(source, 1) };
}

type Side = 0 | 1;
const say = {
  over: [" over ", " 除以 "],
  root: ["square root of ", "根号 "],
  squared: [" squared", " 的平方"],
  cubed: [" cubed", " 的立方"],
  power: [" to the ", " 的次幂 "],
  transpose: [" transpose", " 的转置"],
  inverse: [" inverse", " 的逆"],
  sub: [" sub ", " 下标 "],
  row: ["; ", "；"],
} as const;

function read(tex: string, side: Side): string {
  const tokens = tex.match(/\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|[^\\{}^_&\s]+/gsu) ?? [];
  let i = 0;
  let depth = 0;
  const space = () => {
    while (i < tokens.length && /^\s+$/.test(tokens[i])) i++;
  };
  const argument = (): string => {
    space();
    if (tokens[i] === "{") {
      i++;
      return group("}");
    }
    const token = tokens[i];
    if (token === undefined || token === "}") return "";
    if (token.startsWith("\\")) return one();
    const [first, ...rest] = token;
    if (rest.length > 0) tokens[i] = rest.join("");
    else i++;
    return first;
  };
  const group = (end: string): string => {
    if (++depth > 120) return "…";
    let out = "";
    while (i < tokens.length && tokens[i] !== end) out += one();
    i++;
    depth--;
    return out.trim();
  };
  const script = (base: "^" | "_"): string => {
    const inner = argument().trim();
    if (base === "_") return `${say.sub[side]}${inner} `;
    if (inner === "2") return `${say.squared[side]} `;
    if (inner === "3") return `${say.cubed[side]} `;
    if (inner === "-1" || inner === "−1") return `${say.inverse[side]} `;
    if (inner === "T" || inner === words["top"][side]) return `${say.transpose[side]} `;
    return `${say.power[side]}${inner} `;
  };
  const one = (): string => {
    const token = tokens[i++];
    if (token === "{") return group("}");
    if (token === "^" || token === "_") return script(token);
    if (token === "}") return "";
    if (token === "&" || /^\s+$/.test(token)) return " ";
    if (!token.startsWith("\\")) return token;
    const name = token.slice(1).replace("*", "");
    if (name === "\\") return say.row[side];
    if (/^[tdc]?frac$/.test(name)) return `${closed(argument())}${say.over[side]}${closed(argument())} `;
    if (name === "sqrt") return ` ${say.root[side]}${closed(argument())} `;
    if (name === "begin" || name === "end") {
      if (/^(array|IEEEeqnarray|alignat|alignedat|tabular)/.test(argument()) && name === "begin") argument();
      return " ";
    }
    if (name === "label" || name === "color") {
      argument();
      return "";
    }
    if (/^[,;:!> ]$/.test(name)) return " ";
    if (/^[{}|$%&#_]$/.test(name)) return name === "|" ? "‖" : name;
    if (silent.has(name)) return "";
    return ` ${words[name]?.[side] ?? name} `;
  };
  const closed = (part: string): string => (/^\S{0,6}$/.test(part.trim()) ? part.trim() : `(${part.trim()})`);
  let out = "";
  while (i < tokens.length) out += one();
  return out
    .replace(/\s+/g, " ")
    .replace(/ ([,.;)])/g, "$1")
    .trim();
}
