/**
 * An EC2 machine's metadata service in, the credentials of the machine's role out.
 *
 * @module
 */
import { type Answer, ask, askingBy, isBusy, type Question, type SourceOptions } from "./ask.ts";
import { cached } from "./cached.ts";
import { lookupIfAllowed } from "./env.ts";
import { reasonOf, refusal, urlOf } from "./failure.ts";
import type { CredentialContext, CredentialProvider, Credentials } from "./identity.ts";
import { credentialsInJson } from "./json_credentials.ts";

/** Where the metadata service is. */
export interface FromInstanceOptions extends SourceOptions {
  /**
   * The service's address.
   *
   * @default {`AWS_EC2_METADATA_SERVICE_ENDPOINT`, else the mode's}
   */
  endpoint?: string | URL;
  /**
   * Which of the two well-known addresses.
   *
   * @default {`AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`, else `IPv4`}
   */
  endpointMode?: "IPv4" | "IPv6";
}

const SOURCE = "instance metadata";
const ADDRESSES = { ipv4: "http://169.254.169.254", ipv6: "http://[fd00:ec2::254]" };
const ROLES = "/latest/meta-data/iam/security-credentials/";

/**
 * Gives the credentials of the role of the EC2 machine that this program runs on, by version 2 of the metadata service;
 * version 1 is never spoken. `AWS_EC2_METADATA_DISABLED=true` turns it off.
 *
 * What it gives is kept, and renewed before it expires; when the service fails, what it gave last serves on for some
 * minutes past its expiry, for AWS honours it then.
 *
 * @param options Where the service is.
 * @returns A provider of the machine's credentials.
 *
 * @example An EC2 machine
 * ```ts
 * import { fromInstance } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * // What the service would answer: leave `env` and `fetch` out to ask the real one.
 * const reply = { Code: "Success", AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "secret", Token: "session" };
 * const answers: Record<string, string> = {
 *   "/latest/api/token": "token",
 *   "/latest/meta-data/iam/security-credentials/": "my-role",
 *   "/latest/meta-data/iam/security-credentials/my-role": JSON.stringify(reply),
 * };
 * const provider = fromInstance({
 *   env: {},
 *   fetch: (url) => Promise.resolve(new Response(answers[new URL(String(url)).pathname])),
 * });
 * assertEquals((await provider()).sessionToken, "session");
 * ```
 */
export function fromInstance(options: FromInstanceOptions = {}): CredentialProvider<Credentials> {
  const now = options.now ?? (() => new Date());
  let last: Credentials | undefined;
  return cached(async (context = {}) => {
    let given: Credentials;
    try {
      given = await askInstance(options, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      if (last === undefined) throw error;
      given = last;
    }
    last = given;
    const time = now().getTime();
    if (given.expiration === undefined || given.expiration.getTime() > time) return given;
    // AWS itself lets a machine whose metadata lag behind go on; asking every few minutes, and not all at once.
    return { ...given, expiration: new Date(time + (5 + 5 * (options.random ?? Math.random)()) * 60_000) };
  }, { now, refreshBeforeMs: options.refreshBeforeMs });
}

/**
 * Asks the metadata service, once.
 *
 * @param options Where it is.
 * @param context What the caller told.
 * @returns The credentials.
 */
export async function askInstance(options: FromInstanceOptions, context: CredentialContext): Promise<Credentials> {
  const lookup = lookupIfAllowed(options.env);
  const disabled = lookup("AWS_EC2_METADATA_DISABLED");
  if (disabled !== undefined && disabled.toLowerCase() !== "false") {
    throw refusal(SOURCE, "AWS_EC2_METADATA_DISABLED is set", { configured: false });
  }
  const base = addressOf(options, lookup);
  const maxAttempts = options.maxAttempts ?? 3;

  // Most machines are not at EC2: whether anybody is there is asked once.
  let isThere = false;

  for (let attempt = 1;; attempt++) {
    const token = await send({ method: "PUT", path: "/latest/api/token" }, {});
    if (token.status !== 200) {
      throw refusal(SOURCE, `it refuses a token with status ${token.status}`, { configured: isThere });
    }
    isThere = true;
    const headers = { "x-aws-ec2-metadata-token": token.text.trim() };
    const roles = await send({ method: "GET", path: ROLES }, headers);
    if (roles.status === 401 && attempt < maxAttempts) continue;
    if (roles.status === 404) throw refusal(SOURCE, "the machine has no role", { configured: false });
    const role = roles.text.trim().split("\n", 1)[0]!.trim();
    if (roles.status !== 200 || !/^[\w+=,.@-]+$/.test(role)) {
      throw refusal(SOURCE, `it names no role, and answers with status ${roles.status}`);
    }
    const answer = await send({ method: "GET", path: ROLES + role }, headers);
    if (answer.status === 401 && attempt < maxAttempts) continue;
    return credentialsInJson(answer, SOURCE, "the service");
  }

  async function send(
    what: { method: Question["method"]; path: string },
    headers: Record<string, string>,
  ): Promise<Answer> {
    const lasting = { "x-aws-ec2-metadata-token-ttl-seconds": "21600" };
    try {
      return await ask(
        () => ({ url: base + what.path, method: what.method, headers: what.method === "PUT" ? lasting : headers }),
        {
          ...askingBy(options, context.signal, { timeoutMs: 1000, maxAttempts }),
          again: (answer) => isBusy(answer) && (isThere ||= !isOfProxy(answer)),
          insists: () => isThere,
        },
      );
    } catch (cause) {
      context.signal?.throwIfAborted();
      throw refusal(SOURCE, `there is no answer: ${reasonOf(cause)}`, { configured: isThere, cause });
    }
  }
}

/** Whether it is a proxy that says so, which finds nobody at an address that no proxy is for. */
function isOfProxy({ status, headers }: Answer): boolean {
  return status === 502 || status === 504 || headers.has("via");
}

function addressOf(options: FromInstanceOptions, lookup: (name: string) => string | undefined): string {
  const endpoint = options.endpoint ?? lookup("AWS_EC2_METADATA_SERVICE_ENDPOINT");
  if (endpoint !== undefined) {
    const url = urlOf(endpoint);
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw refusal(SOURCE, "AWS_EC2_METADATA_SERVICE_ENDPOINT is not an http URL");
    }
    return url.href.replace(/\/+$/, "");
  }
  const mode = (options.endpointMode ?? lookup("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE") ?? "IPv4").toLowerCase();
  if (mode !== "ipv4" && mode !== "ipv6") {
    throw refusal(SOURCE, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is neither IPv4 nor IPv6");
  }
  return ADDRESSES[mode];
}
