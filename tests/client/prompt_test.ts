/**
 * `prompt()` and its stream: one prompt, by the road that the model has; and what InvokeModel tells beside the body.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, type PromptChunk, type PromptInput } from "../../mod.ts";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "../deps.ts";
import { chunk, event, EVENT_STREAM, join } from "./fault_server.ts";
import { guarded } from "./guarded.ts";

const claude = "anthropic.claude-v2";
const nova = "amazon.nova-lite-v1:0";
const opaque = "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456";

function answering(answer: () => Response): { bedrock: BedrockRuntime; sent: { path: string; body: unknown }[] } {
  const sent: { path: string; body: unknown }[] = [];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: { apiKey: "key" },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push({ path: new URL(request.url).pathname, body: await request.json() });
      return answer();
    },
  });
  return { bedrock, sent };
}

const converseReply = (): Response =>
  Response.json({
    output: { message: { role: "assistant", content: [{ text: "A star" }] } },
    stopReason: "end_turn",
    usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    metrics: { latencyMs: 1 },
  }, { headers: { "x-amzn-requestid": "req-2" } });

guarded("prompt() sends the family's own body through Invoke, and reads counts from the headers", async () => {
  const { bedrock, sent } = answering(() =>
    Response.json({ completion: " A star", stop_reason: "max_tokens" }, {
      headers: {
        "x-amzn-requestid": "req-1",
        "x-amzn-bedrock-input-token-count": "12",
        "x-amzn-bedrock-output-token-count": "3",
        "x-amzn-bedrock-cache-read-input-token-count": "1",
      },
    })
  );
  const output = await bedrock.prompt({
    modelId: claude,
    prompt: "explain black holes to 8th graders",
    maxTokens: 300,
    temperature: 0.1,
    topP: 0.9,
  });
  assertEquals(sent, [{
    path: "/model/anthropic.claude-v2/invoke",
    body: {
      prompt: "\n\nHuman: explain black holes to 8th graders\n\nAssistant:",
      max_tokens_to_sample: 300,
      temperature: 0.1,
      top_p: 0.9,
    },
  }]);
  assertEquals(output, {
    text: " A star",
    stopReason: "max_tokens",
    usage: { inputTokens: 12, outputTokens: 3, cacheReadInputTokens: 1 },
    raw: { completion: " A star", stop_reason: "max_tokens" },
    requestId: "req-1",
  });
});

guarded("prompt() asks through Converse where nothing else leads to the model, and where it is told to", async () => {
  const converseOnly = "us.meta.llama3-1-405b-instruct-v1:0";
  for (const input of [{ modelId: opaque }, { modelId: claude, via: "converse" as const }, { modelId: converseOnly }]) {
    const { bedrock, sent } = answering(converseReply);
    const { text, stopReason, usage, raw, requestId } = await bedrock.prompt({ ...input, prompt: "Hi", maxTokens: 5 });
    assertEquals(sent, [{
      path: `/model/${encodeURIComponent(input.modelId)}/converse`,
      body: { messages: [{ role: "user", content: [{ text: "Hi" }] }], inferenceConfig: { maxTokens: 5 } },
    }]);
    assertEquals({ text, stopReason, usage, requestId }, {
      text: "A star",
      stopReason: "end_turn",
      usage: { inputTokens: 3, outputTokens: 2 },
      requestId: "req-2",
    });
    assertEquals((raw as { stopReason: string }).stopReason, "end_turn");
  }
});

guarded("prompt() believes the family it is told", async () => {
  const { bedrock, sent } = answering(() => Response.json({ results: [{ outputText: "A star" }] }));
  const { text } = await bedrock.prompt({ modelId: opaque, family: "amazon-titan-text", prompt: "Hi" });
  assertEquals(text, "A star");
  assertEquals(sent[0]?.path, `/model/${encodeURIComponent(opaque)}/invoke`);
  assertEquals((sent[0]?.body as { inputText: string }).inputText, "Hi");
});

guarded("promptStream() gives pieces of text, and in the last why it ended and what it took", async () => {
  const metrics = { "amazon-bedrock-invocationMetrics": { inputTokenCount: 12, outputTokenCount: 3 } };
  const body = join(
    chunk({ completion: " A", stop_reason: null }),
    chunk({ completion: " star", stop_reason: null }),
    chunk({ completion: "", stop_reason: "stop_sequence", ...metrics }),
  );
  const { bedrock, sent } = answering(() => new Response(body, { headers: EVENT_STREAM }));
  const pieces: PromptChunk[] = await Array.fromAsync(await bedrock.promptStream({ modelId: claude, prompt: "Hi" }));
  assertEquals(pieces, [
    { text: " A" },
    { text: " star" },
    { text: "", stopReason: "stop_sequence", usage: { inputTokens: 12, outputTokens: 3 } },
  ]);
  assertEquals(sent[0]?.path, "/model/anthropic.claude-v2/invoke-with-response-stream");
});

guarded("promptStream() through Converse gives the same", async () => {
  const body = join(
    event("messageStart", { role: "assistant" }),
    event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "A star" } }),
    event("contentBlockStop", { contentBlockIndex: 0 }),
    event("messageStop", { stopReason: "end_turn" }),
    event("metadata", { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, metrics: { latencyMs: 1 } }),
  );
  const { bedrock, sent } = answering(() => new Response(body, { headers: EVENT_STREAM }));
  const pieces = await Array.fromAsync(await bedrock.promptStream({ modelId: opaque, prompt: "Hi" }));
  assertEquals(pieces, [
    { text: "A star" },
    { text: "", stopReason: "end_turn", usage: { inputTokens: 3, outputTokens: 2 } },
  ]);
  assertEquals(sent[0]?.path, `/model/${encodeURIComponent(opaque)}/converse-stream`);
});

guarded("prompt() refuses misuse before anything is sent", async () => {
  const { bedrock, sent } = answering(() => Response.json({ completion: "A star" }));
  const bytes = new Uint8Array([137, 80, 78, 71]);
  const wrong: [object, typeof TypeError][] = [
    [{ modelId: claude }, TypeError],
    [{ modelId: claude, prompt: "" }, TypeError],
    [{ modelId: claude, prompt: "Hi", maxToken: 5 }, TypeError],
    [{ modelId: claude, prompt: "Hi", maxTokens: 0 }, RangeError],
    [{ modelId: claude, prompt: "Hi", topP: 2 }, RangeError],
    [{ modelId: claude, prompt: "Hi", stopSequences: "x" }, TypeError],
    [{ modelId: opaque, prompt: "Hi", via: "invoke" }, TypeError],
    [{ modelId: claude, prompt: "Hi", via: "pigeon" }, TypeError],
    [{ modelId: "amazon.titan-embed-text-v2:0", prompt: "Hi" }, TypeError],
    [{ modelId: "", prompt: "Hi" }, TypeError],
    ...[bytes.buffer, new Blob([bytes]), "iVBORw==", undefined].flatMap((bytes): [object, typeof TypeError][] => [
      [{ modelId: nova, prompt: "Hi", images: [{ bytes, mediaType: "image/png" }] }, TypeError],
      [{ modelId: opaque, prompt: "Hi", images: [{ bytes, mediaType: "image/png" }] }, TypeError],
      [{ modelId: nova, prompt: "Hi", video: { bytes, mediaType: "video/mp4" } }, TypeError],
    ]),
    [{ modelId: nova, prompt: "Hi", images: [null] }, TypeError],
    [{ modelId: nova, prompt: "Hi", images: [{ bytes }] }, TypeError],
    [{ modelId: nova, prompt: "Hi", video: { bytes } }, TypeError],
    [{ modelId: nova, prompt: "Hi", video: { s3Location: "s3://bucket/key", mediaType: "video/mp4" } }, TypeError],
  ];
  for (const [input, kind] of wrong) {
    for (const call of [bedrock.prompt(input as PromptInput), bedrock.promptStream(input as PromptInput)]) {
      const error = await call.then(() => undefined, (error: unknown) => error);
      assertInstanceOf(error, kind, JSON.stringify(input));
      assert((error as Error).message.startsWith("Cannot "), (error as Error).message);
      assert(!(error as Error).message.includes("Hi"), "never the prompt");
    }
  }
  assertEquals(sent.length, 0);
});

guarded(
  "prompt() throws InvalidResponse for a success that holds no answer, and takes an empty text for one",
  async () => {
    const nothing = [
      () => new Response(null, { status: 204 }),
      () => new Response("null"),
      () => Response.json("busy"),
      () => Response.json({ error: { message: "Overloaded" } }),
    ];
    for (const answer of nothing) {
      for (const input of [{ modelId: claude }, { modelId: nova }, { modelId: opaque }]) {
        const { bedrock } = answering(() => {
          const response = answer();
          response.headers.set("x-amzn-requestid", "req-3");
          return response;
        });
        const error = await assertRejects(() => bedrock.prompt({ ...input, prompt: "Hi" }), BedrockError);
        assertEquals([error.code, error.requestId, error.attempts], ["InvalidResponse", "req-3", 1], input.modelId);
      }
    }
    const { bedrock } = answering(() => Response.json({ completion: "", stop_reason: "stop_sequence" }));
    assertEquals((await bedrock.prompt({ modelId: claude, prompt: "Hi" })).text, "");
  },
);

guarded("invokeModel() gives the body as it came, and what the headers tell of it", async () => {
  const { bedrock } = answering(() =>
    new Response('{"embedding":[0.5],"inputTextTokenCount":3}', {
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": "req-1",
        "x-amzn-bedrock-input-token-count": "3",
        "x-amzn-bedrock-output-token-count": "not a number",
        "x-amzn-bedrock-invocation-latency": "42",
        "x-amzn-bedrock-service-tier": "flex",
        "x-amzn-bedrock-performanceconfig-latency": "optimized",
      },
    })
  );
  const output = await bedrock.invokeModel({ modelId: "amazon.titan-embed-text-v2:0", body: { inputText: "Hi" } });
  const { body, text, json, ...rest } = output;
  assertEquals(new TextDecoder().decode(body), text());
  assertEquals(json().embedding, [0.5]);
  assertEquals(rest, {
    contentType: "application/json",
    inputTokenCount: 3,
    invocationLatency: 42,
    serviceTier: "flex",
    performanceConfigLatency: "optimized",
    requestId: "req-1",
    attempts: 1,
  });
});

guarded("converse() gives bytes where AWS's document has them", async () => {
  const { bedrock } = answering(() =>
    Response.json({
      output: { message: { role: "assistant", content: [{ image: { format: "png", source: { bytes: "AQI=" } } }] } },
    })
  );
  const { output } = await bedrock.converse({ modelId: opaque, messages: [] });
  assertEquals(output.message?.content[0]?.image?.source.bytes, new Uint8Array([1, 2]));
});
