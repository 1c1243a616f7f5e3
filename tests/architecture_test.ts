/**
 * The import law and the shape of the house: what DESIGN and STYLE promise about the tree, read from the tree.
 *
 * @module
 */
import { assert, assertEquals } from "./deps.ts";

const ROOT = new URL("../", import.meta.url);

/** Which houses a house may import from, itself apart. */
const LAW: Record<string, string[]> = {
  wire: [],
  models: [],
  credentials: ["wire"],
  schemas: ["models"],
  emulator: ["models", "wire"],
  client: ["models", "credentials", "wire"],
  gateway: ["schemas", "client", "credentials", "models", "wire"],
  cli: ["gateway", "emulator", "schemas", "client", "credentials", "models", "wire"],
};

/** The files that put houses together or touch the machine: these may say `Deno`. */
const WORLDLY = ["src/serve.ts", "src/cli.ts", "src/cli/terminal.ts"];

/** The files that may write to the console; the last writes programs down that do. */
const TALKATIVE = ["src/serve.ts", "src/cli.ts", "src/gateway/playground_code.ts"];

interface Source {
  path: string;
  text: string;
  /** The text without comments. */
  code: string;
  imports: string[];
}

function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(new URL(folder, ROOT))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* walk(`${path}/`);
    else if (path.endsWith(".ts")) yield path;
  }
}

function read(path: string): Source {
  const text = Deno.readTextFileSync(new URL(path, ROOT));
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
  const pattern =
    /^(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  const imports = [...code.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? match[3])!);
  return { path, text, code, imports };
}

const sources = [...walk("src/")].map(read);
const houseOf = (path: string): string | undefined => path.match(/^src\/([^/]+)\//)?.[1];
const resolve = (source: Source, specifier: string): string =>
  new URL(specifier, new URL(source.path, ROOT)).href.slice(ROOT.href.length);

Deno.test("architecture: every house is known to the law, and flat", () => {
  for (const { path } of sources) {
    const house = houseOf(path);
    if (house === undefined) continue;
    assert(house in LAW, `${path}: a house that the law does not know`);
    assertEquals(path.split("/").length, 3, `${path}: houses stay flat inside`);
  }
});

Deno.test("architecture: houses import only what the law allows", () => {
  const offences: string[] = [];
  for (const source of sources) {
    const house = houseOf(source.path);
    if (house === undefined) continue;
    for (const specifier of source.imports.filter((one) => one.startsWith("."))) {
      const target = resolve(source, specifier);
      const other = houseOf(target);
      const allowed = other === house || (other !== undefined && LAW[house]!.includes(other)) ||
        (other === undefined && target === "deps.ts" && (house === "client" || house === "credentials")) ||
        (other === undefined && target === "src/serve.ts" && house === "cli");
      if (!allowed) offences.push(`${source.path} -> ${target}`);
    }
  }
  assertEquals(offences, []);
});

Deno.test("architecture: only a deps.ts reaches outside the project, with whole specifiers", () => {
  const offences: string[] = [];
  for (const source of [...sources, read("mod.ts"), read("deps.ts")]) {
    const isDoor = source.path.endsWith("deps.ts");
    for (const specifier of source.imports) {
      if (specifier.startsWith(".")) continue;
      if (specifier.startsWith("node:") && WORLDLY.includes(source.path)) continue;
      if (isDoor && /^(npm|jsr):@?[^@]+@\^?\d/.test(specifier)) continue;
      offences.push(`${source.path} -> ${specifier}`);
    }
  }
  assertEquals(offences, []);
});

Deno.test("architecture: only the worldly files say Deno, only the talkative ones write to the console", () => {
  const offences: string[] = [];
  for (const { path, code: written } of sources) {
    // What stands in a string is text for somebody else, such as the program that the playground shows
    const code = written.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
    if (/\bDeno\s*[.?[]/.test(code) && !WORLDLY.includes(path)) offences.push(`${path} says Deno`);
    if (/\bconsole\./.test(code) && !TALKATIVE.includes(path)) offences.push(`${path} writes to the console`);
  }
  assertEquals(offences, []);
});

Deno.test("architecture: every file begins with a doc that says what it is, and has a name that says what it gives", () => {
  const offences: string[] = [];
  for (const { path, text } of sources) {
    if (!/^(#!.*\n)?\/\*\*\s*\n? ?\*? ?\S/.test(text)) offences.push(`${path}: no doc at the top`);
    if (/\/(index|utils?|helpers?|common|misc|shared)\.ts$/.test(path)) {
      offences.push(`${path}: a name that says nothing`);
    }
    if (!/^[a-z0-9_]+\.ts$/.test(path.split("/").at(-1)!)) offences.push(`${path}: not snake_case`);
  }
  assertEquals(offences, []);
});

Deno.test("architecture: the pure houses touch no fetch, clock, randomness or environment", () => {
  const offences: string[] = [];
  for (const { path, code } of sources) {
    const house = houseOf(path);
    const pure = house === "wire" || house === "models" ||
      (house === "gateway" && /\/(openai|anthropic)_[a-z_]+\.ts$/.test(path));
    if (!pure) continue;
    const found = code.match(
      /\b(fetch\(|Date\.now\(|new Date\(\)|Math\.random\(|crypto\.(subtle|random|getRandom)|process\.env)/,
    );
    if (found) offences.push(`${path}: ${found[0]}`);
  }
  assertEquals(offences, []);
});

Deno.test("architecture: public doors and the folders they stand in exist", () => {
  const { exports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))) as {
    exports: Record<string, string>;
  };
  for (const [door, file] of Object.entries(exports)) {
    assert(Deno.statSync(new URL(file, ROOT)).isFile, `${door} leads to ${file}, which is not there`);
  }
});

Deno.test("architecture: what is served is locked by itself, few packages and the very ones that are tested", () => {
  const packagesIn = (path: string): Record<string, unknown> =>
    JSON.parse(Deno.readTextFileSync(new URL(path, ROOT))).npm;
  const [served, tested] = [packagesIn("src/deno.lock"), packagesIn("tests/deno.lock")];
  assertEquals(Object.keys(served).map((name) => name.split("@")[0]), ["aws4fetch", "deno-std", "zod"]);
  for (const name in served) assertEquals(served[name], tested[name], name);
  const { tasks } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))) as {
    tasks: Record<string, { command: string }>;
  };
  // There is no lock for all: whatever that named, `deno task` itself would fetch.
  for (const name of ["serve", "cli"]) assert(tasks[name]!.command.startsWith("deno run --lock=src/deno.lock "), name);
});
