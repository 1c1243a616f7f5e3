/**
 * A path and a body in, an emulator's answer out, read.
 *
 * @module
 */
import { createEmulator, type Emulator, emulatorApiKey, type EmulatorOptions } from "../../src/emulator/emulator.ts";
import { EventStreamDecoder, type EventStreamMessage } from "../../src/wire/event_stream.ts";

/** Where AWS would be. */
export const HOST = "https://bedrock-runtime.us-east-1.amazonaws.com";
const CONTROL = "https://bedrock.us-east-1.amazonaws.com";
const text = new TextDecoder();

// deno-lint-ignore no-explicit-any -- tests look into bodies of every shape
type Any = any;

/** An answer, read as JSON. */
export interface Reply {
  status: number;
  headers: Headers;
  body: Any;
  /** AWS's name of the error. */
  error: string | undefined;
}

/** Calls an emulator with its own API key. */
export interface Caller {
  emulator: Emulator;
  /** Sends, and returns the response as it is. */
  send(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Posts, or gets when there is no body, and reads JSON. */
  ask(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Invokes a model and reads its answer. */
  invoke(modelId: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Invokes a model and reads its chunks. */
  chunks(modelId: string, body: unknown, headers?: Record<string, string>): Promise<Any[]>;
  converse(modelId: string, body: unknown): Promise<Reply>;
  /** Converses and reads the events as `[type, payload]`. */
  events(modelId: string, body: unknown, headers?: Record<string, string>): Promise<[string, Any][]>;
}

/** Makes a caller of a new emulator. */
export function caller(options: EmulatorOptions = {}): Caller {
  const emulator = createEmulator(options);
  async function send(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const runtime = /^\/(?:model|guardrail|guardrail-checks|async-invoke)\b/.test(path) &&
      !path.startsWith("/guardrails");
    return await emulator((runtime ? HOST : CONTROL) + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${emulatorApiKey}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }
  async function ask(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> {
    const response = await send(path, body, headers);
    const error = response.headers.get("x-amzn-errortype")?.split(":", 1)[0];
    return { status: response.status, headers: response.headers, body: await response.json(), error };
  }
  async function messages(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<EventStreamMessage[]> {
    const response = await send(path, body, headers);
    if (response.headers.get("content-type") !== "application/vnd.amazon.eventstream") {
      throw new Error(await response.text());
    }
    const decoder = new EventStreamDecoder();
    const found = decoder.push(new Uint8Array(await response.arrayBuffer()));
    decoder.end();
    return found;
  }
  const pathOf = (modelId: string, operation: string): string => `/model/${encodeURIComponent(modelId)}/${operation}`;
  return {
    emulator,
    send,
    ask,
    invoke: (modelId, body, headers) => ask(pathOf(modelId, "invoke"), body, headers),
    converse: (modelId, body) => ask(pathOf(modelId, "converse"), body),
    async chunks(modelId, body, headers): Promise<Any[]> {
      const found = await messages(pathOf(modelId, "invoke-with-response-stream"), body, headers);
      return found.map((message) => JSON.parse(fromBase64(JSON.parse(text.decode(message.body)).bytes)));
    },
    async events(modelId, body, headers): Promise<[string, Any][]> {
      const found = await messages(pathOf(modelId, "converse-stream"), body, headers);
      return found.map((message) => {
        const { p: _padding, ...payload } = JSON.parse(text.decode(message.body));
        return [String((message.headers[":event-type"] ?? message.headers[":exception-type"])?.value), payload];
      });
    },
  };
}

function fromBase64(encoded: string): string {
  return text.decode(Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0)));
}

/** One user's message, for Converse. */
export function user(...content: unknown[]): { role: string; content: unknown[] } {
  return { role: "user", content: content.map((block) => typeof block === "string" ? { text: block } : block) };
}

/** One assistant's message, for Converse. */
export function assistant(...content: unknown[]): { role: string; content: unknown[] } {
  return { ...user(...content), role: "assistant" };
}

/** Claude's body for one prompt. */
export function claude(prompt: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 300,
    messages: [{ role: "user", content: prompt }],
    ...more,
  };
}
