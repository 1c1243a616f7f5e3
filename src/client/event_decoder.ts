/**
 * The frames of a stream in, what the caller gets of their events out, and what ends it.
 *
 * @module
 */
import type { ChunkReader, TextDelta } from "../models/text_adapter.ts";
import { FrameReader } from "../wire/frames.ts";
import { EventBatch, type EventsError } from "./events.ts";
import type { Operation } from "./operations.ts";
import { exceptionOf } from "./refusal.ts";
import { fromWire } from "./reply.ts";
import type { Tally } from "./tally.ts";

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
export interface Thrown {
  /** What is thrown. */
  error: unknown;
  /** Whether the caller's own code threw it. */
  own?: boolean;
}

const NOTHING = new TextEncoder().encode("{}");

/** Decodes one stream. */
export class EventDecoder<T> {
  /** What a frame said, or did not say, or the caller's own code threw: it waits until what came before was delivered. */
  thrown: Thrown | undefined;
  readonly #operation: Operation;
  readonly #rules: StreamRules<T>;
  readonly #reader: ChunkReader<never> | undefined;
  readonly #tally: Tally;
  readonly #frames = new FrameReader();
  readonly #batch = new EventBatch();
  #chunkHead: unknown;

  /**
   * Starts at the beginning of a stream.
   *
   * @param operation What was asked.
   * @param rules How its events are read.
   * @param reader What reads the events.
   * @param tally Where account is kept of what they say.
   */
  constructor(
    operation: Operation,
    rules: StreamRules<T>,
    reader: ChunkReader<never> | undefined,
    tally: Tally,
  ) {
    this.#operation = operation;
    this.#rules = rules;
    this.#reader = reader;
    this.#tally = tally;
  }

  /**
   * Takes the next piece of the stream. It must not be written to any more.
   *
   * @param piece Any number of bytes.
   */
  push(piece: Uint8Array): void {
    this.#frames.push(piece);
  }

  /**
   * Decodes all frames that are there. A failure among them waits until what came before it was delivered.
   *
   * @returns What the caller gets of them.
   */
  decode(): T[] {
    const frames = this.#frames;
    if (this.thrown || frames.pending === 0) return [];
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
    this.thrown ??= broken?.();
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
      this.thrown = this.#corrupted(cause);
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

  /**
   * Ends: the body is over, so must be the answer.
   *
   * @returns What the caller gets last.
   * @throws {unknown} What says that the stream is not whole.
   */
  finish(): T[] {
    try {
      this.#frames.end();
    } catch (cause) {
      throw this.#tally.brokenOff(cause);
    }
    if (!(this.#rules.whole?.() ?? (this.#reader === undefined || this.#tally.whole))) throw this.#tally.brokenOff();
    const { emit, last } = this.#rules;
    const made: (T | undefined)[] = [];
    const text = this.#reader?.rest?.() ?? "";
    if (text !== "") made.push(emit?.({ text, end: true }));
    if (last) made.push(last(this.#tally));
    return made.filter((one) => one !== undefined);
  }
}
