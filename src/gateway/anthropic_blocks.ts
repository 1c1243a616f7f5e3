/**
 * Blocks of a Messages conversation in, the same blocks as Claude on Bedrock takes them out: files in base64, types told by
 * their bytes.
 *
 * @module
 */
import type { RemoteFile } from "./dialect.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { isJson, type Json, objectAt, refuse, textAt } from "./openai_fields.ts";
import { fileAt, fileOf, imageFormat } from "./openai_media.ts";
import type { Warn } from "./reasoning.ts";

/** What every block of one request shares. */
export interface BlockScope {
  /** What the gateway has fetched. */
  files: ReadonlyMap<string, RemoteFile>;
  /** Whether the rules of the version of October 2026 hold. */
  strict: boolean;
  /** Whether the model thinks, so that thoughts may come back. */
  thinks: boolean;
  /** Where what is left out is named. */
  warn: Warn;
}

/** Base64 as Bedrock reads it: without white space, a data URL's head, or the letters of file names. */
function plainBase64(data: string): string {
  if (!/[^A-Za-z0-9+/=]/.test(data)) return data;
  return data.replace(/^data:[^,]*,/, "").replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
}

function imageSource(source: Json, path: string, scope: BlockScope): Json {
  if (source.type === "url") {
    const { bytes, mediaType } = fileAt(textAt(source.url, `${path}.url`), `${path}.url`, scope.files);
    const format = imageFormat(bytes);
    const type = format === undefined ? mediaType : `image/${format}`;
    return { type: "base64", media_type: type, data: encodeBase64(bytes) };
  }
  if (source.type === "file") throw refuse(`${path}.file_id`, "names a stored file, there is no store");
  if (source.type !== "base64") return source;
  const data = plainBase64(textAt(source.data, `${path}.data`));
  // what the first bytes say counts: Claude refuses an image under another's name
  const format = imageFormat(fileOf(data.slice(0, 32), `${path}.data`).bytes);
  const type = format === undefined ? source.media_type : `image/${format}`;
  if (type !== source.media_type) scope.warn(`${path}.media_type`, `sent as ${type}; the bytes say so`);
  return type === source.media_type && data === source.data ? source : { ...source, media_type: type, data };
}

function documentSource(source: Json, path: string, scope: BlockScope): Json {
  switch (source.type) {
    case "url": {
      const { bytes, mediaType } = fileAt(textAt(source.url, `${path}.url`), `${path}.url`, scope.files);
      if (mediaType.startsWith("text/")) {
        return { type: "text", media_type: "text/plain", data: new TextDecoder().decode(bytes) };
      }
      return { type: "base64", media_type: "application/pdf", data: encodeBase64(bytes) };
    }
    case "file":
      throw refuse(`${path}.file_id`, "names a stored file, there is no store");
    case "base64": {
      const data = plainBase64(textAt(source.data, `${path}.data`));
      return data === source.data ? source : { ...source, data };
    }
    case "content":
      if (!Array.isArray(source.content)) return source;
      return { ...source, content: editBlocks(source.content, "user", `${path}.content`, scope) };
    default:
      return source;
  }
}

function editBlock(block: Json, role: string, path: string, scope: BlockScope): Json | undefined {
  switch (block.type) {
    case "text":
      if (role === "user" && scope.strict && Array.isArray(block.citations) && block.citations.length > 0) {
        throw refuse(`${path}.citations`, "stand in a user's text, wanted them in answers only");
      }
      return block;
    case "image":
      return { ...block, source: imageSource(objectAt(block.source, `${path}.source`), `${path}.source`, scope) };
    case "document":
      if (role === "assistant" && scope.strict) {
        throw refuse(path, "is a document in an assistant's turn, wanted it in a user's");
      }
      return { ...block, source: documentSource(objectAt(block.source, `${path}.source`), `${path}.source`, scope) };
    case "tool_result":
      if (!Array.isArray(block.content)) return block;
      return { ...block, content: editBlocks(block.content, "user", `${path}.content`, scope) };
    case "thinking":
      if (scope.thinks && typeof block.signature === "string" && block.signature !== "") return block;
      scope.warn("messages.thinking", "left out, it is not signed or the model takes none");
      return undefined;
    case "redacted_thinking":
      if (scope.thinks) return block;
      scope.warn("messages.thinking", "left out, the model takes none");
      return undefined;
    case "container_upload":
      throw refuse(path, "names a file in a container, Bedrock has none");
    default:
      return block;
  }
}

/**
 * Edits blocks for Invoke.
 *
 * @param blocks The blocks.
 * @param role Whose turn they stand in.
 * @param path Where they stand in the caller's body.
 * @param scope What they share.
 * @returns Blocks that Bedrock takes; those given are not touched.
 * @throws {GatewayError} If a file is not in the body and was not fetched.
 */
export function editBlocks(blocks: unknown[], role: string, path: string, scope: BlockScope): Json[] {
  return blocks.flatMap((block, at): Json[] => {
    const edited = editBlock(objectAt(block, `${path}[${at}]`), role, `${path}[${at}]`, scope);
    // a copy where a cache marker may have to change
    if (edited === undefined) return [];
    return [isJson(edited.cache_control) ? { ...edited } : edited];
  });
}
