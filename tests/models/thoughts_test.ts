import { assertEquals } from "../deps.ts";
import type { TextDelta } from "../../src/models/text_adapter.ts";
import { textAdapter } from "../../src/models/text_families.ts";
import { thoughtlessReader, withoutThoughts } from "../../src/models/thoughts.ts";

const options = { sanitizeOps: true, sanitizeResources: true };

function answer(pieces: readonly string[], close?: string, stopReason = "end_turn"): string {
  const reader = thoughtlessReader((delta: TextDelta) => ({ ...delta }), close);
  let text = "";
  pieces.forEach((piece, at) => {
    const end = at === pieces.length - 1;
    text += reader.readChunk(end ? { text: piece, end, stopReason } : { text: piece, end }).text;
  });
  return text;
}

Deno.test("withoutThoughts() cuts thoughts at the head only", options, () => {
  assertEquals(withoutThoughts("<reasoning>Greet.</reasoning>Hello!"), "Hello!");
  assertEquals(withoutThoughts("\n<think>\nGreet.\n</think>\n\nHello!"), "Hello!");
  assertEquals(withoutThoughts("<think>never ended"), "");
  assertEquals(withoutThoughts("I <think>so</think>"), "I <think>so</think>");
  assertEquals(withoutThoughts("<thinking>x</thinking>"), "<thinking>x</thinking>");
  assertEquals(withoutThoughts(""), "");
});

Deno.test("thoughtlessReader() gives the whole answer, wherever the pieces are cut", options, () => {
  const texts = [
    "<reasoning>Greet. </think> no</reasoning>\n\nHello <think> there!",
    "\n <think>\nGreet.\n</think>\n\nHello!",
    "Hello <think>there</think>!",
    "<thing>is no thought</thing>",
    "<",
    "  ",
    "",
    "<think>never ended",
  ];
  for (const text of texts) {
    const wanted = withoutThoughts(text);
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        assertEquals(answer(pieces), wanted, JSON.stringify(pieces));
      }
    }
    assertEquals(answer([...text, ""]), wanted);
  }
});

Deno.test("thoughtlessReader() passes an answer on at once, without waiting for the end", options, () => {
  const reader = thoughtlessReader((text: string): TextDelta => ({ text, end: false }));
  assertEquals(["He", "llo", " <think>"].map((text) => reader.readChunk(text).text), ["He", "llo", " <think>"]);
  const thinking = thoughtlessReader((text: string): TextDelta => ({ text, end: false }));
  assertEquals(["<th", "ink>a", "</think>\n", "\nb", "c"].map((text) => thinking.readChunk(text).text), [
    "",
    "",
    "",
    "b",
    "c",
  ]);
});

Deno.test("thoughtlessReader() begins inside thoughts that the prompt has opened", options, () => {
  assertEquals(answer(["Greet", ".</thi", "nk>\n", "\nHello", "!"], "</think>"), "Hello!");
  assertEquals(answer(["Blocked", " text"], "</think>", "guardrail_intervened"), "Blocked text");
  assertEquals(answer(["still think", "ing"], "</think>", "max_tokens"), "");
});

Deno.test("DeepSeek R1's thoughts are no answer, also when they never ended", options, () => {
  const r1 = textAdapter("deepseek-r1")!;
  assertEquals(r1.read({ choices: [{ text: "Still thinking", stop_reason: "length" }] }).text, "");
  assertEquals(r1.read({ choices: [{ text: "No thoughts", stop_reason: "stop" }] }).text, "No thoughts");
});

Deno.test("DeepSeek R1's stream gives the answer once, though the counts come in a chunk of their own", options, () => {
  const metrics = { choices: [], "amazon-bedrock-invocationMetrics": { inputTokenCount: 1, outputTokenCount: 2 } };
  const read = (...chunks: object[]): string[] => {
    const reader = textAdapter("deepseek-r1")!.startReading!();
    return chunks.map((chunk) => reader.readChunk(chunk).text);
  };
  assertEquals(read({ choices: [{ text: "Paris." }] }, { choices: [{ text: "", stop_reason: "stop" }] }, metrics), [
    "",
    "Paris.",
    "",
  ]);
  const unfinished = { choices: [{ text: "The user wants", stop_reason: "length" }] };
  assertEquals(read(unfinished, metrics), ["", ""]);
});

Deno.test(
  "DeepSeek R1's stream gives what a guardrail says of blocked input, and no thought with a masked word",
  options,
  () => {
    const action = { "amazon-bedrock-guardrailAction": "INTERVENED" };
    const read = (...texts: string[]): string => {
      const reader = textAdapter("deepseek-r1")!.startReading!();
      return texts.map((text) => reader.readChunk({ choices: [{ text }], ...action }).text).join("") + reader.rest!();
    };
    assertEquals(read("Input blocked"), "Input blocked");
    assertEquals(read("The phone is ", "{PHONE}", "</think>", "Hello"), "Hello");
  },
);
