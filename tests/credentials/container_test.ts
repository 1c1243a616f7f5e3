/** fromContainer(): addresses and tokens in, the agent's credentials or its refusal in words out. */
import { assertEquals, assertFalse, assertRejects, assertStrictEquals, assertStringIncludes } from "../deps.ts";
import { fromContainer } from "../../src/credentials/container.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { Clock, memoryFiles, noSleep, recording, serving, strict } from "./recorded.ts";

const clock = new Clock();
const REPLY = {
  AccessKeyId: "ASIACONTAINER",
  SecretAccessKey: "secret",
  Token: "session",
  Expiration: "2026-01-15T13:00:00Z",
  RoleArn: "arn:aws:iam::123456789012:role/task",
};
const GIVEN = {
  accessKeyId: "ASIACONTAINER",
  secretAccessKey: "secret",
  sessionToken: "session",
  expiration: new Date("2026-01-15T13:00:00Z"),
};

Deno.test("fromContainer() asks ECS's own address for a relative path, which wins", strict, async () => {
  const fetch = recording(() => Response.json({ ...REPLY, AccountId: "123456789012" }));
  const env = {
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/credentials/abc?x=1",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/other",
  };
  assertEquals(await fromContainer({ env, fetch, now: clock.now })(), { ...GIVEN, accountId: "123456789012" });
  assertEquals(fetch.asked.map(({ method, url }) => [method, url]), [
    ["GET", "http://169.254.170.2/v2/credentials/abc?x=1"],
  ]);
  assertFalse(fetch.asked[0]!.headers.has("authorization"));
});

Deno.test(
  "fromContainer() sends the token as it is, and reads its file anew, file before variable",
  strict,
  async () => {
    const time = new Clock();
    const files = memoryFiles({ "/token": "from file\n" });
    const fetch = recording(() => Response.json(REPLY));
    const full = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials" };
    const one = { ...full, AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic abc" };
    await fromContainer({ env: one, fetch, now: time.now })();
    const two = { ...one, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/token" };
    const get = fromContainer({ env: two, files, fetch, now: time.now });
    await get();
    files.texts["/token"] = "renewed";
    time.advance(60);
    await get();
    assertEquals(fetch.asked.map(({ headers }) => headers.get("authorization")), ["Basic abc", "from file", "renewed"]);
  },
);

Deno.test("fromContainer() gives its token to trusted hosts only", strict, async () => {
  const fetch = recording(() => Response.json(REPLY));
  const attempt = (AWS_CONTAINER_CREDENTIALS_FULL_URI: string): Promise<unknown> =>
    fromContainer({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI }, fetch, now: clock.now })();
  const trusted = [
    "https://example.com/",
    "http://localhost:8080/x",
    "http://127.0.0.1/",
    "http://127.9.8.7/",
    "http://0x7f.1/",
    "http://[::1]:80/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://169.254.170.2/",
    "http://169.254.170.23/",
    "http://[fd00:ec2::23]/",
  ];
  for (const url of trusted) await attempt(url);
  assertEquals(fetch.asked.length, trusted.length);
  const refused = [
    "http://example.com/",
    "http://169.254.169.254/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://128.0.0.1/",
    "http://localhost@example.com/",
    "http://[::2]/",
    "ftp://localhost/",
    "file:///etc/passwd",
    "nonsense",
  ];
  for (const url of refused) await assertRejects(() => attempt(url), CredentialsError, undefined, url);
  assertEquals(fetch.asked.length, trusted.length);
});

Deno.test("fromContainer() refuses a relative path that would name another host", strict, async () => {
  const fetch = recording(() => Response.json(REPLY));
  for (const path of ["@example.com/", ".example.com/", ":80@example.com/", "0/", "?path"]) {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path };
    const error = await assertRejects(() => fromContainer({ env, fetch })(), CredentialsError, "is not a path");
    assertEquals(error.configured, true);
  }
  assertEquals(fetch.asked.length, 0);
});

Deno.test("fromContainer() refuses a token with a line break, without repeating it", strict, async () => {
  const fetch = recording(() => Response.json(REPLY));
  const env = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/",
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "a\r\nb: c",
  };
  const error = await assertRejects(
    () => fromContainer({ env, fetch, sleep: noSleep })(),
    CredentialsError,
    "line break",
  );
  assertFalse(error.message.includes("b: c"));
  assertEquals(fetch.asked.length, 0);
});

Deno.test("fromContainer() tries again what may pass, four times in all, and nothing else", strict, async () => {
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/" };
  const passing = recording((_, index) =>
    [
      new TypeError("refused"),
      new Response("", { status: 500 }),
      new Response("", { status: 429 }),
      Response.json(REPLY),
    ][index]
  );
  assertEquals(await fromContainer({ env, fetch: passing, sleep: noSleep, now: clock.now })(), GIVEN);
  const broken = recording(() => new Response("", { status: 503 }));
  await assertRejects(() => fromContainer({ env, fetch: broken, sleep: noSleep })(), CredentialsError, "answers 503");
  assertEquals(broken.asked.length, 4);
  const silent = recording(() => undefined);
  await assertRejects(
    () => fromContainer({ env, fetch: silent, sleep: noSleep, timeoutMs: 2 })(),
    CredentialsError,
    "within 2 ms",
  );
  assertEquals(silent.asked.length, 4);
  const refusing = recording(() => Response.json({ Code: "AccessDenied", Message: "not yours" }, { status: 403 }));
  await assertRejects(
    () => fromContainer({ env, fetch: refusing, sleep: noSleep })(),
    CredentialsError,
    "localhost answers 403 AccessDenied (not yours)",
  );
  assertEquals(refusing.asked.length, 1);
});

Deno.test("fromContainer() sends nothing once its caller has given up while the token was read", strict, async () => {
  const leaver = new AbortController();
  const reason = new Error("closing");
  const fetch = recording(() => Response.json(REPLY));
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/t" };
  const files = {
    readTextFile: (): Promise<string> => {
      leaver.abort(reason);
      return Promise.resolve("token");
    },
  };
  assertStrictEquals(
    await fromContainer({ env, files, fetch })({ signal: leaver.signal }).catch((error) => error),
    reason,
  );
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assertEquals(fetch.asked.length, 0);
});

Deno.test("fromContainer() follows no redirect", strict, async () => {
  let followed = false;
  await serving((request) => {
    if (new URL(request.url).pathname === "/elsewhere") followed = true;
    return new Response(null, { status: 302, headers: { location: "/elsewhere" } });
  }, async (base) => {
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: base };
    await assertRejects(() => fromContainer({ env })(), CredentialsError, "answers 302");
  });
  assertFalse(followed);
});

Deno.test("fromContainer() says what an answer that is none lacks", strict, async () => {
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost/" };
  const message = async (body: string): Promise<string> =>
    (await assertRejects(() => fromContainer({ env, fetch: recording(() => new Response(body)) })(), CredentialsError))
      .message;
  assertStringIncludes(await message("<html>"), "is not JSON");
  assertStringIncludes(await message("[]"), "is not JSON");
  assertStringIncludes(await message('{"AccessKeyId":"x"}'), "no whole credentials");
  assertStringIncludes(await message(JSON.stringify({ ...REPLY, Expiration: "soon" })), "not a date");
});

Deno.test("fromContainer() outside a container says so", strict, async () => {
  const error = await assertRejects(() => fromContainer({ env: {} })(), CredentialsError);
  assertEquals(error.configured, false);
  assertStringIncludes(
    error.message,
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set",
  );
});

Deno.test("fromContainer() talks to a real agent over loopback", strict, async () => {
  await serving((request) => {
    if (request.headers.get("authorization") !== "token") return new Response("", { status: 401 });
    return Response.json(REPLY);
  }, async (base) => {
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/creds`, AWS_CONTAINER_AUTHORIZATION_TOKEN: "token" };
    assertEquals(await fromContainer({ env, now: clock.now })(), GIVEN);
  });
});
