/** Our sources beside AWS's own: the same machine and far end in, the same requests and credentials out. */
import { assertEquals } from "../deps.ts";
import { serving, strict, stsReply } from "./recorded.ts";

const EXPIRES = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
const KEYS = { AccessKeyId: "ASIAX", SecretAccessKey: "secret", Token: "session", Expiration: EXPIRES.toISOString() };
const ROLE = "arn:aws:iam::123456789012:role/demo";
/** The headers by which an answer is decided. */
const HEADERS = [
  "authorization",
  "content-type",
  "x-amz-sso_bearer_token",
  "x-aws-ec2-metadata-token",
  "x-aws-ec2-metadata-token-ttl-seconds",
  "x-amz-security-token",
];

interface Case {
  name: string;
  source: string;
  /** Files under the home folder. */
  files?: Record<string, string>;
  env?: (base: string, home: string) => Record<string, string>;
}

const soon = (): string => new Date(Date.now() + 60_000).toISOString();
const hex = async (algorithm: string, text: string): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))).toHex();

async function loginFiles(): Promise<Record<string, string>> {
  const { generateKeyPairSync } = await import("node:crypto");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const access = { accessKeyId: "OLD", secretAccessKey: "old", sessionToken: "old", accountId: "1", expiresAt: soon() };
  return {
    ".aws/config": "[profile dev]\nlogin_session = arn:aws:iam::1:user/me\nregion = us-east-1\n",
    [`.aws/login/cache/${await hex("SHA-256", "arn:aws:iam::1:user/me")}.json`]: JSON.stringify({
      accessToken: access,
      refreshToken: "refresh 1",
      clientId: "client",
      dpopKey: privateKey.export({ format: "pem", type: "sec1" }),
    }),
  };
}

const profile = (): Record<string, string> => ({ AWS_PROFILE: "dev" });
const cases = async (): Promise<Case[]> => [
  {
    name: "container",
    source: "container",
    env: (base) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/container?x=1`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "token",
    }),
  },
  { name: "instance", source: "instance", env: (base) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base }) },
  {
    name: "web identity",
    source: "web identity",
    files: { token: "head.body.sign" },
    env: (_, home) => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: `${home}/token`,
      AWS_ROLE_ARN: ROLE,
      AWS_ROLE_SESSION_NAME: "me+you",
    }),
  },
  {
    name: "profile with a chain of roles",
    source: "profile",
    files: {
      ".aws/config": `[profile dev]
role_arn = ${ROLE}/last
source_profile = middle
role_session_name = me
external_id = a b*c
duration_seconds = 900
[profile middle]
role_arn = ${ROLE}/first
source_profile = base
role_session_name = me
duration_seconds = 3600
`,
      ".aws/credentials": "[base]\naws_access_key_id = AKID\naws_secret_access_key = x\n",
    },
    env: profile,
  },
  {
    name: "profile with a sign-in to renew",
    source: "profile",
    files: {
      ".aws/config": `[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev+Role@x
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
`,
      [`.aws/sso/cache/${await hex("SHA-1", "corp")}.json`]: JSON.stringify({
        accessToken: "old",
        expiresAt: soon(),
        clientId: "client",
        clientSecret: "client-secret",
        refreshToken: "refresh 1",
      }),
    },
    env: profile,
  },
  { name: "profile with aws login to renew", source: "profile", files: await loginFiles(), env: profile },
];

function farEnd(log: string[]): Deno.ServeHandler {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    const sorted = (text: string): string =>
      text.startsWith("{") ? JSON.stringify(Object.entries(JSON.parse(text)).sort()) : text.split("&").sort().join("&");
    const query = new URLSearchParams(search);
    query.sort();
    const headers = HEADERS.map((name) => {
      const value = request.headers.get(name);
      // The SDK signs headers of its telemetry too; what ours signs has a test of its own.
      return value === null ? "" : `${name}: ${value.replace(/, SignedHeaders.*|(?<=\/)\d{8}(?=\/)/g, "")}`;
    }).filter((line) => line !== "");
    log.push([`${request.method} ${pathname}?${query}`, ...headers, sorted(body)].join("\n"));
    if (pathname === "/container") return Response.json(KEYS);
    if (pathname === "/latest/api/token") return new Response("imds token");
    if (pathname.endsWith("/security-credentials/")) return new Response("role");
    if (pathname.includes("/security-credentials/")) return Response.json({ Code: "Success", ...KEYS });
    if (pathname === "/token") return Response.json({ accessToken: "new", expiresIn: 3600, refreshToken: "refresh 2" });
    if (pathname === "/federation/credentials") {
      return Response.json({
        roleCredentials: {
          accessKeyId: "ASIASSO",
          secretAccessKey: "x",
          sessionToken: "y",
          expiration: EXPIRES.getTime(),
        },
      });
    }
    if (pathname === "/v1/token") {
      const { length } = request.headers.get("dpop")?.split(".") ?? [];
      log.push(`proof in ${length} parts`);
      const accessToken = { accessKeyId: "ASIANEW", secretAccessKey: "x", sessionToken: "y" };
      return Response.json({ accessToken, tokenType: "aws_sigv4", expiresIn: 43_200, refreshToken: "refresh 2" });
    }
    const action = new URLSearchParams(body).get("Action") ?? "";
    return new Response(stsReply(action, "STS", EXPIRES), { headers: { "content-type": "text/xml" } });
  };
}

interface Outcome {
  printed: Record<string, unknown>;
  log: string[];
  /** What the tokens' files hold afterwards, without times. */
  kept: string[];
}

async function run(whose: string, one: Case): Promise<Outcome> {
  const home = await Deno.makeTempDir();
  const log: string[] = [];
  try {
    for (const [path, text] of Object.entries(one.files ?? {})) {
      await Deno.mkdir(`${home}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${home}/${path}`, text);
    }
    const printed = await serving(farEnd(log), async (base) => {
      // All that the machine needs to fetch packages, and nothing that says who we are
      const machine = Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("AWS_"));
      const denoDir = Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--quiet",
          new URL("./second_opinion_program.ts", import.meta.url).pathname,
          whose,
          one.source,
        ],
        clearEnv: true,
        env: {
          ...Object.fromEntries(machine),
          DENO_DIR: denoDir,
          NO_COLOR: "1",
          HOME: home,
          AWS_REGION: "us-east-1",
          AWS_ENDPOINT_URL: base,
          ...one.env?.(base, home),
        },
      }).output();
      if (code !== 0) throw new Error(`${whose}: ${new TextDecoder().decode(stderr)}`);
      return JSON.parse(new TextDecoder().decode(stdout)) as Record<string, unknown>;
    });
    const caches = Object.keys(one.files ?? {}).filter((path) => path.endsWith(".json"));
    const kept = await Promise.all(caches.map(async (path) => {
      const text = await Deno.readTextFile(`${home}/${path}`);
      return JSON.stringify(JSON.parse(text, (name, value) => name === "expiresAt" ? "" : value));
    }));
    return { printed, log, kept };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("every source that asks the network agrees with AWS's own", strict, async (test) => {
  for (const one of await cases()) {
    await test.step({
      name: one.name,
      ...strict,
      fn: async () => {
        const [ours, theirs] = await Promise.all([run("ours", one), run("theirs", one)]);
        assertEquals(ours.log, theirs.log);
        assertEquals(ours.log.length > 0, true);
        // The clock that an expiry is counted from stands for neither of the two.
        const close = (value: unknown): number => Math.round(Date.parse(String(value)) / 60_000);
        const { expiration, ...keys } = ours.printed;
        const { expiration: theirExpiration, ...theirKeys } = theirs.printed;
        assertEquals(keys, theirKeys);
        assertEquals(ours.kept, theirs.kept);
        assertEquals(Math.abs(close(expiration) - close(theirExpiration)) <= 1, true);
      },
    });
  }
});
