/**
 * What Bedrock's own OpenAI and Anthropic endpoints share: errors in the caller's dialect, and streams of server-sent events.
 *
 * @module
 */
import { encodeSse } from "../wire/sse.ts";
import { bodyStream } from "./body_stream.ts";
import type { Call } from "./call.ts";
import { errorTypeHeader, type Refusal, STATUS_OF } from "./refusal.ts";

/** The dialects that are spoken beside AWS's own. */
export type Dialect = "openai" | "anthropic";

const TYPES: Readonly<Record<Dialect, Readonly<Record<number, string>>>> = {
  openai: {
    400: "invalid_request_error",
    403: "permission_error",
    404: "invalid_request_error",
    429: "rate_limit_error",
  },
  anthropic: { 400: "invalid_request_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error" },
};

/** Writes an error as a dialect has it. */
export function dialectError(dialect: Dialect, code: string, message: string, requestId: string): unknown {
  const type = TYPES[dialect][STATUS_OF[code] ?? 400] ?? (dialect === "openai" ? "server_error" : "api_error");
  if (dialect === "anthropic") return { type: "error", error: { type, message }, request_id: requestId };
  return { error: { message, type, code: code.replace(/Exception$/, ""), param: null } };
}

/** Writes a refusal down as a response in a dialect. */
export function dialectRefusal(dialect: Dialect, refusal: Refusal, headers: Headers): Response {
  headers.set("content-type", "application/json");
  headers.set("x-amzn-errortype", errorTypeHeader(refusal.code));
  for (const [name, value] of Object.entries(refusal.headers)) headers.set(name, value);
  const body = dialectError(dialect, refusal.code, refusal.message, headers.get("x-amzn-requestid") ?? "");
  return new Response(JSON.stringify(body), { status: refusal.status, headers });
}

/** Answers with server-sent events; the data of each is JSON, or a word as it is. */
export function sseReply(call: Call, dialect: Dialect, events: Iterable<{ event?: string; data: unknown }>): Response {
  call.answerHeaders.set(
    "content-type",
    call.sending.faults.has("wrong-type") ? "application/json" : "text/event-stream",
  );
  function* pieces(): Generator<Uint8Array> {
    for (const { event, data } of events) {
      const text = typeof data === "string" ? data : JSON.stringify(data);
      yield encodeSse(event === undefined ? { data: text } : { event, data: text });
    }
  }
  const trouble = (type: string, message: string): Uint8Array => {
    const code = type.charAt(0).toUpperCase() + type.slice(1);
    const data = JSON.stringify(dialectError(dialect, code, message, call.requestId));
    return encodeSse(dialect === "anthropic" ? { event: "error", data } : { data });
  };
  return new Response(bodyStream(pieces(), { ...call.sending, trouble }), { headers: call.answerHeaders });
}
