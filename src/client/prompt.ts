/**
 * One prompt in, one text out, whichever model answers.
 *
 * Loaded with the first prompt: who speaks the models' own words needs none of this.
 *
 * @module
 */
import { converseAdapter } from "../models/converse_adapter.ts";
import { familyOf } from "../models/families.ts";
import type { FamilyName } from "../models/model_types.ts";
import type { PromptParameters, PromptUsage, TextAdapter } from "../models/text_adapter.ts";
import { textAdapter } from "../models/text_families.ts";
import { type Check, check, type Checks, count, isA } from "./check.ts";
import { failure, identified } from "./decode.ts";
import { headerUsage } from "./header_usage.ts";
import { imageCheck, videoCheck } from "./media.ts";
import { converse, converseStream, invokeModel, invokeModelWithResponseStream } from "./operations.ts";
import type { CallOptions } from "./options.ts";
import { decodeReply } from "./reply.ts";
import type { ServiceClient } from "./service_client.ts";
import type { BedrockStream } from "./stream.ts";

/** One prompt to one model, in words that are the same for all. */
export interface PromptInput extends PromptParameters {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: string;
  /** The family whose body the model speaks, when its id does not tell: a custom or provisioned model's ARN. */
  family?: FamilyName;
  /**
   * The road: the family's own body, or Converse.
   *
   * @default {"invoke" when the family is known and the model takes its body, else "converse"}
   */
  via?: "invoke" | "converse";
}

/** A whole answer. */
export interface PromptOutput {
  /** The text. */
  text: string;
  /** Why it ended, in Converse's vocabulary. */
  stopReason?: string;
  /** Token counts, as far as they are told. */
  usage: PromptUsage;
  /** The answer as the road gave it. */
  raw: unknown;
  /** AWS's request id. */
  requestId: string | undefined;
}

/** A piece of an answer. The last one tells why it ended, and what it took. */
export interface PromptChunk {
  /** The text that this piece adds; may be empty in the last. */
  text: string;
  /** Why the answer ended, in Converse's vocabulary: only in the last. */
  stopReason?: string;
  /** Token counts: only in the last. */
  usage?: PromptUsage;
}

const share: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : "a number from 0 to 1";
const CHECKS: Checks = {
  modelId: isA("string"),
  family: isA("string"),
  via: (value) => value === "invoke" || value === "converse" ? undefined : '"invoke" or "converse"',
  prompt: isA("string"),
  system: isA("string"),
  maxTokens: count,
  temperature: (value) => typeof value === "number" && value >= 0 ? undefined : "a number from 0",
  topP: share,
  topK: (value) => typeof value === "number" && value >= 0 ? undefined : "a number from 0",
  stopSequences: (value) =>
    Array.isArray(value) && value.every((one) => typeof one === "string") ? undefined : "a list of texts",
  images: (value) =>
    Array.isArray(value) && !value.some(imageCheck) ? undefined : "a list of images, each { bytes, mediaType }",
  video: videoCheck,
};

interface Call {
  adapter: TextAdapter;
  viaInvoke: boolean;
  input: object;
}

/**
 * Sends a prompt, and reads the whole answer.
 *
 * @param client The way to AWS.
 * @param input The prompt.
 * @param options How.
 * @returns The answer.
 * @throws {BedrockError} `InvalidResponse` for a success that holds no answer; and when AWS refuses.
 */
export async function prompt(client: ServiceClient, input: PromptInput, options?: CallOptions): Promise<PromptOutput> {
  const { adapter, viaInvoke, input: body } = prepare(input, false);
  const operation = viaInvoke ? invokeModel : converse;
  const reply = await client.exchange(operation, body, options);
  const raw = decodeReply(viaInvoke ? { ...operation, output: {} } : operation, reply);
  const { text, stopReason, usage } = adapter.read(raw ?? {});
  if (!text && stopReason === undefined && Object.keys(usage).length === 0) {
    const { attempts, headers } = reply;
    throw failure("neither text nor why it ended came", { action: "prompt model", attempts }, {
      code: "InvalidResponse",
      status: 200,
      ...identified(headers),
    });
  }
  const output: PromptOutput = { text, usage, raw, requestId: reply.requestId };
  if (stopReason !== undefined) output.stopReason = stopReason;
  if (viaInvoke) output.usage = { ...headerUsage(reply), ...usage };
  return output;
}

/**
 * Sends a prompt, and reads the answer as it comes.
 *
 * @param client The way to AWS.
 * @param input The prompt.
 * @param options How.
 * @returns The answer, piece by piece.
 */
// deno-lint-ignore require-await -- misuse must become a rejection
export async function promptStream(
  client: ServiceClient,
  input: PromptInput,
  options?: CallOptions,
): Promise<BedrockStream<PromptChunk>> {
  const { adapter, viaInvoke, input: body } = prepare(input, true);
  return client.stream<PromptChunk>(viaInvoke ? invokeModelWithResponseStream : converseStream, body, {
    reader: () => Promise.resolve(adapter.startReading?.() ?? adapter),
    chunks: viaInvoke,
    emit: ({ text }) => text ? { text } : undefined,
    last: ({ stopReason, usage }) => ({ text: "", usage, ...(stopReason === undefined ? {} : { stopReason }) }),
  }, options);
}

/** The only road there is to a model, for those that have a family and no Invoke. */
function roadOf(modelId: string): "converse" | undefined {
  return /\bmeta\.llama3-1-405b/.test(modelId) ? "converse" : undefined;
}

/** Finds the road, and writes the body for it. */
function prepare(input: PromptInput, stream: boolean): Call {
  check("input", input, CHECKS);
  for (const name of ["modelId", "prompt"] as const) {
    if (!input[name]) throw new TypeError(`Cannot use input: ${name} is missing or empty`);
  }
  const { modelId, family = familyOf(modelId), via = roadOf(modelId), ...parameters } = input;
  const native = family && textAdapter(family);
  if (via === "invoke" ? !native : family && !native && via === undefined) {
    const problem = family ? `${family} has no text adapter` : "its id does not tell the family, wanted input.family";
    throw new TypeError(`Cannot prompt model: ${problem}, or via: "converse"`);
  }
  const viaInvoke = native !== undefined && via !== "converse";
  const adapter = (viaInvoke ? native : converseAdapter) as TextAdapter;
  const body = adapter.toBody(parameters, { stream, modelId });
  return { adapter, viaInvoke, input: viaInvoke ? { modelId, body } : { ...body as object, modelId } };
}
