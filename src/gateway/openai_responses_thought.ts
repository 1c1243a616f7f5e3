/**
 * A model's signed thought in, the opaque text that a caller keeps for it out, and the other way round.
 *
 * Claude takes a thought back only with its signature, and the gateway stores nothing: so the caller carries it, in the
 * place that OpenAI has for that, `encrypted_content`. It is opaque, not secret: the caller has seen the thought.
 *
 * @module
 */
import { decodeBase64, encodeBase64 } from "../wire/base64.ts";
import { splitPrefix } from "./model_names.ts";
import { isJson, type Json, shortName } from "./openai_fields.ts";

const VERSION = 1;

/** Names a model without telling of its account: the same in every region and profile. */
function markOf(modelId: string): string {
  return shortName(splitPrefix(modelId).id, 12);
}

/**
 * Makes a thought ready to travel.
 *
 * @param thought A `thinking` or `redacted_thinking` block.
 * @param modelId The model that thought it.
 * @returns What goes into `encrypted_content`.
 */
export function sealThought(thought: Json, modelId: string): string {
  const sealed = { v: VERSION, m: markOf(modelId), thought };
  return encodeBase64(new TextEncoder().encode(JSON.stringify(sealed)));
}

/**
 * Opens what {@linkcode sealThought} made.
 *
 * @param sealed What stands in `encrypted_content`.
 * @param modelId The model that is asked now.
 * @returns The block, or nothing when somebody else made it or another model thought it.
 */
export function openThought(sealed: string, modelId: string): Json | undefined {
  try {
    const opened: unknown = JSON.parse(new TextDecoder().decode(decodeBase64(sealed)));
    if (!isJson(opened) || opened.v !== VERSION || opened.m !== markOf(modelId)) return undefined;
    return isJson(opened.thought) ? opened.thought : undefined;
  } catch {
    return undefined;
  }
}
