/**
 * A prompt goes in, what can be picked out of it comes out: places, numbers, quotations, dates, the subject.
 *
 * @module
 */
import { findExpression } from "./arithmetic.ts";

/** What a prompt offers to whoever has to fill in arguments. */
export interface Hints {
  /** The prompt. */
  text: string;
  /** What it is about, in a few words. */
  subject: string;
  /** Names that stand where a place stands. */
  places: string[];
  /** Numbers, in order; taken from the front as they are used. */
  numbers: number[];
  /** Quoted pieces. */
  quoted: string[];
  /** A sum. */
  expression: string | undefined;
}

const LEAD = new RegExp(
  "^(?:please|can you|could you|would you|i want you to|i would like you to|hey|ok|now)[,\\s]+|" +
    "^(?:explain|describe|define|discuss|outline|tell me(?: more| something| a story)? about|tell me|give me|show me|write(?: me)?|" +
    "compose|create|generate|make|draft|summari[sz]e|what(?:'s| is| are| was| were)|who(?:'s| is| are| was)|how (?:do|does|did|is|are|can|to)|" +
    "why (?:do|does|did|is|are)|where (?:is|are)|when (?:is|was|did)|talk about|teach me(?: about)?|list|name|find|look up|search for)\\s+",
  "i",
);
const FILLER =
  /^(?:an?|the|some|any|(?:short|brief|long|simple|detailed)(?= \w)|(?:poem|haiku|story|essay|paragraph|sentence|explanation|summary|description|article|text|joke)s?(?: about| of| on)?|about|of|on|to me|me)\s+/i;

/** What a prompt is about, and for whom. */
export function subjectOf(prompt: string): { subject: string; audience?: string } {
  const line = prompt.trim().split(/\n/).find((text) => text.trim() !== "") ?? "";
  let text = (line.match(/^.*?[.?!](?=\s|$)/)?.[0] ?? line).replace(/[.?!\s]+$/, "");
  const audience =
    /\s(?:to|for)\s((?:an?\s|my\s|the\s)?(?:\d+(?:st|nd|rd|th)[\s-]graders?|\w+[\s-]?year[\s-]olds?|children|kids?|child|beginners?|experts?|students?|engineers?|developers?|grandm\w+|five[\s-]year[\s-]old|adults?|teenagers?|dummies|scientists?|managers?)\b.*)$/i
      .exec(text);
  if (audience) text = text.slice(0, audience.index);
  text = text.replace(/\s+(?:in|using|with|as)\s+(?:one|two|three|a few|\d+|simple|plain|an?)\s.*$/i, "");
  for (let i = 0; i < 4; i++) text = text.replace(LEAD, "").replace(FILLER, "");
  const subject = text.split(/\s+/).slice(0, 12).join(" ");
  return audience ? { subject, audience: audience[1]! } : { subject };
}

/** Picks out of a prompt what may be an argument of a tool or a member of an object. */
export function hintsOf(text: string): Hints {
  const places = new Set<string>();
  for (
    const match of text.matchAll(
      /\b(?:in|at|for|of|to|from|near|and)\s+((?:\p{Lu}[\p{L}'.-]+)(?:[ ]\p{Lu}[\p{L}'.-]+)*(?:,\s?\p{Lu}[\p{L}.]+)?)/gu,
    )
  ) {
    places.add(match[1]!.replace(/[.,?!]+$/, ""));
  }
  const quoted = [...text.matchAll(/"([^"]+)"|“([^”]+)”|`([^`]+)`|(?<!\w)'([^']+)'(?!\w)/g)].map((m) =>
    m[1] ?? m[2] ?? m[3] ?? m[4]!
  );
  const numbers = [...text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)/g)].map((m) => Number(m[0]));
  return {
    text,
    subject: subjectOf(text).subject,
    places: [...places],
    numbers,
    quoted,
    expression: findExpression(text),
  };
}

/** What a prompt says right behind a name: `count 3`, `title "Dune"`, `unit is celsius`. */
export function namedValue(text: string, name: string): string | undefined {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ _-]?");
  const quoted = new RegExp(
    `\\b${escaped}\\b["']?\\s*(?:is|=|:|to|of|as|set to|called|named)?\\s*(?:"([^"]+)"|'([^']+)'|\`([^\`]+)\`)`,
    "i",
  ).exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? quoted[3];
  const plain = new RegExp(`\\b${escaped}\\b\\s*(?:is|=|:|set to|equals)\\s*([\\p{L}\\d][\\p{L}\\d.@/:+-]*)`, "iu")
    .exec(text);
  if (plain) return plain[1]!.replace(/[.:]+$/, "");
  return new RegExp(`\\b${escaped}\\b\\s+(-?\\d+(?:\\.\\d+)?)`, "i").exec(text)?.[1];
}
