/**
 * A frame of an event stream in, whether it tells of a failure, and that frame without what names an account out.
 *
 * @module
 */
import { decodeMessage, encodeMessage } from "../wire/event_stream.ts";
import { readHead } from "../wire/header_memo.ts";
import { streamCorrupted } from "./failure.ts";
import { scrub } from "./gateway_error.ts";

/** The longest frame that is kept whole: one that is longer carries an image, neither a failure nor counts. */
export const MAX_KEPT = 65_536;

const PRELUDE = 12;
/** Prelude, and the checksum at the end. */
const LEAST = 16;
const encoder = new TextEncoder();
const utf8 = new TextDecoder();

/**
 * Says at a glance whether a frame is an event as Bedrock writes them: `:event-type` is its first header.
 *
 * @param bytes What holds the frame, sixteen bytes of it or more.
 * @param at Where it begins.
 * @returns Whether it is; if not, its headers must be read.
 */
export function startsAsEvent(bytes: Uint8Array, at: number): boolean {
  // 11, and "ev" of ":event-type": ":error-code" has as many letters
  return bytes[at + PRELUDE] === 11 && bytes[at + 14] === 0x65 && bytes[at + 15] === 0x76;
}

/**
 * Says how much of a frame must be there before it may pass.
 *
 * @param frame What there is of it: sixteen bytes or more, or all.
 * @param length How long it will be.
 * @returns How many bytes; 0 when it passes as it is. All of its length means that it tells of a failure, once all of its
 * headers are there.
 * @throws {GatewayError} If it tells of a failure, and is too long to be held.
 */
export function heldUntil(frame: Uint8Array, length: number): number {
  if (length < LEAST) return 0;
  if (startsAsEvent(frame, 0)) return 0;
  const headersEnd = PRELUDE + new DataView(frame.buffer, frame.byteOffset).getUint32(4);
  // What cannot be is left to whoever decodes the stream, who will say so
  if (headersEnd > length - 4) return 0;
  if (headersEnd > MAX_KEPT) throw streamCorrupted(new RangeError(`Cannot hold frame: ${headersEnd} bytes of headers`));
  if (frame.length < headersEnd) return headersEnd;
  try {
    if (readHead(frame, PRELUDE, headersEnd).kind === "event") return 0;
  } catch {
    return 0;
  }
  if (length > MAX_KEPT) throw streamCorrupted(new RangeError(`Cannot hold frame: a failure of ${length} bytes`));
  return length;
}

/**
 * Takes out of a frame what names an account.
 *
 * @param frame The frame, whole.
 * @returns The frame itself when there was nothing to take, else one written anew.
 * @throws {GatewayError} If its bytes are damaged: what it says cannot be known.
 */
export function scrubFrame(frame: Uint8Array): Uint8Array {
  try {
    const { headers, body } = decodeMessage(frame);
    let isChanged = false;
    const clean = (text: string): string => {
      const left = scrub(text);
      isChanged ||= left !== text;
      return left;
    };
    for (const header of Object.values(headers)) if (header.type === "string") header.value = clean(header.value);
    const payload = cleanPayload(utf8.decode(body), clean);
    return isChanged ? encodeMessage({ headers, body: encoder.encode(payload) }) : frame;
  } catch (error) {
    throw streamCorrupted(error);
  }
}

/** Cleans each text of a JSON payload, wherever it stands; what is no JSON is one text. */
function cleanPayload(text: string, clean: (text: string) => string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return clean(text);
  }
  return JSON.stringify(value, (_, member) => typeof member === "string" ? clean(member) : member);
}
