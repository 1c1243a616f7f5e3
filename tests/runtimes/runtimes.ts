/**
 * A module and a far end's address in, the report of what a runtime made of it out: bundled, started, read and stopped.
 *
 * @module
 */
import { withWorkerd } from "../gateway/workerd.ts";
import { playwright } from "../clients.ts";
import type { Report } from "../conformance.ts";

/** The exact version that the tests run. npm brings it, and keeps it for the next run. */
const BUN = "bun@1.4.5";
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

/** Bundles a module into one, for a browser or anything else that has web standards. */
export async function bundle(entry: URL): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    const args = ["bundle", "--quiet", "--platform", "browser", "--external", "node:*", "-o", file, entry.href];
    await run(Deno.execPath(), args);
    return await Deno.readTextFile(file);
  } finally {
    await Deno.remove(file);
  }
}

/** Runs a program in Node. */
export function inNode(entry: URL, endpoint: string): Promise<Report> {
  return inProgram(entry, endpoint, "node", []);
}

/** Runs a program in Bun. */
export function inBun(entry: URL, endpoint: string): Promise<Report> {
  return inProgram(entry, endpoint, "npx", ["--yes", BUN]);
}

/** Serves a Worker in workerd, and asks it. */
export async function inWorkerd(entry: URL, endpoint: string): Promise<Report> {
  let report: Report | undefined;
  await withWorkerd(entry, async (url) => {
    report = await (await fetch(`${url}/?far=${encodeURIComponent(endpoint)}`)).json();
  }, { reachesLoopback: true });
  return report!;
}

/** Opens a page in Chromium, and waits for its report. */
export async function inChromium(page: string, reported: Promise<Report>): Promise<Report> {
  const { chromium } = await playwright();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const browser = await chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
  });
  try {
    const opened = await browser.newPage();
    const broken = new Promise<never>((_, reject) => {
      opened.on("pageerror", reject);
      timer = setTimeout(() => reject(new Error("Cannot read report: the page sent none")), 60_000);
    });
    await opened.goto(page);
    return await Promise.race([reported, broken]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
inChromium.available = CHROMIUM !== undefined;

async function inProgram(entry: URL, endpoint: string, command: string, args: string[]): Promise<Report> {
  const folder = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    const file = `${folder}/program.mjs`;
    await Deno.writeTextFile(file, await bundle(entry));
    return JSON.parse(await run(command, [...args, file, endpoint]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function run(command: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(`Cannot run ${command}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
