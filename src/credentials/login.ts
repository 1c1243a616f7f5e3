/**
 * A sign-in that `aws login` made before in, its credentials out, renewed when they must be.
 *
 * @module
 */
import { ask, askingBy, wait } from "./ask.ts";
import { dpopProof } from "./dpop.ts";
import { reasonOf, refusal } from "./failure.ts";
import { digestHex } from "./files.ts";
import type { CredentialContext, Credentials } from "./identity.ts";
import type { Section } from "./ini.ts";
import { credentialsOf, parseObject } from "./json_credentials.ts";
import { serviceEndpoint } from "./service_endpoint.ts";
import type { ProfileWorld } from "./sso.ts";

const SIGN_IN = "wanted a sign-in with aws login";
const RENEW_BEFORE_MS = 300_000;
/** How long another client may take to write what it got. */
const WRITING_MS = 500;
/** What the sign-in service says, in words. */
const REFUSALS: Record<string, string> = {
  TOKEN_EXPIRED: "the sign-in has expired",
  USER_CREDENTIALS_CHANGED: "the password has changed since the sign-in",
  INSUFFICIENT_PERMISSIONS: "the user may not renew it (signin:CreateOAuth2Token)",
};

/**
 * Gets the credentials that `aws login` left, renewed when they are about to expire.
 *
 * @param profile The profile, whose `login_session` names the sign-in.
 * @param world What to work with.
 * @param context What the caller told.
 * @returns The credentials.
 */
export async function loggedInCredentials(
  profile: Section,
  world: ProfileWorld,
  context: CredentialContext,
): Promise<Credentials> {
  const { source, files } = world;
  const folder = world.lookup("AWS_LOGIN_CACHE_DIRECTORY") ?? `${world.home ?? "~"}/.aws/login/cache`;
  const path = `${folder}/${await digestHex("SHA-256", profile.get("login_session") ?? "")}.json`;
  const { kept, current } = await read();
  const left = timeLeft(current);
  if (left > RENEW_BEFORE_MS) return current;
  try {
    return await renew(kept);
  } catch (error) {
    context.signal?.throwIfAborted();
    if (left > 0) return current;
    // A refresh token is good once: another client may have used it, and be about to write what it got.
    await (world.sleep ?? wait)(WRITING_MS, context.signal);
    const { current: other } = await read();
    if (timeLeft(other) > 0) return other;
    throw error;
  }

  async function read(): Promise<{ kept: Record<string, unknown>; current: Credentials }> {
    let kept: Record<string, unknown> | undefined;
    try {
      kept = parseObject(await files.readTextFile(path));
    } catch (cause) {
      throw refusal(source, `the sign-in's file ${path} cannot be read (${reasonOf(cause)}), ${SIGN_IN}`, { cause });
    }
    const access = kept?.accessToken;
    if (kept === undefined || typeof access !== "object" || access === null) {
      throw refusal(source, `the sign-in's file ${path} holds no credentials, ${SIGN_IN}`);
    }
    return { kept, current: credentialsIn(access as Record<string, unknown>, source) };
  }

  function timeLeft({ expiration }: Credentials): number {
    return (expiration?.getTime() ?? NaN) - world.now().getTime();
  }

  async function renew(kept: Record<string, unknown>): Promise<Credentials> {
    const { clientId, refreshToken, dpopKey, signInRegion } = kept;
    if (typeof clientId !== "string" || typeof refreshToken !== "string" || typeof dpopKey !== "string") {
      throw refusal(source, `the sign-in's file ${path} holds no means to renew it, ${SIGN_IN}`);
    }
    const region = (typeof signInRegion === "string" && signInRegion) || profile.get("region") ||
      context.region || world.lookup("AWS_REGION") || "us-east-1";
    const url = `${serviceEndpoint("signin", region, world.lookup)}/v1/token`;
    let answer;
    try {
      answer = await ask(async () => ({
        url,
        method: "POST",
        headers: {
          "content-type": "application/json",
          dpop: await dpopProof(dpopKey, { method: "POST", url, time: world.now().getTime() }),
        },
        body: JSON.stringify({ clientId, refreshToken, grantType: "refresh_token" }),
      }), askingBy(world, context.signal, { timeoutMs: 5000, maxAttempts: 3 }));
    } catch (cause) {
      context.signal?.throwIfAborted();
      if (cause instanceof SyntaxError) throw refusal(source, `${reasonOf(cause)}, ${SIGN_IN}`, { cause });
      throw refusal(source, `the sign-in service gives no answer: ${reasonOf(cause)}`, { cause });
    }
    const reply = parseObject(answer.text);
    if (answer.status !== 200) {
      const why = REFUSALS[String(reply?.error)] ?? `the sign-in service answers ${answer.status}`;
      throw refusal(source, `${why}, ${SIGN_IN}`);
    }
    const given = reply?.accessToken as Record<string, unknown> | undefined;
    const seconds = typeof reply?.expiresIn === "number" ? reply.expiresIn : 900;
    const renewed = {
      ...kept.accessToken as Record<string, unknown>,
      ...given,
      expiresAt: new Date(world.now().getTime() + seconds * 1000).toISOString(),
    };
    if (typeof given?.accessKeyId !== "string" || typeof reply?.refreshToken !== "string") {
      throw refusal(source, "the answer of the sign-in service holds no credentials");
    }
    const credentials = credentialsIn(renewed, source);
    const document = { ...kept, accessToken: renewed, refreshToken: reply.refreshToken };
    // A refresh token is good once: without a place to keep the next, the sign-in ends with these credentials.
    await files.writeTextFile?.(path, JSON.stringify(document, null, 2)).catch(() => {});
    return credentials;
  }
}

function credentialsIn(access: Record<string, unknown>, source: string): Credentials {
  return credentialsOf(
    {
      AccessKeyId: access.accessKeyId,
      SecretAccessKey: access.secretAccessKey,
      SessionToken: access.sessionToken,
      Expiration: access.expiresAt,
      AccountId: access.accountId,
    },
    source,
    "the sign-in's file",
  );
}
