/**
 * Bedrock on your machine: a request as AWS would get it in, the response as AWS would give it out.
 *
 * The emulator has the type of `fetch`. Hand it to a client in place of the network, or serve it on a port: it verifies
 * signatures and keys, refuses what Bedrock refuses, and answers each model family in that family's own words, whole or
 * as an event stream. It has no model behind it; what it says follows from the request alone.
 *
 * Trouble comes on request: the header `x-emulator-fault` (or the option `faults`) holds words, parted by commas,
 * semicolons or spaces, some with a value behind `=`.
 *
 * | word | what happens |
 * |---|---|
 * | `throttle[=ms]`, `error=<Name>` | 429 with `x-amz-retry-after`; any error of the service by its name |
 * | `html[=status]`, `unknown-operation`, `network`, `hang` | a load balancer's page; HTTP 200 with the error inside; a broken connection; nothing |
 * | `exception-frame[=type]` | an exception is the stream's first frame |
 * | `exception-midway[=type]`, `error-frame[=code]`, `unknown-event` | a frame of that kind comes amid the stream |
 * | `cut`, `cut-inside`, `reset`, `stall`, `empty` | the body ends at a frame's border, inside a frame, with an error, never, at once |
 * | `bad-crc`, `bad-prelude`, `wrong-type` | a checksum is wrong; the content type is |
 * | `slow[=ms]`, `split[=bytes]` | waits before answer and frames; pieces of so many bytes |
 * | `at=<n>`, `times=<n>` | after how many frames; for how many requests, the next being spared |
 *
 * @example Answering without a network
 * ```ts
 * import { createEmulator, emulatorApiKey } from "@edge-aws/bedrock/emulator";
 * import { assertEquals } from "@std/assert";
 *
 * const fetch = createEmulator();
 * const url = "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse";
 * const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Say hello" }] }] });
 * const response = await fetch(url, { method: "POST", headers: { authorization: `Bearer ${emulatorApiKey}` }, body });
 * const { output } = await response.json();
 * assertEquals(output.message.content, [{ text: "hello" }]);
 * ```
 *
 * @module
 */
import { type AcceptedCredentials, authenticate, type Caller, type IncomingRequest } from "./auth.ts";
import { AsyncJobs } from "./async_jobs.ts";
import { waitByTimer } from "./body_stream.ts";
import type { Call, World } from "./call.ts";
import { hangServed, spare, troubleBeforeAnswer } from "./early_trouble.ts";
import { parseFaults } from "./faults.ts";
import type { GuardrailRules } from "./guardrail.ts";
import { uuidFrom } from "./hash.ts";
import { atOnce, isServed, leave, lostStream, readBody, withHost } from "./incoming.ts";
import { PromptCache } from "./prompt_cache.ts";
import { Refusal, refusalResponse, unknownOperationResponse } from "./refusal.ts";
import { findRoute, type Service } from "./routes.ts";
import { type Dialect, dialectRefusal } from "./sse_road.ts";
import { leavesAtHeaders } from "../wire/hasty_caller.ts";

export type { AcceptedCredentials } from "./auth.ts";
export type { GuardrailRules } from "./guardrail.ts";

/** How an emulator behaves. */
export interface EmulatorOptions {
  /** The pairs of keys that may sign, beside {@linkcode emulatorCredentials} and AWS's documented examples. */
  credentials?: readonly AcceptedCredentials[];
  /** The API keys that may be sent as bearer, beside {@linkcode emulatorApiKey}. */
  apiKeys?: readonly string[];
  /** The clock. @default {() => new Date()} */
  now?: () => Date;
  /** What further model ids mean: an ARN that tells nothing of itself, or a model newer than the emulator, to a model id. */
  models?: Readonly<Record<string, string>>;
  /** The guardrails, by identifier. One called `emulator` is there unless it is replaced. */
  guardrails?: Readonly<Record<string, GuardrailRules>>;
  /**
   * Trouble for the n-th request, in the words of the `x-emulator-fault` header; none when the list has ended.
   * A function decides by the request.
   */
  faults?: readonly (string | undefined)[] | ((request: Request, index: number) => string | undefined);
  /** Milliseconds between two frames of a stream. @default {0} */
  pace?: number;
  /** How long a job of StartAsyncInvoke takes, in milliseconds of the clock. @default {5000} */
  asyncDuration?: number;
  /** Waits for the pace and for slow answers. @default {a timer} */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told the request id when a reader leaves a stream before its end. */
  onCancel?: (requestId: string, reason: unknown) => void;
}

/** What an emulator is: a `fetch`, that `Deno.serve` takes as well. */
export type Emulator = typeof fetch & ((request: Request) => Promise<Response>);

/** A pair of keys that every emulator accepts. */
export const emulatorCredentials: Readonly<{ accessKeyId: string; secretAccessKey: string }> = Object.freeze({
  accessKeyId: "AKIDEMULATOREXAMPLE",
  secretAccessKey: "emulator/secret/access/key/EXAMPLE",
});

/** An API key that every emulator accepts. */
export const emulatorApiKey: string = "bedrock-emulator-api-key";

/** The pairs of AWS's own documentation, and the pair that people try first. */
const WELL_KNOWN: readonly AcceptedCredentials[] = [
  emulatorCredentials,
  { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  { accessKeyId: "test", secretAccessKey: "test" },
];

const STANDARD_GUARDRAIL: GuardrailRules = {
  blockedWords: ["forbidden"],
  maskedWords: { CODENAME: ["bluebird"] },
  maskContacts: true,
};

const HOST = /^(bedrock|bedrock-runtime)(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.|api\.|c2s|sc2s|cloud|csp)/;

/**
 * Creates an emulator.
 *
 * @param options Who may call, what time it is, and what trouble to make.
 * @returns A function with the type of `fetch`. `Deno.serve(createEmulator())` serves it.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const now = (): number => (options.now?.() ?? new Date()).getTime();
  const known = {
    credentials: [...(options.credentials ?? []), ...WELL_KNOWN],
    apiKeys: [emulatorApiKey, ...(options.apiKeys ?? [])],
  };
  const world: World = {
    now,
    aliases: options.models ?? {},
    guardrails: { emulator: STANDARD_GUARDRAIL, ...options.guardrails },
    cache: new PromptCache(),
    jobs: new AsyncJobs(options.asyncDuration ?? 5000),
  };
  const spared = new Map<string, number>();
  let index = 0;

  async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const served = isServed(input, init);
    const request = served ? input as Request : new Request(input, init);
    const signal = served ? new AbortController().signal : request.signal;
    signal.throwIfAborted();
    const requestId = uuidFrom(`request ${index}`);
    const planned = typeof options.faults === "function" ? options.faults(request, index) : options.faults?.[index];
    index++;
    let dialect: Dialect | undefined;
    const headers = new Headers({ "x-amzn-requestid": requestId, date: new Date(now()).toUTCString() });
    try {
      const url = new URL(request.url);
      const host = request.headers.get("host") ?? url.host;
      const [, service, region] = HOST.exec(host) ?? [];
      const match = findRoute(request.method, url.pathname, service as Service | undefined);
      if (match === undefined) return await leave(request, unknownOperationResponse(headers));
      if ("allowed" in match) return await leave(request, wrongMethod(match.allowed, headers));
      dialect = match.route.dialect;
      const signedEvents = match.route.signedEvents === true;
      const body = signedEvents ? new Uint8Array() : await readBody(request);
      const incoming: IncomingRequest = {
        method: request.method,
        path: url.pathname,
        query: url.search.slice(1),
        headers: withHost(request.headers, host, dialect),
        body,
      };
      const auth = { known, now: now(), ...(region === undefined ? {} : { region }) };
      const caller: Caller = await authenticate(incoming, { ...auth, bearer: !signedEvents, signedEvents });
      const faults = spare(parseFaults(request.headers.get("x-emulator-fault") ?? planned), spared);
      if (served && faults.has("hang")) return await hangServed(request);
      const early = await troubleBeforeAnswer(faults, signal, headers, options.wait ?? waitByTimer);
      if (early) return early;
      const isHasty = served && leavesAtHeaders(request.headers, globalThis.navigator);
      if (isHasty && url.pathname.endsWith("-stream")) throw lostStream();
      const call: Call = {
        labels: match.labels,
        query: url.searchParams,
        headers: request.headers,
        body,
        region: region ?? caller.region ?? "us-east-1",
        requestId,
        answerHeaders: headers,
        sending: {
          faults,
          pace: options.pace ?? 0,
          wait: options.wait ?? waitByTimer,
          signal,
          onCancel: (reason) => options.onCancel?.(requestId, reason),
        },
        ...(signedEvents ? { events: { body: request.body, seed: caller.seed } } : {}),
        world,
      };
      const answered = await match.route.answer(call);
      return isHasty ? await atOnce(answered) : answered;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = dialect ? dialectRefusal(dialect, error, headers) : refusalResponse(error, headers);
      return await leave(request, refused);
    }
  }
  return answer;
}

function wrongMethod(allowed: string[], headers: Headers): Response {
  const text = `This path takes ${allowed.join(" or ")}.`;
  const refusal = new Refusal("UnknownOperationException", text, {
    status: 405,
    headers: { allow: allowed.join(", ") },
  });
  return refusalResponse(refusal, headers);
}
