/**
 * The schema of one string goes in, with the member's name and a prompt; a string that fits comes out.
 *
 * @module
 */
import { type Hints, namedValue } from "./hints.ts";
import type { JsonObject } from "./question.ts";
import { sampleOfPattern } from "./pattern_sample.ts";

const FORMATS: Readonly<Record<string, { find: RegExp; otherwise: string }>> = {
  date: { find: /\b\d{4}-\d\d-\d\d\b/, otherwise: "2026-01-15" },
  "date-time": {
    find: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/,
    otherwise: "2026-01-15T09:00:00Z",
  },
  time: { find: /\b\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)/, otherwise: "09:00:00Z" },
  duration: { find: /\bP(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?\b/, otherwise: "PT1H" },
  email: { find: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, otherwise: "ada@example.com" },
  uri: { find: /\bhttps?:\/\/[^\s"'<>]+/, otherwise: "https://example.com/" },
  uuid: { find: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i, otherwise: "123e4567-e89b-42d3-a456-426614174000" },
  ipv4: { find: /\b\d{1,3}(?:\.\d{1,3}){3}\b/, otherwise: "192.0.2.1" },
  ipv6: { find: /\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\b/i, otherwise: "2001:db8::1" },
  hostname: { find: /\b[\w-]+(?:\.[\w-]+)+\b/, otherwise: "example.com" },
};

/** Which part of a prompt a member's name asks for; the first row that matches and finds something wins. */
const BY_NAME: readonly (readonly [RegExp, (hints: Hints) => string | undefined])[] = [
  [/expression|formula|equation|calculation|sum\b/i, (hints) => hints.expression],
  [/e-?mail/i, (hints) => FORMATS.email!.find.exec(hints.text)?.[0] ?? FORMATS.email!.otherwise],
  [/\burl|uri|link|website/i, (hints) => FORMATS.uri!.find.exec(hints.text)?.[0] ?? FORMATS.uri!.otherwise],
  [
    /date|day$|when/i,
    (hints) => FORMATS.date!.find.exec(hints.text)?.[0] ?? /\b(?:today|tomorrow|yesterday)\b/i.exec(hints.text)?.[0],
  ],
  [
    /city|location|place|destination|town|country|region|where|origin|address/i,
    (hints) => hints.places.length > 1 ? hints.places.shift() : hints.places[0],
  ],
  [
    /name|person|user|author|customer|who/i,
    (hints) =>
      /\b(?:named|called|name is|i am|i'm)\s+(\p{Lu}[\p{L}'-]+)/iu.exec(hints.text)?.[1] ?? properName(hints.text),
  ],
];

/** Makes a string that fits a schema. */
export function sampleString(schema: JsonObject, name: string, hints: Hints): string {
  const format = FORMATS[String(schema.format ?? "")];
  if (format) return format.find.exec(hints.text)?.[0] ?? format.otherwise;
  const named = namedValue(hints.text, name);
  const byName = BY_NAME.find(([pattern]) => pattern.test(name))?.[1](hints);
  const quoted = hints.quoted.length > 1 ? hints.quoted.shift() : hints.quoted[0];
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  const fallback = [schema.default, examples[0]].find((value) => typeof value === "string") as string | undefined;
  const text = named ?? byName ?? quoted ?? fallback ?? (hints.subject || name || "value");
  if (typeof schema.pattern === "string" && !fitsPattern(text, schema.pattern)) return sampleOfPattern(schema.pattern);
  return fitLength(text, Number(schema.minLength ?? 0), Number(schema.maxLength ?? Infinity));
}

function fitsPattern(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function fitLength(text: string, min: number, max: number): string {
  return text.length > max ? text.slice(0, max) : text.padEnd(Math.min(min, 10_000), ".");
}

/** A capitalised word that does not merely begin a sentence. */
function properName(text: string): string | undefined {
  return /(?<=[\p{Ll}\d,]\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)*/u.exec(text)?.[0];
}
