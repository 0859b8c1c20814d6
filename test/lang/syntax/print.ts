import type { DocumentStatement } from "../../../src/lang/syntax/document";
import { severityOf } from "../../../src/lang/syntax/problems";
import type { Clause, Expr, Statement, StringNode, Suffix } from "../../../src/lang/syntax/tree";

/** A tree as one line: prefix forms in parentheses, flat products with `∘` (unspaced) or `␣` (spaced) for juxtaposition. */
export function printExpr(node: Expr | StringNode | undefined): string {
  if (node === undefined) return "∅";
  switch (node.kind) {
    case "error":
      return "ERROR";
    case "string":
      return JSON.stringify(node.value);
    case "number":
      return (node.approximate ? "~" : "") + (node.den === 1n ? `${node.num}` : `${node.num}/${node.den}`);
    case "name":
      return node.name;
    case "all":
      return ":";
    case "group":
      return `(group ${printExpr(node.of)})`;
    case "tuple":
      return `(tuple ${all(node.items)})`;
    case "list":
      return `(list${node.stacked ? "!" : ""} ${node.rows.map((row) => `[${all(row)}]`).join(" ")})`;
    case "bars":
      return `(${node.double ? "‖" : "|"} ${printExpr(node.of)}${node.norm ? ` _${printExpr(node.norm)}` : ""})`;
    case "grad":
      return `(${node.order === 1 ? "∇" : "∇²"}${node.wrt ? `_${node.wrt.name}` : ""} ${printExpr(node.of)})`;
    case "partial":
      return `(∂ ${printExpr(node.of)} / ${all(node.wrt)})`;
    case "sumover":
      return `(Σ ${node.index.name}=${printExpr(node.low)}..${printExpr(node.high)} ${printExpr(node.body)})`;
    case "cases":
      return `(cases ${node.branches.map((branch) => `${printExpr(branch.when)}: ${printExpr(branch.value)}`).join("; ")})`;
    case "range":
      return `(${printExpr(node.low)} .. ${printExpr(node.high)})`;
    case "chain":
      return `{${printExpr(node.atom)}${node.suffixes.map(printSuffix).join("")}}`;
    case "product":
    case "sum":
    case "compare":
      return `(${node.operands.map((operand, i) => (i === 0 ? "" : ` ${sign(node.ops[i - 1])} `) + printExpr(operand)).join("")})`;
    case "unary":
      return `(${node.op} ${printExpr(node.of)})`;
    case "query":
      return `(${node.word} ${printExpr(node.of)})`;
    case "with":
      return `(${printExpr(node.of)}${printClauses(node.clauses)})`;
  }
}

function all(nodes: readonly Expr[]): string {
  return nodes.map(printExpr).join(" ");
}

function sign({ op, before }: { op: string; before: boolean }): string {
  return op === "juxtapose" ? (before ? "␣" : "∘") : op;
}

function printSuffix(suffix: Suffix): string {
  const space = suffix.spaced ? "␣" : "";
  switch (suffix.kind) {
    case "call":
      return `${space}(${suffix.args.map(printExpr).join(", ")})`;
    case "index":
      return `[${suffix.args.map(printExpr).join(", ")}]`;
    case "prime":
      return "'";
    case "transpose":
      return suffix.inverse ? "⁻ᵀ" : "ᵀ";
    case "power":
      return `${suffix.elementwise ? ".^" : "^"}${printExpr(suffix.exponent)}`;
  }
}

function printClauses(clauses: readonly Clause[]): string {
  return clauses.map(({ word, values }) => ` ${word} ${values.map(printExpr).join(", ")}`).join("");
}

export function printStatement(tree: Statement): string {
  const given = tree.given.length > 0 ? ` given ${tree.given.map(printExpr).join(", ")}` : "";
  return printBody(tree) + given;
}

function printBody(tree: Statement): string {
  switch (tree.kind) {
    case "blank":
    case "comment":
    case "error":
      return tree.kind;
    case "section":
      return `section ${tree.title}`;
    case "declare": {
      const { sort } = tree;
      const what = sort
        ? `${sort.positive ? "positive " : ""}${sort.word} ${sort.sizes.map(printExpr).join(" × ")}`.trim()
        : "ERROR";
      return `declare ${tree.names.map(({ name }) => name).join(", ")} : ${what}`;
    }
    case "assume":
      return `assume ${tree.conditions.map(printExpr).join(", ")}`;
    case "define":
      return `define ${tree.name.name}${tree.params ? `(${tree.params.map(({ name }) => name).join(", ")})` : ""} = ${printExpr(tree.value)}`;
    case "load": {
      const columns = tree.columns.length > 0 ? ` columns ${tree.columns.map(({ name }) => name).join(", ")}` : "";
      return `load ${tree.name ? `${tree.name.name} = ` : ""}${printExpr(tree.path)}${columns}`;
    }
    case "ask":
      return `ask ${printExpr(tree.of)}`;
    case "check":
      return `check ${printExpr(tree.condition)}`;
    case "derive":
    case "analyse":
    case "optimise":
      return `${tree.kind} ${tree.word} ${printExpr(tree.of)}${printClauses(tree.clauses)}`;
    case "plot": {
      const ranges = tree.ranges.map(
        ({ name, low, high }) => ` over ${name.name} ${printExpr(low)}..${printExpr(high)}`,
      );
      return `plot ${tree.targets.map(printExpr).join(", ")}${ranges.join("")}`;
    }
    case "export":
      return `export ${tree.targets.map(printExpr).join(", ")} to ${tree.languages.map(printExpr).join(", ")}`;
  }
}

/** One line per statement that is not blank, with its problems behind it as `severity code "text it stands on"`. */
export function printStatements(statements: readonly DocumentStatement[]): string {
  const lines: string[] = [];
  for (const { source, tree, problems } of statements) {
    if (tree.kind !== "blank") lines.push(printStatement(tree));
    for (const { code, from, to } of problems)
      lines.push(`  ${severityOf(code)} ${code} at ${from} ${JSON.stringify(source.slice(from, to))}`);
  }
  return lines.join("\n");
}
