/**
 * The size budgets: bundles each door for the browser, minified, and holds its gzipped weight against what was promised.
 *
 * What counts is what a page or an isolate loads at once: the entry and all it imports statically. Parts that are loaded
 * on demand (`await import`) are listed beside it.
 *
 * @module
 */
const KB = 1024;

interface Budget {
  /** The door, as in `exports`. */
  door: string;
  /** Gzipped bytes that may load at once; absent where nothing was promised. */
  limit?: number;
  /** Strings that belong to other doors and must not come along. */
  without?: string[];
}

/** Words that only one house says: finding one in another door's bundle means that the house came along. */
const MARKS = {
  zod: "invalid_type",
  emulator: "x-emulator-fault",
  gateway: "x-bedrock-warnings",
  playground: "<!doctype html",
  control: "enforcedGuardrailsConfiguration",
};

const BUDGETS: Budget[] = [
  {
    door: ".",
    limit: 15 * KB,
    without: [MARKS.zod, MARKS.emulator, MARKS.gateway, MARKS.playground, MARKS.control],
  },
  { door: "./control", without: [MARKS.zod, MARKS.emulator, MARKS.gateway] },
  { door: "./agents", without: [MARKS.zod, MARKS.emulator, MARKS.gateway, MARKS.control] },
  { door: "./credentials", without: [MARKS.zod, MARKS.emulator, MARKS.gateway, MARKS.control] },
  { door: "./models", without: [MARKS.zod, MARKS.emulator, MARKS.gateway, MARKS.control] },
  { door: "./schemas", without: [MARKS.emulator, MARKS.gateway, MARKS.control] },
  { door: "./event-stream", without: [MARKS.zod, MARKS.emulator, MARKS.gateway, MARKS.control] },
  { door: "./handler", limit: 40 * KB, without: [MARKS.emulator, MARKS.playground] },
  { door: "./serve" },
  { door: "./emulator", without: [MARKS.zod, MARKS.gateway, MARKS.control] },
  { door: "./cli" },
];

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}

async function bundle(file: string, outdir: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", "--code-splitting", "--outdir", outdir, file],
  }).output();
  if (!success) throw new Error(`Cannot bundle ${file}: ${new TextDecoder().decode(stderr)}`);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of Deno.readDirSync(outdir)) files.set(entry.name, Deno.readFileSync(`${outdir}/${entry.name}`));
  return files;
}

function loadedAtOnce(files: Map<string, Uint8Array>, entry: string): Set<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = new TextDecoder().decode(files.get(name));
    for (const [, target] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) if (files.has(target!)) visit(target!);
  };
  visit(entry);
  return seen;
}

const { exports } = JSON.parse(Deno.readTextFileSync("deno.json")) as { exports: Record<string, string> };
const rows: Record<string, Record<string, string>> = {};
const faults: string[] = [];
for (const { door, limit, without } of BUDGETS) {
  const file = exports[door];
  if (file === undefined) {
    faults.push(`${door}: no such door`);
    continue;
  }
  const outdir = Deno.makeTempDirSync();
  try {
    const files = await bundle(file, outdir);
    const entry = `${file.split("/").at(-1)!.replace(/\.ts$/, "")}.js`;
    const atOnce = loadedAtOnce(files, entry);
    const size = async (names: Iterable<string>): Promise<number> => {
      let sum = 0;
      for (const name of names) sum += await gzipped(files.get(name)!);
      return sum;
    };
    const loaded = await size(atOnce);
    const later = await size([...files.keys()].filter((name) => !atOnce.has(name)));
    const text = [...atOnce].map((name) => new TextDecoder().decode(files.get(name))).join("\n").toLowerCase();
    if (limit !== undefined && loaded > limit) faults.push(`${door}: ${loaded} bytes, wanted at most ${limit}`);
    for (const mark of without ?? []) {
      if (text.includes(mark.toLowerCase())) faults.push(`${door}: contains "${mark}", which belongs to another door`);
    }
    rows[door] = {
      "at once, KB gzipped": (loaded / KB).toFixed(1),
      "budget, KB": limit === undefined ? "" : (limit / KB).toFixed(0),
      "on demand, KB gzipped": later === 0 ? "" : (later / KB).toFixed(1),
    };
  } finally {
    Deno.removeSync(outdir, { recursive: true });
  }
}
console.table(rows);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  Deno.exit(1);
}
