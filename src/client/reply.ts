/**
 * A response in, its whole body and AWS's document out, with bytes and dates where AWS has them; or the error that it is.
 *
 * @module
 */
import { decodeBase64 } from "../wire/base64.ts";
import { BodyReader, readShort } from "./body.ts";
import { failure, identified, mayBeDisguised } from "./decode.ts";
import type { Operation, Shape } from "./operations.ts";
import { actionOf } from "./request.ts";
import type { Attempt } from "./send.ts";

const EVENT_STREAM = "application/vnd.amazon.eventstream";
const utf8 = new TextDecoder();

/** A whole answer. */
export interface Reply {
  /** The body, as it came. */
  body: Uint8Array<ArrayBuffer>;
  /** The response headers. */
  headers: Headers;
  /** AWS's request id. */
  requestId: string | undefined;
  /** How many times the call was sent. */
  attempts: number;
}

/**
 * Makes sure that an answer is a stream of events.
 *
 * @param response The answer, not read yet.
 * @param attempt What may end the reading.
 * @throws {BedrockError} What the answer says instead.
 */
export async function wantEventStream(response: Response, attempt: Attempt): Promise<void> {
  if (!isEventStream(response)) throw await (await loadRefusals()).refusalOf(response, attempt);
}

/**
 * Reads a whole body.
 *
 * @param response The answer, not read yet.
 * @param attempt What may end the reading.
 * @returns The bytes.
 * @throws {BedrockError} What the answer says, when it is an error.
 */
export async function readReply(response: Response, attempt: Attempt): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.ok) throw await (await loadRefusals()).refusalOf(response, attempt);
  const { leash, timeouts: { idle } } = attempt;
  const body = await readShort(response, leash, idle) ?? await new BodyReader(response, leash, idle).readAll();
  const disguised = mayBeDisguised(body) && (await loadRefusals()).disguisedError(attempt, response, body);
  if (disguised) throw disguised;
  return body;
}

function isEventStream(response: Response): boolean {
  return response.ok && response.headers.get("content-type")?.toLowerCase().startsWith(EVENT_STREAM) === true;
}

/**
 * Reads a whole JSON answer.
 *
 * @param operation What was asked.
 * @param reply The answer.
 * @returns AWS's document, with bytes and dates.
 */
export function decodeReply(operation: Operation, reply: Reply): unknown {
  const { body, headers, attempts } = reply;
  try {
    const document = body.length === 0 ? {} : JSON.parse(utf8.decode(body));
    return fromWire(document, operation.output);
  } catch (cause) {
    throw failure("the answer is not JSON", { action: actionOf(operation.name), attempts }, {
      code: "InvalidResponse",
      status: 200,
      ...identified(headers),
      // The parser's message quotes the answer
      cause: new SyntaxError(`${(cause as Error).name} at ${body.length} bytes of ${headers.get("content-type")}`),
    });
  }
}

/**
 * Turns base64 into bytes, times into dates and `"NaN"` into a number, where they stand. Documents are not looked into.
 *
 * @param value The parsed JSON, which is changed.
 * @param shape Its shape.
 * @returns The value.
 */
export function fromWire(value: unknown, shape: Shape | undefined): unknown {
  if (shape === undefined || shape === "document" || value == null) return value;
  if (shape === "blob") return typeof value === "string" ? decodeBase64(value) : value;
  if (shape === "time" || shape === "epoch") {
    return new Date(typeof value === "number" ? value * 1000 : value as string);
  }
  if (shape === "number") return typeof value === "string" ? Number(value) : value;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) value[at] = fromWire(value[at], shape);
    return value;
  }
  const members = value as Record<string, unknown>;
  const every = shape["*"];
  for (const member in every ? members : shape) {
    if (member in members) members[member] = fromWire(members[member], shape[member] ?? every);
  }
  return value;
}

/** Loads what reads errors: most programs see few. */
export function loadRefusals(): Promise<typeof import("./refusal.ts")> {
  return import("./refusal.ts");
}
