/**
 * The families that speak OpenAI's chat completions, and what tells them apart.
 *
 * @module
 */
import type {
  DeepseekV3Request,
  GoogleGemmaRequest,
  MinimaxRequest,
  MistralOpenaiRequest,
  MoonshotKimiRequest,
  NvidiaNemotronRequest,
  OpenaiGptOssRequest,
  QwenRequest,
  WriterPalmyraVisionRequest,
  XaiGrokRequest,
  ZaiGlmRequest,
} from "../models/open_weight_models.ts";
import type { BodySchema } from "./body_schema.ts";
import { audioPart, imagePart, openAiChatSchema, textPart } from "./openai_chat.ts";

/** OpenAI's gpt-oss. */
export const openaiGptOssSchema: BodySchema<OpenaiGptOssRequest> = openAiChatSchema("openai-gpt-oss", {
  part: textPart,
});

/** DeepSeek V3.1 and V3.2. */
export const deepseekV3Schema: BodySchema<DeepseekV3Request> = openAiChatSchema("deepseek-v3", { part: textPart });

/** Qwen3; only Qwen3-VL sees images. */
export const qwenSchema: BodySchema<QwenRequest> = openAiChatSchema("qwen", { part: imagePart, blind: /qwen3-(?!vl)/ });

/** Kimi; Kimi K2 Thinking sees no images. */
export const moonshotKimiSchema: BodySchema<MoonshotKimiRequest> = openAiChatSchema("moonshot-kimi", {
  part: imagePart,
  blind: /kimi-k2-/,
});

/** MiniMax M2. */
export const minimaxSchema: BodySchema<MinimaxRequest> = openAiChatSchema("minimax", { part: textPart });

/** Gemma 3. */
export const googleGemmaSchema: BodySchema<GoogleGemmaRequest> = openAiChatSchema("google-gemma", { part: imagePart });

/** Nemotron; only Nano 12B sees images. */
export const nvidiaNemotronSchema: BodySchema<NvidiaNemotronRequest> = openAiChatSchema("nvidia-nemotron", {
  part: imagePart,
  blind: /nemotron-(?!nano-12b)/,
});

/** GLM. */
export const zaiGlmSchema: BodySchema<ZaiGlmRequest> = openAiChatSchema("zai-glm", { part: textPart });

/** Mistral's third generation; Voxtral hears, Devstral does not see. */
export const mistralOpenaiSchema: BodySchema<MistralOpenaiRequest> = openAiChatSchema("mistral-openai", {
  part: audioPart,
  blind: /devstral/,
});

/** Palmyra Vision. */
export const writerPalmyraVisionSchema: BodySchema<WriterPalmyraVisionRequest> = openAiChatSchema(
  "writer-palmyra-vision",
  { part: imagePart },
);

/** Grok; it can be told to think harder than the others. */
export const xaiGrokSchema: BodySchema<XaiGrokRequest> = openAiChatSchema("xai-grok", {
  part: imagePart,
  efforts: ["low", "medium", "high", "xhigh"],
});
