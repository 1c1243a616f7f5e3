/**
 * A caller and a model in, nothing out, or a refusal: what a key may use.
 *
 * @module
 */
import type { Caller } from "./auth.ts";
import { GatewayError } from "./gateway_error.ts";
import { normalName, splitPrefix } from "./model_names.ts";

/**
 * Checks that a caller may use a model.
 *
 * @param caller Who calls.
 * @param name The model's name, without what a caller may put around it: no pattern may hold for that.
 * @param modelId The id it came to.
 * @throws {GatewayError} 403 if the caller's list has neither, with or without a profile's prefix.
 */
export function checkModel(caller: Caller, name: string, modelId: string): void {
  if (isAllowed(caller, name, modelId)) return;
  throw new GatewayError("Cannot use model: the key may not use it, wanted one from GET /v1/models", {
    status: 403,
    code: "model_not_allowed",
    param: "model",
  });
}

/**
 * Whether a caller may use a model.
 *
 * @param caller Who calls.
 * @param names The model's names.
 * @returns Whether one of them is on the caller's list.
 */
export function isAllowed(caller: Caller, ...names: string[]): boolean {
  if (caller.models === undefined) return true;
  return caller.models.some((pattern) =>
    names.some((name) => matches(pattern, name) || matches(pattern, splitPrefix(name).id))
  );
}

/**
 * A model's name as it may stand in a log: of an ARN only what follows the account.
 *
 * @param name The name as the caller wrote it.
 * @returns The name.
 */
export function printableModel(name: string): string {
  return name.startsWith("arn:") ? name.slice(name.lastIndexOf(":", name.indexOf("/")) + 1) : name.slice(0, 200);
}

function matches(pattern: string, name: string): boolean {
  // Without a star it means one model, however it is written.
  if (!pattern.includes("*")) return pattern === name || normalName(pattern) === name;
  const [first = "", ...rest] = pattern.split("*");
  if (!name.startsWith(first)) return false;
  const last = rest.pop()!;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
