/** Claude Code's requests, as it sends them in its two modes, against the gateway. */
import { assert, assertEquals, assertGreater, assertStringIncludes } from "../deps.ts";
import { EventStreamDecoder } from "../../src/wire/event_stream.ts";
import { eventsOf, OPTIONS } from "./anthropic_context.ts";
import { type Bench, createBench } from "./far_end.ts";

const HEADERS: Record<string, string> = {
  authorization: "Bearer gateway-key",
  "anthropic-version": "2023-06-01",
  "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,thinking-token-count-2026-05-13," +
    "context-management-2025-06-27,prompt-caching-scope-2026-01-05,mid-conversation-system-2026-04-07,effort-2025-11-24",
  "anthropic-dangerous-direct-browser-access": "true",
  "user-agent": "claude-cli/2.1.197 (external, cli)",
  "x-app": "cli",
  "x-claude-code-session-id": "8f14e45f-ceea-467f-a8a5-0f3b1c0a1d2e",
  "x-stainless-lang": "js",
  "x-stainless-retry-count": "0",
};

const TOOLS = Array.from({ length: 24 }, (_, at) => ({
  name: at === 0 ? "Bash" : `mcp__server__tool_${at}`,
  description: `Does ${at}. `.repeat(200),
  input_schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { command: { type: "string", description: "What to run" } },
    required: ["command"],
    additionalProperties: false,
  },
}));

const SYSTEM = [
  { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.197.abc; cc_entrypoint=cli;" },
  {
    type: "text",
    text: "You are Claude Code, Anthropic's official CLI for Claude.",
    cache_control: { type: "ephemeral", ttl: "1h", scope: "global" },
  },
  { type: "text", text: "Instructions. ".repeat(2000), cache_control: { type: "ephemeral", ttl: "1h" } },
];

/** The main loop's request. */
function request(model: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    model,
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "<system-reminder>\nToday is Friday.\n</system-reminder>" },
          { type: "text", text: "Say hello", cache_control: { type: "ephemeral", ttl: "1h" } },
        ],
      },
      { role: "system", content: "The user works in /home/me." },
    ],
    system: SYSTEM,
    tools: TOOLS,
    metadata: { user_id: '{"device_id":"d","account_uuid":"","session_id":"s"}' },
    max_tokens: 32000,
    thinking: { type: "adaptive" },
    context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
    output_config: { effort: "high" },
    stream: true,
    ...more,
  };
}

function bench(): Bench {
  return createBench({ keys: ["gateway-key"] });
}

/** Every model that Claude Code may be told to use. */
const MODELS = [
  "claude-opus-5",
  "claude-opus-5[1m]",
  "claude-opus-4-8",
  "claude-sonnet-4-6",
  "claude-sonnet-4-5-20250929",
  "claude-haiku-4-5",
  "claude-3-7-sonnet-latest",
  "claude-fable-5",
  "us.anthropic.claude-opus-4-6-v1",
  "amazon.nova-pro-v1:0",
  "openai.gpt-oss-120b-1:0",
  "us.meta.llama3-3-70b-instruct-v1:0",
];

for (const model of MODELS) {
  Deno.test(`Claude Code in its Anthropic mode works with ${model}`, OPTIONS, async () => {
    const gateway = bench();
    const given = request(model);
    assertGreater(JSON.stringify(given).length, 76_000);
    const response = await gateway.post("/v1/messages?beta=true", given, HEADERS);
    const text = await response.text();
    assertEquals(response.status, 200, text);
    const events = await eventsOf(text);
    assertEquals([events[0].type, events[0].message.model, events.at(-1).type], [
      "message_start",
      model,
      "message_stop",
    ]);
    assertStringIncludes(events.map(({ delta }) => delta?.text ?? "").join(""), "hello");
    // nothing had to be tried twice
    assertEquals(gateway.seen.length, 1);
    const sent = JSON.parse(gateway.seen[0]!.body);
    assertEquals(sent.tools?.length ?? sent.toolConfig.tools.length, 24);
    assert(!gateway.seen[0]!.body.includes("account_uuid"));
  });
}

Deno.test("Claude Code's caches stay where they are", OPTIONS, async () => {
  const gateway = bench();
  await (await gateway.post("/v1/messages?beta=true", request("claude-opus-5"), HEADERS)).text();
  const sent = JSON.parse(gateway.seen[0]!.body);
  assertEquals(sent.system.map(({ text }: { text: string }) => text), SYSTEM.map(({ text }) => text));
  const hour = { type: "ephemeral", ttl: "1h" };
  assertEquals(sent.system.map(({ cache_control }: Record<string, unknown>) => cache_control), [undefined, hour, hour]);
  assertEquals(sent.tools, TOOLS);
  assertEquals(sent.messages.map(({ role }: { role: string }) => role), ["user", "system"]);
  assertEquals(sent.messages[0].content[1].cache_control, hour);
  assertEquals(sent.context_management, request("x").context_management);
  assertEquals([sent.thinking, sent.output_config], [{ type: "adaptive" }, { effort: "high" }]);
  assertEquals(sent.anthropic_beta, [
    "interleaved-thinking-2025-05-14",
    "context-management-2025-06-27",
    "effort-2025-11-24",
  ]);
});

Deno.test("Claude Code's second turn reads what the first one cached", OPTIONS, async () => {
  const gateway = bench();
  const usages: Record<string, number>[] = [];
  for (let turn = 0; turn < 2; turn++) {
    const events = await eventsOf(await (await gateway.post("/v1/messages", request("claude-opus-5"), HEADERS)).text());
    usages.push(events[0].message.usage);
  }
  assertGreater(usages[0]!.cache_creation_input_tokens!, 1000);
  assertEquals(usages[1]!.cache_read_input_tokens, usages[0]!.cache_creation_input_tokens);
});

Deno.test("Claude Code gets its title, where the model has formats and where it has none", OPTIONS, async () => {
  const schema = {
    type: "object",
    properties: { title: { type: "string" } },
    required: ["title"],
    additionalProperties: false,
  };
  for (const model of ["claude-haiku-4-5", "claude-opus-4-8", "amazon.nova-pro-v1:0"]) {
    const response = await bench().post("/v1/messages?beta=true", {
      model,
      messages: [{ role: "user", content: [{ type: "text", text: "<session>\nSay hello\n</session>" }] }],
      system: [SYSTEM[0], { type: "text", text: "Write a title for this session." }],
      tools: [],
      max_tokens: 32000,
      temperature: 1,
      output_config: { format: { type: "json_schema", schema } },
      stream: true,
    }, HEADERS);
    const events = await eventsOf(await response.text());
    const text = events.map(({ delta }) => delta?.text ?? "").join("");
    assertEquals(typeof JSON.parse(text).title, "string", model);
  }
});

Deno.test("Claude Code's counts are the model's own, or it hears that there are none", OPTIONS, async () => {
  const gateway = bench();
  const { model: _, ...given } = request("x");
  for (
    const [model, status] of [["claude-haiku-4-5", 200], ["claude-opus-5", 501], ["amazon.nova-pro-v1:0", 501]] as const
  ) {
    const response = await gateway.post("/v1/messages/count_tokens?beta=true", { model, ...given }, HEADERS);
    const told = await response.json();
    assertEquals(response.status, status);
    if (status === 200) assertGreater(told.input_tokens, 10_000);
    else assertEquals(told.error.type, "not_supported");
  }
});

Deno.test("Claude Code's probes are answered at once, and its list is in Anthropic's shape", OPTIONS, async () => {
  const gateway = bench();
  assertEquals((await gateway.call("/", { method: "HEAD" })).status, 200);
  assertEquals((await gateway.call("/api/hello", { method: "HEAD", headers: HEADERS })).status, 404);
  const response = await gateway.call("/v1/models?limit=1000", { headers: HEADERS });
  const { data, has_more } = await response.json();
  assertEquals(has_more, false);
  const claude = data.find(({ id }: { id: string }) => id === "claude-opus-5");
  assertEquals([claude.type, typeof claude.display_name], ["model", "string"]);
  assertEquals(gateway.seen.length, 0);
});

const NATIVE = {
  ...HEADERS,
  "anthropic-beta": "claude-code-20250219,effort-2025-11-24",
  accept: "application/json",
};

function nativeRequest(): Record<string, unknown> {
  const { model: _, stream: __, context_management: ___, messages, ...body } = request("x");
  return {
    ...body,
    messages: (messages as unknown[]).slice(0, 1),
    system: SYSTEM.map(({ cache_control, ...block }) =>
      cache_control === undefined ? block : { ...block, cache_control: { type: "ephemeral" } }
    ),
    anthropic_version: "bedrock-2023-05-31",
    anthropic_beta: ["interleaved-thinking-2025-05-14", "tool-search-tool-2025-10-19"],
  };
}

Deno.test("Claude Code in its Bedrock mode gets Bedrock's own frames, its body untouched", OPTIONS, async () => {
  const gateway = bench();
  const model = encodeURIComponent("us.anthropic.claude-opus-5");
  const given = nativeRequest();
  const response = await gateway.post(`/model/${model}/invoke-with-response-stream`, given, NATIVE);
  assertEquals([response.status, response.headers.get("content-type")], [200, "application/vnd.amazon.eventstream"]);
  assertEquals(gateway.seen[0]!.body, JSON.stringify(given));
  assertEquals([gateway.seen[0]!.headers.get("anthropic-beta"), gateway.seen[0]!.headers.get("x-app")], [null, null]);
  const types = new EventStreamDecoder().push(await response.bytes()).map(({ body }) => {
    const { bytes } = JSON.parse(new TextDecoder().decode(body));
    return JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(bytes))).type;
  });
  assertEquals([types[0], types.at(-1)], ["message_start", "message_stop"]);
});

Deno.test("Claude Code in its Bedrock mode asks in the background, and counts", OPTIONS, async () => {
  const gateway = bench();
  const model = encodeURIComponent("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  const small = {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 512,
    messages: [{ role: "user", content: "Say hello" }],
  };
  const response = await gateway.post(`/model/${model}/invoke`, small, NATIVE);
  assertEquals([response.status, (await response.json()).content[0].text], [200, "hello"]);
  const body = new TextEncoder().encode(JSON.stringify(small)).toBase64();
  const counted = await gateway.post("/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens", {
    input: { invokeModel: { body } },
  }, NATIVE);
  assertGreater((await counted.json()).inputTokens, 5);
});
