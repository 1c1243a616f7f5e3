/**
 * A model's body and somebody who judges bodies in, nothing out: or one error that names all that is wrong with it.
 *
 * Loaded with the first body that is to be judged.
 *
 * @module
 */
import type { BodyValidator } from "./options.ts";
import { actionOf } from "./request.ts";

/** A call whose body is judged. */
export interface JudgedCall {
  /** The model. */
  modelId: string;
  /** The body: an object, or JSON as text or bytes. */
  body?: unknown;
  /** The media type of the body. */
  contentType?: string;
}

/**
 * Judges a body. A prompt's ARN has its body elsewhere, and what is not JSON is not judged.
 *
 * @param validate Who judges.
 * @param operation AWS's name of the operation, for the message.
 * @param call The call.
 * @throws {TypeError} When there are complaints; its `cause` is their list.
 */
export function judge(validate: BodyValidator, operation: string, call: JudgedCall): void {
  const { modelId, body, contentType = "application/json" } = call;
  if (typeof modelId !== "string" || !/\bjson\b/i.test(contentType)) return;
  if (body == null && /^arn:[^/]*:prompt\//.test(modelId)) return;
  const complaints = validate(modelId, parsed(body, operation));
  if (complaints.length === 0) return;
  const all = complaints.map(({ message }) => message).join("; ");
  throw new TypeError(`Cannot ${actionOf(operation)}: ${all}`, { cause: complaints });
}

function parsed(body: unknown, operation: string): unknown {
  if (typeof body !== "string" && !(body instanceof Uint8Array)) return body;
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch {
    // The parser's message would quote the body, which is a prompt
    throw new TypeError(`Cannot ${actionOf(operation)}: the body is not JSON, wanted JSON or another contentType`);
  }
}
