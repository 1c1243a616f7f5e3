/**
 * A gateway and what is behind it, without a network: the emulator, or a function that plays Bedrock.
 *
 * @module
 */
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import {
  createEmulator,
  emulatorApiKey,
  emulatorCredentials,
  type EmulatorOptions,
} from "../../src/emulator/emulator.ts";
import type { RequestReport } from "../../src/gateway/request_report.ts";
import { createHandler, type Handler } from "../../src/gateway/handler.ts";
import type { HandlerOptions } from "../../src/gateway/options.ts";
import type { Timers } from "../../src/client/alarm.ts";

/** The options every test of this house runs with. */
export const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

/** A request as it reached the far end. */
export interface Seen {
  /** The method. */
  method: string;
  /** The address. */
  url: string;
  /** The headers. */
  headers: Headers;
  /** The body. */
  body: string;
  /** Aborted when the gateway gives up. */
  signal: AbortSignal;
}

/** Plays Bedrock for one request. */
export type Player = (seen: Seen, index: number) => Response | Promise<Response>;

/** A gateway under test. */
export interface Bench {
  /** The gateway. */
  handler: Handler;
  /** What reached the far end. */
  seen: Seen[];
  /** What became of each request. */
  reports: RequestReport[];
  /** Sends a request. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Posts JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** What a bench is made with. */
export interface BenchOptions extends Partial<HandlerOptions> {
  /** Who plays Bedrock. @default {the emulator} */
  player?: Player;
  /** How the emulator behaves. */
  emulator?: EmulatorOptions;
  /** One runtime for each. @default {["us-east-1"]} */
  regions?: string[];
  /** Whether requests are signed; signing takes the time of another thread. @default {false: they carry an API key} */
  signs?: boolean;
}

/** Makes a gateway with a far end. */
export function createBench(options: BenchOptions = {}): Bench {
  const { player, emulator, regions = ["us-east-1"], signs = false, ...handlerOptions } = options;
  const credentials = signs ? emulatorCredentials : { apiKey: emulatorApiKey };
  const seen: Seen[] = [];
  const reports: RequestReport[] = [];
  const emulate = createEmulator(emulator);
  async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const { method, url, headers } = request;
    const signal = init?.signal ?? request.signal;
    const record = { method, url, headers, body: await request.clone().text(), signal };
    seen.push(record);
    return player === undefined ? await emulate(request) : await player(record, seen.length - 1);
  }
  const runtimes = regions.map((region) =>
    new BedrockRuntime({ region, credentials, fetch, sleep: () => Promise.resolve() })
  );
  const handler = createHandler({
    runtime: runtimes,
    anonymous: handlerOptions.keys === undefined,
    onRequest: (report) => void reports.push(report),
    ...handlerOptions,
  });
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    handler(new Request(`http://localhost${path}`, init));
  return {
    handler,
    seen,
    reports,
    call,
    post: (path, body, headers = {}) =>
      call(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

/** Timers that go off when a test says so. */
export class HandTimers implements Timers {
  /** The time, in milliseconds. */
  time = 0;
  #next = 1;
  readonly #waiting = new Map<number, { at: number; callback: () => void }>();

  /** How many are running. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Starts one. */
  set(callback: () => void, milliseconds: number): number {
    this.#waiting.set(this.#next, { at: this.time + milliseconds, callback });
    return this.#next++;
  }

  /** Stops one. */
  clear(timer: unknown): void {
    this.#waiting.delete(timer as number);
  }

  /** Lets time pass. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    for (;;) {
      await settle();
      const due = [...this.#waiting].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (due === undefined) break;
      const [id, { at, callback }] = due;
      this.#waiting.delete(id);
      this.time = at;
      callback();
    }
    this.time = until;
    await settle();
  }
}

/** Lets everything run that can run without time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      port2.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** A JSON answer of Bedrock's. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { "x-amzn-requestid": "upstream-id", ...headers } });
}

/** A refusal of Bedrock's. */
export function refuse(code: string, message: string, status: number, headers: Record<string, string> = {}): Response {
  return json({ message }, status, { "x-amzn-errortype": code, ...headers });
}

/** An answer of Converse's. */
export const ANSWER = {
  output: { message: { role: "assistant", content: [{ text: "hello" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 5, totalTokens: 8 },
  metrics: { latencyMs: 7 },
};

/** A body of Converse's. */
export const QUESTION = { messages: [{ role: "user", content: [{ text: "Say hello" }] }] };

/** A chat. */
export const CHAT = { model: "amazon.nova-lite-v1:0", messages: [{ role: "user", content: "Say hello" }] };

/** Pieces of an event stream, as a response. */
export function eventStream(
  pieces: Uint8Array[],
  options: { open?: boolean; onCancel?: (reason: unknown) => void } = {},
): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller): void {
      for (const piece of pieces) controller.enqueue(piece);
      if (options.open !== true) controller.close();
    },
    cancel: options.onCancel,
  });
  return new Response(body, {
    headers: { "content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "upstream-id" },
  });
}

/**
 * Serves a bench on loopback for as long as it is used.
 *
 * @param options The bench.
 * @param use What is done with it.
 */
export async function serveBench(
  options: BenchOptions,
  use: (url: string, bench: Bench) => Promise<void>,
): Promise<void> {
  const bench = createBench(options);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => bench.handler(request),
  );
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, bench);
  } finally {
    await server.shutdown();
  }
}
