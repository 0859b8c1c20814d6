import { buildTree } from "../../src/core/kdtree/build";
import { nearestMany } from "../../src/core/kdtree/nearest";
import { idsWithinMany, type ManyFound } from "../../src/core/kdtree/range";
import type { Tree } from "../../src/core/kdtree/tree";
import type { Bench, BenchResult, Case, TargetUse, Timed } from "./bench";
import { type Cloud, clusteredCloud, type PeerIndex, peerIndexes, uniformCloud } from "./kdtree-cases";
import { serveCloud } from "./nanoflann";

/** The CPU time of this process, so that other work on the machine does not count. */
function timed<T>(work: () => T): { ms: number; result: T } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, result };
}

/** The index of each system over a cloud, made when the first bench asks for it and dropped by the last. */
function stage(make: () => Cloud) {
  let cloud: Cloud | undefined;
  let tree: Tree | undefined;
  const peers = new Map<string, PeerIndex | undefined>();
  let nano: ReturnType<typeof serveCloud> | null = null;
  const theCloud = () => (cloud ??= make());
  return {
    cloud: theCloud,
    tree: () => (tree ??= buildTree(theCloud().points, theCloud().d)),
    peer: (name: string) => {
      if (!peers.has(name)) peers.set(name, peerIndexes[name](theCloud()));
      return peers.get(name);
    },
    nano: () => {
      if (nano === null) nano = serveCloud(theCloud());
      return nano;
    },
    drop: () => {
      cloud = tree = undefined;
      peers.clear();
    },
  };
}
type Stage = ReturnType<typeof stage>;

/** The nearest by our tree, and by each peer that can. */
function nearestCases(on: Stage, k: number): Case[] {
  const ours: Case = {
    name: "ours",
    setup: () => {
      on.tree();
      return () => timed(() => nearestMany(on.tree(), on.cloud().queries, k));
    },
  };
  return [
    ours,
    ...peerCases(on, (index) => index.nearest && (() => timed(() => index.nearest!(k)))),
    nano(on, `knn ${k}`),
  ];
}

function radiusCases(on: Stage, radius: number): Case[] {
  const all = () => idsWithinMany(on.tree(), on.cloud().queries, radius);
  const ours: Case = {
    name: "ours",
    setup: () => {
      on.tree();
      return () => timed(all);
    },
  };
  return [
    ours,
    ...peerCases(on, (index) => index.within && (() => timed(() => index.within!(radius)))),
    nano(on, `radius ${radius}`),
  ];
}

function buildCases(on: Stage): Case[] {
  const ours: Case = { name: "ours", setup: () => () => timed(() => void buildTree(on.cloud().points, on.cloud().d)) };
  return [ours, ...peerCases(on, (index) => () => timed(() => void index.build())), nano(on, "build 0")];
}

function peerCases(on: Stage, work: (index: PeerIndex) => Timed | undefined): Case[] {
  return Object.keys(peerIndexes).map((name) => ({
    name,
    setup: () => {
      const index = on.peer(name);
      return index && work(index);
    },
  }));
}

function nano(on: Stage, command: string): Case {
  return {
    name: "nanoflann (C++)",
    setup: () => {
      const ask = on.nano();
      return ask && (() => ask(command));
    },
  };
}

const distance = ({ points, queries, d }: Cloud, row: number, id: number) => {
  let sum = 0;
  for (let axis = 0; axis < d; axis++) sum += (points[id * d + axis] - queries[row * d + axis]) ** 2;
  return Math.sqrt(sum);
};

/** Rows found, as distances for each query in order: equal rows at equal distance may be named differently. */
function agreeOnNearest(on: Stage, k: number) {
  return (results: ReadonlyMap<string, unknown>) => {
    const cloud = on.cloud();
    const { result } = results.get("ours") as { result: ReturnType<typeof nearestMany> };
    let sum = 0;
    for (const each of result.distances) sum += each;
    for (const [name, reply] of results) {
      if (name === "ours") continue;
      if (name.startsWith("nanoflann")) {
        const { sum: theirs } = reply as { sum: number };
        if (Math.abs(theirs - sum) > 1e-9 * sum)
          throw new Error(`${name} finds distances of ${theirs} in all, ours ${sum}`);
        continue;
      }
      for (const [row, ids] of (reply as { result: ArrayLike<number>[] }).result.entries()) {
        const theirs = Array.from(ids, (id) => distance(cloud, row, id)).sort((a, b) => a - b);
        const same =
          theirs.length === k && theirs.every((x, at) => Math.abs(x - result.distances[row * k + at]) < 1e-12);
        if (!same) throw new Error(`${name} and ours differ in query ${row}`);
      }
    }
  };
}

function agreeOnRadius(results: ReadonlyMap<string, unknown>): void {
  const { ids: all, starts } = (results.get("ours") as { result: ManyFound }).result;
  for (const [name, reply] of results) {
    if (name === "ours") continue;
    if (name.startsWith("nanoflann")) {
      const theirs = (reply as { found: number }).found;
      if (theirs !== all.length) throw new Error(`${name} finds ${theirs} rows, ours ${all.length}`);
      continue;
    }
    for (const [row, ids] of (reply as { result: ArrayLike<number>[] }).result.entries()) {
      const [a, b] = [all.slice(starts[row], starts[row + 1]).sort(), Uint32Array.from(ids).sort()];
      if (`${a}` !== `${b}`) throw new Error(`${name} and ours differ in query ${row}`);
    }
  }
}

/** How many times longer `peer` takes; NaN where it was not measured. */
function times({ cases }: BenchResult, peer: string): number {
  return (cases.get(peer)?.medianMs ?? Number.NaN) / cases.get("ours")!.medianMs;
}

/** Figures of several benches of which one number is the target. */
function gather(combine: (figures: readonly number[]) => number, pick: (result: BenchResult) => number) {
  const figures: number[] = [];
  return (result: BenchResult) => {
    const figure = pick(result);
    if (Number.isFinite(figure)) figures.push(figure);
    return combine(figures);
  };
}
const least = (list: readonly number[]) => Math.min(...list);
const geometricMean = (list: readonly number[]) =>
  Math.exp(list.reduce((sum, x) => sum + Math.log(x), 0) / list.length);

const nanoTimes = (result: BenchResult) => 1 / times(result, "nanoflann (C++)");
const uniformNano = gather(geometricMean, nanoTimes);
const farNano = gather(geometricMean, nanoTimes);
const buildNano = gather(geometricMean, nanoTimes);
const staticLeast = gather(least, (result) => times(result, "static-kdtree 1.0.2"));
const javascriptLeast = gather(least, (result) => times(result, "kd-tree-javascript 1.0.3"));
const flatbushMillion = gather(least, (result) => times(result, "flatbush 4.7.0"));
const kdbushLeast = gather(least, (result) => times(result, "kdbush 4.1.0"));

function nearestTargets(n: number, d: number, k: number): TargetUse[] {
  const flatbush = (result: BenchResult) => times(result, "flatbush 4.7.0");
  return [
    { id: "kdtree-nanoflann-uniform", figure: uniformNano },
    ...(n === 100_000 && d === 2 ? [{ id: `kdtree-flatbush-${k}`, figure: flatbush }] : []),
    ...(n === 100_000 ? [{ id: "kdtree-static", figure: staticLeast }] : []),
    ...(n === 100_000 && d < 8 ? [{ id: "kdtree-javascript", figure: javascriptLeast }] : []),
    ...(n > 100_000 && d === 2 ? [{ id: "kdtree-flatbush-million", figure: flatbushMillion }] : []),
  ];
}

/** The radius that holds about twenty of n uniform points. */
const radiusFor = (n: number, d: number) => {
  const volume = { 2: Math.PI, 3: (4 / 3) * Math.PI, 8: Math.PI ** 4 / 24 }[d]!;
  return (20 / (n * volume)) ** (1 / d);
};

const uniform = [100_000, 1_000_000].flatMap((n) =>
  [2, 3, 8].flatMap((d): Bench[] => {
    const on = stage(() => uniformCloud(n, d, d === 8 ? 2_000 : 10_000));
    const where = `k-d tree of ${n / 1000}k uniform points in ${d}-D`;
    const radius = radiusFor(n, d);
    const budgetMs = n > 100_000 ? 3_000 : 4_000;
    return [
      {
        name: `${where}: build`,
        cases: buildCases(on),
        budgetMs,
        targets: [{ id: "kdtree-nanoflann-build", figure: buildNano }],
      },
      ...[1, 10].map((k) => ({
        name: `${where}: k = ${k}`,
        cases: nearestCases(on, k),
        agree: agreeOnNearest(on, k),
        budgetMs,
        targets: nearestTargets(n, d, k),
      })),
      {
        name: `${where}: radius`,
        cases: radiusCases(on, radius),
        agree: (results) => {
          agreeOnRadius(results);
          on.drop();
        },
        budgetMs,
        targets: [
          { id: "kdtree-nanoflann-uniform", figure: uniformNano },
          ...(d === 2 ? [{ id: "kdtree-kdbush", figure: kdbushLeast }] : []),
        ],
      },
    ];
  }),
);

const far = [2, 3, 8].flatMap((d): Bench[] => {
  const on = stage(() => clusteredCloud(100_000, d, d === 8 ? 1000 : 10_000));
  return [1, 10].map((k) => ({
    name: `k-d tree of 100k clustered points in ${d}-D, far queries: k = ${k}`,
    cases: [nearestCases(on, k)[0], nano(on, `knn ${k}`)],
    agree: agreeOnNearest(on, k),
    targets: [{ id: "kdtree-nanoflann-far", figure: farNano }],
  }));
});

export default [...uniform, ...far];
