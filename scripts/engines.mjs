import semver from "semver";

/** Which locked packages refuse every version of Node 20, as "name needs range". */
export function refusing20(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== "" && entry.engines?.node && !semver.intersects(entry.engines.node, "20.x"))
    .map(([path, entry]) => `${path.replace(/^.*node_modules\//, "")} needs Node ${entry.engines.node}`);
}
