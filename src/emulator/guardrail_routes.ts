/**
 * ApplyGuardrail and InvokeGuardrailChecks: texts in, what guardrails find in them out, with no model asked.
 *
 * @module
 */
import { type Call, jsonReply, readDocument } from "./call.ts";
import { findGuardrail, judge, textUnits, unitsOf } from "./guardrail.ts";
import { isObject, type JsonObject } from "./question.ts";
import { invalid, Refusal } from "./refusal.ts";
import { checkBody, type Rules } from "./rules.ts";

const APPLY_RULES: Rules = {
  fields: {
    "source": "enum! INPUT|OUTPUT",
    "content": "object[]!",
    "content[].text.text": "string!",
    "content[].text.qualifiers": "enum[] grounding_source|query|guard_content",
    "content[].image.format": "enum! png|jpeg",
    "outputScope": "enum INTERVENTIONS|FULL",
  },
};

/** Answers `POST /guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply`. */
export function applyGuardrail(call: Call): Response {
  const { guardrailIdentifier, guardrailVersion } = call.labels as {
    guardrailIdentifier: string;
    guardrailVersion: string;
  };
  const body = readDocument(call);
  checkBody(body, APPLY_RULES);
  const { rules } = foundOr404(call, guardrailIdentifier, guardrailVersion);
  const content = body.content as JsonObject[];
  const texts = content.flatMap((block) => isObject(block.text) ? [block.text] : []);
  const guarded = texts.filter((block) =>
    ((block.qualifiers as string[] | undefined) ?? ["guard_content"]).includes("guard_content")
  );
  const verdicts = guarded.map((block) => judge(block.text as string, rules, body.source as "INPUT" | "OUTPUT"));
  const blocked = verdicts.find((verdict) => verdict.action === "BLOCKED");
  const intervened = verdicts.some((verdict) => verdict.action !== "NONE");
  const whole = guarded.map((block) => block.text as string).join("\n");
  const outputs = !intervened ? [] : blocked ? [{ text: blocked.text }] : verdicts.map(({ text }) => ({ text }));
  const images = content.length - texts.length;
  return jsonReply(call, {
    usage: { ...unitsOf(whole, rules), ...(images > 0 ? { contentPolicyImageUnits: images } : {}) },
    action: intervened ? "GUARDRAIL_INTERVENED" : "NONE",
    actionReason: blocked ? "Guardrail blocked." : intervened ? "Guardrail masked." : "No action.",
    outputs,
    assessments: [verdicts.map((verdict) => verdict.assessment).reduce(merge, {})],
    guardrailCoverage: {
      textCharacters: {
        guarded: whole.length,
        total: texts.reduce((sum, block) => sum + String(block.text).length, 0),
      },
      ...(images > 0 ? { images: { guarded: images, total: images } } : {}),
    },
  });
}

function foundOr404(call: Call, identifier: string, version: string): ReturnType<typeof findGuardrail> {
  try {
    return findGuardrail(call.world.guardrails, identifier, version);
  } catch (error) {
    throw new Refusal("ResourceNotFoundException", (error as Error).message);
  }
}

/** Puts the findings of two texts together. */
function merge(into: JsonObject, from: JsonObject): JsonObject {
  const merged: JsonObject = { ...into };
  for (const [name, value] of Object.entries(from)) {
    const before = merged[name];
    if (Array.isArray(before) && Array.isArray(value)) merged[name] = [...before, ...value];
    else merged[name] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

const CHECK_RULES: Rules = {
  fields: {
    "messages": "object[]! 1..",
    "messages[].role": "enum! user|assistant|system",
    "messages[].content": "object[]! 1..",
    "messages[].content[].text": "string! 1..",
    "checks": "object!",
    "checks.contentFilter.categories": "object[]! 1..5",
    "checks.contentFilter.categories[].category": "enum! VIOLENCE|HATE|SEXUAL|MISCONDUCT|INSULTS",
    "checks.promptAttack.categories": "object[]! 1..3",
    "checks.promptAttack.categories[].category": "enum! JAILBREAK|PROMPT_INJECTION|PROMPT_LEAKAGE",
    "checks.sensitiveInformation.entities": "object[]! 1..31",
    "checks.sensitiveInformation.entities[].type": "string!",
  },
};

/** What betrays a category: words of the emulator's own, for trying the checks out. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  VIOLENCE: /\b(?:kill|attack|bomb|weapon|violence)\w*/gi,
  HATE: /\b(?:hate|despise)\w*/gi,
  SEXUAL: /\b(?:nsfw|explicit)\w*/gi,
  MISCONDUCT: /\b(?:steal|fraud|hack|launder)\w*/gi,
  INSULTS: /\b(?:idiot|stupid|moron)\w*/gi,
  JAILBREAK: /\b(?:ignore (?:all |your |previous )*(?:rules|instructions)|jailbreak|do anything now)\b/gi,
  PROMPT_INJECTION: /\b(?:new instructions|ignore (?:all |the |previous )*instructions|system prompt:)/gi,
  PROMPT_LEAKAGE: /\b(?:reveal|show|print|repeat)\b[^.]*\bsystem prompt\b/gi,
};

const ENTITIES: Readonly<Record<string, RegExp>> = {
  EMAIL: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  PHONE: /(?<![\w.])\+?\d[\d ()/-]{6,}\d(?!\w)/g,
  URL: /\bhttps?:\/\/\S+/g,
  IP_ADDRESS: /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  AWS_ACCESS_KEY: /\bA[KS]IA[A-Z0-9]{16}\b/g,
  US_SOCIAL_SECURITY_NUMBER: /\b\d{3}-\d\d-\d{4}\b/g,
  CREDIT_DEBIT_CARD_NUMBER: /\b(?:\d{4}[ -]?){3}\d{4}\b/g,
  AGE: /\b\d{1,3} years old\b/g,
  NAME: /(?<=\b(?:my name is|i am) )\p{Lu}[\p{L}'-]+/giu,
};

/** Answers `POST /guardrail-checks/invoke`. */
export function invokeGuardrailChecks(call: Call): Response {
  const body = readDocument(call);
  checkBody(body, CHECK_RULES);
  const messages = body.messages as { content: { text: string }[] }[];
  const checks = body.checks as Record<string, JsonObject | undefined>;
  const all = messages.flatMap((message) => message.content.map((block) => block.text)).join("\n");
  const textUnit = { textUnits: textUnits(all) };
  const results: JsonObject = {};
  const usage: JsonObject = {};
  for (const name of ["contentFilter", "promptAttack"]) {
    const categories = checks[name]?.categories as { category: string }[] | undefined;
    if (!categories) continue;
    results[name] = {
      results: categories.map(({ category }) => ({ category, severityScore: severityOf(all, category) })),
    };
    usage[name] = textUnit;
  }
  const entities = checks.sensitiveInformation?.entities as { type: string }[] | undefined;
  if (entities) {
    results.sensitiveInformation = {
      results: entities.flatMap(({ type }) => findEntities(messages, type)),
      truncated: false,
    };
    usage.sensitiveInformation = textUnit;
  }
  if (Object.keys(results).length === 0) throw invalid("The member checks must ask for at least one check.");
  return jsonReply(call, { results, usage });
}

function severityOf(text: string, category: string): number {
  const count = text.match(SIGNS[category]!)?.length ?? 0;
  return count === 0 ? 0 : Math.min(1, 0.6 + 0.2 * (count - 1));
}

function findEntities(messages: { content: { text: string }[] }[], type: string): JsonObject[] {
  const pattern = ENTITIES[type];
  if (!pattern) return [];
  return messages.flatMap((message, messageIndex) =>
    message.content.flatMap((block, contentIndex) =>
      [...block.text.matchAll(pattern)].map((match) => ({
        type,
        confidenceScore: 0.95,
        beginOffset: match.index,
        endOffset: match.index + match[0].length,
        messageIndex,
        contentIndex,
      }))
    )
  );
}
