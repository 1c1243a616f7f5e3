/**
 * Sound goes in, the same at another rate comes out; or text, and something to hear: samples of 16 bits, one channel.
 *
 * @module
 */
import { decodeBase64, encodeBase64 } from "../wire/base64.ts";
import { hash32 } from "./hash.ts";
import { invalid } from "./refusal.ts";

/** Bytes of a sample. */
const SAMPLE = 2;
/** How long a letter sounds, in seconds, and how long a piece of sound is. */
const LETTER = 0.02;
const PIECE = 0.25;

/** Reads a piece of sound. */
export function readSound(content: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = decodeBase64(content);
  } catch {
    throw invalid("audioInput.content is not base64.");
  }
  if (bytes.length % SAMPLE !== 0) throw invalid("audioInput.content holds half a sample, wanted samples of 16 bits.");
  return bytes;
}

/** Writes sound, at another rate when one is wanted: each sample is the last that had come by then. */
export function echo(bytes: Uint8Array<ArrayBuffer>, from: number, to: number): string {
  if (from === to) return encodeBase64(bytes);
  const count = bytes.length / SAMPLE;
  const heard = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const said = new DataView(new ArrayBuffer(Math.round(count * to / from) * SAMPLE));
  for (let at = 0; at < said.byteLength / SAMPLE; at++) {
    const nearest = Math.min(count - 1, Math.floor(at * from / to));
    said.setInt16(at * SAMPLE, heard.getInt16(nearest * SAMPLE, true), true);
  }
  return encodeBase64(new Uint8Array(said.buffer));
}

/** Speaks: a tone for each word, as long as the word. */
export function* speakAloud(text: string, rate: number): Generator<string> {
  const words = text.split(/\s+/).filter((word) => word !== "");
  let samples: number[] = [];
  for (const word of words) {
    const step = 2 * Math.PI * (180 + hash32(word) % 240) / rate;
    const length = Math.round((word.length + 1) * LETTER * rate);
    // It swells and fades, so that words do not click
    for (let at = 0; at < length; at++) samples.push(Math.sin(at * step) * Math.sin(Math.PI * at / length) * 8000);
    while (samples.length >= PIECE * rate) {
      yield encodeSamples(samples.slice(0, PIECE * rate));
      samples = samples.slice(PIECE * rate);
    }
  }
  if (samples.length > 0) yield encodeSamples(samples);
}

/** How long sound of so many bytes lasts, in seconds. */
export function secondsOf(bytes: number, rate: number): number {
  return bytes / SAMPLE / rate;
}

function encodeSamples(samples: number[]): string {
  const view = new DataView(new ArrayBuffer(samples.length * SAMPLE));
  samples.forEach((sample, at) => view.setInt16(at * SAMPLE, Math.round(sample), true));
  return encodeBase64(new Uint8Array(view.buffer));
}
