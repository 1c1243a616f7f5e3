/**
 * A request in, what ends the calls that are made for it out: while there is no answer, its caller's leaving; then, whoever
 * sends the answer.
 *
 * @module
 */

import type { Attempt } from "../client/send.ts";

/** What ends the calls of one request. What nobody asks for is not made: most requests need one signal, the one they brought. */
export class RequestAbort {
  /** What was sent last of a call whose answer is handed on unread, and what ends that: the call itself may follow the request alone. */
  attempt: Attempt | undefined = undefined;
  readonly #request: Request;
  #controller: AbortController | undefined;
  #isAnswered = false;

  /**
   * Begins to follow a request.
   *
   * @param request The request.
   */
  constructor(request: Request) {
    this.#request = request;
  }

  /**
   * The request's own signal, for calls whose answer is read to its end before there is one to the caller: afterwards some
   * runtimes abort it though nobody left.
   */
  get early(): AbortSignal {
    return this.#controller?.signal ?? this.#request.signal;
  }

  /** A signal for calls whose answer goes on after that: it follows the request's until then, and `abort` always. */
  get signal(): AbortSignal {
    return this.#own().signal;
  }

  /**
   * Ends the calls.
   *
   * @param reason Why.
   */
  abort(reason: unknown): void {
    this.attempt?.leash.end(reason);
    this.#own().abort(reason);
  }

  /** Stops following the request: there is an answer, and its body tells when its reader leaves. */
  answered(): void {
    this.#isAnswered = true;
    if (this.#controller) this.#request.signal.removeEventListener("abort", this);
  }

  /** Called when the caller has left. */
  handleEvent(): void {
    this.#controller?.abort(this.#request.signal.reason);
  }

  #own(): AbortController {
    if (this.#controller) return this.#controller;
    const controller = this.#controller = new AbortController();
    if (this.#isAnswered) return controller;
    const { signal } = this.#request;
    if (signal.aborted) controller.abort(signal.reason);
    else signal.addEventListener("abort", this);
    return controller;
  }
}
