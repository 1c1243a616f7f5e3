/**
 * Bedrock's answer in, its body out, whole or piece by piece: until it ends, falls silent, or takes too long.
 *
 * @module
 */
import { type Alarm, DEADLINES, type Waiter } from "../client/alarm.ts";
import { type PieceReader, readPieces } from "../client/piece_reader.ts";
import { joined } from "../wire/joined.ts";
import type { Exchange } from "./exchange.ts";
import { streamIncomplete } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import type { BodySource } from "./stream_body.ts";

/** A body of no more bytes is read at once, when that is known: it is cheaper than a stream. */
export const SMALL = 16_384;

/** What a body's pieces go through. */
export interface Passing {
  /** Says, before more is read, what is wrong with what has passed, by throwing it. */
  check?(): void;
  /** Takes a piece, and gives what passes now, which may be nothing. */
  push(piece: Uint8Array): Uint8Array;
  /** Gives what still passes at the end, and then nothing; or throws, because it is none. */
  end(): Promise<Uint8Array | undefined> | Uint8Array | undefined;
}

/** Lets everything pass as it comes. */
const ALL: Passing = { push: (piece) => piece, end: () => undefined };

/** Reads the body of one answer. It waits by an alarm that all share, which a piece costs no more than two times that it notes. */
export class AnswerBody implements BodySource, Waiter {
  /** When the next deadline passes. */
  due = Infinity;
  /** Where the alarm keeps it. */
  place: number | undefined = undefined;
  readonly #exchange: Exchange;
  readonly #alarm: Alarm;
  readonly #response: Response;
  readonly #passing: Passing;
  readonly #timeouts: { readonly idle: number; readonly total: number };
  readonly #totalDue: number;
  #reader: PieceReader | undefined;
  #isOver = false;
  #late: GatewayError | undefined;

  /**
   * Takes over an answer.
   *
   * @param exchange The request.
   * @param gateway The gateway.
   * @param response The answer, not read yet.
   * @param passing What its pieces go through.
   */
  constructor(exchange: Exchange, gateway: Gateway, response: Response, passing: Passing = ALL) {
    this.#exchange = exchange;
    this.#alarm = gateway.alarm;
    this.#response = response;
    this.#passing = passing;
    // A client of another copy of this library does not tell its own
    this.#timeouts = exchange.abort.attempt?.timeouts ?? DEADLINES;
    this.#totalDue = exchange.startedAt + this.#timeouts.total;
  }

  /**
   * Reads all of it.
   *
   * @returns The bytes.
   * @throws {GatewayError} If it took too long, or the connection failed.
   */
  async whole(): Promise<Uint8Array<ArrayBuffer>> {
    const length = this.#response.headers.get("content-length");
    try {
      if (length !== null && Number(length) <= SMALL || this.#response.body === null) {
        this.#wait();
        return new Uint8Array(await this.#response.arrayBuffer());
      }
      const pieces: Uint8Array[] = [];
      for (let piece = await this.next(); piece !== undefined; piece = await this.next()) pieces.push(piece);
      return joined(pieces);
    } catch (cause) {
      throw this.#late ??
        new GatewayError("Cannot read answer: the connection failed", { status: 502, code: "NetworkError", cause });
    } finally {
      this.#alarm.forget(this);
    }
  }

  /** Gives what passes next; nothing at the end. */
  async next(): Promise<Uint8Array | undefined> {
    const passing = this.#passing;
    while (!this.#isOver) {
      passing.check?.();
      let piece: Uint8Array | undefined;
      this.#wait();
      try {
        piece = await this.#pieces.read();
      } catch (cause) {
        throw this.#late ?? streamIncomplete(cause);
      }
      // While its reader has enough, nothing is silent
      this.due = this.#totalDue;
      // A cancelled body ends as if it were whole
      if (this.#late !== undefined) throw this.#late;
      if (piece === undefined) {
        this.#isOver = true;
        this.#alarm.forget(this);
        break;
      }
      const passed = passing.push(piece);
      if (passed.length > 0) return passed;
    }
    return await passing.end();
  }

  /** Ends the reading, and what feeds it. */
  async cancel(reason: unknown): Promise<void> {
    this.#alarm.forget(this);
    await this.#pieces.cancel(reason);
  }

  /** Called back when a deadline has passed. */
  ring(now: number): void {
    this.#alarm.forget(this);
    const { idle, total } = this.#timeouts;
    const problem = this.#totalDue <= now ? `not done within ${total} ms` : `nothing more within ${idle} ms`;
    this.#late = new GatewayError(`Cannot read answer: ${problem}`, { status: 504, code: "Timeout" });
    if (this.#reader === undefined) this.#exchange.abort.abort(this.#late);
    else this.#reader.cancel(this.#late);
  }

  get #pieces(): PieceReader {
    return this.#reader ??= readPieces(this.#response.body!);
  }

  #wait(): void {
    this.due = Math.min(this.#totalDue, this.#alarm.now() + this.#timeouts.idle);
    this.#alarm.watch(this);
  }
}
