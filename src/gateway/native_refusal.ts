/**
 * A refusal of Bedrock's in, the gateway's out: Bedrock's own status and words, but for what names an account.
 *
 * @module
 */
import { outcomeOf } from "./errors.ts";
import type { Exchange, Reply } from "./exchange.ts";
import { GatewayError, scrub } from "./gateway_error.ts";
import { retryHeaders } from "./retry_headers.ts";

/** What a 403 says of credentials, rather than of what they may do. */
const CREDENTIALS = /security token|signature|api key|bearer token|\bexpired\b/i;

/** A refusal, read. */
export interface Refusal {
  /** The HTTP status. */
  status: number;
  /** The headers that may come back. */
  headers: Record<string, string>;
  /** The body. */
  text: string;
  /** What they say. */
  error: GatewayError;
}

/**
 * Hands a refusal on.
 *
 * @param exchange The request.
 * @param refusal What Bedrock said.
 * @returns The answer.
 * @throws {GatewayError} If its words are not the dialect's, or are about the gateway's own credentials: a caller who was told of
 * those would replace a good key.
 */
export function refuse(exchange: Exchange, { status, headers, text, error }: Refusal): Reply {
  const { report, dialect } = exchange;
  const isObject = isJsonObject(text);
  headers["content-type"] = "application/json";
  if (dialect === "native") headers["x-amzn-errortype"] ??= error.code;
  else {
    if (!isObject || !text.includes('"error"')) throw error;
    if (status === 401 || status === 403 && CREDENTIALS.test(error.message)) throw credentialsRefused(error);
    const hints = retryHeaders(outcomeOf(error, dialect), report.attempts);
    // What Bedrock says of it itself is not said twice
    if (headers["retry-after"] !== undefined) delete hints["retry-after-ms"];
    headers = { ...hints, ...headers };
  }
  report.errorCode = error.code;
  return { status, headers, body: isObject ? scrub(text) : JSON.stringify({ message: error.message }) };
}

function credentialsRefused(cause: GatewayError): GatewayError {
  const { message, requestId } = cause;
  return new GatewayError(message, { status: 502, code: "UnrecognizedClientException", requestId, cause });
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
