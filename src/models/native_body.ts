/**
 * A prompt's parameters in; what a family's own body is made of out: present members only, and a refusal of the rest.
 *
 * @module
 */
import type { PromptParameters } from "./text_adapter.ts";

/** The family's names of the parameters that a prompt may have; an empty one for a parameter that is placed elsewhere. */
export interface NativeNames {
  /** The name of the most tokens to generate. */
  maxTokens?: string;
  /** The name of the probability mass. */
  topP?: string;
  /** The name of the number of likeliest tokens. */
  topK?: string;
  /** The name of the texts that end the answer. */
  stopSequences?: string;
  /** Placed elsewhere, for a family that sees. */
  images?: "";
  /** Placed elsewhere, for a family that watches. */
  video?: "";
}

/** The members that {@linkcode generation} makes of names. */
export type Generation<Names extends NativeNames> =
  & {
    [P in keyof Names & keyof PromptParameters as Names[P] extends "" ? never : Names[P] & string]: P extends
      "maxTokens" ? number
      : PromptParameters[P];
  }
  & {
    /** Randomness, which every family calls so. */
    temperature?: number;
  };

/**
 * How to generate, in a family's own names. What the family has no name for is refused: nothing is dropped in silence.
 *
 * @param family The family's name.
 * @param parameters What the caller gave.
 * @param names What the family calls it.
 * @param maxTokens The tokens to ask for when the caller names no number: the service would need one, or give very few.
 * @returns The members that were given.
 * @throws {TypeError} If a parameter was given that the family has no place for.
 */
export function generation<const Names extends NativeNames>(
  family: string,
  parameters: PromptParameters,
  names: Names,
  maxTokens = 2048,
): Generation<Names> {
  const all: NativeNames & { temperature: string } = { temperature: "temperature", ...names };
  refuse(family, parameters, ["topP", "topK", "stopSequences", "images", "video"].filter((name) => !(name in all)));
  const members: { [name: string]: unknown } = {};
  for (const [name, member] of Object.entries(all)) {
    const value = parameters[name as keyof PromptParameters] ?? (name === "maxTokens" ? maxTokens : undefined);
    if (member) members[member] = value;
  }
  return present(members) as Generation<Names>;
}

/**
 * Throws when a parameter was given that the family has no place for: nothing is dropped in silence.
 *
 * @param family The family's name, or what the caller knows it by.
 * @param parameters What the caller gave.
 * @param names The parameters that have no place.
 * @throws {TypeError} If one of them is there and not empty.
 */
export function refuse(family: string, parameters: object, names: readonly string[]): void {
  for (const name of names) {
    const value = (parameters as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && (value as { length?: number }).length !== 0) {
      throw new TypeError(`Cannot build body: ${family} has no place for ${name}`);
    }
  }
}

/**
 * Takes the members out that are undefined or an empty list: several families answer 400 to `null` and to `[]`.
 *
 * @param members The body, which is changed.
 * @returns The same body.
 */
export function present<Body extends object>(members: Body): Body {
  for (const name in members) {
    const value = members[name];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) delete members[name];
  }
  return members;
}

/** The text of a family that has no place of its own for instructions: they stand before the prompt. */
export function prepended(system: string | undefined, prompt: string): string {
  return system ? `${system}\n\n${prompt}` : prompt;
}

/**
 * A caller's text in which nothing reads as a mark of a prompt's template any more: a space goes into each mark, so that
 * nobody speaks in another's name.
 */
export function unmarked(text: string): string {
  return text.replace(/<(?=[|｜]|\/?s>|<\/?SYS>)|\[(?=\/?INST\])/g, "$& ");
}

/** A prompt between the instruction marks of Mistral and Llama 2, with what stands before it inside them. */
export function instruction(prompt: string, before?: string): string {
  return `<s>[INST] ${prepended(before, unmarked(prompt))} [/INST]`;
}

/** Bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  if (typeof bytes.toBase64 === "function") return bytes.toBase64();
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  }
  return btoa(binary);
}

const formats: Record<string, string> = {
  jpg: "jpeg",
  quicktime: "mov",
  "x-matroska": "mkv",
  "3gpp": "three_gp",
  "x-flv": "flv",
  "x-ms-wmv": "wmv",
};

/** The format that a media type names, as the families spell it: `image/jpg` is `jpeg`, `video/quicktime` is `mov`. */
export function formatOf(mediaType: string): string {
  const format = mediaType.slice(mediaType.indexOf("/") + 1);
  return formats[format] ?? format;
}
