import { assertEquals, assertMatch, assertNotEquals, assertStringIncludes, assertThrows } from "../deps.ts";
import { createHandler } from "../../src/gateway/handler.ts";
import type { HandlerOptions } from "../../src/gateway/options.ts";
import { routes } from "../../src/gateway/routes.ts";
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { openapiValidator } from "../clients.ts";
import { ANSWER, CHAT, createBench, json, OPTIONS, QUESTION, refuse } from "./far_end.ts";

const NATIVE = "/model/amazon.nova-lite-v1:0/converse";
const OPENAI = "/v1/chat/completions";
const ANTHROPIC = "/anthropic/v1/messages";
const CLAUDE = { model: "x", messages: [] };

/** The error in the words of each dialect: its own status, and where its name stands. */
async function told(response: Response): Promise<unknown[]> {
  const body = await response.json();
  if (body.type === "error") return [response.status, body.error.type];
  if (body.error !== undefined) return [response.status, body.error.type, body.error.code];
  return [response.status, response.headers.get("x-amzn-errortype")];
}

Deno.test("createHandler() serves /health and HEAD / without a key, and nothing else", OPTIONS, async () => {
  const bench = createBench({ keys: ["secret"] });
  assertEquals(await (await bench.call("/health")).json(), { status: "ok" });
  const probe = await bench.call("/", { method: "HEAD" });
  assertEquals([probe.status, await probe.text()], [200, ""]);
  for (const path of ["/", "/metrics", "/v1/models", "/v1/models/nova-lite", "/openapi.json", "/foundation-models"]) {
    const response = await bench.call(path);
    assertEquals(response.status, 401, path);
    await response.body?.cancel();
  }
  for (const path of [NATIVE, OPENAI, ANTHROPIC, "/v1/embeddings"]) {
    const response = await bench.post(path, CHAT);
    assertEquals(response.status, 401, path);
    await response.body?.cancel();
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("createHandler() refuses a missing or wrong key in the caller's dialect", OPTIONS, async () => {
  const bench = createBench({ keys: ["secret"] });
  for (const headers of [{}, { authorization: "Bearer wrong" }] as Record<string, string>[]) {
    const native = await bench.post(NATIVE, QUESTION, headers);
    assertEquals(native.headers.get("www-authenticate"), "Bearer");
    assertEquals(await told(native), [401, "UnrecognizedClientException"]);
    assertEquals(await told(await bench.post(OPENAI, CHAT, headers)), [
      401,
      "invalid_request_error",
      "invalid_api_key",
    ]);
    assertEquals(await told(await bench.post(ANTHROPIC, CLAUDE, headers)), [401, "authentication_error"]);
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("createHandler() without keys or anonymous callers serves nobody", OPTIONS, async () => {
  const bench = createBench({ anonymous: false });
  assertEquals((await told(await bench.post(OPENAI, CHAT)))[0], 401);
  assertEquals(bench.seen.length, 0);
});

Deno.test("createHandler() tells unknown routes and wrong methods in the caller's dialect", OPTIONS, async () => {
  const bench = createBench();
  assertEquals(await told(await bench.call("/v1/nothing")), [404, "invalid_request_error", "unknown_url"]);
  assertEquals(await told(await bench.call("/nothing")), [404, "invalid_request_error", "unknown_url"]);
  assertEquals(await told(await bench.post("/v1/messages/batches", {})), [404, "not_found_error"]);
  assertEquals(await told(await bench.post("/model/x/nothing", {})), [404, "UnknownOperationException"]);
  for (
    const [path, allow] of [[OPENAI, "POST"], [NATIVE, "POST"], [ANTHROPIC, "POST"], [
      "/v1/models",
      "GET, HEAD",
    ]] as const
  ) {
    const response = await bench.call(path, { method: "DELETE" });
    assertEquals([response.status, response.headers.get("allow")], [405, allow]);
    await response.body?.cancel();
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test(
  "createHandler() finds in a path it knows what it found there before, for each method and each model",
  OPTIONS,
  async () => {
    const bench = createBench({ models: { "my-model": "amazon.nova-pro-v1:0" }, player: () => json(ANSWER) });
    for (let turn = 0; turn < 2; turn++) {
      for (const model of ["amazon.nova-lite-v1:0", "amazon.nova-lite-v1%3A0", "my-model", "x".repeat(600)]) {
        const answered = await bench.post(`/model/${model}/converse`, QUESTION);
        assertEquals(answered.status, 200, model);
        await answered.body?.cancel();
        const refused = await bench.call(`/model/${model}/converse`, { method: "DELETE" });
        assertEquals([refused.status, refused.headers.get("allow")], [405, "POST"]);
        await refused.body?.cancel();
      }
      assertEquals((await told(await bench.post("/model/a%20b/converse", QUESTION)))[0], 400);
      assertEquals(await told(await bench.post("/model/x/nothing", {})), [404, "UnknownOperationException"]);
    }
    const asked = ["amazon.nova-lite-v1%3A0", "amazon.nova-lite-v1%3A0", "amazon.nova-pro-v1%3A0", "x".repeat(600)]
      .map((id) => `/model/${id}/converse`);
    assertEquals(bench.seen.map(({ url }) => new URL(url).pathname), [...asked, ...asked]);
  },
);

Deno.test("createHandler() refuses bad bodies in the caller's dialect, and sends nothing", OPTIONS, async () => {
  const bench = createBench({ maxBodyBytes: 200 });
  const big = { ...CHAT, filler: "x".repeat(200) };
  assertEquals(await told(await bench.post(NATIVE, "{")), [400, "ValidationException"]);
  assertEquals(await told(await bench.post(OPENAI, "{")), [400, "invalid_request_error", "invalid_request"]);
  assertEquals(await told(await bench.post(ANTHROPIC, "{")), [400, "invalid_request_error"]);
  assertEquals(await told(await bench.post(NATIVE, big)), [413, "RequestEntityTooLargeException"]);
  assertEquals(await told(await bench.post(OPENAI, big)), [413, "invalid_request_error", "request_too_large"]);
  assertEquals(await told(await bench.post(ANTHROPIC, big)), [413, "request_too_large"]);
  assertEquals(await told(await bench.post(OPENAI, "a,b", { "content-type": "text/csv" })), [
    415,
    "invalid_request_error",
    "unsupported_media_type",
  ]);
  for (const body of [{ ...CHAT, model: 5 }, { ...CHAT, model: "" }, { messages: [] }]) {
    const response = await bench.post(OPENAI, body);
    assertEquals([response.status, (await response.json()).error.param], [400, "model"]);
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("createHandler() refuses a URL that is too long", OPTIONS, async () => {
  const bench = createBench();
  assertEquals((await told(await bench.call(`/v1/models?x=${"a".repeat(20_000)}`)))[0], 414);
});

Deno.test("createHandler() keeps a good request id and makes one in place of a bad one", OPTIONS, async () => {
  const bench = createBench();
  const id = async (given: string): Promise<string> =>
    (await bench.call("/health", { headers: { "x-request-id": given } })).headers.get("x-request-id")!;
  assertEquals(await id("req-1.a:b_c"), "req-1.a:b_c");
  for (const bad of ["", "a b", "a".repeat(129), "<script>"]) assertMatch(await id(bad), /^[0-9a-f-]{36}$/);
  assertNotEquals(await id(""), await id(""));
});

Deno.test("createHandler() names its request id as each dialect's client looks for it", OPTIONS, async () => {
  const bench = createBench({ player: () => refuse("ThrottlingException", "slow", 429) });
  const headers = { "x-request-id": "mine" };
  const anthropic = await bench.post(ANTHROPIC, CLAUDE, headers);
  assertEquals([anthropic.headers.get("request-id"), anthropic.headers.get("x-request-id")], ["upstream-id", "mine"]);
  assertEquals((await bench.post(ANTHROPIC, "{", headers)).headers.get("request-id"), "mine");
  const listed = await bench.call("/v1/models", { headers: { ...headers, "anthropic-version": "2023-06-01" } });
  assertEquals(listed.headers.get("request-id"), "mine");
  assertEquals(
    (await bench.call("/model/x/nothing", { method: "POST", headers })).headers.get("x-amzn-requestid"),
    "mine",
  );
});

Deno.test("createHandler() passes the trace on and puts it in the report", OPTIONS, async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const messages = [{ role: "user", content: "hello" }];
  const requests: [string, unknown][] = [
    [NATIVE, QUESTION],
    ["/v1/chat/completions", { model: "nova-lite", messages }],
    ["/v1/chat/completions", { model: "nova-lite", messages, stream: true }],
    ["/v1/messages", { model: "claude-3-haiku", max_tokens: 9, messages }],
    ["/v1/messages/count_tokens", { model: "claude-sonnet-4-5", messages }],
    ["/v1/embeddings", { model: "titan-embed-text-v2", input: "hello" }],
    ["/openai/v1/chat/completions", { model: "openai.gpt-oss-20b-1:0", messages }],
  ];
  for (const [path, body] of requests) {
    const bench = createBench();
    await (await bench.post(path, body, { traceparent, tracestate: "a=b" })).text();
    const { headers } = bench.seen[0]!;
    assertEquals([headers.get("traceparent"), headers.get("tracestate")], [traceparent, "a=b"], path);
    assertEquals(bench.reports[0]!.traceId, "0af7651916cd43dd8448eb211c80319c");
  }
});

Deno.test("createHandler() limits a key's requests and tells what is left", OPTIONS, async () => {
  let time = 1_000_000;
  const bench = createBench({
    player: () => json(ANSWER),
    keys: [{ key: "k", requestsPerMinute: 2 }, "other"],
    now: () => time,
  });
  const ask = (key = "k"): Promise<Response> => bench.post(OPENAI, CHAT, { "x-api-key": key });
  const first = await ask();
  assertEquals(first.headers.get("x-ratelimit-limit-requests"), "2");
  assertEquals(first.headers.get("x-ratelimit-remaining-requests"), "1");
  assertEquals((await ask()).status, 200);
  time += 20_000;
  const refused = await ask();
  assertEquals(refused.headers.get("retry-after"), "40");
  assertEquals(refused.headers.get("x-ratelimit-remaining-requests"), "0");
  assertEquals(refused.headers.get("x-ratelimit-reset-requests"), "40s");
  assertEquals(await told(refused), [429, "rate_limit_error", "rate_limit_exceeded"]);
  assertEquals((await ask("other")).status, 200);
  time += 40_000;
  assertEquals((await ask()).status, 200);
});

Deno.test("createHandler() limits a key's tokens, counted when the answer is known", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER), keys: [{ key: "k", tokensPerMinute: 16 }], now: () => 5 });
  const headers = { "x-api-key": "k" };
  assertEquals((await bench.post(NATIVE, QUESTION, headers)).status, 200);
  const second = await bench.post(OPENAI, CHAT, headers);
  assertEquals([second.status, second.headers.get("x-ratelimit-remaining-tokens")], [200, "8"]);
  const third = await bench.post(ANTHROPIC, CLAUDE, headers);
  assertEquals(third.headers.get("anthropic-ratelimit-tokens-remaining"), "0");
  assertEquals(await told(third), [429, "rate_limit_error"]);
});

Deno.test("createHandler() holds a key to its models, by name, id and profile", OPTIONS, async () => {
  const bench = createBench({
    player: () => json(ANSWER),
    keys: [{ key: "k", models: ["amazon.nova-lite-*", "fast"] }],
    models: { fast: "openai.gpt-oss-20b-1:0", sly: "anthropic.claude-v2" },
  });
  const headers = { "x-api-key": "k" };
  for (const model of ["amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1:0", "nova-lite", "fast"]) {
    assertEquals((await bench.post(OPENAI, { ...CHAT, model }, headers)).status, 200, model);
  }
  for (
    const model of [
      "amazon.nova-pro-v1:0",
      "sly",
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/amazon.nova-lite-v1:0",
    ]
  ) {
    assertEquals(await told(await bench.post(OPENAI, { ...CHAT, model }, headers)), [
      403,
      "permission_error",
      "model_not_allowed",
    ]);
    assertEquals((await told(await bench.post(`/model/${model}/converse`, QUESTION, headers)))[0], 403, model);
  }
  assertEquals((await told(await bench.post("/async-invoke", { modelId: "amazon.nova-reel-v1:0" }, headers)))[0], 403);
  assertEquals((await told(await bench.post("/openai/v1/chat/completions", { model: "sly" }, headers)))[0], 403);
  assertEquals(bench.seen.length, 4);
});

Deno.test("createHandler() answers a browser that may call, and no other", OPTIONS, async () => {
  const bench = createBench({ keys: ["k"], cors: ["https://app.example"] });
  const ask = (origin: string): Promise<Response> =>
    bench.call(OPENAI, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, x-stainless-os",
      },
    });
  const allowed = await ask("https://app.example");
  assertEquals(allowed.status, 204);
  assertEquals(allowed.headers.get("access-control-allow-origin"), "https://app.example");
  assertEquals(allowed.headers.get("access-control-allow-headers"), "authorization, x-stainless-os");
  assertEquals(allowed.headers.get("access-control-allow-credentials"), null);
  const other = await ask("https://evil.example");
  assertEquals(other.headers.get("access-control-allow-origin"), null);
  const real = await bench.post(OPENAI, CHAT, { origin: "https://app.example" });
  assertEquals([real.status, real.headers.get("access-control-allow-origin")], [401, "https://app.example"]);
  assertStringIncludes(real.headers.get("access-control-expose-headers")!, "x-bedrock-warnings");
  assertStringIncludes(real.headers.get("vary")!, "origin");
  await real.body?.cancel();
  const off = await createBench().call(OPENAI, {
    method: "OPTIONS",
    headers: { origin: "https://app.example", "access-control-request-method": "POST" },
  });
  assertEquals([off.status, off.headers.get("access-control-allow-origin")], [405, null]);
  await off.body?.cancel();
});

Deno.test("createHandler() puts nosniff and its own headers on every response", OPTIONS, async () => {
  const bench = createBench({ headers: { "x-mine": "1" } });
  for (const path of ["/health", "/nothing"]) {
    const { headers, body } = await bench.call(path);
    assertEquals([headers.get("x-content-type-options"), headers.get("cache-control"), headers.get("x-mine")], [
      "nosniff",
      "no-store",
      "1",
    ]);
    await body?.cancel();
  }
});

Deno.test("createHandler() counts what happened, for Prometheus", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER) });
  await bench.post(OPENAI, CHAT);
  await bench.post(OPENAI, "{");
  const text = await (await bench.call("/metrics")).text();
  for (
    const line of [
      'bedrock_gateway_requests_total{route="/v1/chat/completions",dialect="openai",status="200",outcome="ok"} 1',
      'bedrock_gateway_errors_total{route="/v1/chat/completions",dialect="openai",code="invalid_request"} 1',
      'bedrock_gateway_tokens_total{model="amazon.nova-lite-v1:0",direction="output"} 5',
      'bedrock_gateway_request_duration_seconds_count{route="/v1/chat/completions",dialect="openai"} 2',
      "bedrock_gateway_open_streams 0",
      "bedrock_gateway_requests_in_flight 1",
    ]
  ) assertStringIncludes(text, line + "\n");
});

Deno.test("createHandler() reports each request once, without a word of what was said", OPTIONS, async () => {
  const bench = createBench();
  const secret = "the-prompt-is-secret";
  await (await bench.post(OPENAI, { ...CHAT, messages: [{ role: "user", content: secret }], stream: true })).text();
  await (await bench.post(OPENAI, { ...CHAT, messages: [{ role: "user", content: secret }] })).text();
  assertEquals(bench.reports.length, 2);
  assertEquals(JSON.stringify(bench.reports).includes(secret), false);
  assertEquals(bench.reports.map(({ stream, key, model }) => [stream, key, model]), [
    [true, "anonymous", "amazon.nova-lite-v1:0"],
    [false, "anonymous", "amazon.nova-lite-v1:0"],
  ]);
});

Deno.test(
  "createHandler() tells whoever runs it of failures that are no caller's fault, and callers nothing of them",
  OPTIONS,
  async () => {
    const failures: unknown[] = [];
    const bench = createBench({
      player: () => {
        throw new Error("connect ECONNREFUSED 10.0.0.1:443");
      },
      onFailure: (cause) => void failures.push(cause),
    });
    const response = await bench.post(OPENAI, CHAT);
    const text = await response.text();
    assertEquals([response.status, JSON.parse(text).error.code], [502, "upstream_invalid_response"]);
    assertEquals(text.includes("10.0.0.1"), false);
    assertEquals(failures.length, 1);
  },
);

Deno.test("createHandler() blames itself for its own credentials, never the caller's key", OPTIONS, async () => {
  const bench = createBench({ player: () => refuse("ExpiredTokenException", "The security token is expired", 403) });
  assertEquals(await told(await bench.post(OPENAI, CHAT)), [502, "server_error", "upstream_auth_failed"]);
  const runtime = new BedrockRuntime({
    region: "us-east-1",
    credentials: () => Promise.reject(new Error("tried /root/.aws")),
  });
  const handler = createHandler({ runtime, anonymous: true });
  const response = await handler(new Request(`http://h${OPENAI}`, { method: "POST", body: JSON.stringify(CHAT) }));
  const text = await response.text();
  assertEquals([response.status, text.includes("/root")], [502, false]);
});

Deno.test("createHandler() refuses options it does not know or cannot use", OPTIONS, () => {
  const runtime = new BedrockRuntime({ region: "us-east-1", credentials: { apiKey: "k" } });
  const make = (options: object): unknown => createHandler({ runtime, ...options } as HandlerOptions);
  make({ anonymous: true });
  assertThrows(() => make({ anonymus: true }), TypeError, "anonymus");
  assertThrows(() => make({ maxBodyBytes: "1" }), TypeError);
  assertThrows(() => make({ maxBodyBytes: 0 }), RangeError);
  assertThrows(() => make({ anonymous: "yes" }), TypeError);
  assertThrows(() => make({ runtime: undefined }), TypeError);
  assertThrows(() => make({ runtime: [] }), TypeError);
  assertThrows(() => make({ keys: "k" }), TypeError);
  assertThrows(() => make({ onRequest: 1 }), TypeError);
  assertThrows(() => createHandler(undefined as unknown as HandlerOptions), TypeError);
});

Deno.test("createHandler() refuses an alias whose only region has no runtime", OPTIONS, () => {
  const models = { "eu-only": { modelId: "amazon.nova-lite-v1:0", region: "eu-central-1" } };
  assertThrows(() => createBench({ models }), TypeError, "eu-only");
  assertThrows(() => createBench({ models, regions: ["us-east-1", "eu-west-1"] }), TypeError, "eu-central-1");
  createBench({ models, regions: ["us-east-1", "eu-central-1"] });
});

Deno.test(
  "createHandler() refuses an alias with a member that nobody knows, or none that names a model",
  OPTIONS,
  () => {
    const make = (alias: unknown): unknown => createBench({ models: { mine: alias } as HandlerOptions["models"] });
    const modelId = "amazon.nova-pro-v1:0";
    make(modelId);
    make({ modelId, region: "us-east-1", road: "invoke", defaults: { temperature: 1 } });
    make({ modelId, region: undefined, road: undefined, defaults: undefined });
    for (
      const [alias, word] of [
        [{ model: modelId }, "a model "],
        [{ modelId, default: {} }, "a default "],
        [{ modelId, constructor: 1 }, "a constructor "],
        [{ modelId, road: "convers" }, "road"],
        [{ modelId, defaults: "x" }, "defaults"],
        [{ modelId: 5 }, "modelId"],
        [{ modelId: "" }, "modelId"],
        [{}, "modelId"],
        ["", "modelId"],
        [5, "modelId"],
        [null, "modelId"],
      ] as const
    ) {
      const error = assertThrows(() => make(alias), TypeError, word);
      assertStringIncludes(error.message, "the alias mine");
    }
    assertThrows(() => createBench({ models: "mine=x" as unknown as HandlerOptions["models"] }), TypeError, "models");
  },
);

Deno.test("createHandler() greets who opens it", OPTIONS, async () => {
  const response = await createBench().call("/");
  assertEquals([response.status, response.headers.get("content-type")], [200, "text/plain; charset=utf-8"]);
  assertStringIncludes(await response.text(), "/v1/chat/completions");
});

Deno.test("createHandler() describes every route it serves, and every family's body", OPTIONS, async () => {
  const bench = createBench();
  const response = await bench.call("/openapi.json");
  const description = await response.json();
  assertEquals(description.openapi, "3.1.0");
  for (const { method, path } of routes) {
    assertEquals(typeof description.paths[path][method.toLowerCase()].summary, "string");
  }
  assertEquals(description.components.schemas["amazon-titan-text"].required.includes("inputText"), true);
  const { Validator } = await openapiValidator();
  const { valid, errors } = await new Validator().validate(structuredClone(description));
  assertEquals([valid, errors], [true, undefined]);
  const text = JSON.stringify(description);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    assertEquals(name! in description.components.schemas, true, name);
  }
  const etag = response.headers.get("etag")!;
  const again = await bench.call("/openapi.json", { headers: { "if-none-match": etag } });
  assertEquals([again.status, await again.text()], [304, ""]);
});
