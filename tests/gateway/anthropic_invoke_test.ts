import { assertEquals, assertMatch, assertThrows } from "../deps.ts";
import { bodyWithout } from "../../src/gateway/anthropic_invoke.ts";
import { remote, translate } from "../../src/gateway/anthropic_messages.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { anthropicContext, body, IDS, invoked, type Model, OPTIONS, PNG } from "./anthropic_context.ts";
import { refusal } from "./openai_context.ts";

Deno.test("translate() sends a Claude its own body, without model and stream", OPTIONS, () => {
  const { body: sent, warnings, translation } = invoked(body({ stream: true, system: "Be brief.", top_k: 3 }));
  assertEquals(sent, {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 1000,
    messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    system: [{ type: "text", text: "Be brief." }],
    top_k: 3,
  });
  assertEquals([translation.stream, translation.modelId, warnings], [true, IDS.claude45, []]);
});

Deno.test("translate() leaves the caller's body as it is", OPTIONS, () => {
  const given = body({
    system: [{ type: "text", text: "S", cache_control: { type: "ephemeral", scope: "global" } }],
    messages: [
      {
        role: "user",
        content: [{ type: "text", text: " " }, { type: "text", text: "Hi", cache_control: { type: "x" } }],
      },
      { role: "system", content: "Mind." },
      { role: "assistant", content: [{ type: "text", text: "I " }] },
    ],
    tools: [{ name: "a", input_schema: { type: "object" }, strict: true, cache_control: { type: "ephemeral" } }],
    metadata: { user_id: "{}" },
    thinking: { type: "adaptive" },
    output_config: { effort: "max", format: { type: "json_schema", schema: { type: "object" } } },
    cache_control: { type: "ephemeral" },
  });
  const before = structuredClone(given);
  for (const model of Object.keys(IDS) as Model[]) translate(given, anthropicContext(model));
  assertEquals(given, before);
});

/** What is given beside the least body, what goes on in its place, and what is warned about. */
const MEMBERS: [string, Record<string, unknown>, Record<string, unknown>, (RegExp | string)[], Model?][] = [
  ["null members", { temperature: null, system: null, tools: null, thinking: null, container: null }, {}, []],
  ["empty lists", { tools: [], stop_sequences: [], mcp_servers: [] }, {}, []],
  ["service_tier that asks nothing", { service_tier: "auto" }, {}, []],
  ["service_tier", { service_tier: "priority" }, {}, [/^service_tier: left out/]],
  ["speed", { speed: "fast" }, {}, [/^speed: left out/]],
  ["speed that asks nothing", { speed: "standard" }, {}, []],
  ["inference_geo", { inference_geo: "us" }, {}, [/^inference_geo: left out/]],
  ["diagnostics", { diagnostics: {} }, {}, [/^diagnostics: left out/]],
  ["workspace_id", { workspace_id: "w" }, {}, [/^workspace_id: left out/]],
  ["user_profile_id", { user_profile_id: "u" }, {}, [/^user_profile_id: left out/]],
  ["fallbacks that are Bedrock's anyway", { fallbacks: "default" }, {}, []],
  ["an unknown member, for Bedrock to judge", { tomorrow: 1 }, { tomorrow: 1 }, []],
  ["sampling on a Claude that takes one of two", { temperature: 0.5, top_p: 0.9 }, { temperature: 0.5 }, [/^top_p:/]],
  ["sampling on an old Claude", { temperature: 0.5, top_p: 0.9 }, { temperature: 0.5, top_p: 0.9 }, [], "claude3"],
  ["sampling on a new Claude", { temperature: 1, top_p: 1, top_k: 1 }, {}, [/^temp/, /^top_p/, /^top_k/], "opus47"],
  ["stop sequences", { stop_sequences: ["END", " \n"] }, { stop_sequences: ["END"] }, [/^stop_sequences:/]],
  ["a plain user id", { metadata: { user_id: "u-1_2" } }, { metadata: { user_id: "u-1_2" } }, []],
  ["a choice without tools", { tool_choice: { type: "auto" } }, {}, []],
];

for (const [name, given, wanted, warned, model] of MEMBERS) {
  Deno.test(`translate() to Invoke: ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body(given), model);
    const { anthropic_version: _, max_tokens: __, messages: ___, ...rest } = sent;
    assertEquals(rest, wanted);
    assertEquals(warnings.length, warned.length, warnings.join("\n"));
    for (const [at, words] of warned.entries()) assertMatch(warnings[at]!, new RegExp(words));
  });
}

/** What is refused, by the member that is named. */
const REFUSED: [string, Record<string, unknown>, string, Model?][] = [
  ["no limit of tokens", { max_tokens: undefined }, "max_tokens"],
  ["a limit of nothing", { max_tokens: 0 }, "max_tokens"],
  ["a limit that is no number", { max_tokens: "9" }, "max_tokens"],
  ["no messages", { messages: undefined }, "messages"],
  ["an empty list of messages", { messages: [] }, "messages"],
  ["messages that hold nothing", { messages: [{ role: "user", content: " " }] }, "messages"],
  ["a role that is none", { messages: [{ role: "tool", content: "x" }] }, "messages[0].role"],
  ["content that is none", { messages: [{ role: "user", content: 7 }] }, "messages[0].content"],
  ["a block that is none", { messages: [{ role: "user", content: [7] }] }, "messages[0].content[0]"],
  ["a text that is none", { messages: [{ role: "user", content: [{ type: "text" }] }] }, "messages[0].content[0].text"],
  ["a system block that is no text", { system: [{ type: "image" }] }, "system[0].type"],
  ["stream that is no flag", { stream: "yes" }, "stream"],
  ["a container", { container: "c" }, "container"],
  ["MCP servers", { mcp_servers: [{ url: "https://x" }] }, "mcp_servers"],
  ["other models", { fallbacks: ["claude-x"] }, "fallbacks"],
  ["a stored conversation", { thread: { type: "create" } }, "thread"],
  ["an image by URL", image({ type: "url", url: "https://x/y.png" }), "messages[0].content[0].source.url"],
  ["a stored image", image({ type: "file", file_id: "f" }), "messages[0].content[0].source.file_id"],
  [
    "an image that is no base64",
    image({ type: "base64", data: "%%%%", media_type: "image/png" }),
    "messages[0].content[0].source.data",
  ],
  ["web search", { tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools[0].type"],
  ["code execution", { tools: [{ type: "code_execution_20260521", name: "x" }] }, "tools[0].type"],
  ["an effort that is no word", { output_config: { effort: 3 } }, "output_config.effort"],
  ["a picture in a system message", {
    messages: [{ role: "user", content: "x" }, { role: "system", content: [{ type: "image" }] }],
  }, "messages[1].content"],
];

function image(source: Record<string, unknown>): Record<string, unknown> {
  return { messages: [{ role: "user", content: [{ type: "image", source }, { type: "text", text: "?" }] }] };
}

for (const [name, given, param, model] of REFUSED) {
  Deno.test(`translate() refuses ${name}, by name`, OPTIONS, () => {
    const error = refusal(() => translate(body(given), anthropicContext(model ?? "claude45")));
    assertEquals([error.status, error.param], [400, param]);
    assertMatch(error.message, /^Cannot translate request: .*[^.]$/);
  });
}

Deno.test("translate() honours the defaults of an alias, which a body overrides", OPTIONS, () => {
  const defaults = { max_tokens: 5, temperature: 0.1, system: "D", anthropic_beta: ["tomorrow-2027-01-01"] };
  const { body: sent } = invoked({ messages: [{ role: "user", content: "x" }], temperature: 0.2 }, "claude46", {
    defaults,
  });
  assertEquals([sent.max_tokens, sent.temperature, sent.system], [5, 0.2, [{ type: "text", text: "D" }]]);
  assertEquals(sent.anthropic_beta, ["tomorrow-2027-01-01"]);
});

Deno.test("translate() hides a user id that no log takes, always as the same one", OPTIONS, () => {
  const user_id = '{"device_id":"d","account_uuid":"a","session_id":"s"}';
  const sent = [1, 2].map(() => invoked(body({ metadata: { user_id } })));
  assertMatch(sent[0]!.body.metadata.user_id, /^[a-z0-9]{32}$/);
  assertEquals(sent[0]!.body.metadata, sent[1]!.body.metadata);
  assertEquals(sent[0]!.warnings, ["metadata.user_id: sent as a hash"]);
});

Deno.test("translate() says which version it takes for granted, and minds the rules of the newest", OPTIONS, () => {
  const none = invoked(body(), "claude45", { headers: new Headers() });
  assertEquals(none.warnings, ["anthropic-version: missing; taken as 2023-06-01"]);
  assertEquals(
    invoked(body({ anthropic_version: "bedrock-2023-05-31" }), "claude45", { headers: new Headers() }).warnings,
    [],
  );
  const headers = new Headers({ "anthropic-version": "2026-10-21" });
  const newest = invoked(body({ temperature: 0.5 }), "claude45", { headers });
  assertEquals([newest.body.temperature, newest.body.anthropic_version], [0.5, "bedrock-2023-05-31"]);
  assertEquals(newest.warnings.length, 1);
  const document = { type: "document", source: { type: "text", media_type: "text/plain", data: "x" } };
  const cited = { type: "text", text: "x", citations: [{ type: "char_location" }] };
  for (
    const [role, block, param] of [["assistant", document, "messages[0].content[0]"], [
      "user",
      cited,
      "messages[0].content[0].citations",
    ]] as const
  ) {
    const given = body({ messages: [{ role, content: [block] }, { role: "user", content: "y" }] });
    assertEquals(invoked(given).body.messages[0].content, [block]);
    assertEquals(refusal(() => invoked(given, "claude45", { headers })).param, param);
  }
});

Deno.test("translate() puts pictures into the body, under the type that their bytes say", OPTIONS, () => {
  const files = new Map([["https://x/y", { bytes: Uint8Array.fromBase64(PNG), mediaType: "image/png" }]]);
  const result = {
    type: "tool_result",
    tool_use_id: "t",
    content: [{ type: "image", source: { type: "url", url: "https://x/y" } }],
  };
  const content = [
    result,
    { type: "image", source: { type: "url", url: "https://x/y" } },
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data: `data:image/jpeg;base64,${PNG}` } },
    { type: "text", text: "?" },
  ];
  const { body: sent, warnings } = invoked(body({ messages: [{ role: "user", content }] }), "claude45", { files });
  const source = { type: "base64", media_type: "image/png", data: PNG };
  const [tool, ...images] = sent.messages[0].content;
  assertEquals(tool.content, [{ type: "image", source }]);
  assertEquals(images.slice(0, 2).map((one: { source: unknown }) => one.source), [source, source]);
  assertEquals(warnings.length, 1);
  assertEquals(remote(body({ messages: [{ role: "user", content }] })), ["https://x/y"]);
});

Deno.test("translate() puts documents into the body", OPTIONS, () => {
  const files = new Map([
    ["https://x/p", { bytes: new TextEncoder().encode("%PDF-1"), mediaType: "application/pdf" }],
    ["https://x/t", { bytes: new TextEncoder().encode("plain"), mediaType: "text/plain" }],
  ]);
  const content = [
    { type: "document", source: { type: "url", url: "https://x/p" }, title: "P", citations: { enabled: true } },
    { type: "document", source: { type: "url", url: "https://x/t" } },
    {
      type: "document",
      source: {
        type: "content",
        content: [{ type: "image", source: { type: "base64", media_type: "image/gif", data: PNG } }],
      },
    },
    { type: "text", text: "?" },
  ];
  const { body: sent } = invoked(body({ messages: [{ role: "user", content }] }), "claude45", { files });
  const [pdf, text, pieces] = sent.messages[0].content;
  assertEquals(pdf, {
    type: "document",
    source: { type: "base64", media_type: "application/pdf", data: btoa("%PDF-1") },
    title: "P",
    citations: { enabled: true },
  });
  assertEquals(text.source, { type: "text", media_type: "text/plain", data: "plain" });
  assertEquals(pieces.source.content[0].source.media_type, "image/png");
});

Deno.test("translate() takes guardrail, latency and tier from headers and from bedrock", OPTIONS, () => {
  const headers = new Headers({ "anthropic-version": "2023-06-01", "x-amzn-bedrock-guardrailidentifier": "g1" });
  const bedrock = {
    guardrailConfig: { guardrailIdentifier: "g0", guardrailVersion: "2", trace: "enabled" },
    performanceConfig: { latency: "optimized" },
    serviceTier: { type: "flex" },
    requestMetadata: { a: "b" },
  };
  const { translation, warnings, body: sent } = invoked(body({ bedrock }), "claude45", { headers });
  assertEquals(translation.parameters, {
    guardrailIdentifier: "g1",
    guardrailVersion: "2",
    trace: "ENABLED",
    performanceConfigLatency: "optimized",
    serviceTier: "flex",
  });
  assertEquals(warnings, ["bedrock.requestMetadata: left out; it is for Converse"]);
  assertEquals("bedrock" in sent, false);
});

Deno.test("translate() tries Invoke for an id that says nothing only when its alias does", OPTIONS, () => {
  const arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
  const context = { ...anthropicContext("nova"), modelId: arn, family: undefined };
  assertEquals(translate(body(), context).road, undefined);
  assertEquals(translate(body(), { ...context, road: "invoke" }).road, "invoke");
  assertEquals(translate(body(), anthropicContext("nova", { road: "invoke" })).road, undefined);
  assertEquals(translate(body(), anthropicContext("claude45", { road: "converse" })).road, undefined);
});

const AGAIN: [string, Record<string, unknown>, string, unknown][] = [
  ["a member", { a: 1, tomorrow: 2 }, "tomorrow: Extra inputs are not permitted", { a: 1 }],
  [
    "a member of a tool, behind its kind",
    { tools: [{ name: "x", new: 1 }, { name: "y" }] },
    "tools.0.custom.new: Extra inputs are not permitted",
    { tools: [{ name: "x" }, { name: "y" }] },
  ],
  [
    "two members",
    { a: 1, b: 2, c: { d: 1, e: 2 } },
    "b: Extra inputs are not permitted, c.d: Extra inputs are not permitted",
    { a: 1, c: { e: 2 } },
  ],
  ["flags and what needs them", { anthropic_beta: ["x"], context_management: {}, a: 1 }, "invalid beta flag", { a: 1 }],
  ["never the messages", { messages: [], tools: [] }, "messages: Extra inputs are not permitted", undefined],
  ["nothing that is not there", { a: 1 }, "tools.0.custom.new: Extra inputs are not permitted", undefined],
  [
    "nothing for another reason",
    { anthropic_beta: ["x"] },
    "messages: first message must use the user role",
    undefined,
  ],
];

for (const [name, given, said, wanted] of AGAIN) {
  Deno.test(`bodyWithout() takes out ${name}`, OPTIONS, () => {
    const before = structuredClone(given);
    const warnings: string[] = [];
    assertEquals(bodyWithout(given, said, (field) => warnings.push(field)), wanted as Record<string, unknown>);
    assertEquals(given, before);
    assertEquals(warnings.length > 0, wanted !== undefined);
  });
}

Deno.test("bodyWithout() says what it takes out", OPTIONS, () => {
  const said: string[] = [];
  const given = { anthropic_beta: ["x", "y"], context_management: {}, a: 1 };
  bodyWithout(given, "invalid beta flag", (field, what) => said.push(`${field}: ${what}`));
  bodyWithout(given, "a: Extra inputs are not permitted", (field, what) => said.push(`${field}: ${what}`));
  assertEquals(said, [
    "anthropic-beta: refused, left out x y",
    "context_management: left out, its flag was refused",
    "a: refused by Bedrock, left out",
  ]);
  assertEquals(bodyWithout({ a: 1 }, "invalid beta flag", () => {}), undefined);
});

Deno.test("translate() leaves files alone that are right already", OPTIONS, () => {
  const picture = { type: "base64", media_type: "image/png", data: PNG, extra: 1 };
  const pdf = { type: "base64", media_type: "application/pdf", data: "JVBE\nRi0=" };
  const unknown = { type: "base64", media_type: "image/avif", data: "AAAA" };
  const content = [{ type: "image", source: picture }, { type: "image", source: unknown }, {
    type: "document",
    source: pdf,
  }];
  const { body: sent, warnings } = invoked(body({ messages: [{ role: "user", content }] }));
  const [first, second, third] = sent.messages[0].content;
  assertEquals([first.source, second.source], [picture, unknown]);
  assertEquals(third.source, { ...pdf, data: "JVBERi0=" });
  assertEquals(warnings, []);
});

Deno.test("translate() meets anything anywhere with a translation or a refusal", OPTIONS, () => {
  const odd = [null, 0, -1, "", "x", true, [], [null], [[]], {}, { type: "x" }, { type: null, content: 7 }, [{
    role: "user",
  }]];
  const members = [
    "messages",
    "system",
    "max_tokens",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "metadata",
    "stream",
    "stop_sequences",
    "context_management",
    "cache_control",
    "anthropic_beta",
    "output_format",
    "temperature",
    "top_k",
    "bedrock",
  ];
  const blocks = [
    "text",
    "image",
    "document",
    "tool_use",
    "tool_result",
    "thinking",
    "redacted_thinking",
    "search_result",
    "container_upload",
    "tomorrow",
  ];
  let tried = 0;
  for (const model of ["claude45", "opus5", "claude3", "nova", "oss"] as const) {
    const attempt = (given: unknown): void => {
      tried++;
      try {
        translate(given, anthropicContext(model));
      } catch (error) {
        if (!(error instanceof GatewayError) || error.status !== 400) throw error;
      }
    };
    for (const value of odd) {
      attempt(value);
      for (const name of members) attempt(body({ [name]: value }));
      for (const type of blocks) {
        for (
          const member of [
            "text",
            "source",
            "content",
            "input",
            "id",
            "tool_use_id",
            "name",
            "cache_control",
            "citations",
            "signature",
            "data",
          ]
        ) {
          attempt(body({ messages: [{ role: "user", content: [{ type, [member]: value }] }] }));
        }
      }
      for (
        const member of ["type", "name", "input_schema", "strict", "defer_loading", "input_examples", "description"]
      ) {
        attempt(
          body({
            tools: [{ name: "a", input_schema: { type: "object" }, [member]: value }],
            output_config: { format: { schema: value } },
          }),
        );
      }
      for (const type of ["adaptive", "enabled", "disabled", "between_tools", value]) {
        attempt(
          body({ thinking: { type, budget_tokens: value, block_binding: value }, output_config: { effort: value } }),
        );
      }
    }
  }
  assertEquals(tried > 5000, true);
  assertThrows(() => translate(null, anthropicContext("claude45")), GatewayError);
});
