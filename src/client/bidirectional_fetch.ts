/**
 * A request whose body is still being said in, its answer out: over a `fetch`, and left so that the other side hears of it.
 *
 * Over HTTP/2, Deno's `fetch` does not end a request whose answer is cancelled, or whose signal aborts, before it next asks
 * the request's body for more; and it asks for nothing while the other side takes nothing. With both directions full, that
 * is never: the other side is not told, and the connection goes on holding what it had in flight. So whoever leaves here
 * ends what is said first, and reads on what is answered, into nothing, until that breaks off as well.
 *
 * @module
 */
import type { Alarm, Waiter } from "./alarm.ts";
import { readPieces } from "./piece_reader.ts";

/** What carries a request, and who is told that it is left. */
export interface BothWaysOptions {
  /** What carries it. */
  fetch: typeof fetch;
  /** What watches over how long leaving takes. */
  alarm: Alarm;
  /** Told once that the call is left, and why; ends what is said. */
  onLeave: (reason: unknown) => void;
}

/** How long the other side has to break off before the connection is given up, in milliseconds. */
const PATIENCE = 1000;

/**
 * Sends a request, and hands out its answer while the request is still being sent.
 *
 * @param url Where to.
 * @param init The request, with its signal, and a stream as its body.
 * @param options How.
 * @returns The answer.
 */
export async function fetchBothWays(
  url: RequestInfo | URL,
  init: RequestInit,
  options: BothWaysOptions,
): Promise<Response> {
  const { fetch, alarm, onLeave } = options;
  const signal = init.signal!;
  const connection = new AbortController();
  let leave = (reason: unknown): void => connection.abort(reason);
  const abort = (): void => leave(signal.reason);
  const unlisten = (): void => signal.removeEventListener("abort", abort);
  signal.addEventListener("abort", abort);
  let response: Response;
  try {
    const duplex: RequestInit & { duplex: "half" } = { ...init, signal: connection.signal, duplex: "half" };
    response = await fetch(url, duplex);
  } catch (error) {
    unlisten();
    throw error;
  }
  if (!response.body) {
    unlisten();
    return response;
  }
  const pieces = readPieces(response.body);
  const giveUp: Waiter = {
    due: Infinity,
    ring(): void {
      alarm.forget(giveUp);
      connection.abort();
      void pieces.cancel();
    },
  };
  const drain = async (): Promise<void> => {
    try {
      while (await pieces.read());
    } catch {
      // This is what was waited for
    }
    alarm.forget(giveUp);
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller): void {
      leave = (reason): void => {
        unlisten();
        onLeave(reason);
        controller.error(reason);
        alarm.watch(Object.assign(giveUp, { due: alarm.now() + PATIENCE }));
        void drain();
      };
    },
    async pull(controller): Promise<void> {
      let piece: Uint8Array | undefined;
      try {
        piece = await pieces.read();
      } finally {
        if (!piece) unlisten();
      }
      // Once it is left, the stream takes neither, and what is thrown here is nobody's
      if (piece) controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      else controller.close();
    },
    cancel: (reason): void => leave(reason),
  }, { highWaterMark: 0 });
  return new Response(body, response);
}
