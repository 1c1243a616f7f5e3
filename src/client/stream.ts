/**
 * A reply that comes in pieces in, its events out: all of them and then the end, or an error.
 *
 * @module
 */

/** What a {@linkcode BedrockStream} reads from. */
export interface StreamSource<T> {
  /** AWS's request id. */
  readonly requestId: string | undefined;
  /** The media type of what the events carry. */
  readonly contentType: string | undefined;
  /** How many times the call was sent. */
  readonly attempts: number;
  /**
   * Gives the next events, in a list that the source empties when the stream is cancelled or aborted meanwhile.
   *
   * @returns One event or more; an empty list at the end, and after it.
   * @throws {unknown} When the stream is not whole; from then on always.
   */
  read(): Promise<T[]>;
  /** Ends the reading, and what feeds it. */
  cancel(reason?: unknown): Promise<void>;
}

/**
 * The events of a streamed reply. It ends only after the reply's own end was seen; whatever else ends it is thrown.
 *
 * It can be read once: by a loop, or as a web stream. Leaving the loop, by `break`, `return` or a throw, cancels the call.
 *
 * @example Leaving early
 * ```ts
 * import { BedrockStream } from "@edge-aws/bedrock";
 * import { assertEquals } from "@std/assert";
 *
 * let cancelled = false;
 * const stream = new BedrockStream({
 *   requestId: "3a1b",
 *   contentType: "application/json",
 *   attempts: 1,
 *   read: () => Promise.resolve(["once", "upon", "a"]),
 *   cancel: () => Promise.resolve(void (cancelled = true)),
 * });
 * for await (const word of stream) if (word === "upon") break;
 * assertEquals(cancelled, true);
 * ```
 */
export class BedrockStream<T> implements AsyncIterable<T>, AsyncDisposable {
  readonly #source: StreamSource<T>;
  #taken = false;

  /**
   * Wraps a source.
   *
   * @param source What is read from.
   */
  constructor(source: StreamSource<T>) {
    this.#source = source;
  }

  /** AWS's request id. */
  get requestId(): string | undefined {
    return this.#source.requestId;
  }

  /** The media type of what the events carry. */
  get contentType(): string | undefined {
    return this.#source.contentType;
  }

  /** How many times the call was sent. */
  get attempts(): number {
    return this.#source.attempts;
  }

  /**
   * Gives the events, in order.
   *
   * @returns The iterator.
   * @throws {TypeError} When the stream is being read, or was.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    if (this.#taken) throw new TypeError("Cannot read stream: it is being read, or was, wanted a fresh call");
    this.#taken = true;
    return new EventIterator(this.#source);
  }

  /**
   * Gives the events in lists: all that came with one read of the network. For relays, where a turn for each event is dear.
   *
   * @returns The lists, none of them empty.
   * @throws {TypeError} When the stream is being read, or was.
   */
  batches(): AsyncIterableIterator<T[], undefined> {
    if (this.#taken) throw new TypeError("Cannot read stream: it is being read, or was, wanted a fresh call");
    this.#taken = true;
    return new BatchIterator(this.#source);
  }

  /**
   * Ends the stream, and the generation behind it.
   *
   * @param reason Why; told to the connection.
   * @returns Resolves once the connection was told.
   */
  cancel(reason?: unknown): Promise<void> {
    return this.#source.cancel(reason);
  }

  /**
   * Gives the events as a web stream, which is read from the network no faster than it is read itself.
   *
   * @returns The web stream.
   * @throws {TypeError} When the stream is being read, or was.
   */
  toReadableStream(): ReadableStream<T> {
    const iterator = this[Symbol.asyncIterator]();
    return new ReadableStream<T>({
      async pull(controller): Promise<void> {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => this.cancel(reason),
    }, { highWaterMark: 0 });
  }

  /**
   * Cancels what was not read: what `await using` calls.
   *
   * @returns Resolves once the connection was told.
   */
  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }
}

/** The lists of a source. */
class BatchIterator<T> implements AsyncIterableIterator<T[], undefined> {
  readonly #source: StreamSource<T>;

  constructor(source: StreamSource<T>) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T[], undefined>> {
    return this.#source.read().then(resultOf);
  }

  async return(): Promise<IteratorResult<T[], undefined>> {
    await this.#source.cancel();
    return { done: true, value: undefined };
  }
}

function resultOf<T>(events: T[]): IteratorResult<T[], undefined> {
  return events.length > 0 ? { done: false, value: events } : { done: true, value: undefined };
}

/** Written by hand: an `async function*` costs two more turns of the event loop for each event. */
class EventIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #source: StreamSource<T>;
  #events: T[] = [];
  #at = 0;
  #reading: Promise<IteratorResult<T, undefined>> | undefined;

  constructor(source: StreamSource<T>) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#reading) {
      const next = (): Promise<IteratorResult<T, undefined>> => this.next();
      return this.#reading.then(next, next);
    }
    if (this.#at < this.#events.length) return Promise.resolve(this.#take());
    return this.#reading = this.#read();
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.#source.cancel();
    return { done: true, value: undefined };
  }

  async throw(reason?: unknown): Promise<never> {
    await this.#source.cancel(reason);
    throw reason;
  }

  async #read(): Promise<IteratorResult<T, undefined>> {
    try {
      this.#events = await this.#source.read();
      this.#at = 0;
    } finally {
      this.#reading = undefined;
    }
    return this.#events.length > 0 ? this.#take() : { done: true, value: undefined };
  }

  #take(): IteratorYieldResult<T> {
    return { done: false, value: this.#events[this.#at++]! };
  }
}
