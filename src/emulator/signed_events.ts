/**
 * The body of a bidirectional request goes in, its events come out: those whose signature continues the one before.
 *
 * Nothing is believed: each signature is computed anew, from AWS's specification alone.
 *
 * @module
 */
import { decodeBase64 } from "../wire/base64.ts";
import { decodeMessage, EventStreamDecoder, type EventStreamMessage } from "../wire/event_stream.ts";
import { encodeHeaders } from "../wire/headers.ts";
import { CLOCK_WINDOW_MS, type EventChainSeed } from "./auth.ts";
import { isObject, type JsonObject } from "./question.ts";
import { invalid, Refusal } from "./refusal.ts";
import { formatAmzDate, hex, hmac, sameText, sha256Hex } from "./sigv4.ts";

/** A body, read piece by piece. */
export type BodyPieces = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Reads the events of a body, as JSON. It ends with the signed frame that says so; a body that ends without one is refused.
 *
 * @param pieces The body.
 * @param seed What the chain begins with.
 * @param now The time, in milliseconds since 1970.
 */
export async function* readSignedEvents(
  pieces: BodyPieces,
  seed: EventChainSeed,
  now: () => number,
): AsyncGenerator<JsonObject> {
  const decoder = new EventStreamDecoder();
  const check = checkerOf(seed, now);
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) throw invalid("The request's event stream ended without the signed frame that ends it.");
    for (const message of bent(() => decoder.push(value))) {
      await check(message);
      if (message.body.length === 0) return;
      yield readChunk(message.body);
    }
  }
}

function checkerOf(seed: EventChainSeed, now: () => number): (message: EventStreamMessage) => Promise<void> {
  let prior = seed.signature;
  let day = seed.scope.date;
  let key = seed.key;
  return async ({ headers, body }) => {
    const date = headers[":date"];
    const signature = headers[":chunk-signature"];
    if (date?.type !== "timestamp" || signature?.type !== "binary" || Object.keys(headers).length !== 2) {
      throw new Refusal("IncompleteSignatureException", "Each event wants the headers :date and :chunk-signature.");
    }
    if (Math.abs(date.value.getTime() - now()) > CLOCK_WINDOW_MS) {
      const text = `The event's date is ${date.value.toISOString()}, which is more than 5 minutes from now.`;
      throw new Refusal("InvalidSignatureException", text);
    }
    const stamp = formatAmzDate(date.value.getTime());
    const today = stamp.slice(0, 8);
    if (today !== day && seed.keyOn) {
      day = today;
      key = await seed.keyOn(day);
    }
    const text = [
      "AWS4-HMAC-SHA256-PAYLOAD",
      stamp,
      `${day}/${seed.scope.region}/${seed.scope.service}/aws4_request`,
      prior,
      await sha256Hex(encodeHeaders({ ":date": date })),
      await sha256Hex(body),
    ].join("\n");
    const wanted = hex(await hmac(key, text));
    if (!sameText(wanted, hex(signature.value))) {
      const say = "The event signature we calculated does not match the signature you provided.";
      throw new Refusal("InvalidSignatureException", `${say} The String-to-Sign should have been\n'${text}'`);
    }
    prior = wanted;
  };
}

/** Takes the model's JSON out of an event of AWS's. */
function readChunk(bytes: Uint8Array): JsonObject {
  const { headers, body } = bent(() => decodeMessage(bytes));
  const [type, kind] = [headers[":event-type"]?.value, headers[":message-type"]?.value];
  if (type !== "chunk" || kind !== "event") {
    throw invalid(`An event is of the type "${type}" and the kind "${kind}", wanted "chunk" and "event".`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true });
    const event = JSON.parse(text.decode(decodeBase64(JSON.parse(text.decode(body)).bytes)));
    if (isObject(event)) return event;
  } catch {
    // Said below
  }
  throw invalid("A chunk does not hold a JSON object.");
}

function bent<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal("SerializationException", `The request's event stream cannot be read: ${error.message}`);
  }
}
