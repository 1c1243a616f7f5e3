/**
 * Retries: how often, how long apart, at what cost; and what the hook is told of each attempt.
 *
 * @module
 */
import { type AttemptReport, BedrockError, type BedrockOptions, BedrockRuntime } from "../../mod.ts";
import { Alarm } from "../../src/client/alarm.ts";
import { Clock } from "../../src/client/clock.ts";
import { errorOf } from "../../src/client/refusal.ts";
import { backOff, retryAfter, RetryBudget, retryKind } from "../../src/client/retry.ts";
import { type Road, send } from "../../src/client/send.ts";
import { assert, assertEquals, assertInstanceOf } from "../deps.ts";
import { frame } from "./fault_server.ts";
import { guarded } from "./guarded.ts";

interface Answer {
  status: number;
  code?: string;
  headers?: Record<string, string>;
}

const OK: Answer = { status: 200 };
const modelId = "amazon.titan-text-express-v1";
const reply = ({ status, code, headers }: Answer): Response =>
  Response.json({}, { status, headers: { ...(code ? { "x-amzn-errortype": code } : {}), ...headers } });

/** A client that is answered from a list, never waits, and has no luck with back-off. */
function scripted(answers: (Answer | Error)[], options: BedrockOptions = {}): {
  bedrock: BedrockRuntime;
  delays: number[];
  reports: AttemptReport[];
  requests: Request[];
} {
  const delays: number[] = [];
  const reports: AttemptReport[] = [];
  const requests: Request[] = [];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    fetch: (input, init) => {
      requests.push(new Request(input, init));
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(reply(answer));
    },
    random: () => 1,
    sleep: (milliseconds) => Promise.resolve(void delays.push(milliseconds)),
    onAttempt: (report) => reports.push(report),
    ...options,
  });
  return { bedrock, delays, reports, requests };
}

const call = (bedrock: BedrockRuntime): Promise<unknown> =>
  bedrock.invokeModel({ modelId, body: "{}" }).then(() => undefined, (error) => error);

guarded("BedrockRuntime sends again after 50 ms, then 100, and gives what came at last", async () => {
  const { bedrock, delays, reports } = scripted([{ status: 500 }, { status: 503 }, OK]);
  const output = await bedrock.invokeModel({ modelId, body: "{}" });
  assertEquals(output.attempts, 3);
  assertEquals(delays, [50, 100]);
  assertEquals(reports, [
    { number: 1, status: 500, code: "InternalServerException", reason: "transient", delay: 50 },
    { number: 2, status: 503, code: "ServiceUnavailableException", reason: "transient", delay: 100 },
    { number: 3, status: 200, reason: "success" },
  ]);
});

guarded("BedrockRuntime gives up after three attempts, and says how many there were", async () => {
  const { bedrock, delays, reports } = scripted([{ status: 502 }, { status: 502 }, { status: 502 }]);
  const error = await call(bedrock);
  assertInstanceOf(error, BedrockError);
  assertEquals([error.attempts, error.retryable, error.status], [3, true, 502]);
  assertEquals(delays, [50, 100]);
  assertEquals(reports.at(-1)?.reason, "attempts-exhausted");
});

guarded("BedrockRuntime waits a second, then two, when it is throttled", async () => {
  const { bedrock, delays } = scripted([{ status: 400, code: "ThrottlingException" }, { status: 429 }, OK]);
  assertEquals(await call(bedrock), undefined);
  assertEquals(delays, [1000, 2000]);
});

guarded("BedrockRuntime sends again when the connection fails, and not when it may not connect", async () => {
  const broken = new TypeError("connection reset");
  const { bedrock, requests, reports } = scripted([broken, OK]);
  assertEquals(await call(bedrock), undefined);
  assertEquals(requests.length, 2);
  assertEquals([reports[0]?.code, reports[0]?.status, reports[0]?.reason], ["NetworkError", undefined, "transient"]);

  const always = scripted([broken, broken, broken]);
  const error = await call(always.bedrock);
  assertInstanceOf(error, BedrockError);
  assertEquals([error.code, error.cause, error.attempts], ["NetworkError", broken, 3]);

  const denied = new Deno.errors.NotCapable('Requires net access to "x", run again with the --allow-net flag');
  const forbidden = scripted([denied]);
  assertEquals(await call(forbidden.bedrock), denied);
});

guarded("BedrockRuntime does not send again what will not pass", async () => {
  for (const status of [400, 403, 404, 408, 409, 424]) {
    const { bedrock, requests, reports } = scripted([{ status }]);
    assertInstanceOf(await call(bedrock), BedrockError);
    assertEquals([requests.length, reports[0]?.reason], [1, "not-retryable"], String(status));
  }
});

guarded("BedrockRuntime stops sending again when the budget of all its calls is used up", async () => {
  const answers: Answer[] = [];
  const { bedrock, requests, reports } = scripted(answers);
  let sent = 0;
  for (let index = 0; index < 18; index++) {
    answers.push({ status: 500 }, { status: 500 }, { status: 500 });
    await call(bedrock);
    answers.length = 0;
  }
  // 500 tokens, 14 for each retry: 35 retries
  sent = requests.length;
  assertEquals(sent, 18 + 35);
  assertEquals(reports.filter(({ reason }) => reason === "budget-exhausted").length, 1);
  answers.push({ status: 500 });
  await call(bedrock);
  assertEquals(reports.at(-1)?.reason, "budget-exhausted");
});

guarded("BedrockRuntime signs each attempt afresh, under one invocation id", async () => {
  const times = ["2026-01-15T12:00:00Z", "2026-01-15T12:01:00Z"];
  let at = 0;
  const { bedrock, requests } = scripted([{ status: 500 }, OK], {
    now: () => new Date(times[Math.min(at, 1)]!),
    sleep: () => Promise.resolve(void at++),
  });
  await call(bedrock);
  const headers = (name: string): (string | null)[] => requests.map((request) => request.headers.get(name));
  assertEquals(headers("x-amz-date"), ["20260115T120000Z", "20260115T120100Z"]);
  assertEquals(headers("amz-sdk-request"), ["attempt=1; max=3", "attempt=2; max=3"]);
  const [first, second] = headers("amz-sdk-invocation-id");
  assert(first && first === second, "one id");
  const [one, two] = headers("authorization");
  assert(one !== two, "two signatures");
});

guarded("a hook that throws ends the call with what it threw, and leaves no answer behind", async () => {
  const mine = new Error("mine");
  const cancelled: unknown[] = [];
  const type = "application/vnd.amazon.eventstream";
  const said = { ":message-type": "event", ":event-type": "messageStart" };
  for (const status of [200, 400]) {
    const { bedrock } = scripted([], {
      fetch: () => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => controller.enqueue(frame(said, "{}")),
          cancel: (reason) => void cancelled.push(reason),
        });
        return Promise.resolve(new Response(body, { status, headers: { "content-type": type } }));
      },
      onAttempt: () => {
        throw mine;
      },
    });
    if (status === 200) {
      assertEquals(await bedrock.converseStream({ modelId, messages: [] }).catch((error) => error), mine);
    }
    assertEquals(await bedrock.fetch("/model/x/converse-stream").catch((error) => error), mine);
  }
  assertEquals(cancelled.length, 3);
});

guarded("CallOptions go before the client's own, and both hooks are told", async () => {
  const { bedrock, requests, reports } = scripted([{ status: 500 }]);
  const own: number[] = [];
  const error = await bedrock.invokeModel({ modelId, body: "{}" }, {
    maxAttempts: 1,
    headers: { "x-team": "blue", authorization: "Bearer somebody-else" },
    onAttempt: ({ number }) => own.push(number),
  }).then(() => undefined, (error) => error);
  assertEquals([error.attempts, own, reports.length], [1, [1], 1]);
  assertEquals(requests[0]?.headers.get("x-team"), "blue");
  const authorization = requests[0]?.headers.get("authorization") ?? "";
  assert(authorization.includes("x-team") && !authorization.includes("authorization"), "it is signed, and by us");
});

guarded(
  "BedrockRuntime waits as long as x-amz-retry-after asks, up to five seconds more than its own delay",
  async () => {
    for (const [value, delay] of [["1500", 1500], ["0", 50], ["10000", 5050], ["invalid", 50], ["-100", 50]] as const) {
      const { bedrock, delays } = scripted([{ status: 500, headers: { "x-amz-retry-after": value } }, OK]);
      await call(bedrock);
      assertEquals(delays, [delay], value);
    }
    const { bedrock } = scripted([{ status: 429, headers: { "retry-after": "2" } }], { maxAttempts: 1 });
    assertEquals((await call(bedrock) as BedrockError).retryAfterMs, 2000);
  },
);

Deno.test("retryAfter() reads milliseconds, seconds and dates, and nothing else", () => {
  const now = Date.parse("2026-01-15T12:00:00Z");
  const read = (headers: Record<string, string>): number | undefined => retryAfter(new Headers(headers), now);
  assertEquals(read({ "x-amz-retry-after": "1500", "retry-after": "9" }), 1500);
  assertEquals(read({ "retry-after": "3" }), 3000);
  assertEquals(read({ "retry-after": "Thu, 15 Jan 2026 12:00:07 GMT" }), 7000);
  assertEquals(read({ "retry-after": "Thu, 15 Jan 2026 11:00:00 GMT" }), undefined);
  for (const nonsense of ["", "soon", "-1", "Infinity", "NaN"]) {
    assertEquals(read({ "x-amz-retry-after": nonsense }), undefined, nonsense);
    assertEquals(read({ "retry-after": nonsense }), undefined, nonsense);
  }
});

Deno.test("retryKind() tells what may pass by code and by status", () => {
  assertEquals(retryKind(400, "ThrottlingException"), "throttling");
  assertEquals(retryKind(429, "ModelNotReadyException"), "throttling");
  assertEquals(retryKind(undefined, "SlowDown"), "throttling");
  assertEquals(retryKind(500, "Whatever"), "transient");
  assertEquals(retryKind(undefined, "ServiceUnavailableException"), "transient");
  assertEquals(retryKind(200, "StreamIncomplete"), undefined);
  assertEquals(retryKind(424, "ModelStreamErrorException"), undefined);
});

Deno.test("backOff() doubles up to twenty seconds, before chance has its say", () => {
  const series = Array.from({ length: 11 }, (_, retry) => backOff("transient", retry, 1));
  assertEquals(series, [50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000]);
  assertEquals(backOff("throttling", 9, 0.5), 10_000);
  assertEquals(backOff("transient", 3, 0), 0);
});

/** Answers, and after each: the outcome, what is left, and the delay before the next; `throttle` stands for a throttled 400. */
const SCENARIOS: [
  name: string,
  tokens: number,
  maxAttempts: number,
  ...[number | "throttle", string, number, number?][],
][] = [
  ["succeeds at last", 500, 3, [500, "retry", 486, 50], [500, "retry", 472, 100], [200, "success", 486]],
  ["runs out of attempts", 500, 3, [502, "retry", 486, 50], [502, "retry", 472, 100], [502, "attempts-exhausted", 472]],
  ["runs out of budget after one retry", 14, 3, [500, "retry", 0, 50], [500, "budget-exhausted", 0]],
  ["has no budget", 0, 3, [500, "budget-exhausted", 0]],
  [
    "backs off",
    500,
    5,
    [500, "retry", 486, 50],
    [500, "retry", 472, 100],
    [500, "retry", 458, 200],
    [500, "retry", 444, 400],
    [500, "attempts-exhausted", 444],
  ],
  ["runs out of a small budget", 20, 5, [500, "retry", 6, 50], [502, "budget-exhausted", 6]],
  [
    "earns its budget back",
    30,
    5,
    [500, "retry", 16, 50],
    [502, "retry", 2, 100],
    [200, "success", 16],
    [500, "retry", 2, 50],
    [200, "success", 16],
  ],
  ["pays less for a throttle", 500, 3, ["throttle", "retry", 495, 1000], [200, "success", 500]],
];

for (const [name, tokens, maxAttempts, ...steps] of SCENARIOS) {
  guarded(`send(): a call that ${name}`, async () => {
    const budget = new RetryBudget();
    budget.tokens = tokens;
    const seen: unknown[] = [];
    const answers = steps.map(([status]) =>
      status === "throttle" ? { status: 400, code: "Throttling" } : { status: status as number }
    );
    const road: Road = {
      endpoint: "https://example.com",
      region: "us-east-1",
      credentials: () => Promise.resolve({ apiKey: "key" }),
      fetch: () => Promise.resolve(reply(answers.shift()!)),
      clock: new Clock(() => new Date(), true),
      alarm: new Alarm(),
      budget,
      keys: new Map(),
      maxAttempts,
      timeouts: { firstByte: Infinity, idle: Infinity, total: Infinity },
      random: () => 1,
      sleep: () => Promise.resolve(),
      onAttempt: ({ reason, delay }) => {
        seen.push([delay === undefined ? reason : "retry", budget.tokens, ...(delay === undefined ? [] : [delay])]);
      },
    };
    const request = { method: "POST", path: "/", query: "", headers: {}, body: undefined };
    while (answers.length > 0) {
      await send(road, request, "test", {}, (response, attempt) => {
        if (!response.ok) throw errorOf(attempt, response, new Uint8Array(), 0);
        attempt.leash.release();
        return Promise.resolve();
      }).catch((error) => assertInstanceOf(error, BedrockError));
    }
    assertEquals(seen, steps.map(([, ...rest]) => rest));
  });
}

guarded("BedrockRuntime learns the clock's skew from an error, and is trusted the second time", async () => {
  const local = Date.parse("2026-01-15T12:00:00Z");
  const date = new Date(local + 3_600_000).toUTCString();
  const { bedrock, requests, reports } = scripted([
    { status: 403, code: "InvalidSignatureException", headers: { date } },
    OK,
    OK,
  ], { now: () => new Date(local) });
  assertEquals(await call(bedrock), undefined);
  assertEquals(await call(bedrock), undefined);
  assertEquals(requests.map((request) => request.headers.get("x-amz-date")), [
    "20260115T120000Z",
    "20260115T130000Z",
    "20260115T130000Z",
  ]);
  assertEquals(reports[0]?.reason, "clock-skew");
});

guarded(
  "BedrockRuntime learns the clock's skew once for all calls that are under way: each is sent again",
  async () => {
    const local = Date.parse("2026-01-15T12:00:00Z");
    const headers = { date: new Date(local + 3_600_000).toUTCString() };
    const all = Promise.withResolvers<void>();
    let sent = 0;
    const { bedrock, reports } = scripted([], {
      now: () => new Date(local),
      fetch: async (_, init) => {
        if (new Headers(init!.headers).get("x-amz-date") === "20260115T130000Z") return reply({ status: 200, headers });
        // All are signed before the first is answered
        if (++sent === 3) all.resolve();
        await all.promise;
        return reply({ status: 403, code: "RequestTimeTooSkewed", headers });
      },
    });
    const errors = await Promise.all([call(bedrock), call(bedrock), call(bedrock)]);
    assertEquals(errors, [undefined, undefined, undefined]);
    const reasons = [...Array(3).fill("clock-skew"), ...Array(3).fill("success")];
    assertEquals(reports.map(({ reason }) => reason).sort(), reasons);
  },
);

guarded("BedrockRuntime does not believe a Date that is old news", async () => {
  const local = Date.parse("2026-01-15T12:00:00Z");
  const date = new Date(local + 3_600_000).toUTCString();
  const stale: Record<string, string>[] = [{ date, age: "10" }, { date: "nonsense" }, {
    date: new Date(local + 60_000).toUTCString(),
  }];
  for (const headers of stale) {
    const { bedrock, requests } = scripted([{ status: 403, headers }, OK], { now: () => new Date(local) });
    const error = await call(bedrock);
    assertInstanceOf(error, BedrockError);
    assertEquals([error.code, requests.length], ["AccessDeniedException", 1]);
  }
});

guarded("BedrockRuntime learns the clock's skew from a success too", async () => {
  const local = Date.parse("2026-01-15T12:00:00Z");
  const date = new Date(local - 600_000).toUTCString();
  const { bedrock, requests } = scripted([{ status: 200, headers: { date } }, OK], { now: () => new Date(local) });
  await call(bedrock);
  await call(bedrock);
  assertEquals(requests[1]?.headers.get("x-amz-date"), "20260115T115000Z");
});

guarded("BedrockRuntime signs again when a signature aged on its way", async () => {
  const bodies = [
    Response.json({ message: "Signature expired: 20260115T110000Z is now earlier than …" }, {
      status: 403,
      headers: { "x-amzn-errortype": "InvalidSignatureException" },
    }),
    Response.json({}),
  ];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    fetch: () => Promise.resolve(bodies.shift()!),
    sleep: () => Promise.resolve(),
  });
  assertEquals((await bedrock.invokeModel({ modelId, body: "{}" })).attempts, 2);
});

guarded("BedrockRuntime.fetch() sends again, and gives the last answer unread, whatever its status", async () => {
  const { bedrock, requests } = scripted([{ status: 503 }, { status: 400, code: "ValidationException" }]);
  const response = await bedrock.fetch("/model/x/invoke", { body: '{"a":1}', query: { q: ["1 2", "3"] } });
  assertEquals([response.status, requests.length, await response.json()], [400, 2, {}]);
  assertEquals(requests[0]?.url, "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/invoke?q=1%202&q=3");
  assertEquals(await requests[0]?.text(), '{"a":1}');
  assertEquals(requests[0]?.headers.get("content-type"), "application/json");
  const exhausted = scripted([{ status: 503 }, { status: 503 }, { status: 503 }]);
  assertEquals((await exhausted.bedrock.fetch("/async-invoke")).status, 503);
  assertEquals(exhausted.requests[0]?.method, "GET");
});
