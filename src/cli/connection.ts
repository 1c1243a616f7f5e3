/**
 * The options that all commands have in, the way to Bedrock out: AWS, another endpoint, or the emulator.
 *
 * @module
 */
import type { AttemptReport, BedrockOptions } from "../client/options.ts";
import { UsageError } from "./arguments.ts";
import type { Option } from "./command.ts";
import type { Room } from "./room.ts";

/** The way to Bedrock. */
export interface Connection {
  /** The region. */
  region: string;
  /** The options of a client. */
  options: BedrockOptions;
  /** Whether the emulator answers. */
  isEmulated: boolean;
}

/** The options that say which way. */
export const connectionOptions: readonly Option[] = [
  { name: "region", value: "REGION", text: "the AWS region; else AWS_REGION, AWS_DEFAULT_REGION or the profile's" },
  { name: "profile", value: "NAME", text: "the profile of ~/.aws/config whose credentials are used" },
  { name: "endpoint-url", value: "URL", text: "where Bedrock is, when it is not at AWS's own host" },
  { name: "emulator", text: "let the built-in emulator answer: no account, no network" },
  { name: "timeout", value: "SECONDS", number: { from: 0.001 }, text: "give up after so long" },
];

/** Milliseconds between two pieces of an emulated answer on a terminal: as fast as a quick model. */
const PACE = 15;

/**
 * Finds the way.
 *
 * @param room The command's room.
 * @returns The way.
 * @throws {UsageError} When there is no region.
 */
export async function connect(room: Room): Promise<Connection> {
  const { args, terminal } = room;
  const profile = args.text("profile");
  const endpoint = args.text("endpoint-url");
  const timeout = args.number("timeout");
  const isEmulated = args.flag("emulator") === true;
  if (isEmulated && endpoint !== undefined) throw new UsageError("--emulator and --endpoint-url exclude each other");
  const region = args.text("region") ?? terminal.env("AWS_REGION") ?? terminal.env("AWS_DEFAULT_REGION") ??
    (isEmulated ? "us-east-1" : await regionOfProfile(profile));
  if (region === undefined) {
    throw new UsageError(
      "there is no region, wanted --region or AWS_REGION; --emulator tries everything without an account",
    );
  }
  const common: BedrockOptions = {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(terminal.fetch === undefined ? {} : { fetch: terminal.fetch }),
    ...(timeout === undefined ? {} : { timeouts: { total: timeout * 1000 } }),
    ...(args.flag("debug") ? { onAttempt: (report) => void room.say(attemptLine(report)) } : {}),
  };
  if (isEmulated) {
    const { createEmulator, emulatorCredentials: credentials } = await import("../emulator/emulator.ts");
    const fetch = terminal.fetch ?? createEmulator({ pace: terminal.isTerminal.stdout ? PACE : 0 });
    return { region, isEmulated, options: { ...common, credentials, fetch } };
  }
  if (profile === undefined) return { region, isEmulated, options: common };
  const { fromProfile } = await import("../credentials/profile.ts");
  return { region, isEmulated, options: { ...common, credentials: fromProfile({ profile, region }) } };
}

/**
 * Reads the region that the shared files name, for when nothing else names one.
 *
 * @param profile The profile; `AWS_PROFILE`, or else `default`, unless it is given.
 * @returns The region, when there is one.
 */
export async function regionOfProfile(profile: string | undefined): Promise<string | undefined> {
  const [{ readSharedFiles }, { homeOf, localFiles }, { lookupIfAllowed }] = await Promise.all([
    import("../credentials/shared_files.ts"),
    import("../credentials/files.ts"),
    import("../credentials/env.ts"),
  ]);
  const lookup = lookupIfAllowed(undefined);
  const files = localFiles();
  const { profiles } = await readSharedFiles(files, {
    home: homeOf(files, lookup),
    homeless: "HOME is not set",
    configFile: lookup("AWS_CONFIG_FILE"),
    credentialsFile: lookup("AWS_SHARED_CREDENTIALS_FILE"),
  });
  return profiles.get(profile ?? lookup("AWS_PROFILE") ?? "default")?.get("region");
}

function attemptLine({ number, status, code, requestId, delay, reason }: AttemptReport): string {
  const facts = [
    `attempt ${number}`,
    status === undefined ? "no answer" : `HTTP ${status}`,
    ...(code === undefined ? [] : [code]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
    reason,
    ...(delay === undefined ? [] : [`next in ${Math.round(delay)} ms`]),
  ];
  return `debug: ${facts.join(", ")}`;
}
