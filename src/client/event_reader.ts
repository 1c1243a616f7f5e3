/**
 * A streamed response in, its events out, list by list: until its end was seen, or with the error that says what is missing.
 *
 * @module
 */
import type { ChunkReader } from "../models/text_adapter.ts";
import { requestIdOf } from "./decode.ts";
import { EventDecoder, type StreamRules } from "./event_decoder.ts";
import type { Reading } from "./leash.ts";
import type { Operation } from "./operations.ts";
import { type PieceReader, readPieces } from "./piece_reader.ts";
import type { Attempt } from "./send.ts";
import type { StreamSource } from "./stream.ts";
import { Tally } from "./tally.ts";

/** Reads one stream. */
export class EventReader<T> implements StreamSource<T>, Reading {
  /** AWS's request id. */
  readonly requestId: string | undefined;
  /** The media type of what the events carry. */
  readonly contentType: string | undefined;
  /** How many times the call was sent. */
  readonly attempts: number;
  readonly #attempt: Attempt;
  readonly #pieces: PieceReader | undefined;
  /** What may end the reading: the signal of this attempt, not of one after it. */
  readonly #signal: AbortSignal;
  readonly #tally: Tally;
  readonly #decoder: EventDecoder<T>;
  /** What was handed out last, or waits to be. */
  #given: T[] = [];
  #primed = false;
  /** Whether the body ended behind it. */
  #ended = false;
  #closed = false;
  #failed = false;
  #failure: unknown;

  /**
   * Takes over a response.
   *
   * @param response The response, not read yet.
   * @param operation What was asked.
   * @param rules How its events are read.
   * @param attempt What may end the reading.
   * @param reader What reads the events.
   */
  constructor(
    response: Response,
    operation: Operation,
    rules: StreamRules<T>,
    attempt: Attempt,
    reader: ChunkReader<never> | undefined,
  ) {
    const { headers } = response;
    this.requestId = requestIdOf(headers);
    this.contentType = headers.get("x-amzn-bedrock-content-type") ?? headers.get("content-type") ?? undefined;
    this.attempts = attempt.attempts;
    this.#attempt = attempt;
    this.#tally = new Tally(attempt, response.status, this.requestId);
    this.#decoder = new EventDecoder(operation, rules, reader, this.#tally);
    this.#pieces = response.body ? readPieces(response.body) : undefined;
    this.#signal = attempt.leash.signal;
    attempt.leash.reading = this;
    if (this.#signal.aborted) this.abandon();
  }

  /** Lets go of what was not read, and of what nobody has taken yet. */
  abandon(): void {
    this.#given.length = 0;
    this.#drop(this.#signal.reason);
  }

  /** Reads until the first event is there, so that an exception in its place can be answered by another attempt. */
  async prime(): Promise<this> {
    try {
      this.#given = await this.#next();
    } catch (error) {
      // Another attempt would not better the caller's own code: the first read throws what it threw
      if (this.#decoder.thrown?.own) return this;
      this.#drop(error);
      throw error;
    }
    this.#primed = true;
    return this;
  }

  /** Gives the next events. */
  read(): Promise<T[]> {
    if (this.#primed) {
      this.#primed = false;
      if (this.#given.length > 0) return Promise.resolve(this.#given);
    }
    if (this.#failed) return Promise.reject(this.#failure);
    if (this.#closed) return Promise.resolve(this.#given = []);
    return this.#goOn();
  }

  /** Ends the reading, and the call. Nobody waits for the body: half of one that was cloned is not done before the other is. */
  cancel(reason?: unknown): Promise<void> {
    if (!this.#closed) {
      this.#given.length = 0;
      this.#close(reason);
    }
    return Promise.resolve();
  }

  async #goOn(): Promise<T[]> {
    try {
      this.#given = await this.#next();
    } catch (error) {
      if (this.#closed) return this.#given = [];
      this.#failed = true;
      this.#failure = error;
      this.#close(error);
      throw error;
    }
    if (this.#given.length === 0) {
      // All was read, so that there is nothing to cancel
      this.#closed = true;
      this.#attempt.leash.release();
    }
    return this.#given;
  }

  #close(reason?: unknown): void {
    this.#closed = true;
    this.#attempt.leash.release();
    this.#drop(reason);
    this.#attempt.leash.end(reason);
  }

  /** Cancels what was not read. */
  #drop(reason: unknown): void {
    this.#attempt.leash.reading = undefined;
    this.#pieces?.cancel(reason);
  }

  /** Reads until there are events, or the end. */
  async #next(): Promise<T[]> {
    const { leash, timeouts } = this.#attempt;
    for (;;) {
      const events = this.#decoder.decode();
      if (events.length > 0) return events;
      const { thrown } = this.#decoder;
      if (thrown) throw thrown.error;
      if (this.#ended) return events;
      let piece: Uint8Array | undefined;
      leash.arm("idle", timeouts.idle);
      try {
        piece = await this.#pieces?.read();
      } catch (cause) {
        throw this.#tally.brokenOff(cause);
      } finally {
        leash.disarm();
      }
      // A cancelled body ends as if it were whole
      if (this.#signal.aborted) throw this.#tally.brokenOff();
      if (!piece) {
        leash.reading = undefined;
        const last = this.#decoder.finish();
        this.#ended = true;
        return last;
      }
      this.#decoder.push(piece);
    }
  }
}
