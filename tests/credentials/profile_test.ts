/** fromProfile(): shared files in, the credentials that a profile leads to or the reason out. */
import { assertEquals, assertFalse, assertRejects, assertStringIncludes } from "../deps.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { fromProfile, type FromProfileOptions } from "../../src/credentials/profile.ts";
import { Clock, formOf, memoryFiles, noSleep, recording, type RecordingFetch, strict, stsReply } from "./recorded.ts";

const CONFIG = "/home/you/.aws/config";
const CREDENTIALS = "/home/you/.aws/credentials";
const clock = new Clock();

const base = `[base]
aws_access_key_id = AKIDBASE
aws_secret_access_key = base-secret
`;

function sts(): RecordingFetch {
  return recording((asked, index) => new Response(stsReply(formOf(asked).Action!, `${index}`, clock.in(60))));
}

/** The access key id that a profile leads to. */
async function leadsTo(config: string, options: FromProfileOptions = {}): Promise<string> {
  const get = fromProfile({
    profile: "dev",
    files: memoryFiles({ [CONFIG]: config, [CREDENTIALS]: base }),
    env: {},
    now: clock.now,
    sleep: noSleep,
    fetch: recording(() => new TypeError("no network")),
    ...options,
  });
  return (await get()).accessKeyId;
}

/** Why a profile leads nowhere. */
async function reason(config: string, options: FromProfileOptions = {}): Promise<string> {
  const error = await assertRejects(() => leadsTo(config, options), CredentialsError);
  assertFalse(/(?<!aws_)secret/.test(error.message));
  return error.tried[0]!.reason;
}

Deno.test("fromProfile() gives a profile's keys, the credentials file before the config file", strict, async () => {
  const files = memoryFiles({
    [CONFIG]: "[profile dev]\naws_access_key_id = A\naws_secret_access_key = B\naws_account_id = 123456789012\n",
    [CREDENTIALS]: "[dev]\naws_access_key_id = C\naws_secret_access_key = D\naws_session_token = E\n",
  });
  assertEquals(await fromProfile({ profile: "dev", files, env: {} })(), {
    accessKeyId: "C",
    secretAccessKey: "D",
    sessionToken: "E",
    accountId: "123456789012",
  });
});

Deno.test("fromProfile() finds profile and files by the environment", strict, async () => {
  const files = memoryFiles({
    "/etc/aws/config": "[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = x\n",
    "/home/you/other": "[named]\naws_access_key_id = NAMED\naws_secret_access_key = x\n",
    "/users/me/.aws/credentials": "[default]\naws_access_key_id = ME\naws_secret_access_key = x\n",
  });
  const keyOf = async (env: Record<string, string>): Promise<string> =>
    (await fromProfile({ files, env })()).accessKeyId;
  const both = { AWS_CONFIG_FILE: "/etc/aws/config", AWS_SHARED_CREDENTIALS_FILE: "~/other" };
  assertEquals(await keyOf(both), "DEFAULT");
  assertEquals(await keyOf({ ...both, AWS_PROFILE: "named" }), "NAMED");
  assertEquals(await keyOf({ HOME: "/users/me/" }), "ME");
  assertEquals(await keyOf({ USERPROFILE: "/users/me" }), "ME");
  assertEquals(await keyOf({ HOMEDRIVE: "/users", HOMEPATH: "/me" }), "ME");
});

Deno.test("fromProfile() takes a role with its source profile's keys", strict, async () => {
  const fetch = sts();
  const config = `[profile dev]
role_arn = arn:aws:iam::123456789012:role/dev
source_profile = base
region = eu-west-1
role_session_name = me
external_id = agreed
duration_seconds = 1800
`;
  assertEquals(await leadsTo(config, { fetch, region: "us-east-1" }), "ASIA0");
  assertEquals(fetch.asked[0]?.url, "https://sts.eu-west-1.amazonaws.com/");
  assertEquals(formOf(fetch.asked[0]), {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: "arn:aws:iam::123456789012:role/dev",
    RoleSessionName: "me",
    ExternalId: "agreed",
    DurationSeconds: "1800",
  });
  assertStringIncludes(fetch.asked[0]!.headers.get("authorization")!, "Credential=AKIDBASE/");
});

Deno.test("fromProfile() follows a chain of roles from its far end", strict, async () => {
  const fetch = sts();
  const config = `[profile dev]
role_arn = arn:aws:iam::1:role/last
source_profile = middle
[profile middle]
role_arn = arn:aws:iam::1:role/first
source_profile = base
`;
  assertEquals(await leadsTo(config, { fetch }), "ASIA1");
  assertEquals(fetch.asked.map((asked) => formOf(asked).RoleArn), [
    "arn:aws:iam::1:role/first",
    "arn:aws:iam::1:role/last",
  ]);
  assertStringIncludes(fetch.asked[1]!.headers.get("authorization")!, "Credential=ASIA0/");
});

Deno.test("fromProfile() lets a profile with keys be its own source", strict, async () => {
  const fetch = sts();
  const config = `[profile dev]
role_arn = arn:aws:iam::1:role/self
source_profile = dev
aws_access_key_id = AKIDSELF
aws_secret_access_key = x
`;
  assertEquals(await leadsTo(config, { fetch }), "ASIA0");
  assertStringIncludes(fetch.asked[0]!.headers.get("authorization")!, "Credential=AKIDSELF/");
});

Deno.test("fromProfile() refuses sources that go round in a circle", strict, async () => {
  const role = (name: string, source: string): string =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = ${source}\n`;
  assertEquals(await reason(role("dev", "dev")), "its sources go round in a circle: dev -> dev");
  assertEquals(
    await reason(role("dev", "two") + role("two", "three") + role("three", "two")),
    "its sources go round in a circle: dev -> two -> three -> two",
  );
  assertEquals(
    await reason(role("dev", "two") + role("two", "dev")),
    "its sources go round in a circle: dev -> two -> dev",
  );
});

Deno.test("fromProfile() takes a role with what credential_source names", strict, async () => {
  const config = (source: string): string =>
    `[profile dev]\nrole_arn = arn:aws:iam::1:role/x\ncredential_source = ${source}\n`;
  const signer = async (source: string, env: Record<string, string>): Promise<string> => {
    const fetch = recording((asked) => {
      const url = new URL(asked.url);
      if (url.hostname.startsWith("sts.")) return new Response(stsReply("AssumeRole", "ROLE", clock.in(60)));
      if (url.pathname === "/latest/api/token") return new Response("token");
      if (url.pathname.endsWith("/security-credentials/")) return new Response("role");
      const name = url.hostname === "169.254.170.2" ? "TASK" : "MACHINE";
      return Response.json({ AccessKeyId: name, SecretAccessKey: "x", Token: "y", Expiration: clock.in(60) });
    });
    assertEquals(await leadsTo(config(source), { env, fetch }), "ASIAROLE");
    return fetch.asked.at(-1)!.headers.get("authorization")!.match(/Credential=(\w+)/)![1]!;
  };
  const keys = { AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "x", AWS_BEARER_TOKEN_BEDROCK: "an API key" };
  assertEquals(await signer("Environment", keys), "AKIDENV");
  assertEquals(await signer("EcsContainer", { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x" }), "TASK");
  assertEquals(await signer("Ec2InstanceMetadata", {}), "MACHINE");
  const apart = "[profile dev]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = machine\n" +
    "[profile machine]\ncredential_source = Environment\n";
  const fetch = sts();
  await leadsTo(apart, { env: keys, fetch });
  assertStringIncludes(fetch.asked[0]!.headers.get("authorization")!, "Credential=AKIDENV/");
  assertStringIncludes(await reason(config("Environment")), "credential_source Environment gives nothing");
  assertStringIncludes(await reason(config("Elsewhere")), "credential_source is unknown, wanted one of Environment");
  assertStringIncludes(await reason(`${config("Environment")}source_profile = base`), "are both set");
});

Deno.test("fromProfile() asks for the code of an MFA device", strict, async () => {
  const config = "[profile dev]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\nmfa_serial = device\n";
  const fetch = sts();
  await leadsTo(config, { fetch, mfaCode: (serial) => Promise.resolve(`code of ${serial}`) });
  assertEquals(formOf(fetch.asked[0]).TokenCode, "code of device");
  assertEquals(formOf(fetch.asked[0]).SerialNumber, "device");
  assertStringIncludes(await reason(config), "wanted the option mfaCode");
  assertStringIncludes(await reason(config, { mfaCode: () => Promise.reject(new Error("no phone")) }), "no phone");
});

Deno.test("fromProfile() takes a role with the token in a web identity file", strict, async () => {
  const fetch = sts();
  const files = memoryFiles({
    [CONFIG]: "[profile dev]\nrole_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = ~/token\n",
    "/home/you/token": "the token",
  });
  assertEquals(await leadsTo("", { fetch, files }), "ASIA0");
  assertEquals(formOf(fetch.asked[0]).WebIdentityToken, "the token");
});

Deno.test("fromProfile() runs a credential_process and believes what it prints, when it is whole", strict, async () => {
  const config = "[profile dev]\ncredential_process = /opt/give me --now\n";
  const commands: string[] = [];
  const printing = (text: string): FromProfileOptions => ({
    run: (command) => {
      commands.push(command);
      return Promise.resolve(text);
    },
  });
  const whole = { Version: 1, AccessKeyId: "AKIDPROCESS", SecretAccessKey: "x" };
  assertEquals(await leadsTo(config, printing(JSON.stringify(whole))), "AKIDPROCESS");
  assertEquals(commands, ["/opt/give me --now"]);
  assertStringIncludes(await reason(config, printing("secret")), "does not print a JSON object");
  assertStringIncludes(await reason(config, printing(JSON.stringify({ ...whole, Version: 2 }))), "Version 1");
  assertStringIncludes(await reason(config, printing('{"Version":1}')), "no whole credentials");
  assertStringIncludes(
    await reason(config, printing(JSON.stringify({ ...whole, Expiration: clock.in(-1) }))),
    "expired",
  );
  assertEquals(
    await reason(config, { run: () => Promise.reject(new Error("Command failed: give secret\nsecret")) }),
    "credential_process cannot be run: it failed",
  );
});

Deno.test("fromProfile() runs a real program where the runtime may", strict, async () => {
  const printed = JSON.stringify({ Version: 1, AccessKeyId: "AKIDREAL", SecretAccessKey: "x" });
  assertEquals(await leadsTo(`[profile dev]\ncredential_process = echo '${printed}'\n`), "AKIDREAL");
  assertStringIncludes(await reason("[profile dev]\ncredential_process = echo secret >&2; exit 3\n"), "it failed");
});

Deno.test("fromProfile() goes by AWS's order when a profile names several sources", strict, async () => {
  const everything = `[profile dev]
role_arn = arn:aws:iam::1:role/x
source_profile = base
aws_access_key_id = AKIDOWN
aws_secret_access_key = x
web_identity_token_file = /token
credential_process = echo
login_session = arn:aws:iam::1:user/me
`;
  assertEquals(await leadsTo(everything, { fetch: sts() }), "ASIA0");
  assertEquals(await leadsTo(everything.replace("source_profile = base\n", "")), "AKIDOWN");
});

Deno.test("fromProfile() says what a profile lacks, and whether anybody asked for it", strict, async () => {
  const attempt = (options: FromProfileOptions): Promise<CredentialsError> =>
    assertRejects(() => fromProfile({ env: {}, ...options })(), CredentialsError);
  const files = memoryFiles({ [CONFIG]: "[default]\nregion = us-east-1\n" });
  const nobody = await attempt({ files });
  assertEquals([nobody.tried[0]?.reason, nobody.configured], [
    `it has no credentials and names no source of any (${CREDENTIALS} is not there)`,
    false,
  ]);
  const named = await attempt({ files, env: { AWS_PROFILE: "prod" } });
  assertEquals(
    [named.tried[0], named.configured],
    [{
      source: 'profile "prod"',
      reason: `the shared files have no profile prod (${CREDENTIALS} is not there)`,
      configured: true,
    }, true],
  );
  const lost = await attempt({
    files: { readTextFile: () => Promise.reject(new Error("there is no file system here")) },
  });
  assertStringIncludes(lost.message, "no home folder to be in: HOME is not set");
  const nowhere = await attempt({
    files: { home: "/h", readTextFile: () => Promise.reject(new Error("there is no file system here")) },
  });
  assertStringIncludes(nowhere.message, "/h/.aws/config cannot be read: there is no file system here");
  assertEquals(
    await reason("[profile dev]\nrole_arn = arn:aws:iam::1:role/x\n"),
    "role_arn is set, wanted source_profile, credential_source or web_identity_token_file too",
  );
  assertStringIncludes(
    await reason("[profile dev]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = absent\n"),
    "the shared files have no profile absent",
  );
  assertEquals(
    await reason("[profile dev]\naws_access_key_id = x\n"),
    "aws_secret_access_key is not set, though its other half is",
  );
  assertEquals(
    await reason("[profile dev]\naws_secret_access_key = secret\n"),
    "aws_access_key_id is not set, though its other half is",
  );
  const region = await attempt({
    files: memoryFiles({ [CONFIG]: "[profile dev]\nregion = us-east-1\n" }),
    env: { AWS_PROFILE: "dev" },
  });
  assertEquals(region.configured, false);
  const odd = "[profile dev]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\nduration_seconds = 1h\n";
  assertStringIncludes(await reason(odd), "duration_seconds is not a number");
});

Deno.test("fromProfile() counts as set up where a file is named, or a folder is in its place", strict, async () => {
  const refused = (name: string, code?: string) => () => Promise.reject(Object.assign(new Error(code), { name, code }));
  const missing = refused("Error", "ENOENT");
  const configured = async (options: FromProfileOptions): Promise<boolean> =>
    (await assertRejects(() => fromProfile({ env: {}, ...options })(), CredentialsError)).configured;
  for (const path of ["/run/secrets/aws", "~/named"]) {
    const files = { home: "/home/you", readTextFile: missing };
    assertEquals(await configured({ files, env: { AWS_SHARED_CREDENTIALS_FILE: path } }), true);
    assertEquals(await configured({ files, env: { AWS_CONFIG_FILE: path } }), true);
    assertEquals(await configured({ files, credentialsFile: path }), true);
  }
  const folder = { home: "/home/you", readTextFile: refused("Error", "EISDIR") };
  assertEquals(await configured({ files: folder }), true);
  const region = (path: string): Promise<string> =>
    path === CONFIG ? Promise.resolve("[default]\nregion = us-east-1\n") : folder.readTextFile();
  assertEquals(await configured({ files: { home: "/home/you", readTextFile: region } }), true);
  for (const readTextFile of [missing, refused("NotCapable"), refused("Error", "EACCES"), refused("Error")]) {
    assertEquals(await configured({ files: { home: "/home/you", readTextFile } }), false);
  }
  const empty = memoryFiles({ "/dev/null": "" });
  assertEquals(await configured({ files: empty, env: { AWS_SHARED_CREDENTIALS_FILE: "/dev/null" } }), false);
});

Deno.test("fromProfile() reads the disk with the runtime's own means", strict, async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/.aws`);
    await Deno.writeTextFile(`${folder}/.aws/credentials`, base);
    const { accessKeyId } = await fromProfile({ profile: "base", env: { HOME: folder } })();
    assertEquals(accessKeyId, "AKIDBASE");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
