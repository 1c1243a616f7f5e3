/**
 * A small question for an endpoint that gives credentials in, its whole answer out: within a deadline, within a size,
 * and asked again when it is worth it.
 *
 * @module
 */
import type { Environment } from "./env.ts";

/** What every source that asks over the network takes. */
export interface SourceOptions {
  /**
   * Carries the requests.
   *
   * @default {globalThis.fetch}
   */
  fetch?: typeof fetch;
  /**
   * Where variables are looked up.
   *
   * @default {readEnvironment}
   */
  env?: Environment;
  /**
   * The clock.
   *
   * @default {() => new Date()}
   */
  now?: () => Date;
  /** How long one attempt may take, in milliseconds; each source has its own default. */
  timeoutMs?: number;
  /** How often one request is sent at most; each source has its own default. */
  maxAttempts?: number;
  /**
   * Waits between two attempts.
   *
   * @default {setTimeout}
   */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /**
   * Gives numbers from 0 to 1, for waits that are not all alike.
   *
   * @default {Math.random}
   */
  random?: () => number;
  /**
   * How long before their expiry credentials are renewed, in milliseconds.
   *
   * @default {300_000}
   */
  refreshBeforeMs?: number;
}

/** A request for credentials. */
export interface Question {
  /** Where to. */
  url: string;
  /** The HTTP method. */
  method: "GET" | "POST" | "PUT";
  /** The headers. */
  headers?: Record<string, string>;
  /** The body. */
  body?: string;
}

/** A whole answer. */
export interface Answer {
  /** The HTTP status; redirects are not followed. */
  status: number;
  /** The headers. */
  headers: Headers;
  /** The body, read as UTF-8. */
  text: string;
}

/** How {@linkcode ask} goes about it. */
export interface AskOptions extends Pick<SourceOptions, "fetch" | "sleep" | "random"> {
  /** How long one attempt may take, in milliseconds. */
  timeoutMs: number;
  /** How often the question is asked at most. */
  maxAttempts: number;
  /** Gives up; its reason is thrown as it is. */
  signal?: AbortSignal;
  /** Whether this answer is worth asking again; it is told of each, the last one too. */
  again?: (answer: Answer) => boolean;
  /** Whether an answer that never came is worth asking for again; it is unless this says no. */
  insists?: () => boolean;
}

/**
 * Puts what a source was told beside what it does by default.
 *
 * @param options What it was told.
 * @param signal Gives up.
 * @param defaults What it does by default.
 * @returns How to ask.
 */
export function askingBy(
  options: SourceOptions,
  signal: AbortSignal | undefined,
  defaults: { timeoutMs: number; maxAttempts: number },
): AskOptions {
  const { fetch, sleep, random, timeoutMs = defaults.timeoutMs, maxAttempts = defaults.maxAttempts } = options;
  return { fetch, sleep, random, signal, timeoutMs, maxAttempts };
}

/** More than any of these answers ever needs. */
const MAX_BYTES = 1024 * 1024;

/**
 * Asks an endpoint, again where that may help.
 *
 * @param question The request, made anew for each attempt.
 * @param options Deadline, number of attempts, and what to ask again for.
 * @returns The last answer.
 * @throws {TypeError} When a header cannot be sent; its value is not repeated.
 */
export async function ask(question: () => Question | Promise<Question>, options: AskOptions): Promise<Answer> {
  const again = options.again ?? isBusy;
  for (let attempt = 1;; attempt++) {
    options.signal?.throwIfAborted();
    const asked = await question();
    for (const [name, value] of Object.entries(asked.headers ?? {})) {
      // The runtime refuses such a header too, and repeats the token as it does
      if (/[^\t -~]/.test(value)) throw new TypeError(`${name} has a character that no header takes`);
    }
    options.signal?.throwIfAborted();
    try {
      const answer = await askOnce(asked, options);
      if (!again(answer) || attempt >= options.maxAttempts) return answer;
    } catch (error) {
      options.signal?.throwIfAborted();
      const denied = error instanceof Error && error.name === "NotCapable";
      if (attempt >= options.maxAttempts || denied || options.insists?.() === false) throw error;
    }
    const { sleep = wait, random = Math.random } = options;
    await sleep(random() * Math.min(2000, 200 * 2 ** (attempt - 1)), options.signal);
  }
}

/**
 * Tells an answer that a later one may better.
 *
 * @param answer The answer.
 * @returns Whether it is a 429 or a 5xx.
 */
export function isBusy(answer: Answer): boolean {
  return answer.status === 429 || answer.status >= 500;
}

async function askOnce(question: Question, options: AskOptions): Promise<Answer> {
  const { url, method, headers, body } = question;
  const controller = new AbortController();
  const abandoned = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
  });
  const giveUp = (reason: unknown): void => controller.abort(reason);
  const forward = (): void => giveUp(options.signal?.reason);
  const timer = setTimeout(
    () =>
      giveUp(new DOMException(`no answer from ${new URL(url).host} within ${options.timeoutMs} ms`, "TimeoutError")),
    options.timeoutMs,
  );
  options.signal?.addEventListener("abort", forward, { once: true });
  try {
    // The race ends the wait also when a fetch that was handed in does not listen to its signal.
    return await Promise.race([abandoned, exchange()]);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", forward);
  }

  async function exchange(): Promise<Answer> {
    const send = options.fetch ?? fetch;
    // A redirect would carry tokens to wherever it points.
    const response = await send(url, {
      method,
      redirect: "manual",
      signal: controller.signal,
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    });
    if (controller.signal.aborted) await response.body?.cancel();
    return { status: response.status, headers: response.headers, text: await readText(response, controller.signal) };
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const stop = (): void => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > MAX_BYTES) {
        stop();
        throw new RangeError(`the answer is longer than ${MAX_BYTES} bytes`);
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Waits.
 *
 * @param milliseconds How long.
 * @param signal Gives up; its reason is thrown as it is.
 */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
