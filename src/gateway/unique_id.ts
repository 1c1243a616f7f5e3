/**
 * Nothing in, an id that nobody can guess out.
 *
 * @module
 */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Chance in stock: to ask for it costs more than what is got. Each byte is used once. */
const chance = new Uint8Array(4096);
let used = chance.length;

/**
 * Makes an id.
 *
 * @returns 24 letters and digits: 142 bits of chance.
 */
export function uniqueId(): string {
  let id = "";
  while (id.length < 24) {
    if (used === chance.length) {
      crypto.getRandomValues(chance);
      used = 0;
    }
    const byte = chance[used++]!;
    // 248 is the largest multiple of 62 in a byte: what is above would favour the first letters.
    if (byte < 248) id += LETTERS[byte % 62];
  }
  return id;
}
