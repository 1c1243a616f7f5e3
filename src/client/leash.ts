/**
 * A caller's signal and the call's deadlines in, one signal for each attempt out; and nothing left ticking.
 *
 * @module
 */
import { BedrockError } from "./errors.ts";
import type { Timeouts } from "./options.ts";

type Timer = ReturnType<typeof setTimeout>;

/** The longest that a timer can be set to. */
const LONGEST = 2 ** 31 - 1;

/** Everything that can end a call early. One for each call; it holds a timer until it is let go. */
export class Leash {
  /** Aborted when the present attempt is to end. */
  signal!: AbortSignal;
  /** The present attempt. */
  attempts = 0;
  /** Why the call as a whole is over, once it is: the caller's reason is not among it. */
  overdue: BedrockError | undefined;
  readonly #action: string;
  readonly #caller: AbortSignal | undefined;
  readonly #total: number;
  readonly #totalDue: number;
  #controller!: AbortController;
  /** One timer for all deadlines: let it find nothing to do rather than set it anew for each piece of a body. */
  #timer: Timer | undefined;
  #timerDue = 0;
  #due = Infinity;
  #waitingFor = "";

  /**
   * Starts the clock of the whole call.
   *
   * @param action What is being done, for messages.
   * @param total How long it may take.
   * @param caller The caller's signal.
   */
  constructor(action: string, total: number, caller: AbortSignal | undefined) {
    this.#action = action;
    this.#caller = caller;
    this.#total = total;
    this.#totalDue = performance.now() + total;
    this.begin();
    this.#watch();
  }

  /** Begins an attempt: what ended the last one does not end this one, unless it ended the call. */
  begin(): void {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    this.signal = this.#caller ? AbortSignal.any([this.#caller, signal]) : signal;
    this.signal.throwIfAborted();
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
    this.#waitingFor = `${what === "idle" ? "nothing more" : "no answer"} within ${milliseconds} ms`;
    this.#due = performance.now() + milliseconds;
    this.#watch();
  }

  /** Lifts the deadline. */
  disarm(): void {
    this.#due = Infinity;
  }

  /**
   * Waits for a promise, but no longer than the attempt lasts.
   *
   * @param promise What is waited for.
   * @param late What to do with what comes too late.
   * @returns What came.
   */
  race<T>(promise: Promise<T>, late?: (value: T) => void): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const give = (): void => {
        reject(signal.reason);
        promise.then(late, () => {});
      };
      if (signal.aborted) return give();
      signal.addEventListener("abort", give, { once: true });
      promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
    });
  }

  /**
   * Ends the present attempt.
   *
   * @param reason Why.
   */
  end(reason?: unknown): void {
    this.#controller.abort(reason);
  }

  /** Lets go: no deadline is held any more. The caller's signal still reaches what was sent. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sees to it that the timer goes off no later than what is due next. */
  #watch(): void {
    const next = Math.min(this.#due, this.#totalDue);
    if (next === Infinity || (this.#timer !== undefined && this.#timerDue <= next)) return;
    clearTimeout(this.#timer);
    this.#timerDue = next;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const now = performance.now();
      if (this.#totalDue <= now) {
        this.overdue = this.#late(`not done within ${this.#total} ms`);
        this.#controller.abort(this.overdue);
      } else if (this.#due <= now) this.#controller.abort(this.#late(this.#waitingFor));
      else this.#watch();
    }, Math.min(Math.max(next - performance.now(), 0), LONGEST));
  }

  #late(problem: string): BedrockError {
    return new BedrockError(`Cannot ${this.#action}: ${problem}`, {
      code: "Timeout",
      retryable: true,
      attempts: this.attempts,
    });
  }
}
