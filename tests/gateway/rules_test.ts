import { assertEquals, assertMatch, assertRejects, assertThrows } from "../deps.ts";
import { BedrockError } from "../../src/client/errors.ts";
import { addWarning } from "../../src/gateway/exchange.ts";
import { errorBodyOf, type ErrorDialect, outcomeOf } from "../../src/gateway/errors.ts";
import { exceptionOf, failureOf, refusalOf } from "../../src/gateway/failure.ts";
import { GatewayError, scrub } from "../../src/gateway/gateway_error.ts";
import { createRemoteFiles, isPrivateAddress, isPublicName } from "../../src/gateway/remote_files.ts";
import { isAllowed, printableModel } from "../../src/gateway/model_access.ts";
import { Metrics } from "../../src/gateway/metrics.ts";
import { readSettings } from "../../src/gateway/settings.ts";
import { OPTIONS } from "./far_end.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function outcome(code: string, status: number, dialect: ErrorDialect, message = "m"): unknown[] {
  const { status: told, type, code: word } = outcomeOf(new GatewayError(message, { status, code }), dialect);
  return dialect === "openai" ? [told, type, word] : [told, type];
}

Deno.test("outcomeOf() has the statuses and words that each dialect's clients act on", OPTIONS, () => {
  const rows: [string, number, unknown[], unknown[], string?][] = [
    ["ValidationException", 400, [400, "invalid_request_error", "invalid_request"], [400, "invalid_request_error"]],
    [
      "ValidationException",
      400,
      [404, "invalid_request_error", "model_not_found"],
      [404, "not_found_error"],
      "The provided model identifier is invalid.",
    ],
    ...[
      "prompt is too long: 9 tokens > 8 maximum",
      "input length and `max_tokens` exceed context limit: 197202 + 21333 > 200000, decrease input length",
      "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
    ].map((message): [string, number, unknown[], unknown[], string] => [
      "ValidationException",
      400,
      [400, "invalid_request_error", "context_length_exceeded"],
      [400, "invalid_request_error"],
      message,
    ]),
    ["ResourceNotFoundException", 404, [404, "invalid_request_error", "model_not_found"], [404, "not_found_error"]],
    ["AccessDeniedException", 403, [403, "permission_error", "access_denied"], [403, "permission_error"]],
    ["FTUFormNotFilled", 404, [403, "permission_error", "model_access_required"], [403, "permission_error"]],
    ["UnrecognizedClientException", 403, [502, "server_error", "upstream_auth_failed"], [502, "api_error"]],
    ["ThrottlingException", 429, [429, "rate_limit_error", "rate_limit_exceeded"], [429, "rate_limit_error"]],
    [
      "ThrottlingException",
      429,
      [429, "insufficient_quota", "insufficient_quota"],
      [429, "rate_limit_error"],
      "Too many tokens per day, please wait",
    ],
    ["ServiceQuotaExceededException", 400, [429, "insufficient_quota", "insufficient_quota"], [
      429,
      "rate_limit_error",
    ]],
    ["ModelNotReadyException", 429, [503, "server_error", "model_not_ready"], [529, "overloaded_error"]],
    ["ModelTimeoutException", 408, [504, "server_error", "timeout"], [504, "timeout_error"]],
    ["ModelErrorException", 424, [424, "server_error", "model_error"], [424, "api_error"]],
    ["ModelErrorException", 400, [400, "invalid_request_error", "model_error"], [400, "invalid_request_error"]],
    ["ServiceUnavailableException", 503, [503, "server_error", "service_unavailable"], [529, "overloaded_error"]],
    ["InternalServerException", 500, [500, "server_error", "internal_server_error"], [500, "api_error"]],
    ["ConflictException", 400, [409, "conflict_error", "conflict"], [409, "conflict_error"]],
    ["BrandNewException", 502, [502, "server_error", "BrandNewException"], [502, "api_error"]],
    ["StreamIncomplete", 502, [502, "server_error", "stream_incomplete"], [502, "api_error"]],
    ["StreamCorrupted", 502, [502, "server_error", "upstream_invalid_response"], [502, "api_error"]],
    ["Timeout", 504, [504, "server_error", "timeout"], [504, "timeout_error"]],
    ["unsupported_parameter", 400, [400, "invalid_request_error", "unsupported_parameter"], [
      400,
      "invalid_request_error",
    ]],
    ["not_supported", 501, [501, "server_error", "not_supported"], [501, "not_supported"]],
    ["constructor", 400, [400, "invalid_request_error", "constructor"], [400, "invalid_request_error"]],
  ];
  for (const [code, status, openai, anthropic, message] of rows) {
    assertEquals(outcome(code, status, "openai", message), openai, `${code} ${message ?? ""}`);
    assertEquals(outcome(code, status, "anthropic", message), anthropic, `${code} ${message ?? ""}`);
    assertEquals(outcome(code, status, "native", message)[0], status);
  }
});

Deno.test(
  "outcomeOf() blames no server in Bedrock's words for what the caller did, or an AWS SDK would repeat it",
  OPTIONS,
  () => {
    const rows: [string, number][] = [["uri_too_long", 414], ["unsupported_media_type", 415], ["request_timeout", 408]];
    for (const [code, status] of rows) assertEquals(outcome(code, status, "native"), [status, "ValidationException"]);
    assertEquals(outcome("not_supported", 501, "native"), [501, "InternalServerException"]);
  },
);

Deno.test("errorBodyOf() has each dialect's shape", OPTIONS, () => {
  const error = new GatewayError("m", { status: 400, code: "unsupported_value", param: "n", requestId: "r" });
  assertEquals(errorBodyOf(error, "native"), { message: "m" });
  assertEquals(errorBodyOf(error, "openai"), {
    error: { message: "m", type: "invalid_request_error", code: "unsupported_value", param: "n" },
  });
  assertEquals(errorBodyOf(error, "anthropic"), {
    type: "error",
    error: { type: "invalid_request_error", message: "m" },
    request_id: "r",
  });
});

Deno.test("scrub() takes out what names an account, and leaves the rest", OPTIONS, () => {
  assertEquals(scrub("role arn:aws:sts::123456789012:assumed-role/a/b cannot"), "role [arn] cannot");
  assertEquals(scrub('{"m":"arn:aws-us-gov:bedrock:x:123456789012:y/z"}'), '{"m":"[arn]"}');
  assertEquals(scrub("url /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ax%2Fy"), "url /model/[arn]");
  assertEquals(scrub("account 123456789012, key AKIAIOSFODNN7EXAMPLE"), "account [account], key [key]");
  assertEquals(scrub("bearer bedrock-api-key-YmVkcm9jay5h="), "bearer [key]");
  const harmless = "anthropic.claude-3-5-sonnet-20241022-v2:0 wants 200000 tokens, 1234567890123 is no account";
  assertEquals(scrub(harmless), harmless);
});

Deno.test("failureOf() shows callers nothing that is meant for whoever runs the gateway", OPTIONS, () => {
  const secret = "tried /root/.aws/credentials";
  for (const code of ["CredentialsUnavailable", "NetworkError"]) {
    assertEquals(failureOf(new BedrockError(secret, { code })).message.includes(secret), false);
  }
  const bug = failureOf(new Error(secret));
  assertEquals([bug.status, bug.message.includes(secret), (bug.cause as Error).message], [500, false, secret]);
  assertEquals(failureOf("thrown").status, 500);
});

Deno.test("refusalOf() finds the name wherever AWS puts it", OPTIONS, () => {
  const read = (body: string, headers: Record<string, string> = {}, status = 400): unknown[] => {
    const { code, message } = refusalOf({ status, headers: new Headers(headers) }, body);
    return [code, message];
  };
  assertEquals(read('{"message":"m"}', { "x-amzn-errortype": "ThrottlingException:http://internal/" }), [
    "ThrottlingException",
    "m",
  ]);
  assertEquals(read('{"__type":"com.amazon#ValidationException","Message":"m"}'), ["ValidationException", "m"]);
  assertEquals(read('{"code":"AccessDeniedException"}')[0], "AccessDeniedException");
  assertEquals(read('{"Output":{"__type":"c#UnknownOperationException"}}', {}, 200)[0], "UnknownOperationException");
  assertEquals(read("<html>", {}, 503), [
    "ServiceUnavailableException",
    "Bedrock answered ServiceUnavailableException",
  ]);
  assertEquals(read("null")[0], "ValidationException");
});

Deno.test("exceptionOf() reads exception and error frames", OPTIONS, () => {
  const payload = new TextEncoder().encode('{"message":"slow"}');
  const { code, status, message } = exceptionOf({ type: "throttlingException", payload });
  assertEquals([code, status, message], ["ThrottlingException", 429, "slow"]);
  const error = exceptionOf({ type: "InternalError", message: "oh", payload: new Uint8Array() });
  assertEquals([error.code, error.status, error.message], ["InternalError", 502, "oh"]);
});

Deno.test("addWarning() fits a header, whatever is put into it", OPTIONS, () => {
  const warnings: string[] = [];
  addWarning(warnings, "stop", "left\r\nout, ☃");
  addWarning(warnings, "stop", "left\r\nout, ☃");
  assertEquals(warnings, ["stop: left?out; ?"]);
  for (let i = 0; i < 100; i++) addWarning(warnings, `field${i}`, "x".repeat(50));
  assertEquals(warnings.join(", ").length < 1100, true);
  assertEquals(warnings.at(-1), "more");
  new Headers({ "x-bedrock-warnings": warnings.join(", ") });
});

Deno.test("isAllowed() reads stars as any characters, and nothing else as a pattern", OPTIONS, () => {
  const allowed = (pattern: string, name: string): boolean => isAllowed({ name: "k", models: [pattern] }, name);
  assertEquals(allowed("*", "anything"), true);
  assertEquals(allowed("amazon.*", "us.amazon.nova-pro-v1:0"), true);
  assertEquals(allowed("a*b*c", "aXbXc"), true);
  assertEquals(allowed("a*b*c", "aXcXb"), false);
  assertEquals(allowed("ab*ba", "aba"), false);
  assertEquals(allowed("a.c", "abc"), false);
  assertEquals(allowed("amazon.nova", "amazon.nova-pro"), false);
});

Deno.test("printableModel() leaves the account out of an ARN", OPTIONS, () => {
  const arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0";
  assertEquals(printableModel(arn), "inference-profile/us.amazon.nova-pro-v1:0");
});

Deno.test("Metrics stays small, whatever callers write", OPTIONS, () => {
  const metrics = new Metrics();
  for (let i = 0; i < 5000; i++) {
    metrics.begin();
    metrics.end({
      id: "i",
      method: "POST",
      route: "/x",
      dialect: "openai",
      status: 200,
      outcome: "ok",
      attempts: 1,
      stream: false,
      durationMs: 1,
      upstreamMs: 1,
      model: `model"${i}\n`,
      inputTokens: 1,
    });
  }
  const lines = metrics.text().split("\n");
  assertEquals(lines.length < 2200, true);
  assertEquals(lines.includes('bedrock_gateway_tokens_total{overflow="true"} 3000'), true);
  assertEquals(lines.includes('bedrock_gateway_tokens_total{model="model\\"0\\n",direction="input"} 1'), true);
});

Deno.test("createRemoteFiles() fetches an image whose type its bytes confirm, the same one once", OPTIONS, async () => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetchFiles = createRemoteFiles({
    hosts: ["images.example.com"],
    fetch: (url, init) => {
      asked.push([String(url), init]);
      return Promise.resolve(new Response(PNG, { headers: { "content-type": "image/png" } }));
    },
  });
  const url = "https://images.example.com/a.png";
  const files = await fetchFiles([url, url], new AbortController().signal);
  assertEquals(files.get(url), { bytes: PNG, mediaType: "image/png" });
  assertEquals(asked.length, 1);
  assertEquals(asked[0]![1]?.redirect, "manual");
});

Deno.test("createRemoteFiles() does not reach into its own network, however that is spelt", OPTIONS, async () => {
  let asked = 0;
  const fetchFiles = createRemoteFiles({
    hosts: ["*"],
    fetch: () => {
      asked++;
      return Promise.resolve(new Response(PNG, { headers: { "content-type": "image/png" } }));
    },
  });
  const bad = [
    "http://images.example.com/a",
    "https://127.0.0.1/a",
    "https://2130706433/a",
    "https://0x7f.1/a",
    "https://①②⑦.0.0.1/a",
    "https://[::1]/a",
    "https://[::ffff:127.0.0.1]/a",
    "https://localhost/a",
    "https://localhost./a",
    "https://metadata.google.internal/a",
    "https://169.254.169.254/latest",
    "https://intranet/a",
    "https://images.example.com:8443/a",
    "https://user:pass@images.example.com/a",
    "file:///etc/passwd",
    "data:image/png;base64,AA",
    "not a url",
  ];
  for (const url of bad) {
    const error = await assertRejects(() => fetchFiles([url], new AbortController().signal), GatewayError);
    assertEquals([error.status, error.code], [400, "invalid_image_url"], url);
  }
  assertEquals(asked, 0);
});

Deno.test("createRemoteFiles() judges a redirect like the first address, and follows only some", OPTIONS, async () => {
  async function askedOf(location: string): Promise<string[]> {
    const asked: string[] = [];
    const fetchFiles = createRemoteFiles({
      hosts: [".example.com"],
      fetch: (url) => {
        asked.push(String(url));
        const isFirst = String(url).endsWith("/first") || location === String(url);
        return Promise.resolve(
          isFirst && asked.length < 9
            ? new Response(null, { status: 302, headers: { location } })
            : new Response(PNG, { headers: { "content-type": "image/png" } }),
        );
      },
    });
    await fetchFiles(["https://a.example.com/first"], new AbortController().signal).catch(() => asked.push("refused"));
    return asked.slice(1);
  }
  assertEquals(await askedOf("/second"), ["https://a.example.com/second"]);
  for (const location of ["https://169.254.169.254/", "http://a.example.com/", "https://elsewhere.test/"]) {
    assertEquals(await askedOf(location), ["refused"], location);
  }
  const loop = "https://a.example.com/loop";
  assertEquals(await askedOf(loop), [loop, loop, loop, "refused"]);
});

Deno.test(
  "createRemoteFiles() refuses what is too large, no image, elsewhere, or leads to a private address",
  OPTIONS,
  async () => {
    const answer = (body: BodyInit, type = "image/png"): typeof fetch => () =>
      Promise.resolve(new Response(body, { headers: { "content-type": type } }));
    const url = ["https://a.example.com/x"];
    const cases = [
      { fetch: answer(new Uint8Array([...PNG, ...new Uint8Array(20)])), maxBytes: 10 },
      { fetch: answer("<svg/>", "image/svg+xml") },
      { fetch: answer(PNG, "text/html") },
      { fetch: answer(PNG), hosts: ["b.example.com"] },
      { fetch: answer(PNG), resolve: () => Promise.resolve(["93.184.216.34", "10.0.0.7"]) },
      { fetch: answer(PNG), maxFiles: 0 },
      { fetch: (() => Promise.reject(new Error("refused by 10.1.1.1"))) as typeof fetch },
    ];
    for (const options of cases) {
      const fetchFiles = createRemoteFiles({ hosts: ["*"], ...options });
      const error = await assertRejects(() => fetchFiles(url, new AbortController().signal), GatewayError);
      assertEquals([error.status, error.message.includes("10.1.1.1")], [400, false]);
    }
  },
);

Deno.test(
  "createRemoteFiles() looks up the names that a star lets in, not those that are listed",
  OPTIONS,
  async () => {
    const fetchFiles = createRemoteFiles({
      hosts: ["cdn.edge.dev", ".edge.dev"],
      fetch: () => Promise.resolve(new Response(PNG, { headers: { "content-type": "image/png" } })),
      resolve: () => Promise.resolve(["10.0.0.7"]),
    });
    const { signal } = new AbortController();
    assertEquals((await fetchFiles(["https://cdn.edge.dev/a"], signal)).size, 1);
    await assertRejects(() => fetchFiles(["https://a.edge.dev/a"], signal), GatewayError);
  },
);

Deno.test("isPublicName() and isPrivateAddress() know inside from outside", OPTIONS, () => {
  assertEquals(["example.com", "a.b.co.uk"].every(isPublicName), true);
  assertEquals(["localhost", "x.local", "10.0.0.1", "[::1]", "host", "a.internal"].some(isPublicName), false);
  assertEquals(
    [
      "10.1.2.3",
      "172.31.0.1",
      "192.168.0.1",
      "127.0.0.1",
      "169.254.169.254",
      "100.64.0.1",
      "::1",
      "fd00::1",
      "fe80::1",
      "::ffff:10.0.0.1",
      "2002:a00::1",
    ].every(isPrivateAddress),
    true,
  );
  assertEquals(["8.8.8.8", "172.32.0.1", "2606:4700::1111"].some(isPrivateAddress), false);
});

Deno.test("readSettings() reads every variable", OPTIONS, () => {
  const env: Record<string, string> = {
    GATEWAY_KEYS: "one, sha256:abc",
    GATEWAY_BACKEND: "aws",
    GATEWAY_MODELS: "fast=amazon.nova-lite-v1:0, smart = us.anthropic.claude-opus-5",
    GATEWAY_REGIONS: "us-east-1,us-west-2",
    GATEWAY_CORS_ORIGINS: "https://a.example",
    GATEWAY_MAX_BODY_BYTES: "1000",
    GATEWAY_PLAYGROUND: "1",
    GATEWAY_ANONYMOUS: "true",
    GATEWAY_VALIDATE: "on",
    GATEWAY_IMAGE_HOSTS: "*",
    GATEWAY_LOG: "off",
    HOST: "::1",
    PORT: "9000",
    AWS_REGION: "eu-west-1",
  };
  assertEquals(readSettings((name) => env[name]), {
    keys: ["one", "sha256:abc"],
    backend: "aws",
    models: { fast: "amazon.nova-lite-v1:0", smart: "us.anthropic.claude-opus-5" },
    regions: ["us-east-1", "us-west-2"],
    cors: ["https://a.example"],
    maxBodyBytes: 1000,
    playground: true,
    anonymous: true,
    validate: true,
    imageHosts: ["*"],
    log: "off",
    host: "::1",
    port: 9000,
  });
});

Deno.test("readSettings() has defaults, and takes JSON where more is to be said", OPTIONS, () => {
  const settings = readSettings(() => undefined);
  assertEquals([settings.backend, settings.host, settings.port, settings.keys, settings.regions], [
    "auto",
    "127.0.0.1",
    8000,
    [],
    [],
  ]);
  const env: Record<string, string> = {
    GATEWAY_KEYS: '[{"key":"k","requestsPerMinute":5}]',
    GATEWAY_MODELS: '{"a":{"modelId":"x.y","region":"us-east-1"}}',
    AWS_DEFAULT_REGION: "eu-west-1",
  };
  const { keys, models, regions } = readSettings((name) => env[name]);
  assertEquals(keys, [{ key: "k", requestsPerMinute: 5 }]);
  assertEquals(models, { a: { modelId: "x.y", region: "us-east-1" } });
  assertEquals(regions, ["eu-west-1"]);
});

Deno.test("readSettings() names the variable that it cannot understand, and not what it holds", OPTIONS, () => {
  for (
    const [name, value] of Object.entries({
      GATEWAY_BACKEND: "azure",
      GATEWAY_KEYS: "[secret",
      GATEWAY_MODELS: "secret",
      GATEWAY_MAX_BODY_BYTES: "-1",
      GATEWAY_ANONYMOUS: "maybe",
      GATEWAY_LOG: "xml",
      PORT: "99999",
    })
  ) {
    const error = assertThrows(() => readSettings((asked) => asked === name ? value : undefined), TypeError, name);
    assertEquals(error.message.includes(`is ${value}`), false);
  }
});

Deno.test("readSettings() refuses what would be taken and never match", OPTIONS, () => {
  const read = (name: string, value: string): unknown => readSettings((asked) => asked === name ? value : undefined);
  const hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const wrong: [string, string[]][] = [
    ["GATEWAY_KEYS", ['{"key":"k"}', `SHA256:${hash}`, `a,Sha256:${hash}`, `[{"key":"SHA256:${hash}"}]`]],
    ["GATEWAY_CORS_ORIGINS", ["https://x.test/", "x.test", "https://x.test/page", "https://*.x.test"]],
    ["GATEWAY_IMAGE_HOSTS", ["https://x.test", "x.test/", "x.test:443", "*.x.test"]],
  ];
  for (const [name, values] of wrong) {
    for (const value of values) {
      const error = assertThrows(() => read(name, value), TypeError, name);
      assertEquals(error.message.includes(value), false, value);
    }
  }
  const right: [string, string][] = [
    ["GATEWAY_KEYS", `sha256:${hash}, plain`],
    ["GATEWAY_CORS_ORIGINS", "*"],
    ["GATEWAY_CORS_ORIGINS", "http://localhost:5173, http://[::1]:80, chrome-extension://abc, null"],
    ["GATEWAY_IMAGE_HOSTS", "*, a.example, .b.example"],
  ];
  for (const [name, value] of right) read(name, value);
});

Deno.test("readSettings() reads no variable that the doc of ./serve does not explain", OPTIONS, async () => {
  const names = new Set<string>();
  readSettings((name) => void names.add(name));
  const doc = await Deno.readTextFile(new URL("../../src/serve.ts", import.meta.url));
  for (const name of names) assertMatch(doc, new RegExp(`^ \\* \\| .*\\\`${name}\\\`.* \\| .* \\| .* \\|$`, "m"), name);
});
