/**
 * A question read from a Messages body goes in; what Claude refuses about it is refused.
 *
 * @module
 */
import type { ClaudeTraits } from "./claude_traits.ts";
import { isObject, type JsonObject, type Question, textOf } from "./question.ts";
import { invalid } from "./refusal.ts";

/** Reads whether thoughts are asked for, and refuses what does not go with them. */
export function readThinking(question: Question, body: JsonObject, traits: ClaudeTraits): void {
  const thinking = isObject(body.thinking) ? body.thinking : undefined;
  if (!thinking) {
    // The newest models decide for themselves whether a prompt is worth a thought.
    question.thinking = traits.generation >= 5 &&
      /\bstep by step\b|\bthink (?:hard|about it|carefully)\b|\bprove\b/i.test(
        question.turns.map((turn) => textOf(turn.parts)).at(-1) ?? "",
      );
    return;
  }
  const type = String(thinking.type);
  if (!traits.thinking.includes(type)) throw invalid(`thinking.type: "${type}" is not supported by this model`);
  question.thinking = type !== "disabled";
  question.thoughtsHidden = thinking.display === "omitted";
  if (!question.thinking) return;
  const budget = thinking.budget_tokens as number | undefined;
  if (type === "enabled" && budget === undefined) throw invalid("thinking.enabled.budget_tokens: Field required");
  const interleaved = (body.anthropic_beta as string[] ?? []).some((flag) => flag.startsWith("interleaved-thinking"));
  if (budget !== undefined && budget >= (body.max_tokens as number) && !interleaved) {
    throw invalid("`max_tokens` must be greater than `thinking.budget_tokens`");
  }
  if (body.temperature !== undefined && body.temperature !== 1) {
    throw invalid("`temperature` may only be set to 1 when thinking is enabled");
  }
  if (body.top_k !== undefined) throw invalid("`top_k` must be unset when thinking is enabled");
  if (body.top_p !== undefined && (body.top_p as number) < 0.95) {
    throw invalid("`top_p` must be unset, or at least 0.95, when thinking is enabled");
  }
  if (question.toolChoice === "any" || question.toolChoice.startsWith("=")) {
    throw invalid("Thinking may not be enabled when tool_choice forces tool use.");
  }
}

/** Refuses the sampling members that a model does not take, or not together. */
export function checkSamplers(body: JsonObject, traits: ClaudeTraits): void {
  if (!traits.samplers) {
    const name = ["temperature", "top_p", "top_k"].find((member) =>
      body[member] !== undefined && !(member === "temperature" && body[member] === 1)
    );
    if (name !== undefined) throw invalid(`\`${name}\` is deprecated for this model.`);
  }
  if (!traits.bothSamplers && body.temperature !== undefined && body.top_p !== undefined) {
    throw invalid("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
  }
}

/** Refuses what is wrong between turns: calls without results, results without calls, an ending that may not be. */
export function checkTurns(question: Question, traits: ClaudeTraits): void {
  let open = new Set<string>();
  for (const [index, turn] of question.turns.entries()) {
    const results = turn.parts.flatMap((part) => part.type === "result" ? [part.result.id] : []);
    if (turn.role === "user") {
      const stranger = results.find((id) => !open.has(id));
      if (stranger !== undefined) {
        throw invalid(
          `messages.${index}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stranger}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        );
      }
      const missing = [...open].filter((id) => !results.includes(id));
      if (missing.length > 0) {
        throw invalid(
          `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${
            missing.join(", ")
          }.`,
        );
      }
    }
    open = new Set(turn.parts.flatMap((part) => part.type === "call" ? [part.call.id] : []));
  }
  const images = question.turns.flatMap((turn) => turn.parts).filter((part) =>
    part.type === "media" && part.media.kind === "image"
  );
  if (images.length > 20) throw invalid(`messages: too many images: ${images.length}, at most 20 are taken`);
  const last = question.turns.at(-1);
  if (last?.role !== "assistant") return;
  if (!traits.prefill) {
    throw invalid(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
  if (/\s$/.test(textOf(last.parts))) {
    throw invalid("messages: final assistant content cannot end with trailing whitespace");
  }
}

/** Refuses citations and a schema at once. */
export function checkCitations(question: Question): void {
  const cites = question.turns.flatMap((turn) => turn.parts).some((part) =>
    part.type === "media" && part.media.citations
  );
  if (cites && question.schema !== undefined) throw invalid("Citations and structured output cannot be used together.");
}
