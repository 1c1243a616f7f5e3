/**
 * The gateway, configured by the environment: for `deno serve`, Deno Deploy and Cloudflare Workers, and, run as a program, a
 * server on `HOST` and `PORT`.
 *
 * ```sh
 * deno serve --allow-net --allow-env --allow-read jsr:@edge-aws/bedrock/serve
 * ```
 *
 * It reads the `AWS_*` names that the SDKs use, and these; on Workers they come from the bindings, with each request.
 *
 * | variable | what it holds | unless it is set |
 * |---|---|---|
 * | `HOST`, `PORT` | where the program listens | `127.0.0.1`, `8000` |
 * | `GATEWAY_KEYS` | callers' keys, or `sha256:` and the hash of each, by commas; or a JSON list: `[{"key": "sha256:…", "name": "ci", "models": ["*nova*"], "requestsPerMinute": 60, "tokensPerMinute": 90000}]` | none |
 * | `GATEWAY_ANONYMOUS` | `1` serves anybody without a key | without keys, whoever calls by a loopback name |
 * | `GATEWAY_BACKEND` | `aws`; `emulator`; `auto` is the emulator on loopback where there are no credentials | `auto` |
 * | `GATEWAY_REGIONS` | the order in which regions are asked: `us-east-1,us-west-2` | `AWS_REGION`, `AWS_DEFAULT_REGION` |
 * | `AWS_REGION`, `AWS_DEFAULT_REGION` | the only region that is asked | none |
 * | `GATEWAY_MODELS` | short names: `fast=amazon.nova-lite-v1:0,…`; or JSON: `{"fast": {"modelId": "…", "region": "…", "road": "converse", "defaults": {"temperature": 0}}}` | the built-in ones |
 * | `GATEWAY_CORS_ORIGINS` | whose pages may call: `https://a.example,…`, or `*` | none |
 * | `GATEWAY_MAX_BODY_BYTES` | the longest body of a request | `20000000` |
 * | `GATEWAY_PLAYGROUND` | `1` or `0`: the page at `/` | `1` on loopback |
 * | `GATEWAY_VALIDATE` | `1` checks the bodies of InvokeModel before they are sent | `0` |
 * | `GATEWAY_IMAGE_HOSTS` | whose https images are fetched: `a.example,.b.example`, or `*` for any public one | none |
 * | `GATEWAY_LOG` | `json`, `plain`, `off`: a line for each request | `plain` on a terminal, else `json` |
 *
 * `deno serve --parallel` runs one isolate on each core (`DENO_JOBS` says how many), and the system spreads connections over
 * them. Each isolate has a gateway of its own, so these are per isolate: what a key may use in a minute (a limit holds once in
 * each; give `createHandler` a `limitStore` to share it), the counts of `/metrics` (a scrape sees the isolate that it reached),
 * the regions that are left alone for a while, the list of models, the credentials and the retry budget. A stream, once begun,
 * stays where it began. The edge scales out in the same way, by isolates, and there too nothing is shared but a `limitStore`.
 *
 * With hundreds of streams open, most of their memory is V8's room for what is young: `--v8-flags=--max-semi-space-size=8`, as
 * `deno task serve` has it, takes a seventh less at the same speed, `--v8-flags=--optimize-for-size` three tenths, at half the
 * speed.
 *
 * @module
 */
import { backendOf } from "./backend.ts";
import { Bedrock } from "./client/bedrock.ts";
import { BedrockRuntime } from "./client/bedrock_runtime.ts";
import { lookupIn } from "./credentials/env.ts";
import { isLoopbackHost } from "./gateway/auth.ts";
import { createHandler, type Handler, type RequestReport } from "./gateway/handler.ts";
import { failureLine, jsonLine, plainLine } from "./gateway/request_log.ts";
import { type LogFormat, readSettings } from "./gateway/settings.ts";

/** The bindings of a Worker, or what Deno tells of a connection. */
export type ServeContext = object;

/** What {@linkcode listen} goes by, beside the environment. */
export interface ListenOptions {
  /**
   * Where Bedrock is.
   *
   * @default {the environment's `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` and its like, else the regions' own hosts}
   */
  endpoint?: string | undefined;
  /**
   * The profile of the shared files whose credentials are used, before any that the environment has.
   *
   * @default {the environment's credentials, else those of `AWS_PROFILE`, else of `default`}
   */
  profile?: string | undefined;
}

/** What `deno serve` and Workers take for a server. */
export interface ServeModule {
  /** Answers a request; the gateway is made with the first. */
  fetch(request: Request, context?: ServeContext): Promise<Response>;
  /** Hears from `deno serve` where it listens, and says so. */
  onListen(address: object): void;
}

interface Ready {
  handler: Handler;
  /** Where answers come from, in words. */
  source: string;
}

const isDeno = typeof Deno !== "undefined";
let listensOnLoopback = false;
/** Where Deno's gateway looks variables up: the process, unless {@linkcode listen} was told otherwise. */
let environment: ServeContext | undefined;
/** What else {@linkcode listen} was told. */
let told: ListenOptions = {};
/** The gateway that stands, and the variables it was made with: on Workers those may change. */
let ready: (Ready & { context: ServeContext | undefined }) | undefined;
/** The gateway that is being made. Not on Workers, where no request may wait for what another one fetches. */
let making: Promise<Ready> | undefined;

/** The gateway. */
const server: ServeModule = {
  async fetch(request: Request, context?: ServeContext): Promise<Response> {
    // Deno hands over the connection's address, Workers the bindings, which are the environment there.
    const env = isDeno ? environment : context;
    try {
      const { handler } = await gatewayFor(env);
      return await handler(request);
    } catch (error) {
      console.error(reasonOf(error));
      return Response.json({ error: { message: "Cannot serve: the gateway is not set up", type: "server_error" } }, {
        status: 503,
      });
    }
  },
  onListen(address: object): void {
    const { hostname, port } = address as { hostname?: string; port?: number };
    void gatewayFor(environment).then(({ source }) => announce(source, hostname, port)).catch(refuse);
  },
};
export default server;

/** One gateway for all requests, made with the first. On Workers those that come meanwhile make their own; the last stays. */
async function gatewayFor(env: ServeContext | undefined): Promise<Ready> {
  if (ready !== undefined && ready.context === env) return ready;
  if (!isDeno) return await prepare(env);
  making ??= prepare(env).finally(() => making = undefined);
  return await making;
}

async function prepare(env: ServeContext | undefined): Promise<Ready> {
  const settings = readSettings(lookupIn(env));
  if (settings.keys.length === 0 && !settings.anonymous && !listensOnLoopback) {
    throw new TypeError(
      "Cannot serve: there are no keys, and the server can be reached from elsewhere, wanted GATEWAY_KEYS, or " +
        "GATEWAY_ANONYMOUS=1 to serve anybody",
    );
  }
  const { options, regions, isEmulated } = await backendOf(settings, { ...told, env, onLoopback: listensOnLoopback });
  const runtimes = regions.map((region) => new BedrockRuntime({ ...options("runtime"), region }));
  const control = new Bedrock({ ...options("control"), region: regions[0]! });
  const handler = createHandler({
    runtime: runtimes,
    control,
    keys: settings.keys,
    anonymous: settings.anonymous || (settings.keys.length === 0 && listensOnLoopback ? "loopback" : false),
    models: settings.models,
    cors: settings.cors,
    playground: settings.playground ?? listensOnLoopback,
    ...(settings.maxBodyBytes === undefined ? {} : { maxBodyBytes: settings.maxBodyBytes }),
    ...(settings.imageHosts.length === 0 ? {} : {
      remoteImages: { hosts: settings.imageHosts, ...(isDeno ? { resolve: addressesOf } : {}) },
    }),
    ...(settings.validate ? { validate: (await import("./schemas/schemas.ts")).validateBody } : {}),
    ...(isEmulated ? { headers: { "x-bedrock-emulator": "true" } } : {}),
    onRequest: logger(settings.log ?? defaultLog()),
    onFailure: (cause, { id }) => console.error(failureLine(cause, id)),
  });
  const source = isEmulated ? "the emulator, no AWS account is used" : `Amazon Bedrock in ${regions.join(", ")}`;
  ready = { handler, source, context: env };
  return ready;
}

/** Where a name leads, so that no image's name leads into the gateway's own network. */
async function addressesOf(host: string): Promise<string[]> {
  const answers = await Promise.allSettled([Deno.resolveDns(host, "A"), Deno.resolveDns(host, "AAAA")]);
  return answers.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []);
}

function isLoopback(hostname: string | undefined): boolean {
  return hostname !== undefined && isLoopbackHost(hostname.includes(":") ? `[${hostname}]` : hostname);
}

function defaultLog(): LogFormat {
  return isDeno && Deno.stdout.isTerminal() ? "plain" : "json";
}

/** Writes one line for each request. */
function logger(format: LogFormat): (report: RequestReport) => void {
  if (format === "off") return () => {};
  return (report) => console.log(format === "json" ? jsonLine(report, new Date()) : plainLine(report));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "Cannot serve: the gateway could not be set up";
}

/** Says what is served, from where, and what to try. */
function announce(source: string, hostname = "127.0.0.1", port = 8000): void {
  const address = addressOf(/^(?:0\.0\.0\.0|::)$/.test(hostname) ? "127.0.0.1" : hostname, port);
  console.log(`Serving Bedrock's, OpenAI's and Anthropic's APIs on ${address}, answered by ${source}`);
  console.log(
    `Try: curl ${address}/v1/chat/completions -d '{"model":"nova-lite","messages":[{"role":"user","content":"Say hello"}]}'`,
  );
}

function addressOf(hostname: string, port: number): string {
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

function refuse(error: unknown): never {
  console.error(reasonOf(error));
  Deno.exit(1);
}

/**
 * Listens, until a signal says to stop: then no further connection is taken, what is being answered is answered, and the
 * program ends. For programs of one's own that are no `deno serve`, such as the command line's.
 *
 * @param env Where variables are looked up, an object or a function; the process's own unless it is given.
 * @param options Where Bedrock is, and whose credentials are used.
 * @throws {TypeError} When the settings cannot be understood, or would serve strangers.
 */
export async function listen(env?: ServeContext, options: ListenOptions = {}): Promise<void> {
  environment = env;
  told = options;
  const { host, port } = readSettings(lookupIn(env));
  listensOnLoopback = isLoopback(host);
  const { source } = await gatewayFor(env);
  const listener = serveOn(host, port, source);
  let isStopping = false;
  const stop = (): void => {
    // Who asks twice does not want to wait.
    if (isStopping) Deno.exit(130);
    isStopping = true;
    listener.shutdown();
  };
  for (const signal of Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, stop);
  }
  await listener.finished;
  Deno.exit(0);
}

function serveOn(hostname: string, port: number, source: string): Deno.HttpServer<Deno.NetAddr> {
  const onListen = ({ hostname, port }: Deno.NetAddr): void => announce(source, hostname, port);
  try {
    return Deno.serve({ hostname, port, onListen }, (request) => server.fetch(request));
  } catch (cause) {
    throw new Error(`Cannot listen on ${addressOf(hostname, port)}: ${reasonOf(cause)}`, { cause });
  }
}

if (isDeno && import.meta.main) {
  if (Deno.args.includes("--listen")) await listen().catch(refuse);
  else {
    // `deno serve` looks `Deno.serve` up once this module has run, in each of its isolates, and calls it with the address;
    // `deno run` leaves it to us.
    const { serve } = Deno;
    const restore = (): void => {
      Object.defineProperty(Deno, "serve", { configurable: true, enumerable: true, writable: true, value: serve });
    };
    let isServed = false;
    const watched = (options: Deno.ServeTcpOptions, ...rest: never[]): unknown => {
      restore();
      isServed = true;
      listensOnLoopback = isLoopback(options.hostname);
      return Reflect.apply(serve, Deno, [options, ...rest]);
    };
    Object.defineProperty(Deno, "serve", { configurable: true, value: watched });
    setTimeout(() => {
      restore();
      if (!isServed) void listen().catch(refuse);
    });
  }
}
