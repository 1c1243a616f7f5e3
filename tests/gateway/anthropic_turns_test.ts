import { assertEquals } from "../deps.ts";
import { body, invoked, type Model, OPTIONS } from "./anthropic_context.ts";

// deno-lint-ignore no-explicit-any -- parts of bodies, whatever they are
type Any = any;

const text = (words: string, more: Any = {}): Any => ({ type: "text", text: words, ...more });
const user = (...content: Any[]): Any => ({ role: "user", content });
const assistant = (...content: Any[]): Any => ({ role: "assistant", content });
const system = (...content: Any[]): Any => ({ role: "system", content });
const remind = (words: string): Any => text(`<system-reminder>\n${words}\n</system-reminder>`);
const MARK = { cache_control: { type: "ephemeral" } };

/** Messages as they are given and as they arrive, and how many things are said about them. */
const TURNS: [string, Model, Any[], Any[], number][] = [
  ["strings become blocks", "claude45", [{ role: "user", content: "x" }], [user(text("x"))], 0],
  ["blank texts go", "claude45", [user(text(" "), text("x"), text(""))], [user(text("x"))], 0],
  ["a turn of nothing goes", "claude45", [user(text("x")), assistant(text("\n")), user(text("y"))], [
    user(text("x")),
    user(text("y")),
  ], 0],
  ["a blank text leaves its marker", "claude45", [user(text("x"), text(" ", MARK))], [user(text("x", MARK))], 0],
  ["a prefilled answer ends without white space", "claude45", [user(text("x")), assistant(text("It is \n"))], [
    user(text("x")),
    assistant(text("It is")),
  ], 0],
  [
    "an answer in the middle keeps its white space",
    "claude45",
    [
      user(text("x")),
      assistant(text("y ")),
      user(text("z")),
    ],
    [user(text("x")), assistant(text("y ")), user(text("z"))],
    0,
  ],
  ["further members of a message go", "claude45", [{ ...user(text("x")), id: "m", name: "n" }], [user(text("x"))], 0],
  ["thoughts come back", "claude45", [
    user(text("x")),
    assistant({ type: "thinking", thinking: "t", signature: "s" }, { type: "redacted_thinking", data: "d" }, text("y")),
    user(text("z")),
  ], [
    user(text("x")),
    assistant({ type: "thinking", thinking: "t", signature: "s" }, { type: "redacted_thinking", data: "d" }, text("y")),
    user(text("z")),
  ], 0],
  [
    "unsigned thoughts go",
    "claude45",
    [
      user(text("x")),
      assistant({ type: "thinking", thinking: "t", signature: "" }, text("y")),
      assistant({ type: "thinking", thinking: "t" }),
      user(text("z")),
    ],
    [user(text("x")), assistant(text("y")), user(text("z"))],
    1,
  ],
  [
    "thoughts go where the model has none",
    "claude3",
    [
      user(text("x")),
      assistant({ type: "redacted_thinking", data: "d" }, text("y")),
      user(text("z")),
    ],
    [user(text("x")), assistant(text("y")), user(text("z"))],
    1,
  ],
  [
    "system stays behind the user",
    "opus48",
    [user(text("x")), system(text("s"))],
    [user(text("x")), system(text("s"))],
    0,
  ],
  ["system stays between user and assistant", "opus5", [
    user(text("x")),
    system(text("s")),
    assistant(text("y")),
    user(text("z")),
  ], [
    user(text("x")),
    system(text("s")),
    assistant(text("y")),
    user(text("z")),
  ], 0],
  ["system before a user becomes a reminder", "opus5", [user(text("x")), system(text("s")), user(text("y"))], [
    user(text("x"), remind("s")),
    user(text("y")),
  ], 1],
  ["system on another Claude becomes a reminder", "haiku45", [user(text("x")), system(text("s", MARK))], [
    user(text("x"), { ...remind("s"), ...MARK }),
  ], 1],
  ["system behind an answer goes to the next user", "claude45", [
    user(text("x")),
    assistant(text("y")),
    system(text("s")),
    user(text("z")),
  ], [
    user(text("x")),
    assistant(text("y")),
    user(text("z"), remind("s")),
  ], 1],
  [
    "system behind the last answer is a user's",
    "claude45",
    [user(text("x")), assistant(text("y")), system(text("s"))],
    [
      user(text("x")),
      assistant(text("y")),
      user(remind("s")),
    ],
    1,
  ],
  ["two of them", "claude45", [user(text("x")), system(text("s")), system(text("t"))], [
    user(text("x"), remind("s"), remind("t")),
  ], 2],
];

for (const [name, model, given, wanted, warned] of TURNS) {
  Deno.test(`readTurns(): ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body({ messages: given }), model);
    assertEquals(sent.messages, wanted);
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}

Deno.test("readTurns() moves a first system message to the system prompt, behind what stands there", OPTIONS, () => {
  const { body: sent, warnings } = invoked(
    body({ system: "a", messages: [system(text("b")), user(text("x"))] }),
    "opus5",
  );
  assertEquals([sent.system, sent.messages], [[text("a"), text("b")], [user(text("x"))]]);
  assertEquals(warnings, ["messages[0]: moved to the system prompt"]);
});

const LONG = { cache_control: { type: "ephemeral", ttl: "1h" } };
const SHORT = { cache_control: { type: "ephemeral", ttl: "5m" } };
const tool = (more: Any = {}): Any => ({ name: "a", input_schema: { type: "object" }, ...more });

/** Where markers stand, where they arrive, and how many things are said about them. */
const MARKERS: [string, Model, Any, Any, number][] = [
  ["stay", "claude45", { tools: [tool(MARK)], system: [text("s", LONG)], messages: [user(text("x", SHORT))] }, {
    tools: [tool(MARK)],
    system: [text("s", SHORT)],
    messages: [user(text("x", SHORT))],
  }, 1],
  ["keep an hour before five minutes", "claude45", { system: [text("s", LONG)], messages: [user(text("x", MARK))] }, {
    system: [text("s", LONG)],
    messages: [user(text("x", MARK))],
  }, 0],
  ["lose an hour where there is none", "claude37", { messages: [user(text("x", LONG))] }, {
    messages: [user(text("x", SHORT))],
  }, 1],
  [
    "lose a scope",
    "claude45",
    {
      messages: [user(text("x", { cache_control: { type: "ephemeral", scope: "global" } }))],
    },
    { messages: [user(text("x", MARK))] },
    0,
  ],
  ["go where nothing is cached", "claude3", { system: [text("s", MARK)], messages: [user(text("x", MARK))] }, {
    system: [text("s")],
    messages: [user(text("x"))],
  }, 1],
  [
    "are four at most, the last ones",
    "claude45",
    {
      tools: [tool(MARK)],
      messages: [user(...["a", "b", "c", "d"].map((one) => text(one, MARK)))],
    },
    { tools: [tool()], messages: [user(...["a", "b", "c", "d"].map((one) => text(one, MARK)))] },
    1,
  ],
  ["count within results", "claude45", {
    messages: [user({ type: "tool_result", tool_use_id: "t", content: [text("r", LONG)], ...MARK }, text("x", LONG))],
  }, {
    messages: [user({ type: "tool_result", tool_use_id: "t", content: [text("r", LONG)], ...MARK }, text("x", SHORT))],
  }, 1],
  ["are set on the last block when asked to", "claude45", { ...MARK, messages: [user(text("x"), text("y"))] }, {
    messages: [user(text("x"), text("y", MARK))],
  }, 0],
  ["are set on no thought", "claude45", {
    ...MARK,
    messages: [user(text("x")), assistant(text("y"), { type: "thinking", thinking: "t", signature: "s" })],
  }, {
    messages: [user(text("x")), assistant(text("y", MARK), { type: "thinking", thinking: "t", signature: "s" })],
  }, 0],
  ["are not set twice", "claude45", { ...LONG, messages: [user(text("x", MARK))] }, {
    messages: [user(text("x", MARK))],
  }, 0],
  [
    "are not set where four are",
    "claude45",
    {
      ...MARK,
      messages: [user(...["a", "b", "c", "d"].map((one) => text(one, MARK)), text("e"))],
    },
    { messages: [user(...["a", "b", "c", "d"].map((one) => text(one, MARK)), text("e"))] },
    0,
  ],
  ["are not set where nothing is cached", "claude3", { ...MARK }, { messages: [user(text("Hi"))] }, 1],
];

for (const [name, model, given, wanted, warned] of MARKERS) {
  Deno.test(`repairMarkers(): cache markers ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body(given), model);
    const { anthropic_version: _, max_tokens: __, ...rest } = sent;
    assertEquals(rest, wanted);
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}
