/**
 * A sign-in with IAM Identity Center that was made before in, the credentials of a role out.
 *
 * @module
 */
import { type Answer, ask, askingBy, type SourceOptions } from "./ask.ts";
import { reasonOf, refusal } from "./failure.ts";
import { digestHex, type FileSystem } from "./files.ts";
import { type CredentialContext, type Credentials, CredentialsError } from "./identity.ts";
import type { Section } from "./ini.ts";
import { credentialsOf, parseObject } from "./json_credentials.ts";
import { serviceEndpoint } from "./service_endpoint.ts";

/** What a source of a profile works with. */
export interface ProfileWorld extends SourceOptions {
  /** The source in words. */
  source: string;
  /** The environment. */
  lookup: (name: string) => string | undefined;
  /** The clock. */
  now: () => Date;
  /** The file system. */
  files: FileSystem;
  /** The user's home folder. */
  home: string | undefined;
}

interface SignIn {
  /** The name that the token's file is made from. */
  key: string;
  startUrl: string;
  region: string;
  /** Whether the token may be renewed: the old way of signing in has no way to. */
  renewable: boolean;
}

const SIGN_IN = "wanted a sign-in with aws sso login";
/** How long before its expiry the token is renewed. */
const RENEW_BEFORE_MS = 300_000;
/** How long a renewal that failed rests. */
const REST_MS = 30_000;

/**
 * Gets a role's credentials with the token that `aws sso login` left, renewed when it may be.
 *
 * @param profile The profile.
 * @param session Its `sso-session`, if it names one.
 * @param world What to work with.
 * @param attempts When which token was last tried to be renewed; kept between calls.
 * @param context What the caller told.
 * @returns The role's credentials.
 */
export async function signedInCredentials(
  profile: Section,
  session: Section | undefined,
  world: ProfileWorld,
  attempts: Map<string, number>,
  context: CredentialContext,
): Promise<Credentials> {
  const { source } = world;
  const wanted = (section: Section | undefined, name: string): string => {
    const value = section?.get(name);
    if (value === undefined) throw refusal(source, `${name} is not set`);
    return value;
  };
  const account = wanted(profile, "sso_account_id");
  const role = wanted(profile, "sso_role_name");
  const name = profile.get("sso_session");
  if (name !== undefined && session === undefined) throw refusal(source, `there is no [sso-session ${name}]`);
  const from = session ?? profile;
  const startUrl = wanted(from, "sso_start_url");
  const region = wanted(from, "sso_region");
  const token = await tokenOf(
    { key: name ?? startUrl, startUrl, region, renewable: name !== undefined },
    world,
    attempts,
    context,
  );

  const query = `role_name=${encodeURIComponent(role)}&account_id=${encodeURIComponent(account)}`;
  const answer = await send(
    () => ({
      url: `${serviceEndpoint("sso", region, world.lookup)}/federation/credentials?${query}`,
      method: "GET" as const,
      headers: { "x-amz-sso_bearer_token": token },
    }),
    "the access portal",
    world,
    context,
  );
  const reply = parseObject(answer.text);
  if (answer.status === 401) throw refusal(source, `the access portal does not take the token, ${SIGN_IN}`);
  if (answer.status !== 200) throw refusal(source, `the access portal answers ${answer.status}${messageIn(reply)}`);
  const given = reply?.roleCredentials as Record<string, unknown> | undefined;
  return credentialsOf(
    {
      AccessKeyId: given?.accessKeyId,
      SecretAccessKey: given?.secretAccessKey,
      SessionToken: given?.sessionToken,
      Expiration: typeof given?.expiration === "number" ? new Date(given.expiration).toISOString() : undefined,
      AccountId: account,
    },
    source,
    "the answer of the access portal",
  );
}

async function tokenOf(
  signIn: SignIn,
  world: ProfileWorld,
  attempts: Map<string, number>,
  context: CredentialContext,
): Promise<string> {
  const { source, files } = world;
  const path = `${world.home ?? "~"}/.aws/sso/cache/${await digestHex("SHA-1", signIn.key)}.json`;
  let kept: Record<string, unknown> | undefined;
  try {
    kept = parseObject(await files.readTextFile(path));
  } catch (cause) {
    throw refusal(source, `the token's file ${path} cannot be read (${reasonOf(cause)}), ${SIGN_IN}`, { cause });
  }
  const expires = Date.parse(String(kept?.expiresAt).replace(/UTC$/, "Z"));
  if (kept === undefined || typeof kept.accessToken !== "string" || Number.isNaN(expires)) {
    throw refusal(source, `the token's file ${path} holds no token, ${SIGN_IN}`);
  }
  const time = world.now().getTime();
  if (expires - time > RENEW_BEFORE_MS) return kept.accessToken;

  const rested = time - (attempts.get(path) ?? -Infinity) >= REST_MS;
  let reason = "the token has expired";
  if (signIn.renewable && rested) {
    attempts.set(path, time);
    try {
      return await renew(kept, path, signIn, world, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      reason += `, and ${error instanceof CredentialsError ? error.tried[0]!.reason : reasonOf(error)}`;
    }
  }
  if (expires > time) return kept.accessToken;
  throw refusal(source, `${reason}, ${SIGN_IN}`);
}

async function renew(
  kept: Record<string, unknown>,
  path: string,
  signIn: SignIn,
  world: ProfileWorld,
  context: CredentialContext,
): Promise<string> {
  const { source } = world;
  const { clientId, clientSecret, refreshToken, registrationExpiresAt } = kept;
  if (typeof clientId !== "string" || typeof clientSecret !== "string" || typeof refreshToken !== "string") {
    throw refusal(source, "it came without the means to renew it");
  }
  if (Date.parse(String(registrationExpiresAt)) <= world.now().getTime()) {
    throw refusal(source, "the registration of the client that got it has expired");
  }
  const answer = await send(
    () => ({
      url: `${serviceEndpoint("oidc", signIn.region, world.lookup)}/token`,
      method: "POST" as const,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientId, clientSecret, grantType: "refresh_token", refreshToken }),
    }),
    "the token service",
    world,
    context,
  );
  const reply = parseObject(answer.text);
  if (answer.status !== 200) throw refusal(source, `the token service answers ${answer.status}${messageIn(reply)}`);
  if (typeof reply?.accessToken !== "string" || typeof reply.expiresIn !== "number") {
    throw refusal(source, "the answer of the token service holds no token");
  }
  const expiresAt = new Date(world.now().getTime() + reply.expiresIn * 1000).toISOString().replace(/\.\d{3}/, "");
  const renewed = {
    ...kept,
    accessToken: reply.accessToken,
    expiresAt,
    refreshToken: reply.refreshToken ?? refreshToken,
  };
  // The token is good whether it can be kept or not; what cannot be kept is asked for again next time.
  await world.files.writeTextFile?.(path, JSON.stringify(renewed, null, 2)).catch(() => {});
  return reply.accessToken;
}

async function send(
  question: Parameters<typeof ask>[0],
  who: string,
  world: ProfileWorld,
  context: CredentialContext,
): Promise<Answer> {
  try {
    return await ask(question, askingBy(world, context.signal, { timeoutMs: 5000, maxAttempts: 3 }));
  } catch (cause) {
    context.signal?.throwIfAborted();
    throw refusal(world.source, `${who} gives no answer: ${reasonOf(cause)}`, { cause });
  }
}

function messageIn(reply: Record<string, unknown> | undefined): string {
  const message = reply?.message ?? reply?.error_description ?? reply?.error;
  return typeof message === "string" ? ` (${message.slice(0, 300)})` : "";
}
