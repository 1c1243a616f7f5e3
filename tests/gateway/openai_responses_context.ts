/**
 * What the tests of OpenAI's responses share: bodies, and readers of what comes out.
 *
 * @module
 */
import type { ConverseInput, ConverseOutput, ConverseStreamEvent } from "../../src/models/converse.ts";
import { converseTranslation as translate } from "../../src/gateway/openai_responses.ts";
import { assert, assertEquals, assertStringIncludes, ServerSentEventParseStream } from "../deps.ts";
import { contextOf, MODELS } from "./openai_context.ts";

/** A tool as responses have it. */
export const TOOL = { type: "function", name: "f", parameters: { type: "object", properties: {} }, strict: false };
/** The same, by a name, as Converse has it. */
export const specOf = (name: string, more = {}): unknown => ({
  toolSpec: { name, inputSchema: { json: { type: "object", properties: {} } }, ...more },
});
/** A custom tool, by a name, as Converse has it. */
export const textSpec = (name: string, more = {}): unknown => ({
  toolSpec: {
    name,
    ...more,
    inputSchema: { json: { type: "object", properties: { input: { type: "string" } }, required: ["input"] } },
  },
});

/** An image as responses have it. */
export const GIF = "data:image/gif;base64,R0lGODlhAQ";

/** A body with a short input, and whatever a case adds. */
export function ask(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { model: "the-model", input: "Hi", ...more };
}

/** Translates a body, and gives what goes to Bedrock with what was warned about. */
export function asked(
  body: unknown,
  model: keyof typeof MODELS = "claude45",
): { input: Partial<ConverseInput>; warnings: string[] } {
  const context = contextOf(MODELS[model]);
  const { modelId: _, ...input } = translate(body, context).input;
  return { input, warnings: context.warnings };
}

/** The id that a test's answers are made of. */
export const ID = "abcdefghijklmnopqrstuvwx";

/** A message item with one text. */
export function message(place: number, text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const part = { type: "output_text", text, annotations: [], logprobs: [] };
  return {
    id: `msg_${ID}${place}`,
    type: "message",
    status: "completed",
    role: "assistant",
    content: [part],
    ...more,
  };
}

/** The response for a body and a whole answer. */
// deno-lint-ignore no-explicit-any -- tests look at what came out, whatever it is
export function responded(body: unknown, output: ConverseOutput, model: keyof typeof MODELS = "claude45"): any {
  return translate(body, contextOf(MODELS[model])).reply.whole(output);
}

/** Parses events with a parser that is not ours; their names, numbers and types are held against each other. */
// deno-lint-ignore no-explicit-any -- as above
export async function eventsOf(text: string): Promise<any[]> {
  const events = [];
  for await (const { event, data } of new Blob([text]).stream().pipeThrough(new ServerSentEventParseStream())) {
    const { type, sequence_number, ...members } = JSON.parse(data!);
    assertEquals([event, sequence_number], [type, events.length]);
    events.push({ type, ...members });
  }
  return events;
}

/** The events of a stream for a body and Converse's events. */
export async function told(
  body: unknown,
  events: unknown[],
  model: keyof typeof MODELS = "claude45",
  // deno-lint-ignore no-explicit-any -- as above
): Promise<any[]> {
  const stream = translate(body, contextOf(MODELS[model])).reply.stream();
  let text = "";
  for (const event of events as ConverseStreamEvent[]) {
    text += stream.push(event);
    if (stream.done) break;
  }
  return await eventsOf(text + stream.end());
}

/** A case: what is added to a body, what must be in the call, what must be warned about, for which model. */
export type Row = [
  name: string,
  more: Record<string, unknown>,
  input: Record<string, unknown>,
  warned?: string,
  model?: keyof typeof MODELS,
];

/** Tests rows: a body with one text, and whatever the row adds. */
export function testRows(rows: Row[]): void {
  const messages = [{ role: "user", content: [{ text: "Hi" }] }];
  for (const [name, more, input, warned, model] of rows) {
    Deno.test(`translate() of a response maps ${name}`, { sanitizeOps: true, sanitizeResources: true }, () => {
      const { input: got, warnings } = asked(ask(more), model);
      assertEquals(got, { messages, ...input } as typeof got);
      if (warned === undefined) assertEquals(warnings, []);
      else {
        assertEquals(warnings.length, 1, warnings.join());
        assertStringIncludes(warnings[0]!, warned);
      }
    });
  }
}

/** How a stream begins. */
export const start = { messageStart: { role: "assistant" } };
/** How a stream ends. */
export const metadata = { metadata: { usage: { inputTokens: 3, outputTokens: 5 }, metrics: { latencyMs: 1 } } };
/** The end of a message. */
export const stop = (stopReason: string): unknown => ({ messageStop: { stopReason } });
/** A piece of a block. */
export const delta = (contentBlockIndex: number, delta: unknown): unknown => ({
  contentBlockDelta: { delta, contentBlockIndex },
});
/** The end of a block. */
export const end = (contentBlockIndex: number): unknown => ({ contentBlockStop: { contentBlockIndex } });

/** The events between the two that begin a response and the one that ends it. */
export async function between(
  body: unknown,
  events: unknown[],
  model: keyof typeof MODELS = "claude45",
  // deno-lint-ignore no-explicit-any -- as above
): Promise<any[]> {
  const all = await told(body, [start, ...events], model);
  const types = all.map(({ type }) => type);
  assertEquals(types.slice(0, 2), ["response.created", "response.in_progress"]);
  assert(/^response\.(completed|incomplete)$/.test(types.at(-1)));
  assertWhole(all);
  return all.slice(2, -1);
}

/** Every item is added, and done, and stands in the last event as it was done. */
// deno-lint-ignore no-explicit-any -- as above
export function assertWhole(events: any[]): void {
  const done = events.filter(({ type }) => type === "response.output_item.done");
  const added = events.filter(({ type }) => type === "response.output_item.added");
  const { output } = events.at(-1).response;
  assertEquals(added.map(({ output_index }) => output_index), output.map((_: unknown, at: number) => at));
  assertEquals(
    added.map(({ item }) => [item.id, item.type]),
    output.map(({ id, type }: typeof output[0]) => [id, type]),
  );
  assertEquals(done.toSorted((one, other) => one.output_index - other.output_index).map(({ item }) => item), output);
}

/** The text that a response's events come to. */
// deno-lint-ignore no-explicit-any -- as above
export function textOf(events: any[]): string {
  return events.map((event) => event.type === "response.output_text.delta" ? event.delta : "").join("");
}

/** A body that uses nearly everything there is. */
export const EVERYTHING: Record<string, unknown> = {
  model: "m",
  instructions: "Be brief.",
  max_output_tokens: 9000,
  temperature: 0.5,
  stream: true,
  stream_options: { include_obfuscation: false },
  reasoning: { effort: "low", summary: "auto", context: "auto", mode: "standard" },
  include: ["reasoning.encrypted_content", "file_search_call.results"],
  truncation: "auto",
  max_tool_calls: 3,
  metadata: { a: "b" },
  store: false,
  service_tier: "flex",
  previous_response_id: null,
  background: false,
  prompt_cache_options: { mode: "implicit", ttl: "30m" },
  text: { verbosity: "low", format: { type: "json_schema", name: "n", schema: { type: "object", properties: {} } } },
  tools: [
    TOOL,
    { type: "custom", name: "c", format: { type: "grammar", syntax: "lark", definition: "x" } },
    { type: "namespace", name: "n", tools: [{ ...TOOL, async: true, allowed_callers: ["direct"] }] },
  ],
  tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "f", namespace: "n" }] },
  parallel_tool_calls: false,
  input: [
    { role: "developer", content: [{ type: "input_text", text: "s" }] },
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "t", prompt_cache_breakpoint: { mode: "explicit" } },
        { type: "input_image", image_url: GIF, detail: "low" },
        { type: "input_file", filename: "a.txt", file_data: "eA==" },
      ],
    },
    { type: "reasoning", id: "r", summary: [{ type: "summary_text", text: "h" }], encrypted_content: "x" },
    { type: "function_call", call_id: "a", namespace: "n", name: "f", arguments: "{}" },
    { type: "custom_tool_call", call_id: "b", name: "c", input: "x" },
    { type: "function_call_output", call_id: "a", output: [{ type: "input_text", text: "r" }] },
    { type: "custom_tool_call_output", call_id: "b", output: "r" },
    { role: "assistant", content: [{ type: "output_text", text: "a" }, { type: "refusal", refusal: "r" }] },
    { role: "user", content: "x" },
  ],
};
