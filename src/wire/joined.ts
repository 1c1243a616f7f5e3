/**
 * Pieces of bytes in, one piece out.
 *
 * @module
 */

/**
 * Puts pieces of bytes together.
 *
 * @param pieces The pieces, in order.
 * @returns All of their bytes; the piece itself when there is only one, which is most often so.
 */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (pieces.length === 1) return pieces[0] as Uint8Array<ArrayBuffer>;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
