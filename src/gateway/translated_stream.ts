/**
 * A stream of Bedrock's events and a translator in, the reply that tells them in the caller's words out.
 *
 * @module
 */
import type { StreamTranslator } from "./dialect.ts";
import { outcomeOf } from "./errors.ts";
import type { Exchange, Reply } from "./exchange.ts";
import { failureOf } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { SSE_HEADERS } from "./native_stream.ts";
import { peek } from "./peek.ts";
import { type BodySource, streamBody } from "./stream_body.ts";
import { countsOf } from "./stream_end.ts";

/** What is streamed, and how it is told. */
export interface StreamPlan<Event> {
  /** Makes the call. */
  open: () => Promise<{ batches(): AsyncIterator<Event[]>; readonly requestId?: string | undefined }>;
  /** Tells each event in the caller's words. */
  translator: StreamTranslator<Event>;
  /** What a quiet stream says. @default {": ping\n\n"} */
  heartbeat?: string | undefined;
  /** The counts that an event tells, if it does. */
  usageOf: (event: Event) => { inputTokens?: number; outputTokens?: number } | undefined;
}

const encoder = new TextEncoder();
const PING = encoder.encode(": ping\n\n");

/**
 * Starts a stream.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @param plan What is streamed, and how it is told.
 * @returns The reply, once the first event is there, or the wait for it has become too long.
 * @throws What the call threw before the first event.
 */
export async function translatedStream<Event>(
  exchange: Exchange,
  gateway: Gateway,
  plan: StreamPlan<Event>,
): Promise<Reply> {
  const { report } = exchange;
  const { translator, usageOf, heartbeat } = plan;
  // Let go of once it was called: it holds the caller's whole body, and a stream may be open for long.
  let start: StreamPlan<Event>["open"] | undefined = plan.open;
  let events: AsyncIterator<Event[]> | undefined;
  let isOver = false;
  let failure: { error: unknown } | undefined;

  async function open(): Promise<AsyncIterator<Event[]>> {
    const opening = start!();
    start = undefined;
    const stream = await opening;
    if (stream.requestId !== undefined) report.upstreamRequestId = stream.requestId;
    return stream.batches();
  }

  /** Tells all events that have come with one read of the network, until that makes something to tell. */
  async function tell(lists: AsyncIterator<Event[]>): Promise<string> {
    let text = "";
    try {
      while (text === "") {
        const { done, value } = await lists.next();
        if (done) {
          isOver = true;
          return translator.end();
        }
        for (const event of value) {
          const usage = usageOf(event);
          if (usage !== undefined) Object.assign(report, countsOf(usage.inputTokens, usage.outputTokens));
          text += translator.push(event);
          if (translator.done !== true) continue;
          await lists.return?.();
          isOver = true;
          return text + translator.end();
        }
      }
    } catch (error) {
      // What came before the failure is told before it.
      failure = { error };
    }
    return text;
  }

  const source: BodySource = {
    async next(): Promise<Uint8Array | undefined> {
      events ??= await open();
      const text = isOver || failure !== undefined ? "" : await tell(events);
      if (text !== "") return encoder.encode(text);
      if (failure !== undefined) throw failure.error;
      return undefined;
    },
    fail(thrown): Uint8Array {
      const error = failureOf(thrown);
      report.errorCode = outcomeOf(error, report.dialect).code;
      return encoder.encode(translator.fail(error));
    },
    async cancel(reason): Promise<void> {
      exchange.abort.abort(reason);
      await events?.return?.().catch(() => {});
    },
  };

  const peeked = await peek(source, { waitMs: gateway.peekMs, timers: gateway.timers });
  const body = streamBody(peeked, {
    heartbeat: heartbeat === undefined ? PING : encoder.encode(heartbeat),
    heartbeatMs: gateway.heartbeatMs,
    timers: gateway.timers,
    now: gateway.now,
    onFirstByte: () => void (report.firstByteMs = gateway.now() - exchange.startedAt),
    onSettled: (outcome, error) => {
      if (error !== undefined) report.errorCode ??= outcomeOf(failureOf(error), report.dialect).code;
      exchange.settle(outcome);
    },
  });
  return { status: 200, headers: { ...SSE_HEADERS }, body, settles: true };
}
