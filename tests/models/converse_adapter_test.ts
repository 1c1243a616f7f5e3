import { assertEquals, assertThrows } from "../deps.ts";
import { converseAdapter } from "../../src/models/converse_adapter.ts";
import type { ConverseOutput, ConverseStreamEvent } from "../../src/models/converse.ts";

const options = { sanitizeOps: true, sanitizeResources: true };

Deno.test("converseAdapter.toBody() says everything in Converse's words", options, () => {
  const bytes = new Uint8Array([1, 2, 3]);
  assertEquals(
    converseAdapter.toBody({
      prompt: "Hi",
      system: "Be brief.",
      maxTokens: 200,
      temperature: 0.5,
      topP: 0.9,
      stopSequences: ["END"],
      images: [{ bytes, mediaType: "image/jpg" }],
      video: { mediaType: "video/3gpp", s3Location: { uri: "s3://bucket/v" } },
    }),
    {
      messages: [{
        role: "user",
        content: [
          { image: { format: "jpeg", source: { bytes } } },
          { video: { format: "three_gp", source: { s3Location: { uri: "s3://bucket/v" } } } },
          { text: "Hi" },
        ],
      }],
      system: [{ text: "Be brief." }],
      inferenceConfig: { maxTokens: 200, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
    },
  );
  assertEquals(converseAdapter.toBody({ prompt: "Hi" }), { messages: [{ role: "user", content: [{ text: "Hi" }] }] });
  assertThrows(() => converseAdapter.toBody({ prompt: "Hi", topK: 5 }), TypeError, "topK");
});

Deno.test("converseAdapter.read() joins the texts of the message", options, () => {
  const output: ConverseOutput = {
    output: { message: { role: "assistant", content: [{ text: "Hel" }, { text: "lo" }] } },
    stopReason: "max_tokens",
    usage: { inputTokens: 5, outputTokens: 2, totalTokens: 7, cacheReadInputTokens: 1 },
    metrics: { latencyMs: 300 },
  };
  assertEquals(converseAdapter.read(output), {
    text: "Hello",
    stopReason: "max_tokens",
    usage: { inputTokens: 5, outputTokens: 2, cacheReadInputTokens: 1 },
  });
  assertEquals(converseAdapter.read({} as ConverseOutput).text, "");
});

Deno.test("converseAdapter.readChunk() ends with messageStop, and counts with metadata", options, () => {
  const events: ConverseStreamEvent[] = [
    { messageStart: { role: "assistant" } },
    { contentBlockDelta: { delta: { text: "Hi" }, contentBlockIndex: 0 } },
    { contentBlockDelta: { delta: { reasoningContent: { text: "hm" } }, contentBlockIndex: 1 } },
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: "end_turn" } },
    { metadata: { usage: { inputTokens: 5, outputTokens: 2, totalTokens: 7 }, metrics: { latencyMs: 1 } } },
  ];
  assertEquals(events.map((event) => converseAdapter.readChunk(event)), [
    { text: "", end: false },
    { text: "Hi", end: false },
    { text: "", end: false },
    { text: "", end: false },
    { text: "", end: true, stopReason: "end_turn" },
    { text: "", end: false, usage: { inputTokens: 5, outputTokens: 2 } },
  ]);
});
