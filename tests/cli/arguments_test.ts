/**
 * Words as they are typed, and shorthand: what they come to, and what is said of those that come to nothing.
 *
 * @module
 */
import { type Arguments, parse, UsageError } from "../../src/cli/arguments.ts";
import type { Option } from "../../src/cli/command.ts";
import { parseShorthand } from "../../src/cli/shorthand.ts";
import { assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "../deps.ts";

const TABLE: Option[] = [
  { name: "model", short: "m", aliases: ["model-id"], value: "MODEL", text: "" },
  { name: "max-tokens", value: "N", number: { from: 1, to: 9, whole: true }, text: "" },
  { name: "stop", value: "TEXT", repeats: true, text: "" },
  { name: "via", value: "ROAD", choices: ["invoke", "converse"], text: "" },
  { name: "stream", negatable: true, text: "" },
  { name: "json", short: "j", text: "" },
];
const read = (...typed: string[]): Arguments => parse(typed, TABLE).args;
const complaint = (...typed: string[]): string => {
  const error = assertThrows(() => read(...typed));
  assertInstanceOf(error, UsageError);
  return error.message;
};

Deno.test("parse() takes a value after a space, after =, and glued to a letter", () => {
  for (const typed of [["--model", "x"], ["--model=x"], ["-m", "x"], ["-mx"], ["-m=x"], ["--model-id", "x"]]) {
    assertEquals(read(...typed).text("model"), "x", typed.join(" "));
  }
  assertEquals(read("--model=").text("model"), "");
  assertEquals(read("--model", "-x").text("model"), "-x");
});

Deno.test("parse() keeps words in order wherever options stand, and takes everything behind -- for words", () => {
  const args = read("say", "-m", "x", "-", "hello", "--json", "--", "--stop", "-m");
  assertEquals(args.words, ["say", "-", "hello", "--stop", "-m"]);
  assertEquals([args.text("model"), args.flag("json"), args.has("stop")], ["x", true, false]);
});

Deno.test("parse() lets the last of an option win, collects what repeats, and turns off what can be turned off", () => {
  const args = read("-m", "x", "--model", "y", "--stop", "a", "--stop", "b", "--stream", "--no-stream");
  assertEquals([args.text("model"), args.list("stop"), args.flag("stream")], ["y", ["a", "b"], false]);
  assertEquals(read().flag("stream"), undefined);
});

Deno.test("parse() stops at the first word when a command stands there", () => {
  const { args, rest } = parse(["--json", "prompt", "--json", "x"], TABLE, { stopAtWord: true });
  assertEquals([args.flag("json"), rest], [true, ["prompt", "--json", "x"]]);
});

Deno.test("parse() names the option that was meant", () => {
  assertEquals(complaint("--max-token", "3"), "there is no option --max-token, did you mean --max-tokens?");
  assertEquals(complaint("--zzz"), "there is no option --zzz");
  assertEquals(complaint("-x"), "there is no option -x");
});

Deno.test("parse() refuses a value that is missing, surplus, not offered, or out of bounds", () => {
  assertEquals(complaint("--model"), "--model wants a value: --model MODEL");
  assertEquals(complaint("--model", "--json"), "--model wants a value: --model MODEL");
  assertEquals(complaint("--json=yes"), "--json takes no value");
  assertStringIncludes(complaint("--via", "invok"), 'is "invok", wanted invoke, converse, did you mean invoke?');
  for (const bad of ["0", "10", "1.5", "x", "", " ", "1e", "NaN"]) {
    assertEquals(
      complaint(`--max-tokens=${bad}`),
      `--max-tokens is ${JSON.stringify(bad)}, wanted a whole number from 1 to 9`,
    );
  }
  assertEquals(read("--max-tokens", "9").number("max-tokens"), 9);
});

Deno.test("parseShorthand() reads what the AWS CLI's pages write", () => {
  const cases: [string, unknown][] = [
    ["maxTokens=512,temperature=0.5,topP=0.9", { maxTokens: 512, temperature: 0.5, topP: 0.9 }],
    ["role=user,content=[{text=Say hello}]", { role: "user", content: [{ text: "Say hello" }] }],
    ["role=user,content=[{text=a},{text=b}]", { role: "user", content: [{ text: "a" }, { text: "b" }] }],
    ["role=user,content=[text=a]", { role: "user", content: [{ text: "a" }] }],
    ["stopSequences=[a, b],maxTokens=1", { stopSequences: ["a", "b"], maxTokens: 1 }],
    ['text="a, b]",citations={enabled=true}', { text: "a, b]", citations: { enabled: true } }],
    ["text='it''s'", undefined],
    ["text=42", { text: "42" }],
    ["type=priority", { type: "priority" }],
    ["/a,/b/c", ["/a", "/b/c"]],
    ["text=", { text: "" }],
  ];
  for (const [text, wanted] of cases) {
    if (wanted === undefined) assertThrows(() => parseShorthand(text), SyntaxError);
    else assertEquals(parseShorthand(text), wanted, text);
  }
});

Deno.test("parseShorthand() says where it could not go on", () => {
  const error = assertThrows(() => parseShorthand("maxTokens=5,topP"), SyntaxError);
  assertEquals(error.message, '"t" stands at 13, wanted a name and =');
  assertThrows(() => parseShorthand("a=[b"), SyntaxError, "it ends at 5");
  assertThrows(() => parseShorthand("a={b=c}}"), SyntaxError, '"}" stands at 8');
});
