/**
 * Bedrock's whole answer in, the gateway's out: byte for byte, counted, or refused in Bedrock's own words but for what names
 * an account.
 *
 * @module
 */
import { leavesAtHeaders } from "../wire/hasty_caller.ts";
import { AnswerBody, SMALL } from "./answer_body.ts";
import type { Exchange, Reply } from "./exchange.ts";
import { refusalOf } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import { usageOfAnswer } from "./passing_usage.ts";
import { keepHeaders } from "./relay_headers.ts";
import { streamBody } from "./stream_body.ts";

const MAX_ERROR = 65_536;
const utf8 = new TextDecoder();

/**
 * Hands an answer on that is no stream.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer, not read yet.
 * @param isCounted Whether its body tells what was used.
 * @returns The answer.
 * @throws {GatewayError} If it is a refusal in words that are not the dialect's, comes from somebody else than Bedrock, does not
 * come whole, or is too long for a caller who reads no further than its headers.
 */
export async function answer(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  isCounted = false,
): Promise<Reply> {
  const { report, caller } = exchange;
  const { status } = response;
  const isRead = isCounted || caller.tokensPerMinute !== undefined;
  const headers: Record<string, string> = {};
  keepHeaders(response.headers, headers);
  noteUpstream(report, headers);
  const body = new AnswerBody(exchange, gateway, response);
  if (!response.ok) {
    const text = await readError(body);
    const { refuse } = await import("./native_refusal.ts");
    return refuse(exchange, { status, headers, text, error: refusalOf(response, text) });
  }
  // A page is a proxy's, whatever its status says.
  if (headers["content-type"]?.startsWith("text/html")) throw await refusal(exchange, gateway, response);
  const isHasty = leavesAtHeaders(exchange.request.headers, globalThis.navigator);
  // What is small, or of unknown length, may be a refusal that says 200.
  if (!isRead && !isHasty && Number(response.headers.get("content-length")) > SMALL) {
    const { timers, now } = gateway;
    return { status, headers, body: streamBody(body, { timers, now, onSettled: () => {} }) };
  }
  const bytes = await body.whole();
  if (isHasty) (await import("./hasty_answer.ts")).checkLength(bytes);
  if (bytes.length < 512) {
    const text = utf8.decode(bytes);
    if (text.includes("UnknownOperationException")) throw refusalOf(response, text);
  }
  if (isRead && report.outputTokens === undefined) Object.assign(report, usageOfAnswer(bytes));
  return { status, headers, body: bytes };
}

/**
 * Says what is wrong with an answer that is not what was asked for.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer, not read yet.
 * @returns The error.
 */
export async function refusal(exchange: Exchange, gateway: Gateway, response: Response): Promise<GatewayError> {
  const error = refusalOf(response, await readError(new AnswerBody(exchange, gateway, response)));
  return error.code === "InvalidResponse" ? invalidAnswer(error.requestId) : error;
}

/**
 * The error of an answer that Bedrock would not give.
 *
 * @param requestId The answer's request id.
 * @returns The error.
 */
export function invalidAnswer(requestId: string | undefined): GatewayError {
  return new GatewayError("Cannot read answer: Bedrock answered with something else", {
    status: 502,
    code: "InvalidResponse",
    requestId,
  });
}

async function readError(body: AnswerBody): Promise<string> {
  return utf8.decode((await body.whole()).subarray(0, MAX_ERROR));
}

function noteUpstream(report: Exchange["report"], headers: Record<string, string>): void {
  const input = headers["x-amzn-bedrock-input-token-count"];
  const output = headers["x-amzn-bedrock-output-token-count"];
  if (input !== undefined) report.inputTokens = Number(input);
  if (output !== undefined) report.outputTokens = Number(output);
  if (headers["x-amzn-requestid"] !== undefined) report.upstreamRequestId = headers["x-amzn-requestid"];
}
