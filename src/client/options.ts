/**
 * What a caller may say about how calls are made, checked here once, word by word: nothing misspelt is ignored.
 *
 * @module
 */
import type { CredentialProvider, Identity } from "../credentials/identity.ts";

/**
 * How long a call may take, in milliseconds. `Infinity` means no limit.
 *
 * The defaults leave room for models that think for minutes before they speak.
 */
export interface Timeouts {
  /**
   * From sending an attempt to its response headers.
   *
   * @default {900_000}
   */
  firstByte?: number;
  /**
   * The longest silence within a reply's body. One of 16 KiB at most, and of known length, is waited for as a whole.
   *
   * @default {300_000; 900_000 where agents answer, which may work longer in silence}
   */
  idle?: number;
  /**
   * The whole call: every attempt, every wait, and the stream to its end.
   *
   * @default {3_600_000}
   */
  total?: number;
}

/** Why an attempt was, or was not, followed by another. */
export type AttemptReason =
  | "success"
  | "throttling"
  | "transient"
  | "clock-skew"
  | "not-retryable"
  | "attempts-exhausted"
  | "budget-exhausted";

/** What became of one attempt. */
export interface AttemptReport {
  /** 1 for the first attempt. */
  number: number;
  /** The HTTP status; absent when no answer came. */
  status?: number;
  /** The error's code; absent on success. */
  code?: string;
  /** AWS's request id, when there was an answer. */
  requestId?: string;
  /** How long the next attempt waits, in milliseconds; absent when there is none. */
  delay?: number;
  /** Why there is a next attempt, or why not. */
  reason: AttemptReason;
}

/** How one call is made. */
export interface CallOptions {
  /** Gives the call up: while connecting, between attempts, and while the reply is read. Its reason is what is thrown. */
  signal?: AbortSignal;
  /** Headers that are sent, and signed, beside the operation's own. */
  headers?: HeadersInit;
  /** Deadlines that differ from the client's. */
  timeouts?: Timeouts;
  /** How many times the call may be sent, when that differs from the client's. */
  maxAttempts?: number;
  /** Told what became of each attempt, beside the client's own hook. */
  onAttempt?: (attempt: AttemptReport) => void;
}

/** How one streaming call of Invoke is made. */
export interface StreamOptions extends CallOptions {
  /** Told of events that this library does not know, instead of dropping them. */
  onUnknownEvent?: (event: { type: string; payload: unknown }) => void;
}

/** What a client needs to know. Everything has a default that works on AWS's own machines. */
export interface BedrockOptions {
  /**
   * The AWS region.
   *
   * @default {`AWS_REGION`, then `AWS_DEFAULT_REGION`}
   */
  region?: string;
  /**
   * Keys, an API key, or a function that gives either, asked before each attempt.
   *
   * With keys and a region given outright, the environment is not read at all.
   *
   * @default {the environment, then AWS's chain of sources}
   */
  credentials?: Identity | CredentialProvider;
  /**
   * Where the service is, when it is not at AWS's own host. A path is kept as a prefix.
   *
   * @default {`AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, then `AWS_ENDPOINT_URL`, then the region's host}
   */
  endpoint?: string | URL;
  /**
   * What carries requests. A body comes as bytes or, where it is short, as text.
   *
   * @default {globalThis.fetch}
   */
  fetch?: typeof fetch;
  /**
   * Whether to use the FIPS 140 host.
   *
   * @default {`AWS_USE_FIPS_ENDPOINT`}
   */
  useFipsEndpoint?: boolean;
  /**
   * Whether to use the host that speaks IPv6 too.
   *
   * @default {`AWS_USE_DUALSTACK_ENDPOINT`}
   */
  useDualstackEndpoint?: boolean;
  /**
   * How many times a call may be sent.
   *
   * @default {3}
   */
  maxAttempts?: number;
  /** Deadlines of every call. */
  timeouts?: Timeouts;
  /**
   * The clock that signing, and the correction of clock skew, read.
   *
   * @default {() => new Date()}
   */
  now?: () => Date;
  /**
   * The chance in back-off: a number from 0 to 1.
   *
   * @default {Math.random}
   */
  random?: () => number;
  /**
   * Waits between attempts, in milliseconds. It rejects with the signal's reason once the signal is aborted.
   *
   * @default {a timer}
   */
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told what became of each attempt of each call. */
  onAttempt?: (attempt: AttemptReport) => void;
}

/** Something that is wrong with a body, as {@linkcode BodyValidator} tells it. */
export interface BodyComplaint {
  /** The whole complaint: what is, and what was wanted. */
  readonly message: string;
}

/**
 * Judges a model's body: gives all complaints about it, none when it fits. `validateBody` of `@edge-aws/bedrock/schemas` is one.
 */
export type BodyValidator = (modelId: string, body: unknown) => readonly BodyComplaint[];

/** What a client of the runtime needs to know. Everything has a default that works on AWS's own machines. */
export interface BedrockRuntimeOptions extends BedrockOptions {
  /**
   * Judges each body of InvokeModel, streamed or not, and of StartAsyncInvoke, before it is sent. All complaints become one
   * `TypeError`.
   *
   * @default {bodies are sent unjudged}
   */
  validate?: BodyValidator;
}

/** A request to a path of the service, for {@linkcode BedrockRuntime.fetch}. */
export interface FetchInit extends CallOptions {
  /**
   * The method.
   *
   * @default {"POST" when there is a body, else "GET"}
   */
  method?: string;
  /** Query parameters; a list repeats its key. */
  query?: Record<string, string | number | boolean | Date | readonly string[] | undefined>;
  /** The body, sent as it is. */
  body?: Uint8Array | string;
}
