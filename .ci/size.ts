/**
 * The size budgets: bundles each door for the browser, minified, and holds its gzipped weight against what was promised.
 *
 * What counts is what a page or an isolate loads at once: the entry and all it imports statically. Parts that are loaded
 * on demand (`await import`) are listed beside it.
 *
 * @module
 */
const KB = 1024;

/** Words that only one house says: finding one in another door's bundle means that the house came along. */
const MARKS = {
  "zod": "invalid_type",
  // German, and ASCII, because bundlers may escape the rest
  "zod's locales": "Eingabe",
  "the emulator": "x-emulator-fault",
  "the gateway": "x-bedrock-warnings",
  "the playground": "<!doctype html",
  "the control plane": "enforcedGuardrailsConfiguration",
  "the agents": "retrieveAndGenerate",
  "the client": "amz-sdk-invocation-id",
  "the machine's credentials": "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "the command line": "compgen",
} as const;

type House = keyof typeof MARKS;

interface Budget {
  /** The door, as in `exports`. */
  door: string;
  /** Gzipped bytes that may load at once; absent where nothing was promised. */
  limit?: number;
  /** The houses that may load at once; every other is a fault. */
  with: House[];
}

const BUDGETS: Budget[] = [
  { door: ".", limit: 15 * KB, with: ["the client"] },
  { door: "./control", with: ["the client", "the control plane"] },
  { door: "./agents", with: ["the client", "the agents"] },
  { door: "./credentials", with: ["the machine's credentials"] },
  { door: "./models", with: [] },
  { door: "./schemas", with: ["zod"] },
  { door: "./event-stream", with: [] },
  { door: "./handler", limit: 40 * KB, with: ["the gateway", "the client"] },
  {
    door: "./serve",
    with: ["the gateway", "the client", "the control plane", "the machine's credentials"],
  },
  { door: "./emulator", with: ["the emulator"] },
  {
    door: "./cli",
    with: ["the command line", "the client", "the gateway", "the emulator", "the machine's credentials"],
  },
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
/** The houses that were met anywhere: a mark that nobody says any more would hold nothing. */
const met = new Set<string>();
for (const { door, limit, with: allowed } of BUDGETS) {
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
    const everything = [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n").toLowerCase();
    for (const [house, mark] of Object.entries(MARKS)) {
      if (everything.includes(mark.toLowerCase())) met.add(house);
      if (text.includes(mark.toLowerCase()) && !allowed.includes(house as House)) {
        faults.push(`${door}: contains ${house} ("${mark}")`);
      }
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
for (const house of Object.keys(MARKS)) {
  if (!met.has(house) && house !== "zod's locales") {
    faults.push(`the mark of ${house} is found nowhere, wanted a new one`);
  }
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  Deno.exit(1);
}
