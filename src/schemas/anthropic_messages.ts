/**
 * Claude's Messages body in, complaints out: its shape, and what each generation of models refuses.
 *
 * @module
 */
import type {
  AnthropicCacheControl,
  AnthropicMessagesRequest,
  AnthropicRequestBlock,
  AnthropicTextBlock,
  AnthropicTool,
} from "../models/anthropic_messages.ts";
import type { Document } from "../models/document.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional, type OptionalField, type Rule } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { anyJson, anyObject, either, group, list, nullable, rule, unwanted, variants } from "./structures.ts";
import { base64, choice, flag, integer, text } from "./values.ts";

/** Which models refuse what; the first pattern that matches counts. */
const editions = {
  /** Thinks always, and takes no sampling parameters: the version is above Opus 5. */
  alwaysThinkingSteady: /claude-(fable|mythos)-(5-\d|[6-9])/,
  /** Thinks always. */
  alwaysThinking: /claude-(fable|mythos)-/,
  /** Decides itself how much it thinks, and takes no sampling parameters. */
  adaptiveSteady: /claude-opus-[5-9]|claude-(sonnet|haiku)-(5-\d|[6-9])/,
  /** Decides itself how much it thinks. */
  adaptive: /claude-opus-4-[7-9]|claude-(sonnet|haiku)-5/,
  /** Takes temperature or top_p, not both. */
  oneSampler: /claude-(sonnet|haiku)-4-5/,
};

/** Claude from 3 on. */
export const anthropicMessagesSchema: BodySchema<AnthropicMessagesRequest> = bodySchema({
  family: "anthropic-messages",
  editions,
  build: (edition) =>
    group<AnthropicMessagesRequest>("A conversation with Claude.", {
      anthropic_version: choice("The version of the body.", ["bedrock-2023-05-31", "2026-10-21"], {
        default: "bedrock-2023-05-31",
      }),
      max_tokens: maxTokens({ min: 1 }),
      messages: list(
        "The conversation, the user's turn first.",
        group("A turn.", {
          role: choice("Who speaks; system inside a conversation is for the newest models.", [
            "user",
            "assistant",
            "system",
          ]),
          content: either(
            "What is said: a text or blocks.",
            text("A text."),
            list("Blocks.", block(block(anyObject("A block.")))),
          ),
        }),
        { min: 1, max: 100_000 },
      ),
      system: optional(either("Instructions.", text("A text."), list("Blocks of text.", systemBlock()))),
      temperature: optional(temperature({ min: 0, max: 1, default: 1 })),
      top_p: optional(topP({ min: 0, max: 1, default: 0.999 })),
      top_k: optional(topK({ min: 0, max: 500 })),
      stop_sequences: optional(stopTexts({ max: 8191 })),
      tools: optional(list("The tools that may be called.", tool())),
      tool_choice: optional(group("Whether a tool is called.", {
        type: choice("The model decides, has to call one, has to call this one, or may call none.", [
          "auto",
          "any",
          "tool",
          "none",
        ]),
        name: optional(text("The tool to call, with type tool.")),
        disable_parallel_tool_use: optional(flag("Whether calls come one at a time.", { default: false })),
      }, [
        rule(["type", "name"], ({ type, name }, complain) => {
          if (type === "tool" && name === undefined) complain(["name"], "the name of the tool that has to be called");
        }),
      ])),
      thinking: optional(group("Whether and how the model thinks before it answers.", {
        type: choice("With a budget, not at all, as much as it takes, or between calls of tools.", [
          "enabled",
          "disabled",
          "adaptive",
          "between_tools",
        ]),
        budget_tokens: optional(integer("Tokens to think with, below max_tokens; with type enabled.", { min: 1024 })),
        display: optional(choice("Whether thoughts are shown in short or left out.", ["summarized", "omitted"])),
      }, [
        rule(["type", "budget_tokens"], ({ type, budget_tokens }, complain) => {
          if (type === "enabled" && budget_tokens === undefined) {
            complain(["budget_tokens"], "an integer of at least 1024 with type enabled");
          }
        }),
      ])),
      output_config: optional(group("How much work goes into the answer, and its form.", {
        effort: optional(choice("How much work.", ["low", "medium", "high", "xhigh", "max"])),
        format: optional(group("The form of the answer.", {
          type: choice("The kind of form.", ["json_schema"]),
          schema: anyObject("The JSON Schema that the answer keeps to."),
        })),
      })),
      anthropic_beta: optional(list("Features in trial, by the provider's names.", text("A feature's name."))),
      context_management: optional(group("How a long conversation is shortened; in trial.", {
        edits: optional(list("What is done, in order.", contextEdit())),
      })),
      metadata: optional(group("About the caller.", {
        user_id: optional(nullable(text("An opaque id of the end user."))),
      })),
      cache_control: cacheControl(),
      user_profile_id: optional(text("The end user's profile.")),
      ...guardrail(),
    }, [...conversationRules(), ...editionRules(edition)]),
});

/** What every model refuses. */
function conversationRules(): Rule<AnthropicMessagesRequest>[] {
  return [
    unwanted(
      ["temperature", "top_p", "top_k"],
      ["anthropic_version"],
      (body) => body.anthropic_version === "2026-10-21" && "in version 2026-10-21",
    ),
    unwanted(["temperature", "top_p", "top_k"], ["thinking"], (body) => thinks(body) && "with thinking"),
    rule(["thinking", "max_tokens", "anthropic_beta"], ({ thinking, max_tokens, anthropic_beta }, complain) => {
      const budget = thinking?.type === "enabled" ? thinking.budget_tokens : undefined;
      const interleaved = anthropic_beta?.some((name) => name.startsWith("interleaved-thinking"));
      if (budget !== undefined && budget >= max_tokens && !interleaved) {
        complain(["thinking", "budget_tokens"], `an integer below max_tokens, which is ${max_tokens}`);
      }
    }),
    rule(["thinking", "tool_choice"], (body, complain) => {
      const type = body.tool_choice?.type;
      if (thinks(body) && (type === "any" || type === "tool")) {
        complain(["tool_choice", "type"], '"auto" or "none" with thinking', `"${type}"`);
      }
    }),
    rule(["messages"], ({ messages }, complain) => {
      if (messages[0]?.role === "assistant") {
        complain(["messages", 0, "role"], '"user" in the first turn', '"assistant"');
      }
    }),
    rule(["thinking", "messages"], (body, complain) => {
      const last = body.messages.length - 1;
      if (thinks(body) && body.messages[last]?.role === "assistant") {
        complain(["messages", last, "role"], '"user" in the last turn with thinking', '"assistant"');
      }
    }),
  ];
}

/** What some models refuse. */
function editionRules(edition?: keyof typeof editions): Rule<AnthropicMessagesRequest>[] {
  if (edition === undefined) return [];
  if (edition === "oneSampler") {
    return [rule(["temperature", "top_p"], ({ temperature, top_p }, complain) => {
      if (temperature === undefined || top_p === undefined) return;
      complain(["top_p"], "one of temperature and top_p for this model", "set beside temperature");
    })];
  }
  const always = edition.startsWith("always");
  const rules: Rule<AnthropicMessagesRequest>[] = [rule(["thinking"], ({ thinking }, complain) => {
    const type = thinking?.type;
    if (type !== "enabled" && !(always && type === "disabled")) return;
    complain(["thinking", "type"], `"adaptive"${always ? "" : ' or "disabled"'} for this model`, `"${type}"`);
  })];
  if (edition.endsWith("Steady")) rules.push(unwanted(["temperature", "top_p"], [], () => "for this model"));
  return rules;
}

/** Whether a body asks for thinking. */
function thinks({ thinking }: AnthropicMessagesRequest): boolean {
  return thinking?.type === "enabled" || thinking?.type === "adaptive";
}

/** A block of content; `nested` judges the blocks inside of it. Kinds that are not listed pass. */
function block(nested: Field<AnthropicRequestBlock>): Field<AnthropicRequestBlock> {
  const toolUse = group<Omit<Extract<AnthropicRequestBlock, { name: string }>, "type">>("The model's call of a tool.", {
    id: text("The call's id, which its result repeats."),
    name: text("The tool's name."),
    input: anyObject<Record<string, Document>>("What the tool is called with."),
    caller: optional(anyJson("Who called it.")),
    toolset_name: optional(text("The set that the tool belongs to.")),
    cache_control: cacheControl(),
  });
  return variants("A block of content.", "type", {
    text: textBlock(),
    image: group("An image.", {
      source: group("The image itself.", {
        type: choice("How it is given.", ["base64"]),
        media_type: choice("Its media type.", ["image/jpeg", "image/png", "image/gif", "image/webp"]),
        data: base64("The encoded image, up to 3.75 MB and 8,000 pixels a side."),
      }),
      transformations: optional(group("What may be done to it.", {
        oversized_image: optional(choice("Scale an image down that is too large, or fail.", ["downsize", "error"])),
      })),
      cache_control: cacheControl(),
    }),
    document: group("A document.", {
      source: variants("The document itself.", "type", {
        base64: group("A PDF.", {
          media_type: choice("Its media type.", ["application/pdf"]),
          data: base64("The file, up to 100 pages in a request."),
        }),
        text: group("A plain text.", {
          media_type: choice("Its media type.", ["text/plain"]),
          data: text("The text."),
        }),
        content: group("Blocks.", {
          content: either("A text or blocks.", text("A text."), list("Blocks.", nested)),
        }),
      }),
      title: optional(nullable(text("Its title."))),
      context: optional(nullable(text("What the model should know about it; never cited."))),
      citations: optional(group("Whether the answer cites it.", { enabled: optional(flag("Whether it does.")) })),
      cache_control: cacheControl(),
    }),
    search_result: group("What a search of the caller's found.", {
      source: text("Where it was found."),
      title: text("Its title."),
      content: list("Its text.", systemBlock()),
      citations: optional(group("Whether the answer cites it.", { enabled: optional(flag("Whether it does.")) })),
      cache_control: cacheControl(),
    }),
    thinking: group("A thought of the model, given back unchanged.", {
      thinking: text("The thought."),
      signature: text("The seal on it."),
    }),
    redacted_thinking: group("An encrypted thought, given back unchanged.", { data: text("The encrypted thought.") }),
    tool_use: toolUse,
    server_tool_use: toolUse,
    tool_result: group("What a tool gave.", {
      tool_use_id: text("The id of the call."),
      content: optional(either("A text or blocks.", text("A text."), list("Blocks.", nested))),
      is_error: optional(flag("Whether the call failed.")),
      toolset_name: optional(text("The set that the tool belongs to.")),
      cache_control: cacheControl(),
    }),
    tool_search_tool_result: group("What a search among the tools found.", {
      tool_use_id: text("The id of the search's call."),
      content: group("The tools that were found, or why none could be.", {
        type: choice("Found, or failed.", ["tool_search_tool_search_result", "tool_search_tool_result_error"]),
        tool_references: optional(list("The tools.", anyObject("A tool, by name."))),
        error_code: optional(text("What went wrong.")),
      }),
    }),
    tool_reference: group("A tool, by name.", { tool_name: text("The tool's name.") }),
    compaction: group("A summary of the conversation before it.", {
      content: nullable(text("The summary.")),
      cache_control: cacheControl(),
    }),
  }, { open: true });
}

/** The members of a text block beside its type. */
function textBlock(): Field<Omit<AnthropicTextBlock, "type">> {
  return group("A text.", {
    text: text("The text."),
    citations: optional(nullable(list("What the text cites.", anyObject("A citation.")))),
    cache_control: cacheControl(),
  });
}

/** A text block where no other kind may stand. */
function systemBlock(): Field<AnthropicTextBlock> {
  return variants("A block of text.", "type", { text: textBlock() });
}

/** The mark that ends a prefix worth caching. */
function cacheControl(): OptionalField<AnthropicCacheControl> {
  return optional(group("Ends a prefix that is worth caching.", {
    type: choice("The kind of cache.", ["ephemeral"]),
    ttl: optional(choice("How long it is kept.", ["5m", "1h"], { default: "5m" })),
  }));
}

/** A tool: the caller's own, or one of the provider's, which `type` names. */
function tool(): Field<AnthropicTool> {
  return group("A tool.", {
    type: optional(text("Absent or custom for the caller's own tool, else the name of the provider's.")),
    name: text("Its name: letters, digits, _ and -.", {
      min: 1,
      max: 64,
      pattern: /^[A-Za-z0-9_-]+$/,
      form: "a string of 1 to 64 letters, digits, _ and -",
    }),
    description: optional(text("What it does and when to use it.")),
    input_schema: optional(anyObject("The JSON Schema, of type object, of its input; for the caller's own tool.")),
    strict: optional(flag("Whether calls keep to the schema exactly.")),
    defer_loading: optional(flag("Whether the model sees it only when it searches for it.")),
    input_examples: optional(list("What calls look like.", anyJson("An input."), { max: 20 })),
    eager_input_streaming: optional(flag("Whether the input is streamed while it may yet be broken JSON.")),
    allowed_callers: optional(list("Who may call it.", text("A caller."))),
    display_width_px: optional(integer("The screen's width in pixels; computer use.", { min: 1 })),
    display_height_px: optional(integer("The screen's height in pixels; computer use.", { min: 1 })),
    display_number: optional(nullable(integer("The screen's number; computer use."))),
    max_characters: optional(integer("The most characters of a file that are shown; text editor.")),
    cache_control: cacheControl(),
  }, [
    rule(["type", "input_schema"], ({ type, input_schema }, complain) => {
      if ((type === undefined || type === "custom") && input_schema === undefined) {
        complain(["input_schema"], "a JSON Schema of type object for a tool of the caller's own");
      }
    }),
    rule(["type", "display_width_px", "display_height_px"], (value, complain) => {
      if (!value.type?.startsWith("computer_2")) return;
      for (const side of ["display_width_px", "display_height_px"] as const) {
        if (value[side] === undefined) complain([side], "an integer of at least 1 for computer use");
      }
    }),
  ]);
}

/** One way to shorten a conversation. Kinds that are not listed pass. */
function contextEdit(): Field<ContextEdit> {
  const amount = (description: string, min = 0) =>
    group<ContextAmount>(description, {
      type: choice("What is counted.", ["input_tokens", "tool_uses", "thinking_turns"]),
      value: integer("How many.", { min }),
    });
  return group("One way to shorten it.", {
    type: text("Which way: clear_tool_uses_20250919, clear_thinking_20251015 or compact_20260112."),
    trigger: optional(amount("From when on it happens.")),
    keep: optional(either("What stays.", choice("All of it.", ["all"]), amount("How much stays."))),
    clear_at_least: optional(amount("The least that has to be won, else nothing is cleared.")),
    exclude_tools: optional(list("Tools whose calls stay.", text("A tool's name."))),
    clear_tool_inputs: optional(
      either(
        "Whether inputs of calls are cleared too.",
        flag("All or none.", { default: false }),
        list("Some tools'.", text("A tool's name.")),
      ),
    ),
    pause_after_compaction: optional(flag("Whether the answer stops after a compaction.", { default: false })),
    instructions: optional(nullable(text("How to summarise."))),
  }, [
    rule(["type", "trigger"], ({ type, trigger }, complain) => {
      if (type === "compact_20260112" && trigger !== undefined && trigger.value < 50_000) {
        complain(["trigger", "value"], "an integer of at least 50000 for a compaction");
      }
    }),
  ]);
}

type ContextEdit = NonNullable<NonNullable<AnthropicMessagesRequest["context_management"]>["edits"]>[number];
type ContextAmount = NonNullable<ContextEdit["trigger"]>;
