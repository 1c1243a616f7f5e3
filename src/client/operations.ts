/**
 * The operations of the Bedrock runtime as data: where each member of an input goes, and what of a reply is more than
 * JSON.
 *
 * @module
 */

/**
 * What a document holds beside plain JSON, member by member; a list has the shape of its items, and `*` stands for every
 * member of a map. `blob` is bytes (base64 on the wire), `time` a date (ISO 8601), `epoch` a date (seconds),
 * `number` one that JSON may have to spell (`"NaN"`), `document` the caller's or the model's own JSON, which nobody looks into.
 */
export type Shape = "blob" | "time" | "epoch" | "number" | "document" | { readonly [member: string]: Shape };

/** One operation: a row of the table. */
export interface Operation {
  /** AWS's name, e.g. `InvokeModel`. */
  readonly name: string;
  /** @default {"POST"} */
  readonly method?: string;
  /** The path, with a `{member}` where a label goes. */
  readonly path: string;
  /** Members that go to the query, and their names there. */
  readonly query?: Readonly<Record<string, string>>;
  /** Members that go to headers, and their names there. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The member that is the body; without one, the members that went nowhere else are the body, as JSON. */
  readonly payload?: string;
  /** Whether the operation has no body at all. */
  readonly bodiless?: boolean;
  /** Members that must be there, labels apart: those always must. */
  readonly required?: readonly string[];
  /** The member that makes a call safe to repeat, filled with a random one when it is left out. */
  readonly token?: string;
  /** The shape of the input. */
  readonly input?: Shape;
  /** The shape of a JSON reply. */
  readonly output?: Shape;
  /** Whether the reply is bytes, not JSON. */
  readonly bytes?: boolean;
  /** The events of a streamed reply, and their shapes. */
  readonly events?: Readonly<Record<string, Shape>>;
  /** Whether the request is a stream of events too. */
  readonly duplex?: boolean;
}

const NONE: Shape = {};
const source: Shape = { source: { bytes: "blob" } };
const block: Shape = {
  image: source,
  document: source,
  video: source,
  audio: source,
  guardContent: { image: source },
  reasoningContent: { redactedContent: "blob" },
  toolUse: { input: "document" },
  toolResult: { content: { json: "document", image: source, document: source, video: source } },
};
/** The shape of a conversation, wherever one stands. */
export const conversation: Shape = {
  messages: { content: block },
  system: block,
  toolConfig: { tools: { toolSpec: { inputSchema: { json: "document" } } } },
  additionalModelRequestFields: "document",
};
const invoke = (accept: string): Record<string, string> => ({
  contentType: "content-type",
  accept,
  trace: "x-amzn-bedrock-trace",
  guardrailIdentifier: "x-amzn-bedrock-guardrailidentifier",
  guardrailVersion: "x-amzn-bedrock-guardrailversion",
  performanceConfigLatency: "x-amzn-bedrock-performanceconfig-latency",
  serviceTier: "x-amzn-bedrock-service-tier",
  requestMetadata: "x-amzn-bedrock-request-metadata",
});

/** InvokeModel. */
export const invokeModel: Operation = {
  name: "InvokeModel",
  path: "/model/{modelId}/invoke",
  headers: invoke("accept"),
  payload: "body",
  bytes: true,
};

/** InvokeModelWithResponseStream. */
export const invokeModelWithResponseStream: Operation = {
  name: "InvokeModelWithResponseStream",
  path: "/model/{modelId}/invoke-with-response-stream",
  headers: invoke("x-amzn-bedrock-accept"),
  payload: "body",
  events: { chunk: { bytes: "blob" } },
};

/** InvokeModelWithBidirectionalStream. */
export const invokeModelWithBidirectionalStream: Operation = {
  name: "InvokeModelWithBidirectionalStream",
  path: "/model/{modelId}/invoke-with-bidirectional-stream",
  payload: "body",
  required: ["body"],
  events: { chunk: { bytes: "blob" } },
  duplex: true,
};

/** Converse. */
export const converse: Operation = {
  name: "Converse",
  path: "/model/{modelId}/converse",
  input: conversation,
  output: { output: { message: { content: block } }, additionalModelResponseFields: "document" },
};

/** ConverseStream. */
export const converseStream: Operation = {
  name: "ConverseStream",
  path: "/model/{modelId}/converse-stream",
  input: conversation,
  events: {
    messageStart: NONE,
    contentBlockStart: NONE,
    contentBlockDelta: {
      delta: { reasoningContent: { redactedContent: "blob" }, image: source, toolResult: { json: "document" } },
    },
    contentBlockStop: NONE,
    messageStop: { additionalModelResponseFields: "document" },
    metadata: NONE,
  },
};
