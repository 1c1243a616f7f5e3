import { assertEquals, assertRejects, assertThrows } from "../deps.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { parseObject, readBody } from "../../src/gateway/request_body.ts";
import { decodeLabel, targetOf } from "../../src/gateway/request_path.ts";
import { forwardHeaders, keepHeaders, traceHeaders } from "../../src/gateway/relay_headers.ts";
import { OPTIONS } from "./far_end.ts";

const encoder = new TextEncoder();
const MB = 1_000_000;

Deno.test("targetOf() leaves the percent-encoding of a path alone", OPTIONS, () => {
  const url = "http://h:8000/model/arn%3Aaws:bedrock/x%252Fy/invoke?a=b%20c#d";
  assertEquals(targetOf(url), { path: "/model/arn%3Aaws:bedrock/x%252Fy/invoke", query: "?a=b%20c" });
  assertEquals(targetOf("http://h"), { path: "/", query: "" });
  assertEquals(targetOf("http://h?x"), { path: "/", query: "" });
  assertEquals(targetOf("http://h/#?"), { path: "/", query: "" });
});

Deno.test("targetOf() forgives a base URL with slashes too many", OPTIONS, () => {
  assertEquals(targetOf("http://h//v1//chat/completions/").path, "/v1/chat/completions");
  assertEquals(targetOf("http://h/model//invoke").path, "/model//invoke");
});

Deno.test("decodeLabel() reads an id however often it was encoded on the way", OPTIONS, () => {
  const arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0";
  for (const raw of [arn, encodeURIComponent(arn), encodeURIComponent(encodeURIComponent(arn))]) {
    assertEquals(decodeLabel(raw, "model id"), arn);
  }
});

Deno.test("decodeLabel() refuses what would lead elsewhere", OPTIONS, () => {
  const thrice = encodeURIComponent(encodeURIComponent(encodeURIComponent("a/b")));
  for (
    const raw of [
      "",
      ".",
      "..",
      "a/../b",
      "a//b",
      "/a",
      "a/",
      "%2e%2e",
      "a%00",
      "a b",
      "ü",
      "%",
      "%zz",
      thrice,
      "a?b",
      "a\\b",
    ]
  ) {
    assertEquals(assertThrows(() => decodeLabel(raw, "model id"), GatewayError).status, 400, raw);
  }
  assertThrows(() => decodeLabel("a".repeat(2049), "model id"), GatewayError);
});

Deno.test("readBody() gives the bytes, announced or not", OPTIONS, async () => {
  const announced = new Request("http://h", { method: "POST", body: "hello", headers: { "content-length": "5" } });
  assertEquals(await readBody(announced, { maxBytes: 5 }), encoder.encode("hello"));
  const body = ReadableStream.from([encoder.encode("hel"), encoder.encode("lo")]);
  assertEquals(
    await readBody(new Request("http://h", { method: "POST", body }), { maxBytes: 5 }),
    encoder.encode("hello"),
  );
  assertEquals((await readBody(new Request("http://h"), { maxBytes: 5 })).length, 0);
});

Deno.test("readBody() reads nothing of a body that announces too much", OPTIONS, async () => {
  let pulled = 0;
  const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
  const request = new Request("http://h", { method: "POST", body, headers: { "content-length": "6" } });
  const error = await assertRejects(() => readBody(request, { maxBytes: 5 }), GatewayError);
  assertEquals([error.status, error.code, pulled], [413, "request_too_large", 0]);
});

Deno.test("readBody() counts what does not announce itself, and lets go at the limit", OPTIONS, async () => {
  let pulled = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      pulled++;
      controller.enqueue(new Uint8Array(MB));
    },
    cancel: () => void (isCancelled = true),
  }, { highWaterMark: 0 });
  const error = await assertRejects(
    () => readBody(new Request("http://h", { method: "POST", body }), { maxBytes: 3 * MB }),
    GatewayError,
  );
  assertEquals([error.status, pulled, isCancelled], [413, 4, true]);
});

Deno.test("readBody() does not believe an announcement that was too small", OPTIONS, async () => {
  const request = new Request("http://h", { method: "POST", body: "too long", headers: { "content-length": "2" } });
  assertEquals((await assertRejects(() => readBody(request, { maxBytes: 5 }), GatewayError)).status, 413);
});

Deno.test("readBody() waits only so long for a body that drips", OPTIONS, async () => {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode("{")) });
  const request = new Request("http://h", { method: "POST", body });
  const error = await assertRejects(() => readBody(request, { maxBytes: 5, timeoutMs: 1 }), GatewayError);
  assertEquals(error.status, 408);
});

Deno.test("readBody() refuses a compressed body", OPTIONS, async () => {
  const request = new Request("http://h", { method: "POST", body: "x", headers: { "content-encoding": "gzip" } });
  assertEquals((await assertRejects(() => readBody(request, { maxBytes: 5 }), GatewayError)).status, 415);
});

Deno.test("readBody() tells of a body that broke off", OPTIONS, async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
  const error = await assertRejects(
    () => readBody(new Request("http://h", { method: "POST", body }), { maxBytes: 5 }),
    GatewayError,
  );
  assertEquals(error.status, 400);
});

/** The headers of a request that says what its body is. */
function typed(type: string | null): Headers {
  return new Headers(type === null ? {} : { "content-type": type });
}

Deno.test("parseObject() takes an object whatever its content type says", OPTIONS, () => {
  for (const type of [null, "application/json", "application/x-www-form-urlencoded", "text/csv"]) {
    assertEquals(parseObject(encoder.encode('{"a":1}'), typed(type)), { a: 1 });
  }
});

Deno.test("parseObject() refuses what is no object", OPTIONS, () => {
  for (const text of ["", "{", "[]", "null", "1", '"x"', "\ufeff{", '{"a":NaN}']) {
    assertEquals(
      assertThrows(() => parseObject(encoder.encode(text), typed("application/json")), GatewayError).status,
      400,
      text,
    );
  }
  assertEquals(assertThrows(() => parseObject(Uint8Array.of(0x22, 0xff, 0x22), typed(null)), GatewayError).status, 400);
  assertEquals(assertThrows(() => parseObject(encoder.encode("a,b"), typed("text/csv")), GatewayError).status, 415);
});

Deno.test("parseObject() refuses what is nested too deep to be walked", OPTIONS, () => {
  const nested = (levels: number): Uint8Array =>
    encoder.encode('{"a":'.repeat(levels - 1) + "{}" + "}".repeat(levels - 1));
  parseObject(nested(128), typed(null));
  assertEquals(assertThrows(() => parseObject(nested(129), typed(null)), GatewayError).status, 400);
  const list = encoder.encode(`{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
  assertEquals(assertThrows(() => parseObject(list, typed(null)), GatewayError).status, 400);
});

Deno.test("forwardHeaders() lets nothing through that is not on its list", OPTIONS, () => {
  const headers = new Headers({
    authorization: "Bearer secret",
    "x-api-key": "secret",
    cookie: "a=b",
    "x-amz-date": "1",
    "x-amz-security-token": "t",
    "x-amz-content-sha256": "h",
    "amz-sdk-request": "attempt=1",
    "x-forwarded-for": "10.0.0.1",
    "x-stainless-os": "Linux",
    "user-agent": "curl",
    connection: "x-amzn-bedrock-trace",
    "transfer-encoding": "chunked",
    "anthropic-beta": "x",
    "content-type": "application/octet-stream",
    accept: "*/*",
    "x-amzn-bedrock-trace": "ENABLED",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  assertEquals(forwardHeaders(headers), { "content-type": "application/json", "x-amzn-bedrock-trace": "ENABLED" });
  assertEquals(traceHeaders(headers), { traceparent: headers.get("traceparent")! });
  headers.delete("traceparent");
  headers.set("tracestate", "a=b");
  // Without a parent it says nothing
  assertEquals(traceHeaders(headers), undefined);
  assertEquals(forwardHeaders(headers, { anthropic: true })["anthropic-beta"], "x");
});

Deno.test("forwardHeaders() keeps for itself that server-sent events are wanted", OPTIONS, () => {
  assertEquals(forwardHeaders(new Headers({ accept: "text/event-stream" }), { hasBody: false }), {});
  assertEquals(forwardHeaders(new Headers({ accept: "image/png" }), { hasBody: false }), { accept: "image/png" });
});

Deno.test("keepHeaders() brings back what Bedrock tells of an answer, and nothing of the connection", OPTIONS, () => {
  const headers: Record<string, string> = {};
  keepHeaders(
    new Headers({
      "content-type": "application/json",
      "content-length": "5",
      "content-encoding": "gzip",
      server: "x",
      date: "today",
      "set-cookie": "a=b",
      "x-amzn-requestid": "id",
      "x-amzn-bedrock-input-token-count": "3",
    }),
    headers,
  );
  assertEquals(headers, {
    "content-type": "application/json",
    "x-amzn-requestid": "id",
    "x-amzn-bedrock-input-token-count": "3",
  });
});
