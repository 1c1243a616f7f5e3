/**
 * A body in, its pieces out, in buffers no larger than it needs: a stream that trickles waits with a small one.
 *
 * A runtime's own reader waits for each piece with a buffer of 64 KiB, and hands out what came as a view of it. With
 * hundreds of streams open, each of them slow, that is most of the memory there is.
 *
 * @module
 */

/** What the first read waits with, in bytes: most answers that are there at once fit into it as a whole. */
const FIRST = 16_384;
/** What a read waits with when the last one brought little. */
const LEAST = 2048;
/** What it waits with while the pieces fill it. */
const MOST = 65_536;

/** Reads one body. */
export interface PieceReader {
  /** Gives the next piece; nothing at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** Ends the reading, and what feeds it. It never refuses, as a body that failed does: what it failed with was thrown where it was read. */
  cancel(reason?: unknown): Promise<void>;
}

/**
 * Starts to read a body.
 *
 * @param body The body; nobody else may read it.
 * @returns Its reader.
 */
export function readPieces(body: ReadableStream<Uint8Array>): PieceReader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    // A stream that a program made itself hands out pieces of its own size
    const plain = body.getReader();
    return {
      read: () => plain.read().then(({ value }) => value),
      cancel: (reason) => plain.cancel(reason).catch(() => {}),
    };
  }
  return new Pieces(reader);
}

class Pieces implements PieceReader {
  readonly #reader: ReadableStreamBYOBReader;
  #size = FIRST;
  /** Made once for all reads: they are as many as there are tokens. */
  readonly #taken = ({ done, value }: ReadableStreamReadResult<Uint8Array>): Uint8Array | undefined => {
    if (done) return undefined;
    if (value.length === this.#size) this.#size = Math.min(MOST, this.#size * 4);
    else if (value.length < this.#size / 8) this.#size = LEAST;
    return value;
  };

  constructor(reader: ReadableStreamBYOBReader) {
    this.#reader = reader;
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#reader.read(new Uint8Array(this.#size)).then(this.#taken);
  }

  cancel(reason?: unknown): Promise<void> {
    return this.#reader.cancel(reason).catch(() => {});
  }
}
