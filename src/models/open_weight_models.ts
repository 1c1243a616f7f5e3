/**
 * The families that speak OpenAI's chat completion, and what tells them apart: what they see and hear, and how much they
 * write.
 *
 * @module
 */
import { openAiChat } from "./openai_chat.ts";
import type {
  OpenAiAudioPart,
  OpenAiChatChunk,
  OpenAiChatRequest,
  OpenAiChatResponse,
  OpenAiImagePart,
  OpenAiTextPart,
} from "./openai_chat.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** An adapter of an OpenAI-shaped family. */
export type OpenAiChatAdapter<Request> = TextAdapter<Request, OpenAiChatResponse, OpenAiChatChunk>;

/** No id is blind. */
const sees = /^\b$/;

/** The request of gpt-oss. Its thoughts stand at the head of the text, between `<reasoning>` tags. */
export type OpenaiGptOssRequest = OpenAiChatRequest;
/** The answer of gpt-oss. */
export type OpenaiGptOssResponse = OpenAiChatResponse;
/** One chunk of gpt-oss. */
export type OpenaiGptOssChunk = OpenAiChatChunk;
/** A prompt to gpt-oss, and back. */
export const openaiGptOss: OpenAiChatAdapter<OpenaiGptOssRequest> = openAiChat("openai-gpt-oss", {
  maxTokensMember: "max_completion_tokens",
});

/** The request of DeepSeek V3.1 and V3.2. */
export type DeepseekV3Request = OpenAiChatRequest;
/** The answer of DeepSeek V3.1 and V3.2. */
export type DeepseekV3Response = OpenAiChatResponse;
/** One chunk of DeepSeek V3.1 and V3.2. */
export type DeepseekV3Chunk = OpenAiChatChunk;
/** A prompt to DeepSeek V3.1 and V3.2, and back. */
export const deepseekV3: OpenAiChatAdapter<DeepseekV3Request> = openAiChat("deepseek-v3");

/** The request of Qwen3. Only Qwen3-VL sees images. */
export type QwenRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Qwen3. */
export type QwenResponse = OpenAiChatResponse;
/** One chunk of Qwen3. */
export type QwenChunk = OpenAiChatChunk;
/** A prompt to Qwen3, and back. */
export const qwen: OpenAiChatAdapter<QwenRequest> = openAiChat("qwen", { blind: /qwen3-(?!vl)/ });

/** The request of Kimi. Kimi K2 Thinking sees no images. */
export type MoonshotKimiRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Kimi. */
export type MoonshotKimiResponse = OpenAiChatResponse;
/** One chunk of Kimi. */
export type MoonshotKimiChunk = OpenAiChatChunk;
/** A prompt to Kimi, and back. */
export const moonshotKimi: OpenAiChatAdapter<MoonshotKimiRequest> = openAiChat("moonshot-kimi", { blind: /kimi-k2-/ });

/** The request of MiniMax M2. */
export type MinimaxRequest = OpenAiChatRequest;
/** The answer of MiniMax M2. */
export type MinimaxResponse = OpenAiChatResponse;
/** One chunk of MiniMax M2. */
export type MinimaxChunk = OpenAiChatChunk;
/** A prompt to MiniMax M2, and back. */
export const minimax: OpenAiChatAdapter<MinimaxRequest> = openAiChat("minimax");

/** The request of Gemma 3. */
export type GoogleGemmaRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Gemma 3. */
export type GoogleGemmaResponse = OpenAiChatResponse;
/** One chunk of Gemma 3. */
export type GoogleGemmaChunk = OpenAiChatChunk;
/** A prompt to Gemma 3, and back. */
export const googleGemma: OpenAiChatAdapter<GoogleGemmaRequest> = openAiChat("google-gemma", { blind: sees });

/** The request of Nemotron. Only Nano 12B v2 sees images. */
export type NvidiaNemotronRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Nemotron. */
export type NvidiaNemotronResponse = OpenAiChatResponse;
/** One chunk of Nemotron. */
export type NvidiaNemotronChunk = OpenAiChatChunk;
/** A prompt to Nemotron, and back. */
export const nvidiaNemotron: OpenAiChatAdapter<NvidiaNemotronRequest> = openAiChat("nvidia-nemotron", {
  blind: /nemotron-(?!nano-12b)/,
});

/** The request of GLM. */
export type ZaiGlmRequest = OpenAiChatRequest;
/** The answer of GLM. */
export type ZaiGlmResponse = OpenAiChatResponse;
/** One chunk of GLM. */
export type ZaiGlmChunk = OpenAiChatChunk;
/** A prompt to GLM, and back. */
export const zaiGlm: OpenAiChatAdapter<ZaiGlmRequest> = openAiChat("zai-glm");

/** The request of Mistral's third generation. Voxtral hears speech; Voxtral and Devstral see no images. */
export type MistralOpenaiRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart | OpenAiAudioPart>;
/** The answer of Mistral's third generation. */
export type MistralOpenaiResponse = OpenAiChatResponse;
/** One chunk of Mistral's third generation. */
export type MistralOpenaiChunk = OpenAiChatChunk;
/** A prompt to Mistral's third generation, and back. */
export const mistralOpenai: OpenAiChatAdapter<MistralOpenaiRequest> = openAiChat("mistral-openai", {
  blind: /devstral|voxtral/,
});

/** The request of Palmyra Vision. */
export type WriterPalmyraVisionRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Palmyra Vision. */
export type WriterPalmyraVisionResponse = OpenAiChatResponse;
/** One chunk of Palmyra Vision. */
export type WriterPalmyraVisionChunk = OpenAiChatChunk;
/** A prompt to Palmyra Vision, and back. */
export const writerPalmyraVision: OpenAiChatAdapter<WriterPalmyraVisionRequest> = openAiChat("writer-palmyra-vision", {
  blind: sees,
  maxTokens: 1024,
});

/** The request of Grok. */
export type XaiGrokRequest = OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart>;
/** The answer of Grok. */
export type XaiGrokResponse = OpenAiChatResponse;
/** One chunk of Grok. */
export type XaiGrokChunk = OpenAiChatChunk;
/** A prompt to Grok, and back. */
export const xaiGrok: OpenAiChatAdapter<XaiGrokRequest> = openAiChat("xai-grok", { blind: sees });
