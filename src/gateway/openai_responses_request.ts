/**
 * A Responses body in, the call of Converse it stands for out, by way of a chat's, with what the reply side has to know.
 *
 * @module
 */
import type { TranslateContext } from "./dialect.ts";
import { type ChatAnswer, type ChatRequest, chatRequest } from "./openai_chat_request.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse, wordAt } from "./openai_fields.ts";
import { responseHead } from "./openai_responses_head.ts";
import { chatInput } from "./openai_responses_input.ts";
import { renamed, renaming } from "./openai_responses_names.ts";
import { flatChoice, flatTools, type GroupedTool } from "./openai_responses_tools.ts";
import type { Warn } from "./reasoning.ts";

/** What a response has to know of its request. */
export interface ResponsesAnswer {
  /** What a chat's reply would. */
  chat: ChatAnswer;
  /** What the answer repeats of the request, and holds before there is any output. */
  head: Json;
  /** The answer's own part of the ids of its items. */
  id: string;
  /** The model that thoughts are sealed for. */
  modelId: string;
  /** Names that chats know to the groups they stand for. */
  groups: Map<string, GroupedTool>;
  /** Whether thoughts are shown. */
  shown: boolean;
  /** Whether thoughts are given in a form that can come back. */
  sealed: boolean;
}

/** A Responses call, and what its reply has to know. */
export interface ResponsesRequest extends ResponsesAnswer {
  /** The call. */
  chat: ChatRequest;
}

const NO_STORE = "and this gateway stores no responses, wanted the whole conversation in input";

/** Members that would change what the answer means. */
const REFUSED: Record<string, string> = {
  previous_response_id: `names a stored response ${NO_STORE}`,
  conversation: `names a stored conversation ${NO_STORE}`,
  prompt: "names a stored prompt and this gateway stores none, wanted instructions and input",
  background: "asks for an answer to be fetched later, wanted stream",
  context_management: "asks for a conversation to be shortened, Converse cannot",
  access_programs: "asks for a program of OpenAI's",
  image: "asks for images, wanted text",
};
const SUMMARIES = ["auto", "concise", "detailed"] as const;
const SEALED = "reasoning.encrypted_content";

function checkRefused(body: Json): void {
  for (const [name, what] of Object.entries(REFUSED)) {
    const value = body[name];
    if (value === undefined || value === null || value === false) continue;
    throw refuse(name, what, "unsupported_parameter");
  }
}

/** Reads what is wanted besides the answer; says whether thoughts are to be sealed. */
function includes(value: unknown, warn: Warn): boolean {
  const wanted = maybe(listAt, value, "include") ?? [];
  for (const one of wanted) {
    if (one === "message.output_text.logprobs") {
      throw refuse("include", "asks for log probabilities, Converse returns none");
    }
    if (one !== SEALED) warn("include", `${String(one).slice(0, 64)} left out`);
  }
  return wanted.includes(SEALED);
}

/** Members that Converse has nothing for, and whose absence changes little. */
function warnOf(body: Json, warn: Warn): void {
  const truncation = maybe((one, at) => wordAt(one, at, ["auto", "disabled"]), body.truncation, "truncation");
  if (truncation === "auto") warn("truncation", "left out, an input that is too long is refused");
  if (body.max_tool_calls !== undefined && body.max_tool_calls !== null) {
    warn("max_tool_calls", "left out, it counts tools that run on the server and there are none");
  }
}

function reasoningOf(value: unknown, chat: Json, warn: Warn): boolean {
  const reasoning = maybe(objectAt, value, "reasoning");
  if (reasoning === undefined) return false;
  const { effort, summary, generate_summary, context, mode, ...rest } = reasoning;
  if (effort !== undefined && effort !== null) chat.reasoning_effort = effort;
  // a budget, as other services have it
  chat.reasoning = rest;
  if (context && context !== "auto") warn("reasoning.context", "left out");
  if (mode && mode !== "standard") warn("reasoning.mode", "left out");
  return maybe((one, at) => wordAt(one, at, SUMMARIES), summary ?? generate_summary, "reasoning.summary") !== undefined;
}

/**
 * Translates a Responses body.
 *
 * @param value The body.
 * @param context What the translation may know of the world.
 * @returns The call and what its reply has to know.
 * @throws {GatewayError} If the body cannot be honoured, naming the member.
 */
export function responsesRequest(value: unknown, context: TranslateContext): ResponsesRequest {
  const { warn, modelId, id } = context;
  const body = { ...isJson(context.defaults) ? context.defaults : {}, ...objectAt(value, "body") } as Json;
  checkRefused(body);
  const sealed = includes(body.include, warn);
  warnOf(body, warn);
  const { tools, origins: toolOrigins, groups } = flatTools(body.tools, warn);
  const { messages, origins } = chatInput(body.instructions, body.input, { modelId, groups, warn });
  const gone = ["input", "instructions", "include", "truncation", "max_tool_calls", "max_output_tokens", "text"];
  const members = Object.entries(body).filter(([name]) => !gone.includes(name) && !Object.hasOwn(REFUSED, name));
  const chat: Json = { ...Object.fromEntries(members), messages };
  if (tools !== undefined) chat.tools = tools;
  if (body.tool_choice !== undefined) chat.tool_choice = flatChoice(body.tool_choice, groups);
  if (body.max_output_tokens !== undefined && body.max_output_tokens !== null) {
    chat.max_completion_tokens = body.max_output_tokens;
    delete chat.max_tokens;
  }
  const text = maybe(objectAt, body.text, "text") ?? {};
  if (text.format !== undefined) chat.response_format = text.format;
  if (text.verbosity !== undefined) chat.verbosity = text.verbosity;
  const shown = reasoningOf(body.reasoning, chat, warn);
  const rename = renaming(origins, toolOrigins);
  const request = renamed(rename, () =>
    chatRequest(chat, {
      ...context,
      defaults: undefined,
      warn: (field, whatHappened) => warn(rename(field), rename(whatHappened)),
    }));
  return { chat: request, head: responseHead(body, context), id, modelId, groups, shown, sealed };
}
