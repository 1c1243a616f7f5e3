/**
 * Jobs go in as they are started, and come out as they stand at a given time.
 *
 * @module
 */
import type { JsonObject } from "./question.ts";

/** One job. */
export interface AsyncJob {
  /** Its ARN. */
  invocationArn: string;
  /** The model's ARN. */
  modelArn: string;
  /** The token that makes starting it twice one start. */
  clientRequestToken?: string;
  /** What tells the request from others: the same token with another request is a conflict. */
  asked: string;
  /** Where the results go. */
  outputDataConfig: JsonObject;
  /** When it started, in milliseconds since 1970. */
  submitTime: number;
  /** Why it fails in the end, if it does. */
  failure?: string;
}

/** How many jobs are kept at most; the oldest go first. */
const CAPACITY = 1000;

/** The jobs of one emulator. */
export class AsyncJobs {
  readonly #jobs = new Map<string, AsyncJob>();
  readonly #duration: number;

  /** Creates the list; `duration` is how long a job takes, in milliseconds. */
  constructor(duration: number) {
    this.#duration = duration;
  }

  /** Adds a job. */
  add(job: AsyncJob): void {
    this.#jobs.set(job.invocationArn, job);
    if (this.#jobs.size > CAPACITY) this.#jobs.delete(this.#jobs.keys().next().value!);
  }

  /** The job of an ARN. */
  get(invocationArn: string): AsyncJob | undefined {
    return this.#jobs.get(invocationArn);
  }

  /** The job that was started with a token. */
  withToken(token: string): AsyncJob | undefined {
    return [...this.#jobs.values()].find((job) => job.clientRequestToken === token);
  }

  /** All jobs, in the order in which they were started. */
  all(): AsyncJob[] {
    return [...this.#jobs.values()];
  }

  /** How a job stands. */
  statusOf(job: AsyncJob, now: number): "InProgress" | "Completed" | "Failed" {
    if (now < this.endOf(job)) return "InProgress";
    return job.failure === undefined ? "Completed" : "Failed";
  }

  /** When a job ends, in milliseconds since 1970. */
  endOf(job: AsyncJob): number {
    return job.submitTime + this.#duration;
  }
}
