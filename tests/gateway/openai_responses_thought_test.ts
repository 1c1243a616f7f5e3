/** Thoughts in, reasoning items out, whole and streamed, sealed so that they can come back to who thought them. */
import { assertEquals } from "../deps.ts";
import { converseTranslation } from "../../src/gateway/openai_responses.ts";
import { openThought } from "../../src/gateway/openai_responses_thought.ts";
import { answer, contextOf, MODELS } from "./openai_context.ts";
import { ask, between, delta, end, ID, message, metadata, responded, stop } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const SEALED = { include: ["reasoning.encrypted_content"] };
const THOUGHT = { type: "thinking", thinking: "hm", signature: "sig" };
for (
  const [name, more, shown, sealed] of [
    ["nothing", {}, false, false],
    ["a summary", { reasoning: { summary: "auto" } }, true, false],
    ["a summary by its old name", { reasoning: { generate_summary: "concise" } }, true, false],
    ["a seal", { include: ["reasoning.encrypted_content"] }, false, true],
    ["both", { reasoning: { summary: "detailed" }, include: ["reasoning.encrypted_content"] }, true, true],
  ] as const
) {
  Deno.test(`translate() tells thoughts when ${name} was asked for`, strict, () => {
    const content = [
      { reasoningContent: { reasoningText: { text: "hm", signature: "sig" } } },
      { reasoningContent: { redactedContent: new Uint8Array(3) } },
      { reasoningContent: { reasoningText: { text: "unsigned" } } },
      { text: "x" },
    ];
    const { output } = responded(ask(more), answer(content));
    const summary = (text: string): unknown[] => shown ? [{ type: "summary_text", text }] : [];
    const seals = output.map((item: { encrypted_content?: string }) => item.encrypted_content);
    for (const item of output) delete item.encrypted_content;
    assertEquals(output, [
      { id: `rs_${ID}0`, type: "reasoning", summary: summary("hm") },
      { id: `rs_${ID}1`, type: "reasoning", summary: [] },
      { id: `rs_${ID}2`, type: "reasoning", summary: summary("unsigned") },
      message(3, "x"),
    ]);
    const opened = seals.map((one?: string) => one === undefined ? undefined : openThought(one, MODELS.claude45));
    const redacted = { type: "redacted_thinking", data: "AAAA" };
    assertEquals(opened, sealed ? [THOUGHT, redacted, undefined, undefined] : Array(4).fill(undefined));
  });
}

Deno.test("openThought() gives a thought to the model that thought it, whatever the region", strict, () => {
  const body = ask({ include: ["reasoning.encrypted_content"] });
  const thought = { reasoningContent: { reasoningText: { text: "h\u00fcm \u{1f914}", signature: "s" } } };
  const [{ encrypted_content }] = responded(body, answer([thought])).output;
  const block = { type: "thinking", thinking: "h\u00fcm \u{1f914}", signature: "s" };
  assertEquals(openThought(encrypted_content, MODELS.claude45.replace("us.", "global.")), block);
  assertEquals(openThought(encrypted_content, MODELS.claude46), undefined);
  const newer = btoa(atob(encrypted_content).replace('"v":1', '"v":2'));
  assertEquals(openThought(newer, MODELS.claude45), undefined);
  assertEquals(openThought(encrypted_content.slice(0, -4), MODELS.claude45), undefined);
});

Deno.test("sealThought() tells nothing of an account", strict, () => {
  const arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
  const context = contextOf(arn, { family: "anthropic-messages" });
  const { reply } = converseTranslation(ask({ include: ["reasoning.encrypted_content"] }), context);
  const thought = { reasoningContent: { reasoningText: { text: "hm", signature: "s" } } };
  // deno-lint-ignore no-explicit-any -- whatever came out
  const [{ encrypted_content }] = (reply.whole(answer([thought])) as any).output;
  assertEquals(/arn:|1234/.exec(atob(encrypted_content)), null);
});

Deno.test("a response's stream tells thoughts as a summary, and seals them", strict, async () => {
  const reason = (index: number, reasoningContent: unknown): unknown => delta(index, { reasoningContent });
  const events = [
    reason(0, { text: "h" }),
    reason(0, { text: "m" }),
    reason(0, { signature: "sig" }),
    end(0),
    reason(1, { redactedContent: new Uint8Array(3) }),
    reason(1, { redactedContent: new Uint8Array(3) }),
    end(1),
    delta(2, { text: "x" }),
    end(2),
    stop("end_turn"),
    metadata,
  ];
  const all = await between(ask({ ...SEALED, reasoning: { summary: "auto" } }), events);
  const at = { item_id: `rs_${ID}0`, output_index: 0, summary_index: 0 };
  const part = { type: "summary_text", text: "hm" };
  const seals = all.flatMap(({ type, item }) =>
    type === "response.output_item.done" ? item.encrypted_content ?? [] : []
  );
  assertEquals(seals.map((one) => openThought(one, MODELS.claude45)), [
    { type: "thinking", thinking: "hm", signature: "sig" },
    { type: "redacted_thinking", data: "AAAAAAAA" },
  ]);
  assertEquals(all.slice(0, 9), [
    { type: "response.output_item.added", output_index: 0, item: { id: `rs_${ID}0`, type: "reasoning", summary: [] } },
    { type: "response.reasoning_summary_part.added", ...at, part: { ...part, text: "" } },
    { type: "response.reasoning_summary_text.delta", ...at, delta: "h" },
    { type: "response.reasoning_summary_text.delta", ...at, delta: "m" },
    { type: "response.reasoning_summary_text.done", ...at, text: "hm" },
    { type: "response.reasoning_summary_part.done", ...at, part },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { id: `rs_${ID}0`, type: "reasoning", summary: [part], encrypted_content: seals[0] },
    },
    { type: "response.output_item.added", output_index: 1, item: { id: `rs_${ID}1`, type: "reasoning", summary: [] } },
    {
      type: "response.output_item.done",
      output_index: 1,
      item: { id: `rs_${ID}1`, type: "reasoning", summary: [], encrypted_content: seals[1] },
    },
  ]);
  const silent = await between(ask(), events);
  assertEquals(silent.slice(0, 4).map(({ type, item }) => [type, item.summary]), [
    ["response.output_item.added", []],
    ["response.output_item.done", []],
    ["response.output_item.added", []],
    ["response.output_item.done", []],
  ]);
});
