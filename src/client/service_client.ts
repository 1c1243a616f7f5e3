/**
 * An operation's row and an input in, AWS's answer out: what the clients of all three services have in common.
 *
 * @module
 */
import { lookupIfAllowed, whyUnset } from "../credentials/env.ts";
import { Alarm, DEADLINES } from "./alarm.ts";
import { checkCall, checkOptions } from "./check.ts";
import { Clock } from "./clock.ts";
import { identified } from "./decode.ts";
import { resolveEndpoint, type ServiceName } from "./endpoint.ts";
import type { StreamRules } from "./event_decoder.ts";
import { deadlines } from "./leash.ts";
import type { Operation } from "./operations.ts";
import type { BedrockOptions, CallOptions, FetchInit } from "./options.ts";
import { decodeReply, loadRefusals, readReply, type Reply, wantEventStream } from "./reply.ts";
import { actionOf, buildRequest, encodeQuery, type PlainRequest, recordOf } from "./request.ts";
import { RetryBudget, wait } from "./retry.ts";
import { type Attempt, type Road, send, Unsatisfying } from "./send.ts";
import { BoundedMap } from "./bounded_map.ts";
import { BedrockStream, type StreamSource } from "./stream.ts";
import { providerFor } from "./vouch.ts";

/** A client of one service. */
export class ServiceClient {
  /** The region that calls go to. */
  readonly region: string;
  readonly #road: Road;
  /** The same, for answers that are handed out unread. */
  #lending: Road | undefined;
  /** Whether credentials are looked for, because none were given. */
  readonly searching: boolean;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param service The service.
   * @param options Where calls go, and how.
   * @throws {TypeError} When an option is not known or of the wrong type, or there is no region.
   * @throws {RangeError} When an option is out of bounds.
   */
  constructor(service: ServiceName, options: BedrockOptions) {
    checkOptions(options);
    const { region, credentials, now = () => new Date(), sleep = wait, random = Math.random } = options;
    // What is given outright needs no permission to read the environment
    const explicit = region !== undefined && typeof credentials === "object";
    const lookup = lookupIfAllowed(undefined);
    const env = explicit ? () => undefined : lookup;
    const names = ["AWS_REGION", "AWS_DEFAULT_REGION"];
    const named = region ?? lookup(names[0]!) ?? lookup(names[1]!);
    if (!named) {
      throw new TypeError(`Cannot create client: no region in the options, and ${whyUnset(undefined, names)}`);
    }
    this.region = named;
    this.searching = credentials === undefined;
    // An agent may work longer than any model thinks
    const usual = service === "bedrock-agent-runtime" ? { ...DEADLINES, idle: 900_000 } : DEADLINES;
    this.#road = {
      endpoint: resolveEndpoint(service, named, options, env),
      region: named,
      credentials: credentials ?? providerFor(service),
      // Looked up at each call, and called without an owner, as some runtimes insist
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      clock: new Clock(now, env("AWS_DISABLE_CLOCK_SKEW_CORRECTION")?.toLowerCase() === "true"),
      alarm: new Alarm(),
      budget: new RetryBudget(),
      keys: new BoundedMap(),
      maxAttempts: options.maxAttempts ?? 3,
      timeouts: deadlines(usual, options.timeouts),
      random,
      sleep,
      onAttempt: options.onAttempt,
    };
  }

  /** A number from 0 to 1, as the client's options have it. */
  get random(): () => number {
    return this.#road.random;
  }

  /** Waits, as the client's options have it. */
  get sleep(): (milliseconds: number, signal: AbortSignal) => Promise<void> {
    return this.#road.sleep;
  }

  /**
   * Calls an operation that answers with JSON.
   *
   * @param operation The row.
   * @param input AWS's document for it.
   * @param options How.
   * @returns AWS's document back.
   */
  async call<Output>(operation: Operation, input: object, options: CallOptions = {}): Promise<Output> {
    return decodeReply(operation, await this.#ask(operation, input, options)) as Output;
  }

  /**
   * Calls an operation, and gives the answer as it came.
   *
   * @param operation The row.
   * @param input AWS's document for it.
   * @param options How.
   * @returns The answer.
   */
  // deno-lint-ignore require-await -- misuse must become a rejection
  async exchange(operation: Operation, input: object, options: CallOptions = {}): Promise<Reply> {
    return this.#ask(operation, input, options);
  }

  #ask(operation: Operation, input: object, options: CallOptions): Promise<Reply> {
    checkCall(options);
    const request = buildRequest(operation, input);
    return send(this.#road, request, actionOf(operation.name), options, async (response, attempt) => {
      const body = await readReply(response, attempt);
      attempt.leash.release();
      return { body, headers: response.headers, ...identified(response.headers), attempts: attempt.attempts } as Reply;
    });
  }

  /**
   * Calls an operation that answers with a stream of events.
   *
   * @param operation The row.
   * @param input AWS's document for it.
   * @param rules How the events are read.
   * @param options How.
   * @returns The stream, once its first event is there.
   */
  async stream<T>(
    operation: Operation,
    input: object,
    rules: StreamRules<T>,
    options: CallOptions = {},
  ): Promise<BedrockStream<T>> {
    return new BedrockStream(await this.source(operation, input, rules, options));
  }

  /**
   * Calls an operation that answers with a stream of events.
   *
   * @param operation The row.
   * @param input AWS's document for it.
   * @param rules How the events are read.
   * @param options How.
   * @returns What a stream reads from, once the first event is there.
   */
  // deno-lint-ignore require-await -- misuse must become a rejection
  async source<T>(
    operation: Operation,
    input: object,
    rules: StreamRules<T>,
    options: CallOptions = {},
  ): Promise<StreamSource<T>> {
    checkCall(options);
    const request = buildRequest(operation, input);
    const loading = loadStreams();
    loading.catch(() => {});
    return send(this.#road, request, actionOf(operation.name), options, async (response, attempt) => {
      await wantEventStream(response, attempt);
      const { EventReader } = await loading;
      rules.onHeaders?.(response.headers);
      return new EventReader<T>(response, operation, rules, attempt, await rules.reader?.()).prime();
    });
  }

  /** What the calls of this client share. */
  get road(): Road {
    return this.#road;
  }

  /**
   * Sends a request to any path of the service, signed and retried.
   *
   * The deadline on the first byte holds; how long the body takes is the caller's to watch.
   *
   * @param path The path, encoded, with a slash in front.
   * @param init What is sent, and how.
   * @returns The response, whatever its status.
   * @throws {BedrockError} When there is no response.
   */
  // deno-lint-ignore require-await -- misuse must become a rejection
  async fetch(path: string, init: FetchInit = {}): Promise<Response> {
    const { method, query = {}, body, ...rest } = init;
    checkCall(rest);
    const { headers, ...options } = rest;
    if (!path.startsWith("/")) throw new TypeError(`Cannot fetch: the path is "${path}", wanted a slash in front`);
    const bytes = typeof body === "string"
      ? new TextEncoder().encode(body)
      : body as Uint8Array<ArrayBuffer> | undefined;
    const request: PlainRequest = {
      method: method ?? (bytes ? "POST" : "GET"),
      path,
      query: encodeQuery(query),
      headers: { ...bytes && { "content-type": "application/json" }, ...recordOf(headers) },
      body: bytes,
    };
    return this.relay(request, options, undefined, this.#lending ??= { ...this.#road, handsOut: true });
  }

  /**
   * Sends a plain request, for somebody whose signal lives no longer than the answer: it is held on to, which a signal for many
   * calls would not forgive.
   *
   * @param request What is sent.
   * @param options How; nobody looks whether they are what they should be.
   * @param lent Where the attempt is noted that the response is of: who reads it watches over that from then on.
   * @param road What the calls share.
   * @returns The response, whatever its status.
   * @throws {BedrockError} When there is no response.
   */
  relay(
    request: PlainRequest,
    options: CallOptions,
    lent: { attempt: Attempt | undefined } | undefined,
    road: Road = this.#road,
  ): Promise<Response> {
    const { path } = request;
    const action = `fetch ${path.slice(path.lastIndexOf("/") + 1)}`;
    return send(road, request, action, options, (response, attempt) => {
      if (lent) lent.attempt = attempt;
      if (!response.ok) return unsatisfied(response, attempt);
      attempt.leash.release(!road.handsOut);
      return response;
    }).catch(handOut);
  }
}

/** Says what is wrong with an answer, for it to be asked for again, or handed out. */
async function unsatisfied(response: Response, attempt: Attempt): Promise<never> {
  const { errorOf } = await loadRefusals();
  throw new Unsatisfying(response, errorOf(attempt, response, new Uint8Array(), attempt.clock.local()));
}

/** An answer that nothing better came after, or what was thrown. */
function handOut(error: unknown): Response {
  if (error instanceof Unsatisfying) return error.response;
  throw error;
}

/** What reads streams, once it is loaded. */
let streams: typeof import("./event_reader.ts") | undefined;

/** Loads what reads streams, while the first request for one is under way; a failure shows where it is needed. */
async function loadStreams(): Promise<typeof import("./event_reader.ts")> {
  return streams ??= await import("./event_reader.ts");
}
