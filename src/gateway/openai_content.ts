/**
 * The parts of one message in, in OpenAI's shapes or Anthropic's, Converse's content blocks out.
 *
 * @module
 */
import type { ContentBlock, ToolResultContentBlock } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { TranslateContext } from "./dialect.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";
import type { CallerTool } from "./openai_tools.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { cachePointOf } from "./openai_cache.ts";
import { isJson, type Json, maybe, objectAt, refuse, textAt } from "./openai_fields.ts";
import { audioBlock, documentBlock, fileAt, fileOf, imageBlock, videoBlock } from "./openai_media.ts";
import { toolId, toolName } from "./openai_tools.ts";

/** What every step of one translation shares. */
export interface ChatScope {
  /** What the translation may know of the world. */
  context: TranslateContext;
  /** The model's traits. */
  traits: ModelTraits;
  /** Converse's tool names to the caller's. */
  names: Map<string, CallerTool>;
  /** Where what is honoured in part is named; the same words once. */
  warn: Warn;
  /** Whether PDFs are read by eye, which on Claude needs citations. */
  citations: boolean;
  /** The lifetime of cache points whose marker names none. */
  cacheTtl?: "1h";
}

function imageAt(part: Json, param: string, scope: ChatScope): ContentBlock {
  const nested = part.image_url;
  const [url, path] = isJson(nested) ? [nested.url, `${param}.image_url.url`] : [nested, `${param}.image_url`];
  if (url === undefined && part.file_id !== undefined) {
    throw refuse(`${param}.file_id`, "names a stored file, there is no store");
  }
  const detail = isJson(nested) ? nested.detail : part.detail;
  if (detail !== undefined && detail !== null && detail !== "auto") scope.warn("image_url.detail", "left out");
  return imageBlock(fileAt(textAt(url, path), path, scope.context.files), path);
}

function documentAt(part: Json, param: string, scope: ChatScope): ContentBlock {
  const file = isJson(part.file) ? part.file : part;
  const path = file === part ? param : `${param}.file`;
  if (file.file_id !== undefined && file.file_data === undefined) {
    throw refuse(`${path}.file_id`, "names a stored file and there is no store, wanted file_data");
  }
  const filename = maybe(textAt, file.filename, `${path}.filename`);
  const data = typeof file.file_url === "string"
    ? fileAt(file.file_url, `${path}.file_url`, scope.context.files)
    : fileOf(textAt(file.file_data, `${path}.file_data`), `${path}.file_data`);
  const block = documentBlock(data, filename, path);
  if (block.document?.format === "pdf" && scope.citations) block.document.citations = { enabled: true };
  return block;
}

/** Anthropic's image and document parts, which some clients put in chat messages. */
function sourceAt(part: Json, param: string, scope: ChatScope): ContentBlock {
  const source = objectAt(part.source, `${param}.source`);
  const path = `${param}.source.${source.type === "url" ? "url" : "data"}`;
  const file = source.type === "url"
    ? fileAt(textAt(source.url, path), path, scope.context.files)
    : source.type === "text"
    ? { bytes: new TextEncoder().encode(textAt(source.data, path)), mediaType: "text/plain" }
    : { ...fileOf(textAt(source.data, path), path), mediaType: String(source.media_type ?? "") };
  return part.type === "image"
    ? imageBlock(file, path)
    : documentBlock(file, maybe(textAt, part.title, `${param}.title`), path);
}

function mediaAt(part: Json, param: string, scope: ChatScope): ContentBlock {
  const kind = part.type === "input_audio" ? "audio" : "video";
  if (!scope.traits[kind]) throw refuse(param, `holds ${kind}, the model ${scope.context.model} takes none`);
  if (kind === "audio") {
    const audio = objectAt(part.input_audio, `${param}.input_audio`);
    const path = `${param}.input_audio.data`;
    return audioBlock(textAt(audio.data, path), textAt(audio.format, `${param}.input_audio.format`), path);
  }
  const video = isJson(part.video_url) ? part.video_url.url : part.video_url;
  return videoBlock(textAt(video, `${param}.video_url`), `${param}.video_url`, scope.context.files);
}

/**
 * Makes reasoning blocks of the `thinking_blocks` that answers carry, when the model is one that signs them.
 *
 * @param part Anthropic's `thinking` or `redacted_thinking`.
 * @param scope The translation.
 * @returns The block, or nothing when it cannot be given back.
 */
export function reasoningBlock(part: Json, scope: ChatScope): ContentBlock | undefined {
  const { thinking, signature, data } = part;
  if (scope.traits.claude !== undefined) {
    if (typeof data === "string") {
      try {
        return { reasoningContent: { redactedContent: decodeBase64(data) } };
      } catch {
        // not ours: falls through to the warning
      }
    } else if (typeof thinking === "string" && typeof signature === "string" && signature !== "") {
      return { reasoningContent: { reasoningText: { text: thinking, signature } } };
    }
  }
  scope.warn("reasoning", "thinking in the history left out, it is not signed or the model takes none");
  return undefined;
}

function toolBlock(part: Json, param: string, scope: ChatScope): ContentBlock {
  if (part.type === "tool_use") {
    const name = toolName(textAt(part.name, `${param}.name`));
    const input = (isJson(part.input) ? part.input : {}) as Document;
    return { toolUse: { toolUseId: toolId(textAt(part.id, `${param}.id`), scope.traits), name, input } };
  }
  const toolUseId = toolId(textAt(part.tool_use_id, `${param}.tool_use_id`), scope.traits);
  const content = resultContent(part.content, `${param}.content`, scope);
  if (part.is_error !== true) return { toolResult: { toolUseId, content } };
  if (scope.traits.richResults) return { toolResult: { toolUseId, content, status: "error" } };
  // where a result has no status, that it failed has to be said
  return { toolResult: { toolUseId, content: [{ text: "Error:" }, ...content] } };
}

function blockAt(part: Json, param: string, scope: ChatScope): ContentBlock | undefined {
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
    case undefined:
      return { text: textAt(part.text, `${param}.text`) };
    case "refusal":
      return { text: textAt(part.refusal, `${param}.refusal`) };
    case "image_url":
    case "input_image":
      return imageAt(part, param, scope);
    case "file":
    case "input_file":
      return documentAt(part, param, scope);
    case "image":
    case "document":
      return sourceAt(part, param, scope);
    case "input_audio":
    case "video_url":
      return mediaAt(part, param, scope);
    case "thinking":
    case "redacted_thinking":
      return reasoningBlock(part, scope);
    case "tool_use":
    case "tool_result":
      return toolBlock(part, param, scope);
    default:
      throw refuse(`${param}.type`, "is no known kind of part, wanted text, image_url, file, input_audio or video_url");
  }
}

/**
 * Reads a message's content.
 *
 * @param content A string, parts, or nothing.
 * @param param The member it stands in.
 * @param scope The translation.
 * @returns The blocks in order, without blank texts, a cache point after each part that is marked.
 * @throws {GatewayError} If a part is of a kind that cannot be sent on.
 */
export function blocksOf(content: unknown, param: string, scope: ChatScope): ContentBlock[] {
  if (content === undefined || content === null) return [];
  if (typeof content === "string") return content.trim() === "" ? [] : [{ text: content }];
  if (!Array.isArray(content)) {
    throw refuse(param, "is neither text nor parts, wanted a string or an array", "invalid_type");
  }
  const blocks: ContentBlock[] = [];
  for (const [at, value] of content.entries()) {
    const path = `${param}[${at}]`;
    const part = typeof value === "string" ? { text: value } : objectAt(value, path);
    const block = blockAt(part, path, scope);
    if (block === undefined || (block.text !== undefined && block.text.trim() === "")) continue;
    blocks.push(block);
    const marker = cachePointOf(part, scope.cacheTtl);
    if (marker !== undefined) blocks.push(marker);
  }
  return blocks;
}

/**
 * Reads what a tool gave back.
 *
 * @param content A string, parts, or nothing.
 * @param param The member it stands in.
 * @param scope The translation.
 * @returns The blocks, never none: an empty result would block the conversation for good.
 */
export function resultContent(content: unknown, param: string, scope: ChatScope): ToolResultContentBlock[] {
  const blocks = isJson(content) ? [{ text: JSON.stringify(content) }] : blocksOf(content, param, scope);
  const kept = blocks.filter((block) =>
    block.text ?? block.image ?? block.document ?? block.video
  ) as ToolResultContentBlock[];
  return kept.length > 0 ? kept : [{ text: "(no output)" }];
}
