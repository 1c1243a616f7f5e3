/**
 * A request whose tokens are wanted in, the model's own count in the caller's words out.
 *
 * @module
 */
import { relayBy } from "../client/service_of.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { encodeUri } from "../wire/encode_uri.ts";
import { AnswerBody } from "./answer_body.ts";
import type { CountTranslation } from "./dialect.ts";
import { type Exchange, jsonReply, type Reply } from "./exchange.ts";
import { refusalOf } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import { invalidAnswer } from "./native_answer.ts";
import type { AskedModel } from "./upstream.ts";

/**
 * Has tokens counted.
 *
 * @param exchange The caller's request.
 * @param gateway The gateway.
 * @param translation What is counted, and by which model.
 * @param model What the caller asked for.
 * @returns The count.
 * @throws {GatewayError} 501 when the model counts none, or the gateway may not ask it: nothing is ever estimated.
 */
export async function countTokens(
  exchange: Exchange,
  gateway: Gateway,
  translation: CountTranslation,
  model: AskedModel,
): Promise<Reply> {
  const path = `/model/${encodeUri(translation.modelId)}/count-tokens`;
  const body = JSON.stringify(
    { input: translation.input },
    (_, value) => value instanceof Uint8Array ? encodeBase64(value) : value,
  );
  const headers = { "content-type": "application/json" };
  const response = await gateway.upstreams.run(exchange, (runtime, options) => {
    return relayBy(runtime, { method: "POST", path, query: "", headers, body }, options, exchange.abort);
  }, {
    model,
    isBusy: ({ status }) => status === 429 || status === 503,
    discard: (busy) => busy.body?.cancel(),
  });
  const text = new TextDecoder().decode(await new AnswerBody(exchange, gateway, response).whole());
  if (!response.ok || text.includes("UnknownOperationException")) throw refusedCount(refusalOf(response, text));
  const counted = countIn(text);
  if (counted === undefined) throw invalidAnswer(response.headers.get("x-amzn-requestid") ?? undefined);
  return jsonReply(translation.reply.whole(counted));
}

/** Bedrock's count; nothing when the answer is none. */
function countIn(text: string): { inputTokens: number } | undefined {
  try {
    const counted = JSON.parse(text);
    return typeof counted?.inputTokens === "number" ? counted : undefined;
  } catch {
    return undefined;
  }
}

/** Who cannot have tokens counted is told so by a status of its own, by which clients fall back on other ways. */
function refusedCount(refusal: GatewayError): GatewayError {
  const isAbsent = refusal.code === "ValidationException"
    ? /count(?:ing)?[ -]?tokens|model identifier is invalid|on-demand throughput/i.test(refusal.message)
    : /^(?:AccessDenied|UnknownOperation|ResourceNotFound)/.test(refusal.code);
  if (!isAbsent) return refusal;
  return new GatewayError(`Cannot count tokens: ${refusal.message}`, {
    status: 501,
    code: "not_supported",
    requestId: refusal.requestId,
    cause: refusal,
  });
}
