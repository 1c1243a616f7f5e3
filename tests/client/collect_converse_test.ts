/**
 * A stream of Converse collected: every kind of block, beside what Converse itself gives.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, collectConverse, type ConverseStreamEvent } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { assertEquals, assertRejects } from "../deps.ts";
import { guarded } from "./guarded.ts";

type Delta = NonNullable<ConverseStreamEvent["contentBlockDelta"]>["delta"];
type Start = NonNullable<ConverseStreamEvent["contentBlockStart"]>["start"];

const start = (contentBlockIndex: number, start: Start): ConverseStreamEvent => ({
  contentBlockStart: { contentBlockIndex, start },
});
const delta = (contentBlockIndex: number, delta: Delta): ConverseStreamEvent => ({
  contentBlockDelta: { contentBlockIndex, delta },
});
const stop = (contentBlockIndex: number): ConverseStreamEvent => ({ contentBlockStop: { contentBlockIndex } });

async function* streamOf(events: ConverseStreamEvent[], end = true): AsyncGenerator<ConverseStreamEvent> {
  yield { messageStart: { role: "assistant" } };
  yield* events;
  if (end) yield { messageStop: { stopReason: "end_turn" } };
}

async function contentOf(...events: ConverseStreamEvent[]): Promise<unknown> {
  return (await collectConverse(streamOf(events))).output.message?.content;
}

const bytes = (...numbers: number[]): Uint8Array => new Uint8Array(numbers);

guarded("collectConverse() puts texts, thoughts and sources together", async () => {
  assertEquals(await contentOf(delta(0, { text: "once " }), delta(0, { text: "upon" }), stop(0)), [{
    text: "once upon",
  }]);
  assertEquals(
    await contentOf(
      delta(0, { reasoningContent: { text: "let me " } }),
      delta(0, { reasoningContent: { text: "see" } }),
      delta(0, { reasoningContent: { signature: "abc=" } }),
      stop(0),
      delta(1, { reasoningContent: { redactedContent: bytes(1) } }),
      delta(1, { reasoningContent: { redactedContent: bytes(2, 3) } }),
      stop(1),
      delta(2, { reasoningContent: { signature: "only" } }),
      delta(3, { text: "done" }),
    ),
    [
      { reasoningContent: { reasoningText: { text: "let me see", signature: "abc=" } } },
      { reasoningContent: { redactedContent: bytes(1, 2, 3) } },
      { reasoningContent: { reasoningText: { text: "", signature: "only" } } },
      { text: "done" },
    ],
  );
  const citation = {
    title: "t",
    sourceContent: [{ text: "s" }],
    location: { documentChar: { documentIndex: 0, start: 1, end: 2 } },
  };
  assertEquals(
    await contentOf(delta(0, { text: "As said" }), delta(0, { citation }), delta(0, { text: "." }), stop(0)),
    [
      { citationsContent: { content: [{ text: "As said." }], citations: [citation] } },
    ],
  );
});

guarded("collectConverse() parses what tools are called with: nothing is {}, and what was cut stays text", async () => {
  const tool = (index: number, ...inputs: string[]): ConverseStreamEvent[] => [
    start(index, {
      toolUse: { toolUseId: `t${index}`, name: "n", ...(index === 3 ? { type: "server_tool_use" } : {}) },
    }),
    ...inputs.map((input) => delta(index, { toolUse: { input } })),
    stop(index),
  ];
  assertEquals(
    await contentOf(...tool(0, '{"a":', '"ü"}'), ...tool(1), ...tool(2, ""), ...tool(3, '{"a":"cu')),
    [
      { toolUse: { toolUseId: "t0", name: "n", input: { a: "ü" } } },
      { toolUse: { toolUseId: "t1", name: "n", input: {} } },
      { toolUse: { toolUseId: "t2", name: "n", input: {} } },
      { toolUse: { toolUseId: "t3", name: "n", type: "server_tool_use", input: '{"a":"cu' } },
    ],
  );
});

guarded("collectConverse() puts images and results of tools together", async () => {
  assertEquals(
    await contentOf(
      start(0, { toolResult: { toolUseId: "t", status: "success", type: "x" } }),
      delta(0, { toolResult: [{ text: "one " }, { text: "two" }] }),
      delta(0, { toolResult: [{ text: " three" }, { json: { a: 1 } }, { text: "four" }] }),
      stop(0),
      start(1, { image: { format: "webp" } }),
      delta(1, { image: { source: { bytes: bytes(1, 2) } } }),
      delta(1, { image: { source: { bytes: bytes(3) } } }),
      stop(1),
      start(2, { image: { format: "png" } }),
      delta(2, { image: { error: { message: "no" } } }),
      start(3, { image: { format: "png" } }),
      delta(3, { image: { source: { s3Location: { uri: "s3://b/k" } } } }),
    ),
    [
      {
        toolResult: {
          toolUseId: "t",
          status: "success",
          type: "x",
          content: [{ text: "one two three" }, { json: { a: 1 } }, { text: "four" }],
        },
      },
      { image: { format: "webp", source: { bytes: bytes(1, 2, 3) } } },
      { image: { format: "png", source: { bytes: bytes() }, error: { message: "no" } } },
      { image: { format: "png", source: { s3Location: { uri: "s3://b/k" } } } },
    ],
  );
});

guarded(
  "collectConverse() orders blocks by their place, keeps what it does not know, and tells all that came last",
  async () => {
    const strange = { newDelta: { a: 1 } } as unknown as Delta;
    assertEquals(await contentOf(delta(2, { text: "b" }), delta(0, { text: "a" }), stop(1), delta(5, strange)), [
      { text: "a" },
      { text: "b" },
      { newDelta: { a: 1 } },
    ]);
    const usage = { inputTokens: 1, outputTokens: 2, totalTokens: 3 };
    const output = await collectConverse((async function* (): AsyncGenerator<ConverseStreamEvent> {
      yield { messageStart: { role: "assistant" } };
      yield { newEvent: {} } as unknown as ConverseStreamEvent;
      yield { messageStop: { stopReason: "stop_sequence", additionalModelResponseFields: { stop_sequence: "x" } } };
      yield { metadata: { usage, metrics: { latencyMs: 9 }, serviceTier: { type: "flex" }, trace: {} } };
    })());
    assertEquals(output, {
      output: { message: { role: "assistant", content: [] } },
      stopReason: "stop_sequence",
      additionalModelResponseFields: { stop_sequence: "x" },
      usage,
      metrics: { latencyMs: 9 },
      serviceTier: { type: "flex" },
      trace: {},
    });
  },
);

guarded(
  "collectConverse() throws when the message is not over, with what was said, and passes the stream's error on",
  async () => {
    const error = await assertRejects(
      () => collectConverse(streamOf([delta(0, { text: "once" })], false)),
      BedrockError,
    );
    assertEquals([error.code, error.partial?.text], ["StreamIncomplete", "once"]);
    const broken = async function* (): AsyncGenerator<ConverseStreamEvent> {
      yield* streamOf([], false);
      throw new Error("cut");
    };
    await assertRejects(() => collectConverse(broken()), Error, "cut");
  },
);

guarded("collectConverse() gives what Converse gives, for the same questions to the emulator", async () => {
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    fetch: createEmulator(),
  });
  const modelId = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  const messages = [{ role: "user" as const, content: [{ text: "Weather in Rome and Oslo?" }] }];
  const json = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const toolConfig = { tools: [{ toolSpec: { name: "weather", inputSchema: { json } } }], toolChoice: { any: {} } };
  const thinking = { additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } };
  for (const more of [{}, { toolConfig }, { ...thinking, inferenceConfig: { maxTokens: 2000 } }]) {
    const { metrics: _, output, ...whole } = await bedrock.converse({ modelId, messages, ...more });
    const stream = await bedrock.converseStream({ modelId, messages, ...more });
    const { metrics: __, output: collected, ...rest } = await collectConverse(stream);
    assertEquals(unnamed(collected), unnamed(output));
    assertEquals(rest, whole);
  }
});

/** Ids of calls differ from one answer to the next. */
function unnamed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, one) => name === "toolUseId" ? "id" : one);
}
