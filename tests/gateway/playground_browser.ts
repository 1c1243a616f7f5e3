/**
 * The playground in Debian's Chromium, over loopback: opened for one test, watched for complaints, closed behind it.
 *
 * @module
 */
import { axe, playwright } from "../clients.ts";
import { assertEquals } from "../deps.ts";
import { type Bench, type BenchOptions, createBench, OPTIONS } from "./far_end.ts";

type Browser = Awaited<ReturnType<Awaited<ReturnType<typeof playwright>>["chromium"]["launch"]>>;

/** A page in a browser. */
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

const CHROMIUM = "/usr/bin/chromium";
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
  ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
);

/** What a test of the page gets. */
export interface Visit {
  /** The page, opened. */
  page: Page;
  /** Its address. */
  url: string;
  /** The gateway behind it. */
  bench: Bench;
}

/** How the page is visited. */
export interface VisitOptions extends BenchOptions {
  /** What kind of window it is. */
  window?: Parameters<Browser["newContext"]>[0];
  /** What the console may say: browsers write a line there for each refusal. */
  allowed?: RegExp;
}

/**
 * A test in a browser. It is left out only where there is no Chromium and nobody said that there must be.
 *
 * @param name What is promised.
 * @param options How the page is visited.
 * @param visit What is done there. Afterwards nothing may have complained.
 */
export function browserTest(name: string, options: VisitOptions, visit: (visit: Visit) => Promise<void>): void {
  const ignore = !isThere(CHROMIUM) && (Deno.env.get("CI") ?? "") === "";
  Deno.test({ name, ignore, ...OPTIONS, fn: () => open(options, visit) });
}

async function open(options: VisitOptions, visit: (visit: Visit) => Promise<void>): Promise<void> {
  const { window, allowed, ...benchOptions } = options;
  const bench = createBench({ playground: true, signs: true, ...benchOptions });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, bench.handler);
  const { chromium } = await playwright();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...window });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const text = message.text();
      if (["error", "warning"].includes(message.type()) && allowed?.test(text) !== true) complaints.push(text);
    });
    const url = `http://127.0.0.1:${server.addr.port}/`;
    await page.goto(url);
    await visit({ page, url, bench });
    assertEquals(complaints, []);
  } finally {
    await browser?.close();
    await server.shutdown();
  }
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Waits until the page knows its model. */
export async function ready(page: Page): Promise<void> {
  await page.locator("#form .field").first().waitFor({ state: "attached" });
}

/** Chooses a model as a hand on the keyboard does. */
export async function choose(page: Page, modelId: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator("#search").fill(modelId);
  const described = page.waitForResponse((response) =>
    response.url().endsWith(`/playground/${encodeURIComponent(modelId)}`) && response.request().method() === "GET"
  );
  await page.keyboard.press("Enter");
  await (await described).finished();
  await page.locator("#models").waitFor({ state: "hidden" });
  await ready(page);
}

/** Sends a prompt, and waits for the end of its answer. */
export async function ask(page: Page, prompt: string): Promise<void> {
  const turns = await page.locator(".turn").count();
  await page.locator("#prompt").fill(prompt);
  await page.locator("#prompt").press("Enter");
  await page.locator(".turn").nth(turns).locator(".under").waitFor();
}

/** What a checker of accessibility finds wrong with the page as it is now. */
export async function faults(page: Page): Promise<string[]> {
  const { default: { source } } = await axe();
  const session = await page.context().newCDPSession(page);
  try {
    // By the debugger, since the page's own policy lets nothing in.
    await session.send("Runtime.evaluate", { expression: source });
    const { result } = await session.send("Runtime.evaluate", {
      expression: `axe.run().then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) => ` +
        `nodes.map(({ html, failureSummary }) => [id, html.slice(0, 160), failureSummary].join(" | ")))))`,
      awaitPromise: true,
      returnByValue: true,
    });
    return JSON.parse(result.value);
  } finally {
    await session.detach();
  }
}
