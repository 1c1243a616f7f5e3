/**
 * A gateway in front of Amazon Bedrock, as one function from `Request` to `Response`: it speaks Bedrock's own REST dialect,
 * OpenAI's and Anthropic's, on `Deno.serve`, `deno serve`, Deno Deploy and Cloudflare Workers.
 *
 * ```ts ignore
 * import { BedrockRuntime } from "@edge-aws/bedrock";
 * import { createHandler } from "@edge-aws/bedrock/handler";
 *
 * Deno.serve(createHandler({ runtime: new BedrockRuntime({ region: "us-east-1" }), keys: ["a-long-secret"] }));
 * ```
 *
 * @module
 */
import { Alarm } from "../client/alarm.ts";
import { type Caller, createAuthenticator, isLoopbackHost } from "./auth.ts";
import { createCatalogue } from "./catalogue.ts";
import { createResponseHeaders, preflight } from "./cors.ts";
import { errorBodyOf, outcomeOf } from "./errors.ts";
import { type Exchange, type Reply, responseOf } from "./exchange.ts";
import { failureOf } from "./failure.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import { type Allowance, hasLimits, LimitError, memoryLimitStore, takeRoom, writeAllowance } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { ModelDirectory } from "./model_directory.ts";
import { checkOptions, type HandlerOptions } from "./options.ts";
import { PathModels } from "./path_models.ts";
import { refusedPage } from "./playground_door.ts";
import { createRemoteFiles } from "./remote_files.ts";
import { targetOf } from "./request_path.ts";
import { RequestAbort } from "./request_abort.ts";
import { type RequestReport, startReport, writeUpstream } from "./request_report.ts";
import { retryHeaders } from "./retry_headers.ts";
import { createRouter, dialectOf, MethodError } from "./router.ts";
import { routes } from "./routes.ts";
import { sharedTimers } from "./shared_timers.ts";
import { Upstreams } from "./upstream.ts";

export type { Document } from "../models/document.ts";
export type { Anonymous, GatewayKey } from "./auth.ts";
export type { ControlPlane } from "./catalogue.ts";
export type { ErrorDialect } from "./errors.ts";
export type { RequestReport } from "./request_report.ts";
export type { LimitStore, Usage } from "./limits.ts";
export type { ModelAlias } from "./model_directory.ts";
export type { HandlerOptions, Validate } from "./options.ts";
export type { RemoteFilesOptions } from "./remote_files.ts";
export type { Timers } from "../client/alarm.ts";

/** A gateway: whatever is sent to it, it answers; it never throws. */
export type Handler = (request: Request) => Promise<Response>;

const MAX_URL = 16_384;

/**
 * Creates a gateway.
 *
 * @param options The runtime that calls Bedrock, and who may call the gateway.
 * @returns The function that serves requests.
 * @throws {TypeError} If an option is unknown or of the wrong type.
 * @throws {RangeError} If a number is out of bounds.
 *
 * @example A gateway in front of the emulator
 * ```ts
 * import { BedrockRuntime } from "@edge-aws/bedrock";
 * import { createEmulator, emulatorCredentials } from "@edge-aws/bedrock/emulator";
 * import { createHandler } from "@edge-aws/bedrock/handler";
 * import { assertEquals } from "@std/assert";
 *
 * const runtime = new BedrockRuntime({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
 * const handler = createHandler({ runtime, anonymous: true });
 *
 * const response = await handler(
 *   new Request("http://localhost/model/amazon.nova-lite-v1:0/converse", {
 *     method: "POST",
 *     body: JSON.stringify({ messages: [{ role: "user", content: [{ text: "hello" }] }] }),
 *   }),
 * );
 * assertEquals(response.status, 200);
 * const { output } = await response.json();
 * assertEquals(output.message.role, "assistant");
 * ```
 */
export function createHandler(options: HandlerOptions): Handler {
  checkOptions(options);
  const origins = options.cors === undefined ? [] : [options.cors].flat();
  const { timeOrigin } = performance;
  const now = options.now ?? ((): number => timeOrigin + performance.now());
  const authenticate = createAuthenticator({
    keys: options.keys ?? [],
    anonymous: options.anonymous ?? false,
    origins,
  });
  const gateway = createGateway(options, origins, now);
  const find = createRouter(routes);

  async function handle(request: Request): Promise<Response> {
    const target = targetOf(request.url);
    const { method, headers } = request;
    const report = startReport(request, dialectOf(target.path, headers));
    const startedAt = now();
    gateway.metrics.begin();
    gateway.alarm.hold();
    let exchange: Exchange | undefined;
    let caller = NOBODY;
    let allowance: Allowance | undefined;
    let isSettled = false;
    try {
      if (request.url.length > MAX_URL) throw tooLong();
      if (method === "OPTIONS") {
        const answer = preflight(request, origins, isLoopbackHost(headers.get("host")));
        if (answer !== undefined) return finish({ status: 204, headers: answer, body: null });
      }
      const { route, labels } = find(method, target.path);
      report.route = route.path;
      if (route.open !== true) {
        caller = authenticate(request);
        report.key = caller.name;
        if (hasLimits(caller)) allowance = await takeRoom(caller, gateway.limits, now());
      }
      // Until there is an answer only the request's own signal tells that its caller left; then the answer's body does.
      const abort = new RequestAbort(request);
      exchange = {
        request,
        target,
        labels,
        dialect: report.dialect,
        caller,
        abort,
        startedAt,
        report,
        warnings: [],
        settle,
      };
      try {
        const reply = await route.handle(exchange, gateway);
        return finish(reply);
      } finally {
        abort.answered();
      }
    } catch (error) {
      if (error instanceof LimitError) allowance = error.allowance;
      // Nobody will read the answer; it is not the gateway's failure that there is none.
      const hasLeft = exchange !== undefined && request.signal.aborted;
      if (hasLeft) settle("cancelled");
      const refusal = refuse(error, report, hasLeft ? undefined : options.onFailure);
      return finish(report.route === "/" && gateway.playground ? await refusedPage(request, refusal) : refusal);
    }

    function settle(outcome: RequestReport["outcome"], errorCode?: string, at: number = now()): void {
      if (isSettled) return;
      isSettled = true;
      gateway.alarm.release();
      report.outcome = outcome;
      if (errorCode !== undefined) report.errorCode = errorCode;
      report.durationMs = at - startedAt;
      gateway.metrics.end(report);
      const tokens = (report.inputTokens ?? 0) + (report.outputTokens ?? 0);
      if (tokens > 0 && caller.tokensPerMinute !== undefined) {
        // Nobody waits for it: the answer is out. A store that fails lets the key use a little more.
        Promise.resolve(gateway.limits.add(caller.name, { requests: 0, tokens }, at)).catch(() => {});
      }
      options.onRequest?.(report);
    }

    function finish(reply: Reply): Response {
      const into = reply.headers;
      const at = now();
      report.status = reply.status;
      into["x-request-id"] = report.id;
      if (report.dialect === "anthropic") into["request-id"] ??= report.id;
      if (report.attempts > 0) writeUpstream(report, at - startedAt, into);
      if (exchange !== undefined && exchange.warnings.length > 0) {
        into["x-bedrock-warnings"] = exchange.warnings.join(", ");
      }
      if (allowance !== undefined) {
        writeAllowance(allowance, { anthropic: report.dialect === "anthropic", now: at }, into);
      }
      gateway.common(request, into);
      if (options.headers !== undefined) Object.assign(into, options.headers);
      if (reply.settles === true) {
        report.stream = true;
        gateway.metrics.openStream();
      } else {
        settle(report.errorCode === undefined ? "ok" : "error", undefined, at);
      }
      return responseOf(reply, method === "HEAD");
    }
  }
  return handle;
}

const NOBODY: Caller = { name: "" };

function createGateway(options: HandlerOptions, origins: readonly string[], now: () => number): Gateway {
  const alarm = new Alarm(options.timers, now);
  const catalogue = options.control === undefined ? undefined : createCatalogue(options.control, { now });
  const models = new ModelDirectory({ aliases: options.models ?? {}, catalogue });
  return {
    upstreams: new Upstreams([options.runtime].flat(), { maxAttempts: options.maxAttempts, now }),
    control: options.control,
    models,
    pathModels: new PathModels(models),
    catalogue,
    metrics: new Metrics(),
    limits: options.limitStore ?? memoryLimitStore(),
    bodies: { maxBytes: options.maxBodyBytes ?? 20_000_000, timeoutMs: options.bodyTimeoutMs ?? 30_000, alarm },
    alarm,
    validate: options.validate,
    remoteFiles: options.remoteImages ? createRemoteFiles(options.remoteImages) : undefined,
    playground: options.playground ?? false,
    heartbeatMs: options.heartbeatMs ?? 10_000,
    peekMs: 5000,
    common: createResponseHeaders(origins),
    timers: sharedTimers(alarm),
    now,
  };
}

/** Puts whatever was thrown into the dialect's words. */
function refuse(thrown: unknown, report: RequestReport, onFailure: HandlerOptions["onFailure"]): Reply {
  const error = failureOf(thrown);
  const outcome = outcomeOf(error, report.dialect);
  report.errorCode = outcome.code;
  if (outcome.status >= 500) onFailure?.(error.cause ?? error, report);
  const headers = retryHeaders(outcome, report.attempts);
  headers["content-type"] = "application/json";
  if (report.dialect === "native") {
    headers["x-amzn-errortype"] = outcome.type;
    headers["x-amzn-requestid"] = error.requestId ?? report.id;
  }
  if (report.dialect === "anthropic") headers["request-id"] = error.requestId ?? report.id;
  if (outcome.status === 401) headers["www-authenticate"] = "Bearer";
  if (thrown instanceof MethodError) headers.allow = thrown.allow;
  return { status: outcome.status, headers, body: JSON.stringify(errorBodyOf(error, report.dialect)) };
}

function tooLong(): GatewayError {
  return new GatewayError(`Cannot read request: its URL is longer than ${MAX_URL} characters`, {
    status: 414,
    code: "uri_too_long",
  });
}
