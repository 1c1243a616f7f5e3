/**
 * Bedrock's whole answer in, the gateway's out: byte for byte, counted, or refused in Bedrock's own words but for what names an account.
 *
 * @module
 */
import type { Exchange, Reply } from "./exchange.ts";
import { refusalOf, scrub } from "./failure.ts";
import { GatewayError } from "./gateway_error.ts";
import { usageOfAnswer } from "./passing_usage.ts";
import { keepHeaders } from "./relay_headers.ts";

/** A body this small, or of unknown length, is read whole: it is cheaper than a stream, and may be a refusal that says 200. */
const SMALL = 16_384;
const MAX_ERROR = 65_536;
const utf8 = new TextDecoder();

/**
 * Hands an answer on that is no stream.
 *
 * @param exchange The request.
 * @param response Bedrock's answer, not read yet.
 * @param isCounted Whether its body tells what was used.
 * @returns The answer.
 * @throws {GatewayError} If it is a refusal in words that are not the dialect's, or comes from somebody else than Bedrock.
 */
export async function answer(exchange: Exchange, response: Response, isCounted = false): Promise<Reply> {
  const { report, caller } = exchange;
  const isRead = isCounted || caller.tokensPerMinute !== undefined;
  const headers: Record<string, string> = {};
  keepHeaders(response.headers, headers);
  noteUpstream(report, headers);
  if (!response.ok) return await refuse(exchange, response);
  // A page is a proxy's, whatever its status says.
  if (headers["content-type"]?.startsWith("text/html")) throw await refusal(response);
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > SMALL && !isRead) {
    return { status: response.status, headers, body: response.body };
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length < 512) {
    const text = utf8.decode(bytes);
    if (text.includes("UnknownOperationException")) throw refusalOf(response, text);
  }
  if (isRead && report.outputTokens === undefined) Object.assign(report, usageOfAnswer(bytes));
  return { status: response.status, headers, body: bytes };
}

/** Hands a refusal on: Bedrock's own status and words, but for what names an account. */
async function refuse(exchange: Exchange, response: Response): Promise<Reply> {
  const text = await readText(response);
  const error = refusalOf(response, text);
  const isObject = isJsonObject(text);
  const isDialect = exchange.dialect === "native" ? isObject : isObject && text.includes('"error"');
  if (!isDialect && exchange.dialect !== "native") throw error;
  exchange.report.errorCode = error.code;
  const headers: Record<string, string> = {};
  keepHeaders(response.headers, headers);
  headers["content-type"] = "application/json";
  if (exchange.dialect === "native") headers["x-amzn-errortype"] ??= error.code;
  return {
    status: response.status,
    headers,
    body: isDialect ? scrub(text) : JSON.stringify({ message: error.message }),
  };
}

/**
 * Says what is wrong with an answer that is not what was asked for.
 *
 * @param response Bedrock's answer, not read yet.
 * @returns The error.
 */
export async function refusal(response: Response): Promise<GatewayError> {
  const error = refusalOf(response, await readText(response));
  if (error.code !== "InvalidResponse") return error;
  return new GatewayError("Cannot read answer: Bedrock answered with something else", {
    status: 502,
    code: "InvalidResponse",
    requestId: error.requestId,
  });
}

async function readText(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return utf8.decode(bytes.subarray(0, MAX_ERROR));
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

function noteUpstream(report: Exchange["report"], headers: Record<string, string>): void {
  const input = headers["x-amzn-bedrock-input-token-count"];
  const output = headers["x-amzn-bedrock-output-token-count"];
  if (input !== undefined) report.inputTokens = Number(input);
  if (output !== undefined) report.outputTokens = Number(output);
  if (headers["x-amzn-requestid"] !== undefined) report.upstreamRequestId = headers["x-amzn-requestid"];
}
