/**
 * The address that ECS or EKS gives a container in, the credentials of its task or pod out.
 *
 * @module
 */
import { ask, askingBy, type Question, type SourceOptions } from "./ask.ts";
import { cached } from "./cached.ts";
import { lookupIfAllowed, whyUnset } from "./env.ts";
import { reasonOf, refusal, urlOf } from "./failure.ts";
import { type FileSystem, localFiles } from "./files.ts";
import type { CredentialContext, CredentialProvider, Credentials } from "./identity.ts";
import { credentialsInJson } from "./json_credentials.ts";

/** Where the container's credentials are. */
export interface FromContainerOptions extends SourceOptions {
  /**
   * The path at ECS's own address; it wins over `fullUri`.
   *
   * @default {`AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`}
   */
  relativeUri?: string;
  /**
   * The whole address: HTTPS, or a loopback, ECS or EKS host.
   *
   * @default {`AWS_CONTAINER_CREDENTIALS_FULL_URI`}
   */
  fullUri?: string;
  /**
   * The file that holds the authorization token, read anew for each request; it wins over `token`.
   *
   * @default {`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`}
   */
  tokenFile?: string;
  /**
   * The authorization token, sent as it is.
   *
   * @default {`AWS_CONTAINER_AUTHORIZATION_TOKEN`}
   */
  token?: string;
  /**
   * Where the token's file is read from.
   *
   * @default {the runtime's own}
   */
  files?: FileSystem;
}

const SOURCE = "container";
const ECS = "169.254.170.2";
/** What plain HTTP is allowed to: this machine, ECS, EKS. A `URL` has already put every spelling of an address right. */
const PLAIN_HOSTS = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

/**
 * Gives the credentials of the ECS task or EKS pod that this program runs in. What it gives is kept, and renewed before
 * it expires.
 *
 * @param options Where they are; the environment tells when absent.
 * @returns A provider of the container's credentials.
 *
 * @example An EKS pod
 * ```ts
 * import { fromContainer } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * // What the agent would answer: leave `env` and `fetch` out to ask the real one.
 * const reply = { AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "secret", Token: "session", Expiration: "2100-01-01T00:00:00Z" };
 * const provider = fromContainer({
 *   env: {
 *     AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
 *     AWS_CONTAINER_AUTHORIZATION_TOKEN: "token",
 *   },
 *   fetch: () => Promise.resolve(Response.json(reply)),
 * });
 * assertEquals((await provider()).accessKeyId, "ASIAEXAMPLE");
 * ```
 */
export function fromContainer(options: FromContainerOptions = {}): CredentialProvider<Credentials> {
  return cached((context = {}) => askContainer(options, context), {
    now: options.now,
    refreshBeforeMs: options.refreshBeforeMs,
  });
}

/**
 * Asks for the container's credentials, once.
 *
 * @param options Where they are.
 * @param context What the caller told.
 * @returns The credentials.
 */
export async function askContainer(options: FromContainerOptions, context: CredentialContext): Promise<Credentials> {
  const lookup = lookupIfAllowed(options.env);
  const url = addressOf(options, lookup);
  const tokenFile = options.tokenFile ??
    (options.token === undefined ? lookup("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") : undefined);
  const given = options.token ?? lookup("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  let answer;
  try {
    answer = await ask(question, askingBy(options, context.signal, { timeoutMs: 1000, maxAttempts: 4 }));
  } catch (cause) {
    context.signal?.throwIfAborted();
    throw refusal(SOURCE, `${url.host} gives no answer: ${reasonOf(cause)}`, { cause });
  }
  return credentialsInJson(answer, SOURCE, url.host);

  async function question(): Promise<Question> {
    const token = tokenFile === undefined ? given : await readToken(tokenFile);
    if (token !== undefined && /[\r\n]/.test(token)) throw new TypeError("the authorization token holds a line break");
    return { url: url.href, method: "GET", headers: token === undefined ? {} : { authorization: token } };
  }

  async function readToken(path: string): Promise<string> {
    try {
      return (await (options.files ?? localFiles()).readTextFile(path)).trim();
    } catch (cause) {
      throw new Error(`the token's file ${path} cannot be read: ${reasonOf(cause)}`, { cause });
    }
  }
}

function addressOf(options: FromContainerOptions, lookup: (name: string) => string | undefined): URL {
  const relative = options.relativeUri ??
    (options.fullUri === undefined ? lookup("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") : undefined);
  const full = options.fullUri ?? lookup("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (relative !== undefined) {
    const url = urlOf(`http://${ECS}${relative}`);
    // A path that begins with anything but a slash could name another host.
    if (!relative.startsWith("/") || url?.hostname !== ECS) {
      throw refusal(
        SOURCE,
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path, wanted one that begins with a slash",
      );
    }
    return url;
  }
  if (full === undefined) {
    const names = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
    throw refusal(SOURCE, whyUnset(options.env, names), { configured: false });
  }
  const url = urlOf(full);
  if (url === undefined) throw refusal(SOURCE, "AWS_CONTAINER_CREDENTIALS_FULL_URI is not a URL");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && PLAIN_HOSTS.test(url.hostname))) {
    throw refusal(
      SOURCE,
      `${url.protocol}//${url.host} is not trusted with a token, wanted https, or a loopback, ECS or EKS address`,
    );
  }
  return url;
}
