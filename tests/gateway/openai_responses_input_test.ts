/** The items of a response's input in, Converse's turns out, kind by kind. */
import { sealThought } from "../../src/gateway/openai_responses_thought.ts";
import { MODELS } from "./openai_context.ts";
import { GIF, type Row, specOf, testRows, textSpec, TOOL } from "./openai_responses_context.ts";

const user = (...content: unknown[]): unknown => ({ role: "user", content });
const assistant = (...content: unknown[]): unknown => ({ role: "assistant", content });
const result = (toolUseId: string, ...content: unknown[]): unknown => ({ toolResult: { toolUseId, content } });
const use = (toolUseId: string, name: string, input: unknown): unknown => ({ toolUse: { toolUseId, name, input } });
const THOUGHT = { type: "thinking", thinking: "hm", signature: "sig" };
const SEALED = sealThought(THOUGHT, MODELS.claude45);
const gif = { image: { format: "gif", source: { bytes: new Uint8Array([71, 73, 70, 56, 57, 97, 1]) } } };

const ITEMS: Row[] = [
  ["a message with text", { input: [{ role: "user", content: "Hi" }] }, {}],
  ["a message that says so", {
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Hi" }] }],
  }, {}],
  ["system and developer messages", {
    instructions: "A",
    input: [{ role: "system", content: "B" }, { role: "developer", content: "C" }, { role: "user", content: "Hi" }],
  }, { system: [{ text: "A" }, { text: "B" }, { text: "C" }] }],
  [
    "a developer message amid the turns",
    {
      input: [{ role: "user", content: "Hi" }, { role: "developer", content: "C" }],
    },
    { system: [{ text: "C" }] },
    "input[1]: moved to the system prompt",
  ],
  ["an answer given back as it came", {
    input: [
      { role: "user", content: "Hi" },
      {
        id: "msg_1",
        type: "message",
        status: "completed",
        role: "assistant",
        content: [{ type: "output_text", text: "Ho", annotations: [], logprobs: [] }, {
          type: "refusal",
          refusal: "no",
        }],
      },
      { role: "user", content: "Go on" },
    ],
  }, { messages: [user({ text: "Hi" }), assistant({ text: "Ho" }, { text: "no" }), user({ text: "Go on" })] }],
  ["an image", {
    input: [{
      role: "user",
      content: [{ type: "input_text", text: "What?" }, { type: "input_image", image_url: GIF }],
    }],
  }, { messages: [user({ text: "What?" }, gif)] }],
  ["an image with detail", {
    input: [{ role: "user", content: [{ type: "input_image", image_url: GIF, detail: "low" }] }],
  }, {
    messages: [user(gif)],
  }, "input_image.detail: left out"],
  ["a file", {
    input: [{
      role: "user",
      content: [{ type: "input_file", filename: "a.txt", file_data: "data:text/plain;base64,eA==" }, {
        type: "input_text",
        text: "Read",
      }],
    }],
  }, {
    messages: [
      user({ document: { format: "txt", name: "a", source: { bytes: new Uint8Array([120]) } } }, { text: "Read" }),
    ],
  }],
  ["a marker for the cache", {
    input: [{
      role: "user",
      content: [{ type: "input_text", text: "Hi", prompt_cache_breakpoint: { mode: "explicit" } }],
    }],
  }, { messages: [user({ text: "Hi" }, { cachePoint: { type: "default" } })] }],
  ["calls and their outputs, grouped", {
    input: [
      { role: "user", content: "Hi" },
      { type: "function_call", id: "fc_1", call_id: "c1", name: "f", arguments: '{"a":1}', status: "completed" },
      { type: "function_call", call_id: "c2", name: "f", arguments: "" },
      { type: "function_call_output", call_id: "c2", output: "" },
      {
        type: "function_call_output",
        call_id: "c1",
        output: [{ type: "input_text", text: "one" }, { type: "input_image", image_url: GIF }],
      },
    ],
    tools: [TOOL],
  }, {
    messages: [
      user({ text: "Hi" }),
      assistant(use("c1", "f", { a: 1 }), use("c2", "f", {})),
      user(result("c1", { text: "one" }, gif), result("c2", { text: "(no output)" })),
    ],
    toolConfig: { tools: [specOf("f")] },
  }],
  ["a call whose tool is gone", {
    input: [
      { role: "user", content: "Hi" },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "c1", output: "1" },
    ],
  }, {
    messages: [user({ text: "Hi" }), assistant(use("c1", "f", {})), user(result("c1", { text: "1" }))],
    toolConfig: { tools: [specOf("f")] },
  }, "tools"],
  ["a call without an output", {
    input: [
      { role: "user", content: "Hi" },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      { role: "user", content: "Well?" },
    ],
    tools: [TOOL],
  }, {
    messages: [
      user({ text: "Hi" }),
      assistant(use("c1", "f", {})),
      user({ toolResult: { toolUseId: "c1", content: [{ text: "no result" }], status: "error" } }, { text: "Well?" }),
    ],
    toolConfig: { tools: [specOf("f")] },
  }, "input: no result for tool call c1"],
  ["a custom call and its output", {
    input: [
      { role: "user", content: "Hi" },
      { type: "custom_tool_call", call_id: "c1", name: "c", input: "raw" },
      { type: "custom_tool_call_output", call_id: "c1", output: "done" },
    ],
    tools: [{ type: "custom", name: "c" }],
  }, {
    messages: [user({ text: "Hi" }), assistant(use("c1", "c", { input: "raw" })), user(result("c1", { text: "done" }))],
    toolConfig: { tools: [textSpec("c")] },
  }],
  ["a call of a grouped tool", {
    input: [
      { role: "user", content: "Hi" },
      { type: "function_call", call_id: "c1", namespace: "fs", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "c1", output: "1" },
    ],
    tools: [{ type: "namespace", name: "fs", tools: [TOOL] }],
  }, {
    messages: [user({ text: "Hi" }), assistant(use("c1", "fs__f", {})), user(result("c1", { text: "1" }))],
    toolConfig: { tools: [specOf("fs__f")] },
  }],
  ["a thought of this model, in front of its call", {
    reasoning: { effort: "low" },
    input: [
      { role: "user", content: "Hi" },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: SEALED },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "c1", output: "1" },
    ],
    tools: [TOOL],
  }, {
    messages: [
      user({ text: "Hi" }),
      assistant({ reasoningContent: { reasoningText: { text: "hm", signature: "sig" } } }, use("c1", "f", {})),
      user(result("c1", { text: "1" })),
    ],
    toolConfig: { tools: [specOf("f")] },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    inferenceConfig: { maxTokens: 17408 },
  }],
  ["no thought in front of the call", {
    reasoning: { effort: "low" },
    input: [
      { role: "user", content: "Hi" },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "c1", output: "1" },
    ],
    tools: [TOOL],
  }, {
    messages: [user({ text: "Hi" }), assistant(use("c1", "f", {})), user(result("c1", { text: "1" }))],
    toolConfig: { tools: [specOf("f")] },
  }, "reasoning.effort: thinking turned off"],
  ["a thought that is not shown", {
    input: [
      { role: "user", content: "Hi" },
      {
        type: "reasoning",
        summary: [],
        encrypted_content: sealThought(
          { type: "redacted_thinking", data: "AAAA" },
          "anthropic.claude-sonnet-4-5-20250929-v1:0",
        ),
      },
      { role: "assistant", content: "Ho" },
      { role: "user", content: "Go on" },
    ],
  }, {
    messages: [
      user({ text: "Hi" }),
      assistant({ reasoningContent: { redactedContent: new Uint8Array(3) } }, { text: "Ho" }),
      user({ text: "Go on" }),
    ],
  }],
];
const WITHOUT: [name: string, item: Record<string, unknown>, why: string][] = [
  ["a thought without its seal", { summary: [{ type: "summary_text", text: "hm" }] }, "it has no encrypted_content"],
  ["a thought of another service", { encrypted_content: "gAAAAABo" }, "its encrypted_content is of another"],
  [
    "a thought of another model",
    { encrypted_content: sealThought(THOUGHT, MODELS.opus5) },
    "its encrypted_content is of",
  ],
  ["a thought of a newer gateway", { encrypted_content: btoa('{"v":2}') }, "its encrypted_content is of another"],
];
for (const [name, item, why] of WITHOUT) {
  const reasoning = { type: "reasoning", id: "rs_1", summary: [], ...item };
  ITEMS.push([name, { input: [{ role: "user", content: "Hi" }, reasoning] }, {}, `input.reasoning: left out; ${why}`]);
}

testRows(ITEMS);
