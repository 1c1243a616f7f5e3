/**
 * A reply that comes in pieces in, its events out: all of them and then the end, or an error.
 *
 * @module
 */

/** What a {@linkcode BedrockStream} reads from. */
export interface StreamSource<T> {
  /** AWS's request id. */
  requestId: string | undefined;
  /** The media type of what the events carry. */
  contentType: string | undefined;
  /** How many times the call was sent. */
  attempts: number;
  /** Gives the next events: an empty list only at the end. */
  read(): Promise<T[]>;
  /** Ends the reading, and what feeds it. */
  cancel(reason?: unknown): Promise<void>;
}

/** A stream of events that ends only after its end was seen; anything else throws. */
export class BedrockStream<T> implements AsyncIterable<T>, AsyncDisposable {
  readonly #source: StreamSource<T>;

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

  /** Gives the events in order. Leaving the loop early cancels the call. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<T> {
    try {
      for (let events = await this.#source.read(); events.length > 0; events = await this.#source.read()) yield* events;
    } finally {
      await this.#source.cancel();
    }
  }

  /**
   * Ends the stream, and the generation behind it.
   *
   * @param reason Why.
   */
  cancel(reason?: unknown): Promise<void> {
    return this.#source.cancel(reason);
  }

  /** The events as a web stream, which reads no faster than it is read. */
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

  /** Cancels what was not read. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }
}
