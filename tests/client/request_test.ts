/**
 * Requests: how AWS writes them, what is refused, and that they are the AWS SDK's for the same input.
 *
 * @module
 */
import { BedrockRuntime } from "../../mod.ts";
import type { RequestBody } from "../../src/client/json_body.ts";
import { converse, invokeModel, invokeModelWithResponseStream } from "../../src/client/operations.ts";
import { getAsyncInvoke, listAsyncInvokes, startAsyncInvoke } from "../../src/client/other_operations.ts";
import { fromWire } from "../../src/client/reply.ts";
import { actionOf, buildRequest, encodeQuery, toWire } from "../../src/client/request.ts";
import { bedrockRuntimeClient } from "../clients.ts";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "../deps.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";

const ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-5-sonnet-20241022-v2:0";

Deno.test("buildRequest() encodes a label as AWS does", () => {
  const pathOf = (modelId: string): string => buildRequest(converse, { modelId }).path;
  assertEquals(pathOf("anthropic.claude-v2:1"), "/model/anthropic.claude-v2%3A1/converse");
  assertEquals(
    pathOf(ARN),
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse",
  );
  assertEquals(pathOf("a!'()*~-_.b c/ü"), "/model/a%21%27%28%29%2A~-_.b%20c%2F%C3%BC/converse");
});

Deno.test("buildRequest() refuses labels that would name another path", () => {
  for (const modelId of ["", ".", ".."]) assertThrows(() => buildRequest(converse, { modelId }), RangeError);
  assertThrows(() => buildRequest(converse, { modelId: "\ud800" }), RangeError);
  for (const modelId of [undefined, null, 7, {}]) assertThrows(() => buildRequest(converse, { modelId }), TypeError);
  assertEquals(buildRequest(converse, { modelId: "..." }).path, "/model/.../converse");
});

Deno.test("buildRequest() refuses what has no place, and what is missing", () => {
  assertThrows(() => buildRequest(invokeModel, { modelId: "m", Body: {} }), TypeError, "Body");
  assertThrows(() => buildRequest(getAsyncInvoke, { invocationArn: "a", x: 1 }), TypeError, "x is not a member");
  assertThrows(() => buildRequest(startAsyncInvoke, { modelId: "m", modelInput: {} }), TypeError, "outputDataConfig");
  assertThrows(() => buildRequest(invokeModel, { modelId: "m", body: 5 }), TypeError, "Cannot invoke model: body");
  assertThrows(() => buildRequest(invokeModel, { modelId: "m", trace: "ENABLED\r\nx: y" }), TypeError, "trace");
  assertThrows(() => buildRequest(invokeModel, undefined as unknown as object), TypeError);
});

Deno.test("buildRequest() sends a body as object, text or bytes, and copies no bytes", () => {
  const bodyOf = (body: unknown): RequestBody | undefined => buildRequest(invokeModel, { modelId: "m", body }).body;
  const bytes = new Uint8Array([123, 125]);
  assertStrictEquals(bodyOf(bytes), bytes);
  assertEquals(bodyText(bodyOf('{"a":"ü"}')), '{"a":"ü"}');
  assertEquals(bodyText(bodyOf({ a: null, b: undefined, c: new Uint8Array([1, 2]) })), '{"a":null,"c":"AQI="}');
  assertEquals(bodyText(bodyOf(undefined)), "{}");
  for (const length of [0, 1, 2047, 2048, 2049, 100_000]) {
    assertEquals(bodyText(bodyOf("ü".repeat(length))), "ü".repeat(length));
    assertEquals(bodyText(bodyOf({ a: "ü".repeat(length) })), JSON.stringify({ a: "ü".repeat(length) }));
  }
  assertEquals(buildRequest(invokeModel, { modelId: "m" }).headers, { "content-type": "application/json" });
  assertEquals(buildRequest(getAsyncInvoke, { invocationArn: "a" }).headers, {});
});

Deno.test("buildRequest() puts every header member of Invoke where it belongs", () => {
  const input = {
    modelId: "m",
    body: "{}",
    contentType: "application/json; charset=utf-8",
    accept: "image/png",
    trace: "ENABLED",
    guardrailIdentifier: "gr-1",
    guardrailVersion: "DRAFT",
    performanceConfigLatency: "optimized",
    serviceTier: "flex",
    requestMetadata: { team: "blau ✨" },
  };
  const common = {
    "content-type": "application/json; charset=utf-8",
    "x-amzn-bedrock-trace": "ENABLED",
    "x-amzn-bedrock-guardrailidentifier": "gr-1",
    "x-amzn-bedrock-guardrailversion": "DRAFT",
    "x-amzn-bedrock-performanceconfig-latency": "optimized",
    "x-amzn-bedrock-service-tier": "flex",
    "x-amzn-bedrock-request-metadata": '{"team":"blau \\u2728"}',
  };
  assertEquals(buildRequest(invokeModel, input).headers, { ...common, accept: "image/png" });
  assertEquals(buildRequest(invokeModelWithResponseStream, input).headers, {
    ...common,
    "x-amzn-bedrock-accept": "image/png",
  });
});

Deno.test("toWire() leaves null members out, except within documents, and copies only what it changes", () => {
  const schema = { type: "object", default: null, properties: { at: { const: null } } };
  const untouched = { text: "Hi" };
  const input = {
    modelId: "m",
    system: null,
    messages: [{
      role: "user",
      content: [untouched, { image: { format: "png", source: { bytes: new Uint8Array([255]) } } }],
    }],
    toolConfig: { tools: [{ toolSpec: { name: "t", description: null, inputSchema: { json: schema } } }] },
    additionalModelRequestFields: { top_k: null },
    promptVariables: undefined,
  };
  const before = structuredClone(input);
  assertEquals(JSON.parse(bodyText(buildRequest(converse, input).body)), {
    messages: [{ role: "user", content: [{ text: "Hi" }, { image: { format: "png", source: { bytes: "/w==" } } }] }],
    toolConfig: { tools: [{ toolSpec: { name: "t", inputSchema: { json: schema } } }] },
    additionalModelRequestFields: { top_k: null },
  });
  assertEquals(input, before, "the caller's input is left as it was");
  const plain = { messages: [{ content: [untouched] }] };
  assertStrictEquals(toWire(plain), plain);
});

Deno.test("toWire() leaves out items that are nothing, at any place of a list, except within documents", () => {
  const given = { content: [null, { text: "a" }, undefined, [null, "b"], null], fields: { list: [null, 1] } };
  const before = structuredClone(given);
  assertEquals(toWire(given, { fields: "document" }), {
    content: [{ text: "a" }, ["b"]],
    fields: { list: [null, 1] },
  });
  assertEquals(given, before);
});

Deno.test("toWire() writes dates with milliseconds only when there are some", () => {
  const at = (value: string): unknown => toWire({ at: new Date(value) });
  assertEquals(at("2026-01-02T03:04:05.678Z"), { at: "2026-01-02T03:04:05.678Z" });
  assertEquals(at("2026-01-02T03:04:05Z"), { at: "2026-01-02T03:04:05Z" });
  assertEquals(toWire({ at: new Date(1500) }, { at: "epoch" }), { at: 1.5 });
  assertThrows(() => at("never"), RangeError);
});

Deno.test("toWire() writes a number without end as AWS does, so that it does not arrive as null", () => {
  assertEquals(toWire({ inferenceConfig: { temperature: NaN, topP: -Infinity, maxTokens: 5 } }), {
    inferenceConfig: { temperature: "NaN", topP: "-Infinity", maxTokens: 5 },
  });
  assertEquals(toWire({ fields: { a: NaN } }, { fields: "document" }), { fields: { a: NaN } });
});

Deno.test("buildRequest() says which call and which member is not JSON", () => {
  const circle: Record<string, unknown> = {};
  circle.itself = circle;
  for (const body of [circle, { big: 1n }, { when: new Date(NaN) }]) {
    assertThrows(
      () => buildRequest(invokeModel, { modelId: "m", body }),
      TypeError,
      "Cannot invoke model: body is not",
    );
    assertThrows(
      () => buildRequest(converse, { modelId: "m", additionalModelRequestFields: body }),
      TypeError,
      "Cannot converse: input is not JSON",
    );
  }
});

Deno.test("encodeQuery() repeats keys, writes dates, and leaves out what is not there", () => {
  assertEquals(
    encodeQuery({ a: "x y+~*", "b c": [1, 2], d: undefined, e: null, f: new Date(0), g: false }),
    "a=x%20y%2B~%2A&b%20c=1&b%20c=2&f=1970-01-01T00%3A00%3A00Z&g=false",
  );
  assertEquals(
    buildRequest(listAsyncInvokes, { maxResults: 5, submitTimeAfter: new Date("2026-01-02T03:04:05.678Z") }).query,
    "submitTimeAfter=2026-01-02T03%3A04%3A05.678Z&maxResults=5",
  );
});

Deno.test("buildRequest() makes a call safe to repeat", () => {
  const input = { modelId: "m", modelInput: {}, outputDataConfig: {} };
  const token = (request: object): string =>
    JSON.parse(bodyText(buildRequest(startAsyncInvoke, { ...input, ...request }).body)).clientRequestToken;
  assert(/^[0-9a-f-]{36}$/.test(token({})));
  assertEquals(token({ clientRequestToken: "mine" }), "mine");
});

Deno.test("fromWire() finds bytes and times where the shape says, and looks into no document", () => {
  const document = { image: { source: { bytes: "AQI=" } } };
  const reply = {
    output: {
      message: {
        content: [
          { text: "a" },
          { image: { format: "png", source: { bytes: "AQI=" } } },
          { reasoningContent: { redactedContent: "/w==" } },
          { toolUse: { name: "t", input: document } },
        ],
      },
    },
    additionalModelResponseFields: document,
  };
  assertEquals(fromWire(reply, converse.output), {
    output: {
      message: {
        content: [
          { text: "a" },
          { image: { format: "png", source: { bytes: new Uint8Array([1, 2]) } } },
          { reasoningContent: { redactedContent: new Uint8Array([255]) } },
          { toolUse: { name: "t", input: document } },
        ],
      },
    },
    additionalModelResponseFields: document,
  });
  assertEquals(
    fromWire({ asyncInvokeSummaries: [{ submitTime: "2026-01-02T03:04:05Z" }, null] }, listAsyncInvokes.output),
    {
      asyncInvokeSummaries: [{ submitTime: new Date("2026-01-02T03:04:05Z") }, null],
    },
  );
  assertEquals(fromWire({ map: { a: 1.5 } }, { map: { "*": "epoch" } }), { map: { a: new Date(1500) } });
});

Deno.test("actionOf() says in words what an operation does", () => {
  assertEquals(actionOf("InvokeModelWithResponseStream"), "invoke model with response stream");
});

/** What of a request is the operation's, and not the client's own affair. */
interface Essence {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

const MODELLED = /^(content-type|accept|x-amzn-bedrock-.*)$/;
const essence = (method: string, path: string, headers: [string, string][], body: string): Essence => ({
  method,
  path,
  headers: Object.fromEntries(
    headers.map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => MODELLED.test(name)).sort(),
  ),
  body: body === "" ? "" : JSON.parse(body),
});

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const image = { format: "png" as const, source: { bytes: new Uint8Array([137, 80, 78, 71]) } };
const conversation = {
  messages: [
    { role: "user" as const, content: [{ text: "Hi ü" }, { image }] },
    { role: "assistant" as const, content: [{ toolUse: { toolUseId: "1", name: "t", input: { a: [1, null] } } }] },
    {
      role: "user" as const,
      content: [{ toolResult: { toolUseId: "1", content: [{ json: { ok: true } }, { image }] } }],
    },
  ],
  system: [{ text: "Be brief" }],
  inferenceConfig: { maxTokens: 5, temperature: 0.5, stopSequences: ["x"] },
  toolConfig: { tools: [{ toolSpec: { name: "t", inputSchema: { json: { type: "object" } } } }] },
  additionalModelRequestFields: { top_k: 5 },
  requestMetadata: { a: "b" },
};
const invocation = {
  body: '{"prompt":"Hi"}',
  contentType: "application/json",
  accept: "application/json",
  trace: "ENABLED" as const,
  guardrailIdentifier: "gr-1",
  guardrailVersion: "1",
  performanceConfigLatency: "optimized" as const,
  serviceTier: "flex" as const,
};
const IDS = [
  "anthropic.claude-v2:1",
  "us.anthropic.claude-3-5-sonnet-20241022-v2:0",
  ARN,
  "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456",
  "arn:aws:bedrock:us-east-1:123456789012:prompt/PROMPT12345:1",
];

guarded("our requests are the AWS SDK's for the same input: method, path, headers and body", async () => {
  const sdk = await bedrockRuntimeClient();
  const seen: Essence[] = [];
  const theirs = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    credentials,
    requestHandler: {
      // deno-lint-ignore no-explicit-any -- the SDK's own request
      handle: (request: any) => {
        const { method, path, headers, body } = request;
        const words = bodyText(body);
        seen.push(essence(method, path, Object.entries(headers), words));
        return Promise.reject(Object.assign(new Error("seen"), { name: "Seen" }));
      },
      // deno-lint-ignore no-explicit-any -- the SDK's type asks for more than it uses
    } as any,
  });
  const ours = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      // What fetch would add by itself
      const headers = [...new Headers(init?.headers)];
      seen.push(essence(request.method, url.pathname, headers, await request.text()));
      return Response.json({}, { status: 400 });
    },
  });
  for (const modelId of IDS) {
    const pairs: [theirs: () => Promise<unknown>, ours: () => Promise<unknown>][] = [
      [
        () => theirs.send(new sdk.ConverseCommand({ modelId, ...conversation })),
        () => ours.converse({ modelId, ...conversation }),
      ],
      [
        () => theirs.send(new sdk.ConverseStreamCommand({ modelId, ...conversation })),
        () => ours.converseStream({ modelId, ...conversation }),
      ],
      [
        () => theirs.send(new sdk.InvokeModelCommand({ modelId, ...invocation })),
        () => ours.invokeModel({ modelId, ...invocation }),
      ],
      [
        () => theirs.send(new sdk.InvokeModelWithResponseStreamCommand({ modelId, ...invocation })),
        () => ours.invokeModelWithResponseStream({ modelId, ...invocation }),
      ],
      [() => theirs.send(new sdk.ConverseCommand({ modelId })), () => ours.converse({ modelId })],
    ];
    for (const pair of pairs) {
      for (const one of pair) await one().catch(() => {});
      const [their, our] = seen.splice(0);
      assertEquals(our, their);
      assertEquals(our?.method, "POST");
    }
  }
});

guarded("our requests for asynchronous invocations are the AWS SDK's", async () => {
  const sdk = await bedrockRuntimeClient();
  const seen: unknown[] = [];
  const theirs = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    credentials,
    requestHandler: {
      // deno-lint-ignore no-explicit-any -- the SDK's own request
      handle: ({ method, path, query, body }: any) => {
        seen.push([
          method,
          path,
          query,
          body ? JSON.parse(bodyText(body)) : undefined,
        ]);
        return Promise.reject(Object.assign(new Error("seen"), { name: "Seen" }));
      },
      // deno-lint-ignore no-explicit-any -- the SDK's type asks for more than it uses
    } as any,
  });
  const arn = "arn:aws:bedrock:us-east-1:123456789012:async-invoke/abc123";
  const list = {
    submitTimeAfter: new Date("2026-01-02T03:04:05.678Z"),
    maxResults: 5,
    sortOrder: "Ascending" as const,
  };
  const begin = {
    modelId: "amazon.nova-reel-v1:0",
    modelInput: { taskType: "TEXT_VIDEO", seed: null },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://bucket" } },
    clientRequestToken: "token",
    tags: [{ key: "a", value: "b" }],
  };
  await theirs.send(new sdk.GetAsyncInvokeCommand({ invocationArn: arn })).catch(() => {});
  await theirs.send(new sdk.ListAsyncInvokesCommand(list)).catch(() => {});
  await theirs.send(new sdk.StartAsyncInvokeCommand(begin)).catch(() => {});
  const ours = [
    buildRequest(getAsyncInvoke, { invocationArn: arn }),
    buildRequest(listAsyncInvokes, list),
    buildRequest(startAsyncInvoke, begin),
  ]
    .map(({ method, path, query, body }) => [
      method,
      path,
      Object.fromEntries(new URLSearchParams(query)),
      body ? JSON.parse(bodyText(body)) : undefined,
    ]);
  assertEquals(ours, seen);
});
