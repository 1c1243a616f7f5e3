/**
 * A text and the rules of a guardrail go in, what the guardrail makes of it comes out.
 *
 * @module
 */
import type { JsonObject } from "./question.ts";
import { invalid } from "./refusal.ts";

/** A guardrail of the emulator. */
export interface GuardrailRules {
  /** Words and phrases that block, in any case. */
  blockedWords?: readonly string[];
  /** Words and phrases that are replaced by `{name}`, in any case: name to words. */
  maskedWords?: Readonly<Record<string, readonly string[]>>;
  /** Whether e-mail addresses and telephone numbers are replaced. @default {false} */
  maskContacts?: boolean;
  /** Topics that block: a name, and the words that betray the topic. */
  deniedTopics?: Readonly<Record<string, readonly string[]>>;
  /** What is said instead of a prompt's answer. @default {"Sorry, the model cannot answer this question."} */
  blockedInputMessaging?: string;
  /** What is said instead of a blocked answer. @default {"Sorry, the model cannot answer this question."} */
  blockedOutputsMessaging?: string;
}

/** The guardrails, by identifier. */
export type Guardrails = Readonly<Record<string, GuardrailRules>>;

/** What a guardrail makes of a text. */
export interface Verdict {
  /** What it does. */
  action: "NONE" | "BLOCKED" | "ANONYMIZED";
  /** The text that goes on: itself, masked, or the message that replaces it. */
  text: string;
  /** What was found, in the service's words. */
  assessment: JsonObject;
}

const CONTACTS: Readonly<Record<string, RegExp>> = {
  EMAIL: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  PHONE: /(?<![\w.])\+?\d[\d ()/-]{6,}\d(?!\w)/g,
};

/** Finds a guardrail by its identifier or ARN. */
export function findGuardrail(
  guardrails: Guardrails,
  identifier: string,
  version: string,
): { id: string; rules: GuardrailRules } {
  const id = identifier.replace(/^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\//, "");
  const rules = Object.hasOwn(guardrails, id) ? guardrails[id] : undefined;
  if (!rules || !/^(?:DRAFT|[1-9]\d{0,7})$/.test(version)) {
    throw invalid("The guardrail identifier or version provided in the request does not exist.");
  }
  return { id, rules };
}

/** Judges a text. */
export function judge(text: string, rules: GuardrailRules, source: "INPUT" | "OUTPUT"): Verdict {
  const assessment: JsonObject = {};
  const topics = Object.entries(rules.deniedTopics ?? {}).filter(([, words]) =>
    words.some((word) => holds(text, word))
  );
  if (topics.length > 0) {
    assessment.topicPolicy = {
      topics: topics.map(([name]) => ({ name, type: "DENY", action: "BLOCKED", detected: true })),
    };
  }
  const words = (rules.blockedWords ?? []).filter((word) => holds(text, word));
  if (words.length > 0) {
    const customWords = words.map((match) => ({ match, action: "BLOCKED", detected: true }));
    assessment.wordPolicy = { customWords, managedWordLists: [] };
  }
  const masked = mask(text, rules);
  if (masked.piiEntities.length + masked.regexes.length > 0) {
    assessment.sensitiveInformationPolicy = { piiEntities: masked.piiEntities, regexes: masked.regexes };
  }
  assessment.invocationMetrics = metricsOf(text, rules);
  if (topics.length + words.length > 0) {
    const standard = "Sorry, the model cannot answer this question.";
    const message = source === "INPUT" ? rules.blockedInputMessaging : rules.blockedOutputsMessaging;
    return { action: "BLOCKED", text: message ?? standard, assessment };
  }
  return { action: masked.text === text ? "NONE" : "ANONYMIZED", text: masked.text, assessment };
}

function mask(text: string, rules: GuardrailRules): { text: string; piiEntities: JsonObject[]; regexes: JsonObject[] } {
  const regexes: JsonObject[] = [];
  const piiEntities: JsonObject[] = [];
  let masked = text;
  for (const [name, words] of Object.entries(rules.maskedWords ?? {})) {
    for (const word of words) {
      masked = masked.replace(wordPattern(word), (match) => {
        regexes.push({ name, match, regex: wordPattern(word).source, action: "ANONYMIZED", detected: true });
        return `{${name}}`;
      });
    }
  }
  for (const [type, pattern] of Object.entries(rules.maskContacts ? CONTACTS : {})) {
    masked = masked.replace(pattern, (match) => {
      piiEntities.push({ type, match, action: "ANONYMIZED", detected: true });
      return `{${type}}`;
    });
  }
  return { text: masked, piiEntities, regexes };
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "giu");
}

function holds(text: string, word: string): boolean {
  return wordPattern(word).test(text);
}

/** How many text units of 1,000 characters a text has. */
export function textUnits(text: string): number {
  return Math.max(1, Math.ceil(text.length / 1000));
}

/** What judging a text costs, in the service's words. */
export function unitsOf(text: string, rules: GuardrailRules): JsonObject {
  const units = textUnits(text);
  const count = (given: unknown): number => given === undefined ? 0 : units;
  return {
    topicPolicyUnits: count(rules.deniedTopics),
    contentPolicyUnits: 0,
    wordPolicyUnits: count(rules.blockedWords),
    sensitiveInformationPolicyUnits: rules.maskContacts ? units : 0,
    sensitiveInformationPolicyFreeUnits: count(rules.maskedWords),
    contextualGroundingPolicyUnits: 0,
  };
}

function metricsOf(text: string, rules: GuardrailRules): JsonObject {
  const textCharacters = { guarded: text.length, total: text.length };
  return { guardrailProcessingLatency: 100, usage: unitsOf(text, rules), guardrailCoverage: { textCharacters } };
}
