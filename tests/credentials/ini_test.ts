/** readIni() and readSharedFiles(): the text of AWS's files in, sections and profiles out. */
import { assertEquals } from "../deps.ts";
import { sharedIniFileLoader } from "../clients.ts";
import { readIni } from "../../src/credentials/ini.ts";
import { readSharedFiles } from "../../src/credentials/shared_files.ts";
import { memoryFiles, strict } from "./recorded.ts";

const plain = (sections: Map<string, Map<string, string>>): Record<string, Record<string, string>> =>
  Object.fromEntries([...sections].map(([name, section]) => [name, Object.fromEntries(section)]));

const CONFIG = `# a comment
; another
orphan = 1
[default]
region = us-east-1   # behind a space
output=json
[profile dev]\r
role_arn = arn:aws:iam::123456789012:role/dev#not-a-comment;nor-this
source_profile=default ; comment
s3 =
  max_concurrent_requests = 10
\tmax_queue_size = 1000
region = eu-west-1
no equals sign
= no name
[profile "quoted"] # comment
a = b = c
url = https://d-1234567890.awsapps.com/start#/
[ profile   spaced ]
a = 1
[ alone ]
a = 1
[sso-session corp]
sso_region = us-east-1
[services local]
sts =
  endpoint_url = http://localhost:4566
[profile dev]
output = text
region = eu-central-1
`;

Deno.test("readIni() reads comments, sections, nested settings and repeated sections as AWS does", strict, () => {
  assertEquals(plain(readIni(CONFIG)), {
    default: { region: "us-east-1", output: "json" },
    "profile dev": {
      role_arn: "arn:aws:iam::123456789012:role/dev#not-a-comment;nor-this",
      source_profile: "default",
      "s3.max_concurrent_requests": "10",
      "s3.max_queue_size": "1000",
      region: "eu-central-1",
      output: "text",
    },
    "profile quoted": { a: "b = c", url: "https://d-1234567890.awsapps.com/start#/" },
    "profile spaced": { a: "1" },
    alone: { a: "1" },
    "sso-session corp": { sso_region: "us-east-1" },
    "services local": { "sts.endpoint_url": "http://localhost:4566" },
  });
});

Deno.test("readIni() is not led astray by odd files", strict, () => {
  assertEquals(plain(readIni("")), {});
  assertEquals(plain(readIni("\ufeff[a]\nB = 1")), { a: { b: "1" } });
  assertEquals(plain(readIni("[a]\rb=1\r\nc=2\n")), { a: { b: "1", c: "2" } });
  assertEquals(plain(readIni("[a\nb=1")), {});
  assertEquals(plain(readIni("[]\nb=1")), { "": { b: "1" } });
  assertEquals(plain(readIni("[profile 'two words']\nb=1")), { "profile two words": { b: "1" } });
  assertEquals([...readIni("[__proto__]\nconstructor=1").keys()], ["__proto__"]);
  assertEquals(({} as Record<string, unknown>).b, undefined);
});

Deno.test("readSharedFiles() agrees with AWS's own reader", strict, async () => {
  const { loadSharedConfigFiles } = await sharedIniFileLoader();
  const folder = await Deno.makeTempDir();
  try {
    const credentials = `[default]
aws_access_key_id = AKIDDEFAULT
aws_secret_access_key = abc/def+ghi==
[dev]
aws_access_key_id=AKIDDEV
aws_secret_access_key=x # comment
aws_session_token = a;b#c
[only-here]
aws_access_key_id = AKID3
[user@example.com]
aws_access_key_id = AKID4
`;
    const config = CONFIG.replace(/\[ (profile {3}spaced|alone) \]\na = 1\n/g, "") +
      "[profile default]\nregion = us-west-2\n";
    const paths = { config: `${folder}/config`, credentials: `${folder}/credentials` };
    await Deno.writeTextFile(paths.config, config);
    await Deno.writeTextFile(paths.credentials, credentials);
    const theirs = await loadSharedConfigFiles({ configFilepath: paths.config, filepath: paths.credentials });
    const ours = await readSharedFiles(memoryFiles({ [paths.config]: config, [paths.credentials]: credentials }), {
      configFile: paths.config,
      credentialsFile: paths.credentials,
      home: undefined,
      homeless: "",
    });
    const merged: Record<string, unknown> = {};
    for (const file of [theirs.configFile, theirs.credentialsFile]) {
      for (const [name, section] of Object.entries(file)) {
        if (/^(sso-session|services)\./.test(name)) continue;
        merged[name] = { ...merged[name] as object, ...section };
      }
    }
    assertEquals(plain(ours.profiles), merged as never);
    assertEquals(ours.problems, []);
    assertEquals(plain(ours.sessions), { corp: { sso_region: "us-east-1" } });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test(
  "readSharedFiles() takes a missing file for an empty one, and says what it could not read",
  strict,
  async () => {
    const files = {
      readTextFile: (path: string): Promise<string> =>
        Promise.reject(
          path.endsWith("config")
            ? new Deno.errors.NotFound("no")
            : new Deno.errors.NotCapable(`Requires read access to "${path}", run again with the --allow-read flag`),
        ),
    };
    const shared = await readSharedFiles(files, { home: "/home/you", homeless: "" });
    assertEquals(shared.problems, [
      "/home/you/.aws/config is not there",
      "/home/you/.aws/credentials cannot be read: permission is missing, wanted --allow-read=/home/you/.aws/credentials",
    ]);
    const lost = await readSharedFiles(files, { home: undefined, homeless: "HOME is not set" });
    assertEquals(lost.problems[0], "~/.aws/config has no home folder to be in: HOME is not set");
  },
);
