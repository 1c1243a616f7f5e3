/**
 * A request as a client or a server hands it over goes in, what the check of signatures reads comes out.
 *
 * @module
 */
import { invalid, Refusal } from "./refusal.ts";
import { FIRST_WINDOW, HASTY_REFUSAL } from "../wire/first_window.ts";
import { joined } from "../wire/joined.ts";
import type { Dialect } from "./sse_road.ts";

/** The most bytes a body may have. */
const BODY_LIMIT = 25_000_000;

/**
 * Whether a server called, and not a client: the second argument then is no `RequestInit`, but what the server knows of
 * the connection. The request's signal is left alone then, as it means something else there; the body's cancel tells of
 * callers who leave.
 */
export function isServed(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  const members = ["method", "headers", "body", "signal"];
  return input instanceof Request && init !== undefined && !members.some((name) => name in init);
}

/** Leaves a body unread behind before an answer that needs none of it. */
export async function leave(request: Request, response: Response): Promise<Response> {
  if (request.body && !request.bodyUsed) await request.body.cancel();
  return response;
}

/** Refuses a stream whose caller would lose its end; Bedrock itself would not. */
export function lostStream(): Refusal {
  return invalid(`Cannot stream: ${HASTY_REFUSAL}`);
}

/** Reads an answer whole, so that it leaves together with its headers; or refuses it, when it is too long for that. */
export async function atOnce(response: Response): Promise<Response> {
  const body = await response.arrayBuffer();
  if (body.byteLength <= FIRST_WINDOW) return new Response(body, response);
  throw invalid(`Cannot send answer: it has ${body.byteLength} bytes, and ${HASTY_REFUSAL}`);
}

/** The headers with the host among them, and Anthropic's header for keys in the place of the usual one. */
export function withHost(headers: Headers, host: string, dialect: Dialect | undefined): Headers {
  const copy = new Headers(headers);
  copy.set("host", headers.get("host") ?? host);
  const key = headers.get("x-api-key");
  if (dialect !== "anthropic" || key === null) return copy;
  if (headers.has("authorization")) {
    throw new Refusal("AccessDeniedException", "A key is taken in one of authorization and x-api-key, not in both.");
  }
  copy.set("authorization", `Bearer ${key}`);
  return copy;
}

/** Reads a body to its end, or to the limit. */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_LIMIT) {
      throw new Refusal("ValidationException", `The request body is longer than ${BODY_LIMIT} bytes.`);
    }
  }
  return joined(chunks);
}
