/** replayEvents() and the road that uses it: whole answers told as streams. */
import { assertEquals, assertMatch } from "../deps.ts";
import { replayEvents } from "../../src/gateway/converse_replay.ts";
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { createHandler } from "../../src/gateway/handler.ts";
import { answer, dataOf } from "./openai_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };

Deno.test("replayEvents() gives the events that the stream would have had", strict, () => {
  const output = answer([
    { reasoningContent: { reasoningText: { text: "hm", signature: "s" } } },
    { text: "Hi" },
    { toolUse: { toolUseId: "t", name: "f", input: { a: 1 } } },
    { citationsContent: { content: [{ text: "cited" }] } },
    { reasoningContent: { redactedContent: new Uint8Array(3) } },
  ], { stopReason: "tool_use" });
  const delta = (delta: unknown, contentBlockIndex: number): unknown => ({
    contentBlockDelta: { delta, contentBlockIndex },
  });
  const stop = (contentBlockIndex: number): unknown => ({ contentBlockStop: { contentBlockIndex } });
  assertEquals(replayEvents(output), [
    { messageStart: { role: "assistant" } },
    delta({ reasoningContent: { text: "hm" } }, 0),
    delta({ reasoningContent: { signature: "s" } }, 0),
    stop(0),
    delta({ text: "Hi" }, 1),
    stop(1),
    { contentBlockStart: { start: { toolUse: { toolUseId: "t", name: "f" } }, contentBlockIndex: 2 } },
    delta({ toolUse: { input: '{"a":1}' } }, 2),
    stop(2),
    delta({ text: "cited" }, 3),
    stop(3),
    delta({ reasoningContent: { redactedContent: new Uint8Array(3) } }, 4),
    stop(4),
    { messageStop: { stopReason: "tool_use" } },
    { metadata: { usage: output.usage, metrics: output.metrics } },
  ] as never);
});

Deno.test("the chat route asks Llama for a whole answer when tools are streamed, and streams it", strict, async () => {
  const paths: string[] = [];
  const runtime = new BedrockRuntime({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "x" },
    fetch: (input) => {
      paths.push(new URL(new Request(input).url).pathname);
      const output = answer([{ toolUse: { toolUseId: "t", name: "f", input: { a: 1 } } }], { stopReason: "tool_use" });
      return Promise.resolve(Response.json(output));
    },
  });
  const body = JSON.stringify({
    model: "us.meta.llama3-3-70b-instruct-v1:0",
    stream: true,
    messages: [{ role: "user", content: "go" }],
    tools: [{ type: "function", function: { name: "f" } }],
  });
  const request = new Request("http://localhost/v1/chat/completions", { method: "POST", body });
  const response = await createHandler({ runtime, anonymous: true })(request);
  const data = await dataOf(await response.text());
  assertMatch(paths.join(), /\/converse$/);
  assertEquals(data.pop(), "[DONE]");
  const chunks = data.map((one) => JSON.parse(one).choices[0]);
  assertEquals(chunks.at(-1).finish_reason, "tool_calls");
  assertEquals(chunks[2].delta.tool_calls[0].function.arguments, '{"a":1}');
});
