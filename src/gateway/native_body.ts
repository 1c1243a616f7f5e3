/**
 * A body in Bedrock's own words in, nothing out: or the 400 that Bedrock would answer, without the way there and back.
 *
 * @module
 */
import type { Exchange } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { badRequest } from "./gateway_error.ts";
import { parseObject } from "./request_body.ts";

/** The operations on a model, by the last segment of their path. */
export type ModelVerb = "invoke" | "invoke-with-response-stream" | "converse" | "converse-stream" | "count-tokens";

/**
 * Checks the body of an operation on a model.
 *
 * @param gateway The gateway.
 * @param exchange The request.
 * @param modelId The model.
 * @param verb The operation.
 * @param body The body.
 * @throws {GatewayError} 400 when Bedrock could not read it.
 */
export function checkBody(
  gateway: Gateway,
  exchange: Exchange,
  modelId: string,
  verb: ModelVerb,
  body: Uint8Array,
): void {
  // A refusal costs nothing here, and a round trip there: so what is no JSON goes no further.
  const isInvoke = verb.startsWith("invoke");
  if (isInvoke && /^arn:[^/]*:prompt\//.test(modelId) && body.length === 0) return;
  const parsed = parseObject(body, exchange.request.headers);
  if (verb.startsWith("converse")) checkConverse(parsed);
  if (!isInvoke || gateway.validate === undefined) return;
  const [complaint] = gateway.validate(modelId, parsed);
  if (complaint !== undefined) throw badRequest(`Cannot read body: ${complaint.message}`, { param: complaint.path });
}

/** The members of Converse whose type decides whether Bedrock can read the rest. */
const CONVERSE_MEMBERS: Readonly<Record<string, "list" | "object">> = {
  messages: "list",
  system: "list",
  inferenceConfig: "object",
  toolConfig: "object",
  guardrailConfig: "object",
  additionalModelResponseFieldPaths: "list",
};

function checkConverse(body: Record<string, unknown>): void {
  for (const member in CONVERSE_MEMBERS) {
    const value = body[member];
    const wanted = CONVERSE_MEMBERS[member];
    if (value === undefined || value === null) continue;
    if (typeof value !== "object" || Array.isArray(value) !== (wanted === "list")) {
      throw badRequest(
        `Cannot read body: ${member} is of the wrong type, wanted ${wanted === "list" ? "a" : "an"} ${wanted}`,
        {
          param: member,
        },
      );
    }
  }
}
