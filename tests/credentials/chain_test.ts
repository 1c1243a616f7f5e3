/** chain(): providers in, the first identity or every reason out. */
import {
  assertEquals,
  assertFalse,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../deps.ts";
import { fromApiKey } from "../../src/credentials/api_key.ts";
import { chain, firstOf } from "../../src/credentials/chain.ts";
import { fromEnv } from "../../src/credentials/env.ts";
import { refusal } from "../../src/credentials/failure.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { fromStatic } from "../../src/credentials/static.ts";
import { strict } from "./recorded.ts";

const pair = { accessKeyId: "AKID", secretAccessKey: "secret" };

Deno.test("chain() gives what the first that has something gives", strict, async () => {
  let asked = false;
  const last = (): Promise<typeof pair> => {
    asked = true;
    return Promise.resolve(pair);
  };
  assertEquals(await chain(fromEnv({ env: {} }), fromApiKey("key"), last)(), { apiKey: "key" });
  assertFalse(asked);
});

Deno.test("chain() lists every source and its reason when all fail", strict, async () => {
  function broken(): Promise<never> {
    return Promise.reject(new Error("out of order."));
  }
  const error = await assertRejects(
    () => chain(fromEnv({ env: {} }), () => Promise.reject(refusal("vault", "sealed")), broken)(),
    CredentialsError,
  );
  assertEquals(error.tried, [
    {
      source: "environment",
      reason: "AWS_BEARER_TOKEN_BEDROCK and AWS_ACCESS_KEY_ID are not set",
      configured: false,
    },
    { source: "vault", reason: "sealed", configured: true },
    { source: "broken", reason: "out of order", configured: true },
  ]);
  assertEquals(
    error.message,
    "Cannot find credentials: environment: AWS_BEARER_TOKEN_BEDROCK and AWS_ACCESS_KEY_ID are not set; " +
      "vault: sealed; broken: out of order",
  );
  assertInstanceOf(error.cause, AggregateError);
});

Deno.test("chain() goes no further once the caller has given up, and keeps its reason", strict, async () => {
  const leaver = new AbortController();
  const reason = new Error("enough");
  let asked = 0;
  const first = (): Promise<never> => {
    asked++;
    leaver.abort(reason);
    return Promise.reject(refusal("first", "nothing"));
  };
  const second = (): Promise<typeof pair> => {
    asked++;
    return Promise.resolve(pair);
  };
  assertStrictEquals(await chain(first, second)({ signal: leaver.signal }).catch((error) => error), reason);
  assertEquals(asked, 1);
  assertStrictEquals(await chain(first)({ signal: leaver.signal }).catch((error) => error), reason);
  const last = new AbortController();
  const leaving = (): Promise<never> => {
    last.abort(reason);
    return Promise.reject(refusal("last", "nothing"));
  };
  assertStrictEquals(await chain(leaving)({ signal: last.signal }).catch((error) => error), reason);
});

Deno.test("chain() names a permission that a provider lacks as the flag that gives it", strict, async () => {
  const denied = (): Promise<never> =>
    Promise.reject(
      new Deno.errors.NotCapable('Requires net access to "169.254.170.2:80", run again with the --allow-net flag'),
    );
  const error = await assertRejects(() => chain(denied)(), CredentialsError);
  assertEquals(error.tried[0]?.reason, "permission is missing, wanted --allow-net=169.254.170.2:80");
});

Deno.test("chain() of nothing is misuse", strict, () => {
  assertThrows(() => chain(), TypeError, "Cannot chain credentials");
});

Deno.test("firstOf() can stop at a source that is set up and fails", strict, async () => {
  const providers = [
    fromEnv({ env: {} }),
    () => Promise.reject(refusal("web identity", "refused")),
    fromStatic(pair),
  ];
  assertEquals(await firstOf(providers), pair);
  const error = await assertRejects(() => firstOf(providers, {}, { stopAtConfigured: true }), CredentialsError);
  assertEquals(error.tried.map(({ source }) => source), ["environment", "web identity"]);
});

Deno.test(
  "fromStatic() gives its own keys and nothing of the environment, and cannot be changed from outside",
  strict,
  async () => {
    const given = { ...pair };
    const provider = fromStatic(given);
    given.secretAccessKey = "other";
    assertEquals(await provider(), pair);
    (await provider()).accessKeyId = "changed";
    assertEquals(await provider(), pair);
  },
);

Deno.test("fromStatic() and fromApiKey() refuse what is no key, without repeating it", strict, () => {
  assertThrows(() => fromStatic({ accessKeyId: "AKID" } as typeof pair), TypeError, "secretAccessKey is missing");
  assertThrows(() => fromStatic({ ...pair, accessKeyId: "" }), TypeError, "accessKeyId is empty");
  assertThrows(
    () => fromStatic({ ...pair, sessionToken: 1 as unknown as string }),
    TypeError,
    "sessionToken is of type number",
  );
  for (const key of ["", "two words", "line\nbreak", undefined as unknown as string]) {
    const error = assertThrows(() => fromApiKey(key), TypeError, "Cannot use API key");
    assertFalse(key !== undefined && key !== "" && error.message.includes(key));
  }
});
