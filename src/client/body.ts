/**
 * A response's body in, its pieces out, as long as the call is on its leash; what is not read is cancelled.
 *
 * @module
 */
import type { Leash, Reading } from "./leash.ts";
import { joined } from "../wire/joined.ts";
import { type PieceReader, readPieces } from "./piece_reader.ts";

/** A body of no more bytes is read as a whole: a stream would cost more than what it brings. */
const SHORT = 16_384;

/**
 * Reads a body that is known to be short, as a whole.
 *
 * @param response The response, not read yet.
 * @param leash What may end the reading.
 * @param idle How long it may take, in milliseconds.
 * @returns The bytes; nothing when the body is long, or of unknown length: it is left unread.
 */
export async function readShort(
  response: Response,
  leash: Leash,
  idle: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const length = response.headers.get("content-length");
  if (length === null || !(Number(length) <= SHORT)) return undefined;
  leash.arm("idle", idle);
  try {
    return new Uint8Array(await leash.race(response.arrayBuffer()));
  } finally {
    leash.disarm();
  }
}

/** Reads one body. */
export class BodyReader implements Reading {
  readonly #reader: PieceReader | undefined;
  readonly #leash: Leash;
  readonly #signal: AbortSignal;
  readonly #idle: number;

  /**
   * Takes over a body.
   *
   * @param response The response; its body must not be read by anyone else.
   * @param leash What may end the reading.
   * @param idle How long a silence may last, in milliseconds.
   */
  constructor(response: Response, leash: Leash, idle: number) {
    this.#reader = response.body ? readPieces(response.body) : undefined;
    this.#leash = leash;
    this.#idle = idle;
    this.#signal = leash.signal;
    leash.reading = this;
    if (this.#signal.aborted) this.abandon();
  }

  /** Lets go of what was not read. */
  abandon(): void {
    this.#leash.reading = undefined;
    this.#reader?.cancel(this.#signal.reason);
  }

  /**
   * Reads on.
   *
   * @returns The next piece; nothing at the end.
   * @throws What ended the reading: the leash's reason, or the failure of the network.
   */
  async read(): Promise<Uint8Array | undefined> {
    this.#leash.arm("idle", this.#idle);
    let piece: Uint8Array | undefined;
    try {
      piece = await this.#reader?.read();
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    } finally {
      this.#leash.disarm();
    }
    // A cancelled body ends as if it were whole
    this.#signal.throwIfAborted();
    if (!piece) this.#leash.reading = undefined;
    return piece;
  }

  /**
   * Reads to the end.
   *
   * @returns The bytes.
   */
  async readAll(): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    for (let piece = await this.read(); piece; piece = await this.read()) pieces.push(piece);
    return joined(pieces);
  }
}
