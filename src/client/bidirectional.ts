/**
 * A caller's events in, the model's events out, both while the other goes on.
 *
 * Loaded with the first such call.
 *
 * @module
 */
import { defaultChain } from "../credentials/default_chain.ts";
import { type CredentialProvider, type Credentials, isApiKey } from "../credentials/identity.ts";
import { familyOf } from "../models/families.ts";
import type { ChunkOf, RequestOf } from "../models/model_types.ts";
import { fetchBothWays } from "./bidirectional_fetch.ts";
import { check, checkCall, type Checks, isA } from "./check.ts";
import { type AnyEvent, EventInput } from "./event_input.ts";
import { EventReader } from "./event_reader.ts";
import { EventSigner } from "./event_signer.ts";
import { invokeModelWithBidirectionalStream as row, type Operation } from "./operations.ts";
import type { StreamOptions } from "./options.ts";
import { presign } from "./presign.ts";
import { actionOf, buildRequest } from "./request.ts";
import { type Attempt, type Road, send } from "./send.ts";
import { wantEventStream } from "./reply.ts";
import type { ServiceClient } from "./service_client.ts";
import { SonicSession } from "./sonic_session.ts";
import { BedrockStream, type StreamSource } from "./stream.ts";
import { openWebSocket, type WebSocketConstructor } from "./websocket_transport.ts";

/** One event that is sent: the model's own, bytes that hold one, or AWS's wrapper around such bytes. */
export type BidirectionalEvent<M extends string = string> =
  | RequestOf<M>
  | Uint8Array
  | {
    /** AWS's wrapper. */
    chunk: {
      /** One event, as JSON. */
      bytes: Uint8Array;
    };
  };

/** What is sent to a model that listens while it speaks. */
export interface BidirectionalInput<M extends string = string> {
  /** The model. */
  modelId: M;
  /**
   * The events, asked for no faster than the connection takes them. When the call ends before they do, the iterator's
   * `return()` is called, or the stream is cancelled; what they throw ends the call.
   */
  body: AsyncIterable<BidirectionalEvent<M>> | ReadableStream<BidirectionalEvent<M>>;
}

/** How a bidirectional call is made. `maxAttempts` holds until the first event was asked for: none is sent twice. */
export interface BidirectionalOptions extends StreamOptions {
  /**
   * What carries the events: a `fetch` that reads while it sends, as those of Deno, Node, Bun and workerd do, or a WebSocket
   * with a presigned address, for browsers. A WebSocket sends no headers.
   *
   * Over HTTP/2, Deno cannot take back what the other side has no room for. A call whose other side has stopped to take
   * anything ends by its deadlines and its signal like any other, but the connection keeps what was in flight, and the
   * process stays, until the other side goes on or closes the connection.
   *
   * @default {"fetch"}
   */
  transport?: "fetch" | "websocket";
  /**
   * What makes WebSockets.
   *
   * @default {globalThis.WebSocket}
   */
  WebSocket?: WebSocketConstructor;
}

/** The row, with the headers that say what kind of body comes. */
const OPERATION: Operation = { ...row, headers: { contentType: "content-type", payloadHash: "x-amz-content-sha256" } };
const SIGNED_EVENTS = {
  contentType: "application/vnd.amazon.eventstream",
  payloadHash: "STREAMING-AWS4-HMAC-SHA256-EVENTS",
  body: new Uint8Array(),
};
const ACTION = actionOf(row.name);
const CHECKS: Checks = {
  transport: (value) => value === "fetch" || value === "websocket" ? undefined : '"fetch" or "websocket"',
  WebSocket: isA("function"),
  onUnknownEvent: isA("function"),
};

/**
 * Speaks with a model.
 *
 * @param client Who sends.
 * @param input The model, and the events.
 * @param options How.
 * @returns The model's events, once it has begun to answer.
 */
export async function bidirectional<M extends string>(
  client: ServiceClient,
  input: BidirectionalInput<M>,
  options: BidirectionalOptions,
): Promise<BedrockStream<ChunkOf<M>>> {
  const { transport = "fetch", WebSocket = globalThis.WebSocket, onUnknownEvent, ...call } = options;
  check("options", { transport, WebSocket, onUnknownEvent }, CHECKS);
  if (transport === "websocket" && !WebSocket) {
    throw new TypeError(`Cannot ${ACTION}: this runtime has no WebSocket, wanted options.WebSocket`);
  }
  if (transport === "websocket" && call.headers) {
    throw new TypeError(`Cannot ${ACTION}: a WebSocket sends no headers, wanted none in options.headers`);
  }
  const { body, ...rest } = input;
  const request = buildRequest(OPERATION, { ...rest, ...SIGNED_EVENTS });
  const session = new SonicSession();
  checkCall(call);
  const usual = client.road;
  const search = client.searching ? keysOf(usual) : usual.credentials;
  const failed = new AbortController();
  const now = (): Date => new Date(usual.clock.stamp().replace(/(\d{4})(..)(.{5})(..)/, "$1-$2-$3:$4:"));
  const events = new EventInput(body as AsyncIterable<AnyEvent>, {
    now,
    onEvent: (event) => session.sent(event),
    onFailure: (error) => failed.abort(error),
  });

  let credentials!: Credentials;
  let finish: (() => void) | undefined;
  const signed = (signature: string): ReadableStream<Uint8Array<ArrayBuffer>> => {
    const { secretAccessKey } = credentials;
    return events.frames(new EventSigner({ secretAccessKey, region: usual.region, service: "bedrock", signature }));
  };
  const overFetch: typeof fetch = (url, init) => {
    const authorization = new Headers(init!.headers).get("authorization")!;
    const { fetch, alarm } = usual;
    return fetchBothWays(url, {
      ...init,
      body: signed(authorization.slice(authorization.lastIndexOf("=") + 1)),
    }, { fetch, alarm, onLeave: (reason) => events.stop(reason) });
  };
  const overWebSocket = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { region, keys: cache, clock, sleep } = usual;
    const { url: address, signature } = await presign(`${url}-websocket`, credentials, {
      region,
      cache,
      datetime: clock.stamp(),
    });
    const signal = init!.signal!;
    const exchange = await openWebSocket(address.href.replace(/^http/, "ws"), {
      WebSocket,
      frames: signed(signature),
      signal,
      sleep,
    });
    finish = exchange.finish;
    return exchange.response;
  };
  const road: Road = {
    ...usual,
    fetch: transport === "fetch" ? overFetch : overWebSocket,
    repeatable: () => events.takeBack(),
    credentials: async (context) => {
      const identity = typeof search === "function" ? await search(context) : search;
      if (isApiKey(identity)) throw new TypeError("it takes no API keys, wanted an access key and its secret");
      return credentials = identity;
    },
  };
  const known = familyOf(input.modelId) === "amazon-nova-sonic";
  const receive = async (response: Response, attempt: Attempt): Promise<StreamSource<ChunkOf<M>>> => {
    await wantEventStream(response, attempt);
    const rules = { chunks: true, onUnknownEvent, ...(known ? { whole: () => session.whole } : { whole: () => true }) };
    const reader = new EventReader<ChunkOf<M>>(response, row, rules, attempt, session);
    return new TwoWaySource(reader, events, () => session.whole && finish?.());
  };
  const signal = call.signal ? AbortSignal.any([call.signal, failed.signal]) : failed.signal;
  try {
    return new BedrockStream(await send(road, request, ACTION, { ...call, signal }, receive));
  } catch (error) {
    events.stop(error);
    throw error;
  }
}

/** Where each client looks for keys: it keeps what it found. */
const KEYS = new WeakMap<Road, CredentialProvider>();

/** Looks where every call does, but passes API keys by. */
function keysOf(road: Road): CredentialProvider {
  const keys = KEYS.get(road) ?? defaultChain({ apiKeys: false });
  KEYS.set(road, keys);
  return keys;
}

/** Where both directions end together. */
class TwoWaySource<T> implements StreamSource<T> {
  readonly requestId: string | undefined;
  readonly contentType: string | undefined;
  readonly attempts: number;
  readonly #output: StreamSource<T>;
  readonly #input: EventInput;
  readonly #onRead: () => void;

  constructor(output: StreamSource<T>, input: EventInput, onRead: () => void) {
    ({ requestId: this.requestId, contentType: this.contentType, attempts: this.attempts } = output);
    this.#output = output;
    this.#input = input;
    this.#onRead = onRead;
  }

  async read(): Promise<T[]> {
    try {
      const events = await this.#output.read();
      if (events.length > 0) this.#onRead();
      else this.#input.stop();
      return events;
    } catch (error) {
      this.#input.stop(error);
      throw error;
    }
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#input.stop(reason);
    await this.#output.cancel(reason);
  }
}
