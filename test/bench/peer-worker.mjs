import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/**
 * One system that the benches compare with, in a thread that can be ended. Asked for the derivatives of an expression, it
 * says how long parsing, deriving and writing down took, and what the derivatives come to at a point.
 */
const require = createRequire(`${workerData.home}/package.json`);

/** Each: (text, variables, order) → { texts, valueAt(point) }, in the default settings of the system. */
const systems = {
  mathjs() {
    const math = require("mathjs");
    return (text, variables, order) => {
      const node = math.parse(text);
      const gradient = variables.map((x) => math.derivative(node, x));
      const all =
        order === 1 ? gradient : [...gradient, ...pairs(gradient, variables, (g, y) => math.derivative(g, y))];
      return { texts: all.map(String), valueAt: (point) => all.map((d) => d.evaluate(point)) };
    };
  },
  nerdamer() {
    const nerdamer = require("nerdamer");
    require("nerdamer/Calculus");
    return (text, variables, order) => {
      const f = nerdamer(text);
      const gradient = variables.map((x) => nerdamer.diff(f, x));
      const all = order === 1 ? gradient : [...gradient, ...pairs(gradient, variables, (g, y) => nerdamer.diff(g, y))];
      return { texts: all.map(String), valueAt: (point) => all.map((d) => Number(d.evaluate(point).text("decimals"))) };
    };
  },
  algebrite() {
    const algebrite = require("algebrite");
    return (text, variables, order) => {
      const gradient = variables.map((x) => algebrite.run(`d(${text},${x})`));
      const all =
        order === 1 ? gradient : [...gradient, ...pairs(gradient, variables, (g, y) => algebrite.run(`d(${g},${y})`))];
      const put = (point) => Object.entries(point).reduce((f, [x, v]) => `subst(${v},${x},${f})`, "$");
      return {
        texts: all,
        valueAt: (point) =>
          all.map((d) => Number(algebrite.run(`float(${put(point).replace("$", () => d)})`).replace("...", ""))),
      };
    };
  },
  async "compute-engine"() {
    const { ComputeEngine } = await import(
      pathToFileURL(require.resolve("@cortex-js/compute-engine").replace(".min.js", ".min.esm.js")).href
    );
    const ce = new ComputeEngine();
    const by = (f, x) => ce.box(["D", f, letter(x)]).evaluate();
    return (text, variables, order) => {
      const f = ce.parse(latexOf(text));
      const gradient = variables.map((x) => by(f, x));
      const all = order === 1 ? gradient : [...gradient, ...pairs(gradient, variables, by)];
      const valueAt = (point) => {
        const values = Object.fromEntries(Object.entries(point).map(([x, v]) => [letter(x), ce.number(v)]));
        return all.map((d) => Number(d.subs(values).N().valueOf()));
      };
      return { texts: all.map((d) => d.latex), valueAt };
    };
  },
};

/** It reads x₁ as an entry of a list x, so numbered names are letters there. */
const letter = (name) => name.replace(/^x(\d+)$/, (_, digits) => "abcfghpqrs"[Number(digits) - 1] ?? name);

function latexOf(text) {
  return text
    .replace(/\bx\d+/g, letter)
    .replace(/\b(exp|sin|cos)\(/g, "\\$1(")
    .replace(/\blog\(/g, "\\ln(")
    .replace(/\*/g, " \\cdot ");
}

/** The lower half of a Hessian, row by row. */
function pairs(gradient, variables, derive) {
  return gradient.flatMap((g, i) => variables.slice(0, i + 1).map((y) => derive(g, y)));
}

const { warmMs, timedMs } = workerData.row;
const derive = await systems[workerData.system]();
parentPort.on("message", ({ text, variables, order, point }) => {
  let calls = 0;
  let result;
  let from = performance.now();
  do derive(text, variables, order);
  while (performance.now() - from < warmMs);
  from = performance.now();
  do {
    result = derive(text, variables, order);
    calls += 1;
  } while (performance.now() - from < timedMs);
  const ms = (performance.now() - from) / calls;
  parentPort.postMessage({ ms, values: result.valueAt(point) });
});
parentPort.postMessage("ready");
