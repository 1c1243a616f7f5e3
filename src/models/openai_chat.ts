/**
 * OpenAI's chat completion as Bedrock's open-weight models speak it: a conversation in, the next message out.
 *
 * The families that share it stand in `open_weight_models.ts`
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { generation, refuse, toBase64 } from "./native_body.ts";
import type {
  BodyOptions,
  PromptImage,
  PromptParameters,
  PromptUsage,
  TextAdapter,
  TextAnswer,
  TextDelta,
} from "./text_adapter.ts";
import { thoughtlessReader, withoutThoughts } from "./thoughts.ts";

/** A text in a message. */
export interface OpenAiTextPart {
  /** What kind of part this is. */
  type: "text";
  /** The text. */
  text: string;
}

/** An image in a message. */
export interface OpenAiImagePart {
  /** What kind of part this is. */
  type: "image_url";
  /** The image. */
  image_url: {
    /** The image itself, as a data URI: `data:image/png;base64,…`. */
    url: string;
    /** How closely it is looked at. */
    detail?: Open<"auto" | "low" | "high">;
  };
}

/** Speech in a message. */
export interface OpenAiAudioPart {
  /** What kind of part this is. */
  type: "input_audio";
  /** The speech. */
  input_audio: {
    /** The bytes, as base64. */
    data: string;
    /** How it is encoded. */
    format: Open<"wav" | "mp3">;
  };
}

/** The model's call of a tool. */
export interface OpenAiToolCall {
  /** The call's id, which its result names. */
  id: string;
  /** The kind of tool. */
  type?: Open<"function">;
  /** What is called. */
  function: {
    /** The tool's name. */
    name: string;
    /** What it is called with, as JSON text. */
    arguments: string;
  };
}

/** One turn of the conversation. */
export interface OpenAiChatMessage<Part = OpenAiTextPart> {
  /** Who speaks. */
  role: Open<"developer" | "system" | "user" | "assistant" | "tool">;
  /** What is said; nothing, beside calls of tools. */
  content?: string | Part[] | null;
  /** The calls of tools that an assistant made. */
  tool_calls?: OpenAiToolCall[] | null;
  /** The id of the call whose result this is. */
  tool_call_id?: string;
  /** The speaker's name. */
  name?: string;
  /** What the assistant thought. */
  reasoning_content?: string | null;
}

/** A tool that the model may call. */
export interface OpenAiTool {
  /** The kind of tool. */
  type: Open<"function">;
  /** What it is. */
  function: {
    /** Its name. */
    name: string;
    /** What it does and when to use it. */
    description?: string;
    /** A JSON Schema of what it is called with. */
    parameters?: { [key: string]: unknown };
    /** Whether calls hold the schema exactly. */
    strict?: boolean;
  };
}

/** Whether a tool has to be called: by a word, or which one. */
export type OpenAiToolChoice = Open<"auto" | "none" | "required"> | {
  /** The kind of tool. */
  type: Open<"function">;
  /** What has to be called. */
  function: {
    /** Its name. */
    name: string;
  };
};

/** The form of the answer. */
export interface OpenAiResponseFormat {
  /** The kind of form. */
  type: Open<"text" | "json_object" | "json_schema">;
  /** The form, for `json_schema`. */
  json_schema?: {
    /** Its name. */
    name: string;
    /** A JSON Schema without recursion and bounds, whose objects have no additional properties. */
    schema: { [key: string]: unknown };
    /** Whether the answer holds it exactly. */
    strict?: boolean;
  };
}

/** The request of an OpenAI-shaped model; `Part` is what a message may hold besides plain text. */
export interface OpenAiChatRequest<Part = OpenAiTextPart> extends InvocationRequest {
  /** The conversation so far. */
  messages: OpenAiChatMessage<Part>[];
  /** The model, when it is named: equal to the id in the path. */
  model?: string;
  /** Whether the answer is streamed, when it is said: as the operation has it. */
  stream?: boolean;
  /** The most tokens to write, thoughts among them. */
  max_completion_tokens?: number;
  /** The older name of `max_completion_tokens`; send one of them. */
  max_tokens?: number;
  /** Randomness, 0 to 2. @default {1} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {1} */
  top_p?: number;
  /** Texts that end the answer, up to four. */
  stop?: string | string[];
  /** How many answers. @default {1} */
  n?: number;
  /** Makes answers repeatable, as far as that goes. */
  seed?: number;
  /** Discourages tokens that have appeared, -2 to 2. @default {0} */
  presence_penalty?: number;
  /** Discourages tokens the more often they have appeared, -2 to 2. @default {0} */
  frequency_penalty?: number;
  /** Encourages or discourages tokens, by id. */
  logit_bias?: Record<string, number> | null;
  /** Whether the tokens' probabilities are told. */
  logprobs?: boolean;
  /** For how many other tokens they are told, 0 to 20. */
  top_logprobs?: number;
  /** How much to think. */
  reasoning_effort?: Open<"low" | "medium" | "high" | "xhigh">;
  /** The tools of this request. */
  tools?: OpenAiTool[];
  /** Whether one has to be called. @default {"auto"} */
  tool_choice?: OpenAiToolChoice;
  /** Whether several may be called at once. @default {true} */
  parallel_tool_calls?: boolean;
  /** The form of the answer. */
  response_format?: OpenAiResponseFormat;
  /** What a stream tells besides. */
  stream_options?: {
    /** Whether token counts come in a last chunk. */
    include_usage?: boolean;
  };
  /** An opaque id of the end user. */
  user?: string;
}

/** Token counts. */
export interface OpenAiUsage {
  /** Tokens read, cached ones among them. */
  prompt_tokens?: number;
  /** Tokens written, thoughts among them. */
  completion_tokens?: number;
  /** Both together. */
  total_tokens?: number;
  /** What was read. */
  prompt_tokens_details?: {
    /** Tokens that came from the prompt cache. */
    cached_tokens?: number | null;
  } | null;
  /** What was written. */
  completion_tokens_details?: {
    /** Tokens of thought. */
    reasoning_tokens?: number | null;
  } | null;
}

/** What an assistant said. */
export interface OpenAiAnswerMessage {
  /** Always the assistant. */
  role: Open<"assistant">;
  /** The text, with thoughts at its head for some models (`<reasoning>…</reasoning>`); `null` beside calls of tools. */
  content: string | null;
  /** The calls of tools. */
  tool_calls?: OpenAiToolCall[] | null;
  /** Why there is no answer. */
  refusal?: string | null;
  /** What the model thought, where it tells it apart. */
  reasoning_content?: string | null;
  /** The same by another name. */
  reasoning?: string | null;
}

/** Why a model stopped. */
export type OpenAiFinishReason = Open<"stop" | "length" | "tool_calls" | "content_filter">;

/** The answer of an OpenAI-shaped model. */
export interface OpenAiChatResponse extends InvocationResponse {
  /** The answer's id. */
  id: string;
  /** Always `chat.completion`. */
  object: Open<"chat.completion">;
  /** When it was made, in seconds since 1970. */
  created: number;
  /** The model. */
  model: string;
  /** The answers, in practice one. */
  choices: {
    /** The answer's place. */
    index: number;
    /** What was said. */
    message: OpenAiAnswerMessage;
    /** Why it ended. */
    finish_reason: OpenAiFinishReason | null;
    /** The tokens' probabilities. */
    logprobs?: Document;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage;
  /** The configuration that answered. */
  system_fingerprint?: string | null;
  /** The tier that answered. */
  service_tier?: string | null;
}

/** A piece of a call of a tool. */
export interface OpenAiToolCallDelta {
  /** Which call it belongs to. */
  index: number;
  /** The call's id, in its first piece. */
  id?: string;
  /** The kind of tool, in its first piece. */
  type?: Open<"function">;
  /** What is called. */
  function?: {
    /** The tool's name, in the first piece. */
    name?: string;
    /** A piece of JSON text. */
    arguments?: string;
  };
}

/** One chunk of an OpenAI-shaped model; some models end with one more, which has no choices. */
export interface OpenAiChatChunk extends InvocationChunk {
  /** The answer's id. */
  id?: string;
  /** Always `chat.completion.chunk`. */
  object?: Open<"chat.completion.chunk">;
  /** When it was made, in seconds since 1970. */
  created?: number;
  /** The model. */
  model?: string;
  /** The pieces, in practice one. */
  choices: {
    /** The answer's place. */
    index: number;
    /** The piece. */
    delta: {
      /** Always the assistant; in the first piece. */
      role?: Open<"assistant">;
      /** A piece of text. */
      content?: string | null;
      /** Pieces of calls of tools. */
      tool_calls?: OpenAiToolCallDelta[] | null;
      /** A piece of thought, where it is told apart. */
      reasoning_content?: string | null;
      /** The same by another name. */
      reasoning?: string | null;
    };
    /** Why it ended; in the last piece. */
    finish_reason?: OpenAiFinishReason | null;
    /** The tokens' probabilities. */
    logprobs?: Document;
  }[];
  /** Token counts, when they were asked for. */
  usage?: OpenAiUsage | null;
}

/** What the readers below look at: `choices`, by any of the names that families give its members. */
export interface ChoicesBody extends InvocationChunk {
  /** The answers, or their pieces. */
  choices?: {
    /** A whole message; a piece of one for Mistral. */
    message?: { content?: string | { text?: string }[] | null };
    /** A piece of a message. */
    delta?: { content?: string | null };
    /** A text that is no message. */
    text?: string | null;
    /** Why it ended. */
    finish_reason?: string | null;
    /** Why it ended, by Mistral's and DeepSeek's name. */
    stop_reason?: unknown;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage | null;
}

function choicesUsage(usage: OpenAiUsage): PromptUsage {
  const cached = usage.prompt_tokens_details?.cached_tokens;
  return usageOf(usage.prompt_tokens && usage.prompt_tokens - (cached ?? 0), usage.completion_tokens, cached);
}

/** The text of the first of `choices`, with thoughts and all. */
function choiceText(choice: NonNullable<ChoicesBody["choices"]>[number] | undefined): string {
  const content = choice?.delta?.content ?? choice?.message?.content ?? choice?.text;
  return Array.isArray(content) ? content.map((part) => part.text ?? "").join("") : content ?? "";
}

/** The native stop reason of the first of `choices`. */
function choiceReason(choice: NonNullable<ChoicesBody["choices"]>[number] | undefined): string | undefined {
  const reason = choice?.finish_reason ?? choice?.stop_reason;
  return typeof reason === "string" ? reason : undefined;
}

/** Reads a whole answer that stands in `choices`. */
export function readChoices(response: ChoicesBody): TextAnswer {
  const choice = response.choices?.[0];
  const usage = response.usage ? choicesUsage(response.usage) : {};
  return textAnswer(response, withoutThoughts(choiceText(choice)), choiceReason(choice), usage);
}

/** Reads a chunk whose text stands in `choices`; thoughts in it are not told from the answer. */
export function readChoicesChunk(chunk: ChoicesBody): TextDelta {
  const { choices, usage } = chunk;
  const choice = choices?.[0];
  const reason = choiceReason(choice);
  // What may come after the reason are only the counts, and the text `[DONE]`.
  const end = reason !== undefined || (choice === undefined && (!!usage || chunk as unknown === "[DONE]"));
  return textDelta(chunk, choiceText(choice), reason, usage ? choicesUsage(usage) : undefined, end);
}

/** A conversation of one prompt, with its instructions and images. */
export function chatMessages(
  { system, prompt, images = [] }: { system?: string; prompt: string; images?: PromptImage[] },
): { role: "system" | "user"; content: string | (OpenAiTextPart | OpenAiImagePart)[] }[] {
  const content = images.length === 0 ? prompt : [
    ...images.map(({ bytes, mediaType }): OpenAiImagePart => ({
      type: "image_url",
      image_url: { url: `data:${mediaType};base64,${toBase64(bytes)}` },
    })),
    { type: "text" as const, text: prompt },
  ];
  return system ? [{ role: "system", content: system }, { role: "user", content }] : [{ role: "user", content }];
}

/** What tells one OpenAI-shaped family from another. */
export interface OpenAiChatFamily {
  /** Ids of its models that take no images; every one, unless it is said. */
  blind?: RegExp;
  /** The tokens to ask for when the caller names no number. @default {4096} */
  maxTokens?: number;
  /** The member that the number goes to. @default {"max_tokens"} */
  maxTokensMember?: "max_tokens" | "max_completion_tokens";
}

/** Makes the adapter of an OpenAI-shaped family. */
export function openAiChat<Part>(
  family: string,
  { blind = /./, maxTokens = 4096, maxTokensMember = "max_tokens" }: OpenAiChatFamily = {},
): TextAdapter<OpenAiChatRequest<Part>, OpenAiChatResponse, OpenAiChatChunk> {
  return {
    toBody(parameters: PromptParameters, { modelId = family }: BodyOptions = {}): OpenAiChatRequest<Part> {
      if (blind.test(modelId)) refuse(family, parameters, ["images"]);
      const names = { maxTokens: maxTokensMember, topP: "top_p", stopSequences: "stop", images: "" } as const;
      return {
        messages: chatMessages(parameters) as OpenAiChatMessage<Part>[],
        ...generation(family, parameters, names, maxTokens),
      };
    },
    read: readChoices,
    readChunk: readChoicesChunk,
    startReading: () => thoughtlessReader(readChoicesChunk),
  };
}
