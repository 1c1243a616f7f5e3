/**
 * A caller's events in, signed frames out: none is asked for before the connection takes it.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import { encodeMessage } from "../wire/event_stream.ts";
import type { EventSigner } from "./event_signer.ts";

/** One event as a caller may give it: the model's own, bytes that are one, or AWS's wrapper around such bytes. */
export type AnyEvent = object | Uint8Array | { chunk: { bytes: Uint8Array } };

/** Who is told of what is sent. */
export interface EventInputOptions {
  /** Told each event before it is sent, and nothing at their end. */
  onEvent: (event: object | undefined) => void;
  /** Told what the caller's events failed with. */
  onFailure: (error: unknown) => void;
  /** The time that signatures are for. */
  now: () => Date;
}

/** What of a stream or of an iterator is needed. */
interface Pull {
  next(): Promise<IteratorResult<AnyEvent, unknown> | ReadableStreamReadResult<AnyEvent>>;
  stop(reason: unknown): Promise<unknown> | undefined;
}

const HEADERS = {
  ":event-type": { type: "string", value: "chunk" },
  ":message-type": { type: "string", value: "event" },
  ":content-type": { type: "string", value: "application/json" },
} as const;
const NOTHING = new Uint8Array();
const utf8 = new TextEncoder();

/** The events that one call sends. */
export class EventInput {
  readonly #options: EventInputOptions;
  readonly #body: AsyncIterable<AnyEvent> | ReadableStream<AnyEvent>;
  #pull: Pull | undefined;
  #over = false;
  /** Ends what is sent, in the middle. */
  #breakOff: ((reason: unknown) => void) | undefined;

  /**
   * Takes over a caller's events. None is asked for yet.
   *
   * @param body The events.
   * @param options Who is told.
   * @throws {TypeError} When it is not events.
   */
  constructor(body: AsyncIterable<AnyEvent> | ReadableStream<AnyEvent>, options: EventInputOptions) {
    if (typeof (body as ReadableStream)?.getReader !== "function" && !(Object(body)[Symbol.asyncIterator])) {
      throw new TypeError(refusal(`body is ${typeof body}, wanted an async iterable or a ReadableStream of events`));
    }
    this.#body = body;
    this.#options = options;
  }

  /**
   * Takes the events back from a connection that failed.
   *
   * @returns Whether all are still there: none was asked for, and that connection gets none any more.
   */
  takeBack(): boolean {
    if (this.#pull) return false;
    this.#breakOff?.(new DOMException(refusal("the events are sent elsewhere"), "AbortError"));
    return true;
  }

  /**
   * Gives the frames to send.
   *
   * @param signer Who vouches for them.
   * @returns The frames; the last is empty, and says that the others were all.
   */
  frames(signer: EventSigner): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { now, onFailure } = this.#options;
    let left = false;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller): void => {
        this.#breakOff = (reason) => {
          if (left) return;
          left = true;
          controller.error(reason);
        };
      },
      pull: async (controller): Promise<void> => {
        let frame: Uint8Array<ArrayBuffer>;
        let last: boolean;
        try {
          const event = await this.#next();
          last = event === undefined;
          frame = await signer.sign(event ?? NOTHING, now());
        } catch (error) {
          // A connection may leave while the caller thinks of something to say: that is not the caller's failure
          const failed = !left;
          this.stop(error);
          if (failed) onFailure(error);
          return;
        }
        if (left) return;
        controller.enqueue(frame);
        if (!last) return;
        left = true;
        controller.close();
      },
      cancel: (reason): void => {
        left = true;
        // A connection that failed before it took an event leaves all of them to the next
        if (this.#pull) this.stop(reason);
      },
    }, { highWaterMark: 0 });
  }

  /**
   * Lets the caller's events go: nobody will send them any more. What is sent breaks off at once, however long the caller
   * would have been silent.
   *
   * @param reason Why.
   */
  stop(reason?: unknown): void {
    this.#breakOff?.(reason ?? new DOMException(refusal("the call is over"), "AbortError"));
    if (this.#over) return;
    this.#over = true;
    this.#pull ??= pullOf(this.#body);
    // The call has its outcome by now, and what the caller's clean-up throws would hide it
    this.#pull.stop(reason)?.catch(() => {});
  }

  async #next(): Promise<Uint8Array | undefined> {
    this.#pull ??= pullOf(this.#body);
    const { done, value } = await this.#pull.next();
    if (done) {
      this.#over = true;
      this.#options.onEvent(undefined);
      return undefined;
    }
    if (this.#over) throw new DOMException(refusal("the call is over"), "AbortError");
    const bytes = encodeEvent(value as AnyEvent);
    this.#options.onEvent(value as AnyEvent);
    return bytes;
  }
}

function pullOf(body: AsyncIterable<AnyEvent> | ReadableStream<AnyEvent>): Pull {
  if ("getReader" in body) {
    const reader = body.getReader();
    return { next: () => reader.read(), stop: (reason) => reader.cancel(reason) };
  }
  const iterator = body[Symbol.asyncIterator]();
  return { next: () => iterator.next(), stop: () => iterator.return?.() };
}

function encodeEvent(event: AnyEvent): Uint8Array {
  if (typeof event !== "object" || event === null) {
    throw new TypeError(refusal(`an event is ${event === null ? "null" : typeof event}, wanted an object or bytes`));
  }
  const chunk = "chunk" in event ? event.chunk.bytes : event;
  const bytes = chunk instanceof Uint8Array ? chunk : utf8.encode(JSON.stringify(event));
  return encodeMessage({ headers: HEADERS, body: utf8.encode(`{"bytes":"${encodeBase64(bytes)}"}`) });
}

function refusal(problem: string): string {
  return `Cannot invoke model with bidirectional stream: ${problem}`;
}
