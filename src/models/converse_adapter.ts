/**
 * One prompt as Converse's own document, and back: the road for models whose family cannot be told from their id.
 *
 * @module
 */
import type { ContentBlock, ConverseInput, ConverseOutput, ConverseStreamEvent, TokenUsage } from "./converse.ts";
import { usageOf } from "./native_answer.ts";
import { formatOf, present, refuse } from "./native_body.ts";
import type { PromptUsage, TextAdapter, TextDelta } from "./text_adapter.ts";

function converseUsage(usage: TokenUsage | undefined): PromptUsage {
  return usageOf(usage?.inputTokens, usage?.outputTokens, usage?.cacheReadInputTokens, usage?.cacheWriteInputTokens);
}

/**
 * A prompt to Converse, and back. Its stop reasons are the vocabulary of all the others.
 *
 * @example Asking in Converse's words
 * ```ts
 * import { converseAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(converseAdapter.toBody({ prompt: "Hi", maxTokens: 300 }), {
 *   messages: [{ role: "user", content: [{ text: "Hi" }] }],
 *   inferenceConfig: { maxTokens: 300 },
 * });
 * ```
 */
export const converseAdapter: TextAdapter<Omit<ConverseInput, "modelId">, ConverseOutput, ConverseStreamEvent> = {
  toBody(parameters): Omit<ConverseInput, "modelId"> {
    refuse("Converse", parameters, ["topK"]);
    const { prompt, system, images = [], video } = parameters;
    const content: ContentBlock[] = images.map(({ bytes, mediaType }) => ({
      image: { format: formatOf(mediaType), source: { bytes } },
    }));
    if (video) {
      const source = "bytes" in video ? { bytes: video.bytes } : { s3Location: video.s3Location };
      content.push({ video: { format: formatOf(video.mediaType), source } });
    }
    content.push({ text: prompt });
    const inferenceConfig = present({
      maxTokens: parameters.maxTokens,
      temperature: parameters.temperature,
      topP: parameters.topP,
      stopSequences: parameters.stopSequences,
    });
    return present({
      messages: [{ role: "user", content }],
      system: system ? [{ text: system }] : undefined,
      inferenceConfig: Object.keys(inferenceConfig).length > 0 ? inferenceConfig : undefined,
    });
  },
  read: (output) => ({
    text: output.output?.message?.content?.map((block) => block.text ?? "").join("") ?? "",
    stopReason: output.stopReason,
    usage: converseUsage(output.usage),
  }),
  readChunk(event): TextDelta {
    const delta: TextDelta = {
      text: event.contentBlockDelta?.delta?.text ?? "",
      end: event.messageStop !== undefined,
    };
    if (event.messageStop) delta.stopReason = event.messageStop.stopReason;
    if (event.metadata) delta.usage = converseUsage(event.metadata.usage);
    return delta;
  },
};
