/**
 * The name of a profile in the shared files in, the credentials that it leads to out.
 *
 * @module
 */
import type { SourceOptions } from "./ask.ts";
import { assumeRole } from "./assume_role.ts";
import { cached } from "./cached.ts";
import { askContainer } from "./container.ts";
import { fromEnvKeys, lookupIfAllowed, whyUnset } from "./env.ts";
import { reasonOf, refusal } from "./failure.ts";
import { type FileSystem, homeOf, localFiles } from "./files.ts";
import { CredentialsError } from "./identity.ts";
import type { CredentialContext, CredentialProvider, Credentials } from "./identity.ts";
import type { Section } from "./ini.ts";
import { askInstance } from "./instance.ts";
import { credentialsOf } from "./json_credentials.ts";
import { loggedInCredentials } from "./login.ts";
import { type RunCommand, runForCredentials } from "./process.ts";
import { expandHome, readSharedFiles, type SharedFileOptions } from "./shared_files.ts";
import { type ProfileWorld, signedInCredentials } from "./sso.ts";
import { takeRole } from "./web_identity.ts";

/** Which profile, and what it may use. */
export interface FromProfileOptions extends SourceOptions, SharedFileOptions {
  /**
   * The profile's name.
   *
   * @default {`AWS_PROFILE`, else `default`}
   */
  profile?: string;
  /**
   * The region to ask in, when the profile names none.
   *
   * @default {the call's region, else `AWS_REGION`, `AWS_DEFAULT_REGION`}
   */
  region?: string;
  /**
   * Where files are read from, and renewed sign-in tokens written to.
   *
   * @default {the runtime's own}
   */
  files?: FileSystem;
  /**
   * Runs a `credential_process`.
   *
   * @default {the system's shell}
   */
  run?: RunCommand;
  /** Gives the current code of a profile's `mfa_serial`. */
  mfaCode?: (mfaSerial: string) => string | Promise<string>;
}

const KEY_SETTINGS = ["aws_access_key_id", "aws_secret_access_key"];

/** What `credential_source` may say. */
const NAMED_SOURCES: Record<string, (options: FromProfileOptions, context: CredentialContext) => Promise<Credentials>> =
  {
    Environment: (options, context) => fromEnvKeys({ env: options.env })(context),
    Ec2InstanceMetadata: askInstance,
    EcsContainer: askContainer,
  };

/**
 * Gives what a profile of `~/.aws/config` and `~/.aws/credentials` leads to: keys, a role taken from another profile or
 * from the environment, container or machine, a web identity, a program of your own, a sign-in by `aws sso login` or
 * `aws login`. What it gives is kept, and renewed before it expires.
 *
 * @param options Which profile, and what it may use.
 * @returns A provider of the profile's credentials.
 *
 * @example A profile with a role
 * ```ts
 * import { fromProfile } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * // Leave `files` and `env` out to read your own.
 * const provider = fromProfile({
 *   profile: "dev",
 *   files: {
 *     home: "/home/you",
 *     readTextFile: (path) =>
 *       Promise.resolve(path.endsWith("/config") ? "[profile dev]\nregion = us-east-1" : "[dev]\naws_access_key_id = AKID\naws_secret_access_key = secret"),
 *   },
 *   env: {},
 * });
 * assertEquals(await provider(), { accessKeyId: "AKID", secretAccessKey: "secret" });
 * ```
 */
export function fromProfile(options: FromProfileOptions = {}): CredentialProvider<Credentials> {
  const attempts = new Map<string, number>();
  return cached((context = {}) => askProfile(options, attempts, context), {
    now: options.now,
    refreshBeforeMs: options.refreshBeforeMs,
    // A code that a person types takes longer than a machine does.
    timeoutMs: options.mfaCode === undefined ? undefined : 300_000,
  });
}

async function askProfile(
  options: FromProfileOptions,
  attempts: Map<string, number>,
  context: CredentialContext,
): Promise<Credentials> {
  const lookup = lookupIfAllowed(options.env);
  const files = options.files ?? localFiles();
  const named = options.profile ?? lookup("AWS_PROFILE");
  const home = homeOf(files, lookup);
  const shared = await readSharedFiles(files, {
    configFile: options.configFile ?? lookup("AWS_CONFIG_FILE"),
    credentialsFile: options.credentialsFile ?? lookup("AWS_SHARED_CREDENTIALS_FILE"),
    home,
    homeless: whyUnset(options.env, ["HOME"]),
  });
  const problems = shared.problems.length === 0 ? "" : ` (${shared.problems.join(", ")})`;
  return await resolve(named ?? "default", []);

  async function resolve(name: string, visited: readonly string[]): Promise<Credentials> {
    const source = `profile "${name}"`;
    const profile = shared.profiles.get(name);
    const chosen = named !== undefined || visited.length > 0 || shared.isBroken;
    if (profile === undefined) {
      throw refusal(source, `the shared files have no profile ${name}${problems}`, { configured: chosen });
    }
    const world: ProfileWorld = { ...options, source, lookup, now: options.now ?? (() => new Date()), files, home };
    const get = (setting: string): string | undefined => profile.get(setting);
    const where = { ...options, region: get("region") ?? options.region };

    // A profile that another one leans on gives its keys, if it has any: so a profile may be its own source.
    const keys = hasKeys(profile);
    if (visited.length > 0 && keys) return keysOf(profile, source);
    const roleArn = get("role_arn");
    const from = get("source_profile");
    const kind = get("credential_source");
    if (visited.length > 0 && roleArn === undefined && kind !== undefined) return await namedSource(kind, source);
    if (roleArn !== undefined && (from !== undefined || kind !== undefined)) {
      if (from !== undefined && kind !== undefined) {
        throw refusal(source, "source_profile and credential_source are both set, wanted one of them");
      }
      if (from !== undefined && (visited.includes(from) || (from === name && !keys))) {
        throw refusal(source, `its sources go round in a circle: ${[...visited, name, from].join(" -> ")}`);
      }
      const mfaSerial = get("mfa_serial");
      if (mfaSerial !== undefined && options.mfaCode === undefined) {
        throw refusal(source, `mfa_serial is set, wanted the option mfaCode that gives the device's code`);
      }
      const signer = from !== undefined
        ? await resolve(from, [...visited, name])
        : await namedSource(kind ?? "", source);
      return await assumeRole(
        {
          ...where,
          roleArn,
          credentials: () => Promise.resolve(signer),
          externalId: get("external_id"),
          sessionName: get("role_session_name"),
          durationSeconds: seconds(get("duration_seconds"), source),
          mfaSerial,
          mfaCode: options.mfaCode,
        },
        context,
        source,
      );
    }
    if (keys) return keysOf(profile, source);
    const tokenFile = get("web_identity_token_file");
    if (roleArn !== undefined && tokenFile !== undefined) {
      const role = { roleArn, tokenFile: expandHome(tokenFile, home), sessionName: get("role_session_name"), files };
      return await takeRole({ ...where, ...role }, context, source);
    }
    const command = get("credential_process");
    if (command !== undefined) {
      return await runForCredentials(command, context, { run: options.run, source, now: world.now });
    }
    if (["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"].some((setting) => profile.has(setting))) {
      const session = shared.sessions.get(get("sso_session") ?? "");
      return await signedInCredentials(profile, session, world, attempts, context);
    }
    if (profile.has("login_session")) return await loggedInCredentials(profile, world, context);
    if (roleArn !== undefined) {
      throw refusal(source, "role_arn is set, wanted source_profile, credential_source or web_identity_token_file too");
    }
    for (const [half, other] of [KEY_SETTINGS, KEY_SETTINGS.toReversed()] as const) {
      if (profile.has(half!)) throw refusal(source, `${other} is not set, though its other half is`);
    }
    // A profile may well be there for its region only.
    const configured = options.profile !== undefined || visited.length > 0 || shared.isBroken;
    throw refusal(source, `it has no credentials and names no source of any${problems}`, { configured });
  }

  async function namedSource(kind: string, source: string): Promise<Credentials> {
    const ask = NAMED_SOURCES[kind];
    if (ask === undefined) {
      const known = Object.keys(NAMED_SOURCES).join(", ");
      throw refusal(source, `credential_source is unknown, wanted one of ${known}`);
    }
    try {
      return await ask(options, context);
    } catch (cause) {
      context.signal?.throwIfAborted();
      const reason = cause instanceof CredentialsError ? cause.tried[0]!.reason : reasonOf(cause);
      throw refusal(source, `credential_source ${kind} gives nothing: ${reason}`, { cause });
    }
  }
}

function hasKeys(profile: Section): boolean {
  return KEY_SETTINGS.every((setting) => profile.has(setting));
}

function keysOf(profile: Section, source: string): Credentials {
  return credentialsOf(
    {
      AccessKeyId: profile.get("aws_access_key_id"),
      SecretAccessKey: profile.get("aws_secret_access_key"),
      SessionToken: profile.get("aws_session_token"),
      AccountId: profile.get("aws_account_id"),
    },
    source,
    "it",
  );
}

function seconds(text: string | undefined, source: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw refusal(source, "duration_seconds is not a number of seconds");
  return Number(text);
}
