/**
 * Texts and images in, a vector for each out, whichever model makes them.
 *
 * Loaded with the first call.
 *
 * @module
 */
import { embeddingAdapter } from "../models/embedding_families.ts";
import {
  type EmbeddingAdapter,
  embeddingBatches,
  type EmbeddingInput,
  type EmbeddingParameters,
} from "../models/embedding_adapter.ts";
import { familyOf } from "../models/families.ts";
import type { FamilyName } from "../models/model_types.ts";
import type { PromptUsage } from "../models/text_adapter.ts";
import { check, type Checks, count, isA } from "./check.ts";
import { failure, identified } from "./decode.ts";
import { headerUsage } from "./header_usage.ts";
import { invokeModel } from "./operations.ts";
import { decodeReply, type Reply } from "./reply.ts";
import type { ServiceClient } from "./service_client.ts";
import { sideBySide, type SideBySideOptions } from "./side_by_side.ts";

/** What becomes vectors, and how, in words that are the same for every model. */
export interface EmbedInput extends EmbeddingParameters {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: string;
  /** A text, an image, both together, or a list of these. */
  input: EmbeddingInput | readonly EmbeddingInput[];
  /** The family whose body the model speaks, when its id does not tell: a provisioned model's ARN. */
  family?: FamilyName;
}

/** How vectors are asked for. */
export type EmbedOptions = SideBySideOptions;

/** Vectors, and what they took. */
export interface EmbedOutput {
  /** One vector for each input, in their order. */
  vectors: Float32Array[];
  /** Token counts of all requests together, as far as they are told. */
  usage: PromptUsage;
  /** AWS's request ids, one for each request that it took. */
  requestIds: string[];
}

const CHECKS: Checks = {
  modelId: isA("string"),
  input: (value) => typeof value === "string" || typeof value === "object" && value ? undefined : "texts or images",
  family: isA("string"),
  dimensions: count,
  normalize: isA("boolean"),
  purpose: isA("string"),
  truncate: (value) => /^(start|end|none)$/.test(String(value)) ? undefined : '"start", "end" or "none"',
};

/**
 * Makes vectors: as many requests as the family needs, some of them side by side.
 *
 * @param client The way to AWS.
 * @param input What becomes vectors.
 * @param options How.
 * @returns The vectors.
 */
export async function embed(client: ServiceClient, input: EmbedInput, options: EmbedOptions): Promise<EmbedOutput> {
  check("input", input, CHECKS);
  const { modelId, input: given, family = familyOf(modelId ?? ""), ...parameters } = input;
  if (!modelId || given === undefined) {
    throw new TypeError(`Cannot use input: ${modelId ? "input" : "modelId"} is missing or empty`);
  }
  const adapter = family && embeddingAdapter(family);
  if (!adapter) {
    const problem = family ? `${family} makes no vectors` : "its id does not tell the family, wanted input.family";
    throw new TypeError(`Cannot embed: ${problem}`);
  }
  const inputs = (Array.isArray(given) ? given : [given]) as readonly EmbeddingInput[];
  for (const one of inputs) refuseUnfit(one);
  const batches = embeddingBatches(adapter, inputs);
  // All bodies are written before the first is sent: what the family has no place for costs nothing
  const bodies = batches.map((batch) => adapter.toBody(batch, parameters, { modelId }));
  const output: EmbedOutput = { vectors: [], usage: {}, requestIds: [] };
  const replies = await sideBySide(
    bodies,
    async (body, each, at) => {
      const reply = await client.exchange(invokeModel, { modelId, body }, each);
      return read(adapter, reply, batches[at]!.length);
    },
    options,
  );
  for (const { vectors, usage, requestId } of replies) {
    output.vectors.push(...vectors);
    for (const [name, count] of Object.entries(usage) as [keyof PromptUsage, number][]) {
      output.usage[name] = (output.usage[name] ?? 0) + count;
    }
    if (requestId) output.requestIds.push(requestId);
  }
  return output;
}

/** What is neither text nor image: sounds, videos, and what lies in S3, are jobs for StartAsyncInvoke. */
function refuseUnfit(input: unknown): void {
  if (typeof input === "string") return;
  const { image = input, text = "" } = (input ?? {}) as { image?: unknown; text?: unknown };
  const { bytes, mediaType } = (image ?? {}) as { bytes?: unknown; mediaType?: unknown };
  if (typeof mediaType === "string" && !mediaType.startsWith("image/")) {
    throw new TypeError(`Cannot embed: the input is ${mediaType}, wanted a text or an image, or startAsyncInvoke`);
  }
  if (!(bytes instanceof Uint8Array) || typeof mediaType !== "string" || typeof text !== "string") {
    throw new TypeError(
      "Cannot embed: the input is neither text nor image, wanted a string, { bytes, mediaType } or { text, image }; " +
        "what lies in S3 is for startAsyncInvoke",
    );
  }
}

function read(
  adapter: EmbeddingAdapter,
  reply: Reply,
  wanted: number,
): { vectors: Float32Array[]; usage: PromptUsage; requestId: string | undefined } {
  const raw = decodeReply({ ...invokeModel, output: {} }, reply);
  const { vectors, usage } = adapter.read(raw ?? {});
  if (vectors.length !== wanted || vectors.some(({ length }) => length === 0)) {
    // Titan says what went wrong beside HTTP 200
    const { message } = (raw ?? {}) as { message?: unknown };
    const problem = typeof message === "string" ? message : `${vectors.length} vectors came, wanted ${wanted}`;
    const { attempts, headers } = reply;
    throw failure(problem, { action: "embed", attempts }, {
      code: typeof message === "string" ? "ModelErrorException" : "InvalidResponse",
      status: 200,
      ...identified(headers),
    });
  }
  return { vectors, usage: { ...headerUsage(reply), ...usage }, requestId: reply.requestId };
}
