/**
 * A text or a document's JSON in, what is sent of it out: text where it is short, else bytes. Long blobs become base64 where they
 * are to stand, and are nowhere else meanwhile.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";

/** From here on, bytes are worth the detour: a text of base64, the JSON with it and the JSON's bytes would be three copies. */
const LONG = 16 * 1024;
/** So many bytes are written at a time; a multiple of three, so that no padding comes between. */
const PIECE = 3 * 16 * 1024;

/** Longer texts become bytes once, for the hash and for sending; for short ones the memory is dearer than to do it twice. */
const SHORT = 2048;

const utf8 = new TextEncoder();

/** A body that can be hashed, and sent again. */
export type RequestBody = Uint8Array<ArrayBuffer> | string;

/**
 * Makes a text ready to be sent.
 *
 * @param text The text.
 * @returns The same, or its bytes when it is long.
 */
export function textBody(text: string): RequestBody {
  return text.length > SHORT ? utf8.encode(text) : text;
}

/** Bytes that stand in a document as a word until its JSON is written. */
export class Blobs {
  /** The word, which nobody can guess and so nobody can have written. */
  #word = "";
  readonly #kept: Uint8Array[] = [];

  /**
   * Gives what stands for bytes in the document. To be called in the order in which the JSON has them.
   *
   * @param bytes The bytes.
   * @returns Their base64 when they are short, else the word.
   */
  hold(bytes: Uint8Array): string {
    if (bytes.length < LONG) return encodeBase64(bytes);
    this.#word ||= crypto.randomUUID();
    this.#kept.push(bytes);
    return this.#word;
  }

  /**
   * Writes the document, with all bytes in it.
   *
   * @param json The JSON with the words.
   * @returns The JSON.
   */
  write(json: string): RequestBody {
    if (this.#kept.length === 0) return textBody(json);
    const texts = json.split(this.#word).map((text) => utf8.encode(text));
    const lengths = this.#kept.map(({ length }) => 4 * Math.ceil(length / 3));
    const body = new Uint8Array([...texts.map(({ length }) => length), ...lengths].reduce((sum, one) => sum + one, 0));
    let at = 0;
    for (const [index, text] of texts.entries()) {
      body.set(text, at);
      at += text.length;
      const bytes = this.#kept[index];
      for (let from = 0; bytes && from < bytes.length; from += PIECE) {
        at += utf8.encodeInto(encodeBase64(bytes.subarray(from, from + PIECE)), body.subarray(at)).written;
      }
    }
    return body;
  }
}
