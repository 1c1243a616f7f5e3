/**
 * Blocks of a Messages conversation in, Converse's blocks out, a cache point behind each that is marked.
 *
 * @module
 */
import type { ContentBlock, Message, SearchResultBlock, ToolResultContentBlock } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { isCacheable, type Turn } from "./anthropic_turns.ts";
import type { RemoteFile } from "./dialect.ts";
import type { ModelTraits } from "./model_traits.ts";
import { cachePointOf } from "./openai_cache.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse, textAt } from "./openai_fields.ts";
import { documentBlock, fileAt, fileOf, imageBlock, type MediaFile } from "./openai_media.ts";
import { toolId, toolName } from "./openai_tools.ts";
import type { Warn } from "./reasoning.ts";

/** What every block of one request shares. */
export interface ConverseScope {
  /** What the gateway has fetched. */
  files: ReadonlyMap<string, RemoteFile>;
  /** The model's traits. */
  traits: ModelTraits;
  /** Converse's tool names, to those that the caller knows. */
  names: Map<string, string>;
  /** Where what is left out is named. */
  warn: Warn;
}

const NO_CITATIONS = "left out, the model gives none";

function fileIn(source: Json, path: string, scope: ConverseScope): MediaFile {
  switch (source.type) {
    case "url":
      return fileAt(textAt(source.url, `${path}.url`), `${path}.url`, scope.files);
    case "base64": {
      const { bytes } = fileOf(textAt(source.data, `${path}.data`), `${path}.data`);
      return { bytes, mediaType: String(source.media_type ?? "").toLowerCase() };
    }
    case "text":
      return { bytes: new TextEncoder().encode(textAt(source.data, `${path}.data`)), mediaType: "text/plain" };
    case "file":
      throw refuse(`${path}.file_id`, "names a stored file, there is no store");
    default:
      throw refuse(`${path}.type`, "is no known kind of source, wanted base64, text or url");
  }
}

/** The texts of blocks that Converse takes only as texts. */
function textsOf(content: unknown, path: string): { text: string }[] {
  if (typeof content === "string") return content.trim() === "" ? [] : [{ text: content }];
  return listAt(content, path).flatMap((block, at) => {
    const text = textAt(objectAt(block, `${path}[${at}]`).text, `${path}[${at}].text`);
    return text.trim() === "" ? [] : [{ text }];
  });
}

function documentAt(block: Json, path: string, scope: ConverseScope): ContentBlock {
  const source = objectAt(block.source, `${path}.source`);
  const title = maybe(textAt, block.title, `${path}.title`);
  const isPieces = source.type === "content";
  const made: ContentBlock = isPieces
    ? {
      document: {
        format: "txt",
        name: title ?? "",
        source: { content: textsOf(source.content, `${path}.source.content`) },
      },
    }
    : documentBlock(fileIn(source, `${path}.source`, scope), title, path);
  const { document } = made;
  if (document === undefined) return made;
  const context = maybe(textAt, block.context, `${path}.context`);
  if (context !== undefined) document.context = context;
  const cites = isJson(block.citations) && block.citations.enabled === true;
  if (!cites) return made;
  if (scope.traits.claude !== undefined) document.citations = { enabled: true };
  else scope.warn("citations", NO_CITATIONS);
  return made;
}

function searchAt(block: Json, path: string, scope: ConverseScope): ContentBlock {
  const source = textAt(block.source, `${path}.source`);
  const title = textAt(block.title, `${path}.title`);
  const content = textsOf(block.content, `${path}.content`);
  // only Claude knows results of a search; to the others they are texts
  if (scope.traits.claude === undefined) {
    if (isJson(block.citations) && block.citations.enabled === true) scope.warn("citations", NO_CITATIONS);
    return { text: `${title} (${source})\n${content.map(({ text }) => text).join("\n")}` };
  }
  const searchResult: SearchResultBlock = { source, title, content };
  if (isJson(block.citations)) searchResult.citations = { enabled: block.citations.enabled === true };
  return { searchResult };
}

function thoughtAt(block: Json, scope: ConverseScope): ContentBlock | undefined {
  const { thinking, signature, data } = block;
  if (scope.traits.claude !== undefined && scope.traits.reasoning !== "none") {
    if (typeof thinking === "string" && typeof signature === "string" && signature !== "") {
      return { reasoningContent: { reasoningText: { text: thinking, signature } } };
    }
    try {
      if (typeof data === "string") return { reasoningContent: { redactedContent: decodeBase64(data) } };
    } catch {
      // not the model's own: it goes as an unsigned one does
    }
  }
  scope.warn("messages.thinking", "left out, it is not signed or the model takes none");
  return undefined;
}

/** What a tool gave, never nothing: an empty result would block the conversation for good. */
function resultOf(content: unknown, path: string, scope: ConverseScope): ToolResultContentBlock[] {
  const blocks: ContentBlock[] = content === undefined || content === null
    ? []
    : typeof content === "string"
    ? textsOf(content, path)
    : converseBlocks(
      listAt(content, path).map((one, at) => objectAt(one, `${path}[${at}]`)),
      path,
      scope,
    );
  const kept = blocks.filter(({ text, image, document, searchResult }) =>
    text?.trim() || image || document || searchResult
  ) as ToolResultContentBlock[];
  return kept.length > 0 ? kept : [{ text: "(no output)" }];
}

function toolBlocks(block: Json, path: string, scope: ConverseScope): ContentBlock[] {
  const { traits, names } = scope;
  if (block.type === "tool_use") {
    const spoken = textAt(block.name, `${path}.name`);
    const name = toolName(spoken);
    // a tool that is only in the history may still be called: its name has to find its way back
    if (name !== spoken) names.set(name, spoken);
    const input = (isJson(block.input) ? block.input : {}) as Document;
    return [{ toolUse: { toolUseId: toolId(textAt(block.id, `${path}.id`), traits), name, input } }];
  }
  const toolUseId = toolId(textAt(block.tool_use_id, `${path}.tool_use_id`), traits);
  const content = resultOf(block.content, `${path}.content`, scope);
  if (traits.richResults) {
    const status = block.is_error === true ? { status: "error" } : {};
    return [{ toolResult: { toolUseId, content, ...status } }];
  }
  // only Claude and Nova look at pictures inside a result; for the others they follow it
  const texts = content.filter(({ text }) => text !== undefined);
  const rest = content.filter(({ text }) => text === undefined) as ContentBlock[];
  if (texts.length === 0) texts.push({ text: "(attached)" });
  // where a result has no status, that it failed has to be said
  if (block.is_error === true) texts.unshift({ text: "Error:" });
  return [{ toolResult: { toolUseId, content: texts } }, ...rest];
}

function blocksAt(block: Json, path: string, scope: ConverseScope): ContentBlock[] {
  switch (block.type) {
    case "text":
      return [{ text: textAt(block.text, `${path}.text`) }];
    case "image":
      return [imageBlock(fileIn(objectAt(block.source, `${path}.source`), `${path}.source`, scope), `${path}.source`)];
    case "document":
      return [documentAt(block, path, scope)];
    case "search_result":
      return [searchAt(block, path, scope)];
    case "thinking":
    case "redacted_thinking": {
      const thought = thoughtAt(block, scope);
      return thought === undefined ? [] : [thought];
    }
    case "tool_use":
    case "tool_result":
      return toolBlocks(block, path, scope);
    default:
      throw refuse(`${path}.type`, "is no kind of block that Converse takes", "unsupported_value");
  }
}

/**
 * Translates blocks.
 *
 * @param blocks The blocks.
 * @param path Where they stand in the caller's body.
 * @param scope What they share.
 * @returns Converse's blocks.
 * @throws {GatewayError} If one is of a kind that cannot be sent on.
 */
export function converseBlocks(blocks: Json[], path: string, scope: ConverseScope): ContentBlock[] {
  return blocks.flatMap((block, at) => {
    const made = blocksAt(block, `${path}[${at}]`, scope);
    const marker = made.length > 0 && isCacheable(block) ? cachePointOf(block) : undefined;
    return marker === undefined ? made : [...made, marker];
  });
}

/**
 * Translates turns.
 *
 * @param turns The turns.
 * @param scope What they share.
 * @returns Converse's messages, not yet grouped or checked.
 */
export function converseMessages(turns: readonly Turn[], scope: ConverseScope): Message[] {
  return turns.map(({ role, content, path }) => ({
    role,
    content: converseBlocks(content, `${path}.content`, scope),
  }));
}
