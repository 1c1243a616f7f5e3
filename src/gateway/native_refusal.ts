/**
 * A refusal of Bedrock's in, the gateway's out: Bedrock's own status and words, but for what names an account.
 *
 * @module
 */
import type { Exchange, Reply } from "./exchange.ts";
import { type GatewayError, scrub } from "./gateway_error.ts";

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
 * @throws {GatewayError} If its words are not the dialect's.
 */
export function refuse(exchange: Exchange, { status, headers, text, error }: Refusal): Reply {
  const { report, dialect } = exchange;
  const isObject = isJsonObject(text);
  headers["content-type"] = "application/json";
  if (dialect === "native") headers["x-amzn-errortype"] ??= error.code;
  else if (!isObject || !text.includes('"error"')) throw error;
  report.errorCode = error.code;
  return { status, headers, body: isObject ? scrub(text) : JSON.stringify({ message: error.message }) };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
