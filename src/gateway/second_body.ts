/**
 * A body for a model in, what Bedrock made of it out; or of another body, when it refused something that can be done without.
 *
 * @module
 */
import { BedrockError } from "../client/errors.ts";
import type { Document } from "../models/document.ts";
import type { InvokeTranslation } from "./dialect.ts";

/**
 * Sends a body, and once more without what Bedrock refused in it, when the dialect can do without.
 *
 * @param translation The body, and what the dialect says to a refusal.
 * @param send Sends one.
 * @returns What came back.
 * @throws What was thrown, when there is no other body.
 */
export async function withSecondBody<T>(
  translation: InvokeTranslation,
  send: (body: Document) => Promise<T>,
): Promise<T> {
  const { body } = translation;
  try {
    return await send(body);
  } catch (error) {
    const isRefusal = error instanceof BedrockError && error.code === "ValidationException";
    const other = isRefusal ? translation.again?.(body, error.message) : undefined;
    if (other === undefined) throw error;
    return await send(other);
  }
}
