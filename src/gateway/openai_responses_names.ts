/**
 * What is said about a chat in, the same said about the Responses body that it was made of out.
 *
 * A Responses body is translated by way of a chat's. Its caller never wrote one: errors and warnings name what he wrote.
 *
 * @module
 */
import { GatewayError } from "./gateway_error.ts";

/** Where an element of a chat's list came from. */
export interface Origin {
  /** The element's path in the caller's body. */
  path: string;
  /** What its content is called there. */
  content: string;
}

/** Puts a text, or a member's path, in the caller's words. */
export type Rename = (text: string) => string;

const WORDS: Record<string, string> = {
  max_completion_tokens: "max_output_tokens",
  max_tokens: "max_output_tokens",
  "response_format.json_schema": "text.format",
  response_format: "text.format",
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
  "image_url.detail": "input_image.detail",
  "tool_choice.allowed_tools": "tool_choice",
  messages: "input",
};
const WORD = new RegExp(`(?<![\\w.[])(?:${Object.keys(WORDS).join("|").replaceAll(".", "\\.")})\\b`, "g");

/**
 * Makes the function that names things as the caller does.
 *
 * @param messages Where each of the chat's messages came from.
 * @param tools Where each of its tools came from.
 * @returns The function.
 */
export function renaming(messages: readonly Origin[], tools: readonly string[]): Rename {
  return (text) =>
    text
      .replace(/(?<![\w.])messages\[(\d+)\](\.content)?/g, (whole, at: string, content?: string) => {
        const origin = messages[Number(at)];
        if (origin === undefined) return whole;
        return content === undefined ? origin.path : `${origin.path}.${origin.content}`;
      })
      .replace(/(?<![\w.])tools\[(\d+)\](?:\.custom)?/g, (whole, at: string) => tools[Number(at)] ?? whole)
      .replace(/\.tool_call_id\b/g, ".call_id")
      .replace(WORD, (word) => WORDS[word]!);
}

/**
 * Runs a translation, and names what it refuses as the caller does.
 *
 * @param rename Puts it in the caller's words.
 * @param translate The translation.
 * @returns What it gives.
 * @throws {GatewayError} What it threw, renamed.
 */
export function renamed<T>(rename: Rename, translate: () => T): T {
  try {
    return translate();
  } catch (error) {
    if (!(error instanceof GatewayError) || error.param === undefined) throw error;
    const { status, code, param } = error;
    throw new GatewayError(rename(error.message), { status, code, param: rename(param) });
  }
}
