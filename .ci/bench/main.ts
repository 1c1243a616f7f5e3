/**
 * Every number that the project claims, measured beside its rival: `deno bench` over `tests`, then whole processes, which that
 * cannot measure. Out come one table of ratios, the same as JSON (`results.json`), and a picture of it (`results.svg`).
 *
 * `deno task bench [micro | imports | gateways | streams | soak] [--quick]`
 *
 * @module
 */
import { runGateways, runOpenStreams } from "./gateways.ts";
import { runImports } from "./imports.ts";
import { runMicro } from "./micro.ts";
import { draw } from "./picture.ts";
import { clean, run } from "./processes.ts";
import { round, rows } from "./rows.ts";

const quick = Deno.args.includes("--quick");
const only = Deno.args.find((word) => !word.startsWith("--"));

/** Thousands of requests, with trouble among them: nothing is compared, and all of it must hold. */
async function runSoak(): Promise<void> {
  const flags = ["--allow-all", "--no-check", "--unstable-no-legacy-abort", "--v8-flags=--expose-gc"];
  const sizes = ["8", quick ? "500" : "2000", "200"];
  console.table(JSON.parse(await run([Deno.execPath(), "run", ...flags, "tests/soak.ts", ...sizes, "--json"])));
}

const STEPS: Record<string, () => Promise<void>> = {
  micro: runMicro,
  imports: () => runImports(quick ? 8 : 24),
  gateways: () => runGateways(quick ? 2 : 8),
  streams: () => runOpenStreams(quick ? 1 : 2),
  soak: runSoak,
};
if (only !== undefined && !Object.hasOwn(STEPS, only)) {
  throw new RangeError(`Cannot bench ${only}: wanted one of ${Object.keys(STEPS).join(", ")}`);
}
try {
  for (const [name, step] of Object.entries(STEPS)) {
    if (only !== undefined && only !== name) continue;
    console.error(`${name} …`);
    await step();
  }
} finally {
  await clean();
}
console.table(rows.map(({ ratio, kept, ...row }) => {
  return { ...row, ratio: round(ratio), kept: kept === undefined ? "" : kept ? "yes" : "NO" };
}));
if (only === undefined) {
  const results = { date: new Date().toISOString(), deno: Deno.version.deno, rows };
  await Deno.writeTextFile(new URL("results.json", import.meta.url), JSON.stringify(results, undefined, 2) + "\n");
  await Deno.writeTextFile(new URL("results.svg", import.meta.url), draw(rows));
}
