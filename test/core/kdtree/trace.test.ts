import { describe, expect, test } from "vitest";
import { buildTree } from "../../../src/core/kdtree/build";
import { type Event, waitingAt } from "../../../src/core/kdtree/event";
import { traceNearest } from "../../../src/core/kdtree/trace";
import { traceBins } from "../../../src/core/kdtree/trace-bins";
import { pivotOf, type Tree } from "../../../src/core/kdtree/tree";
import { named, six, uniform } from "./data";

const tree = buildTree(six, 2, { rule: "variance", store: "nodes", leafSize: 1 });
const nameOf = (node: number) => {
  const at = pivotOf(tree, node);
  return named(tree.ids[at >= 0 ? at : tree.nodes[4 * node + 2]]);
};

function told(events: readonly Event[]): string[] {
  return events.map((event) => {
    if (event.kind === "descend") return `at ${nameOf(event.node)}`;
    if (event.kind === "scan")
      return event.tests.map(({ id, distance }) => `${named(id)}: ${distance.toFixed(4)}`).join();
    if (event.kind === "stop") return `stop ${event.reason} ${event.least} ${event.worst.toFixed(4)}`;
    return `${event.kind} ${nameOf(event.node)} ${event.least.toFixed(4).replace(/\.?0+$/, "")} ${event.worst.toFixed(4)}`;
  });
}

describe("the stories of the worked example", () => {
  test("(2.1,3.1): both far sides are pruned", () => {
    expect(told(traceNearest(tree, [2.1, 3.1], 1, { bound: "plane" }).events)).toEqual([
      "at (7,2)",
      "at (5,4)",
      "(2,3): 0.1414",
      "(5,4): 3.0364",
      "prune (4,7) 0.9 0.1414",
      "(7,2): 5.0220",
      "prune (9,6) 4.9 0.1414",
      "stop empty 0 0.1414",
    ]);
  });

  test("(2,4.5): the far side of (5,4) must be entered, and holds the answer", () => {
    expect(told(traceNearest(tree, [2, 4.5], 1, { bound: "plane" }).events)).toEqual([
      "at (7,2)",
      "at (5,4)",
      "(4,7): 3.2016",
      "(5,4): 3.0414",
      "open (2,3) 0.5 3.0414",
      "(2,3): 1.5000",
      "(7,2): 5.5902",
      "prune (9,6) 5 1.5000",
      "stop empty 0 1.5000",
    ]);
  });

  test("(2,4.5) best bin first, with the queue after each step", () => {
    const { events, counts } = traceBins(tree, [2, 4.5], 1);
    expect(told(events)).toEqual([
      "(7,2): 5.5902",
      "at (7,2)",
      "(5,4): 3.0414",
      "at (5,4)",
      "(4,7): 3.2016",
      "open (2,3) 0.5 3.0414",
      "(2,3): 1.5000",
      "stop bound 5 1.5000",
    ]);
    const queue = (step: number) => waitingAt(events, step, true).map(({ node, least }) => `${least}:${nameOf(node)}`);
    expect([2, 4, 6, 8].map(queue)).toEqual([["5:(9,6)"], ["0.5:(2,3)", "5:(9,6)"], ["5:(9,6)"], []]);
    expect(counts.nodes).toBe(4);
  });
});

test("every pruning is a proof: no point of a pruned subtree beats the answer, and every point is tested or pruned", () => {
  const data = uniform(2000, 2, 31);
  const big: Tree = buildTree(data, 2, { leafSize: 6 });
  const query = [0.4, 0.6];
  const { events, distances } = traceNearest(big, query, 5);
  let covered = 0;
  for (const event of events) {
    if (event.kind === "scan") covered += event.tests.length;
    if (event.kind !== "prune") continue;
    const [from, to] = big.nodes.subarray(4 * event.node + 2, 4 * event.node + 4);
    covered += to - from;
    expect(event.least).toBeGreaterThan(event.worst);
    for (let at = from; at < to; at++) {
      const distance = Math.hypot(big.points[2 * at] - query[0], big.points[2 * at + 1] - query[1]);
      expect(distance).toBeGreaterThanOrEqual(event.least - 1e-12);
      expect(distance).toBeGreaterThan(distances[4]);
    }
  }
  expect(covered).toBe(2000);
});

test("a story cut short still ends with the whole answer", () => {
  const big = buildTree(uniform(2000, 2, 31), 2);
  const whole = traceNearest(big, [0.4, 0.6], 50);
  const short = traceNearest(big, [0.4, 0.6], 50, {}, 10);
  expect(whole.isWhole).toBe(true);
  expect(short.isWhole).toBe(false);
  expect(short.events).toEqual(whole.events.slice(0, 10));
  expect(short.ids).toEqual(whole.ids);
  expect(short.counts).toEqual(whole.counts);
});
