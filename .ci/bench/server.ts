/**
 * A name and a port in, a server of the gateway bench out: ours, what it is held against, and what stands behind both.
 *
 * It is a program of its own, because a server that shares its thread with the load would be measured with it.
 *
 * @module
 */
import { encodeMessage } from "../../src/wire/event_stream.ts";

const utf8 = new TextEncoder();
/** The pieces of text in a streamed answer. */
const TOKENS = 50;
const EVENT_STREAM = { "content-type": "application/vnd.amazon.eventstream" };

/** A prompt that needs no thinking. */
export const AT_ONCE = "at once";

/** What Bedrock answers, whole. */
export const ANSWER: string = JSON.stringify({
  output: { message: { role: "assistant", content: [{ text: "A star that fell in. ".repeat(20) }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 12, outputTokens: 120, totalTokens: 132 },
  metrics: { latencyMs: 400 },
});

/** What Bedrock answers, as a stream. */
export function frames(tokens: number = TOKENS): Uint8Array<ArrayBuffer>[] {
  const event = (type: string, payload: object): Uint8Array<ArrayBuffer> =>
    encodeMessage({
      headers: {
        ":event-type": { type: "string", value: type },
        ":content-type": { type: "string", value: "application/json" },
        ":message-type": { type: "string", value: "event" },
      },
      body: utf8.encode(JSON.stringify({ ...payload, p: "abcdefghijklmnopqrstuvwxyzABCDEFGH" })),
    }) as Uint8Array<ArrayBuffer>;
  return [
    event("messageStart", { role: "assistant" }),
    ...Array.from(
      { length: tokens },
      (_, at) => event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: ` word${at}` } }),
    ),
    event("contentBlockStop", { contentBlockIndex: 0 }),
    event("messageStop", { stopReason: "end_turn" }),
    event("metadata", {
      usage: { inputTokens: 12, outputTokens: tokens, totalTokens: 12 + tokens },
      metrics: { latencyMs: 900 },
    }),
  ];
}

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

type Answer = (request: Request) => Response | Promise<Response>;

/** Each server, given the address of what stands behind it. */
const SERVERS: Record<string, (upstream: string) => Answer | Promise<Answer>> = {
  /** The ceiling: what `Deno.serve` does when there is nothing to do. */
  hello: () => () => new Response("hello"),
  /** The floor under every gateway: one `fetch`, nothing read. */
  "pass-through": (upstream) => {
    const headers = { "content-type": "application/json" };
    return async ({ url, body }) => {
      const path = url.slice(url.indexOf("/", 8));
      const response = await fetch(upstream + path, { method: "POST", headers, body });
      return new Response(response.body, { status: response.status, headers: response.headers });
    };
  },
  /** The floor under every gateway that signs, ends with its caller and sees what passes: nothing else is done. */
  "least gateway": async (upstream) => {
    const { readPieces } = await import("../../src/client/piece_reader.ts");
    const { sign } = await import("../../src/client/sign.ts");
    const cache = new Map<string, ArrayBuffer>();
    return async (request) => {
      const url = upstream + request.url.slice(request.url.indexOf("/", 8));
      const body = new Uint8Array(await request.arrayBuffer());
      const datetime = new Date().toISOString().replace(/[:-]|\.\d{3}/g, "");
      const unsigned = { method: "POST", url, headers: { "content-type": "application/json" }, body };
      const headers = await sign(unsigned, credentials, { region: "us-east-1", datetime, cache });
      const { signal } = request;
      const response = await fetch(url, { method: "POST", headers, body, signal });
      const init = { status: response.status, headers: response.headers };
      if (!url.endsWith("-stream")) return new Response(await response.arrayBuffer(), init);
      const reader = readPieces(response.body!);
      const seen = new ReadableStream<Uint8Array>({
        async pull(controller): Promise<void> {
          const piece = await reader.read();
          if (piece === undefined) controller.close();
          else controller.enqueue(piece);
        },
        cancel: (reason) => reader.cancel(reason),
      }, { highWaterMark: 0 });
      return new Response(seen, init);
    };
  },
  handler: async (upstream) => {
    const { BedrockRuntime } = await import("../../src/client/bedrock_runtime.ts");
    const { createHandler } = await import("../../src/gateway/handler.ts");
    return createHandler({
      runtime: new BedrockRuntime({ region: "us-east-1", credentials, endpoint: upstream }),
      anonymous: true,
      maxBodyBytes: 50_000_000,
    });
  },
  /** The same with a key minted once in a while instead of a signature for each request. */
  "handler, minted key": async (upstream) => {
    const { BedrockRuntime } = await import("../../src/client/bedrock_runtime.ts");
    const { createHandler } = await import("../../src/gateway/handler.ts");
    const { fromMintedApiKey } = await import("../../src/credentials/credentials.ts");
    return createHandler({
      runtime: new BedrockRuntime({
        region: "us-east-1",
        credentials: fromMintedApiKey({ credentials, region: "us-east-1" }),
        endpoint: upstream,
      }),
      anonymous: true,
      maxBodyBytes: 50_000_000,
    });
  },
  /** Bedrock, when there is no nginx: the same bytes for everybody. */
  static: () => {
    const stream = new Blob(frames());
    return async (request) => {
      await request.body?.pipeTo(new WritableStream());
      return request.url.endsWith("/converse-stream")
        ? new Response(stream, { headers: EVENT_STREAM })
        : new Response(ANSWER, { headers: { "content-type": "application/json" } });
    };
  },
  /** Bedrock with models that think: a stream of one event each so often, all streams in step; or all at once, for who says so. */
  slow: () => {
    const whole = new Blob(frames());
    const [first, delta, ...rest] = [...frames(1)];
    const last = new Uint8Array(rest.reduce((sum, { length }) => sum + length, 0));
    rest.reduce((at, frame) => (last.set(frame, at), at + frame.length), 0);
    const beats = Number(Deno.env.get("BEATS") ?? 20);
    const open = new Map<ReadableStreamDefaultController<Uint8Array>, number>();
    setInterval(() => {
      for (const [controller, beat] of open) {
        if (beat < beats) {
          controller.enqueue(delta!);
          open.set(controller, beat + 1);
          continue;
        }
        open.delete(controller);
        controller.enqueue(last);
        controller.close();
      }
    }, 200);
    return async (request) => {
      if ((await request.text()).includes(AT_ONCE)) return new Response(whole, { headers: EVENT_STREAM });
      let own: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({
        start(controller): void {
          own = controller;
          controller.enqueue(first!);
          controller.enqueue(delta!);
          open.set(controller, 0);
        },
        cancel: () => void open.delete(own),
      });
      return new Response(body, { headers: EVENT_STREAM });
    };
  },
};

if (import.meta.main) {
  const [name, port, upstream = ""] = Deno.args;
  const answer = await SERVERS[name!]!(upstream);
  Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen: () => console.log("ready") }, answer);
}
