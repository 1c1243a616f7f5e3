/**
 * An answer that is not what was asked for in, the error that says why out.
 *
 * Loaded with the first such answer.
 *
 * @module
 */
import { geographiesOf } from "../models/geography.ts";
import { joined } from "../wire/joined.ts";
import { type ErrorContext, failure, identified, mayBeDisguised } from "./decode.ts";
import type { BedrockError } from "./errors.ts";
import { readPieces } from "./piece_reader.ts";
import { retryAfter } from "./retry.ts";
import type { Attempt } from "./send.ts";

/** The statuses that exceptions stand for when they come in a stream, and codes for answers that name none. */
const STATUS: Record<string, number> = {
  ValidationException: 400,
  ServiceQuotaExceededException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ModelTimeoutException: 408,
  ConflictException: 409,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  DependencyFailedException: 424,
  // In a stream only an agent says so, and not what the runtime means by it
  ModelNotReadyException: 424,
  ThrottlingException: 429,
  InternalServerException: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  BadGatewayException: 502,
  ServiceUnavailableException: 503,
  ServiceUnavailable: 503,
};

/** So much of such an answer is read, and for so many milliseconds at most: its status says most of it. */
const ENOUGH = 64 * 1024;
const PATIENCE = 10_000;

const text = new TextDecoder();

/**
 * Reads an answer that is not what was asked for.
 *
 * @param response The answer, not read yet: an error, or no stream where one was wanted.
 * @param attempt What may end the reading.
 * @returns The error.
 */
export async function refusalOf(response: Response, attempt: Attempt): Promise<BedrockError> {
  const body = await beginningOf(response, attempt);
  if (!response.ok) return errorOf(attempt, response, body, attempt.clock.local());
  const disguised = mayBeDisguised(body) && disguisedError(attempt, response, body);
  if (disguised) return disguised;
  const { status, headers } = response;
  const facts = { status, ...identified(headers) };
  if (body.length > 0) {
    const type = headers.get("content-type") ?? "of no type";
    return failure(`the answer is ${type}, wanted an event stream`, attempt, { code: "InvalidResponse", ...facts });
  }
  return failure("the stream ended before it began", attempt, {
    code: "StreamIncomplete",
    ...facts,
    retryable: true,
    partial: { text: "", usage: {} },
  });
}

async function beginningOf(response: Response, { leash, timeouts }: Attempt): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const reader = response.body ? readPieces(response.body) : undefined;
  leash.arm("idle", Math.min(timeouts.idle, PATIENCE));
  try {
    for (let length = 0; reader && length < ENOUGH;) {
      const piece = await leash.race(reader.read());
      if (!piece) break;
      pieces.push(piece);
      length += piece.length;
    }
  } catch (cause) {
    // Where nothing is known but that it was no error, there is nothing to tell
    if (leash.over || response.ok && pieces.length === 0) throw cause;
  } finally {
    leash.disarm();
    reader?.cancel();
  }
  return joined(pieces);
}

/**
 * Reads the error out of an answer.
 *
 * @param context What was asked.
 * @param response The answer.
 * @param body Its body, or the beginning of it.
 * @param now The local time in milliseconds.
 * @returns The error.
 */
export function errorOf(context: ErrorContext, response: Response, body: Uint8Array, now: number): BedrockError {
  const { status, headers } = response;
  const words = text.decode(body).trim();
  const document = parse(words);
  const code = codeOf(headers, document) || (status < 400 ? "InvalidResponse" : codeOfStatus(status));
  const message = memberOf(document, "message") || memberOf(memberOf(document, "error"), "message") ||
    (document === undefined && words && !words.startsWith("<") ? words.slice(0, 200) : `HTTP ${status}`);
  const retryAfterMs = retryAfter(headers, now);
  return failure(harmless(String(message)) + profileHint(String(message), context.region), context, {
    code,
    status,
    ...identified(headers),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * Reads the error out of a successful answer that is none: Bedrock answers 200 to a path it does not know.
 *
 * @param context What was asked.
 * @param response The answer.
 * @param body Its body, or the beginning of it.
 * @returns The error; nothing when the body is not such an answer.
 */
export function disguisedError(context: ErrorContext, response: Response, body: Uint8Array): BedrockError | undefined {
  const document = parse(text.decode(body));
  const output = memberOf(document, "output") ?? document;
  const code = memberOf(output, "__type");
  if (typeof code !== "string") return;
  return failure(harmless(String(memberOf(output, "message") ?? "the service does not know this path")), context, {
    code: cleanCode(code),
    status: response.status,
    ...identified(response.headers),
  });
}

/**
 * Turns an exception or error frame into what an error needs.
 *
 * @param type `:exception-type` or `:error-code`.
 * @param message `:error-message`.
 * @param payload The frame's payload.
 * @returns Code, status and message.
 */
export function exceptionOf(
  type: string,
  message: string | undefined,
  payload: Uint8Array,
): { code: string; status: number | undefined; message: string } {
  const code = cleanCode(type);
  const said = message || memberOf(parse(text.decode(payload)), "message") || "the stream broke off";
  return { code, status: STATUS[code], message: harmless(String(said)) };
}

/** AWS's name for an error: in the header, else in the body. */
function codeOf(headers: Headers, document: unknown): string {
  const code = headers.get("x-amzn-errortype") || memberOf(document, "code") || memberOf(document, "__type");
  return code ? cleanCode(String(code)) : "";
}

/** `com.amazon.coral.service#fooException:http://…` becomes `FooException`. */
function cleanCode(code: string): string {
  const name = code.split(",")[0]!.split(":")[0]!.split("#").at(-1)!.trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function codeOfStatus(status: number): string {
  if (status >= 500) return status >= 502 ? "ServiceUnavailableException" : "InternalServerException";
  for (const code in STATUS) if (STATUS[code] === status) return code;
  return status === 401 || status === 407 ? "AccessDeniedException" : "ValidationException";
}

function parse(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

/** A member of an object, however its name is capitalised. */
function memberOf(document: unknown, name: string): unknown {
  if (typeof document !== "object" || document === null) return undefined;
  for (const [member, value] of Object.entries(document)) if (member.toLowerCase() === name) return value;
  return undefined;
}

/** Which id to call instead, for a model that is only served through an inference profile. */
function profileHint(message: string, region: string | undefined): string {
  const [, model] = /model ID (?:\S+\/)?(\S+) with on-demand throughput/.exec(message) ?? [];
  // One that has a profile's prefix already wants another, and nobody here knows which.
  const hasPrefix = /^[a-z]{2,6}(?:-[a-z]+)?\.[a-z][a-z0-9-]*\.[a-z]/.test(model ?? "");
  return model && region && !hasPrefix
    ? `, wanted an inference profile such as ${geographiesOf(region)[0]}.${model}`
    : "";
}

/** AWS explains a bad signature with the request it saw, session token and all, and a bad value with the value. */
function harmless(message: string): string {
  return message.replace(/\s*The Canonical String[^]*/, "").replace(/\bValue '[^]*?' at '/g, "Value at '")
    .replace(/\.\s*$/, "");
}
