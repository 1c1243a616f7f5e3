import { createPage } from "../../src/gateway/playground.ts";
import { openai6 } from "../clients.ts";
import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "../deps.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { createBench, eventStream, OPTIONS, type Player, refuse } from "./far_end.ts";
import { ask, browserTest, choose, faults, type Page, ready } from "./playground_browser.ts";
import { event, exception, text } from "./playground_frames.ts";

const PROMPT = "explain black holes to 8th graders";
const FOCUSED = "document.activeElement.id";
const END = [
  event("messageStop", { stopReason: "end_turn" }),
  event("metadata", { usage: { inputTokens: 1, outputTokens: 2 } }),
];
const HOSTILE = [
  "## Title",
  "1. outer\n   - inner",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  '```ts\nconst a = "<b>";\n```',
  "**bold** [good](https://example.com/a) [bad](javascript:alert(1)) ![x](data:text/html,hi)",
  "<img src=x onerror=alert(1)><script>alert(2)</script>",
].join("\n\n");

/** Says something, then nothing, and tells when it is no longer listened to. */
const left = Promise.withResolvers<void>();
const slow: Player = () => eventStream([text("One, "), text("two")], { open: true, onCancel: () => left.resolve() });

/** Refuses the first question, breaks off in the second. */
const failing: Player = (_seen, index) =>
  index === 0
    ? refuse("ValidationException", "Input is too long for requested model.", 400)
    : eventStream([text("Half "), text("of it"), exception("modelStreamErrorException", "It tripped.")]);

Deno.test("createPage() names every script and style by its hash, and lets nothing else in", OPTIONS, async () => {
  const { html, headers } = await createPage();
  const policy = headers["content-security-policy"]!;
  for (const [, tag, text] of html.matchAll(/<(script|style)\b[^>]*>([^]*?)<\/\1>/g)) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    assertMatch(policy, new RegExp(`${tag}-src[^;]*'sha256-${hash.replace(/[+/]/g, "\\$&")}'`));
  }
  for (const part of ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    assertStringIncludes(policy, part);
  }
  assertNotMatch(policy, /unsafe|https?:|\*/);
  assertNotMatch(html, /(?:src|href)="(?!data:|#)|\sstyle="|\son[a-z]+="|@import|url\(/);
});

Deno.test(
  "GET / is the page where it is on, told apart by its tag, and a few lines of help where it is off",
  OPTIONS,
  async () => {
    const on = createBench({ playground: true });
    const first = await on.call("/");
    assertEquals(first.status, 200);
    assertEquals(first.headers.get("content-type"), "text/html; charset=utf-8");
    assertMatch(await first.text(), /^<!doctype html>/);
    const tag = first.headers.get("etag")!;
    const again = await on.call("/", { headers: { "if-none-match": tag } });
    assertEquals([again.status, await again.text(), again.headers.get("etag")], [304, "", tag]);
    assertEquals((await on.call("/", { method: "HEAD" })).status, 200);

    const off = createBench();
    const help = await off.call("/");
    assertMatch(await help.text(), /\/v1\/chat\/completions/);
    const nothing = await off.call("/playground/amazon.nova-lite-v1%3A0");
    assertEquals(nothing.status, 404);
    await nothing.body?.cancel();
  },
);

Deno.test(
  "GET / gives a browser without a key the page that asks for one, and anybody else a refusal",
  OPTIONS,
  async () => {
    const { call } = createBench({ playground: true, keys: ["a-good-key"] });
    const page = await call("/", { headers: { accept: "text/html,*/*;q=0.8" } });
    assertEquals([page.status, page.headers.get("www-authenticate")], [401, "Bearer"]);
    assertEquals(page.headers.get("cache-control"), "no-store");
    assertMatch(await page.text(), /^<!doctype html>/);
    const refusal = await call("/");
    assertEquals([refusal.status, (await refusal.json()).error.code], [401, "invalid_api_key"]);
    const data = await call("/playground/amazon.nova-lite-v1%3A0", { headers: { accept: "text/html" } });
    assertEquals([data.status, (await data.json()).error.code], [401, "invalid_api_key"]);
  },
);

Deno.test("GET /playground/{modelId} gives the family's schema, and its body around a prompt", OPTIONS, async () => {
  const { call } = createBench({ playground: true, models: { quick: "amazon.titan-text-lite-v1" } });
  const describe = async (id: string): Promise<Record<string, never>> =>
    await (await call(`/playground/${encodeURIComponent(id)}`)).json();
  const titan = await describe("quick") as Record<string, unknown>;
  assertEquals([titan.family, titan.kind, titan.region], ["amazon-titan-text", "text", "us-east-1"]);
  assertStringIncludes(JSON.stringify(titan.schema), '"maximum":4096');
  assertEquals((titan.body as { inputText: string }).inputText, "{{prompt}}");
  assertStringIncludes(JSON.stringify(titan.bodyWithSystem), "{{system}}");
  const kinds: Record<string, string> = {
    "amazon.titan-embed-text-v2:0": "embedding",
    "stability.stable-image-core-v1:0": "image",
    "amazon.rerank-v1:0": "other",
    "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl": "text",
  };
  for (const [id, kind] of Object.entries(kinds)) assertEquals((await describe(id)).kind, kind, id);
  const upscale = await describe("stability.stable-fast-upscale-v1:0");
  assertStringIncludes(JSON.stringify(upscale.body), '"{{image}}"');
});

Deno.test("POST /playground/{modelId} says what is wrong with a body, within what a key may use", OPTIONS, async () => {
  const { call, post } = createBench({ playground: true });
  const body = { prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 10, temperature: 3 };
  const { complaints } = await (await post("/playground/anthropic.claude-v2", body)).json();
  assertEquals(complaints.map((one: { path: string }) => one.path), ["temperature"]);
  const broken = await call("/playground/anthropic.claude-v2", { method: "POST", body: "{" });
  assertEquals(broken.status, 400);
  await broken.body?.cancel();

  const narrow = createBench({ playground: true, keys: [{ key: "k", models: ["amazon.*"] }] });
  const refused = await narrow.post("/playground/anthropic.claude-v2", body, { authorization: "Bearer k" });
  assertEquals(refused.status, 403);
  await refused.body?.cancel();
});

browserTest("the playground streams an answer, and tells what it took", {}, async ({ page }) => {
  await ready(page);
  assertEquals(await page.locator("#model-id").textContent(), "amazon.nova-lite-v1:0");
  await page.getByRole("button", { name: "Explain black holes" }).click();
  await ask(page, await page.locator("#prompt").inputValue());
  assertMatch((await page.locator(".said").textContent())!, /black hole.*gravity/);
  const stats = (await page.locator(".stats").textContent())!;
  for (const part of [/\d+/, /to first token/, /tokens\/s/, /end_turn/, /request/]) assertMatch(stats, part);
  assertEquals(await page.evaluate(FOCUSED), "prompt");

  // The second question knows of the first.
  await ask(page, "Say hello");
  await page.locator("#tab-request").click();
  await page.locator("#code").getByText("event horizon").waitFor();
  await page.getByRole("button", { name: "New conversation" }).click();
  assertEquals(await page.locator(".turn").count(), 0);
  await page.getByRole("heading", { name: "What shall we ask?" }).waitFor();
});

browserTest(
  "the playground shows answers as they come, and stopping one stops Bedrock",
  { player: slow },
  async ({ page, bench }) => {
    await ready(page);
    await page.locator("#prompt").fill("count");
    await page.locator("#prompt").press("Enter");
    await page.locator(".said").getByText("One, two").waitFor();
    assertEquals(await page.locator("#send").getAttribute("title"), "Stop");
    await page.locator("#send").click();
    await page.locator(".stats").getByText("Stopped").waitFor();
    await left.promise;
    assertStringIncludes((await page.locator(".said").textContent())!, "One, two");
    // What was said so far is part of the conversation that goes on.
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.locator(".said").getByText("One, two").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".stats").getByText("Stopped").waitFor();
    assertEquals(bench.seen.filter(({ url }) => url.endsWith("converse-stream")).length, 2);
    assertEquals(bench.reports.filter(({ outcome }) => outcome === "cancelled").length >= 1, true);
  },
);

browserTest(
  "the playground shows errors with their code and request id, before an answer and in it",
  { player: failing, allowed: /status of 400/ },
  async ({ page }) => {
    await ready(page);
    await ask(page, "too much");
    const alert = page.getByRole("alert").last();
    assertMatch((await alert.textContent())!, /ValidationException · 400.*too long.*upstream-id/);
    await ask(page, "broken");
    assertEquals(await page.locator(".turn").last().locator(".said").textContent(), "Half of it");
    assertMatch(
      (await page.getByRole("alert").last().textContent())!,
      /ModelStreamErrorException.*tripped.*upstream-id/,
    );
  },
);

browserTest("the playground draws Markdown, and nothing of what a model says runs", {
  player: () => eventStream([...HOSTILE.match(/[^]{1,7}/g)!.map(text), ...END]),
}, async ({ page }) => {
  await ready(page);
  await ask(page, "hello");
  const said = page.locator(".said");
  assertEquals(await said.locator("h4").textContent(), "Title");
  assertEquals(await said.locator("ol > li > ul > li").allTextContents(), ["inner"]);
  assertEquals(await said.locator("td").allTextContents(), ["1", "2"]);
  assertEquals(await said.locator("pre code").textContent(), 'const a = "<b>";');
  assertEquals(await said.locator("strong").allTextContents(), ["bold"]);
  assertEquals(await said.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), [
    "https://example.com/a",
  ]);
  assertEquals(await said.locator("img, script, iframe, [onerror]").count(), 0);
  assertStringIncludes((await said.textContent())!, "<img src=x onerror=alert(1)>");
});

type Body = Record<string, Record<string, unknown> | undefined>;

const FORMS: Record<string, { labels: string[]; name: string; at: (body: Body) => unknown }> = {
  "anthropic.claude-v2:1": {
    labels: ["Temperature", "Top p", "Top k", "Max tokens to sample", "Stop sequences"],
    name: "Top k",
    at: (body) => body.top_k,
  },
  "amazon.titan-text-express-v1": {
    labels: ["Temperature", "Top p", "Max token count", "Stop sequences"],
    name: "Max token count",
    at: (body) => body.textGenerationConfig?.maxTokenCount,
  },
  "amazon.nova-lite-v1:0": {
    labels: ["Temperature", "Top p", "Top k", "Max tokens", "Stop sequences"],
    name: "Top k",
    at: (body) => body.inferenceConfig?.topK,
  },
  "meta.llama3-8b-instruct-v1:0": {
    labels: ["Temperature", "Top p", "Max gen len"],
    name: "Max gen len",
    at: (body) => body.max_gen_len,
  },
};

browserTest("the playground's form is the family's own, and Invoke sends what it says", {}, async ({ page, bench }) => {
  await ready(page);
  for (const [modelId, { labels, name, at }] of Object.entries(FORMS)) {
    await choose(page, modelId);
    await page.getByRole("radio", { name: "Invoke" }).check({ force: true });
    assertEquals(await page.locator("#form > .field label").allTextContents(), labels, modelId);
    await page.getByLabel(name, { exact: true }).fill("77");
    await ask(page, PROMPT);
    const sent = bench.seen.at(-1)!;
    assertStringIncludes(sent.url, `/model/${encodeURIComponent(modelId)}/invoke-with-response-stream`);
    assertEquals(at(JSON.parse(sent.body)), 77, modelId);
    assertStringIncludes(sent.body, PROMPT);
    assertMatch((await page.locator(".turn").last().locator(".said").textContent())!, /black hole/, modelId);
    assertMatch(
      (await page.locator(".turn").last().locator(".stats").textContent())!,
      /to first token.*stop reason/,
      modelId,
    );
  }
});

browserTest(
  "the playground's form sends on Converse what Converse has a word for, and the rest beside it",
  {},
  async ({ page, bench }) => {
    await ready(page);
    await choose(page, "amazon.nova-lite-v1:0");
    await page.getByLabel("System prompt").fill("Be brief.");
    await page.getByLabel("Temperature", { exact: true }).fill("0.3");
    await page.getByLabel("Top k", { exact: true }).fill("20");
    await page.getByLabel("Stop sequences").fill("END\\n");
    await page.getByLabel("Stop sequences").press("Enter");
    await ask(page, PROMPT);
    const { inferenceConfig, additionalModelRequestFields, system } = JSON.parse(bench.seen.at(-1)!.body);
    assertEquals(inferenceConfig, { temperature: 0.3, stopSequences: ["END\n"] });
    assertEquals(additionalModelRequestFields, { inferenceConfig: { topK: 20 } });
    assertEquals(system, [{ text: "Be brief." }]);
    await page.getByRole("button", { name: "Back to the default of Temperature" }).click();
    await ask(page, PROMPT);
    assertEquals(JSON.parse(bench.seen.at(-1)!.body).inferenceConfig, { stopSequences: ["END\n"] });
  },
);

browserTest("the playground complains beside the field, and takes a body as JSON", {}, async ({ page, bench }) => {
  await ready(page);
  await choose(page, "anthropic.claude-v2:1");
  await page.getByLabel("Temperature", { exact: true }).fill("3");
  await page.getByText("temperature is 3, wanted a number from 0 to 1").waitFor();
  assertEquals(await page.getByLabel("Temperature", { exact: true }).getAttribute("aria-invalid"), "true");
  await page.getByLabel("Temperature", { exact: true }).fill("0.5");
  await page.getByText("temperature is 3").waitFor({ state: "hidden" });

  await page.getByRole("radio", { name: "Invoke" }).check({ force: true });
  await page.getByRole("button", { name: "Edit the body as JSON" }).click();
  assertEquals(JSON.parse(await page.getByLabel("Body").inputValue()), {
    prompt: "\n\nHuman: {{prompt}}\n\nAssistant:",
    max_tokens_to_sample: 2048,
    temperature: 0.5,
  });
  await page.getByLabel("Body").fill(
    '{"prompt":"\\n\\nHuman: {{prompt}}\\n\\nAssistant:","max_tokens_to_sample":9999}',
  );
  await page.getByText("max_tokens_to_sample is 9999").waitFor();
  await page.getByLabel("Body").fill('{"prompt":"\\n\\nHuman: {{prompt}}\\n\\nAssistant:","max_tokens_to_sample":12}');
  await page.getByText("max_tokens_to_sample is 9999").waitFor({ state: "hidden" });
  await ask(page, 'say {{system}} "$&"');
  assertEquals(JSON.parse(bench.seen.at(-1)!.body), {
    prompt: '\n\nHuman: say {{system}} "$&"\n\nAssistant:',
    max_tokens_to_sample: 12,
  });
});

browserTest(
  "the playground shows vectors and images, and sends images that are attached",
  {},
  async ({ page, bench }) => {
    await ready(page);
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChAGA60e6kgAAAABJRU5ErkJggg==";
    await page.evaluate(`{
    const bytes = Uint8Array.from(atob("${pixel}"), (char) => char.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "dot.png", { type: "image/png" }));
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("#prompt").dispatchEvent(event);
  }`);
    await page.getByRole("img", { name: "dot.png" }).waitFor();
    await ask(page, "What is this?");
    assertEquals(JSON.parse(bench.seen.at(-1)!.body).messages[0].content, [
      { image: { format: "png", source: { bytes: pixel } } },
      { text: "What is this?" },
    ]);
    await choose(page, "amazon.titan-embed-text-v2:0");
    await ask(page, "Granite cools slowly");
    await page.getByText("1024 numbers").waitFor();
    await choose(page, "amazon.titan-image-generator-v2:0");
    await ask(page, "a lighthouse");
    await page.locator(".pictures img").waitFor();
    assert(await page.evaluate<boolean>(`document.querySelector(".pictures img").naturalWidth > 100`));
  },
);

browserTest(
  "the playground's programs run as they stand, and do what the page does",
  {},
  async ({ page, bench, url }) => {
    await ready(page);
    await choose(page, "anthropic.claude-v2:1");
    await page.getByLabel("Temperature", { exact: true }).fill("0.1");
    await page.locator("#prompt").fill('What\'s 2 + 2? "Quoted" \\ $HOME `id`');
    await page.getByRole("tab", { name: "Request" }).click();
    const code = async (tab: string, until: string): Promise<string> => {
      await page.getByRole("tab", { name: tab }).click();
      await page.locator("#code").getByText(until).waitFor();
      return (await page.locator("#code").textContent())!;
    };
    const curl = await code("curl", "Quoted");
    const shell = await new Deno.Command("bash", { args: ["-c", curl] }).output();
    const bySh = new TextDecoder().decode(shell.stdout);
    assertMatch(bySh, /event: messageStop/);
    const sent = JSON.parse(bench.seen.at(-1)!.body);
    assertEquals(sent.messages[0].content[0].text, 'What\'s 2 + 2? "Quoted" \\ $HOME `id`');
    assertEquals(sent.inferenceConfig, { temperature: 0.1 });

    const openai = await code("OpenAI", "chat.completions");
    assert((await openai6()).OpenAI !== undefined);
    const text = await run(openai.replace("npm:openai", "npm:openai@6.49.0"), {});
    assertMatch(text, /4|Quoted/);
    assertStringIncludes(openai, `baseURL: "${url}v1"`);

    const far = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, createEmulator());
    try {
      const root = new URL("../../mod.ts", import.meta.url).href;
      const deno = (await code("Deno", "converseStream")).replace("jsr:@edge-aws/bedrock", root);
      assertEquals(await run(deno, { AWS_ENDPOINT_URL: `http://127.0.0.1:${far.addr.port}` }), text);
      await page.getByRole("tab", { name: "Parameters" }).click();
      await page.getByRole("radio", { name: "Invoke" }).check({ force: true });
      await page.getByRole("tab", { name: "Request" }).click();
      const invoke = (await code("Deno", "invokeModelWithResponseStream")).replace("jsr:@edge-aws/bedrock", root);
      assertMatch(
        await run(invoke, { AWS_ENDPOINT_URL: `http://127.0.0.1:${far.addr.port}` }),
        /stop_reason: "stop_sequence"/,
      );
    } finally {
      await far.shutdown();
    }
  },
);

browserTest("the playground can be used with the keyboard alone", {}, async ({ page, bench }) => {
  await ready(page);
  const focused = (): Promise<string> => page.evaluate<string>(FOCUSED);
  // Backwards through all of the bar: nothing on the way keeps the focus.
  const way: unknown[] = [];
  while (way.at(-1) !== "Skip to the prompt" && way.length < 20) {
    await page.keyboard.press("Shift+Tab");
    way.push(await page.evaluate("document.activeElement.textContent.trim()"));
  }
  assertEquals(way.at(-1), "Skip to the prompt");
  await page.keyboard.press("Enter");
  assertEquals(await focused(), "prompt");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("titan lite");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.locator("#model-id").getByText("amazon.titan-text-lite-v1").waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("my.own-model");
  await page.locator("#model-list").getByText("my.own-model").waitFor();
  await page.keyboard.press("Escape");
  assertEquals(await page.locator("#model-id").textContent(), "amazon.titan-text-lite-v1");

  await page.locator("#tab-settings").focus();
  await page.keyboard.press("ArrowRight");
  assertEquals([await focused(), await page.locator("#request").isVisible()], ["tab-request", true]);
  await page.keyboard.press("Home");
  await page.getByRole("slider", { name: "Temperature" }).focus();
  await page.keyboard.press("ArrowLeft");
  assertEquals(await page.getByLabel("Temperature", { exact: true }).inputValue(), "0.69");
  await page.locator("#scroll").focus();
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("first");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await page.locator(".turn .under").waitFor();
  assertEquals(JSON.parse(bench.seen.at(-1)!.body).messages[0].content[0].text, "first\nsecond");
  await page.keyboard.press("Control+.");
  assertEquals(await page.locator("#panel").isVisible(), false);
});

browserTest(
  "the playground asks for a key, keeps it in the tab, and shows none in its programs",
  { keys: ["a-good-key"], allowed: /status of 401/ },
  async ({ page }) => {
    await page.getByRole("dialog", { name: "This gateway wants a key" }).waitFor();
    assertEquals(await faults(page), []);
    await page.getByLabel("API key").fill("wrong");
    await page.getByLabel("API key").press("Enter");
    await page.getByText("The gateway does not know this key").waitFor();
    await page.getByLabel("API key").fill("a-good-key");
    await page.getByLabel("API key").press("Enter");
    await ready(page);
    await ask(page, PROMPT);
    assertMatch((await page.locator(".said").textContent())!, /black hole/);
    await page.locator("#tab-request").click();
    await page.locator("#code").getByText("$GATEWAY_KEY").waitFor();
    assertNotMatch(await page.content(), /a-good-key/);
    assertEquals(await page.evaluate(`Object.values(localStorage).includes("a-good-key")`), false);
    await page.reload();
    await ready(page);
    await page.getByRole("button", { name: "API key" }).click();
    await page.getByRole("button", { name: "Forget it" }).click();
    assertEquals(await page.evaluate("Object.values(sessionStorage)"), []);
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [[320, 640], [1280, 800]] as const) {
    const window = { viewport: { width, height }, colorScheme, reducedMotion: "reduce" as const };
    browserTest(
      `the playground fits ${width} pixels, ${colorScheme}, without a fault of accessibility`,
      { window },
      async ({ page }) => {
        await ready(page);
        await fits(page, width);
        await ask(page, PROMPT);
        await fits(page, width);
        await page.keyboard.press("Control+k");
        await page.locator("#search").fill("claude");
        await fits(page, width);
        await page.keyboard.press("Escape");
        if (width < 960) await page.getByRole("button", { name: "Settings and request" }).click();
        await page.locator("#panel").waitFor();
        await page.getByLabel("Temperature", { exact: true }).fill("7");
        await page.locator(".complaint:visible").first().waitFor();
        await fits(page, width);
        await page.getByRole("tab", { name: "Request" }).click();
        await fits(page, width);
        if (width >= 960) return;
        await page.keyboard.press("Escape");
        await page.locator("#panel").waitFor({ state: "hidden" });
        assertEquals(await page.evaluate(FOCUSED), "panel-open");
      },
    );
  }
}

browserTest(
  "the playground's theme follows the system, until it is chosen",
  { window: { colorScheme: "dark" } },
  async ({ page }) => {
    await ready(page);
    const ground = (): Promise<string> => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const dark = await ground();
    await page.emulateMedia({ colorScheme: "light" });
    const light = await ground();
    assert(dark !== light);
    await page.getByRole("button", { name: "Theme: automatic" }).click();
    await page.getByRole("button", { name: "Theme: light" }).click();
    assertEquals(await ground(), dark);
    await page.reload();
    assertEquals(await ground(), dark);
    await page.getByRole("button", { name: "Theme: dark" }).click();
    assertEquals(await ground(), light);
  },
);

async function fits(page: Page, width: number): Promise<void> {
  assertEquals(await page.evaluate("document.documentElement.scrollWidth"), width);
  assertEquals(await faults(page), []);
}

async function run(code: string, env: Record<string, string>): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    const config = new URL("../../deno.json", import.meta.url).pathname;
    const { accessKeyId, secretAccessKey } = emulatorCredentials;
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--no-lock", "--config", config, file],
      env: { NO_COLOR: "1", AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, ...env },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  } finally {
    await Deno.remove(file);
  }
}
