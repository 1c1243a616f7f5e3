/**
 * The conformance list in every runtime there is: Deno, Node, Bun, workerd, and its client half in Chromium.
 *
 * @module
 */
import { bundle, inBun, inChromium, inNode, inWorkerd } from "./runtimes/runtimes.ts";
import { CHECKS, conform, farEndAt, type Report } from "./conformance.ts";
import { assertEquals } from "./deps.ts";
import { serveFarEnd } from "./runtimes/far_end.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const ALL = [...CHECKS.client, ...CHECKS.handler];

for (const check of ALL) {
  Deno.test(`Deno: ${check.name}`, OPTIONS, async () => {
    await using far = serveFarEnd();
    assertEquals((await conform([check], farEndAt(far.endpoint))).failures, []);
  });
}

/** Holds a report against the list that Deno runs. */
function judge(runtime: string, report: Report, checks: typeof ALL): void {
  assertEquals(report.failures, []);
  assertEquals(report.ran, checks.map(({ name }) => name));
  console.log(`${runtime}: ${report.ran.length} of Deno's ${ALL.length} checks ran`);
}

for (
  const [runtime, entry, run] of [
    ["Node", "program.ts", inNode],
    ["Bun", "program.ts", inBun],
    ["workerd", "worker.ts", inWorkerd],
  ] as const
) {
  Deno.test(`${runtime} keeps every promise that Deno keeps`, OPTIONS, async () => {
    await using far = serveFarEnd();
    judge(runtime, await run(new URL(`runtimes/${entry}`, import.meta.url), far.endpoint), ALL);
  });
}

// A check that fails halfway lets go of nothing: that is no leak of the library's
const LEAKY = { sanitizeOps: false, sanitizeResources: false };
Deno.test("the conformance list has no name twice, and every check can fail", LEAKY, async () => {
  assertEquals(new Set(ALL.map(({ name }) => name)).size, ALL.length);
  // Behind an address where nobody listens, what needs the far end cannot pass
  const deaf = { ...farEndAt("http://127.0.0.1:1"), left: () => Promise.resolve(false) };
  const passed: string[] = [];
  for (const { name, run } of CHECKS.client.filter(({ run }) => /endpoint/.test(String(run)))) {
    await Promise.resolve(run(deaf)).then(() => passed.push(name), () => {});
  }
  assertEquals(passed, []);
});

Deno.test({
  name: "Chromium keeps every promise of the client that Deno keeps",
  ...OPTIONS,
  // A machine without a browser is no fault of the library's; where changes are judged there is one
  ignore: !inChromium.available && !Deno.env.get("CI"),
  async fn(): Promise<void> {
    const script = await bundle(new URL("runtimes/page.ts", import.meta.url));
    await using far = serveFarEnd(script);
    judge("Chromium", await inChromium(`${far.endpoint}/far/page`, far.reported), [...CHECKS.client]);
  },
});
