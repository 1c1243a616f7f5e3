/**
 * A question goes in, an answer comes out; the same question always gets the same answer.
 *
 * Pure: no clock, no chance, no network. What it says is readable and to the point as far as rules can be.
 *
 * @module
 */
import { hintsOf } from "./hints.ts";
import { describeMedia, describeResults } from "./observations.ts";
import { sampleJson } from "./json_sample.ts";
import { namedMembers, wantsJson, withManners } from "./manners.ts";
import {
  type Answer,
  type AnswerPart,
  type Part,
  type Question,
  type StopReason,
  textOf,
  type ToolResult,
} from "./question.ts";
import { speak } from "./speech.ts";
import { signatureOf } from "./thoughts.ts";
import { chooseCalls } from "./tool_calls.ts";
import { countTokens, tokenize } from "./tokenizer.ts";

/** Answers a question. The tokens read are left at zero: counting them is not the brain's business. */
export function think(question: Question): Answer {
  const draft = draftAnswer(question);
  return withLimits(draft, question);
}

interface Draft {
  parts: AnswerPart[];
  stopReason: StopReason;
}

function draftAnswer(question: Question): Draft {
  const last = question.turns.findLast((turn) => turn.role === "user");
  const results = (last?.parts ?? []).flatMap((part) => part.type === "result" ? [part.result] : []);
  const asked = lastAsked(question);
  const parts: AnswerPart[] = question.thinking ? [thoughtAbout(asked, question)] : [];
  const calls = chooseCalls(question, asked, results.length > 0);
  if (calls.length > 0) {
    const unforced = question.toolChoice === "auto";
    if (unforced) {
      parts.push({
        type: "text",
        text: `I will use ${[...new Set(calls.map((call) => call.name))].join(" and ")}.`,
      });
    }
    for (const call of calls) parts.push({ type: "call", call });
    return { parts, stopReason: "tool_use" };
  }
  parts.push(wordsFor(question, last?.parts ?? [], results, asked));
  return { parts, stopReason: "end_turn" };
}

/** The last thing the caller said in words: results of tools are answered in the light of the words before them. */
function lastAsked(question: Question): string {
  for (const turn of [...question.turns].reverse()) {
    const text = turn.role === "user" ? textOf(turn.parts).trim() : "";
    if (text !== "") return text;
  }
  return "";
}

function wordsFor(question: Question, parts: readonly Part[], results: ToolResult[], asked: string): AnswerPart {
  const system = textOf(question.system);
  const prefill = prefillOf(question);
  if (question.schema !== undefined) {
    return { type: "text", text: jsonAnswer(question.schema, asked, results, prefill) };
  }
  const media = parts.flatMap((part) => part.type === "media" ? [part.media] : []);
  const seen = describeMedia(media);
  if (results.length > 0) {
    return { type: "text", text: withManners(describeResults(results, question), system, "") };
  }
  if (wantsJson(system, asked) || prefill.trimEnd().endsWith("{")) {
    return { type: "text", text: jsonAnswer(true, asked, results, prefill) };
  }
  const earlier = question.turns.filter((turn) => turn.role === "user").map((turn) => textOf(turn.parts)).slice(0, -1);
  const said = speak(asked, { earlier });
  const text = media.length === 0 ? said : `${seen.text} ${asked === "" ? "" : said}`.trim();
  const polite = withManners(text, system, asked);
  return seen.citations.length > 0 && polite === text
    ? { type: "text", text: polite, citations: seen.citations }
    : { type: "text", text: polite };
}

function jsonAnswer(schema: Question["schema"], asked: string, results: ToolResult[], prefill: string): string {
  const hints = hintsOf([asked, ...results.map((result) => result.text)].join("\n"));
  let value: unknown;
  if (schema !== undefined && schema !== true) value = sampleJson(schema, hints);
  else {
    const names = namedMembers(asked);
    const properties = Object.fromEntries(
      names.map((
        name,
      ) => [name, { type: /age|count|number|year|size|amount|price|total/i.test(name) ? "integer" : "string" }]),
    );
    value = names.length > 0
      ? sampleJson({ type: "object", properties }, hints)
      : { answer: speak(asked.replace(/[^.!?]*\bjson\b[^.!?]*[.!?]?/gi, "").trim() || hints.subject, { earlier: [] }) };
  }
  const text = JSON.stringify(value);
  const begun = prefill.trim();
  return begun !== "" && text.startsWith(begun) ? text.slice(begun.length) : text;
}

function prefillOf(question: Question): string {
  const last = question.turns.at(-1);
  return last?.role === "assistant" ? textOf(last.parts) : "";
}

function thoughtAbout(asked: string, question: Question): AnswerPart {
  const { subject } = hintsOf(asked);
  const tools = question.tools.length > 0 ? " I look at the tools that are offered before I answer." : "";
  const text = question.thoughtsHidden
    ? ""
    : `The question is about ${subject || "nothing in particular"}.${tools} A short and clear answer is best.`;
  return { type: "thought", text, signature: signatureOf(text) };
}

/** Cuts an answer where a stop sequence or the limit of tokens says so, and counts it. */
function withLimits(draft: Draft, question: Question): Answer {
  const usage = { input: 0, output: 0, thought: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const answer: Answer = { parts: [], stopReason: draft.stopReason, usage };
  for (const part of draft.parts) {
    const left = question.maxTokens - usage.output;
    if (part.type === "call") {
      const cost = countTokens(part.call.name) + countTokens(JSON.stringify(part.call.input)) + 8;
      if (cost > left) return { ...answer, stopReason: "max_tokens" };
      answer.parts.push(part);
      usage.output += cost;
      continue;
    }
    let text = part.text;
    const stop = part.type === "text" ? firstStop(text, question.stopSequences) : undefined;
    if (stop) text = text.slice(0, stop.at);
    const pieces = tokenize(text);
    const cut = pieces.length > left;
    if (cut) text = pieces.slice(0, left).join("");
    if (part.type === "thought") answer.parts.push({ type: "thought", text, signature: signatureOf(text) });
    else answer.parts.push(cut || stop ? { type: "text", text } : { ...part, text });
    usage.output += Math.min(pieces.length, left);
    if (part.type === "thought") usage.thought += Math.min(pieces.length, left);
    if (cut) return { ...answer, stopReason: "max_tokens" };
    if (stop) return { ...answer, stopReason: "stop_sequence", stopSequence: stop.sequence };
  }
  usage.output += 1;
  return answer;
}

function firstStop(text: string, sequences: readonly string[]): { at: number; sequence: string } | undefined {
  let first: { at: number; sequence: string } | undefined;
  for (const sequence of sequences) {
    const at = sequence === "" ? -1 : text.indexOf(sequence);
    if (at >= 0 && (first === undefined || at < first.at)) first = { at, sequence };
  }
  return first;
}
