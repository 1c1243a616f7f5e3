/** OpenAI's messages in, Converse's turns out: roles, parts, calls and results, and the repairs of Converse's preconditions. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "../deps.ts";
import { converseTranslation as translate, remote } from "../../src/gateway/openai_chat.ts";
import { chat, contextOf, MODELS, refusal, sent } from "./openai_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
type Model = keyof typeof MODELS;

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const PNG_URL = `data:image/png;base64,${btoa(String.fromCharCode(...PNG))}`;
const PDF_URL = `data:application/pdf;base64,${btoa("%PDF-1.4 x")}`;
const PDF = new TextEncoder().encode("%PDF-1.4 x");

function turns(messages: unknown[], model?: Model): unknown {
  return sent(chat({ messages }), model).input.messages;
}
function warned(messages: unknown[], model?: Model): string[] {
  return sent(chat({ messages }), model).warnings;
}
function parts(...content: unknown[]): unknown[] {
  return [{ role: "user", content }];
}
function call(id: string, name: string, text: string): unknown {
  return { id, type: "function", function: { name, arguments: text } };
}
const result = (id: string, content: unknown): unknown => ({ role: "tool", tool_call_id: id, content });
const use = (toolUseId: string, name: string, input: unknown = {}): unknown => ({
  toolUse: { toolUseId, name, input },
});
const gave = (toolUseId: string, ...content: unknown[]): unknown => ({ toolResult: { toolUseId, content } });

Deno.test("translate() takes system and developer messages for the system prompt, wherever they stand", strict, () => {
  const { input, warnings } = sent(chat({
    messages: [
      { role: "system", content: "A" },
      { role: "developer", content: [{ type: "text", text: "B" }] },
      { role: "system", content: "" },
      { role: "user", content: "Hi" },
      { role: "system", content: "C" },
    ],
  }));
  assertEquals(input.system, [{ text: "A" }, { text: "B" }, { text: "C" }]);
  assertEquals(input.messages, [{ role: "user", content: [{ text: "Hi" }] }]);
  assertEquals(warnings, ["messages[4]: moved to the system prompt"]);
});

Deno.test("translate() puts the system prompt before the first turn of a model that takes none", strict, () => {
  const { input, warnings } = sent(
    chat({ messages: [{ role: "system", content: "A" }, { role: "user", content: "Hi" }] }),
    "titan",
  );
  assertEquals(input, { messages: [{ role: "user", content: [{ text: "A" }, { text: "Hi" }] }] });
  assertEquals(warnings.length, 1);
});

Deno.test("translate() joins turns of one side and drops blank texts", strict, () => {
  assertEquals(
    turns([
      { role: "user", content: "a" },
      { role: "user", content: [{ type: "text", text: " " }, { type: "text", text: "b" }] },
      { role: "assistant", content: " " },
      { role: "user", content: "c" },
    ]),
    [{ role: "user", content: [{ text: "a" }, { text: "b" }, { text: "c" }] }],
  );
});

Deno.test("translate() puts a user turn before an assistant's that comes first", strict, () => {
  const messages = [{ role: "assistant", content: "Hello" }, { role: "user", content: "Hi" }];
  assertEquals((turns(messages) as { role: string }[]).map(({ role }) => role), ["user", "assistant", "user"]);
  assertEquals(warned(messages), ["messages: a user message was put first"]);
});

Deno.test("translate() trims the end of a prefill where one is allowed", strict, () => {
  assertEquals(turns([{ role: "user", content: "x" }, { role: "assistant", content: "{ \n" }], "claude3"), [
    { role: "user", content: [{ text: "x" }] },
    { role: "assistant", content: [{ text: "{" }] },
  ]);
});

Deno.test("translate() maps a turn of calls: grouping, names, empty arguments, cache marker", strict, () => {
  const { input, warnings } = sent({
    model: "claude-sonnet-4-6",
    max_tokens: 500,
    stop: "END",
    tools: [{ type: "function", function: { name: "a.b" } }],
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "Hi", cache_control: { type: "ephemeral" } }] },
      { role: "assistant", content: "", tool_calls: [call("c1", "a.b", ""), call("c2", "a.b", "{}")] },
      result("c1", "1"),
      result("c2", ""),
      { role: "user", content: "Go on" },
    ],
  }, "claude46");
  const name = input.toolConfig!.tools[0]!.toolSpec!.name;
  assertMatch(name, /^a_b_[a-z0-9]{4}$/);
  assertEquals(warnings, []);
  assertEquals(input, {
    system: [{ text: "Be brief." }],
    inferenceConfig: { maxTokens: 500, stopSequences: ["END"] },
    toolConfig: { tools: [{ toolSpec: { name, inputSchema: { json: { type: "object", properties: {} } } } }] },
    messages: [
      { role: "user", content: [{ text: "Hi" }, { cachePoint: { type: "default" } }] },
      { role: "assistant", content: [use("c1", name), use("c2", name)] },
      { role: "user", content: [gave("c1", { text: "1" }), gave("c2", { text: "(no output)" }), { text: "Go on" }] },
    ] as never,
  });
});

Deno.test("translate() orders results as their calls are, in front of the text that came before them", strict, () => {
  assertEquals(
    turns([
      { role: "user", content: "go" },
      { role: "assistant", content: null, tool_calls: [call("a", "f", "{}"), call("b", "f", "{}")] },
      { role: "user", content: "meanwhile" },
      result("b", "2"),
      result("a", "1"),
    ]),
    [
      { role: "user", content: [{ text: "go" }] },
      { role: "assistant", content: [use("a", "f"), use("b", "f")] },
      { role: "user", content: [gave("a", { text: "1" }), gave("b", { text: "2" }), { text: "meanwhile" }] },
    ],
  );
});

Deno.test("translate() finds a result that comes turns later, and ids that are used again", strict, () => {
  assertEquals(
    turns([
      { role: "user", content: "go" },
      { role: "assistant", tool_calls: [call("call_0", "f", "{}")] },
      result("call_0", "1"),
      { role: "assistant", tool_calls: [call("call_0", "f", "{}")] },
      { role: "user", content: "and?" },
      { role: "assistant", content: "wait" },
      result("call_0", "2"),
    ]),
    [
      { role: "user", content: [{ text: "go" }] },
      { role: "assistant", content: [use("call_0", "f")] },
      { role: "user", content: [gave("call_0", { text: "1" })] },
      { role: "assistant", content: [use("call_0", "f")] },
      { role: "user", content: [gave("call_0", { text: "2" }), { text: "and?" }] },
      { role: "assistant", content: [{ text: "wait" }] },
    ],
  );
});

Deno.test("translate() gives a call that was left no result of a later call by the same id", strict, () => {
  const left = gave("call_0", { text: "no result" }) as { toolResult: Record<string, unknown> };
  left.toolResult.status = "error";
  assertEquals(
    turns([
      { role: "user", content: "Paris?" },
      { role: "assistant", tool_calls: [call("call_0", "f", '{"city":"Paris"}')] },
      { role: "user", content: "Rome!" },
      { role: "assistant", tool_calls: [call("call_0", "f", '{"city":"Rome"}')] },
      result("call_0", "31 C in Rome"),
    ]),
    [
      { role: "user", content: [{ text: "Paris?" }] },
      { role: "assistant", content: [use("call_0", "f", { city: "Paris" })] },
      { role: "user", content: [left, { text: "Rome!" }] },
      { role: "assistant", content: [use("call_0", "f", { city: "Rome" })] },
      { role: "user", content: [gave("call_0", { text: "31 C in Rome" })] },
    ],
  );
});

Deno.test("translate() gives each of two calls of one id its own result, and leaves a third out", strict, () => {
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", tool_calls: [call("c", "f", "{}"), call("c", "f", "{}")] },
    result("c", "1"),
    result("c", "2"),
    result("c", "3"),
  ];
  assertEquals((turns(messages) as unknown[])[2], {
    role: "user",
    content: [gave("c", { text: "1" }), gave("c", { text: "2" })],
  });
  assert(warned(messages).some((one) => one.includes("second result for tool call c left out")));
});

Deno.test("translate() says of an Anthropic result that it failed, by its status or in words", strict, () => {
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "f", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "42", is_error: true }] },
  ];
  const [rich, plain] = (["claude45", "llama"] as const).map((model) => (turns(messages, model) as unknown[])[2]);
  const toolResult = { toolUseId: "t1", content: [{ text: "42" }], status: "error" };
  assertEquals(rich, { role: "user", content: [{ toolResult }] });
  assertEquals(plain, { role: "user", content: [gave("t1", { text: "Error:" }, { text: "42" })] });
});

Deno.test("translate() refuses an Anthropic result that answers no call", strict, () => {
  const error = refusal(() => turns(parts({ type: "tool_result", tool_use_id: "c9", content: "1" })));
  assertEquals([error.param, error.status], ["messages", 400]);
  assertMatch(error.message, /c9/);
});

Deno.test("translate() drops a cache point that stands first or behind another", strict, () => {
  const cache_control = { type: "ephemeral" };
  const point = { cachePoint: { type: "default" } };
  const marked = [
    { role: "user", content: [{ type: "text", text: "a", cache_control }, { type: "text", text: " " }], cache_control },
    { role: "assistant", content: "b" },
    { role: "user", content: [{ type: "text", text: "" }, { type: "text", text: "c" }], cache_control },
  ];
  assertEquals(turns(marked), [
    { role: "user", content: [{ text: "a" }, point] },
    { role: "assistant", content: [{ text: "b" }] },
    { role: "user", content: [{ text: "c" }, point] },
  ]);
  assertEquals(
    sent(chat({ messages: [{ role: "system", content: "", cache_control }, { role: "user", content: "x" }] })).input
      .system,
    undefined,
  );
  assertEquals(
    sent(
      chat({
        messages: [{ role: "system", content: "", cache_control }, { role: "system", content: "S" }, {
          role: "user",
          content: "x",
        }],
      }),
    ).input.system,
    [{ text: "S" }],
  );
});

Deno.test("translate() answers a call that has no result, and says so", strict, () => {
  const messages = [{ role: "user", content: "go" }, { role: "assistant", tool_calls: [call("a", "f", "{}")] }, {
    role: "user",
    content: "?",
  }];
  assertEquals((turns(messages) as unknown[])[2], {
    role: "user",
    content: [{ toolResult: { toolUseId: "a", content: [{ text: "no result" }], status: "error" } }, { text: "?" }],
  });
  assert(warned(messages).some((one) => one.includes("no result for tool call a")));
});

Deno.test(
  "translate() lists the tools of a history that the call itself does not bring, and maps their names back",
  strict,
  () => {
    const body = chat({
      messages: [
        { role: "user", content: "go" },
        { role: "assistant", tool_calls: [call("a", "ns.f", "{}")] },
        result("a", "1"),
      ],
    });
    const { input, warnings } = sent(body);
    const name = input.toolConfig!.tools[0]!.toolSpec!.name;
    assertNotEquals(name, "ns.f");
    assertEquals(input.toolConfig, {
      tools: [{ toolSpec: { name, inputSchema: { json: { type: "object", properties: {} } } } }],
    });
    assertEquals(warnings.length, 1);
    const reply = translate(body, contextOf(MODELS.claude45)).reply.whole({
      output: { message: { role: "assistant", content: [use("b", name)] } },
      stopReason: "tool_use",
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    } as never) as { choices: { message: { tool_calls: { function: { name: string } }[] } }[] };
    assertEquals(reply.choices[0]!.message.tool_calls[0]!.function.name, "ns.f");
  },
);

Deno.test("translate() keeps text before calls", strict, () => {
  assertEquals(
    (turns([
      { role: "user", content: "go" },
      { role: "assistant", tool_calls: [call("a", "f", "{}")] },
      { role: "assistant", content: "Looking." },
      result("a", "1"),
    ]) as unknown[])[1],
    { role: "assistant", content: [{ text: "Looking." }, use("a", "f")] },
  );
});

Deno.test("translate() reads arguments that are none", strict, () => {
  const inputs = ["{bad", "[1]", " "].map((text) =>
    (turns([
      { role: "user", content: "go" },
      { role: "assistant", tool_calls: [call("a", "f", text)] },
      result("a", "1"),
    ]) as { content: { toolUse: { input: unknown } }[] }[])[1]!.content[0]!.toolUse.input
  );
  assertEquals(inputs, [{ rawInvalidInput: "{bad" }, { rawInvalidInput: "[1]" }, {}]);
  const asked = { role: "assistant", tool_calls: [call("a", "f", " "), call("b", "f", "[1]")] };
  assertEquals(
    warned([{ role: "user", content: "go" }, asked, result("a", "1"), result("b", "1")])[0],
    "messages[1].tool_calls[1].function.arguments: no JSON object; sent on as a text in one",
  );
});

Deno.test("translate() replaces ids that do not fit, in call and result alike", strict, () => {
  const [, second, third] = turns([
    { role: "user", content: "go" },
    { role: "assistant", tool_calls: [call("weird id/é", "f", "{}")] },
    result("weird id/é", "1"),
  ]) as { content: Record<string, { toolUseId: string }>[] }[];
  const id = second!.content[0]!.toolUse!.toolUseId;
  assertMatch(id, /^[a-zA-Z0-9_.:-]{1,64}$/);
  assertEquals(third!.content[0]!.toolResult!.toolUseId, id);
  const [, mistral] = turns([{ role: "user", content: "go" }, {
    role: "assistant",
    tool_calls: [call("call_abc", "f", "{}")],
  }, result("call_abc", "1")], "mistral") as typeof third[];
  assertMatch(mistral!.content[0]!.toolUse!.toolUseId, /^[a-zA-Z0-9]{9}$/);
});

Deno.test("translate() shortens MCP names of any length, the same each time, without two becoming one", strict, () => {
  const long = "mcp__server__" + "x".repeat(80);
  const names = sent(
    chat({ tools: ["a.b", "a/b", long, long + "y"].map((name) => ({ type: "function", function: { name } })) }),
  )
    .input.toolConfig!.tools.map((tool) => tool.toolSpec!.name);
  assertEquals(new Set(names).size, 4);
  for (const name of names) assertMatch(name, /^[a-zA-Z0-9_-]{1,64}$/);
});

Deno.test("translate() answers the functions of old by name", strict, () => {
  assertEquals(
    turns([
      { role: "user", content: "go" },
      { role: "assistant", content: null, function_call: { name: "f", arguments: '{"a":1}' } },
      { role: "function", name: "f", content: "1" },
    ]),
    [
      { role: "user", content: [{ text: "go" }] },
      { role: "assistant", content: [use("call_1", "f", { a: 1 })] },
      { role: "user", content: [gave("call_1", { text: "1" })] },
    ],
  );
});

Deno.test("translate() tells a picture by its bytes, not by what its sender says", strict, () => {
  const image = { image: { format: "png", source: { bytes: PNG } } };
  assertEquals(
    turns(
      parts({ type: "text", text: "see" }, {
        type: "image_url",
        image_url: { url: PNG_URL.replace("image/png", "image/jpeg") },
      }),
    ),
    [
      { role: "user", content: [{ text: "see" }, image] },
    ],
  );
  const spaced = PNG_URL.replace("base64,", "base64,\n ");
  assertEquals(turns(parts({ type: "image_url", image_url: { url: spaced, detail: "low" } })), [{
    role: "user",
    content: [image],
  }]);
  assertEquals(warned(parts({ type: "image_url", image_url: { url: PNG_URL, detail: "low" } })), [
    "image_url.detail: left out",
  ]);
});

for (
  const [format, bytes] of [
    ["gif", [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
    ["jpeg", [0xff, 0xd8, 0xff, 0xe0]],
    ["webp", [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50, 9]],
  ] as const
) {
  Deno.test(`translate() knows a ${format}`, strict, () => {
    const url = `data:application/octet-stream;base64,${btoa(String.fromCharCode(...bytes))}`;
    assertEquals(turns(parts({ type: "image_url", image_url: { url } })), [
      { role: "user", content: [{ image: { format, source: { bytes: Uint8Array.from(bytes) } } }] },
    ]);
  });
}

Deno.test("translate() reads base64 of the URL kind", strict, () => {
  const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0xfb, 0xef, 0xbe);
  const url = `data:image/jpeg;base64,${btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_")}`;
  assertEquals(turns(parts({ type: "image_url", image_url: { url } })), [
    { role: "user", content: [{ image: { format: "jpeg", source: { bytes } } }] },
  ]);
});

Deno.test("translate() takes https pictures from the files that were fetched, and remote() says which", strict, () => {
  const url = "https://example.com/a.png";
  const body = chat({
    messages: parts({ type: "image_url", image_url: { url } }, { type: "input_image", image_url: url }),
  });
  assertEquals(remote(body), [url]);
  const context = contextOf(MODELS.claude45, { files: new Map([[url, { bytes: PNG, mediaType: "image/png" }]]) });
  const image = { image: { format: "png", source: { bytes: PNG } } };
  assertEquals(translate(body, context).input.messages, [{ role: "user", content: [image, image] }] as never);
});

Deno.test("remote() finds URLs in results and files, and leaves data alone", strict, () => {
  const url = "https://example.com/";
  assertEquals(
    remote({
      messages: [
        { role: "tool", content: [{ type: "image_url", image_url: { url: `${url}1` } }] },
        {
          role: "user",
          content: [{ type: "image_url", image_url: { url: PNG_URL } }, { type: "text", text: `${url}2` }],
        },
        {
          role: "user",
          content: [{ type: "tool_result", content: [{ type: "image", source: { type: "url", url: `${url}3` } }] }],
        },
      ],
      input: [{ type: "function_call_output", output: [{ type: "input_file", file_url: `${url}4` }] }],
    }),
    [`${url}1`, `${url}3`, `${url}4`],
  );
  assertEquals([remote(null), remote("x"), remote({ messages: 5 })], [[], [], []]);
});

Deno.test(
  "translate() makes documents of files, with names that fit, each once, and a text beside them",
  strict,
  () => {
    const file = (filename: string, file_data: string): unknown => ({ type: "file", file: { filename, file_data } });
    const messages = parts(
      file("Q3 report_(final)!!.pdf", PDF_URL),
      file("Q3 report (final).pdf", PDF_URL),
      file("x.csv", btoa("a,b")),
      file("", `data:text/plain;base64,${btoa("hi")}`),
    );
    const document = (name: string, format: string, bytes: Uint8Array): unknown => ({
      document: { format, name, source: { bytes }, ...(format === "pdf" ? { citations: { enabled: true } } : {}) },
    });
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    assertEquals(turns(messages), [{
      role: "user",
      content: [
        document("Q3 report (final)", "pdf", PDF),
        document("Q3 report (final)-2", "pdf", PDF),
        document("x", "csv", text("a,b")),
        document("document-4", "txt", text("hi")),
        { text: "See the attached document." },
      ],
    }]);
  },
);

Deno.test("translate() sends sound and film to the models that take them", strict, () => {
  const audio = { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } };
  const video = { type: "video_url", video_url: { url: "s3://bucket/film.mov" } };
  assertEquals(turns(parts(audio, video), "nova2"), [{
    role: "user",
    content: [
      { audio: { format: "wav", source: { bytes: new Uint8Array(3) } } },
      { video: { format: "mov", source: { s3Location: { uri: "s3://bucket/film.mov" } } } },
    ],
  }]);
});

Deno.test(
  "translate() keeps pictures in results where the model looks, and puts them behind where it does not",
  strict,
  () => {
    const messages = [
      { role: "user", content: "go" },
      { role: "assistant", tool_calls: [call("a", "f", "{}")] },
      result("a", [{ type: "image_url", image_url: { url: PNG_URL } }]),
    ];
    const image = { image: { format: "png", source: { bytes: PNG } } };
    assertEquals((turns(messages) as unknown[])[2], { role: "user", content: [gave("a", image)] });
    assertEquals((turns(messages, "qwen") as unknown[])[2], {
      role: "user",
      content: [gave("a", { text: "(attached)" }), image],
    });
  },
);

Deno.test("translate() gives signed thinking back, and says so when it is not", strict, () => {
  const thinking_blocks = [{ type: "thinking", thinking: "hm", signature: "sig" }, {
    type: "redacted_thinking",
    data: "AAAA",
  }];
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", content: "a", reasoning_content: "hm", thinking_blocks },
    { role: "user", content: "b" },
  ];
  assertEquals((turns(messages) as unknown[])[1], {
    role: "assistant",
    content: [
      { reasoningContent: { reasoningText: { text: "hm", signature: "sig" } } },
      { reasoningContent: { redactedContent: new Uint8Array(3) } },
      { text: "a" },
    ],
  });
  assertEquals(warned(messages), []);
  assertEquals(
    warned([{ role: "user", content: "go" }, { role: "assistant", content: "a", reasoning_content: "hm" }, {
      role: "user",
      content: "b",
    }]).length,
    1,
  );
  assertEquals(warned(messages, "nova").length, 1);
});

Deno.test("translate() stops thinking by budget when a call comes back without its signed thinking", strict, () => {
  const messages = [
    { role: "user", content: "go" },
    { role: "assistant", tool_calls: [call("a", "f", "{}")] },
    result("a", "1"),
  ];
  const { input, warnings } = sent(chat({ messages, reasoning_effort: "low" }), "claude37");
  assertEquals(input.additionalModelRequestFields, undefined);
  assert(warnings.some((one) => one.startsWith("reasoning_effort: thinking turned off")));
});

Deno.test("translate() keeps cache points behind content, four at most, the long ones first", strict, () => {
  const cache_control = { type: "ephemeral" };
  const { input, warnings } = sent(chat({
    tools: [{ type: "function", function: { name: "f" }, cache_control }],
    messages: [
      { role: "system", content: [{ type: "text", text: "S", cache_control: { type: "ephemeral", ttl: "1h" } }] },
      {
        role: "user",
        content: [{ type: "text", text: "1", cache_control }, {
          type: "text",
          text: "2",
          prompt_cache_breakpoint: { mode: "explicit" },
        }],
      },
      { role: "assistant", content: "3", cache_control },
      { role: "user", content: "4", cache_control },
    ],
  }));
  const point = { cachePoint: { type: "default" } };
  assertEquals(input.toolConfig!.tools.length, 1);
  assertEquals(input.system, [{ text: "S" }]);
  assertEquals(input.messages, [
    { role: "user", content: [{ text: "1" }, point, { text: "2" }, point] },
    { role: "assistant", content: [{ text: "3" }, point] },
    { role: "user", content: [{ text: "4" }, point] },
  ] as never);
  assertEquals(warnings.length, 1);
  const long = { type: "ephemeral", ttl: "1h" };
  const mixed = sent(
    chat({
      messages: parts({ type: "text", text: "1", cache_control }, { type: "text", text: "2", cache_control: long }),
    }),
  );
  assertEquals(mixed.input.messages![0]!.content, [{ text: "1" }, point, { text: "2" }, point] as never);
  assertEquals(mixed.warnings, ["cache_control: 1h sent as 5m"]);
  const none = sent(chat({ messages: parts({ type: "text", text: "1", cache_control }) }), "llama");
  assertEquals([none.input.messages![0]!.content.length, none.warnings.length], [1, 1]);
});

Deno.test("translate() refuses more pictures, or larger ones, than Converse takes", strict, () => {
  const image = { type: "image_url", image_url: { url: PNG_URL } };
  assertEquals(refusal(() => turns(parts(...Array(21).fill(image)))).param, "messages");
  assertEquals((turns(parts(...Array(20).fill(image))) as { content: unknown[] }[])[0]!.content.length, 20);
  const large = `${PNG_URL.replaceAll("=", "")}${"A".repeat(5_300_001)}`;
  assertMatch(
    refusal(() => turns(parts({ type: "image_url", image_url: { url: large } }))).message,
    /image 1 has \d+ bytes/,
  );
});

Deno.test(
  "translate() reads Cursor's Responses body on the chat route, with empty outputs filled from messages",
  strict,
  () => {
    const { input, warnings } = sent({
      model: "m",
      stream: true,
      stream_options: { include_usage: true },
      instructions: "Be brief.",
      input: [
        { role: "user", content: [{ type: "input_text", text: "go" }] },
        { type: "reasoning", id: "rs_1", summary: [] },
        { type: "function_call", call_id: "c1", name: "read", arguments: '{"p":1}' },
        { type: "function_call_output", call_id: "c1", output: "" },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "done" }] },
        { role: "user", content: "again" },
      ],
      messages: [{ role: "tool", tool_call_id: "c1", content: "file" }],
      tools: [{
        type: "function",
        name: "read",
        parameters: { type: "object", properties: { p: { type: "number" } } },
        strict: false,
      }],
      max_output_tokens: 77,
      reasoning: { effort: "low", summary: "auto" },
      include: ["reasoning.encrypted_content"],
      store: false,
      text: { format: { type: "text" } },
    });
    assertEquals(input.system, [{ text: "Be brief." }]);
    assertEquals(input.inferenceConfig, { maxTokens: 1101 });
    assertEquals(input.messages, [
      { role: "user", content: [{ text: "go" }] },
      { role: "assistant", content: [use("c1", "read", { p: 1 })] },
      { role: "user", content: [gave("c1", { text: "file" })] },
      { role: "assistant", content: [{ text: "done" }] },
      { role: "user", content: [{ text: "again" }] },
    ] as never);
    assertEquals(input.toolConfig!.tools[0]!.toolSpec!.name, "read");
    assertEquals(warnings.map((one) => one.split(":")[0]), ["input", "max_tokens"]);
    assertEquals(
      refusal(() => sent({ model: "m", input: [{ type: "item_reference", id: "x" }] })).param,
      "input[0].type",
    );
  },
);

Deno.test(
  "translate() names an item of Cursor's body where the caller wrote it, whatever stands before",
  strict,
  () => {
    const thought = { type: "reasoning", id: "rs_1", summary: [] };
    const rows: [unknown, string][] = [
      [{ instructions: "Be brief.", input: [{ role: "pope", content: "x" }] }, "input[0].role"],
      [{ input: [thought, { role: "user", content: "go" }, thought, { role: "pope", content: "x" }] }, "input[3].role"],
      [{ instructions: 5, input: "x" }, "instructions.content"],
      [{ input: null, messages: [{ role: "pope", content: "x" }] }, "messages[0].role"],
    ];
    for (const [body, param] of rows) assertEquals(refusal(() => sent({ model: "m", ...body as object })).param, param);
  },
);

Deno.test(
  "translate() reads Anthropic's tools and blocks in chat messages, as Cursor sends them for Claude",
  strict,
  () => {
    const { input } = sent(chat({
      tools: [{ name: "f", description: "d", input_schema: { type: "object", properties: {} } }],
      tool_choice: { type: "auto" },
      messages: [
        { role: "user", content: "go" },
        {
          role: "assistant",
          content: [{ type: "text", text: "t" }, { type: "tool_use", id: "tu1", name: "f", input: { a: 1 } }],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "tu1", content: [{ type: "text", text: "r" }], is_error: true },
            { type: "text", text: "and" },
          ],
        },
      ],
    }));
    assertEquals(input.messages, [
      { role: "user", content: [{ text: "go" }] },
      { role: "assistant", content: [{ text: "t" }, use("tu1", "f", { a: 1 })] },
      {
        role: "user",
        content: [{ toolResult: { toolUseId: "tu1", content: [{ text: "r" }], status: "error" } }, { text: "and" }],
      },
    ] as never);
    assertEquals(input.toolConfig!.tools[0]!.toolSpec!.description, "d");
  },
);

Deno.test("translate() describes a custom tool's grammar, and takes its calls back as text", strict, () => {
  const format = { type: "grammar", syntax: "lark", definition: "start: WORD" };
  const { input, warnings } = sent(chat({
    tools: [{ type: "custom", name: "ApplyPatch", format }],
    messages: [
      { role: "user", content: "go" },
      { role: "assistant", tool_calls: [call("a", "ApplyPatch", "*** Begin")] },
      result("a", "ok"),
    ],
  }));
  assert(input.toolConfig!.tools[0]!.toolSpec!.description!.includes("start: WORD"));
  assertEquals(input.messages![1]!.content, [use("a", "ApplyPatch", { input: "*** Begin" })] as never);
  assertEquals(warnings.length, 1);
});
