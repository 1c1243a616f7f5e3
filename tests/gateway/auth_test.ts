import { assertEquals, assertStringIncludes, assertThrows } from "../deps.ts";
import { createAuthenticator, isLoopbackHost } from "../../src/gateway/auth.ts";
import type { AuthenticatorOptions } from "../../src/gateway/auth.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { OPTIONS } from "./far_end.ts";

const KEY = "a-long-secret";
const DIGEST = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(KEY)));
const HASH = `sha256:${Array.from(DIGEST, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

function admit(
  headers: Record<string, string>,
  options: Partial<AuthenticatorOptions> = {},
  url = "http://gw.example/v1/models",
): string {
  const authenticate = createAuthenticator({ keys: [KEY], anonymous: false, origins: [], ...options });
  return authenticate(new Request(url, { headers })).name;
}

function refusal(
  headers: Record<string, string>,
  options: Partial<AuthenticatorOptions> = {},
  url?: string,
): GatewayError {
  return assertThrows(() => admit(headers, options, url), GatewayError);
}

Deno.test("createAuthenticator() takes a key from authorization, x-api-key and api-key", OPTIONS, () => {
  assertEquals(admit({ authorization: `Bearer ${KEY}` }), "key-1");
  assertEquals(admit({ authorization: `bearer ${KEY}` }), "key-1");
  assertEquals(admit({ "x-api-key": KEY }), "key-1");
  assertEquals(admit({ "api-key": KEY }), "key-1");
});

Deno.test("createAuthenticator() takes either of two keys, as Claude Code sends both", OPTIONS, () => {
  assertEquals(admit({ authorization: "Bearer something-else", "x-api-key": KEY }), "key-1");
});

Deno.test("createAuthenticator() knows a key by its hash alone", OPTIONS, () => {
  assertEquals(admit({ "x-api-key": KEY }, { keys: [HASH.toUpperCase().replace("SHA256", "sha256")] }), "key-1");
  assertEquals(refusal({ "x-api-key": HASH }, { keys: [HASH] }).status, 401);
});

Deno.test("createAuthenticator() refuses what is near a key", OPTIONS, () => {
  for (const near of [KEY.slice(1), KEY + " x", KEY.toUpperCase(), `${KEY}\0`.slice(0, -1) + "y", "sha256:"]) {
    const error = refusal({ "x-api-key": near });
    assertEquals([error.status, error.code], [401, "invalid_api_key"]);
    assertEquals(error.message.includes(near), false, "the message repeats the key");
  }
});

Deno.test("createAuthenticator() tells an AWS client what to send instead of a signature", OPTIONS, () => {
  const authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/bedrock/aws4_request, Signature=00";
  assertStringIncludes(refusal({ authorization }).message, "AWS_BEARER_TOKEN_BEDROCK");
  assertEquals(admit({ authorization }, { keys: [], anonymous: true }), "anonymous");
});

Deno.test("createAuthenticator() serves nobody when it has no keys and nobody may come without one", OPTIONS, () => {
  assertStringIncludes(refusal({ "x-api-key": "" }, { keys: [] }).message, "no keys are configured");
  assertEquals(refusal({ "x-api-key": "undefined" }, { keys: [] }).status, 401);
});

Deno.test("createAuthenticator() serves loopback names only, as DNS rebinding brings others", OPTIONS, () => {
  const options = { keys: [], anonymous: "loopback" as const };
  assertEquals(admit({}, options, "http://127.0.0.1:8000/"), "anonymous");
  assertEquals(admit({}, options, "http://[::1]:8000/"), "anonymous");
  assertEquals(admit({ host: "localhost:8000" }, options, "http://localhost:8000/"), "anonymous");
  assertEquals(refusal({ host: "rebound.example" }, options, "http://127.0.0.1:8000/").status, 401);
  assertEquals(refusal({}, options, "http://rebound.example:8000/").status, 401);
  assertEquals(refusal({}, options, "http://127.0.0.1.example:8000/").status, 401);
});

Deno.test("createAuthenticator() lets no page of another origin spend on a loopback gateway", OPTIONS, () => {
  const options = { keys: [], anonymous: "loopback" as const };
  const url = "http://127.0.0.1:8000/";
  assertEquals(refusal({ origin: "https://evil.example" }, options, url).status, 403);
  assertEquals(refusal({ origin: "null" }, options, url).status, 403);
  assertEquals(admit({ origin: "http://localhost:3000" }, options, url), "anonymous");
  assertEquals(
    admit({ origin: "https://app.example" }, { ...options, origins: ["https://app.example"] }, url),
    "anonymous",
  );
});

Deno.test("createAuthenticator() gives the caller of the key, with its limits", OPTIONS, () => {
  const authenticate = createAuthenticator({
    keys: ["one", { key: "two", name: "team", models: ["nova-*"], requestsPerMinute: 5 }],
    anonymous: false,
    origins: [],
  });
  assertEquals(authenticate(new Request("http://gw.example/", { headers: { "x-api-key": "two" } })), {
    name: "team",
    models: ["nova-*"],
    requestsPerMinute: 5,
  });
});

Deno.test("createAuthenticator() refuses keys that cannot work, and never shows them", OPTIONS, () => {
  const make = (key: unknown): unknown => createAuthenticator({ keys: [key as string], anonymous: false, origins: [] });
  assertThrows(() => make(""), TypeError);
  const hash = assertThrows(() => make("sha256:topsecret"), TypeError);
  assertEquals(hash.message.includes("topsecret"), false);
  assertThrows(() => make({ key: "k", model: ["x"] }), TypeError, "model");
  assertThrows(() => make({ key: "k", requestsPerMinute: -1 }), RangeError);
});

Deno.test("isLoopbackHost() knows the names of this machine from those that look like them", OPTIONS, () => {
  for (const host of ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "127.8.9.1", "[::1]:80", "app.localhost"]) {
    assertEquals(isLoopbackHost(host), true, host);
  }
  for (const host of ["", "localhost.example", "127.0.0.1.nip.io", "0.0.0.0", "10.0.0.1", "[::2]", "notlocalhost"]) {
    assertEquals(isLoopbackHost(host), false, host);
  }
  assertEquals(isLoopbackHost(null), false);
});
