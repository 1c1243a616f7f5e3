/**
 * Run as a program of its own, with the environment of the case: asks one source, ours or AWS's own, and prints the
 * credentials. AWS's keep sockets and read the process's environment, which a test's own process should not have.
 *
 * @module
 */
import { awsCredentialProviders } from "../clients.ts";
import * as ours from "../../src/credentials/credentials.ts";

const [whose, source] = Deno.args as ["ours" | "theirs", "container" | "instance" | "web identity" | "profile"];

async function ask(): Promise<Record<string, unknown>> {
  if (whose === "ours") {
    const sources = {
      "container": ours.fromContainer,
      "instance": ours.fromInstance,
      "web identity": ours.fromWebIdentity,
      "profile": ours.fromProfile,
    };
    return { ...await sources[source]()() };
  }
  const theirs = await awsCredentialProviders();
  const sources = {
    "container": theirs.fromHttp,
    "instance": theirs.fromInstanceMetadata,
    "web identity": theirs.fromTokenFile,
    "profile": theirs.fromIni,
  };
  return { ...await sources[source]()() };
}

const { accessKeyId, secretAccessKey, sessionToken, expiration } = await ask();
console.log(JSON.stringify({ accessKeyId, secretAccessKey, sessionToken, expiration }));
Deno.exit(0);
