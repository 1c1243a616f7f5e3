/**
 * A question goes in; it is counted, judged by a guardrail when one is asked for, and answered.
 *
 * @module
 */
import { think } from "./brain.ts";
import type { Call } from "./call.ts";
import { cacheMinimum } from "./caching_models.ts";
import { findGuardrail, judge } from "./guardrail.ts";
import { countInput } from "./input_tokens.ts";
import { type Answer, type AnswerPart, type JsonObject, type Question, textOf } from "./question.ts";
import { countTokens } from "./tokenizer.ts";

/** Which guardrail is asked for. */
export interface GuardrailWish {
  /** Its identifier or ARN. */
  identifier: string;
  /** Its version. */
  version: string;
}

/** What a guardrail did to question and answer. */
export interface GuardrailReport {
  /** Its identifier, without the ARN around it. */
  id: string;
  /** Whether it blocked or changed anything. */
  intervened: boolean;
  /** Whether the question was blocked, and no model was asked. */
  inputBlocked: boolean;
  /** What it found in the question. */
  input: JsonObject;
  /** What it found in the answer; absent when there was none. */
  output?: JsonObject;
  /** The model's own words, before the guardrail changed them. */
  modelOutput?: string;
}

/** An answer, and what the guardrail did. */
export interface Answered {
  /** The answer. */
  answer: Answer;
  /** What the guardrail did, when one was asked for. */
  guardrail?: GuardrailReport;
}

/** Answers a question. `model` is the model's own id: caches are kept by model, and not every model has one. */
export function answerQuestion(call: Call, question: Question, model: string, wish?: GuardrailWish): Answered {
  const input = countInput(question);
  const read = call.world.cache.use(model, input, cacheMinimum(model), call.world.now());
  const asked = [...question.system, ...question.turns.flatMap((turn) => turn.role === "user" ? turn.parts : [])];
  const found = wish && findGuardrail(call.world.guardrails, wish.identifier, wish.version);
  if (!found) {
    const answer = think(question);
    return { answer: { ...answer, usage: { ...answer.usage, ...read } } };
  }
  const verdict = judge(guarded(textOf(asked)), found.rules, "INPUT");
  const report: GuardrailReport = {
    id: found.id,
    intervened: verdict.action !== "NONE",
    inputBlocked: false,
    input: verdict.assessment,
  };
  if (verdict.action === "BLOCKED") {
    const usage = { input: 0, output: 0, thought: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const parts: AnswerPart[] = [{ type: "text", text: verdict.text }];
    return {
      answer: { parts, stopReason: "guardrail_intervened", usage },
      guardrail: { ...report, inputBlocked: true },
    };
  }
  const answer = think(question);
  const text = answer.parts.map((part) => part.type === "text" ? part.text : "").join("");
  const judged = judge(text, found.rules, "OUTPUT");
  const guardrail = {
    ...report,
    output: judged.assessment,
    intervened: report.intervened || judged.action !== "NONE",
    modelOutput: text,
  };
  const usage = { ...answer.usage, ...read };
  if (judged.action === "NONE") return { answer: { ...answer, usage }, guardrail };
  const parts: AnswerPart[] = [
    ...answer.parts.filter((part) => part.type !== "text" && judged.action !== "BLOCKED"),
    { type: "text", text: judged.text },
  ];
  const stopReason = judged.action === "BLOCKED" ? "guardrail_intervened" : answer.stopReason;
  return { answer: { parts, stopReason, usage: { ...usage, output: countTokens(judged.text) } }, guardrail };
}

/** What of a prompt is judged: the tagged parts when there are any, else all of it. */
function guarded(text: string): string {
  const tagged = [...text.matchAll(/<(amazon-bedrock-guardrails-guardContent_\w+)>([^]*?)<\/\1>/g)];
  return tagged.length === 0 ? text : tagged.map((match) => match[2]).join("\n");
}

/** How long answering takes by the emulator's own clock: a number that follows from the answer, not a measurement. */
export function latencyOf(answer: Answer): number {
  return 150 + 12 * answer.usage.output;
}
