/**
 * A request in, its body out as bytes or JSON, never more than allowed and never later than allowed.
 *
 * @module
 */
import { Alarm, type Waiter } from "../client/alarm.ts";
import { decodeUtf8 } from "../wire/utf8.ts";
import { badRequest, GatewayError } from "./gateway_error.ts";
import { joined } from "../wire/joined.ts";

/** How {@linkcode readBody} is held in. */
export interface ReadBodyOptions {
  /** The most bytes a body may have. */
  maxBytes: number;
  /** The longest that a body may take to arrive, in milliseconds. @default {30000} */
  timeoutMs?: number;
  /** What watches over that. @default {one for this body alone} */
  alarm?: Alarm;
}

/**
 * Reads a request's body.
 *
 * @param request The request.
 * @param options The limits.
 * @returns The bytes; none when there is no body.
 * @throws {GatewayError} 413 when the body is too large, 415 when it is compressed, 408 when it is too slow.
 */
export function readBody(request: Request, options: ReadBodyOptions): Promise<Uint8Array<ArrayBuffer>> {
  // What is thrown in here rejects
  return new Promise((resolve, reject) => {
    const { maxBytes, timeoutMs = 30_000, alarm = new Alarm() } = options;
    const announced = checkHead(request.headers, maxBytes);
    // Only where nothing was announced: to ask for the stream is to have one built
    if (!announced && request.body === null) return resolve(new Uint8Array());
    const waiter: Waiter = {
      due: alarm.now() + timeoutMs,
      place: undefined,
      ring: () => (alarm.forget(waiter), reject(tooSlow())),
    };
    alarm.watch(waiter);
    // A server holds a body to its announced length, so that the runtime's own reader may be trusted with it.
    const reading: Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> = announced
      ? request.arrayBuffer()
      : readCounting(request.body!, maxBytes);
    reading.then((body) => {
      alarm.forget(waiter);
      if (body.byteLength > maxBytes) reject(tooLarge(maxBytes));
      else resolve(body instanceof ArrayBuffer ? new Uint8Array(body) : body);
    }, (error) => {
      alarm.forget(waiter);
      reject(error instanceof GatewayError ? error : badRequest("Cannot read body: it broke off"));
    });
  });
}

/** Refuses what the headers alone rule out; tells whether the body's length is announced. */
function checkHead(headers: Headers, maxBytes: number): boolean {
  const announced = headers.get("content-length");
  if (announced !== null && Number(announced) > maxBytes) throw tooLarge(maxBytes);
  const coding = headers.get("content-encoding");
  if (coding === null || coding.toLowerCase() === "identity") return announced !== null;
  throw new GatewayError(`Cannot read body: content-encoding is ${coding.slice(0, 40)}, wanted none`, {
    status: 415,
    code: "unsupported_media_type",
  });
}

/**
 * Parses a body as JSON, whatever its content type says: curl's default is a form.
 *
 * @param bytes The body.
 * @param headers The request's headers, whose content type is looked at only when parsing fails.
 * @returns The JSON value.
 * @throws {GatewayError} 400 when it is no JSON object, 415 when it did not claim to be one.
 */
export function parseObject(bytes: Uint8Array, headers: Headers): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(decodeUtf8(bytes));
  } catch {
    const contentType = headers.get("content-type");
    if (
      contentType !== null &&
      !/json|^text\/plain|^application\/(?:x-www-form-urlencoded|octet-stream)/i.test(contentType)
    ) {
      throw new GatewayError("Cannot read body: its content type is not JSON, wanted application/json", {
        status: 415,
        code: "unsupported_media_type",
      });
    }
    throw badRequest(
      bytes.length === 0 ? "Cannot read body: it is empty, wanted JSON" : "Cannot read body: it is not JSON",
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("Cannot read body: it is not a JSON object");
  }
  if (isDeeper(value, MAX_DEPTH)) throw badRequest(`Cannot read body: it is nested deeper than ${MAX_DEPTH} levels`);
  return value as Record<string, unknown>;
}

const MAX_DEPTH = 128;

/** Whether a value is nested deeper than the given number of levels. It recurses that deep and no deeper. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeper(item, levels - 1)) return true;
    return false;
  }
  for (const key in value) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}

async function readCounting(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      const error = tooLarge(maxBytes);
      await reader.cancel(error).catch(() => {});
      throw error;
    }
    chunks.push(value);
  }
  return joined(chunks);
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError(`Cannot read body: it is larger than the limit of ${maxBytes} bytes`, {
    status: 413,
    code: "request_too_large",
  });
}

function tooSlow(): GatewayError {
  return new GatewayError("Cannot read body: it did not arrive in time", { status: 408, code: "request_timeout" });
}
