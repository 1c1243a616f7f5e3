/**
 * A data URL, bare base64 or a fetched file in, a block of Converse out, its format told by its bytes.
 *
 * @module
 */
import type { AudioBlock, ContentBlock, DocumentBlock, ImageBlock, VideoBlock } from "../models/converse.ts";
import type { RemoteFile } from "./dialect.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { refuse } from "./openai_fields.ts";

/** An encoded file with the type that its sender claims. */
export interface MediaFile {
  /** Its bytes. */
  bytes: Uint8Array;
  /** Its media type in lower case, without parameters; empty when nobody said. */
  mediaType: string;
}

const IMAGE_MARKS: [string, string][] = [["89504e47", "png"], ["ffd8ff", "jpeg"], ["47494638", "gif"]];

const DOCUMENT_TYPES = new Map(Object.entries({
  "application/pdf": "pdf",
  "text/csv": "csv",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/html": "html",
  "text/markdown": "md",
  "text/plain": "txt",
}));
const DOCUMENT_FORMATS = new Set(DOCUMENT_TYPES.values());
const VIDEO_TYPES = new Map(Object.entries({
  quicktime: "mov",
  "x-matroska": "mkv",
  "x-flv": "flv",
  "3gpp": "three_gp",
  "x-ms-wmv": "wmv",
}));

function bytesOf(base64: string, param: string): Uint8Array {
  try {
    return decodeBase64(/[-_]/.test(base64) ? base64.replaceAll("-", "+").replaceAll("_", "/") : base64);
  } catch {
    throw refuse(param, "does not read as base64", "invalid_value");
  }
}

/**
 * Tells an image's format from its first bytes.
 *
 * @param bytes The encoded image.
 * @returns The format as Converse names it, or nothing when it is none of the four.
 */
export function imageFormat(bytes: Uint8Array): string | undefined {
  let head = "";
  for (const byte of bytes.subarray(0, 12)) head += byte.toString(16).padStart(2, "0");
  if (/^52494646.{8}57454250/.test(head)) return "webp";
  return IMAGE_MARKS.find(([mark]) => head.startsWith(mark))?.[1];
}

/**
 * Reads a data URL, or base64 that stands alone.
 *
 * @param text The data URL or base64.
 * @param param The member it stands in.
 * @returns The file.
 * @throws {GatewayError} If it is another kind of URL, or not base64.
 */
export function fileOf(text: string, param: string): MediaFile {
  if (!/^data:/i.test(text)) return { bytes: bytesOf(text, param), mediaType: "" };
  const comma = text.indexOf(",");
  const [mediaType = "", ...parameters] = text.slice(5, comma < 0 ? 5 : comma).toLowerCase().split(";");
  if (comma < 0 || parameters.at(-1)?.trim() !== "base64") {
    throw refuse(param, "is a data URL without base64, wanted data:<type>;base64,<data>", "invalid_value");
  }
  return { bytes: bytesOf(text.slice(comma + 1), param), mediaType: mediaType.trim() };
}

/**
 * Looks a URL up: a data URL is read, an https URL is taken from the files that the gateway has fetched.
 *
 * @param url The URL as the caller wrote it.
 * @param param The member it stands in.
 * @param files What the gateway has fetched.
 * @returns The file.
 * @throws {GatewayError} If the URL may not be fetched, or its data cannot be read.
 */
export function fileAt(url: string, param: string, files: ReadonlyMap<string, RemoteFile>): MediaFile {
  if (/^data:/i.test(url)) return fileOf(url, param);
  const file = files.get(url);
  if (file !== undefined) return file;
  throw refuse(
    param,
    /^https?:/i.test(url)
      ? "is a URL and this gateway fetches none, wanted the file itself as data:<type>;base64,<data> (or fetching turned on: GATEWAY_IMAGE_HOSTS, or remoteImages)"
      : "is no URL, wanted data:<type>;base64,<data>",
    "unsupported_value",
  );
}

/**
 * Makes an image block.
 *
 * @param file The image.
 * @param param The member it stands in.
 * @returns The block.
 * @throws {GatewayError} If the bytes are not an image that Converse takes.
 */
export function imageBlock(file: MediaFile, param: string): { image: ImageBlock } {
  const format = imageFormat(file.bytes);
  if (format === undefined) throw refuse(param, "holds no image, wanted png, jpeg, gif or webp", "invalid_value");
  return { image: { format, source: { bytes: file.bytes } } };
}

/**
 * Makes a document block; an image sent as a file becomes an image block.
 *
 * @param file The document.
 * @param name Its file name, when it has one; {@linkcode repairConverse} makes it fit and unique.
 * @param param The member it stands in.
 * @returns The block.
 * @throws {GatewayError} If the format is none that Converse takes.
 */
export function documentBlock(file: MediaFile, name: string | undefined, param: string): ContentBlock {
  if (file.mediaType.startsWith("image/") || imageFormat(file.bytes) !== undefined) return imageBlock(file, param);
  const dot = name?.lastIndexOf(".") ?? -1;
  const extension = dot < 0 ? "" : name!.slice(dot + 1).toLowerCase();
  const isPdf = new TextDecoder().decode(file.bytes.subarray(0, 5)) === "%PDF-";
  const format = isPdf ? "pdf" : DOCUMENT_TYPES.get(file.mediaType) ??
    (DOCUMENT_FORMATS.has(extension) ? extension : extension === "htm" ? "html" : undefined) ??
    (/^text\/|json|xml|yaml/.test(file.mediaType) ? "txt" : undefined);
  if (format === undefined) {
    throw refuse(param, `has no known format, wanted ${[...DOCUMENT_FORMATS].join(", ")}`, "invalid_value");
  }
  const document: DocumentBlock = {
    format,
    name: dot > 0 ? name!.slice(0, dot) : name ?? "",
    source: { bytes: file.bytes },
  };
  return { document };
}

/**
 * Makes an audio block.
 *
 * @param data The sound, as base64.
 * @param format Its format as the caller names it.
 * @param param The member it stands in.
 * @returns The block.
 */
export function audioBlock(data: string, format: string, param: string): { audio: AudioBlock } {
  return { audio: { format, source: { bytes: fileOf(data, param).bytes } } };
}

/**
 * Makes a video block.
 *
 * @param url A data URL, an `s3://` location or an https URL.
 * @param param The member it stands in.
 * @param files What the gateway has fetched.
 * @returns The block.
 */
export function videoBlock(url: string, param: string, files: ReadonlyMap<string, RemoteFile>): { video: VideoBlock } {
  if (url.startsWith("s3://")) {
    const extension = url.slice(url.lastIndexOf(".") + 1).toLowerCase();
    return { video: { format: extension === "3gp" ? "three_gp" : extension, source: { s3Location: { uri: url } } } };
  }
  const { bytes, mediaType } = fileAt(url, param, files);
  const type = mediaType.replace("video/", "") || "mp4";
  return { video: { format: VIDEO_TYPES.get(type) ?? type, source: { bytes } } };
}
