/**
 * A streamed response in, its events out, list by list: until its end was seen, or with the error that says what is missing.
 *
 * @module
 */
import type { ChunkReader, TextDelta } from "../models/text_adapter.ts";
import { FrameReader } from "../wire/frames.ts";
import { requestIdOf } from "./decode.ts";
import { EventBatch, type EventsError } from "./events.ts";
import type { Reading } from "./leash.ts";
import type { Operation } from "./operations.ts";
import { type PieceReader, readPieces } from "./piece_reader.ts";
import { exceptionOf } from "./refusal.ts";
import { fromWire } from "./reply.ts";
import type { Attempt } from "./send.ts";
import type { StreamSource } from "./stream.ts";
import { Tally } from "./tally.ts";

/** How the events of a stream are read. */
export interface StreamRules<T> {
  /**
   * Gives what reads text, counts and the end mark out of the events of one stream; without it, a stream may end anywhere
   * between two frames.
   */
  reader?: () => Promise<ChunkReader<never> | undefined>;
  /** Tells whether the stream may end where it does, when that is not the reader's to say. */
  whole?: () => boolean;
  /** Told the headers of the reply, before the first event. */
  onHeaders?: (headers: Headers) => void;
  /** Whether events are Invoke's chunks, with the model's own JSON within. */
  chunks?: boolean;
  /** Makes what is delivered of an event; the event itself, when this is left out. */
  emit?: (delta: TextDelta) => T | undefined;
  /** Makes what is delivered last. */
  last?: (tally: Tally) => T;
  /** Told of events that the operation does not have, where they have no place in what is delivered. */
  onUnknownEvent?: ((event: { type: string; payload: unknown }) => void) | undefined;
}

/** What ends a stream. */
interface Thrown {
  /** What is thrown. */
  error: unknown;
  /** Whether the caller's own code threw it. */
  own?: boolean;
}

const NOTHING = new TextEncoder().encode("{}");

/** Reads one stream. */
export class EventReader<T> implements StreamSource<T>, Reading {
  /** AWS's request id. */
  readonly requestId: string | undefined;
  /** The media type of what the events carry. */
  readonly contentType: string | undefined;
  /** How many times the call was sent. */
  readonly attempts: number;
  readonly #operation: Operation;
  readonly #rules: StreamRules<T>;
  readonly #reader: ChunkReader<never> | undefined;
  readonly #attempt: Attempt;
  readonly #pieces: PieceReader | undefined;
  /** What may end the reading: the signal of this attempt, not of one after it. */
  readonly #signal: AbortSignal;
  readonly #frames = new FrameReader();
  readonly #batch = new EventBatch();
  #chunkHead: unknown;
  readonly #tally: Tally;
  /** What was handed out last, or waits to be. */
  #given: T[] = [];
  #primed = false;
  /** Whether the body ended behind it. */
  #ended = false;
  /** What a frame said, or did not say, or the caller's own code threw: it waits until what came before was delivered. */
  #thrown: Thrown | undefined;
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
    this.#operation = operation;
    this.#rules = rules;
    this.#attempt = attempt;
    this.#tally = new Tally(attempt, response.status, this.requestId);
    this.#reader = reader;
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
      if (this.#thrown?.own) return this;
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
      const events = this.#decode();
      if (events.length > 0) return events;
      if (this.#thrown) throw this.#thrown.error;
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
        return this.#finish();
      }
      this.#frames.push(piece);
    }
  }

  /** Decodes all frames that are there. A failure among them waits until what came before it was delivered. */
  #decode(): T[] {
    const frames = this.#frames;
    if (this.#thrown || frames.pending === 0) return [];
    const known = this.#operation.events!;
    const { chunks, onUnknownEvent } = this.#rules;
    const types: string[] = [];
    const batch = this.#batch;
    batch.reset(frames.pending);
    let events: unknown[];
    /** Payloads that need not be JSON, by the places of their events. */
    let odd: Map<number, unknown> | undefined;
    let broken: (() => Thrown) | undefined;
    try {
      for (let head = frames.nextHead(); head; head = frames.nextHead()) {
        const { bytes, payloadStart, payloadEnd } = frames.place;
        // A stream of Invoke says the same headers over and over, and the reader gives the same object for them
        if (head === this.#chunkHead) {
          batch.addChunk(bytes, payloadStart, payloadEnd);
          continue;
        }
        const { kind, type } = head;
        if (kind !== "event") {
          const { message, ...facts } = exceptionOf(type, head.message, frames.payload());
          broken = () => ({ error: this.#tally.error(message, facts) });
          break;
        }
        const unknown = !Object.hasOwn(known, type);
        if (chunks && !unknown) {
          this.#chunkHead = head;
          batch.addChunk(bytes, payloadStart, payloadEnd);
        } else if (chunks) {
          if (!onUnknownEvent) continue;
          const payload = this.#oddPayload();
          try {
            onUnknownEvent({ type, payload });
          } catch (error) {
            broken = () => ({ error, own: true });
            break;
          }
        } else if (type !== "initial-response") {
          // Other protocols of AWS begin a stream with an empty reply
          const empty = payloadStart === payloadEnd;
          if (unknown && !empty) (odd ??= new Map()).set(types.length, this.#oddPayload());
          if (unknown || empty) batch.addEvent(NOTHING, 0, NOTHING.length);
          else batch.addEvent(bytes, payloadStart, payloadEnd);
          types.push(type);
        }
      }
    } catch (cause) {
      broken = () => this.#corrupted(cause);
    }
    try {
      events = batch.parse();
    } catch (cause) {
      broken = () => this.#corrupted(cause);
      ({ events } = cause as EventsError);
    }
    if (odd) { for (const [at, payload] of odd) if (at < events.length) events[at] = payload; }
    const made = this.#deliver(events, types);
    // Only now is all counted that came before
    this.#thrown ??= broken?.();
    return made;
  }

  /** Makes what the caller gets, and keeps count. An event that has another shape than it should is where it ends. */
  #deliver(events: unknown[], types: string[]): T[] {
    const reader = this.#reader;
    const { emit, chunks } = this.#rules;
    const tally = this.#tally;
    const made: T[] = [];
    let at = 0;
    try {
      for (; at < events.length; at++) {
        const event = chunks ? events[at] : events[at] = this.#wrap(types[at]!, events[at]);
        if (!reader) continue;
        const delta = reader.readChunk(event as never);
        tally.add(delta);
        const one = emit?.(delta);
        if (one !== undefined) made.push(one);
      }
    } catch (cause) {
      this.#thrown = this.#corrupted(cause);
      events.length = at;
    }
    return reader && emit ? made : events as T[];
  }

  #corrupted(cause: unknown): Thrown {
    return { error: this.#tally.corrupted(cause) };
  }

  /** A union with one member, as AWS's documents have it. */
  #wrap(type: string, event: unknown): unknown {
    // A padding that does not stand last is left in by the batch
    if (typeof (event as { p?: unknown } | null)?.p === "string") delete (event as { p?: unknown }).p;
    return { [type]: fromWire(event, this.#operation.events![type]) };
  }

  /** The payload of an event that nobody knows: what its JSON says, or the bytes. */
  #oddPayload(): unknown {
    const { bytes, payloadStart, payloadEnd } = this.#frames.place;
    if (payloadStart === payloadEnd) return {};
    const batch = new EventBatch();
    batch.reset(payloadEnd - payloadStart + 1);
    batch.addEvent(bytes, payloadStart, payloadEnd);
    try {
      return batch.parse()[0];
    } catch {
      // It is not ours to say that it should have been JSON
      return bytes.slice(payloadStart, payloadEnd);
    }
  }

  /** The body is over: so must be the answer. */
  #finish(): T[] {
    try {
      this.#frames.end();
    } catch (cause) {
      throw this.#tally.brokenOff(cause);
    }
    if (!(this.#rules.whole?.() ?? (this.#reader === undefined || this.#tally.whole))) throw this.#tally.brokenOff();
    this.#ended = true;
    const { emit, last } = this.#rules;
    const made: (T | undefined)[] = [];
    const text = this.#reader?.rest?.() ?? "";
    if (text !== "") made.push(emit?.({ text, end: true }));
    if (last) made.push(last(this.#tally));
    return made.filter((one) => one !== undefined);
  }
}
