/**
 * A model id in, as a type; the types of its request, its answer and its chunks out.
 *
 * @module
 */
import type { Document } from "./document.ts";
import type { AmazonNovaChunk, AmazonNovaRequest, AmazonNovaResponse } from "./amazon_nova.ts";
import type { AmazonTitanTextChunk, AmazonTitanTextRequest, AmazonTitanTextResponse } from "./amazon_titan_text.ts";
import type {
  AnthropicMessagesChunk,
  AnthropicMessagesRequest,
  AnthropicMessagesResponse,
} from "./anthropic_messages.ts";
import type {
  AnthropicTextCompletionsChunk,
  AnthropicTextCompletionsRequest,
  AnthropicTextCompletionsResponse,
} from "./anthropic_text_completions.ts";

/** The bodies of one kind of model: any JSON, unless it is told what they are. */
export interface Bodies<Request = object, Response = Document, Chunk = Document> {
  /** What the model takes. */
  request: Request;
  /** What it answers. */
  response: Response;
  /** One chunk of its stream. */
  chunk: Chunk;
}

/** A family, as types. */
export interface FamilyTypes<Id extends string, Request, Response, Chunk> extends Bodies<Request, Response, Chunk> {
  /** The ids of its models, without a region's prefix. */
  id: Id;
}

/** An id with or without a version and a context suffix behind it: `…`, `…:0`, `…:0:24k`. */
export type VersionedId<Id extends string> = Id | `${Id}:${string}`;

/**
 * Every family, as types. The request is what InvokeModel takes, or the model input of StartAsyncInvoke where a family has
 * nothing else; `never` stands for what the family does not have.
 */
export interface Families {
  /** Claude Instant, 2 and 2.1: a script to continue. */
  "anthropic-text-completions": FamilyTypes<
    VersionedId<`anthropic.claude-${"instant-v1" | "v1" | "v2"}`>,
    AnthropicTextCompletionsRequest,
    AnthropicTextCompletionsResponse,
    AnthropicTextCompletionsChunk
  >;
  /** Claude from 3 on: a conversation. */
  "anthropic-messages": FamilyTypes<
    `anthropic.claude-${"3" | "fable" | "haiku" | "mythos" | "opus" | "sonnet"}${string}`,
    AnthropicMessagesRequest,
    AnthropicMessagesResponse,
    AnthropicMessagesChunk
  >;
  /** Titan Text Lite, Express and Premier. */
  "amazon-titan-text": FamilyTypes<
    `amazon.titan-${"tg1-large" | "text-lite" | "text-express" | "text-premier"}${string}`,
    AmazonTitanTextRequest,
    AmazonTitanTextResponse,
    AmazonTitanTextChunk
  >;
  /** Titan Text Embeddings G1. */
  "amazon-titan-embed-text-v1": FamilyTypes<
    VersionedId<`amazon.titan-embed-${"text-v1" | "g1-text-02"}`>,
    object,
    Document,
    never
  >;
  /** Titan Text Embeddings V2. */
  "amazon-titan-embed-text-v2": FamilyTypes<VersionedId<"amazon.titan-embed-text-v2">, object, Document, never>;
  /** Titan Multimodal Embeddings G1. */
  "amazon-titan-embed-image": FamilyTypes<VersionedId<"amazon.titan-embed-image-v1">, object, Document, never>;
  /** Titan Image Generator, both versions. */
  "amazon-titan-image": FamilyTypes<VersionedId<`amazon.titan-image-generator-v${1 | 2}`>, object, Document, never>;
  /** Nova Micro, Lite, Pro, Premier, and Nova 2. */
  "amazon-nova": FamilyTypes<
    VersionedId<`amazon.nova-${"micro" | "lite" | "pro" | "premier" | "2-lite" | "2-pro" | "2-omni"}-v1`>,
    AmazonNovaRequest,
    AmazonNovaResponse,
    AmazonNovaChunk
  >;
  /** Nova Canvas: images. */
  "amazon-nova-canvas": FamilyTypes<VersionedId<"amazon.nova-canvas-v1">, object, Document, never>;
  /** Nova Reel: videos, by StartAsyncInvoke only. */
  "amazon-nova-reel": FamilyTypes<VersionedId<"amazon.nova-reel-v1">, object, never, never>;
  /** Nova Sonic: speech, by the bidirectional stream only; request and chunk are one event each. */
  "amazon-nova-sonic": FamilyTypes<VersionedId<`amazon.nova-${"" | "2-"}sonic-v1`>, object, Document, Document>;
  /** Nova Multimodal Embeddings. */
  "amazon-nova-embed": FamilyTypes<VersionedId<"amazon.nova-2-multimodal-embeddings-v1">, object, Document, never>;
  /** Amazon Rerank. */
  "amazon-rerank": FamilyTypes<VersionedId<"amazon.rerank-v1">, object, Document, never>;
  /** Jurassic-2. */
  "ai21-jurassic2": FamilyTypes<`ai21.j2-${string}`, object, Document, never>;
  /** Jamba. */
  "ai21-jamba": FamilyTypes<`ai21.jamba-${string}`, object, Document, Document>;
  /** Command and Command Light: a text to continue. */
  "cohere-command": FamilyTypes<`cohere.command-${"" | "light-"}text-v14${string}`, object, Document, Document>;
  /** Command R and R+: a conversation. */
  "cohere-command-r": FamilyTypes<VersionedId<`cohere.command-r${"" | "-plus"}-v1`>, object, Document, Document>;
  /** Embed v3, English and multilingual. */
  "cohere-embed-v3": FamilyTypes<`cohere.embed-${"english" | "multilingual"}-v3${string}`, object, Document, never>;
  /** Embed v4: texts and images. */
  "cohere-embed-v4": FamilyTypes<VersionedId<"cohere.embed-v4">, object, Document, never>;
  /** Rerank 3.5. */
  "cohere-rerank": FamilyTypes<VersionedId<"cohere.rerank-v3-5">, object, Document, never>;
  /** Llama 2 to 4: a text to continue. */
  "meta-llama": FamilyTypes<`meta.llama${2 | 3 | 4}${string}`, object, Document, Document>;
  /** Mistral 7B, Mixtral, Large and Small 2402: a text to continue. */
  "mistral-text": FamilyTypes<
    `mistral.${"mistral-7b-instruct" | "mixtral-8x7b-instruct" | "mistral-large-2402" | "mistral-small-2402"}${string}`,
    object,
    Document,
    Document
  >;
  /** Mistral Large 2407 and Pixtral Large: a conversation. */
  "mistral-chat": FamilyTypes<
    `mistral.${"mistral-large-2407" | "pixtral-large-2502"}${string}`,
    object,
    Document,
    Document
  >;
  /** OpenAI's open-weight models. */
  "openai-gpt-oss": FamilyTypes<`openai.gpt-oss-${"" | "safeguard-"}${20 | 120}b${string}`, object, Document, Document>;
  /** DeepSeek R1: a text to continue. */
  "deepseek-r1": FamilyTypes<VersionedId<"deepseek.r1-v1">, object, Document, Document>;
  /** DeepSeek V3.1 and V3.2. */
  "deepseek-v3": FamilyTypes<`deepseek.v3${string}`, object, Document, Document>;
  /** Qwen3. */
  qwen: FamilyTypes<`qwen.qwen3-${string}`, object, Document, Document>;
  /** Kimi K2 and K3. */
  "moonshot-kimi": FamilyTypes<`moonshot${"" | "ai"}.kimi-${string}`, object, Document, Document>;
  /** MiniMax M2. */
  minimax: FamilyTypes<`minimax.minimax-${string}`, object, Document, Document>;
  /** Gemma 3. */
  "google-gemma": FamilyTypes<`google.gemma-3-${string}`, object, Document, Document>;
  /** Nemotron. */
  "nvidia-nemotron": FamilyTypes<`nvidia.nemotron-${string}`, object, Document, Document>;
  /** GLM. */
  "zai-glm": FamilyTypes<`zai.glm-${string}`, object, Document, Document>;
  /** Mistral's third generation, Magistral, Devstral and Voxtral. */
  "mistral-openai": FamilyTypes<
    `mistral.${"mistral-large-3" | "ministral-3" | "magistral" | "devstral" | "voxtral"}${string}`,
    object,
    Document,
    Document
  >;
  /** Palmyra Vision. */
  "writer-palmyra-vision": FamilyTypes<`writer.palmyra-vision-${string}`, object, Document, Document>;
  /** Grok. */
  "xai-grok": FamilyTypes<`xai.grok-4.${6 | 7}${string}`, object, Document, Document>;
  /** Palmyra X4 and X5. */
  "writer-palmyra": FamilyTypes<VersionedId<`writer.palmyra-x${4 | 5}-v1`>, object, Document, Document>;
  /** Stable Diffusion XL. */
  "stability-sdxl": FamilyTypes<`stability.stable-diffusion-xl${string}`, object, Document, never>;
  /** Stable Diffusion 3 and 3.5 Large. */
  "stability-sd3": FamilyTypes<`stability.sd3-${string}`, object, Document, never>;
  /** Stable Image Core and Ultra. */
  "stability-image": FamilyTypes<VersionedId<`stability.stable-image-${"core" | "ultra"}-v1`>, object, Document, never>;
  /** Stability: a larger image, with invention. */
  "stability-creative-upscale": FamilyTypes<
    VersionedId<"stability.stable-creative-upscale-v1">,
    object,
    Document,
    never
  >;
  /** Stability: a larger image, without invention. */
  "stability-conservative-upscale": FamilyTypes<
    VersionedId<"stability.stable-conservative-upscale-v1">,
    object,
    Document,
    never
  >;
  /** Stability: a larger image, in a second. */
  "stability-fast-upscale": FamilyTypes<VersionedId<"stability.stable-fast-upscale-v1">, object, Document, never>;
  /** Stability: something new in a part of an image. */
  "stability-inpaint": FamilyTypes<VersionedId<"stability.stable-image-inpaint-v1">, object, Document, never>;
  /** Stability: more image around an image. */
  "stability-outpaint": FamilyTypes<VersionedId<"stability.stable-outpaint-v1">, object, Document, never>;
  /** Stability: another colour for a thing that is named. */
  "stability-search-recolor": FamilyTypes<
    VersionedId<"stability.stable-image-search-recolor-v1">,
    object,
    Document,
    never
  >;
  /** Stability: another thing for a thing that is named. */
  "stability-search-replace": FamilyTypes<
    VersionedId<"stability.stable-image-search-replace-v1">,
    object,
    Document,
    never
  >;
  /** Stability: an image without a thing. */
  "stability-erase-object": FamilyTypes<VersionedId<"stability.stable-image-erase-object-v1">, object, Document, never>;
  /** Stability: an image without its background. */
  "stability-remove-background": FamilyTypes<
    VersionedId<"stability.stable-image-remove-background-v1">,
    object,
    Document,
    never
  >;
  /** Stability: an image from a sketch. */
  "stability-control-sketch": FamilyTypes<
    VersionedId<"stability.stable-image-control-sketch-v1">,
    object,
    Document,
    never
  >;
  /** Stability: an image with another's structure. */
  "stability-control-structure": FamilyTypes<
    VersionedId<"stability.stable-image-control-structure-v1">,
    object,
    Document,
    never
  >;
  /** Stability: an image with another's style. */
  "stability-style-guide": FamilyTypes<VersionedId<"stability.stable-image-style-guide-v1">, object, Document, never>;
  /** Stability: an image in the style of another. */
  "stability-style-transfer": FamilyTypes<VersionedId<"stability.stable-style-transfer-v1">, object, Document, never>;
  /** Luma Ray 2: videos, by StartAsyncInvoke only. */
  "luma-ray": FamilyTypes<VersionedId<"luma.ray-v2">, object, never, never>;
  /** TwelveLabs Pegasus: a question about a video. */
  "twelvelabs-pegasus": FamilyTypes<VersionedId<"twelvelabs.pegasus-1-2-v1">, object, Document, Document>;
  /** TwelveLabs Marengo 2.7: embeddings of any medium. */
  "twelvelabs-marengo-2": FamilyTypes<VersionedId<"twelvelabs.marengo-embed-2-7-v1">, object, Document, never>;
  /** TwelveLabs Marengo 3.0: embeddings of any medium. */
  "twelvelabs-marengo-3": FamilyTypes<VersionedId<"twelvelabs.marengo-embed-3-0-v1">, object, Document, never>;
  /** A model of the caller's own, imported; its ids name no family as a type, because older ones speak other bodies. */
  "imported-model": FamilyTypes<never, object, Document, Document>;
  /** A model of the marketplace, on an endpoint; its ids name no family as a type, because each container has its own bodies. */
  "marketplace-endpoint": FamilyTypes<never, object, Document, Document>;
}

/** The name of a family. */
export type FamilyName = keyof Families;

/** The request of every family. */
export type FamilyRequests = { [F in FamilyName]: Families[F]["request"] };

/** The answer of every family. */
export type FamilyResponses = { [F in FamilyName]: Families[F]["response"] };

/** The chunk of every family's stream. */
export type FamilyChunks = { [F in FamilyName]: Families[F]["chunk"] };

/** The first label of a model's own id. */
export type ModelProvider =
  | "ai21"
  | "amazon"
  | "anthropic"
  | "cohere"
  | "deepseek"
  | "google"
  | "luma"
  | "meta"
  | "minimax"
  | "mistral"
  | "moonshot"
  | "moonshotai"
  | "nvidia"
  | "openai"
  | "qwen"
  | "stability"
  | "twelvelabs"
  | "writer"
  | "xai"
  | "zai";

/** The model's own id, without an ARN around it and without a region's prefix; empty for an ARN that names no model. */
export type BareModelId<M extends string> = M extends `arn:${string}`
  ? M extends `${string}:${"foundation-model" | "inference-profile"}/${infer Id}` ? BareModelId<Id>
  : M extends `${string}:custom-model/${infer Id}/${string}` ? BareModelId<Id>
  : ""
  : M extends `${string}.${ModelProvider}.${string}` ? M extends `${string}.${infer Id}` ? Id : never
  : M;

/**
 * An id that does not tell its family (a provisioned throughput, an application inference profile, an imported model, a
 * marketplace endpoint), with the family, or the {@linkcode Bodies}, that the caller knows it has. Any string is one.
 *
 * @example Saying what a provisioned model is
 * ```ts
 * import type { ModelId, RequestOf } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * const modelId: ModelId<"amazon-titan-text"> = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123";
 * const body: RequestOf<typeof modelId> = { inputText: "Hi" };
 * assertEquals(body.inputText, "Hi");
 * ```
 */
export type ModelId<Known extends FamilyName | Bodies<unknown, unknown, unknown>> = string & {
  /** What is known: a mark for the type checker, never a value. */
  readonly "~bodies"?: Known;
};

/**
 * The family that an id tells, as `familyOf` finds it when the program runs; `undefined` for an id that does not tell, and
 * for a plain `string`.
 */
export type FamilyOf<M extends string> = "~bodies" extends keyof M ? Extract<NonNullable<M["~bodies"]>, FamilyName>
  : string extends M ? undefined
  : { [F in FamilyName]: BareModelId<M> extends Families[F]["id"] ? F : never }[FamilyName] extends infer F
    ? [F] extends [never] ? undefined : F
  : never;

/** The bodies of a model, told from its id; any JSON where the id does not tell. */
export type BodiesOf<M extends string> = "~bodies" extends keyof M
  ? NonNullable<M["~bodies"]> extends infer Known ? Known extends FamilyName ? Families[Known] : Known : never
  : FamilyOf<M> extends infer F ? F extends FamilyName ? Families[F] : Bodies
  : never;

/** The request of a model, told from its id; any JSON where the id does not tell. */
export type RequestOf<M extends string> = BodiesOf<M> extends { request: infer Request } ? Request : never;

/** The answer of a model, told from its id; any JSON where the id does not tell. */
export type ResponseOf<M extends string> = BodiesOf<M> extends { response: infer Response } ? Response : never;

/** One chunk of a model's stream, told from its id; any JSON where the id does not tell. */
export type ChunkOf<M extends string> = BodiesOf<M> extends { chunk: infer Chunk } ? Chunk : never;
