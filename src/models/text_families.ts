/**
 * A family that writes text in; its adapter out.
 *
 * @module
 */
import { ai21Jamba } from "./ai21_jamba.ts";
import { ai21Jurassic2 } from "./ai21_jurassic2.ts";
import { amazonNova } from "./amazon_nova.ts";
import { amazonTitanText } from "./amazon_titan_text.ts";
import { anthropicMessages } from "./anthropic_messages.ts";
import { anthropicTextCompletions } from "./anthropic_text_completions.ts";
import { cohereCommand } from "./cohere_command.ts";
import { cohereCommandR } from "./cohere_command_r.ts";
import { deepseekR1 } from "./deepseek_r1.ts";
import { importedModel } from "./imported_model.ts";
import { metaLlama } from "./meta_llama.ts";
import { mistralChat } from "./mistral_chat.ts";
import { mistralText } from "./mistral_text.ts";
import {
  deepseekV3,
  googleGemma,
  minimax,
  mistralOpenai,
  moonshotKimi,
  nvidiaNemotron,
  openaiGptOss,
  qwen,
  writerPalmyraVision,
  xaiGrok,
  zaiGlm,
} from "./open_weight_models.ts";
import { twelvelabsPegasus } from "./twelvelabs_pegasus.ts";
import { writerPalmyra } from "./writer_palmyra.ts";
import type { FamilyName } from "./model_types.ts";
import type { TextAdapter } from "./text_adapter.ts";

const adapters: Partial<Record<FamilyName, TextAdapter>> = {
  "anthropic-text-completions": anthropicTextCompletions,
  "anthropic-messages": anthropicMessages,
  "amazon-titan-text": amazonTitanText,
  "amazon-nova": amazonNova,
  "ai21-jurassic2": ai21Jurassic2,
  "ai21-jamba": ai21Jamba,
  "cohere-command": cohereCommand,
  "cohere-command-r": cohereCommandR,
  "meta-llama": metaLlama,
  "mistral-text": mistralText,
  "mistral-chat": mistralChat,
  "openai-gpt-oss": openaiGptOss,
  "deepseek-r1": deepseekR1,
  "deepseek-v3": deepseekV3,
  "qwen": qwen,
  "moonshot-kimi": moonshotKimi,
  "minimax": minimax,
  "google-gemma": googleGemma,
  "nvidia-nemotron": nvidiaNemotron,
  "zai-glm": zaiGlm,
  "mistral-openai": mistralOpenai,
  "writer-palmyra-vision": writerPalmyraVision,
  "xai-grok": xaiGrok,
  "writer-palmyra": writerPalmyra,
  "twelvelabs-pegasus": twelvelabsPegasus,
  "imported-model": importedModel,
};

/**
 * How a prompt becomes a family's own body, and how its answer is read.
 *
 * @param family The family.
 * @returns Its adapter, or `undefined` when it does not write text, or its body is not known (a marketplace endpoint).
 *
 * @example One prompt, in the words of Amazon Titan
 * ```ts
 * import { textAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(textAdapter("amazon-titan-text")?.toBody({ prompt: "Hi", maxTokens: 200, temperature: 0.5 }), {
 *   inputText: "Hi",
 *   textGenerationConfig: { maxTokenCount: 200, temperature: 0.5 },
 * });
 * ```
 */
export function textAdapter(family: FamilyName): TextAdapter | undefined {
  return adapters[family];
}
