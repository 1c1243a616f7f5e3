/** fromInstance(): a metadata service in, the machine's credentials or the reason out. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { fromInstance } from "../../src/credentials/instance.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { type Asked, Clock, noSleep, recording, serving, strict } from "./recorded.ts";

const ROLES = "/latest/meta-data/iam/security-credentials/";

function reply(expiration: string): Record<string, string> {
  return {
    Code: "Success",
    LastUpdated: "2026-01-15T12:00:00Z",
    Type: "AWS-HMAC",
    AccessKeyId: "ASIAMACHINE",
    SecretAccessKey: "secret",
    Token: "session",
    Expiration: expiration,
  };
}

/** A metadata service whose last answer is given. */
function service(last: (asked: Asked) => Response): (asked: Asked) => Response {
  let tokens = 0;
  return (asked) => {
    const { pathname } = new URL(asked.url);
    if (asked.method === "PUT") {
      assertEquals(pathname, "/latest/api/token");
      assertEquals(asked.headers.get("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
      return new Response(`token ${++tokens}`);
    }
    assertEquals(asked.headers.get("x-aws-ec2-metadata-token"), `token ${tokens}`);
    if (pathname === ROLES) return new Response("my-role\n");
    assertEquals(pathname, `${ROLES}my-role`);
    return last(asked);
  };
}

Deno.test("fromInstance() gets a token, the role's name, then its credentials", strict, async () => {
  const clock = new Clock();
  const fetch = recording(service(() => Response.json(reply("2026-01-15T18:00:00Z"))));
  assertEquals(await fromInstance({ env: {}, now: clock.now, fetch })(), {
    accessKeyId: "ASIAMACHINE",
    secretAccessKey: "secret",
    sessionToken: "session",
    expiration: new Date("2026-01-15T18:00:00Z"),
  });
  assertEquals(fetch.asked.map(({ method, url }) => `${method} ${url}`), [
    "PUT http://169.254.169.254/latest/api/token",
    `GET http://169.254.169.254${ROLES}`,
    `GET http://169.254.169.254${ROLES}my-role`,
  ]);
});

Deno.test("fromInstance() does not repeat a token that no header takes", strict, async () => {
  const fetch = recording(() => new Response("hush\nhush"));
  const provider = fromInstance({ env: {}, fetch, sleep: noSleep });
  const error = await assertRejects(() => provider(), CredentialsError, "x-aws-ec2-metadata-token");
  assert(!Deno.inspect(error).includes("hush"), error.message);
});

Deno.test("fromInstance() goes where the environment says", strict, async () => {
  const clock = new Clock();
  const host = async (options: Parameters<typeof fromInstance>[0]): Promise<string> => {
    const fetch = recording(service(() => Response.json(reply("2026-01-15T18:00:00Z"))));
    await fromInstance({ now: clock.now, fetch, ...options })();
    return new URL(fetch.asked[0]!.url).host;
  };
  assertEquals(await host({ env: { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" } }), "[fd00:ec2::254]");
  assertEquals(await host({ env: {}, endpointMode: "IPv6" }), "[fd00:ec2::254]");
  assertEquals(
    await host({ env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://imds.local:1338/" } }),
    "imds.local:1338",
  );
  assertEquals(await host({ env: { AWS_EC2_METADATA_DISABLED: "false" } }), "169.254.169.254");
  await assertRejects(
    () => host({ env: { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv5" } }),
    CredentialsError,
    "neither",
  );
  await assertRejects(
    () => host({ env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "imds" } }),
    CredentialsError,
    "not an http URL",
  );
});

Deno.test("fromInstance() asks nothing when it is turned off", strict, async () => {
  const fetch = recording(() => undefined);
  const error = await assertRejects(
    () => fromInstance({ env: { AWS_EC2_METADATA_DISABLED: "TRUE" }, fetch })(),
    CredentialsError,
    "AWS_EC2_METADATA_DISABLED is set",
  );
  assertEquals(error.configured, false);
  assertEquals(fetch.asked.length, 0);
});

Deno.test("fromInstance() asks once whether anybody is there, and never speaks version 1", strict, async () => {
  for (
    const answer of [
      undefined,
      new TypeError("unreachable"),
      new Response("", { status: 405 }),
      new Response("", { status: 404 }),
    ]
  ) {
    const fetch = recording(() => answer);
    const error = await assertRejects(
      () => fromInstance({ env: {}, fetch, timeoutMs: 2, sleep: noSleep })(),
      CredentialsError,
    );
    assertEquals(error.configured, false);
    assertEquals(fetch.asked.map(({ method }) => method), ["PUT"]);
  }
});

Deno.test("fromInstance() asks a service again that is too busy to give a token", strict, async () => {
  const clock = new Clock();
  for (const status of [429, 500, 503]) {
    const service = (asked: Asked, index: number): Response =>
      index === 0
        ? new Response("", { status })
        : asked.method === "PUT"
        ? new Response("token")
        : asked.url.endsWith("/")
        ? new Response("role")
        : Response.json(reply("2026-01-15T18:00:00Z"));
    const fetch = recording(service);
    await fromInstance({ env: {}, now: clock.now, fetch, sleep: noSleep })();
    assertEquals(fetch.asked.map(({ method }) => method), ["PUT", "PUT", "GET", "GET"]);
  }
});

Deno.test("fromInstance() counts as set up where a service is that stays busy, or falls silent", strict, async () => {
  const tries = async (...answers: (Response | Error)[]): Promise<[boolean, number]> => {
    const fetch = recording((_, index) => answers[index] ?? new Response("", { status: 503 }));
    const provider = fromInstance({ env: {}, fetch, sleep: noSleep });
    const { configured } = await assertRejects(() => provider(), CredentialsError);
    return [configured, fetch.asked.length];
  };
  const silence = new TypeError("unreachable");
  assertEquals(await tries(), [true, 3]);
  assertEquals(await tries(new Response("", { status: 503 }), silence, silence), [true, 3]);
  const denied = (): Response => new Response("", { status: 401 });
  assertEquals(await tries(new Response("token"), denied(), silence, silence, silence), [true, 5]);
});

Deno.test("fromInstance() takes no proxy that finds nobody for a busy service", strict, async () => {
  const answers: [number, HeadersInit][] = [[502, {}], [504, {}], [503, { via: "1.1 proxy" }]];
  for (const [status, headers] of answers) {
    const provider = fromInstance({ env: {}, fetch: recording(() => new Response("", { status, headers })) });
    assertEquals((await assertRejects(() => provider(), CredentialsError)).configured, false);
  }
});

Deno.test(
  "fromInstance() gets a new token when the old one is refused, and tries again what may pass",
  strict,
  async () => {
    const clock = new Clock();
    let answers = 0;
    const fetch = recording(service(() =>
      [
        new Response("", { status: 401 }),
        new Response("", { status: 500 }),
        Response.json(reply("2026-01-15T18:00:00Z")),
      ][answers++]!
    ));
    await fromInstance({ env: {}, now: clock.now, fetch, sleep: noSleep })();
    assertEquals(fetch.asked.map(({ method }) => method), ["PUT", "GET", "GET", "PUT", "GET", "GET", "GET"]);
  },
);

Deno.test(
  "fromInstance() gets a new token when the name of the role is refused, three times at most",
  strict,
  async () => {
    const fetch = recording((asked) => new Response("token", { status: asked.method === "PUT" ? 200 : 401 }));
    await assertRejects(() => fromInstance({ env: {}, fetch, sleep: noSleep })(), CredentialsError, "status 401");
    assertEquals(fetch.asked.map(({ method }) => method), ["PUT", "GET", "PUT", "GET", "PUT", "GET"]);
  },
);

Deno.test("fromInstance() says what is amiss", strict, async () => {
  const reason = async (roles: Response, last?: Response): Promise<string> => {
    const fetch = recording((asked) =>
      asked.method === "PUT" ? new Response("t") : asked.url.endsWith("/") ? roles : last ?? new Response()
    );
    const error = await assertRejects(() => fromInstance({ env: {}, fetch, sleep: noSleep })(), CredentialsError);
    return error.tried[0]!.reason;
  };
  assertEquals(await reason(new Response("", { status: 404 })), "the machine has no role");
  assertStringIncludes(await reason(new Response("../../user-data")), "names no role");
  assertStringIncludes(await reason(new Response("")), "names no role");
  const role = (): Response => new Response("r");
  assertEquals(
    await reason(
      role(),
      Response.json({ Code: "AssumeRoleUnauthorizedAccess", Message: "EC2 cannot assume the role" }),
    ),
    "the service answers 200 AssumeRoleUnauthorizedAccess (EC2 cannot assume the role)",
  );
  assertStringIncludes(await reason(role(), new Response("<html>")), "is not JSON");
});

Deno.test(
  "fromInstance() goes on with what it has when the service fails, some minutes past its expiry",
  strict,
  async () => {
    const clock = new Clock();
    let down = false;
    const up = service(() => Response.json(reply("2026-01-15T13:00:00Z")));
    const fetch = recording((asked) => down ? new TypeError("unreachable") : up(asked));
    const get = fromInstance({ env: {}, now: clock.now, fetch, sleep: noSleep });
    await get();
    down = true;
    clock.advance(57);
    assertEquals((await get()).expiration, new Date("2026-01-15T13:00:00Z"));
    clock.advance(10);
    const late = await get();
    assertEquals(late.accessKeyId, "ASIAMACHINE");
    const minutes = (late.expiration!.getTime() - clock.now().getTime()) / 60_000;
    assert(minutes >= 5 && minutes <= 10, `${minutes}`);
    const asked = fetch.asked.length;
    await get();
    assertEquals(fetch.asked.length, asked);
    clock.advance(11);
    assertEquals((await get()).accessKeyId, "ASIAMACHINE");
  },
);

Deno.test("fromInstance() accepts credentials that the service itself says have expired", strict, async () => {
  const clock = new Clock();
  const fetch = recording(service(() => Response.json(reply("2026-01-15T11:00:00Z"))));
  const { expiration } = await fromInstance({ env: {}, now: clock.now, fetch })();
  assert(expiration! > clock.now());
});

Deno.test("fromInstance() talks to a real service over loopback", strict, async () => {
  const clock = new Clock();
  await serving(async (request) => {
    await request.body?.cancel();
    const { pathname } = new URL(request.url);
    if (request.method === "PUT" && pathname === "/latest/api/token") return new Response("the token");
    if (request.headers.get("x-aws-ec2-metadata-token") !== "the token") return new Response("", { status: 401 });
    return pathname === ROLES ? new Response("role") : Response.json(reply("2026-01-15T18:00:00Z"));
  }, async (base) => {
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: base };
    assertEquals((await fromInstance({ env, now: clock.now })()).accessKeyId, "ASIAMACHINE");
  });
});
