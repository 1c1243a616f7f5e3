import { assert, assertAlmostEquals, assertEquals, assertLess, assertMatch, assertStringIncludes } from "../deps.ts";
import { ajv, gptTokenizer } from "../clients.ts";
import { think } from "../../src/emulator/brain.ts";
import { evaluate, findExpression } from "../../src/emulator/arithmetic.ts";
import { hintsOf } from "../../src/emulator/hints.ts";
import { sampleJson } from "../../src/emulator/json_sample.ts";
import { sampleOfPattern } from "../../src/emulator/pattern_sample.ts";
import { answerText, emptyQuestion, type Question } from "../../src/emulator/question.ts";
import { countTokens, tokenize } from "../../src/emulator/tokenizer.ts";

const options = { sanitizeOps: true, sanitizeResources: true };

function ask(prompt: string, more: Partial<Question> & { instructions?: string } = {}): string {
  const { instructions, ...rest } = more;
  return answerText(think({
    ...emptyQuestion(400),
    turns: [{ role: "user", parts: [{ type: "text", text: prompt }] }],
    system: instructions === undefined ? [] : [{ type: "text", text: instructions }],
    ...rest,
  }));
}

const ANSWERS: [string, RegExp | string][] = [
  ["explain black holes to 8th graders", /gravity lets nothing out.*event horizon/],
  ["explain quantum sponges to 8th graders", /^Quantum sponges, in short for 8th graders/],
  ["Say hello", "hello"],
  ["say exactly: Hello, World!", "Hello, World!"],
  ['Please say "one two"', "one two"],
  ["Repeat after me: one two three", "one two three"],
  ["Reply with the word pong and nothing else.", "pong"],
  ["Reply only with: OK", "OK"],
  ["say ha 4 times", "ha ha ha ha"],
  ["count to 5", "1, 2, 3, 4, 5"],
  ["count from 3 to 6", "3, 4, 5, 6"],
  ["What is 17 * (3 + 4)?", "17 * (3 + 4) = 119"],
  ["What is two plus two, I mean 2 plus 2?", "2 + 2 = 4"],
  ["Hi", "Hello! How can I help you today?"],
  ["What is the capital of France?", "The capital of France is Paris."],
  ["Answer with one word: what is the capital of Japan?", "Tokyo"],
  ["List three colors", "1. color number one\n2. color number two\n3. color number three"],
  ["Is the sky blue? Answer yes or no.", "Yes."],
  ["Respond with a JSON object with keys name and age for Ada, 36", '{"name":"Ada","age":36}'],
  ["", "Hello! What would you like to know?"],
  ["zzz", /^You said: "zzz"\./],
];

for (const [prompt, answer] of ANSWERS) {
  Deno.test(`think() answers ${JSON.stringify(prompt)}`, options, () => {
    const said = ask(prompt);
    if (typeof answer === "string") assertEquals(said, answer);
    else assertMatch(said, answer);
  });
}

Deno.test("think() follows instructions on manners", options, () => {
  assertEquals(ask("What is the capital of France?", { instructions: "Answer with one word." }), "Paris");
  assertEquals(ask("Say hello", { instructions: "Answer in upper case." }), "HELLO");
  assertEquals(
    ask("explain rainbows", { instructions: "Be brief." }),
    "A rainbow forms when sunlight meets drops of rain.",
  );
  assertEquals(ask("What is up?", { instructions: 'Always reply with "pong".' }), "pong");
  assertEquals(ask("Say hello", { instructions: 'End each answer with "Over."' }), "hello Over.");
  assertEquals(typeof JSON.parse(ask("Say hello", { instructions: "Answer in JSON." })), "object");
});

Deno.test("think() remembers what was said before", options, () => {
  const turns: Question["turns"] = [
    { role: "user", parts: [{ type: "text", text: "My favourite colour is green, and my name is Ada." }] },
    { role: "assistant", parts: [{ type: "text", text: "Noted." }] },
    { role: "user", parts: [{ type: "text", text: "What is my favourite colour?" }] },
  ];
  assertEquals(ask("", { turns }), "Your favourite colour is green.");
  assertEquals(
    ask("", { turns: [...turns.slice(0, 2), { role: "user", parts: [{ type: "text", text: "What is my name?" }] }] }),
    "Your name is Ada.",
  );
});

Deno.test("think() cuts at the limit, and counts what it wrote", options, () => {
  const question = {
    ...emptyQuestion(10),
    turns: [{ role: "user" as const, parts: [{ type: "text" as const, text: "explain black holes" }] }],
  };
  const answer = think(question);
  assertEquals([answer.stopReason, answer.usage.output], ["max_tokens", 10]);
  assertEquals(countTokens(answerText(answer)), 10);
});

Deno.test("tokenize() cuts into pieces that are the text again", options, () => {
  for (
    const text of ["", " ", "Hello, world!\n\n  x", "naïve café — 東京で 한국어 🌍🚀", "a".repeat(100), "\u0000\ud83d"]
  ) assertEquals(tokenize(text).join(""), text);
});

/** Texts of many kinds, and how far the count may be from a real tokenizer's. */
const COUNTED: Record<string, string> = {
  English:
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness. Nevertheless, the extraordinarily knowledgeable conversationalists were misunderstood throughout the neighbourhood, and nobody could explain why the committee had postponed its decision.",
  TypeScript:
    "export async function readBody(request: Request, limit: number): Promise<Uint8Array> {\n  const chunks: Uint8Array[] = [];\n  let length = 0;\n  for await (const chunk of request.body!) {\n    chunks.push(chunk);\n    length += chunk.length;\n    if (length > limit) throw new RangeError(`Cannot read body: more than ${limit} bytes`);\n  }\n  return join(chunks, length);\n}\n",
  Python:
    'def fibonacci(n: int) -> list[int]:\n    """Return the first n numbers."""\n    numbers = [0, 1]\n    while len(numbers) < n:\n        numbers.append(numbers[-1] + numbers[-2])\n    return numbers[:n]\n\nif __name__ == \'__main__\':\n    print(fibonacci(10))\n',
  JSON:
    '{"name":"get_weather","description":"Returns the weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"]}}',
  Chinese:
    "黑洞是时空展现出极端强大的引力，以致于所有粒子、甚至光这样的电磁辐射都不能逃逸的区域。广义相对论预测，足够紧密的质量可以扭曲时空，形成黑洞。",
  Japanese:
    "ブラックホールは、宇宙空間に存在する天体のうち、極めて高密度で、極端に重力が強いために物質だけでなく光さえ脱出することができない天体である。",
  Korean:
    "블랙홀은 항성이 진화의 최종단계에서 한없이 수축하여, 그 중심부의 밀도가 빛을 빨아들일 만큼 매우 높아지면서 생겨나는 천체를 말한다.",
  German:
    "Ein Schwarzes Loch ist ein Objekt, dessen Masse auf ein extrem kleines Volumen konzentriert ist und infolge dieser Kompaktheit eine so starke Gravitation erzeugt, dass nicht einmal das Licht diesen Bereich verlassen kann.",
  numbers: Array.from({ length: 60 }, (_, i) => i * 37).join(", "),
};

for (const [kind, text] of Object.entries(COUNTED)) {
  Deno.test(`countTokens() is within 15 % of a real tokenizer: ${kind}`, options, async () => {
    const { encode } = await gptTokenizer();
    const real = encode(text).length;
    assertLess(Math.abs(countTokens(text) - real) / real, 0.15, `${countTokens(text)} for ${real}`);
  });
}

const SCHEMAS: Record<string, unknown> = {
  nested: {
    type: "object",
    required: ["a", "b"],
    properties: {
      a: { type: "object", properties: { c: { type: "number" } }, required: ["c"] },
      b: { type: "array", items: { type: "boolean" } },
    },
  },
  references: {
    $defs: {
      node: {
        type: "object",
        properties: { value: { type: "integer" }, next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } },
        required: ["value", "next"],
      },
    },
    $ref: "#/$defs/node",
  },
  bounds: {
    type: "object",
    properties: {
      a: { type: "integer", minimum: 5, maximum: 7 },
      b: { type: "number", exclusiveMinimum: 0, maximum: 1 },
      c: { type: "integer", multipleOf: 4, minimum: 9 },
      d: { type: "integer", maximum: -3 },
    },
    required: ["a", "b", "c", "d"],
  },
  strings: {
    type: "object",
    properties: {
      a: { type: "string", minLength: 20 },
      b: { type: "string", maxLength: 3 },
      c: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" },
      d: { type: "string", enum: ["x", "y"] },
      e: { const: "fixed" },
    },
    required: ["a", "b", "c", "d", "e"],
  },
  arrays: {
    type: "object",
    properties: {
      a: { type: "array", items: { type: "string" }, minItems: 3, uniqueItems: true },
      b: { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }], items: false },
      c: { type: "array", items: { type: "integer" }, maxItems: 1 },
    },
    required: ["a", "b", "c"],
  },
  unions: {
    type: "object",
    properties: {
      a: { type: ["null", "string"] },
      b: { oneOf: [{ type: "object", properties: { kind: { const: "k" } }, required: ["kind"] }, { type: "integer" }] },
    },
    required: ["a", "b"],
  },
  merged: {
    allOf: [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }, {
      properties: { b: { type: "integer" } },
      required: ["b"],
    }],
  },
  "open members": { type: "object", required: ["x"], additionalProperties: { type: "integer" } },
};

for (const [name, schema] of Object.entries(SCHEMAS)) {
  Deno.test(`sampleJson() makes what an independent validator accepts: ${name}`, options, async () => {
    const { default: module } = await ajv() as unknown as { default: unknown };
    const Ajv = ((module as { default?: unknown }).default ?? module) as new (
      options: unknown,
    ) => { compile(schema: unknown): ((value: unknown) => boolean) & { errors?: unknown } };
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    for (
      const prompt of ["", "Ada is 36 and lives in Paris; she likes red, green and blue.", "value -7 and 3.5 and 99"]
    ) {
      const value = sampleJson(schema, hintsOf(prompt));
      assert(validate(value), `${JSON.stringify(value)} ${JSON.stringify(validate.errors)}`);
    }
  });
}

Deno.test("sampleJson() follows a reference whose per cent sign escapes nothing", options, () => {
  const schema = { $ref: "#/$defs/100%", $defs: { "100%": { const: "all" } } };
  assertEquals(sampleJson(schema, hintsOf("")), "all");
});

Deno.test("sampleJson() fills arguments from the prompt", options, () => {
  const fill = (prompt: string, properties: Record<string, unknown>): unknown =>
    sampleJson({ type: "object", properties }, hintsOf(prompt));
  const string = { type: "string" };
  assertEquals(
    fill("What's the weather in New York in celsius?", {
      location: string,
      unit: { type: "string", enum: ["fahrenheit", "celsius"] },
    }),
    { location: "New York", unit: "celsius" },
  );
  assertEquals(
    fill("Send a mail to bob@example.com with subject 'Lunch' on 2026-03-01", {
      email: string,
      subject: string,
      date: { type: "string", format: "date" },
    }),
    { email: "bob@example.com", subject: "Lunch", date: "2026-03-01" },
  );
  assertEquals(fill("Add 3 and 4", { a: { type: "number" }, b: { type: "number" } }), { a: 3, b: 4 });
  assertEquals(fill("calculate 12 * 7", { expression: string }), { expression: "12 * 7" });
  assertEquals(fill("Tags: red, green and blue", { tags: { type: "array", items: string, maxItems: 3 } }), {
    tags: ["red", "green", "blue"],
  });
  assertEquals(fill("set verbose: false", { verbose: { type: "boolean" } }), { verbose: false });
});

Deno.test("sampleOfPattern() makes texts that patterns match", options, () => {
  for (
    const pattern of [
      "^[A-Z]{2}\\d{3}$",
      "^(?:foo|bar)-[^x]+$",
      "^\\w+@\\w+\\.com$",
      "a?b*c+",
      "^[\\d]{4}-[\\d]{2}$",
      "^(?=a)a.c$",
    ]
  ) {
    assertMatch(sampleOfPattern(pattern), new RegExp(pattern));
  }
});

Deno.test("evaluate() works sums out, and nothing else", options, () => {
  for (
    const [text, value] of [["1+2*3", 7], ["(1+2)*3", 9], ["-4/2", -2], ["2^3^2", 512], ["7 % 4", 3], [
      "1,000 + 1",
      1001,
    ]] as const
  ) assertEquals(evaluate(text), value);
  for (const text of ["", "1+", "(1", "a+1", "1/0"]) assertEquals(evaluate(text), undefined);
  assertAlmostEquals(evaluate("0.1+0.2")!, 0.3, 1e-9);
  assertEquals(findExpression("on 2026-01-15 we met"), undefined);
  assertStringIncludes(findExpression("what is 3 times 4?")!, "3 * 4");
});
