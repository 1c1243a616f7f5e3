/**
 * What a family sees, hears and how hard it thinks in; the schema of its OpenAI-shaped body out. The families that share
 * it stand in `open_weight_models.ts`.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import type {
  OpenAiAudioPart,
  OpenAiChatMessage,
  OpenAiChatRequest,
  OpenAiImagePart,
  OpenAiResponseFormat,
  OpenAiTextPart,
  OpenAiTool,
  OpenAiToolCall,
  OpenAiToolChoice,
} from "../models/openai_chat.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional, type Rule, type Shape } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { frequencyPenalty, maxTokens, presencePenalty, seed, stopTextOrTexts, temperature, topP } from "./inference.ts";
import type { JsonSchema } from "./json_schema.ts";
import { anyObject, atMostOne, either, group, list, mapOf, nullable, rule, variants } from "./structures.ts";
import { base64, choice, dataUri, flag, integer, number, text } from "./values.ts";

/** What tells an OpenAI-shaped family from the others. */
export interface OpenAiChatLimits<Part> {
  /** What a message may hold besides plain text. */
  part: () => Field<Part>;
  /** The models that read text only, although the family does not. */
  blind?: RegExp;
  /** How hard it can be told to think. @default {["low", "medium", "high"]} */
  efforts?: readonly string[];
}

/** Makes the schema of an OpenAI-shaped family. */
export function openAiChatSchema<Part>(
  family: FamilyName,
  limits: OpenAiChatLimits<Part>,
): BodySchema<OpenAiChatRequest<Part>> {
  return bodySchema<OpenAiChatRequest<Part>, "blind">({
    family,
    repeatsModel: true,
    ...(limits.blind && { editions: { blind: limits.blind } }),
    build: (edition) => {
      const part = edition === "blind" ? textPart() as Field<Part> : limits.part();
      return group("A conversation in the form of OpenAI's chat completions.", openAiChatShape(part, limits.efforts), [
        oneTokenLimit(),
      ]);
    },
  });
}

/** The members of an OpenAI-shaped chat. */
export function openAiChatShape<Part>(
  part: Field<Part>,
  efforts: readonly string[] = ["low", "medium", "high"],
): Shape<OpenAiChatRequest<Part>> {
  return {
    messages: list("The conversation.", message(part), { min: 1 }),
    model: optional(text("The id that the call names, or nothing.")),
    stream: optional(flag("Whether the call is to the streaming operation, or nothing.")),
    max_completion_tokens: optional(maxTokens({ min: 1 })),
    max_tokens: optional(maxTokens({ min: 1 })),
    temperature: optional(temperature({ min: 0, max: 2, default: 1 })),
    top_p: optional(topP({ min: 0, max: 1, default: 1 })),
    stop: optional(stopTextOrTexts({ max: 4 })),
    n: optional(integer("How many answers.", { min: 1, default: 1 })),
    seed: optional(seed()),
    presence_penalty: optional(presencePenalty({ min: -2, max: 2, default: 0 })),
    frequency_penalty: optional(frequencyPenalty({ min: -2, max: 2, default: 0 })),
    logit_bias: optional(nullable(mapOf("Makes tokens, by id, likelier or less likely.", number("A bias.")))),
    logprobs: optional(flag("Whether the tokens' probabilities are told.", { default: false })),
    top_logprobs: optional(integer("For how many other tokens probabilities are told.", { min: 0, max: 20 })),
    reasoning_effort: optional(
      choice("How hard the model thinks, if it does.", efforts),
    ),
    tools: optional(list("The tools that may be called.", tool())),
    tool_choice: optional(toolChoice()),
    parallel_tool_calls: optional(flag("Whether several tools may be called at once.", { default: true })),
    response_format: optional(responseFormat()),
    stream_options: optional(group("What a stream tells besides.", {
      include_usage: optional(flag("Whether token counts come at the end.")),
    })),
    user: optional(text("An opaque id of the end user.")),
    ...guardrail(),
  };
}

/** The rule that the limit of tokens goes by one name. */
export function oneTokenLimit(): Rule<OpenAiChatRequest<unknown>> {
  return atMostOne("max_completion_tokens", "max_tokens");
}

/** A turn. */
function message<Part>(part: Field<Part>): Field<OpenAiChatMessage<Part>> {
  const content = either("What is said: a text or parts.", text("A text."), list("Parts.", part));
  return speaking(group<OpenAiChatMessage<Part>>("A turn.", {
    role: choice("Who speaks.", ["developer", "system", "user", "assistant", "tool"]),
    content: optional(nullable(content)),
    tool_calls: optional(toolCalls()),
    tool_call_id: optional(text("The id of the call whose result this is.")),
    name: optional(text("The speaker's name.")),
    reasoning_content: optional(nullable(text("What the assistant thought."))),
  }, [saysSomething(content.wanted)]));
}

/** A turn whose JSON Schema says what {@linkcode saysSomething} does, as far as it can. */
export function speaking<T>(turn: Field<T>): Field<T> {
  const anyOf: JsonSchema[] = [
    { required: ["content"], properties: { content: { not: { type: "null" } } } },
    { required: ["tool_calls"], properties: { tool_calls: { type: "array" } } },
  ];
  return { ...turn, json: { ...turn.json, anyOf } };
}

/** What a turn may be silent beside. */
interface Turn {
  role: string;
  content?: unknown;
  tool_calls?: unknown;
}

/** The rule that only an assistant that called tools may have said nothing. */
export function saysSomething(wanted: string): Rule<Turn> {
  return rule(["role", "content", "tool_calls"], ({ role, content, tool_calls }, complain) => {
    const silent = content === undefined || content === null;
    if (silent && !(role === "assistant" && tool_calls)) complain(["content"], wanted);
  });
}

/** The calls of tools in a turn. */
export function toolCalls(): Field<OpenAiToolCall[] | null> {
  const call = group<OpenAiToolCall>("A call.", {
    id: text("The call's id, which its result repeats."),
    type: optional(choice("The kind of tool.", ["function"])),
    function: group("What is called.", {
      name: text("The tool's name."),
      arguments: text("What it is called with, as JSON text."),
    }),
  });
  return nullable(list("The calls of tools that the assistant made.", call));
}

/** A tool. */
export function tool(): Field<OpenAiTool> {
  return group("A tool.", {
    type: choice("The kind of tool.", ["function"]),
    function: group("What the tool is.", {
      name: text("Its name."),
      description: optional(text("What it does and when to use it.")),
      parameters: optional(anyObject("The JSON Schema of its input.")),
      strict: optional(flag("Whether calls keep to the schema exactly.")),
    }),
  });
}

/** The form of an answer. */
export function responseFormat(): Field<OpenAiResponseFormat> {
  return group("The form of the answer.", {
    type: choice("The kind of form.", ["text", "json_object", "json_schema"], { default: "text" }),
    json_schema: optional(group("The form, with type json_schema.", {
      name: text("Its name."),
      schema: anyObject("The JSON Schema that the answer keeps to."),
      strict: optional(flag("Whether it keeps to it exactly.")),
    })),
  }, [
    rule(["type", "json_schema"], ({ type, json_schema }, complain) => {
      if (type === "json_schema" && json_schema === undefined) {
        complain(["json_schema"], "an object with type json_schema");
      }
    }),
  ]);
}

/** Whether a tool is called. */
export function toolChoice(): Field<OpenAiToolChoice> {
  return either(
    "Whether a tool is called: the model decides, none, one has to be, or this one has to be.",
    choice("A word.", ["auto", "none", "required"], { default: "auto" }),
    group<Extract<OpenAiToolChoice, { function: unknown }>>("The tool that has to be called.", {
      type: choice("The kind of tool.", ["function"]),
      function: group("What has to be called.", { name: text("The tool's name.") }),
    }),
  );
}

/** A part of a message to a model that reads. */
export function textPart(): Field<OpenAiTextPart> {
  return variants("A part.", "type", { text: textMembers() });
}

/** A part of a message to a model that sees. */
export function imagePart(): Field<OpenAiTextPart | OpenAiImagePart> {
  return variants("A part.", "type", { text: textMembers(), image_url: imageMembers() });
}

/** A part of a message to a model that hears. */
export function audioPart(): Field<OpenAiTextPart | OpenAiImagePart | OpenAiAudioPart> {
  return variants("A part.", "type", {
    text: textMembers(),
    image_url: imageMembers(),
    input_audio: group("Speech.", {
      input_audio: group("The speech itself.", {
        data: base64("The encoded bytes."),
        format: choice("How it is encoded.", ["wav", "mp3"]),
      }),
    }),
  });
}

function textMembers(): Field<Omit<OpenAiTextPart, "type">> {
  return group("A text.", { text: text("The text.") });
}

function imageMembers(): Field<Omit<OpenAiImagePart, "type">> {
  return group("An image.", {
    image_url: group("The image.", {
      url: dataUri("The image itself."),
      detail: optional(choice("How closely it is looked at.", ["auto", "low", "high"])),
    }),
  });
}
