/**
 * A prompt in plain words goes in, a plain answer comes out.
 *
 * The first intent whose pattern fits answers; what none fits is echoed with a word on what is speaking.
 *
 * @module
 */
import { evaluate, findExpression } from "./arithmetic.ts";
import { explanationOf, factsAbout } from "./facts.ts";
import { hintsOf, namedValue, subjectOf } from "./hints.ts";

/** What is known when a prompt is answered. */
export interface SpeechContext {
  /** What the caller said in earlier turns. */
  earlier: readonly string[];
}

type Intent = readonly [RegExp, (match: RegExpExecArray, context: SpeechContext) => string | undefined];

const NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const NUMBER = `\\d{1,7}|${NUMBER_WORDS.join("|")}`;

const INTENTS: readonly Intent[] = [
  [
    /^(?:please\s+)?(?:just\s+|only\s+)?(?:say|repeat|echo|print|output)\b(?!\s+something)([\s\S]+)$/i,
    (m) => exactly(m[1]!),
  ],
  [
    /(?:^|[.!?:;,]\s+|\s)(?:please\s+)?(?:reply|respond|answer)\s+(?:me\s+)?(?:only\s+|just\s+|exactly\s+)?with\b:?\s*([\s\S]+)$/i,
    (m) => exactly(m[1]!),
  ],
  [
    /\bwrite (?:only |just |exactly )*(?:the (?:word|words|text|phrase|letter)s?\s*:?\s*)?["“'`]([^"”'`]+)["”'`]/i,
    (m) => m[1],
  ],
  [/\bcount\s+(?:from\s+(-?\d+)\s+)?(?:up\s+)?to\s+(\d{1,7})/i, (m) => countUp(Number(m[1] ?? 1), Number(m[2]))],
  [/\b(?:yes or no|true or false)\b/i, (m) => /yes/i.test(m[0]) ? "Yes." : "True."],
  [/\d.*\d|\bplus\b|\btimes\b/i, (m) => sum(m.input)],
  [
    /\bmy name\?|\bwhat(?:'s| is) my ([\p{L} ]+)\?|\b(?:do you (?:remember|know)|tell me|recall) my ([\p{L} ]+?)[.?!]?$/iu,
    (m, context) => remembered(m[1] ?? m[2] ?? "name", context),
  ],
  [
    /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|greetings)\b[^?]{0,40}$/i,
    () => "Hello! How can I help you today?",
  ],
  [
    /\bwho are you\b|\bwhat(?:'s| is) your name\b|\bwhich model\b/i,
    () => "I am the Bedrock emulator: I answer as a model would, without being one.",
  ],
  [/\bthank(?:s| you)\b/i, () => "You are welcome!"],
  [
    new RegExp(
      `\\b(?:list|name|give me|suggest|write|generate)\\s+(?:me\\s+)?(${NUMBER})\\s+([\\p{L}][^.?!\\n]*)`,
      "iu",
    ),
    (m) => listOf(toNumber(m[1]!), m[2]!),
  ],
  [/\b(?:haiku|poem|verse)\b/i, (m) => poemAbout(subjectOf(m.input).subject)],
  [
    /\b(?:summari[sz]e|tl;?dr|sum up)\b[^:\n]*[:\n]\s*([\s\S]{20,})$/i,
    (m) => `In short: ${firstSentence(m[1]!.trim())}`,
  ],
  [/\btranslate\b[^:"]*[:"]\s*([\s\S]+?)"?$/i, (m) => `(The emulator speaks English only.) ${m[1]!.trim()}`],
  [
    /\b(?:explain|describe|define|discuss|teach|tell me|what|who|how|why|write|compose|summari[sz]e|give me|show me|create|when|where)\b/i,
    (m) => explain(m.input),
  ],
];

/** Answers a prompt. */
export function speak(prompt: string, context: SpeechContext): string {
  const text = prompt.trim();
  if (text === "") return "Hello! What would you like to know?";
  for (const [pattern, answer] of INTENTS) {
    const match = pattern.exec(text);
    const said = match && answer(match, context);
    if (said) return said;
  }
  const facts = factsAbout(text);
  if (facts) return facts.join(" ");
  const shown = text.length > 240 ? text.slice(0, 240).replace(/\s\S*$/, "") + "…" : text;
  return `You said: "${shown}". This is the Bedrock emulator: it has no model behind it, so take this as a stand-in for ` +
    "an answer, which is streamed, counted and cut as a real one would be.";
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

/** What is to be said word for word: `"pong"`, `exactly: pong`, `the word pong and nothing else`, `pong 3 times`. */
export function exactly(rest: string): string | undefined {
  let text = rest.trim();
  const again = new RegExp(`\\s+(${NUMBER}|twice|thrice)\\s*(?:times)?[.!]?$`, "i").exec(text);
  const repeated = again && (/times[.!]?$/i.test(text) || /^(?:twice|thrice)$/i.test(again[1]!));
  const times = !repeated
    ? 1
    : again[1]!.toLowerCase() === "twice"
    ? 2
    : again[1]!.toLowerCase() === "thrice"
    ? 3
    : toNumber(again[1]!);
  if (repeated) text = text.slice(0, again.index);
  const lead =
    /^(?:back|after me|exactly|only|just|precisely|this|the (?:exact |single |following )*(?:words?|phrase|text|sentence|string|letters?|number|line|following)|verbatim)(?:\b\s*:?\s*|:\s*)/i;
  const marked = lead.test(text) || text.startsWith(":");
  while (lead.test(text)) text = text.replace(lead, "");
  text = text.replace(/^:\s*/, "");
  const quoted = /^["“'`]([\s\S]+?)["”'`](?=[\s.,;!?]|$)/.exec(text);
  if (quoted) return repeated ? often(quoted[1]!, times) : quoted[1];
  text = text.replace(
    /[,.]?\s+(?:and )?(?:nothing else|nothing more|no more|please|only|in one word|exactly|verbatim|without .*)[.!]?$/i,
    "",
  );
  if (
    !marked &&
    /^(?:an?|one|two|three|your|some|in|no|up to|at most|less than|fewer than|\d+)\s|^(?:json|yaml|xml|markdown|yes or no|true or false|that|it)\b/i
      .test(text)
  ) return undefined;
  return times === 1 ? text.replace(/(?<=\p{L})\.$/u, "") : often(text, times);
}

/** A text many times over, up to a megabyte. */
function often(text: string, times: number): string {
  return Array(Math.min(times, Math.ceil(1_000_000 / (text.length + 1)))).fill(text).join(" ");
}

function toNumber(word: string): number {
  const index = NUMBER_WORDS.indexOf(word.toLowerCase());
  return index >= 0 ? index : Number(word);
}

function countUp(from: number, to: number): string {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 200_000)) }, (_, i) => from + i).join(", ");
}

function sum(text: string): string | undefined {
  const expression = findExpression(text);
  const value = expression === undefined ? undefined : evaluate(expression);
  return value === undefined ? undefined : `${expression} = ${value}`;
}

function remembered(what: string, context: SpeechContext): string {
  const name = what.trim();
  for (const said of [...context.earlier].reverse()) {
    const value = namedValue(said, `my ${name}`) ??
      (name === "name" ? /\b(?:i am|i'm|call me)\s+(\p{Lu}[\p{L}'-]*)/iu.exec(said)?.[1] : undefined);
    if (value !== undefined) return `Your ${name} is ${value}.`;
  }
  return `You have not told me your ${name} yet.`;
}

function listOf(count: number, what: string): string {
  const noun = what.replace(/\s+(?:about|of|on|that|which|for|in|to|with)\s.*$/i, "").trim();
  const single = noun.replace(/ies$/, "y").replace(/(?<=[^s])s$/, "");
  return Array.from(
    { length: Math.min(count, 1000) },
    (_, i) => `${i + 1}. ${single} number ${NUMBER_WORDS[i + 1] ?? i + 1}`,
  ).join("\n");
}

function poemAbout(subject: string): string {
  return `Quiet, ${subject},\na small line says what it can;\nthe rest is silence.`;
}

function explain(prompt: string): string {
  const facts = factsAbout(prompt);
  if (facts) return facts.join(" ");
  const { subject, audience } = subjectOf(prompt);
  return explanationOf(subject || hintsOf(prompt).subject || "this", audience);
}
