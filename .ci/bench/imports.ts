/**
 * The doors in, how long a fresh process takes to import each out, over one that imports nothing.
 *
 * @module
 */
import { bestOf, run, work } from "./processes.ts";
import { compare } from "./rows.ts";

const RIVALS = {
  "@aws-sdk/client-bedrock-runtime": "npm:@aws-sdk/client-bedrock-runtime@3.1164.0",
  "@ai-sdk/amazon-bedrock": "npm:@ai-sdk/amazon-bedrock@5.0.101",
} as const;
/** What Deno takes for the files alone: empty ones, as many of them loaded at once and on demand as those of the door. */
const EMPTY = "as many empty files";
const BUNDLED = ". in a bundle";
/** Deno reads what a program may load later as soon as it starts, unless it is told not to. */
const LAZY = ". with --unstable-lazy-dynamic-imports";
const config = new URL("../../deno.json", import.meta.url);

/**
 * Imports each door, and its rivals, in processes of their own.
 *
 * @param rounds How many times.
 */
export async function runImports(rounds: number): Promise<void> {
  const { exports } = JSON.parse(await Deno.readTextFile(config)) as { exports: Record<string, string> };
  const targets: Record<string, string> = { nothing: "", ...RIVALS };
  for (const [door, file] of Object.entries(exports)) {
    // These two begin to serve, or to ask
    if (door !== "./serve" && door !== "./cli") targets[door] = new URL(file, config).href;
  }
  targets[LAZY] = targets["."]!;
  targets[EMPTY] = await emptyFiles(targets["."]!);
  targets[BUNDLED] = await bundled(new URL(exports["."]!, config).pathname);
  const turns: Record<string, () => Promise<number>> = {};
  for (const [at, [name, target]] of Object.entries(targets).entries()) {
    const program = `${work}/import_${at}.ts`;
    await Deno.writeTextFile(program, target && `import ${JSON.stringify(target)};\n`);
    turns[name] = async () => {
      const began = performance.now();
      await run([
        Deno.execPath(),
        "run",
        "--allow-all",
        "--no-check",
        "--quiet",
        ...name === LAZY ? ["--unstable-lazy-dynamic-imports"] : [],
        `--config=${config.pathname}`,
        program,
      ]);
      return began - performance.now();
    };
  }
  // The first round fills the caches
  await bestOf(1, turns);
  const best = await bestOf(rounds, turns);
  const over = (name: string): number => best.nothing! - best[name]!;
  const rivals = Object.fromEntries(Object.keys(RIVALS).map((name) => [name, over(name)]));
  const nothing = { "an empty program": -best.nothing! };
  for (const door of Object.keys(targets)) {
    if (door === "nothing" || door === EMPTY || door in RIVALS) continue;
    const isFront = door === "." || door === LAZY || door === BUNDLED;
    const others = door === "." ? { ...rivals, [EMPTY]: over(EMPTY) } : isFront ? rivals : nothing;
    const own = { value: over(door), unit: "ms", less: true };
    compare(`cold import of ${door}`, own, others, isFront ? { atMost: 5 } : {});
  }
}

interface Module {
  specifier: string;
  dependencies?: { code?: { specifier?: string }; isDynamic?: boolean }[];
}

/** Files that hold nothing, in place of those that Deno reads for a door: a first one that imports the others as it does. */
async function emptyFiles(door: string): Promise<string> {
  const info = await run([Deno.execPath(), "info", "--json", `--config=${config.pathname}`, door]);
  const modules = new Map((JSON.parse(info) as { modules: Module[] }).modules.map((each) => [each.specifier, each]));
  const atOnce = new Set([door]);
  const all = new Set(atOnce);
  // Both sets grow while they are walked
  for (const [seen, onDemand] of [[atOnce, false], [all, true]] as const) {
    for (const specifier of seen) {
      for (const { code, isDynamic = false } of modules.get(specifier)?.dependencies ?? []) {
        const target = code?.specifier;
        if (target?.startsWith("file:") && (onDemand || !isDynamic)) seen.add(target);
      }
    }
  }
  const folder = `${work}/empty`;
  await Deno.mkdir(folder);
  const lines = [...all].slice(1).map((specifier, at) =>
    atOnce.has(specifier) ? `import "./${at}.ts";` : `export const at${at} = () => import("./${at}.ts");`
  );
  for (const at of lines.keys()) await Deno.writeTextFile(`${folder}/${at}.ts`, "export const empty: true = true;\n");
  await Deno.writeTextFile(`${folder}/first.ts`, lines.join("\n"));
  return `file://${folder}/first.ts`;
}

/** The same door as bundlers ship it, to Deno Deploy and to Workers: split where it loads on demand. */
async function bundled(file: string): Promise<string> {
  const flags = ["--quiet", "--platform", "deno", "--minify", "--code-splitting"];
  await run([Deno.execPath(), "bundle", ...flags, "--outdir", `${work}/bundle`, file]);
  return `file://${work}/bundle/mod.js`;
}
