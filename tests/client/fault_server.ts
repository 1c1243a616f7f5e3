/**
 * A server that answers as it was told, byte by byte, faults and all: neither the emulator nor the project's own encoder has a
 * part in it.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** What the server answers to one request. */
export interface FaultReply {
  /** @default {200} */
  status?: number;
  /** Response headers; the event stream's content type when they are left out. */
  headers?: Record<string, string>;
  /** The body, each piece sent on its own. */
  pieces?: (Uint8Array | string)[];
  /**
   * How it ends: as it should, by a reset of the connection (behind the pieces, or before anything is sent), or never.
   *
   * @default {"whole"}
   */
  end?: "whole" | "reset" | "reset-before-headers" | "hang";
}

/** A request as the server saw it. */
export interface SeenRequest {
  /** The request line and the headers, in small letters. */
  head: string;
  /** The body. */
  body: Uint8Array;
}

/** A running server. */
export interface FaultServer extends AsyncDisposable {
  /** Its address. */
  endpoint: string;
  /** What it saw. */
  requests: SeenRequest[];
  /** How many connections are open. */
  readonly open: number;
  /** Resolves once no connection is open. */
  idle(): Promise<void>;
}

/** Starts a server that answers the n-th request (from 1) as `script` says. */
export function startFaultServer(script: (number: number, request: SeenRequest) => FaultReply): FaultServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const requests: SeenRequest[] = [];
  const running = new Set<Promise<void>>();
  const connections = new Set<Deno.Conn>();
  const serving = (async () => {
    for await (const connection of listener) {
      connections.add(connection);
      const done = serve(connection, (request) => script(requests.push(request), request))
        .catch(() => {})
        .finally(() => {
          connections.delete(connection);
          running.delete(done);
          try {
            connection.close();
          } catch {
            // The other side was faster
          }
        });
      running.add(done);
    }
  })();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return {
    endpoint: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    requests,
    get open(): number {
      return connections.size;
    },
    idle,
    async [Symbol.asyncDispose](): Promise<void> {
      listener.close();
      for (const connection of connections) {
        try {
          connection.close();
        } catch {
          // Closed already
        }
      }
      await idle();
      await serving;
    },
  };
}

async function serve(connection: Deno.Conn, answer: (request: SeenRequest) => FaultReply): Promise<void> {
  const reply = answer(await readRequest(connection));
  if (reply.end === "reset-before-headers") return;
  const { status = 200, headers = EVENT_STREAM, pieces = [], end = "whole" } = reply;
  const lines = Object.entries({ "x-amzn-requestid": "req-1", ...headers }).map(([name, value]) =>
    `${name}: ${value}\r\n`
  );
  await write(
    connection,
    `HTTP/1.1 ${status} Whatever\r\nconnection: close\r\ntransfer-encoding: chunked\r\n${lines.join("")}\r\n`,
  );
  for (const piece of pieces) {
    const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    if (bytes.length === 0) continue;
    await write(connection, `${bytes.length.toString(16)}\r\n`);
    await write(connection, bytes);
    await write(connection, "\r\n");
  }
  if (end === "whole") await write(connection, "0\r\n\r\n");
  // Reads until the other side hangs up, so that a hang lasts, and a client that leaves is noticed
  if (end === "hang") { while (await connection.read(new Uint8Array(64)) !== null); }
}

async function write(connection: Deno.Conn, data: string | Uint8Array): Promise<void> {
  let bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  while (bytes.length > 0) bytes = bytes.subarray(await connection.write(bytes));
}

async function readRequest(connection: Deno.Conn): Promise<SeenRequest> {
  let seen = new Uint8Array(0);
  const buffer = new Uint8Array(64 * 1024);
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) throw new Error("the client hung up");
    const more = new Uint8Array(seen.length + count);
    more.set(seen);
    more.set(buffer.subarray(0, count), seen.length);
    seen = more;
    const text = new TextDecoder("latin1").decode(seen);
    const border = text.indexOf("\r\n\r\n");
    if (border < 0) continue;
    const head = text.slice(0, border).toLowerCase();
    const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    const body = seen.subarray(border + 4);
    if (body.length >= length) return { head, body };
  }
}

/** The content type of streams. */
export const EVENT_STREAM = { "content-type": "application/vnd.amazon.eventstream" };

/** Writes a frame with text headers. */
export function frame(headers: Record<string, string>, payload: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder();
  const block: number[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const [key, text] = [utf8.encode(name), utf8.encode(value)];
    block.push(key.length, ...key, 7, text.length >> 8, text.length & 255, ...text);
  }
  const body = typeof payload === "string" ? utf8.encode(payload) : payload;
  const bytes = new Uint8Array(16 + block.length + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, block.length);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  bytes.set(block, 12);
  bytes.set(body, 12 + block.length);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, bytes.length - 4)));
  return bytes;
}

/** An event, with Bedrock's padding. */
export function event(type: string, payload: object): Uint8Array<ArrayBuffer> {
  return frame({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, padded(payload));
}

/** An exception. */
export function exception(type: string, message: string): Uint8Array<ArrayBuffer> {
  return frame(
    { ":exception-type": type, ":content-type": "application/json", ":message-type": "exception" },
    JSON.stringify({ message }),
  );
}

/** An error that the service does not model. */
export function errorFrame(code: string, message: string): Uint8Array<ArrayBuffer> {
  return frame({ ":message-type": "error", ":error-code": code, ":error-message": message }, "");
}

/** One of Invoke's chunks. */
export function chunk(json: unknown): Uint8Array<ArrayBuffer> {
  return event("chunk", { bytes: new TextEncoder().encode(JSON.stringify(json)).toBase64() });
}

function padded(payload: object): string {
  return JSON.stringify({ ...payload, p: "abcdefghijklmnop" });
}

/** Cuts bytes into pieces of one length. */
export function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.subarray(at, at + length));
  return pieces;
}

/** Puts bytes together. */
export function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
