/**
 * The https URL of an image in a caller's body in, its bytes out: by rules that keep a caller from reaching into the
 * gateway's own network, within a size and a time.
 *
 * @module
 */
import type { RemoteFile } from "./dialect.ts";
import { joined } from "../wire/joined.ts";
import { badRequest } from "./gateway_error.ts";

/** Fetches files that bodies point at. */
export type RemoteFiles = (urls: readonly string[], signal: AbortSignal) => Promise<Map<string, RemoteFile>>;

/** How {@linkcode createRemoteFiles} fetches. */
export interface RemoteFilesOptions {
  /** The hosts that may be asked; `*` for any public name. A host also allows what is below it when it starts with a dot. */
  hosts: readonly string[];
  /** What carries requests. @default {globalThis.fetch} */
  fetch?: typeof fetch;
  /** The most bytes of one file. @default {3932160} */
  maxBytes?: number;
  /** The most files of one request. @default {20} */
  maxFiles?: number;
  /** The longest one file may take, in milliseconds. @default {10000} */
  timeoutMs?: number;
  /** Looks a name up, where the platform can: a name that leads to a private address is refused, unless it is one of `hosts`. */
  resolve?: (host: string) => Promise<string[]>;
}

const MAX_REDIRECTS = 3;
const PARALLEL = 4;

/** The first bytes by which a file is known, whatever its server says. */
const MAGIC: readonly [mediaType: string, matches: (bytes: Uint8Array) => boolean][] = [
  ["image/png", (b) => b[0] === 0x89 && b[1] === 0x50 && b[2] === 0x4e && b[3] === 0x47],
  ["image/jpeg", (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ["image/gif", (b) => b[0] === 0x47 && b[1] === 0x49 && b[2] === 0x46 && b[3] === 0x38],
  [
    "image/webp",
    (b) => b[0] === 0x52 && b[1] === 0x49 && b[8] === 0x57 && b[9] === 0x45 && b[10] === 0x42 && b[11] === 0x50,
  ],
  ["application/pdf", (b) => b[0] === 0x25 && b[1] === 0x50 && b[2] === 0x44 && b[3] === 0x46],
];

/**
 * Makes a fetcher.
 *
 * @param options Who may be asked, and within which limits.
 * @returns A function that fetches the files of one request; the same URL once.
 */
export function createRemoteFiles(options: RemoteFilesOptions): RemoteFiles {
  return async function fetchFiles(urls: readonly string[], signal: AbortSignal): Promise<Map<string, RemoteFile>> {
    const wanted = [...new Set(urls)];
    if (wanted.length > (options.maxFiles ?? 20)) {
      throw badRequest(`Cannot fetch images: there are ${wanted.length}, wanted ${options.maxFiles ?? 20} at most`);
    }
    const files = new Map<string, RemoteFile>();
    let next = 0;
    async function work(): Promise<void> {
      while (next < wanted.length) {
        const position = next++;
        const url = wanted[position]!;
        files.set(url, await fetchFile(url, position + 1, signal, options));
      }
    }
    await Promise.all(Array.from({ length: Math.min(PARALLEL, wanted.length) }, work));
    return files;
  };
}

async function fetchFile(
  text: string,
  position: number,
  signal: AbortSignal,
  options: RemoteFilesOptions,
): Promise<RemoteFile> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs ?? 10_000)]);
  try {
    let url = await checkUrl(text, options);
    for (let hop = 0;; hop++) {
      const response = await (options.fetch ?? fetch)(url, {
        redirect: "manual",
        signal: deadline,
        headers: { accept: "image/*, application/pdf", "user-agent": "edge-aws-bedrock-gateway" },
      });
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        if (hop === MAX_REDIRECTS) throw new Error("too many redirects");
        url = await checkUrl(new URL(location, url).href, options);
        continue;
      }
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new Error("no file");
      }
      const bytes = await readUpTo(response.body, options.maxBytes ?? 3_932_160);
      const mediaType = MAGIC.find(([, matches]) => matches(bytes))?.[0];
      const claimed = response.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
      if (mediaType === undefined || (claimed !== mediaType && claimed !== "application/octet-stream")) {
        throw new Error("not an image");
      }
      return { bytes, mediaType };
    }
  } catch (error) {
    signal.throwIfAborted();
    // What the target said is not for the caller: the gateway is no port scanner.
    const reason = error instanceof UrlError ? error.message : "it cannot be fetched, or is no image";
    throw badRequest(`Cannot fetch image ${position}: ${reason}`, { code: "invalid_image_url" });
  }
}

class UrlError extends Error {}

async function checkUrl(text: string, options: RemoteFilesOptions): Promise<URL> {
  // Judged after parsing: 2130706433, 0x7f.1 and ①②⑦.0.0.1 are all 127.0.0.1 by then.
  const url = URL.parse(text);
  if (url === null || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
    throw new UrlError("wanted an https URL without a port or a password");
  }
  const host = url.hostname.replace(/\.$/, "").toLowerCase();
  if (!isPublicName(host)) throw new UrlError("its host is not a public name");
  const isAllowed = options.hosts.some((allowed) =>
    allowed === "*" || allowed === host || (allowed.startsWith(".") && host.endsWith(allowed))
  );
  if (!isAllowed) throw new UrlError("its host is not on the gateway's list");
  // A name that is listed letter by letter was vouched for, and may be known to a proxy only.
  if (options.resolve !== undefined && !options.hosts.includes(host)) {
    const addresses = await options.resolve(host);
    if (addresses.length === 0 || addresses.some(isPrivateAddress)) throw new UrlError("its host is not a public name");
  }
  return url;
}

/** Whether a host is a name of the public internet: no address, nothing that only exists inside. */
export function isPublicName(host: string): boolean {
  if (host.length > 253 || host.startsWith("[") || /^[\d.]+$/.test(host) || !host.includes(".")) return false;
  return !/(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid|example|onion)$/.test(host);
}

/** Whether an address is one that a public name has no business to lead to. */
export function isPrivateAddress(address: string): boolean {
  const parts = address.split(".").map(Number);
  if (parts.length === 4 && parts.every((part) => part >= 0 && part <= 255)) {
    const [a, b] = parts as [number, number, number, number];
    return a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b <= 127) ||
      (a === 169 && b === 254) || (a === 172 && b >= 16 && b <= 31) || (a === 192 && (b === 0 || b === 168)) ||
      (a === 198 && (b === 18 || b === 19));
  }
  // Of IPv6 only the global unicast block, without the tunnels in it that lead to IPv4.
  const low = address.toLowerCase();
  return !/^[23][0-9a-f]{3}:/.test(low) || low.startsWith("2002:") || low.startsWith("2001:0:") ||
    low.startsWith("2001:db8");
}

async function readUpTo(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (length > maxBytes) throw new UrlError(`it is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return joined(chunks);
}
