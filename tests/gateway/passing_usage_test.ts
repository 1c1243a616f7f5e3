import { assertEquals } from "../deps.ts";
import { usageOfAnswer } from "../../src/gateway/passing_usage.ts";

const utf8 = new TextEncoder();
const usage = { inputTokens: 3, outputTokens: 4 };
/** Other counts, that stand where an answer's own do not. */
const other = { inputTokens: 90, outputTokens: 91 };

/** The counts of an answer. */
function told(answer: unknown): unknown {
  return usageOfAnswer(utf8.encode(typeof answer === "string" ? answer : JSON.stringify(answer)));
}

Deno.test("usageOfAnswer() finds an answer's own counts, wherever they stand", () => {
  const text = 'he said: "usage": {"inputTokens": 9} {"usage":{"inputTokens":9}}';
  for (
    const answer of [
      { usage },
      { output: { text }, usage, metrics: { latencyMs: 1 } },
      { usage, output: { text } },
      { usage, output: { input: { usage: other } } },
      { output: { input: { usage: other } }, usage, end: [{ usage: other }, "usage"] },
      { output: [[{ usage: other }]], usage, stopReason: "usage" },
      { usage, text: "x".repeat(10_000) },
      { text: "x".repeat(10_000), usage, trace: { x: "y".repeat(2000) } },
      { text: "é\u{1f600}", usage },
      `  { "usage" : { "inputTokens" : 3, "outputTokens" : 4 } , "x" : [ ] }\n `,
      '{"usage":{"inputTokens":90,"outputTokens":91},"usage":{"inputTokens":3,"outputTokens":4}}',
    ]
  ) assertEquals(told(answer), usage, JSON.stringify(answer).slice(0, 200));
  assertEquals(told({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }), usage);
  assertEquals(told({ content: [], usage: { input_tokens: 3, output_tokens: 4 } }), usage);
});

Deno.test("usageOfAnswer() takes for counts nothing that is not the answer's own", () => {
  for (
    const answer of [
      {},
      { usage: null },
      { 'x"usage': other },
      { usage: "usage" },
      { output: { usage: other } },
      { output: [{ x: { usage: other } }], metrics: {} },
      { text: JSON.stringify({ usage: other }) },
      [{ usage: other }],
      '"usage"',
      "",
      "{",
      "null",
      '{"a":1}{"usage":{"inputTokens":90,"outputTokens":91}}]',
    ]
  ) assertEquals(told(answer), {}, JSON.stringify(answer));
  assertEquals(usageOfAnswer(Uint8Array.of(0xff, 0xfe, 0x7b)), {});
});

Deno.test("usageOfAnswer() says of any JSON what the whole of it says", () => {
  let seed = 20_261_201;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const words = ["usage", '"usage"', '\\"usage":{', "x", 'x"usage', "}", "{", '"', "\\", "ü"];
  const value = (depth: number): unknown => {
    const kind = random(depth > 3 ? 3 : 5);
    if (kind === 0) return random(100);
    if (kind === 1) return words[random(words.length)];
    if (kind === 2) return { inputTokens: random(9), outputTokens: random(9) };
    if (kind === 3) return Array.from({ length: random(4) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: random(5) }, () => [words[random(words.length)], value(depth + 1)]));
  };
  for (let turn = 0; turn < 5000; turn++) {
    const answer = { a: value(0), [words[random(3)]!]: value(0), b: value(0) } as Record<string, unknown>;
    const own = answer.usage as Record<string, unknown> | undefined;
    const { inputTokens, outputTokens } = own ?? {};
    const expected = {
      ...typeof inputTokens === "number" && { inputTokens },
      ...typeof outputTokens === "number" && { outputTokens },
    };
    assertEquals(told(answer), expected, JSON.stringify(answer));
  }
});
