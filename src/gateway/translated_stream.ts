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
/** So long, in milliseconds, what follows a complete answer is read for the caller's sake: more would cost more than it tells. */
const PATIENCE = 5000;
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
  const { heartbeat } = plan;
  const { peekMs: waitMs, heartbeatMs, timers, now } = gateway;
  const source = await peek(new TranslatedSource(exchange, plan, now), { waitMs, timers });
  const body = streamBody(source, {
    heartbeat: heartbeat === undefined ? PING : encoder.encode(heartbeat),
    heartbeatMs,
    timers,
    now,
    onFirstByte: () => void (report.firstByteMs = now() - exchange.startedAt),
    onSettled: (outcome, error) => {
      if (error !== undefined) report.errorCode ??= outcomeOf(failureOf(error), report.dialect).code;
      exchange.settle(outcome);
    },
  });
  return { status: 200, headers: { ...SSE_HEADERS }, body, settles: true };
}

/**
 * The events of one call, told in the caller's words: all that came with one read of the network are one piece.
 *
 * Of an answer that is complete before the model's own end the rest is cancelled, and so not paid for; nobody knows then what was
 * used. For a key with a limit on tokens it is read, to the end, and only counted: else a stop sequence would lift the limit. For
 * a caller who asked what was used it is read for some seconds, and what a longer one costs remains untold.
 */
class TranslatedSource<Event> implements BodySource {
  readonly #exchange: Exchange;
  readonly #translator: StreamTranslator<Event>;
  readonly #usageOf: StreamPlan<Event>["usageOf"];
  readonly #now: () => number;
  /** Let go of once it was called: it holds the caller's whole body, and a stream may be open for long. */
  #open: StreamPlan<Event>["open"] | undefined;
  #events: AsyncIterator<Event[]> | undefined;
  /** Whether the caller has all of the answer. */
  #isComplete = false;
  #isCounted = false;
  /** Until when what follows is read for a caller who asked what was used. */
  #patientUntil: number | undefined;
  #isOver = false;
  #failure: { error: unknown } | undefined;

  constructor(exchange: Exchange, plan: StreamPlan<Event>, now: () => number) {
    this.#now = now;
    this.#exchange = exchange;
    this.#translator = plan.translator;
    this.#usageOf = plan.usageOf;
    this.#open = plan.open;
  }

  async next(): Promise<Uint8Array | undefined> {
    const events = this.#events ?? await this.#begin();
    let text = "";
    try {
      while (text === "" && !this.#isOver && this.#failure === undefined) {
        const { done, value } = await events.next();
        if (done) {
          this.#isOver = true;
          text = this.#translator.end();
          break;
        }
        for (const event of value) {
          text += this.#tell(event);
          this.#isComplete ||= this.#translator.done === true;
          if (!this.#isComplete || this.#goesOn()) continue;
          await events.return?.();
          this.#isOver = true;
          text += this.#translator.end();
          break;
        }
      }
    } catch (error) {
      // What came before the failure is told before it; what comes behind the answer is not missed.
      if (this.#isComplete) {
        this.#isOver = true;
        text += this.#translator.end();
      } else this.#failure = { error };
    }
    if (text !== "") return encoder.encode(text);
    if (this.#failure !== undefined) throw this.#failure.error;
    return undefined;
  }

  fail(thrown: unknown): Uint8Array {
    const error = failureOf(thrown);
    const { report } = this.#exchange;
    report.errorCode = outcomeOf(error, report.dialect).code;
    return encoder.encode(this.#translator.fail(error));
  }

  async cancel(reason: unknown): Promise<void> {
    this.#exchange.abort.abort(reason);
    await this.#events?.return?.().catch(() => {});
  }

  async #begin(): Promise<AsyncIterator<Event[]>> {
    const opening = this.#open!();
    this.#open = undefined;
    const stream = await opening;
    if (stream.requestId !== undefined) this.#exchange.report.upstreamRequestId = stream.requestId;
    return this.#events = stream.batches();
  }

  #tell(event: Event): string {
    const usage = this.#usageOf(event);
    if (usage !== undefined) {
      Object.assign(this.#exchange.report, countsOf(usage.inputTokens, usage.outputTokens));
      this.#isCounted = true;
    } else if (this.#isComplete) return "";
    return this.#translator.push(event);
  }

  /** Whether what follows a complete answer is read, for what it tells of usage. */
  #goesOn(): boolean {
    if (this.#isCounted) return false;
    if (this.#exchange.caller.tokensPerMinute !== undefined) return true;
    if (this.#translator.wantsUsage !== true) return false;
    const now = this.#now();
    this.#patientUntil ??= now + PATIENCE;
    return now < this.#patientUntil;
  }
}
