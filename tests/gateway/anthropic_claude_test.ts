import { assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import { body, conversed, invoked, type Model, OPTIONS } from "./anthropic_context.ts";

// deno-lint-ignore no-explicit-any -- parts of bodies, whatever they are
type Any = any;

/** How thinking and effort are asked, how it arrives, and how many things are said about it. */
const THINKING: [string, Model, Any, Any, number][] = [
  ["adaptive where it is known", "claude46", { thinking: { type: "adaptive" } }, { thinking: { type: "adaptive" } }, 0],
  ["adaptive on a Claude with budgets", "haiku45", { thinking: { type: "adaptive" }, max_tokens: 8000 }, {
    thinking: { type: "enabled", budget_tokens: 4096 },
  }, 1],
  [
    "adaptive with an effort on a Claude with budgets",
    "haiku45",
    {
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: "low" },
      max_tokens: 8000,
      temperature: 0.2,
    },
    { thinking: { type: "enabled", budget_tokens: 1024, display: "summarized" } },
    3,
  ],
  ["adaptive with little room", "haiku45", { thinking: { type: "adaptive" } }, {
    thinking: { type: "enabled", budget_tokens: 4096 },
    max_tokens: 5096,
  }, 2],
  ["adaptive on a Claude that does not think", "claude3", { thinking: { type: "adaptive" } }, {}, 1],
  ["a budget where it is known", "claude45", { thinking: { type: "enabled", budget_tokens: 2000 } }, {
    thinking: { type: "enabled", budget_tokens: 2000 },
  }, 0],
  ["a budget on a Claude of both ways", "claude46", { thinking: { type: "enabled", budget_tokens: 2000 } }, {
    thinking: { type: "enabled", budget_tokens: 2000 },
  }, 0],
  ["a budget on a new Claude", "opus48", { thinking: { type: "enabled", budget_tokens: 900 } }, {
    thinking: { type: "adaptive" },
    output_config: { effort: "high" },
  }, 1],
  [
    "a budget beside an effort on a new Claude",
    "opus48",
    {
      thinking: { type: "enabled", budget_tokens: 2000 },
      output_config: { effort: "low" },
    },
    { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    1,
  ],
  ["disabled", "opus5", { thinking: { type: "disabled" } }, { thinking: { type: "disabled" } }, 0],
  ["disabled on a Claude that always thinks", "fable", { thinking: { type: "disabled" } }, {}, 1],
  ["disabled on a Claude that does not think", "claude3", { thinking: { type: "disabled" } }, {}, 0],
  ["between tools", "claude46", { thinking: { type: "between_tools" } }, { thinking: { type: "between_tools" } }, 0],
  ["between tools on an old Claude", "claude45", { thinking: { type: "between_tools" } }, {}, 1],
  ["tomorrow's way", "claude45", { thinking: { type: "dreaming" } }, { thinking: { type: "dreaming" } }, 0],
  [
    "a binding of blocks",
    "opus48",
    {
      thinking: { type: "adaptive", block_binding: { prefix_mismatch_behavior: "drop_block" } },
    },
    { thinking: { type: "adaptive", block_binding: { mismatch_behavior: "drop_block" } } },
    0,
  ],
  ["an effort", "opus48", { output_config: { effort: "xhigh" } }, { output_config: { effort: "xhigh" } }, 0],
  ["a budget on the first Claude without", "opus47", { thinking: { type: "enabled", budget_tokens: 500 } }, {
    thinking: { type: "adaptive" },
    output_config: { effort: "medium" },
  }, 1],
  ["an effort from its first Claude on", "opus47", { output_config: { effort: "xhigh" } }, {
    output_config: { effort: "xhigh" },
  }, 0],
  ["the highest effort from its first Claude on", "claude46", { output_config: { effort: "max" } }, {
    output_config: { effort: "max" },
  }, 0],
  [
    "the highest effort with thoughts",
    "opus5",
    {
      output_config: { effort: "max" },
      thinking: { type: "adaptive" },
    },
    { output_config: { effort: "max" }, thinking: { type: "adaptive" } },
    0,
  ],
  ["an effort above what is known", "claude46", { output_config: { effort: "xhigh" } }, {
    output_config: { effort: "high" },
  }, 1],
  [
    "the highest effort without thoughts",
    "opus5",
    { output_config: { effort: "max" }, thinking: { type: "disabled" } },
    {
      output_config: { effort: "high" },
      thinking: { type: "disabled" },
    },
    1,
  ],
  ["an effort where it is in trial", "opus45", { output_config: { effort: "max" } }, {
    output_config: { effort: "high" },
    anthropic_beta: ["effort-2025-11-24"],
  }, 1],
  ["an effort where there is none", "claude45", { output_config: { effort: "low" } }, {}, 1],
];

for (const [name, model, given, wanted, warned] of THINKING) {
  Deno.test(`translate() asks Claude to think: ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body(given), model);
    const { anthropic_version: _, messages: __, max_tokens, ...rest } = sent;
    const { max_tokens: room = given.max_tokens ?? 1000, ...others } = wanted;
    assertEquals([rest, max_tokens], [others, room]);
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}

const CALL = { type: "tool_use", id: "t", name: "a", input: {} };
const THOUGHT = { type: "thinking", thinking: "t", signature: "s" };

/** What calls come back with, and whether thinking goes on. */
const BEFORE_RESULTS: [string, Any[][], boolean][] = [
  ["no thought", [[CALL]], false],
  ["a thought that is not signed", [[{ ...THOUGHT, signature: "" }, CALL]], false],
  ["a thought", [[THOUGHT, CALL]], true],
  ["a thought in a message of its own", [[THOUGHT], [CALL]], true],
];

for (const [name, answer, thinks] of BEFORE_RESULTS) {
  Deno.test(
    `translate() turns rewritten thinking ${thinks ? "on" : "off"} where calls come back with ${name}`,
    OPTIONS,
    () => {
      const given = body({
        messages: [
          { role: "user", content: "x" },
          ...answer.map((content) => ({ role: "assistant", content })),
          { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "1" }] },
          { role: "user", content: "and so on" },
        ],
        tools: [{ name: "a", input_schema: { type: "object" } }],
        thinking: { type: "adaptive" },
        context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
      });
      const { body: sent, warnings } = invoked(given, "haiku45");
      assertEquals(
        [sent.thinking?.type, "context_management" in sent],
        thinks ? ["enabled", true] : [undefined, false],
      );
      assertEquals(warnings.some((one) => one.includes("thinking turned off")), !thinks);
      const { input } = conversed(given, "haiku45");
      assertEquals((input.additionalModelRequestFields as Any)?.thinking?.type, thinks ? "enabled" : undefined);
    },
  );
}

const TOOL = { name: "a", input_schema: { type: "object" } };

/** A tool as it is given and as it arrives, the flags that come with it, and how many things are said. */
const TOOLS: [string, Model, Any, Any, string[] | undefined, number][] = [
  [
    "plain",
    "claude45",
    { ...TOOL, type: "custom", description: "d" },
    { ...TOOL, type: "custom", description: "d" },
    undefined,
    0,
  ],
  ["strict", "claude45", { ...TOOL, strict: true }, { ...TOOL, strict: true }, undefined, 0],
  ["strict on a new Claude", "opus48", { ...TOOL, strict: true }, TOOL, undefined, 1],
  ["streamed eagerly", "opus48", { ...TOOL, eager_input_streaming: true }, TOOL, [
    "fine-grained-tool-streaming-2025-05-14",
  ], 0],
  ["streamed eagerly by an old Claude", "claude37", { ...TOOL, eager_input_streaming: true }, TOOL, undefined, 1],
  ["deferred", "opus48", { ...TOOL, defer_loading: true }, { ...TOOL, defer_loading: true }, [
    "tool-search-tool-2025-10-19",
  ], 0],
  ["deferred where all are shown", "haiku45", { ...TOOL, defer_loading: true }, TOOL, undefined, 1],
  ["with examples", "claude45", { ...TOOL, input_examples: [{}] }, { ...TOOL, input_examples: [{}] }, [
    "tool-examples-2025-10-29",
  ], 0],
  ["with examples for an old Claude", "claude3", { ...TOOL, input_examples: [{}] }, TOOL, undefined, 1],
  ["called by code", "claude45", { ...TOOL, allowed_callers: ["code_execution_20250825"] }, TOOL, undefined, 1],
  ["called directly", "claude45", { ...TOOL, allowed_callers: ["direct"] }, TOOL, undefined, 0],
  [
    "search by pattern",
    "opus48",
    { type: "tool_search_tool_regex_20251119", name: "tool_search_tool_regex" },
    {
      type: "tool_search_tool_regex_20251119",
      name: "tool_search_tool_regex",
    },
    ["tool-search-tool-2025-10-19"],
    0,
  ],
  ["search where all are shown", "haiku45", { type: "tool_search_tool_regex", name: "x" }, undefined, undefined, 1],
  ["memory", "claude45", { type: "memory_20250818", name: "memory" }, { type: "memory_20250818", name: "memory" }, [
    "context-management-2025-06-27",
  ], 0],
  ["a shell", "claude45", { type: "bash_20241022", name: "bash" }, { type: "bash_20250124", name: "bash" }, [
    "computer-use-2025-01-24",
  ], 1],
  [
    "a shell on the first Claude with the newer",
    "claude37",
    { type: "bash_20241022", name: "bash" },
    {
      type: "bash_20250124",
      name: "bash",
    },
    ["computer-use-2025-01-24"],
    1,
  ],
  ["a screen", "opus48", { type: "computer_20251124", name: "computer" }, {
    type: "computer_20251124",
    name: "computer",
  }, [
    "computer-use-2025-11-24",
  ], 0],
  [
    "an editor",
    "claude45",
    { type: "text_editor_20250124", name: "str_replace_editor" },
    {
      type: "text_editor_20250728",
      name: "str_replace_based_edit_tool",
    },
    ["computer-use-2025-01-24"],
    1,
  ],
  [
    "an editor of its time",
    "claude37",
    { type: "text_editor_20250124", name: "str_replace_editor" },
    {
      type: "text_editor_20250124",
      name: "str_replace_editor",
    },
    ["computer-use-2025-01-24"],
    0,
  ],
];

for (const [name, model, given, wanted, flags, warned] of TOOLS) {
  Deno.test(`translate() gives Claude a tool: ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body({ tools: [given] }), model);
    assertEquals(sent.tools, wanted === undefined ? undefined : [wanted]);
    assertEquals(sent.anthropic_beta, flags);
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}

Deno.test("translate() calls a tool by the name that the caller knows, there and back", OPTIONS, () => {
  const tools = [{ type: "text_editor_20250124", name: "str_replace_editor" }];
  const given = body({
    tools,
    tool_choice: { type: "tool", name: "str_replace_editor", disable_parallel_tool_use: true },
  });
  const { body: sent, warnings, translation } = invoked(given);
  assertEquals(sent.tool_choice, { type: "tool", name: "str_replace_based_edit_tool" });
  assertEquals(warnings.length, 2);
  const call = { type: "tool_use", id: "t", name: "str_replace_based_edit_tool", input: {} };
  const whole = translation.reply.whole({ content: [call], stop_reason: "tool_use" }) as Any;
  assertEquals(whole.content[0].name, "str_replace_editor");
  const told = translation.reply.stream().push({ type: "content_block_start", index: 0, content_block: call });
  assertStringIncludes(told, '"str_replace_editor"');
});

/** Flags in header and body, and those that arrive. */
const FLAGS: [string, Model, string | undefined, unknown, string[] | undefined, number][] = [
  ["none", "claude45", undefined, undefined, undefined, 0],
  [
    "of header and body, each once",
    "claude45",
    "interleaved-thinking-2025-05-14, context-management-2025-06-27",
    [
      "interleaved-thinking-2025-05-14",
    ],
    ["interleaved-thinking-2025-05-14", "context-management-2025-06-27"],
    0,
  ],
  [
    "that no Bedrock takes",
    "opus5",
    "claude-code-20250219,oauth-2025-04-20,prompt-caching-scope-2026-01-05",
    undefined,
    undefined,
    1,
  ],
  ["of a model's own", "claude37", "token-efficient-tools-2025-02-19,output-128k-2025-02-19", undefined, [
    "token-efficient-tools-2025-02-19",
    "output-128k-2025-02-19",
  ], 0],
  ["of another model", "claude45", "token-efficient-tools-2025-02-19", undefined, undefined, 1],
  ["as text in the body", "claude46", undefined, "context-1m-2025-08-07", ["context-1m-2025-08-07"], 0],
  ["for a long context, where it is usual", "opus5", "context-1m-2025-08-07", undefined, undefined, 1],
  ["that are none", "claude45", " , ", [7, null, ""], undefined, 0],
  ["with a name of every object", "claude45", "constructor", undefined, undefined, 1],
];

for (const [name, model, header, listed, wanted, warned] of FLAGS) {
  Deno.test(`translate() passes flags on: ${name}`, OPTIONS, () => {
    const headers = new Headers({ "anthropic-version": "2023-06-01" });
    if (header !== undefined) headers.set("anthropic-beta", header);
    const { body: sent, warnings } = invoked(body({ anthropic_beta: listed }), model, { headers });
    assertEquals(sent.anthropic_beta, wanted);
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}

Deno.test("translate() asks for a long context when the model's name does", OPTIONS, () => {
  for (const [model, wanted] of [["claude46", ["context-1m-2025-08-07"]], ["opus5", undefined]] as const) {
    assertEquals(invoked(body(), model, { model: "claude-x[1m]" }).body.anthropic_beta, wanted as string[] | undefined);
  }
});

const EDITS = { edits: [{ type: "clear_tool_uses_20250919" }, { type: "clear_thinking_20251015", keep: "all" }] };
const CONTEXT: [string, Model, Any, Any][] = [
  ["with thoughts", "opus48", { thinking: { type: "adaptive" } }, EDITS],
  ["without thoughts", "opus48", {}, { edits: EDITS.edits.slice(0, 1) }],
  [
    "where there is none",
    "claude37",
    { thinking: { type: "enabled", budget_tokens: 1024 }, max_tokens: 2000 },
    undefined,
  ],
];

for (const [name, model, more, wanted] of CONTEXT) {
  Deno.test(`translate() has the context managed ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body({ context_management: EDITS, ...more }), model);
    assertEquals(sent.context_management, wanted);
    assertEquals(sent.anthropic_beta, wanted === undefined ? undefined : ["context-management-2025-06-27"]);
    assertEquals(warnings.length, wanted === EDITS ? 0 : 1);
  });
}

const SCHEMA = { type: "object", properties: { title: { type: "string" } }, required: ["title"] };
const FORMAT = { output_config: { format: { type: "json_schema", schema: SCHEMA } } };

Deno.test("translate() leaves a format to the Claudes that have it", OPTIONS, () => {
  assertEquals(invoked(body(FORMAT)).body.output_config, FORMAT.output_config);
  const old = body({ output_format: FORMAT.output_config.format, output_config: { effort: "low" } });
  assertEquals(invoked(old, "claude46").body.output_config, { format: FORMAT.output_config.format, effort: "low" });
});

/** How a format is brought about by a tool. */
const FORMATS: [string, Model, Any, Any, boolean][] = [
  ["a forced call", "opus48", {}, { type: "tool", name: "json" }, false],
  ["any call, beside tools", "opus48", { tools: [{ ...TOOL, name: "json" }] }, { type: "any" }, false],
  ["words, where the model thinks unasked", "opus5", {}, undefined, true],
  ["a forced call, where it was told not to", "opus5", { thinking: { type: "disabled" } }, {
    type: "tool",
    name: "json",
  }, false],
  ["words, where nothing can be forced", "opus55", { thinking: { type: "disabled" } }, undefined, true],
];

for (const [name, model, more, choice, inWords] of FORMATS) {
  Deno.test(`translate() brings a format about by ${name}`, OPTIONS, () => {
    const { body: sent, warnings } = invoked(body({ ...FORMAT, ...more }), model);
    const tool = sent.tools.at(-1);
    assertEquals(tool.input_schema, SCHEMA);
    assertEquals([sent.tool_choice, sent.output_config], [choice, undefined]);
    assertEquals(sent.system !== undefined, inWords);
    assertMatch(warnings.join("\n"), /^output_config\.format: [^\n]+$/);
  });
}

Deno.test("translate() leaves the tools out of a format when none may be called", OPTIONS, () => {
  const { body: sent } = invoked(body({ ...FORMAT, tools: [TOOL], tool_choice: { type: "none" } }), "opus48");
  assertEquals(sent.tools.map(({ name }: Any) => name), ["json"]);
  assertEquals(sent.tool_choice, { type: "tool", name: "json" });
});

Deno.test("translate() wraps a schema only when its root is no object", OPTIONS, () => {
  for (
    const [schema, wrapped] of [
      [{ properties: { a: {} } }, false],
      [{ $ref: "#/$defs/a", $defs: { a: SCHEMA } }, false],
      [{ anyOf: [SCHEMA] }, true],
      [{ type: "string" }, true],
    ] as const
  ) {
    const { body: sent } = invoked(body({ output_config: { format: { schema } } }), "opus48");
    assertEquals("value" in sent.tools[0].input_schema.properties, wrapped);
  }
});

Deno.test("translate() leaves a format out where one call is forced anyway", OPTIONS, () => {
  const given = body({ ...FORMAT, tools: [TOOL], tool_choice: { type: "tool", name: "a" } });
  const { body: sent } = invoked(given, "opus48");
  assertEquals([sent.tools, sent.tool_choice], [[TOOL], { type: "tool", name: "a" }]);
});

Deno.test("translate() leaves a format out where a call is forced anyway", OPTIONS, () => {
  const given = body({ ...FORMAT, tools: [TOOL], tool_choice: { type: "any" } });
  const { body: sent, warnings } = invoked(given, "opus48");
  assertEquals([sent.tools, sent.output_config, warnings.length], [[TOOL], undefined, 1]);
});
