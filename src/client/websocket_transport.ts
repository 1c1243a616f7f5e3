/**
 * A presigned address and frames in, a response whose body is what the WebSocket says out.
 *
 * @module
 */
import { decodeBase64 } from "../wire/base64.ts";

/** What is needed of a WebSocket. */
export interface WebSocketLike {
  /** How bytes are handed out; set to `arraybuffer`. */
  binaryType: string;
  /** How many bytes wait to be sent. */
  readonly bufferedAmount: number;
  /** Sends a message. */
  send(data: Uint8Array<ArrayBuffer>): void;
  /** Closes the connection. */
  close(code?: number): void;
  /** Listens for `open`, `message`, `error` and `close`. */
  addEventListener(type: string, listener: (event: Event) => void): void;
}

/** The constructor of a WebSocket: the runtime's own, or one of a library. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** How a WebSocket is used. */
export interface WebSocketTransportOptions {
  /** Makes the WebSocket. */
  WebSocket: WebSocketConstructor;
  /** What is sent. */
  frames: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Ends the connection. */
  signal: AbortSignal;
  /** Waits until the connection has taken what it was given. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A connection that stands. */
export interface WebSocketExchange {
  /** What comes back. */
  response: Response;
  /** Ends it from this side: all that was wanted has come. */
  finish(): void;
}

/** How many bytes may wait to be sent. */
const FULL = 256 * 1024;
/** How long to wait for there to be fewer, in milliseconds. */
const PAUSE = 10;
/** How many bytes may wait to be read. A WebSocket cannot be asked to wait, and the longest session says less. */
const OVERFULL = 64 * 1024 * 1024;
const CLEAN = [1000, 1005];

/**
 * Opens a WebSocket, sends frames as it takes them, and hands out what comes back.
 *
 * @param url The presigned address, `ws:` or `wss:`.
 * @param options How.
 * @returns The connection, once it stands.
 */
export function openWebSocket(url: string, options: WebSocketTransportOptions): Promise<WebSocketExchange> {
  const { WebSocket, frames, signal } = options;
  return new Promise((resolve, reject) => {
    let over = false;
    let output!: ReadableStreamDefaultController<Uint8Array>;
    const reader = frames.getReader();
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const end = (failure?: { error: unknown }, code = 1000): void => {
      if (over) return;
      over = true;
      signal.removeEventListener("abort", abort);
      socket.close(code);
      if (failure) {
        reject(failure.error);
        output.error(failure.error);
      } else output.close();
      // What the input failed with was told where it failed
      reader.cancel(failure?.error).catch(() => {});
    };
    const abort = (): void => end({ error: signal.reason });
    const body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (output = controller), cancel: () => end() },
      new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
    );
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) return abort();

    socket.addEventListener("open", () => {
      if (over) return;
      const headers = { "content-type": "application/vnd.amazon.eventstream" };
      resolve({ response: new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, { headers }), finish: end });
      pump(socket, reader, options, () => over).catch((error) => end({ error }));
    });
    socket.addEventListener("message", (event) => {
      if (over) return;
      const { data } = event as MessageEvent<string | ArrayBuffer>;
      try {
        output.enqueue(typeof data === "string" ? decodeBase64(data) : new Uint8Array(data));
      } catch (error) {
        return end({ error });
      }
      if (output.desiredSize! < -OVERFULL) {
        end({ error: new RangeError(`Cannot read WebSocket: nobody takes what it says`) });
      }
    });
    socket.addEventListener("error", (event) => {
      // The address may stand in it, and vouches for the caller
      const problem = ((event as ErrorEvent).message || "the connection failed").replace(/\?\S*/g, "?…");
      end({ error: new TypeError(`Cannot use WebSocket: ${problem}`) });
    });
    socket.addEventListener("close", (event) => {
      const { code } = event as CloseEvent;
      end(CLEAN.includes(code) ? undefined : { error: new TypeError(`Cannot use WebSocket: it closed with ${code}`) });
    });
  });
}

async function pump(
  socket: WebSocketLike,
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  { sleep, signal }: WebSocketTransportOptions,
  isOver: () => boolean,
): Promise<void> {
  for (;;) {
    while (socket.bufferedAmount > FULL && !isOver()) await sleep(PAUSE, signal);
    const { done, value } = await reader.read();
    if (done || isOver()) return;
    socket.send(value);
  }
}
