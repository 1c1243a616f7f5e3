/**
 * A stream of Bedrock's in, the same to the caller out: its events untouched, or as server-sent events.
 *
 * @module
 */
import { readPieces } from "../client/piece_reader.ts";
import { formatSse } from "../wire/sse.ts";
import { EventStreamToSse } from "../wire/event_stream_to_sse.ts";
import { decodeUtf8 } from "../wire/utf8.ts";
import type { Exchange, Reply } from "./exchange.ts";
import { exceptionOf, failureOf, streamCorrupted, streamIncomplete } from "./failure.ts";
import { FrameWalk } from "./frame_walk.ts";
import type { Gateway } from "./gateway.ts";
import { PassingUsage } from "./passing_usage.ts";
import { peek } from "./peek.ts";
import { keepHeaders } from "./relay_headers.ts";
import { type BodySource, streamBody } from "./stream_body.ts";
import { chunkEnd, countsOf } from "./stream_end.ts";
import { UnaskedUsage } from "./unasked_usage.ts";

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

/**
 * Relays an event stream untouched, but for what names an account in a failure's frame. When it breaks, or ends too early, the connection is cut: the AWS SDKs cannot tell a
 * clean end from a good one.
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
  const reader = readPieces(response.body!);
  return streamReply(exchange, gateway, response, {}, {
    async next(): Promise<Uint8Array | undefined> {
      for (let piece = await reader.read(); piece !== undefined; piece = await reader.read()) {
        const passed = walk.push(piece);
        if (passed.length > 0) return passed;
      }
      const end = await walk.end(options.modelId);
      if (!end.isWhole) throw streamIncomplete();
      if (end.exception !== undefined) {
        report.errorCode = end.exception.charAt(0).toUpperCase() + end.exception.slice(1);
      }
      Object.assign(report, countsOf(end.inputTokens, end.outputTokens));
      return undefined;
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** What is done with server-sent events on their way. */
export interface ServerSentEventOptions {
  /** Whether the event that only tells of usage is counted and dropped: the gateway asked for it, the caller did not. @default {false} */
  dropsUsage?: boolean | undefined;
}

/**
 * Relays server-sent events that Bedrock itself wrote, untouched, with a heartbeat between two of them when it is silent.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param response Bedrock's answer.
 * @param options What is done with them.
 * @returns The reply.
 */
export function relayServerSentEvents(
  exchange: Exchange,
  gateway: Gateway,
  response: Response,
  options: ServerSentEventOptions,
): Reply {
  const reader = readPieces(response.body!);
  const usage = options.dropsUsage === true ? new UnaskedUsage() : new PassingUsage();
  return streamReply(exchange, gateway, response, SSE_HEADERS, {
    async next(): Promise<Uint8Array | undefined> {
      for (;;) {
        const piece = await reader.read();
        const passed = piece === undefined ? usage.end() : usage.push(piece);
        Object.assign(exchange.report, usage.counts);
        if (piece === undefined || passed!.length > 0) return passed;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  }, { heartbeat: encoder.encode(": ping\n\n"), canBeat: () => usage.isBetween });
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
  const reader = readPieces(response.body!);
  const events = new EventStreamToSse({ unwrap: modelId !== undefined });
  const source: BodySource = {
    async next(): Promise<Uint8Array | undefined> {
      for (;;) {
        const { failure } = events;
        if (failure instanceof SyntaxError) throw streamCorrupted(failure);
        if (failure !== undefined) throw exceptionOf(failure);
        const piece = await reader.read();
        if (piece === undefined) {
          await judgeEnd(events, modelId, report);
          return undefined;
        }
        const written = events.push(piece);
        if (written.length === 0) continue;
        if (modelId === undefined && events.lastType === "metadata") noteUsage(events.lastData, report);
        return written;
      }
    },
    fail(thrown): Uint8Array {
      const error = failureOf(thrown);
      report.errorCode = error.code;
      const event = error.code.charAt(0).toLowerCase() + error.code.slice(1);
      return encoder.encode(formatSse({ event, data: JSON.stringify({ message: error.message }) }));
    },
    cancel: (reason) => reader.cancel(reason),
  };
  const { peekMs: waitMs, timers } = gateway;
  const peeked = await peek(source, { waitMs, timers });
  const headers = { ...SSE_HEADERS, vary: "accept" };
  return streamReply(exchange, gateway, response, headers, peeked, { heartbeat: encoder.encode(": ping\n\n") });
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
      if (error !== undefined) report.errorCode ??= failureOf(error).code;
      exchange.settle(outcome === "ok" && report.errorCode !== undefined ? "error" : outcome);
    },
  });
  return { status: response.status, headers, body, settles: true };
}

async function judgeEnd(
  events: EventStreamToSse,
  modelId: string | undefined,
  report: Exchange["report"],
): Promise<void> {
  try {
    events.end();
  } catch {
    throw streamIncomplete();
  }
  if (modelId === undefined) {
    if (!events.stopped) throw streamIncomplete();
    return;
  }
  const end = await chunkEnd(modelId, events.lastData, events.count === 1);
  if (!end.isWhole) throw streamIncomplete();
  Object.assign(report, countsOf(end.inputTokens, end.outputTokens));
}

function noteUsage(data: Uint8Array, report: Exchange["report"]): void {
  const { usage } = JSON.parse(decodeUtf8(data));
  Object.assign(report, countsOf(usage?.inputTokens, usage?.outputTokens));
}
