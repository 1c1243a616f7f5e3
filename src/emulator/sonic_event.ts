/**
 * A JSON object that a caller sent goes in, the event it is comes out; or the refusal that names what is wrong with it.
 *
 * @module
 */
import { isObject, type JsonObject } from "./question.ts";
import { invalid } from "./refusal.ts";

/** One event. */
export interface SonicEvent {
  /** Its name. */
  name: string;
  /** What it says. */
  data: JsonObject;
}

/** The events, and the texts that each must have. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  sessionStart: [],
  promptStart: ["promptName"],
  contentStart: ["promptName", "contentName", "type"],
  textInput: ["promptName", "contentName", "content"],
  audioInput: ["promptName", "contentName", "content"],
  toolResult: ["promptName", "contentName", "content"],
  contentEnd: ["promptName", "contentName"],
  promptEnd: ["promptName"],
  sessionEnd: [],
};

/** Reads an event. */
export function readSonicEvent(chunk: JsonObject): SonicEvent {
  const { event } = chunk;
  const names = isObject(event) ? Object.keys(event) : [];
  const name = names[0];
  if (name === undefined || names.length > 1) {
    throw invalid(`A chunk wants one "event" with one member, which names it; it has ${names.length}.`);
  }
  const texts = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
  if (!texts) throw invalid(`No event is called "${name}", wanted one of ${Object.keys(TEXTS).join(", ")}.`);
  const data = (event as JsonObject)[name];
  if (!isObject(data)) throw invalid(`${name} is not an object.`);
  for (const text of texts) if (typeof data[text] !== "string") throw invalid(`${name}.${text} is not a string.`);
  return { name, data };
}

/** The sample rate of a configuration of sound. */
export function rateOf(configuration: unknown, where: string): number {
  const { mediaType, sampleRateHertz, sampleSizeBits, channelCount } = isObject(configuration) ? configuration : {};
  if (mediaType !== "audio/lpcm") throw invalid(`${where}.mediaType is not "audio/lpcm".`);
  if (![8000, 16000, 24000].includes(sampleRateHertz as number)) {
    throw invalid(`${where}.sampleRateHertz is ${sampleRateHertz}, wanted 8000, 16000 or 24000.`);
  }
  if (sampleSizeBits !== 16 || channelCount !== 1) throw invalid(`${where} wants samples of 16 bits and one channel.`);
  return sampleRateHertz as number;
}
