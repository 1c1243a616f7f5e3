/**
 * A body in, its pieces out, in buffers no larger than it needs: a stream that trickles waits with a small one.
 *
 * A runtime's own reader waits for each piece with a buffer of 64 KiB, and hands out what came as a view of it. With
 * hundreds of streams open, each of them slow, that is most of the memory there is.
 *
 * @module
 */

/** What a waiting read holds at first, in bytes: most answers fit into it as a whole. */
const LEAST = 2048;
/** What it holds while the pieces fill it. */
const MOST = 65_536;

/** Reads one body. */
export interface PieceReader {
  /** Gives the next piece; nothing at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** Ends the reading, and what feeds it. */
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
    // A stream that a program made itself hands out pieces of its own size.
    const plain = body.getReader();
    return {
      read: async () => (await plain.read()).value,
      cancel: (reason) => plain.cancel(reason),
    };
  }
  let size = LEAST;
  return {
    async read(): Promise<Uint8Array | undefined> {
      const { done, value } = await reader.read(new Uint8Array(size));
      if (done) return undefined;
      if (value.length === size) size = Math.min(MOST, size * 4);
      else if (value.length < size / 8) size = LEAST;
      return value;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}
