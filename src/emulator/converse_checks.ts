/**
 * A question read from Converse goes in; what Converse refuses about it is refused.
 *
 * @module
 */
import { checkCitations } from "./anthropic_checks.ts";
import { claudeTraits } from "./claude_traits.ts";
import { hasCache } from "./caching_models.ts";
import { checkMedia } from "./converse_media.ts";
import { isObject, type JsonObject, type Question, textOf, type Turn } from "./question.ts";
import { invalid } from "./refusal.ts";
import { checkThoughts } from "./thoughts.ts";

/** Reads whether thoughts are asked for, and refuses what does not go with them. */
export function readThinkingOf(question: Question, more: JsonObject, inference: JsonObject, model: string): void {
  const claude = /claude/.test(model) ? claudeTraits(model) : undefined;
  const wish = isObject(more.thinking)
    ? more.thinking
    : isObject(more.reasoningConfig)
    ? more.reasoningConfig
    : isObject(more.reasoning_config)
    ? more.reasoning_config
    : undefined;
  const effort = typeof more.reasoning_effort === "string" && more.reasoning_effort !== "none";
  // These two think unasked, and cannot be told not to.
  const always = /gpt-oss|deepseek\.r1/.test(model);
  question.thinking = (wish !== undefined && wish.type !== "disabled") || effort || always;
  question.thoughtsHidden = wish?.display === "omitted";
  if (claude) {
    if (wish && !claude.thinking.includes(String(wish.type))) {
      throw invalid(
        `The model returned the following errors: thinking.type: "${String(wish.type)}" is not supported by this model`,
      );
    }
    if (
      !claude.samplers &&
      (inference.topP !== undefined || (inference.temperature !== undefined && inference.temperature !== 1))
    ) {
      throw invalid(
        "The model returned the following errors: `temperature` and `top_p` are deprecated for this model.",
      );
    }
    if (!claude.bothSamplers && inference.temperature !== undefined && inference.topP !== undefined) {
      throw invalid(
        "The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one.",
      );
    }
  }
  if (!question.thinking || !claude) return;
  const budget = wish?.budget_tokens;
  if (typeof budget === "number" && budget < 1024) {
    throw invalid(
      "The model returned the following errors: thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
    );
  }
  if (typeof budget === "number" && budget >= question.maxTokens) {
    throw invalid(
      "The model returned the following errors: `max_tokens` must be greater than `thinking.budget_tokens`",
    );
  }
  if (inference.temperature !== undefined && inference.temperature !== 1) {
    throw invalid(
      "The model returned the following errors: `temperature` may only be set to 1 when thinking is enabled",
    );
  }
  if (inference.topP !== undefined && (inference.topP as number) < 0.95) {
    throw invalid(
      "The model returned the following errors: `top_p` must be unset, or at least 0.95, when thinking is enabled",
    );
  }
  if (question.toolChoice !== "auto") {
    throw invalid(
      "The model returned the following errors: Thinking may not be enabled when tool_choice forces tool use.",
    );
  }
}

/** Refuses what is wrong with the turns. */
export function checkTurns(question: Question, body: JsonObject, model: string): void {
  const { turns } = question;
  if (turns.length === 0) throw invalid("A conversation must have at least one message.");
  if (turns[0]!.role !== "user") {
    throw invalid(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    );
  }
  turns.forEach((turn, index) => checkTurn(turn, index, turns, model));
  checkPairs(turns);
  const tools = turns.some((turn) => turn.parts.some((part) => part.type === "call" || part.type === "result"));
  if (tools && !isObject(body.toolConfig)) {
    throw invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
  }
  checkMetadata(body.requestMetadata);
  checkCache(question, model);
  checkEnd(turns, model);
  if (/claude/.test(model)) {
    const more = isObject(body.additionalModelRequestFields) ? body.additionalModelRequestFields : {};
    checkThoughts(question, isObject(more.thinking) && more.thinking.type === "enabled");
    checkCitations(question);
  }
}

function checkTurn(turn: Turn, index: number, turns: readonly Turn[], model: string): void {
  if (index > 0 && turns[index - 1]!.role === turn.role) {
    throw invalid(
      "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.",
    );
  }
  if (turn.parts.length === 0) {
    throw invalid(
      `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  turn.parts.forEach((part, at) => {
    if (part.type === "text" && part.text.trim() === "") {
      throw invalid(
        `The text field in the ContentBlock object at messages.${index}.content.${at} is blank. Add text to the text field, and try again.`,
      );
    }
  });
  checkMedia(turn, index, model);
}

/** Calls and results stand in pairs: all results of a turn's calls at the head of the next turn. */
function checkPairs(turns: readonly Turn[]): void {
  let open: string[] = [];
  turns.forEach((turn, index) => {
    const results = turn.parts.flatMap((part) => part.type === "result" ? [part.result.id] : []);
    if (turn.role === "user") {
      const missing = open.filter((id) => !results.includes(id));
      if (missing.length > 0) {
        throw invalid(
          `Expected toolResult blocks at messages.${index}.content for the following Ids: ${missing.join(", ")}`,
        );
      }
      const stranger = results.filter((id) => !open.includes(id));
      if (stranger.length > 0 || results.length > open.length) {
        throw invalid(
          `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`,
        );
      }
      const firstText = turn.parts.findIndex((part) => part.type === "text");
      const lastResult = turn.parts.findLastIndex((part) => part.type === "result");
      if (firstText >= 0 && firstText < lastResult) {
        throw invalid(
          `Expected toolResult blocks at messages.${index}.content for the following Ids: ${
            results.join(", ")
          }; they stand before any text.`,
        );
      }
    }
    open = turn.parts.flatMap((part) => part.type === "call" ? [part.call.id] : []);
    const wrong = open.find((id) => !/^[a-zA-Z0-9_.:-]+$/.test(id));
    if (wrong !== undefined) {
      throw invalid(
        `Value '${wrong}' at 'messages.${index}.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+`,
      );
    }
  });
}

function checkMetadata(metadata: unknown): void {
  if (!isObject(metadata)) return;
  const entries = Object.entries(metadata);
  if (entries.length < 1 || entries.length > 16) {
    throw invalid(`Request metadata has ${entries.length} entries, and may have 1 to 16.`);
  }
  const fits = (value: unknown, least: number): boolean =>
    typeof value === "string" && value.length >= least && value.length <= 256 &&
    /^[a-zA-Z0-9\s:_@$#=/+,.-]*$/.test(value);
  const wrong = entries.find(([name, value]) => !fits(name, 1) || !fits(value, 0));
  if (wrong) {
    throw invalid(
      "Request metadata contains a value that violates the regular expression [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}",
    );
  }
}

function checkCache(question: Question, model: string): void {
  const lists = [question.system, ...question.turns.map((turn) => turn.parts)];
  const marks = lists.flat().filter((part) => part.type === "cache");
  if (marks.length + (question.toolCache ? 1 : 0) > 4) throw invalid("A request may have at most 4 cache points.");
  if (lists.some((parts) => parts[0]?.type === "cache")) {
    throw invalid("A cachePoint must stand behind the content that it caches.");
  }
  if (lists.some((parts) => parts.some((part, index) => part.type === "cache" && parts[index - 1]?.type === "cache"))) {
    throw invalid("Two cachePoint blocks stand in a row.");
  }
  const order = [question.toolCache, ...marks.map((part) => part.type === "cache" ? part.ttl : undefined)].filter((
    ttl,
  ) => ttl !== undefined);
  if (order.some((ttl, index) => ttl === "1h" && order[index - 1] === "5m")) {
    throw invalid("A cachePoint of 1h must not come after one of 5m.");
  }
  if (order.length > 0 && !model.startsWith("arn:") && !hasCache(model)) {
    throw invalid(
      "You invoked an unsupported model, or the request does not allow prompt caching: this model has no cachePoint.",
    );
  }
}

function checkEnd(turns: readonly Turn[], model: string): void {
  const last = turns.at(-1)!;
  if (last.role !== "assistant") return;
  if (/claude/.test(model) && !claudeTraits(model).prefill) {
    throw invalid(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
  if (/\s$/.test(textOf(last.parts))) {
    throw invalid(
      "The model returned the following errors: messages: final assistant content cannot end with trailing whitespace",
    );
  }
}
