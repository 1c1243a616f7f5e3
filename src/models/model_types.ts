/**
 * A model id in, as a type; the types of its request, its answer and its chunks out.
 *
 * @module
 */
import type { Document } from "./document.ts";
import type { Ai21JambaChunk, Ai21JambaRequest, Ai21JambaResponse } from "./ai21_jamba.ts";
import type { Ai21Jurassic2Request, Ai21Jurassic2Response } from "./ai21_jurassic2.ts";
import type {
  AmazonNovaCanvasRequest,
  AmazonNovaCanvasResponse,
  AmazonTitanImageRequest,
  AmazonTitanImageResponse,
} from "./amazon_image.ts";
import type { AmazonNovaChunk, AmazonNovaRequest, AmazonNovaResponse } from "./amazon_nova.ts";
import type {
  AmazonNovaEmbedAsyncRequest,
  AmazonNovaEmbedRequest,
  AmazonNovaEmbedResponse,
} from "./amazon_nova_embed.ts";
import type { AmazonNovaReelRequest } from "./amazon_nova_reel.ts";
import type { AmazonNovaSonicChunk, AmazonNovaSonicRequest } from "./amazon_nova_sonic.ts";
import type {
  AmazonTitanEmbedImageRequest,
  AmazonTitanEmbedImageResponse,
  AmazonTitanEmbedTextV1Request,
  AmazonTitanEmbedTextV1Response,
  AmazonTitanEmbedTextV2Request,
  AmazonTitanEmbedTextV2Response,
} from "./amazon_titan_embed.ts";
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
import type { CohereCommandChunk, CohereCommandRequest, CohereCommandResponse } from "./cohere_command.ts";
import type { CohereCommandRChunk, CohereCommandRRequest, CohereCommandRResponse } from "./cohere_command_r.ts";
import type {
  CohereEmbedV3Request,
  CohereEmbedV3Response,
  CohereEmbedV4Request,
  CohereEmbedV4Response,
} from "./cohere_embed.ts";
import type { DeepseekR1Chunk, DeepseekR1Request, DeepseekR1Response } from "./deepseek_r1.ts";
import type { ImportedModelChunk, ImportedModelRequest, ImportedModelResponse } from "./imported_model.ts";
import type { LumaRayRequest } from "./luma_ray.ts";
import type {
  MarketplaceEndpointChunk,
  MarketplaceEndpointRequest,
  MarketplaceEndpointResponse,
} from "./marketplace_endpoint.ts";
import type { MetaLlamaChunk, MetaLlamaRequest, MetaLlamaResponse } from "./meta_llama.ts";
import type { MistralChatChunk, MistralChatRequest, MistralChatResponse } from "./mistral_chat.ts";
import type { MistralTextChunk, MistralTextRequest, MistralTextResponse } from "./mistral_text.ts";
import type {
  DeepseekV3Chunk,
  DeepseekV3Request,
  DeepseekV3Response,
  GoogleGemmaChunk,
  GoogleGemmaRequest,
  GoogleGemmaResponse,
  MinimaxChunk,
  MinimaxRequest,
  MinimaxResponse,
  MistralOpenaiChunk,
  MistralOpenaiRequest,
  MistralOpenaiResponse,
  MoonshotKimiChunk,
  MoonshotKimiRequest,
  MoonshotKimiResponse,
  NvidiaNemotronChunk,
  NvidiaNemotronRequest,
  NvidiaNemotronResponse,
  OpenaiGptOssChunk,
  OpenaiGptOssRequest,
  OpenaiGptOssResponse,
  QwenChunk,
  QwenRequest,
  QwenResponse,
  WriterPalmyraVisionChunk,
  WriterPalmyraVisionRequest,
  WriterPalmyraVisionResponse,
  XaiGrokChunk,
  XaiGrokRequest,
  XaiGrokResponse,
  ZaiGlmChunk,
  ZaiGlmRequest,
  ZaiGlmResponse,
} from "./open_weight_models.ts";
import type { AmazonRerankRequest, AmazonRerankResponse, CohereRerankRequest, CohereRerankResponse } from "./rerank.ts";
import type {
  StabilityImageRequest,
  StabilityImageResponse,
  StabilitySd3Request,
  StabilitySd3Response,
} from "./stability_image.ts";
import type { StabilitySdxlRequest, StabilitySdxlResponse } from "./stability_sdxl.ts";
import type {
  StabilityConservativeUpscaleRequest,
  StabilityConservativeUpscaleResponse,
  StabilityControlSketchRequest,
  StabilityControlSketchResponse,
  StabilityControlStructureRequest,
  StabilityControlStructureResponse,
  StabilityCreativeUpscaleRequest,
  StabilityCreativeUpscaleResponse,
  StabilityEraseObjectRequest,
  StabilityEraseObjectResponse,
  StabilityFastUpscaleRequest,
  StabilityFastUpscaleResponse,
  StabilityInpaintRequest,
  StabilityInpaintResponse,
  StabilityOutpaintRequest,
  StabilityOutpaintResponse,
  StabilityRemoveBackgroundRequest,
  StabilityRemoveBackgroundResponse,
  StabilitySearchRecolorRequest,
  StabilitySearchRecolorResponse,
  StabilitySearchReplaceRequest,
  StabilitySearchReplaceResponse,
  StabilityStyleGuideRequest,
  StabilityStyleGuideResponse,
  StabilityStyleTransferRequest,
  StabilityStyleTransferResponse,
} from "./stability_services.ts";
import type {
  TwelvelabsMarengo2Request,
  TwelvelabsMarengo2Response,
  TwelvelabsMarengo3Request,
  TwelvelabsMarengo3Response,
} from "./twelvelabs_marengo.ts";
import type {
  TwelvelabsPegasusChunk,
  TwelvelabsPegasusRequest,
  TwelvelabsPegasusResponse,
} from "./twelvelabs_pegasus.ts";
import type { WriterPalmyraChunk, WriterPalmyraRequest, WriterPalmyraResponse } from "./writer_palmyra.ts";

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
export interface FamilyTypes<Id extends string, Request, Response, Chunk = never>
  extends Bodies<Request, Response, Chunk> {
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
    AmazonTitanEmbedTextV1Request,
    AmazonTitanEmbedTextV1Response
  >;
  /** Titan Text Embeddings V2. */
  "amazon-titan-embed-text-v2": FamilyTypes<
    VersionedId<"amazon.titan-embed-text-v2">,
    AmazonTitanEmbedTextV2Request,
    AmazonTitanEmbedTextV2Response
  >;
  /** Titan Multimodal Embeddings G1. */
  "amazon-titan-embed-image": FamilyTypes<
    VersionedId<"amazon.titan-embed-image-v1">,
    AmazonTitanEmbedImageRequest,
    AmazonTitanEmbedImageResponse
  >;
  /** Titan Image Generator, both versions. */
  "amazon-titan-image": FamilyTypes<
    VersionedId<`amazon.titan-image-generator-v${1 | 2}`>,
    AmazonTitanImageRequest,
    AmazonTitanImageResponse
  >;
  /** Nova Micro, Lite, Pro, Premier, and Nova 2. */
  "amazon-nova": FamilyTypes<
    VersionedId<`amazon.nova-${"micro" | "lite" | "pro" | "premier" | "2-lite" | "2-pro" | "2-omni"}-v1`>,
    AmazonNovaRequest,
    AmazonNovaResponse,
    AmazonNovaChunk
  >;
  /** Nova Canvas: images. */
  "amazon-nova-canvas": FamilyTypes<
    VersionedId<"amazon.nova-canvas-v1">,
    AmazonNovaCanvasRequest,
    AmazonNovaCanvasResponse
  >;
  /** Nova Reel: videos, by StartAsyncInvoke only. */
  "amazon-nova-reel": FamilyTypes<VersionedId<"amazon.nova-reel-v1">, AmazonNovaReelRequest, never>;
  /** Nova Sonic: speech, by the bidirectional stream only; request and chunk are one event each. */
  "amazon-nova-sonic": FamilyTypes<
    VersionedId<`amazon.nova-${"" | "2-"}sonic-v1`>,
    AmazonNovaSonicRequest,
    never,
    AmazonNovaSonicChunk
  >;
  /** Nova Multimodal Embeddings. */
  "amazon-nova-embed": FamilyTypes<
    VersionedId<"amazon.nova-2-multimodal-embeddings-v1">,
    AmazonNovaEmbedRequest,
    AmazonNovaEmbedResponse
  >;
  /** Amazon Rerank. */
  "amazon-rerank": FamilyTypes<VersionedId<"amazon.rerank-v1">, AmazonRerankRequest, AmazonRerankResponse>;
  /** Jurassic-2. */
  "ai21-jurassic2": FamilyTypes<`ai21.j2-${string}`, Ai21Jurassic2Request, Ai21Jurassic2Response>;
  /** Jamba. */
  "ai21-jamba": FamilyTypes<`ai21.jamba-${string}`, Ai21JambaRequest, Ai21JambaResponse, Ai21JambaChunk>;
  /** Command and Command Light: a text to continue. */
  "cohere-command": FamilyTypes<
    `cohere.command-${"" | "light-"}text-v14${string}`,
    CohereCommandRequest,
    CohereCommandResponse,
    CohereCommandChunk
  >;
  /** Command R and R+: a conversation. */
  "cohere-command-r": FamilyTypes<
    VersionedId<`cohere.command-r${"" | "-plus"}-v1`>,
    CohereCommandRRequest,
    CohereCommandRResponse,
    CohereCommandRChunk
  >;
  /** Embed v3, English and multilingual. */
  "cohere-embed-v3": FamilyTypes<
    `cohere.embed-${"english" | "multilingual"}-v3${string}`,
    CohereEmbedV3Request,
    CohereEmbedV3Response
  >;
  /** Embed v4: texts and images. */
  "cohere-embed-v4": FamilyTypes<VersionedId<"cohere.embed-v4">, CohereEmbedV4Request, CohereEmbedV4Response>;
  /** Rerank 3.5. */
  "cohere-rerank": FamilyTypes<VersionedId<"cohere.rerank-v3-5">, CohereRerankRequest, CohereRerankResponse>;
  /** Llama 2 to 4: a text to continue. */
  "meta-llama": FamilyTypes<`meta.llama${2 | 3 | 4}${string}`, MetaLlamaRequest, MetaLlamaResponse, MetaLlamaChunk>;
  /** Mistral 7B, Mixtral, Large and Small 2402: a text to continue. */
  "mistral-text": FamilyTypes<
    `mistral.${"mistral-7b-instruct" | "mixtral-8x7b-instruct" | "mistral-large-2402" | "mistral-small-2402"}${string}`,
    MistralTextRequest,
    MistralTextResponse,
    MistralTextChunk
  >;
  /** Mistral Large 2407 and Pixtral Large: a conversation. */
  "mistral-chat": FamilyTypes<
    `mistral.${"mistral-large-2407" | "pixtral-large-2502"}${string}`,
    MistralChatRequest,
    MistralChatResponse,
    MistralChatChunk
  >;
  /** OpenAI's open-weight models. */
  "openai-gpt-oss": FamilyTypes<
    `openai.gpt-oss-${"" | "safeguard-"}${20 | 120}b${string}`,
    OpenaiGptOssRequest,
    OpenaiGptOssResponse,
    OpenaiGptOssChunk
  >;
  /** DeepSeek R1: a text to continue. */
  "deepseek-r1": FamilyTypes<VersionedId<"deepseek.r1-v1">, DeepseekR1Request, DeepseekR1Response, DeepseekR1Chunk>;
  /** DeepSeek V3.1 and V3.2. */
  "deepseek-v3": FamilyTypes<`deepseek.v3${string}`, DeepseekV3Request, DeepseekV3Response, DeepseekV3Chunk>;
  /** Qwen3. */
  qwen: FamilyTypes<`qwen.qwen3-${string}`, QwenRequest, QwenResponse, QwenChunk>;
  /** Kimi K2 and K3. */
  "moonshot-kimi": FamilyTypes<
    `moonshot${"" | "ai"}.kimi-${string}`,
    MoonshotKimiRequest,
    MoonshotKimiResponse,
    MoonshotKimiChunk
  >;
  /** MiniMax M2. */
  minimax: FamilyTypes<`minimax.minimax-${string}`, MinimaxRequest, MinimaxResponse, MinimaxChunk>;
  /** Gemma 3. */
  "google-gemma": FamilyTypes<`google.gemma-3-${string}`, GoogleGemmaRequest, GoogleGemmaResponse, GoogleGemmaChunk>;
  /** Nemotron. */
  "nvidia-nemotron": FamilyTypes<
    `nvidia.nemotron-${string}`,
    NvidiaNemotronRequest,
    NvidiaNemotronResponse,
    NvidiaNemotronChunk
  >;
  /** GLM. */
  "zai-glm": FamilyTypes<`zai.glm-${string}`, ZaiGlmRequest, ZaiGlmResponse, ZaiGlmChunk>;
  /** Mistral's third generation, Magistral, Devstral and Voxtral. */
  "mistral-openai": FamilyTypes<
    `mistral.${"mistral-large-3" | "ministral-3" | "magistral" | "devstral" | "voxtral"}${string}`,
    MistralOpenaiRequest,
    MistralOpenaiResponse,
    MistralOpenaiChunk
  >;
  /** Palmyra Vision. */
  "writer-palmyra-vision": FamilyTypes<
    `writer.palmyra-vision-${string}`,
    WriterPalmyraVisionRequest,
    WriterPalmyraVisionResponse,
    WriterPalmyraVisionChunk
  >;
  /** Grok. */
  "xai-grok": FamilyTypes<`xai.grok-4.${6 | 7}${string}`, XaiGrokRequest, XaiGrokResponse, XaiGrokChunk>;
  /** Palmyra X4 and X5. */
  "writer-palmyra": FamilyTypes<
    VersionedId<`writer.palmyra-x${4 | 5}-v1`>,
    WriterPalmyraRequest,
    WriterPalmyraResponse,
    WriterPalmyraChunk
  >;
  /** Stable Diffusion XL. */
  "stability-sdxl": FamilyTypes<`stability.stable-diffusion-xl${string}`, StabilitySdxlRequest, StabilitySdxlResponse>;
  /** Stable Diffusion 3 and 3.5 Large. */
  "stability-sd3": FamilyTypes<`stability.sd3-${string}`, StabilitySd3Request, StabilitySd3Response>;
  /** Stable Image Core and Ultra. */
  "stability-image": FamilyTypes<
    VersionedId<`stability.stable-image-${"core" | "ultra"}-v1`>,
    StabilityImageRequest,
    StabilityImageResponse
  >;
  /** Stability: a larger image, with invention. */
  "stability-creative-upscale": FamilyTypes<
    VersionedId<"stability.stable-creative-upscale-v1">,
    StabilityCreativeUpscaleRequest,
    StabilityCreativeUpscaleResponse
  >;
  /** Stability: a larger image, without invention. */
  "stability-conservative-upscale": FamilyTypes<
    VersionedId<"stability.stable-conservative-upscale-v1">,
    StabilityConservativeUpscaleRequest,
    StabilityConservativeUpscaleResponse
  >;
  /** Stability: a larger image, in a second. */
  "stability-fast-upscale": FamilyTypes<
    VersionedId<"stability.stable-fast-upscale-v1">,
    StabilityFastUpscaleRequest,
    StabilityFastUpscaleResponse
  >;
  /** Stability: something new in a part of an image. */
  "stability-inpaint": FamilyTypes<
    VersionedId<"stability.stable-image-inpaint-v1">,
    StabilityInpaintRequest,
    StabilityInpaintResponse
  >;
  /** Stability: more image around an image. */
  "stability-outpaint": FamilyTypes<
    VersionedId<"stability.stable-outpaint-v1">,
    StabilityOutpaintRequest,
    StabilityOutpaintResponse
  >;
  /** Stability: another colour for a thing that is named. */
  "stability-search-recolor": FamilyTypes<
    VersionedId<"stability.stable-image-search-recolor-v1">,
    StabilitySearchRecolorRequest,
    StabilitySearchRecolorResponse
  >;
  /** Stability: another thing for a thing that is named. */
  "stability-search-replace": FamilyTypes<
    VersionedId<"stability.stable-image-search-replace-v1">,
    StabilitySearchReplaceRequest,
    StabilitySearchReplaceResponse
  >;
  /** Stability: an image without a thing. */
  "stability-erase-object": FamilyTypes<
    VersionedId<"stability.stable-image-erase-object-v1">,
    StabilityEraseObjectRequest,
    StabilityEraseObjectResponse
  >;
  /** Stability: an image without its background. */
  "stability-remove-background": FamilyTypes<
    VersionedId<"stability.stable-image-remove-background-v1">,
    StabilityRemoveBackgroundRequest,
    StabilityRemoveBackgroundResponse
  >;
  /** Stability: an image from a sketch. */
  "stability-control-sketch": FamilyTypes<
    VersionedId<"stability.stable-image-control-sketch-v1">,
    StabilityControlSketchRequest,
    StabilityControlSketchResponse
  >;
  /** Stability: an image with another's structure. */
  "stability-control-structure": FamilyTypes<
    VersionedId<"stability.stable-image-control-structure-v1">,
    StabilityControlStructureRequest,
    StabilityControlStructureResponse
  >;
  /** Stability: an image with another's style. */
  "stability-style-guide": FamilyTypes<
    VersionedId<"stability.stable-image-style-guide-v1">,
    StabilityStyleGuideRequest,
    StabilityStyleGuideResponse
  >;
  /** Stability: an image in the style of another. */
  "stability-style-transfer": FamilyTypes<
    VersionedId<"stability.stable-style-transfer-v1">,
    StabilityStyleTransferRequest,
    StabilityStyleTransferResponse
  >;
  /** Luma Ray 2: videos, by StartAsyncInvoke only. */
  "luma-ray": FamilyTypes<VersionedId<"luma.ray-v2">, LumaRayRequest, never>;
  /** TwelveLabs Pegasus: a question about a video. */
  "twelvelabs-pegasus": FamilyTypes<
    VersionedId<"twelvelabs.pegasus-1-2-v1">,
    TwelvelabsPegasusRequest,
    TwelvelabsPegasusResponse,
    TwelvelabsPegasusChunk
  >;
  /** TwelveLabs Marengo 2.7: embeddings of any medium. */
  "twelvelabs-marengo-2": FamilyTypes<
    VersionedId<"twelvelabs.marengo-embed-2-7-v1">,
    TwelvelabsMarengo2Request,
    TwelvelabsMarengo2Response
  >;
  /** TwelveLabs Marengo 3.0: embeddings of any medium. */
  "twelvelabs-marengo-3": FamilyTypes<
    VersionedId<"twelvelabs.marengo-embed-3-0-v1">,
    TwelvelabsMarengo3Request,
    TwelvelabsMarengo3Response
  >;
  /** A model of the caller's own, imported; its ids name no family as a type, because older ones speak other bodies. */
  "imported-model": FamilyTypes<never, ImportedModelRequest, ImportedModelResponse, ImportedModelChunk>;
  /** A model of the marketplace, on an endpoint; its ids name no family as a type, because each container has its own bodies. */
  "marketplace-endpoint": FamilyTypes<
    never,
    MarketplaceEndpointRequest,
    MarketplaceEndpointResponse,
    MarketplaceEndpointChunk
  >;
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
export type FamilyOf<M extends string> = M extends string
  ? "~bodies" extends keyof M ? NonNullable<M["~bodies"]> extends infer Known extends FamilyName ? Known : undefined
  : string extends M ? undefined
  : { [F in FamilyName]: BareModelId<M> extends Families[F]["id"] ? F : never }[FamilyName] extends infer F
    ? [F] extends [never] ? undefined : F
  : never
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

/** The model inputs of StartAsyncInvoke, for the families that it serves. */
export interface FamilyModelInputs {
  /** Nova Reel. */
  "amazon-nova-reel": AmazonNovaReelRequest;
  /** Nova Multimodal Embeddings. */
  "amazon-nova-embed": AmazonNovaEmbedAsyncRequest;
  /** Luma Ray 2. */
  "luma-ray": LumaRayRequest;
  /** TwelveLabs Marengo 2.7. */
  "twelvelabs-marengo-2": TwelvelabsMarengo2Request;
  /** TwelveLabs Marengo 3.0. */
  "twelvelabs-marengo-3": TwelvelabsMarengo3Request;
}

/** What StartAsyncInvoke takes for a model, told from its id; `never` for a model that it does not serve, any JSON where the id does not tell. */
export type ModelInputOf<M extends string> = FamilyOf<M> extends infer F
  ? F extends keyof FamilyModelInputs ? FamilyModelInputs[F] : F extends FamilyName ? never : object
  : never;

/** One chunk of a model's stream, told from its id; any JSON where the id does not tell. */
export type ChunkOf<M extends string> = BodiesOf<M> extends { chunk: infer Chunk } ? Chunk : never;
