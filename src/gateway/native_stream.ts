/**
 * A stream of Bedrock's in, the same to the caller out: its events untouched, or as server-sent events.
 *
 * @module
 */
import { formatSse } from "../wire/sse.ts";
import { EventStreamToSse } from "../wire/event_stream_to_sse.ts";
import { decodeUtf8 } from "../wire/utf8.ts";
import { AnswerBody } from "./answer_body.ts";
import { outcomeOf } from "./errors.ts";
import type { Exchange, Reply } from "./exchange.ts";
import { exceptionOf, failureOf, streamCorrupted, streamIncomplete } from "./failure.ts";
import { FrameWalk } from "./frame_walk.ts";
import type { Gateway } from "./gateway.ts";
import { usageIn } from "./passing_usage.ts";
import { peek } from "./peek.ts";
import { keepHeaders } from "./relay_headers.ts";
import { type BodySource, streamBody } from "./stream_body.ts";
import { chunkEnd, countsOf } from "./stream_end.ts";

/** What kind of stream it is. */
export interface RelayOptions {
  /** The model of an Invoke stream; nothing for Converse. */
  modelId: string | undefined;
}

/** The headers of every stream of server-sent events: no cache, and no proxy that saves it up. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();
const PING = encoder.encode(": ping\n\n");

/**
 * Relays an event stream untouched, but for what names an account in a failure's frame. When it breaks, or ends too early, the
 * connection is cut: the AWS SDKs cannot tell a clean end from a good one.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer.
 * @param options What kind of stream it is.
 * @returns The reply.
 */
export function relayEventStream(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  options: RelayOptions,
): Reply {
  const { report } = exchange;
  const walk = new FrameWalk();
  const body = new AnswerBody(exchange, gateway, response, {
    push: (piece) => walk.push(piece),
    async end(): Promise<undefined> {
      const end = await walk.end(options.modelId);
      if (!end.isWhole) throw streamIncomplete();
      if (end.exception !== undefined) {
        report.errorCode = end.exception.charAt(0).toUpperCase() + end.exception.slice(1);
      }
      Object.assign(report, countsOf(end.inputTokens, end.outputTokens));
    },
  });
  return streamReply(exchange, gateway, response, {}, body);
}

/** What was asked of an endpoint. */
export interface PassedRequest {
  /** Its path. */
  path: string;
  /** Whether the event that only tells of usage is counted and dropped: the gateway asked for it, the caller did not. @default {false} */
  dropsUsage?: boolean | undefined;
}

/** What follows their events, loaded with the first stream of one. */
let passing: typeof import("./passing_events.ts") | undefined;

/** The endpoints of whose streams it is known how they end. */
const ENDING = /\/(?:completions|responses|messages)\/*$/i;

/**
 * Relays server-sent events that Bedrock itself wrote, untouched but for what names an account in an error, with a heartbeat between
 * two of them when it is silent. When the stream breaks, or ends too early, its last event says so.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer.
 * @param request What was asked.
 * @returns The reply.
 */
export async function relayServerSentEvents(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  { path, dropsUsage }: PassedRequest,
): Promise<Reply> {
  const { report } = exchange;
  const { PassingEvents } = passing ??= await import("./passing_events.ts");
  const events = new PassingEvents({
    dropsUsage,
    onUsage: (told) => void Object.assign(report, usageIn(told)),
    onError: (code) => void (report.errorCode = code),
  });
  const body = new AnswerBody(exchange, gateway, response, {
    push: (piece) => events.push(piece),
    end(): Uint8Array | undefined {
      const rest = events.end();
      // What is left of an event would be in the way of the one that says so
      if (!events.isEnded && ENDING.test(path)) throw streamIncomplete();
      return rest;
    },
  });
  return streamReply(exchange, gateway, response, SSE_HEADERS, {
    next: () => body.next(),
    fail: (thrown) => events.fail(failureOf(thrown), exchange.dialect),
    cancel: (reason) => body.cancel(reason),
  }, { heartbeat: PING, canBeat: () => events.isBetween });
}

/**
 * Relays an event stream as server-sent events.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer.
 * @param options What kind of stream it is.
 * @returns The reply, once its first event is there.
 * @throws {GatewayError} If the stream begins with an exception.
 */
export async function relaySse(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  options: RelayOptions,
): Promise<Reply> {
  const { report } = exchange;
  const { modelId } = options;
  const events = new EventStreamToSse({ unwrap: modelId !== undefined });
  const body = new AnswerBody(exchange, gateway, response, {
    check(): void {
      const { failure } = events;
      if (failure instanceof SyntaxError) throw streamCorrupted(failure);
      if (failure !== undefined) throw exceptionOf(failure);
    },
    push(piece): Uint8Array {
      const written = events.push(piece);
      if (modelId === undefined && written.length > 0 && events.lastType === "metadata") {
        noteUsage(events.lastData, report);
      }
      return written;
    },
    end: () => judgeEnd(events, modelId, report),
  });
  const source: BodySource = {
    next: () => body.next(),
    fail(thrown): Uint8Array {
      const error = failureOf(thrown);
      report.errorCode = error.code;
      const event = error.code.charAt(0).toLowerCase() + error.code.slice(1);
      return encoder.encode(formatSse({ event, data: JSON.stringify({ message: error.message }) }));
    },
    cancel: (reason) => body.cancel(reason),
  };
  const { peekMs: waitMs, timers } = gateway;
  const peeked = await peek(source, { waitMs, timers });
  const headers = { ...SSE_HEADERS, vary: "accept" };
  return streamReply(exchange, gateway, response, headers, peeked, { heartbeat: PING });
}

function streamReply(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  own: Readonly<Record<string, string>>,
  source: BodySource,
  beats: { heartbeat?: Uint8Array; canBeat?: () => boolean } = {},
): Reply {
  const { report } = exchange;
  const headers: Record<string, string> = { "cache-control": "no-cache, no-transform" };
  keepHeaders(response.headers, headers);
  Object.assign(headers, own);
  report.upstreamRequestId = headers["x-amzn-requestid"];
  const body = streamBody(source, {
    ...beats,
    heartbeatMs: gateway.heartbeatMs,
    timers: gateway.timers,
    now: gateway.now,
    onFirstByte: () => void (report.firstByteMs = gateway.now() - exchange.startedAt),
    onSettled: (outcome, error) => {
      if (error !== undefined) report.errorCode ??= outcomeOf(failureOf(error), report.dialect).code;
      exchange.settle(outcome === "ok" && report.errorCode !== undefined ? "error" : outcome);
    },
  });
  return { status: response.status, headers, body, settles: true };
}

async function judgeEnd(
  events: EventStreamToSse,
  modelId: string | undefined,
  report: Exchange["report"],
): Promise<undefined> {
  try {
    events.end();
  } catch {
    throw streamIncomplete();
  }
  if (modelId === undefined) {
    if (!events.stopped) throw streamIncomplete();
    return undefined;
  }
  const end = await chunkEnd(modelId, events.lastData, events.count === 1);
  if (!end.isWhole) throw streamIncomplete();
  Object.assign(report, countsOf(end.inputTokens, end.outputTokens));
  return undefined;
}

function noteUsage(data: Uint8Array, report: Exchange["report"]): void {
  const { usage } = JSON.parse(decodeUtf8(data));
  Object.assign(report, countsOf(usage?.inputTokens, usage?.outputTokens));
}
