/**
 * What every route of one gateway shares: made once from the handler's options.
 *
 * @module
 */
import type { Alarm, Timers } from "../client/alarm.ts";
import type { Catalogue, ControlPlane } from "./catalogue.ts";
import type { ResponseHeaders } from "./cors.ts";
import type { LimitStore } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { ModelDirectory } from "./model_directory.ts";
import type { Validate } from "./options.ts";
import type { PathModels } from "./path_models.ts";
import type { RemoteFiles } from "./remote_files.ts";
import type { ReadBodyOptions } from "./request_body.ts";
import type { Upstreams } from "./upstream.ts";

/** What the routes of one gateway share. */
export interface Gateway {
  /** The regions. */
  readonly upstreams: Upstreams;
  /** The control plane, when there is one. */
  readonly control: ControlPlane | undefined;
  /** Names of models. */
  readonly models: ModelDirectory;
  /** The models that paths name. */
  readonly pathModels: PathModels;
  /** The models there are, when the control plane may be asked. */
  readonly catalogue: Catalogue | undefined;
  /** What is counted of requests. */
  readonly metrics: Metrics;
  /** What is counted of keys. */
  readonly limits: LimitStore;
  /** What a request's body may be. */
  readonly bodies: ReadBodyOptions;
  /** What watches over deadlines: it has a timer while there are requests, and they share it. */
  readonly alarm: Alarm;
  /** Checks a native Invoke body before it is sent, when asked to. */
  readonly validate: Validate | undefined;
  /** Fetches https images for dialects, when allowed. */
  readonly remoteFiles: RemoteFiles | undefined;
  /** Whether the page at `/` is on. */
  readonly playground: boolean;
  /** After how much silence a stream beats, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a stream's first event is waited for before the answer begins without it, in milliseconds. */
  readonly peekMs: number;
  /** Headers of every response. */
  readonly common: ResponseHeaders;
  /** Timers that go by that alarm. */
  readonly timers: Timers;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}
