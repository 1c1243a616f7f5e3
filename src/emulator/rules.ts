/**
 * A body and the rules of its family go in; the body is let through, or refused with a text like the service's.
 *
 * A rule is a word for the type, `!` when the member is required, and a range or the words allowed:
 * `integer! 0..4096`, `string[] ..4`, `enum png|jpeg`. A path names the member: `a.b`, `list[].c`.
 *
 * @module
 */
import { invalid, type Refusal } from "./refusal.ts";
import { isObject, type JsonObject } from "./question.ts";

/** What holds for the bodies of one family. */
export interface Rules {
  /** The rules, by path. */
  fields: Readonly<Record<string, string>>;
  /** Whether a member of the body itself that has no rule is refused. @default {false} */
  strict?: boolean;
  /** Whether complaints are worded as Claude's are. @default {false} */
  plain?: boolean;
}

interface Rule {
  type: string;
  required: boolean;
  min: number;
  max: number;
  words?: string[];
}

const GUARDRAIL = "amazon-bedrock-guardrailConfig";

/** Refuses a body that breaks a rule. */
export function checkBody(body: JsonObject, rules: Rules): void {
  const complain: Complain = (path, key, what) => complaint(rules.plain === true, path, key, what);
  if (rules.strict) {
    const known = new Set(Object.keys(rules.fields).map((path) => path.split(/[.[]/, 1)[0]!));
    const extra = Object.keys(body).find((name) => !known.has(name) && name !== GUARDRAIL);
    if (extra !== undefined) throw complain([], extra, "extra");
  }
  for (const [path, text] of Object.entries(rules.fields)) {
    const steps = path.split(".").flatMap((step) => step.endsWith("[]") ? [step.slice(0, -2), "[]"] : [step]);
    walk(body, steps, [], parseRule(text), complain);
  }
}

type Complain = (path: (string | number)[], key: string, what: string) => Refusal;

function complaint(plain: boolean, path: (string | number)[], key: string, what: string): Refusal {
  if (plain) {
    const where = [...path, ...(key === "" ? [] : [key])].join(".");
    const text = what === "missing" ? "Field required" : what === "extra" ? "Extra inputs are not permitted" : what;
    return invalid(`${where}: ${text}`);
  }
  const at = "#" + path.map((step) => "/" + step).join("");
  const text = what === "missing"
    ? `${at}: required key [${key}] is not there`
    : what === "extra"
    ? `${at}: key [${key}] is not known`
    : `${at}${key === "" ? "" : "/" + key}: ${what}`;
  return invalid(`Malformed input request: ${text}, please reformat your input and try again.`);
}

function parseRule(text: string): Rule {
  const [type, rest = ""] = text.split(" ", 2) as [string, string?];
  const range = /^(-?[\d.e-]*?)\.\.(-?[\d.e-]*)$/.exec(rest);
  const bound = (value: string | undefined, otherwise: number): number => value ? Number(value) : otherwise;
  const base = type.replace("!", "");
  return {
    type: base,
    required: type.includes("!"),
    min: range ? bound(range[1], -Infinity) : -Infinity,
    max: range ? bound(range[2], Infinity) : Infinity,
    ...(/^enum/.test(base) ? { words: rest.split("|") } : {}),
  };
}

function walk(value: unknown, steps: string[], path: (string | number)[], rule: Rule, complain: Complain): void {
  const [step, ...rest] = steps as [string, ...string[]];
  if (step === "[]") {
    if (!Array.isArray(value)) return;
    value.forEach((item, index) => {
      if (rest.length > 0) walk(item, rest, [...path, index], rule, complain);
      else checkValue(item, path, String(index), rule, complain);
    });
    return;
  }
  if (!isObject(value)) {
    const at = path.map(String);
    throw complain(at.slice(0, -1), at.at(-1) ?? "", `${kindOf(value)} was found, object wanted`);
  }
  const member = value[step];
  if (rest.length > 0) {
    if (member !== undefined) walk(member, rest, [...path, step], rule, complain);
    return;
  }
  if (member === undefined || member === null) {
    if (rule.required) throw complain(path, step, "missing");
    if (member === null) throw complain(path, step, `null was found, ${rule.type} wanted`);
    return;
  }
  checkValue(member, path, step, rule, complain);
}

/** What a type is called where its name is not the word for it. */
const NAMES: Readonly<Record<string, string>> = {
  text: "string or array",
  strings: "string or string[]",
  enum: "string",
  "enum[]": "string[]",
};

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === "string",
  base64: (value) => typeof value === "string" && /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value),
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  object: isObject,
  array: Array.isArray,
  enum: (value) => typeof value === "string" || typeof value === "number",
  text: (value) => typeof value === "string" || Array.isArray(value),
  strings: (value) => typeof value === "string" || isStrings(value),
  "string[]": isStrings,
  "base64[]": isStrings,
  "enum[]": Array.isArray,
  "object[]": (value) => Array.isArray(value) && value.every(isObject),
};

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function checkValue(value: unknown, path: (string | number)[], key: string, rule: Rule, complain: Complain): void {
  if (!TYPES[rule.type]!(value)) {
    throw complain(path, key, `${kindOf(value)} was found, ${NAMES[rule.type] ?? rule.type} wanted`);
  }
  if (rule.words) {
    const numeric = rule.words.every((word) => /^\d+$/.test(word));
    const wrong = (Array.isArray(value) ? value : [value]).find((word) =>
      !rule.words!.includes(String(word)) || (typeof word === "number") !== numeric
    );
    if (wrong !== undefined) {
      throw complain(path, key, `${JSON.stringify(wrong)} is not one of ${rule.words.join(", ")}`);
    }
    return;
  }
  if (rule.type === "strings" && typeof value === "string") return;
  const size = typeof value === "number" ? value : typeof value === "string" || Array.isArray(value) ? value.length : 0;
  const noun = typeof value === "number"
    ? `${size}`
    : typeof value === "string"
    ? `a length of ${size}`
    : `${size} items`;
  if (size < rule.min) throw complain(path, key, `${noun} is less than ${rule.min}`);
  if (size > rule.max) throw complain(path, key, `${noun} is more than ${rule.max}`);
}
