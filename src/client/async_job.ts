/**
 * A job of StartAsyncInvoke in, the finished job out: asked for again and again, ever less often.
 *
 * Loaded with the first call.
 *
 * @module
 */
import type { GetAsyncInvokeOutput } from "../models/async_invoke.ts";
import { type Check, check, isA } from "./check.ts";
import { failure } from "./decode.ts";
import { Leash } from "./leash.ts";
import type { CallOptions } from "./options.ts";
import { getAsyncInvoke } from "./other_operations.ts";
import type { ServiceClient } from "./service_client.ts";

/** How a job is waited for. */
export interface WaitOptions extends CallOptions {
  /** Told how the job stands, each time that it was asked for. */
  onProgress?: (job: GetAsyncInvokeOutput) => void;
  /**
   * How long the first wait is, in milliseconds; each is half as long again as the one before, up to half a minute or
   * this, whichever is longer.
   *
   * @default {5_000}
   */
  pollMs?: number;
  /**
   * How long the job is waited for, in milliseconds. `Infinity` means no limit. The job itself goes on.
   *
   * @default {3_600_000}
   */
  timeout?: number;
}

const LONGEST_WAIT = 30_000;
const ACTION = "wait for async invoke";
const milliseconds: Check = (value) => typeof value === "number" && value > 0 ? undefined : "milliseconds above 0";

/**
 * Waits until a job has ended.
 *
 * @param client The way to AWS.
 * @param invocationArn The job.
 * @param options How.
 * @returns The completed job.
 */
export async function waitForAsyncInvoke(
  client: ServiceClient,
  invocationArn: string,
  options: WaitOptions,
): Promise<GetAsyncInvokeOutput> {
  const { onProgress, pollMs = 5_000, timeout = 3_600_000, signal, ...rest } = options;
  check("options", { onProgress, pollMs, timeout }, {
    onProgress: isA("function"),
    pollMs: milliseconds,
    timeout: milliseconds,
  });
  signal?.throwIfAborted();
  const leash = new Leash(client.road.alarm, ACTION, timeout, signal);
  try {
    for (let wait = pollMs;; wait = Math.min(wait * 1.5, Math.max(LONGEST_WAIT, pollMs))) {
      const job = await client.call<GetAsyncInvokeOutput>(getAsyncInvoke, { invocationArn }, {
        ...rest,
        signal: leash.signal,
      });
      leash.attempts++;
      onProgress?.(job);
      if (job.status === "Completed") return job;
      if (job.status === "Failed") {
        throw failure(job.failureMessage ?? "the job failed, and does not say why", {
          action: ACTION,
          attempts: leash.attempts,
        }, { code: "AsyncInvokeFailed", status: 200, retryable: false });
      }
      // A sleep would not hear of what was aborted before it began
      leash.signal.throwIfAborted();
      await leash.race(client.sleep(wait, leash.signal));
    }
  } finally {
    leash.release();
    // A sleep that nobody waits for any more ends too
    leash.end();
  }
}
