import type { RequestReport } from "../../src/gateway/request_report.ts";
import { jsonLine, plainLine } from "../../src/gateway/request_log.ts";
import { assertEquals } from "../deps.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const report: RequestReport = {
  id: "r1",
  method: "POST",
  route: "/v1/messages",
  dialect: "anthropic",
  status: 200,
  outcome: "ok",
  attempts: 1,
  stream: false,
  durationMs: 12.6,
  upstreamMs: 11,
};

Deno.test("plainLine() says what a reader wants to know, and nothing that is not known", OPTIONS, () => {
  assertEquals(plainLine(report), "POST  /v1/messages  200  13 ms");
  const told = { ...report, model: "nova-lite", region: "eu-west-1", inputTokens: 3, outputTokens: 5 };
  assertEquals(plainLine(told), "POST  /v1/messages  200  13 ms  nova-lite  eu-west-1  3+5 tokens");
  assertEquals(
    plainLine({ ...report, status: 429, outcome: "error", errorCode: "ThrottlingException" }),
    "POST  /v1/messages  429  13 ms  ThrottlingException",
  );
  assertEquals(plainLine({ ...report, outcome: "cancelled" }), "POST  /v1/messages  200  13 ms  cancelled");
});

Deno.test("jsonLine() holds the whole report, on one line, behind the time", OPTIONS, () => {
  const line = jsonLine({ ...report, model: "a\nb" }, new Date("2026-01-02T03:04:05Z"));
  assertEquals(line.split("\n").length, 1);
  assertEquals(JSON.parse(line), { time: "2026-01-02T03:04:05.000Z", ...report, model: "a\nb" });
});
