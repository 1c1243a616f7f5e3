/**
 * A caller's signal and the call's deadlines in, one signal for each attempt out; and nothing left ticking.
 *
 * @module
 */
import type { Alarm, Waiter } from "./alarm.ts";
import { BedrockError } from "./errors.ts";
import type { Timeouts } from "./options.ts";

/** Who reads an answer while a leash holds it. */
export interface Reading {
  /** Lets go of what it reads: the present attempt is ended. */
  abandon(): void;
}

/**
 * Puts deadlines in the place of others; one that is `undefined` counts as left out.
 *
 * @param usual The others.
 * @param own The deadlines.
 * @returns All three.
 */
export function deadlines(usual: Readonly<Required<Timeouts>>, own: Timeouts = {}): Required<Timeouts> {
  const { firstByte = usual.firstByte, idle = usual.idle, total = usual.total } = own;
  return { firstByte, idle, total };
}

/** Everything that can end a call early. One for each call; it is watched over until it is let go. */
export class Leash implements Waiter {
  /** Aborted when the present attempt is to end. */
  signal!: AbortSignal;
  /** The present attempt. */
  attempts = 0;
  /** Why the call as a whole is over, once it is: the caller's reason is not among it. */
  overdue: BedrockError | undefined;
  /** When the next deadline passes. */
  due: number;
  /** Where the alarm keeps it. */
  place: number | undefined = undefined;
  /** Told when the present attempt is ended: to listen to the signal itself is dear, and outlives the answer. */
  reading: Reading | undefined;
  readonly #alarm: Alarm;
  readonly #action: string;
  readonly #caller: AbortSignal | undefined;
  readonly #total: number;
  readonly #totalDue: number;
  #controller!: AbortController;
  #waitingFor: keyof Timeouts = "firstByte";
  #milliseconds = 0;
  /** Gives up what is waited for, if anything is. */
  #giveUp: ((reason: unknown) => void) | undefined;
  readonly #left = (): void => this.end(this.#caller!.reason);

  /**
   * Starts the clock of the whole call.
   *
   * @param alarm What watches over its deadlines.
   * @param action What is being done, for messages.
   * @param total How long it may take.
   * @param caller The caller's signal.
   */
  constructor(alarm: Alarm, action: string, total: number, caller: AbortSignal | undefined) {
    this.#alarm = alarm;
    this.#action = action;
    this.#caller = caller;
    this.#total = total;
    this.due = this.#totalDue = alarm.now() + total;
    this.begin();
    // A signal made of both, by `AbortSignal.any`, would cost as much as all the rest: memory that only a great collection frees
    caller?.addEventListener("abort", this.#left);
    alarm.watch(this);
  }

  /** Begins an attempt: what ended the last one does not end this one, unless it ended the call. */
  begin(): void {
    this.#caller?.throwIfAborted();
    this.#controller = new AbortController();
    this.reading = undefined;
    this.signal = this.#controller.signal;
  }

  /** Whether the call is over, rather than just its present attempt. */
  get over(): boolean {
    return this.#caller?.aborted === true || this.overdue !== undefined;
  }

  /**
   * Sets the deadline of what is waited for now, in place of the last one.
   *
   * @param what What is waited for.
   * @param milliseconds How long.
   */
  arm(what: keyof Timeouts, milliseconds: number): void {
    this.#waitingFor = what;
    this.#milliseconds = milliseconds;
    this.due = Math.min(this.#totalDue, this.#alarm.now() + milliseconds);
    this.#alarm.watch(this);
  }

  /** Lifts the deadline. */
  disarm(): void {
    this.due = this.#totalDue;
  }

  /**
   * Waits for a promise, but no longer than the attempt lasts. One wait at a time.
   *
   * @param promise What is waited for.
   * @param late What to do with what comes too late.
   * @returns What came.
   */
  race<T>(promise: Promise<T>, late?: (value: T) => void): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      else this.#giveUp = reject;
      promise.then((value) => {
        if (this.#giveUp !== reject) return late?.(value);
        this.#giveUp = undefined;
        resolve(value);
      }, (error) => {
        if (this.#giveUp === reject) this.#giveUp = undefined;
        reject(error);
      });
    });
  }

  /**
   * Ends the present attempt.
   *
   * @param reason Why.
   */
  end(reason?: unknown): void {
    if (this.signal.aborted) return;
    this.#controller.abort(reason);
    // Whoever left may never look again at what is over
    if (this.over) this.#alarm.forget(this);
    const giveUp = this.#giveUp;
    this.#giveUp = undefined;
    giveUp?.(this.signal.reason);
    this.reading?.abandon();
  }

  /**
   * Lets go: no deadline ends the call any more.
   *
   * @param followed Whether the caller's signal still does.
   */
  release(followed = false): void {
    this.#alarm.forget(this);
    if (!followed) this.#caller?.removeEventListener("abort", this.#left);
  }

  /** Called back when a deadline has passed. */
  ring(now: number): void {
    if (this.#totalDue <= now) this.overdue = this.#late(`not done within ${this.#total} ms`);
    // Whatever is due later is due to the next attempt
    this.due = this.overdue ? Infinity : this.#totalDue;
    const missing = this.#waitingFor === "idle" ? "nothing more" : "no answer";
    this.end(this.overdue ?? this.#late(`${missing} within ${this.#milliseconds} ms`));
  }

  #late(problem: string): BedrockError {
    return new BedrockError(`Cannot ${this.#action}: ${problem}`, {
      code: "Timeout",
      retryable: true,
      attempts: this.attempts,
    });
  }
}
