/**
 * The fault matrix: every way in which a stream can fail, and what a caller is to be told of it.
 *
 * @module
 */
import type { BedrockRuntime, BedrockStream } from "../../mod.ts";
import { chunk, errorFrame, event, exception, type FaultReply, frame, join } from "./fault_server.ts";

/** One of the two kinds of stream: "Once upon" so far, then what comes at the end. */
export interface Kind {
  name: "Invoke" | "Converse";
  begin: Uint8Array[];
  end: Uint8Array[];
  usage: object;
  call(bedrock: BedrockRuntime): Promise<BedrockStream<unknown>>;
  text(event: unknown): string;
}

/** The model that is asked. */
export const modelId = "anthropic.claude-3-haiku-20240307-v1:0";
/** Both kinds. */
export const KINDS: [invoke: Kind, converse: Kind] = [{
  name: "Invoke",
  begin: [
    chunk({ type: "message_start", message: { usage: { input_tokens: 7 } } }),
    chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Once " } }),
    chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "üpon ✨" } }),
  ],
  end: [
    chunk({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } }),
    chunk({ type: "message_stop" }),
  ],
  usage: { inputTokens: 7 },
  call: (bedrock) => bedrock.invokeModelWithResponseStream({ modelId, body: "{}" }),
  text: (event) => (event as { delta?: { text?: string } }).delta?.text ?? "",
}, {
  name: "Converse",
  begin: [
    event("messageStart", { role: "assistant" }),
    event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Once " } }),
    event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "üpon ✨" } }),
  ],
  end: [
    event("contentBlockStop", { contentBlockIndex: 0 }),
    event("messageStop", { stopReason: "end_turn" }),
    event("metadata", { usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 }, metrics: { latencyMs: 1 } }),
  ],
  usage: {},
  call: (bedrock) => bedrock.converseStream({ modelId, messages: [] }),
  text: (event) => (event as { contentBlockDelta?: { delta: { text?: string } } }).contentBlockDelta?.delta.text ?? "",
}];

/** A fault, and what is to be told of it. */
export interface Fault {
  name: string;
  reply(kind: Kind): FaultReply;
  code: string;
  status?: number;
  retryable: boolean;
  attempts?: number;
  /** Whether nothing of the answer had come. */
  atOnce?: boolean;
  requestId?: undefined;
}

const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  const flipped = bytes.slice();
  flipped[at < 0 ? bytes.length + at : at]! ^= 1;
  return flipped;
};
const after = (...more: Uint8Array[]) => (kind: Kind): FaultReply => ({ pieces: [...kind.begin, ...more] });
const hugeFrame = (() => {
  const bytes = frame({ ":message-type": "event", ":event-type": "chunk" }, "{}");
  const forged = frame({}, "");
  // A length of 2 GiB under a checksum that is right
  const view = new DataView(forged.buffer);
  view.setUint32(0, 0x7ffffff0);
  return join(withPreludeCrc(forged), bytes);
})();

function withPreludeCrc(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  let crc = -1;
  for (const byte of bytes.subarray(0, 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  }
  new DataView(bytes.buffer).setUint32(8, ~crc >>> 0);
  return bytes;
}

/** The faults. */
export const FAULTS: Fault[] = [
  {
    name: "a modelled exception in the middle",
    reply: after(exception("throttlingException", "Too many tokens")),
    code: "ThrottlingException",
    status: 429,
    retryable: true,
  },
  {
    name: "a model's own failure in the middle",
    reply: after(exception("modelStreamErrorException", "The model stumbled")),
    code: "ModelStreamErrorException",
    status: 424,
    retryable: false,
  },
  {
    name: "an exception that nobody modelled",
    reply: after(exception("brandNewException", "Surprise")),
    code: "BrandNewException",
    retryable: false,
  },
  {
    name: "an error frame",
    reply: after(errorFrame("InternalFailure", "Oh no")),
    code: "InternalFailure",
    status: 500,
    retryable: true,
  },
  {
    name: "a flipped bit in a message checksum",
    reply: (kind) => after(flip(kind.end[0]!, -1))(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a flipped bit in a prelude checksum",
    reply: (kind) => after(flip(kind.end[0]!, 9))(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a frame of 2 GiB",
    reply: after(hugeFrame),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a payload that is not JSON",
    reply: (kind) =>
      after(
        frame(
          { ":message-type": "event", ":event-type": kind.name === "Invoke" ? "chunk" : "contentBlockDelta" },
          kind.name === "Invoke" ? '{"bytes":"e30="' : "{",
        ),
      )(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a cut inside a frame",
    reply: (kind) => after(kind.end[0]!.subarray(0, 20))(kind),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a cut within a frame's length",
    reply: (kind) => after(kind.end[0]!.subarray(0, 3))(kind),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a clean cut, before the end mark",
    reply: after(),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a reset in the middle",
    reply: (kind) => ({ pieces: kind.begin, end: "reset" }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "an empty 200",
    reply: () => ({ pieces: [] }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
    atOnce: true,
  },
  {
    name: "an empty 200 of no type",
    reply: () => ({ headers: {} }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
    atOnce: true,
  },
  {
    name: "an HTML 502",
    reply: () => ({
      status: 502,
      headers: { "content-type": "text/html" },
      pieces: ["<html><h1>502 Bad Gateway</h1></html>"],
    }),
    code: "ServiceUnavailableException",
    status: 502,
    retryable: true,
    attempts: 3,
    atOnce: true,
  },
  {
    name: "an HTML 200",
    reply: () => ({ headers: { "content-type": "text/html" }, pieces: ["<html>Welcome to the hotel</html>"] }),
    code: "InvalidResponse",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a 200 that says the operation is not known",
    reply: () => ({
      headers: { "content-type": "application/json" },
      pieces: ['{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'],
    }),
    code: "UnknownOperationException",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a 200 of another content type",
    reply: (kind) => ({ headers: { "content-type": "application/json" }, pieces: [...kind.begin, ...kind.end] }),
    code: "InvalidResponse",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a redirect to somebody else",
    reply: () => ({ status: 307, headers: { location: "http://127.0.0.1:1/" } }),
    code: "InvalidResponse",
    status: 307,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a refusal",
    reply: () => ({
      status: 400,
      headers: { "content-type": "application/json", "x-amzn-errortype": "ValidationException:http://internal/" },
      pieces: ['{"message":"The provided model identifier is invalid."}'],
    }),
    code: "ValidationException",
    status: 400,
    retryable: false,
    atOnce: true,
  },
  {
    name: "throttles only, as first frames",
    reply: () => ({ pieces: [exception("throttlingException", "Slow down")] }),
    code: "ThrottlingException",
    status: 429,
    retryable: true,
    attempts: 3,
    atOnce: true,
  },
  {
    name: "a refusal as the first frame",
    reply: () => ({ pieces: [exception("validationException", "No")] }),
    code: "ValidationException",
    status: 400,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a reset before the headers",
    reply: () => ({ end: "reset-before-headers" }),
    code: "NetworkError",
    retryable: true,
    attempts: 3,
    atOnce: true,
    requestId: undefined,
  },
];
