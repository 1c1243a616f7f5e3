import { assertEquals } from "../deps.ts";
import { innerPadding, trailingPadding } from "../../src/wire/padding.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const encoder = new TextEncoder();

/** The payload without its padding, in the middle of other bytes. */
function strip(payload: string): string {
  const bytes = encoder.encode(`{"p":"${payload}"}`);
  const [start, end] = [6, bytes.length - 2];
  const comma = trailingPadding(bytes, start, end);
  const text = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
  if (comma >= 0) return `${text(start, comma)}}`;
  const inner = innerPadding(bytes, start, end);
  return inner ? text(start, inner[0]) + text(inner[1], end) : text(start, end);
}

Deno.test("padding is found wherever it stands, and nothing else is", OPTIONS, () => {
  for (
    const [payload, stripped] of [
      ['{"a":1,"p":"abcABC019"}', '{"a":1}'],
      ['{"a":1,"p":""}', '{"a":1}'],
      ['{"p":"abc","a":1}', '{"a":1}'],
      ['{"a":1,"p":"abc","b":2}', '{"a":1,"b":2}'],
      ['{"p":"abc"}', "{}"],
      ['{ "p":"abc" }', "{  }"],
      ['{"a":"€","p":"abc"}', '{"a":"€"}'],
      ['{"a":{"b":[{"p":"abc"}]},"p":"abc"}', '{"a":{"b":[{"p":"abc"}]}}'],
    ] as const
  ) assertEquals(strip(payload), stripped);
  for (
    const payload of [
      "{}",
      "",
      "}",
      '"}',
      "null",
      '{"a":1}',
      '{"a":{"p":"abc"}}',
      '{"a":[{"b":1,"p":"abc"}]}',
      '{"a":[1,{"p":"abc"}],"b":"x"}',
      '{"a":",\\"p\\":\\"abc"}',
      '{"a":"\\",\\"p\\":\\"abc"}',
      '{"a":"\\\\",",p":"abc"}',
      '{"ap":"abc"}',
      '{"a":1,"pp":"abc"}',
      '{"a":"p"}',
      '{"a":"p","b":"c"}',
      '{"a":1,"p":1}',
      '{"a":1,"p":null,"b":2}',
    ]
  ) assertEquals(strip(payload), payload);
});

Deno.test("padding found in any JSON leaves the same JSON without p", OPTIONS, () => {
  const values = ["p", ',"p":"x"}', '\\"', "{", "]", "é", 1, null, { p: "p" }, [{ p: "p" }, ',"p":"'], {}, []];
  for (const a of values) {
    for (const b of values) {
      for (
        const event of [{ a, b }, { p: "abc", a, b }, { a, p: "abc", b }, { a, b, p: "abc" }, { [`${a}`]: b, p: "zz" }]
      ) {
        const { p: _padding, ...wanted } = event as Record<string, unknown>;
        assertEquals(JSON.parse(strip(JSON.stringify(event))), wanted);
      }
    }
  }
});
