/**
 * The paths of the shared config and credentials files in, the profiles they make together out.
 *
 * @module
 */
import { reasonOf } from "./failure.ts";
import { type FileSystem, readIfThere } from "./files.ts";
import { readIni, type Section } from "./ini.ts";

/** Where the files are. */
export interface SharedFileOptions {
  /**
   * The config file.
   *
   * @default {`AWS_CONFIG_FILE`, else `~/.aws/config`}
   */
  configFile?: string;
  /**
   * The credentials file.
   *
   * @default {`AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`}
   */
  credentialsFile?: string;
}

/** What the two files say. */
export interface SharedFiles {
  /** The profiles; what the credentials file says of one goes before what the config file says. */
  profiles: Map<string, Section>;
  /** The sign-in sessions of IAM Identity Center. */
  sessions: Map<string, Section>;
  /** What kept a file from being read, in words. */
  problems: string[];
  /** Whether one of those is a file that somebody set up: its path is named, or a folder is in its place. */
  isBroken: boolean;
}

/**
 * Reads both files.
 *
 * @param files The file system.
 * @param options Where the files are; the home folder, or why it is not known.
 * @returns Their profiles; a file that is not there, or may not be read, is a problem named and no more.
 */
export async function readSharedFiles(
  files: FileSystem,
  options: SharedFileOptions & { home: string | undefined; homeless: string },
): Promise<SharedFiles> {
  const { home, homeless } = options;
  const problems: string[] = [];
  let isBroken = false;
  const read = async (given: string | undefined, name: string): Promise<Map<string, Section>> => {
    const path = expandHome(given ?? `~/.aws/${name}`, home);
    let problem = `has no home folder to be in: ${homeless}`;
    // What containers make of a mount whose file is not there
    let isFolder = false;
    if (!path.startsWith("~/")) {
      try {
        const text = await readIfThere(files, path);
        if (text !== undefined) return readIni(text);
        problem = "is not there";
      } catch (error) {
        problem = `cannot be read: ${reasonOf(error)}`;
        isFolder = (error as { code?: unknown } | undefined)?.code === "EISDIR";
      }
    }
    problems.push(`${path} ${problem}`);
    isBroken ||= given !== undefined || isFolder;
    return new Map();
  };
  const [config, credentials] = await Promise.all([
    read(options.configFile, "config"),
    read(options.credentialsFile, "credentials"),
  ]);

  const profiles = new Map<string, Section>();
  const sessions = new Map<string, Section>();
  const plain = config.get("default");
  if (plain !== undefined) profiles.set("default", plain);
  for (const [heading, section] of config) {
    if (heading.startsWith("profile ")) profiles.set(heading.slice("profile ".length), section);
    if (heading.startsWith("sso-session ")) sessions.set(heading.slice("sso-session ".length), section);
  }
  for (const [name, section] of credentials) {
    profiles.set(name, new Map([...profiles.get(name) ?? [], ...section]));
  }
  return { profiles, sessions, problems, isBroken };
}

/**
 * Puts the home folder in the place of `~/`.
 *
 * @param path A path.
 * @param home The folder, when it is known.
 * @returns The path.
 */
export function expandHome(path: string, home: string | undefined): string {
  return path.startsWith("~/") && home !== undefined ? `${home}${path.slice(1)}` : path;
}
