/**
 * The paths and values of arguments in, what they hold out: text, bytes, pictures, JSON.
 *
 * @module
 */
import type { PromptImage } from "../models/text_adapter.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { UsageError } from "./arguments.ts";
import type { Room } from "./room.ts";
import { parseShorthand } from "./shorthand.ts";

/** What pictures begin with. */
const MAGIC: readonly (readonly [mediaType: string, pattern: RegExp])[] = [
  ["image/png", /^\x89PNG\r\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF....WEBP/s],
];

/**
 * Reads a file, or with `-` what is piped in.
 *
 * @param room The command's room.
 * @param path Where.
 * @returns Its bytes.
 */
export async function readBytes(room: Room, path: string): Promise<Uint8Array> {
  if (path === "-") return await readPipe(room);
  try {
    return await room.terminal.readFile(withHome(room, path));
  } catch (cause) {
    throw new Error(`Cannot read ${path}: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Reads a file of text.
 *
 * @param room The command's room.
 * @param path Where.
 * @returns Its text.
 */
export async function readText(room: Room, path: string): Promise<string> {
  return decode(await readBytes(room, path), path === "-" ? "standard input" : path);
}

/**
 * Reads a picture, and tells by its first bytes of what kind it is.
 *
 * @param room The command's room.
 * @param path Where.
 * @returns The picture.
 */
export async function readImage(room: Room, path: string): Promise<PromptImage> {
  const bytes = await readBytes(room, path);
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const found = MAGIC.find(([, pattern]) => pattern.test(head));
  if (found === undefined) throw new Error(`Cannot read ${path}: it is no picture, wanted PNG, JPEG, GIF or WebP`);
  return { bytes, mediaType: found[0] };
}

/**
 * Reads everything that is piped in.
 *
 * @param room The command's room.
 * @returns The bytes.
 */
export async function readPipe(room: Room): Promise<Uint8Array<ArrayBuffer>> {
  const reader = room.terminal.stdin().getReader();
  const stop = (): void => void reader.cancel(room.signal.reason).catch(() => {});
  room.signal.addEventListener("abort", stop, { once: true });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value as Uint8Array<ArrayBuffer>);
  }
  room.signal.removeEventListener("abort", stop);
  room.signal.throwIfAborted();
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/**
 * Gives what a value stands for: itself, or, as in the AWS CLI, the file behind `file://` or `fileb://`, as in curl behind `@`.
 *
 * @param room The command's room.
 * @param value The value as it was typed.
 * @returns Text, or the bytes behind `fileb://`.
 */
export async function valueOf(room: Room, value: string): Promise<string | Uint8Array> {
  if (value.startsWith("fileb://")) return await readBytes(room, value.slice("fileb://".length));
  if (value.startsWith("file://")) return await readText(room, value.slice("file://".length));
  return value.startsWith("@") ? await readText(room, value.slice(1)) : value;
}

/**
 * Reads the JSON of an option, given outright, as a file, or in the AWS CLI's shorthand.
 *
 * @param room The command's room.
 * @param name The option.
 * @returns The document; `undefined` when the option was not given.
 * @throws {UsageError} When it cannot be read.
 */
export async function jsonOption<T>(room: Room, name: string): Promise<T | undefined> {
  const typed = room.args.text(name);
  if (typed === undefined) return undefined;
  const value = await valueOf(room, typed);
  const text = typeof value === "string" ? value : decode(value, typed);
  try {
    return (/^\s*[\[{"]/.test(text) ? JSON.parse(text) : parseShorthand(text)) as T;
  } catch (cause) {
    throw new UsageError(`--${name} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Turns a text into the bytes that it is the base64 of.
 *
 * @param text The text.
 * @param name The option that holds it.
 * @returns The bytes.
 */
export function base64Bytes(text: string, name: string): Uint8Array {
  try {
    return decodeBase64(text.trim());
  } catch (cause) {
    throw new UsageError(`--${name} is not base64`, { cause });
  }
}

/**
 * Puts the home folder where `~/` stands: behind `file://` no shell does it.
 *
 * @param room The command's room.
 * @param path A path.
 * @returns The path.
 */
export function withHome(room: Room, path: string): string {
  const home = path.startsWith("~/") ? room.terminal.env("HOME") : undefined;
  return home === undefined ? path : `${home}${path.slice(1)}`;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`Cannot read ${name}: it is no UTF-8 text`, { cause });
  }
}

/**
 * Says why a file could not be read or written, without repeating its name.
 *
 * @param error What the system threw.
 * @returns The reason.
 */
export function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  const known: Record<string, string> = {
    NotFound: "there is no such file",
    AlreadyExists: "there is one already",
    PermissionDenied: "the system does not allow it",
    IsADirectory: "it is a folder",
  };
  return known[name] ?? message;
}
