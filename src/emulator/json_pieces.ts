/**
 * The arguments of a call go in, the pieces of JSON text that a stream sends them in come out.
 *
 * @module
 */

/** Cuts JSON text into pieces of uneven length, so that a reader cannot count on their borders. */
export function jsonPieces(value: unknown): string[] {
  const text = JSON.stringify(value);
  const pieces: string[] = [];
  for (let start = 0, size = 7; start < text.length; start += size, size = 5 + (size * 3) % 11) {
    pieces.push(text.slice(start, start + size));
  }
  return pieces;
}
