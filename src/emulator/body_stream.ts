/**
 * Pieces of a body go in, a stream that yields them when it is pulled comes out, with the trouble that was asked for.
 *
 * @module
 */
import { errorFrame, eventFrame, exceptionFrame } from "./frame_writer.ts";
import { type Faults, numberOf } from "./faults.ts";

/** How a body is sent. */
export interface BodyStreamOptions {
  /** The trouble. */
  faults: Faults;
  /** Milliseconds between two pieces. */
  pace: number;
  /** Waits; rejects when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The caller's signal: when it aborts, the body breaks off with its reason, as a real fetch's does. */
  signal?: AbortSignal;
  /** Writes the trouble that comes as a piece of the stream, when the pieces are no frames. */
  trouble?: (type: string, message: string) => Uint8Array;
  /** Told once when the reader leaves before the end. */
  onCancel?: (reason: unknown) => void;
  /** Told once when nothing more will be sent, for whatever reason. */
  onEnd?: (reason?: unknown) => void;
}

/** Makes the body of a response. Nothing is made before it is asked for, and nothing after the reader left. */
export function bodyStream(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: BodyStreamOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = new AbortController();
  const source = split(troubled(pieces, options, left.signal), options.faults);
  let abort: (() => void) | undefined;
  const settle = (reason?: unknown): void => {
    options.signal?.removeEventListener("abort", abort!);
    options.onEnd?.(reason);
  };
  const leave = async (reason: unknown): Promise<void> => {
    settle(reason);
    left.abort(reason);
    options.onCancel?.(reason);
    await source.return(undefined);
  };
  return new ReadableStream({
    start(controller): void {
      abort = () => {
        controller.error(options.signal!.reason);
        leave(options.signal!.reason).catch(() => {});
      };
      options.signal?.addEventListener("abort", abort, { once: true });
    },
    async pull(controller): Promise<void> {
      try {
        const { done, value } = await source.next();
        if (left.signal.aborted) return;
        if (done) {
          settle();
          controller.close();
        } else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        if (left.signal.aborted) return;
        settle(error);
        controller.error(error);
      }
    },
    cancel: leave,
  }, { highWaterMark: 0 });
}

/** Waits with a timer. */
export function waitByTimer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", leave, { once: true });
  });
}

/** Rejects when the signal aborts, and does nothing else. */
export function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function* troubled(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: BodyStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { faults } = options;
  const delay = faults.has("slow") ? numberOf(faults, "slow", 50) : options.pace;
  const first = faults.get("exception-frame");
  if (first !== undefined) {
    const write = options.trouble ?? exceptionFrame;
    return yield write(first || "throttlingException", "Too many requests, please wait before trying again.");
  }
  if (faults.has("empty")) return;
  const at = numberOf(faults, "at", 2);
  let count = 0;
  for await (const [piece, last] of Symbol.asyncIterator in pieces ? asTheyCome(pieces) : withLast(pieces)) {
    if (delay > 0 && count > 0) await options.wait(delay, signal);
    const trouble = count === at || (last && count < at) ? troubleAt(piece, options) : undefined;
    if (trouble?.wait) await forever(signal);
    if (trouble?.before) yield trouble.before;
    if (trouble?.error) throw trouble.error;
    if (trouble?.end) return;
    yield trouble?.instead ?? piece;
    count++;
  }
}

/** Tells of each piece whether it is the last: a short stream meets its trouble there. */
function* withLast(pieces: Iterable<Uint8Array>): Generator<[Uint8Array, boolean]> {
  let held: Uint8Array | undefined;
  for (const piece of pieces) {
    if (held) yield [held, false];
    held = piece;
  }
  if (held) yield [held, true];
}

/** What is said while others speak is not held back until it is known whether more follows. */
async function* asTheyCome(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<[Uint8Array, boolean]> {
  for await (const piece of pieces) yield [piece, false];
}

interface Trouble {
  before?: Uint8Array;
  instead?: Uint8Array;
  end?: boolean;
  wait?: boolean;
  error?: Error;
}

function troubleAt(piece: Uint8Array, { faults, trouble }: BodyStreamOptions): Trouble | undefined {
  const exception = faults.get("exception-midway");
  if (exception !== undefined) {
    const type = exception || "modelStreamErrorException";
    const members = type === "modelStreamErrorException"
      ? { originalStatusCode: 500, originalMessage: "The model broke off." }
      : {};
    const text = "The model broke off.";
    return { before: trouble ? trouble(type, text) : exceptionFrame(type, text, members), end: true };
  }
  const code = faults.get("error-frame");
  if (code !== undefined) return { before: errorFrame(code || "InternalFailure", "The stream broke off."), end: true };
  if (faults.has("unknown-event") && !trouble) {
    return { before: eventFrame("somethingNew", { note: "nobody knows this event" }) };
  }
  if (faults.has("cut")) return { end: true };
  if (faults.has("cut-inside")) return { before: piece.subarray(0, Math.max(1, piece.length >> 1)), end: true };
  if (faults.has("stall")) return { wait: true };
  if (faults.has("reset")) return { error: new TypeError("connection reset, as was asked for") };
  if (faults.has("bad-crc")) return { instead: flipped(piece, piece.length - 1) };
  if (faults.has("bad-prelude")) return { instead: flipped(piece, 11) };
  return undefined;
}

function flipped(piece: Uint8Array, index: number): Uint8Array {
  const copy = piece.slice();
  copy[index] = copy[index]! ^ 0xff;
  return copy;
}

async function* split(pieces: AsyncGenerator<Uint8Array>, faults: Faults): AsyncGenerator<Uint8Array> {
  const size = faults.has("split") ? Math.max(1, numberOf(faults, "split", 1)) : Infinity;
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += size) {
      yield piece.subarray(start, start + Math.min(size, piece.length));
    }
  }
}
