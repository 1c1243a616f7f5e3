/**
 * The rules that the documents of Converse and its relatives keep, by path, as the service model states them.
 *
 * @module
 */
import type { Rules } from "./rules.ts";

const MESSAGES: Rules["fields"] = {
  "messages": "object[]",
  "messages[].role": "enum! user|assistant|system",
  "messages[].content": "object[]!",
  "messages[].content[].text": "string",
  "messages[].content[].image.format": "enum! png|jpeg|gif|webp",
  "messages[].content[].image.source": "object!",
  "messages[].content[].document.format": "enum pdf|csv|doc|docx|xls|xlsx|html|txt|md",
  "messages[].content[].document.name": "string! 1..200",
  "messages[].content[].document.source": "object!",
  "messages[].content[].video.format": "enum! mkv|mov|mp4|webm|flv|mpeg|mpg|wmv|three_gp",
  "messages[].content[].video.source": "object!",
  "messages[].content[].audio.format": "enum! mp3|opus|wav|aac|flac|mp4|ogg|mkv|mka|x-aac|m4a|mpeg|mpga|pcm|webm",
  "messages[].content[].audio.source": "object!",
  "messages[].content[].toolUse.toolUseId": "string! 1..64",
  "messages[].content[].toolUse.name": "string! 1..64",
  "messages[].content[].toolUse.input": "any!",
  "messages[].content[].toolResult.toolUseId": "string! 1..64",
  "messages[].content[].toolResult.content": "object[]!",
  "messages[].content[].toolResult.status": "enum success|error",
  "messages[].content[].cachePoint.type": "enum! default",
  "messages[].content[].cachePoint.ttl": "enum 5m|1h",
  "messages[].content[].guardContent.text.text": "string!",
  "messages[].content[].reasoningContent.reasoningText.text": "string!",
  "messages[].content[].searchResult.source": "string!",
  "messages[].content[].searchResult.title": "string!",
  "messages[].content[].searchResult.content": "object[]!",
  "system": "object[]",
  "system[].text": "string 1..",
  "system[].cachePoint.type": "enum! default",
  "system[].cachePoint.ttl": "enum 5m|1h",
  "toolConfig.tools": "object[]! 1..",
  "toolConfig.tools[].toolSpec.name": "string! 1..64",
  "toolConfig.tools[].toolSpec.description": "string 1..",
  "toolConfig.tools[].toolSpec.inputSchema": "object!",
  "toolConfig.tools[].toolSpec.strict": "boolean",
  "toolConfig.tools[].cachePoint.type": "enum! default",
  "toolConfig.toolChoice": "object",
  "toolConfig.toolChoice.tool.name": "string! 1..64",
  "additionalModelRequestFields": "any",
};

/** What Converse and ConverseStream take. */
export const CONVERSE_RULES: Rules = {
  fields: {
    ...MESSAGES,
    "inferenceConfig.maxTokens": "integer 1..",
    "inferenceConfig.temperature": "number 0..1",
    "inferenceConfig.topP": "number 0..1",
    "inferenceConfig.stopSequences": "string[] ..2500",
    "inferenceConfig.stopSequences[]": "string 1..",
    "guardrailConfig.guardrailIdentifier": "string ..2048",
    "guardrailConfig.guardrailVersion": "string",
    "guardrailConfig.trace": "enum enabled|disabled|enabled_full",
    "guardrailConfig.streamProcessingMode": "enum sync|async",
    "promptVariables": "object",
    "additionalModelResponseFieldPaths": "string[] ..10",
    "additionalModelResponseFieldPaths[]": "string 1..256",
    "requestMetadata": "object",
    "performanceConfig.latency": "enum standard|optimized",
    "serviceTier.type": "enum! priority|default|flex|reserved",
    "outputConfig.textFormat.type": "enum! json_schema",
    "outputConfig.textFormat.structure": "object!",
    "outputConfig.textFormat.structure.jsonSchema.schema": "string!",
    "outputConfig.effort": "string ..16",
  },
};

/** What the Converse form of CountTokens takes. */
export const COUNT_CONVERSE_RULES: Rules = { fields: MESSAGES };
