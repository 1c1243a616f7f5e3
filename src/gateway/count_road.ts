/**
 * A request whose tokens are wanted in, the model's own count in the caller's words out.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import { encodeUri } from "../wire/encode_uri.ts";
import type { CountTranslation } from "./dialect.ts";
import { type Exchange, jsonReply, type Reply } from "./exchange.ts";
import { refusalOf } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import { traceHeaders } from "./relay_headers.ts";

/**
 * Has tokens counted.
 *
 * @param exchange The caller's request.
 * @param gateway The gateway.
 * @param translation What is counted, and by which model.
 * @param region The only region that may answer.
 * @returns The count.
 * @throws {GatewayError} 501 when the model counts none, or the gateway may not ask it: nothing is ever estimated.
 */
export async function countTokens(
  exchange: Exchange,
  gateway: Gateway,
  translation: CountTranslation,
  region: string | undefined,
): Promise<Reply> {
  const path = `/model/${encodeUri(translation.modelId)}/count-tokens`;
  const body = JSON.stringify(
    { input: translation.input },
    (_, value) => value instanceof Uint8Array ? encodeBase64(value) : value,
  );
  const headers = { ...traceHeaders(exchange.request.headers), "content-type": "application/json" };
  const response = await gateway.upstreams.run(exchange, (runtime, options) => {
    return runtime.fetch(path, { ...options, headers, body });
  }, {
    region,
    isBusy: ({ status }) => status === 429 || status === 503,
    discard: (busy) => busy.body?.cancel(),
  });
  const text = await response.text();
  if (!response.ok || text.includes("UnknownOperationException")) throw refusedCount(refusalOf(response, text));
  return jsonReply(translation.reply.whole(JSON.parse(text)));
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
