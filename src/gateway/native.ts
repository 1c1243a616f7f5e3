/**
 * A request in Bedrock's own words in, Bedrock's own answer out: signed anew, with the gateway's credentials.
 *
 * Bodies go through once, as bytes; the events of a stream are relayed untouched, or as server-sent events when those are asked for.
 *
 * @module
 */
import { encodeQuery, type PlainRequest } from "../client/request.ts";
import { relayBy } from "../client/service_of.ts";
import { leavesAtHeaders } from "../wire/hasty_caller.ts";
import type { Caller } from "./auth.ts";
import { accepts } from "./deps.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { badRequest, GatewayError } from "./gateway_error.ts";
import { checkModel, printableModel } from "./model_access.ts";
import { answer, refusal } from "./native_answer.ts";
import { checkBody, type ModelVerb } from "./native_body.ts";
import type { ResolvedModel } from "./model_directory.ts";
import { regionOfArn } from "./model_names.ts";
import { fillPath, queryOf } from "./native_path.ts";
import { relayEventStream, relayServerSentEvents, relaySse } from "./native_stream.ts";
import { forwardHeaders, traceHeaders } from "./relay_headers.ts";
import { parseObject, readBody } from "./request_body.ts";
import { askUsage } from "./unasked_usage.ts";
import type { AskedModel } from "./upstream.ts";

/** The paths whose streams tell of their usage only when they are asked to. */
const CHATS = /\/completions\/*$/i;

/**
 * Makes the function that serves one operation on a model.
 *
 * @param verb The operation.
 * @returns The route's function.
 */
export function relayModel(verb: ModelVerb): (exchange: Exchange, gateway: Gateway) => Promise<Reply> {
  const isStream = verb.endsWith("-stream");
  return async function relay(exchange: Exchange, gateway: Gateway): Promise<Reply> {
    const { request, report } = exchange;
    const model = gateway.pathModels.read(exchange.labels[0]!);
    const { modelId } = model;
    report.model = model.printable;
    checkModel(exchange.caller, model.written, modelId);
    const body = await readBody(request, gateway.bodies);
    checkBody(gateway, exchange, modelId, verb, body);
    if (isStream && leavesAtHeaders(request.headers, globalThis.navigator)) {
      throw (await import("./hasty_answer.ts")).lostStream();
    }
    const response = await send(exchange, gateway, {
      path: model.path + verb,
      headers: forwardHeaders(request.headers),
      body,
      model,
      signal: isStream ? undefined : exchange.abort.early,
    });
    // Of Converse the body alone tells the tokens, of Invoke the headers do.
    if (!isStream || !response.ok) return await answer(exchange, gateway, response, verb === "converse");
    if (response.headers.get("content-type")?.startsWith("application/vnd.amazon.eventstream") !== true) {
      throw await refusal(exchange, gateway, response);
    }
    // The AWS SDKs say that they accept anything; only who names server-sent events gets them.
    const isSse = request.headers.get("accept")?.includes("text/event-stream") === true &&
      accepts(request, "application/vnd.amazon.eventstream", "text/event-stream") === "text/event-stream";
    const options = { modelId: verb === "converse-stream" ? undefined : modelId };
    return isSse
      ? await relaySse(exchange, gateway, response, options)
      : relayEventStream(exchange, gateway, response, options);
  };
}

/**
 * Serves the runtime's other operations: guardrails and asynchronous invocations.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @returns Bedrock's answer.
 */
export async function relayRuntime(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const { request, report, caller } = exchange;
  const isGet = request.method !== "POST";
  const path = fillPath(report.route, exchange.labels);
  let model: AskedModel = { region: regionOfArn(path) };
  let body = isGet ? undefined : await readBody(request, gateway.bodies);
  if (body !== undefined && report.route === "/async-invoke") {
    const parsed = parseObject(body, request.headers);
    const { modelId } = parsed;
    if (typeof modelId === "string") {
      report.model = printableModel(modelId);
      checkModel(caller, modelId, modelId);
      model = { modelId, region: regionOfArn(modelId) };
    } else refuseUnnamed(caller);
    body = spokenOnce(caller, parsed, body);
  } else if (body !== undefined) parseObject(body, request.headers);
  const response = await send(exchange, gateway, {
    path,
    headers: forwardHeaders(request.headers, { hasBody: !isGet }),
    body,
    query: queryOf(exchange.target.query),
    model,
  });
  return await answer(exchange, gateway, response);
}

/**
 * Serves the reading half of the control plane.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @returns Bedrock's answer.
 */
export async function relayControl(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const { request, report, abort } = exchange;
  if (gateway.control === undefined) {
    throw new GatewayError(
      "Cannot ask the control plane: this gateway was created without one, wanted the option control",
      {
        status: 501,
        code: "not_supported",
      },
    );
  }
  const began = gateway.now();
  const response = await gateway.control.fetch(fillPath(report.route, exchange.labels), {
    method: "GET",
    headers: { ...forwardHeaders(request.headers, { hasBody: false }), ...traceHeaders(request.headers) },
    query: queryOf(exchange.target.query),
    signal: abort.signal,
  });
  report.attempts++;
  report.upstreamMs += gateway.now() - began;
  return await answer(exchange, gateway, response);
}

/**
 * Serves Bedrock's own OpenAI and Anthropic endpoints: their answers, streams included, come back as they are. A chat that
 * streams is made to tell what it used, for the gateway alone when its caller did not ask.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @returns Bedrock's answer.
 */
export async function relayDialect(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const { request, caller, report } = exchange;
  const bytes = await readBody(request, gateway.bodies);
  const parsed = parseObject(bytes, request.headers);
  const path = fillPath(report.route, exchange.labels);
  // Responses and messages tell of their usage always.
  const asking = CHATS.test(path) ? askUsage(parsed) : undefined;
  let sent = asking ?? parsed;
  let resolved: ResolvedModel | undefined;
  if (typeof parsed.model === "string") {
    resolved = gateway.models.resolveAlias(parsed.model);
    report.model = printableModel(parsed.model);
    checkModel(caller, parsed.model, resolved.modelId);
    if (resolved.modelId !== parsed.model) sent = { ...sent, model: resolved.modelId };
  } else refuseUnnamed(caller);
  return await relayPass(exchange, gateway, {
    path,
    headers: forwardHeaders(request.headers, { anthropic: exchange.dialect === "anthropic" }),
    body: sent === parsed ? spokenOnce(caller, parsed, bytes) : new TextEncoder().encode(JSON.stringify(sent)),
    model: resolved,
    dropsUsage: asking !== undefined,
  });
}

/** Refuses a body that names no model, of a key that may use some models only: Bedrock might read one elsewhere. */
function refuseUnnamed(caller: Caller): void {
  if (caller.models === undefined) return;
  throw badRequest("Cannot read body: model is missing or no string, wanted one that the key may use", {
    param: "model",
  });
}

/** A body in which each member stands once: of two models, or two words on streaming, the gateway could judge one, and Bedrock take the other. */
function spokenOnce(
  caller: Caller,
  parsed: Record<string, unknown>,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return caller.models === undefined && caller.tokensPerMinute === undefined
    ? bytes
    : new TextEncoder().encode(JSON.stringify(parsed));
}

/** A request that is ready to be sent. */
export interface RelayRequest {
  /** The path, encoded. */
  path: string;
  /** The headers. */
  headers: Record<string, string>;
  /** The body; none for a GET. */
  body?: Uint8Array<ArrayBuffer> | undefined;
  /** The query. */
  query?: Record<string, string[]> | undefined;
  /** The model. */
  model?: AskedModel | undefined;
  /** What ends the call. @default {the exchange's own signal} */
  signal?: AbortSignal | undefined;
  /** Whether the gateway asked for the usage of a stream, and not the caller. @default {false} */
  dropsUsage?: boolean | undefined;
}

/**
 * Sends a request to one of Bedrock's own OpenAI and Anthropic endpoints, and hands its answer on.
 *
 * @param exchange The caller's request.
 * @param gateway The gateway.
 * @param request What is sent.
 * @returns Bedrock's answer.
 * @throws {GatewayError} If Bedrock refuses in words that are not the dialect's.
 */
export async function relayPass(exchange: Exchange, gateway: Gateway, request: RelayRequest): Promise<Reply> {
  const response = await send(exchange, gateway, request);
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) {
    return await relayServerSentEvents(exchange, gateway, response, request);
  }
  return await answer(exchange, gateway, response, true);
}

function send(exchange: Exchange, gateway: Gateway, request: RelayRequest): Promise<Response> {
  const { path, body, query } = request;
  const plain: PlainRequest = {
    method: body === undefined ? "GET" : "POST",
    path,
    query: query === undefined ? "" : encodeQuery(query),
    headers: request.headers,
    body,
  };
  return gateway.upstreams.run(
    exchange,
    (runtime, options) => relayBy(runtime, plain, options, exchange.abort),
    {
      model: request.model,
      signal: request.signal,
      isBusy: (response) => response.status === 429 || response.status === 503,
      discard: (response) => response.body?.cancel(),
    },
  );
}
