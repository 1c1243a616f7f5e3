/**
 * The dialect of `POST /v1/completions`, the one before chat: a prompt in, one user turn of Converse out, and back.
 *
 * @module
 */
import type { ConverseOutput, ConverseStreamEvent } from "../models/converse.ts";
import type { StreamTranslator, TranslateContext, Translation } from "./dialect.ts";
import type { GatewayError } from "./gateway_error.ts";
import { errorBody } from "./openai_chat.ts";
import { finishOf, type ReplyHead, textFilter, usageOf } from "./openai_chat_reply.ts";
import { type ChatAnswer, chatRequest } from "./openai_chat_request.ts";
import { flagAt, type Json, maybe, objectAt, refuse } from "./openai_fields.ts";
import { requireConverse } from "./openai_pass.ts";
import type { TextFilter } from "./openai_text.ts";

export { errorBody };

function promptOf(value: unknown): string {
  const prompt = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof prompt === "string" && prompt.trim() !== "") return prompt;
  if (prompt === undefined || prompt === null) {
    throw refuse("prompt", "is missing, wanted a text", "missing_required_parameter");
  }
  if (prompt === "" || typeof prompt === "string") throw refuse("prompt", "is blank, wanted a text", "invalid_value");
  throw refuse(
    "prompt",
    Array.isArray(prompt) && prompt.some((one) => typeof one === "string")
      ? "holds several prompts, wanted one"
      : "holds token ids, wanted a text",
  );
}

/** Makes a chat body of a completion's. */
function chatOf(body: Json, context: TranslateContext): Json {
  const { prompt, suffix, echo, best_of, logprobs, ...rest } = body;
  if (suffix !== undefined && suffix !== null && suffix !== "") {
    throw refuse("suffix", "asks to fill in the middle, Converse only goes on");
  }
  if (maybe(flagAt, echo, "echo")) throw refuse("echo", "asks for the prompt back, wanted false");
  if (best_of !== undefined && best_of !== null && best_of !== 1) {
    throw refuse("best_of", "asks for several tries, wanted 1");
  }
  if (logprobs !== undefined && logprobs !== null) {
    throw refuse("logprobs", "asks for log probabilities, Converse returns none");
  }
  if (rest.max_tokens === undefined && rest.max_completion_tokens === undefined) {
    context.warn("max_tokens", "left to the model, which writes more than OpenAI's 16");
  }
  return { ...rest, messages: [{ role: "user", content: promptOf(prompt) }] };
}

/** Writes the chunks of one completion. */
class CompletionStream implements StreamTranslator {
  #head: string;
  #includeUsage: boolean;
  #filter: TextFilter | undefined;
  #finished = false;

  constructor(request: ChatAnswer, { id, created, model }: ReplyHead) {
    this.#head = `data: ${JSON.stringify({ id, object: "text_completion", created, model }).slice(0, -1)},"choices":[`;
    this.#includeUsage = request.includeUsage;
    this.#filter = textFilter(request);
  }

  get done(): boolean {
    return this.#filter?.done === true;
  }

  get wantsUsage(): boolean {
    return this.#includeUsage;
  }

  #chunk(text: string, finish?: string): string {
    if (text === "" && finish === undefined) return "";
    const choice = { text, index: 0, logprobs: null, finish_reason: finish ?? null };
    return `${this.#head}${JSON.stringify(choice)}]}\n\n`;
  }

  #finish(stopReason: string): string {
    this.#finished = true;
    return this.#chunk(this.#filter?.end() ?? "", finishOf(stopReason, false));
  }

  push(event: ConverseStreamEvent): string {
    if (event.metadata !== undefined && this.#includeUsage) {
      return `${this.#head}],"usage":${JSON.stringify(usageOf(event.metadata.usage))}}\n\n`;
    }
    if (this.#finished) return "";
    const text = event.contentBlockDelta?.delta.text;
    if (text !== undefined) {
      if (this.#filter === undefined) return this.#chunk(text);
      const out = this.#chunk(this.#filter.push(text));
      return this.#filter.done ? out + this.#finish("stop_sequence") : out;
    }
    return event.messageStop === undefined ? "" : this.#finish(event.messageStop.stopReason);
  }

  end(): string {
    return "data: [DONE]\n\n";
  }

  fail(error: GatewayError): string {
    return `data: ${JSON.stringify(errorBody(error))}\n\n`;
  }
}

/**
 * Translates a completion's body.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of Converse and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function translate(body: unknown, context: TranslateContext): Translation {
  requireConverse(context);
  const { input, stream, replays: _, ...answer } = chatRequest(chatOf(objectAt(body, "body"), context), context);
  // a completion has no place for a call, and the answer would be in one
  if (input.toolConfig !== undefined) {
    const param = answer.format.tool === undefined ? "tools" : "response_format";
    throw refuse(param, "asks for a tool's call, wanted /v1/chat/completions");
  }
  const head: ReplyHead = { id: `cmpl-${context.id}`, created: context.now, model: context.model };
  return {
    input,
    stream,
    reply: {
      whole(output: ConverseOutput): unknown {
        const filter = textFilter(answer);
        const all = (output.output?.message?.content ?? []).map((block) => block.text ?? "").join("");
        const text = filter === undefined ? all : filter.push(all) + filter.end();
        const finish_reason = finishOf(filter?.done ? "stop_sequence" : output.stopReason, false);
        return {
          id: head.id,
          object: "text_completion",
          created: head.created,
          model: head.model,
          choices: [{ text, index: 0, logprobs: null, finish_reason }],
          usage: usageOf(output.usage),
        };
      },
      stream: (): CompletionStream => new CompletionStream(answer, head),
    },
  };
}
