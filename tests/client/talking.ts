/**
 * What is to be said in; the events of a session with Nova Sonic out, and who is asked.
 *
 * @module
 */
import { BedrockRuntime, type BedrockRuntimeOptions, type BedrockStream } from "../../mod.ts";
import { emulatorCredentials } from "../../src/emulator/emulator.ts";
import type { AmazonNovaSonicChunk, AmazonNovaSonicRequest } from "../../src/models/amazon_nova_sonic.ts";
import { encodeBase64 } from "../../src/wire/base64.ts";

/** The model that is spoken with. */
export const SONIC = "amazon.nova-2-sonic-v1:0";
const P = { promptName: "p" };

/** Sound as the model takes it. */
export function sound(sampleRateHertz = 16000): {
  mediaType: "audio/lpcm";
  sampleRateHertz: number;
  sampleSizeBits: number;
  channelCount: number;
  encoding: "base64";
  audioType: "SPEECH";
} {
  const form = { sampleSizeBits: 16, channelCount: 1, encoding: "base64" as const, audioType: "SPEECH" as const };
  return { mediaType: "audio/lpcm", sampleRateHertz, ...form };
}

/** The beginning of a session. */
export function opening(heard = true, tools: object[] = []): AmazonNovaSonicRequest[] {
  return [
    { event: { sessionStart: { inferenceConfiguration: { maxTokens: 200 } } } },
    {
      event: {
        promptStart: {
          ...P,
          ...(heard ? { audioOutputConfiguration: { ...sound(), voiceId: "matthew" } } : {}),
          ...(tools.length > 0 ? { toolConfiguration: { tools: tools as never } } : {}),
        },
      },
    },
  ];
}

/** A text. */
export function said(
  content: string,
  name: string,
  role: "SYSTEM" | "USER" | "ASSISTANT" = "USER",
): AmazonNovaSonicRequest[] {
  const names = { ...P, contentName: name };
  return [
    { event: { contentStart: { ...names, type: "TEXT", role, interactive: role === "USER" } } },
    { event: { textInput: { ...names, content } } },
    { event: { contentEnd: names } },
  ];
}

/** The beginning of a content of sound, called `a`. */
export function listening(): AmazonNovaSonicRequest {
  const start = { ...P, contentName: "a", type: "AUDIO", role: "USER", interactive: true } as const;
  return { event: { contentStart: { ...start, audioInputConfiguration: sound() } } };
}

/** A piece of it. */
export function heard(bytes: Uint8Array): AmazonNovaSonicRequest {
  return { event: { audioInput: { ...P, contentName: "a", content: encodeBase64(bytes) } } };
}

/** Its end. */
export function silence(): AmazonNovaSonicRequest {
  return { event: { contentEnd: { ...P, contentName: "a" } } };
}

/** The end of a session. */
export function closing(): AmazonNovaSonicRequest[] {
  return [{ event: { promptEnd: P } }, { event: { sessionEnd: {} } }];
}

/** A session in which one thing is said. */
export function chat(text: string): AmazonNovaSonicRequest[] {
  return [...opening(), ...said(text, "t"), ...closing()];
}

/** Events that tell whether they were left, and with what. */
export class Talk implements AsyncIterable<AmazonNovaSonicRequest> {
  /** How many were taken. */
  taken = 0;
  /** Whether they came to their end, or were let go. */
  over = false;
  readonly #events: AsyncIterable<AmazonNovaSonicRequest> | Iterable<AmazonNovaSonicRequest>;

  /** Takes what is said. */
  constructor(events: AsyncIterable<AmazonNovaSonicRequest> | Iterable<AmazonNovaSonicRequest>) {
    this.#events = events;
  }

  /** Says it. */
  [Symbol.asyncIterator](): AsyncIterator<AmazonNovaSonicRequest, undefined> {
    const events = Symbol.asyncIterator in this.#events
      ? this.#events[Symbol.asyncIterator]()
      : this.#events[Symbol.iterator]();
    const noted = (
      result: IteratorResult<AmazonNovaSonicRequest>,
    ): IteratorResult<AmazonNovaSonicRequest, undefined> => {
      if (result.done) this.over = true;
      else this.taken++;
      return result;
    };
    return {
      next: async () => noted(await events.next()),
      return: async () => {
        this.over = true;
        await events.return?.();
        return { done: true, value: undefined };
      },
    };
  }
}

/** What the other side of a WebSocket says. */
export function piecesOf(socket: WebSocket): ReadableStream<Uint8Array> {
  socket.binaryType = "arraybuffer";
  return new ReadableStream({
    start(controller): void {
      let over = false;
      socket.addEventListener("message", ({ data }) => over || controller.enqueue(new Uint8Array(data)));
      socket.addEventListener("close", () => over || controller.close());
      socket.addEventListener("close", () => over = true);
    },
  });
}

/** A client that signs as the emulator expects. */
export function speaker(fetch: typeof globalThis.fetch, options: BedrockRuntimeOptions = {}): BedrockRuntime {
  return new BedrockRuntime({ region: "us-east-1", credentials: emulatorCredentials, fetch, ...options });
}

/** What came, by name. */
export async function names(stream: BedrockStream<AmazonNovaSonicChunk>): Promise<string[]> {
  const all: string[] = [];
  for await (const { event } of stream) all.push(Object.keys(event)[0]!);
  return all;
}

/** Lets what is under way come to its end: a signature, say, that was being made when the call ended. */
export async function settled(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Waits until something is so, turn by turn of the event loop, and then until all is settled. */
export async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (done()) return await settled();
    await settled(1);
  }
  throw new Error("Cannot go on: what was waited for did not come");
}
