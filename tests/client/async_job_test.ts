/**
 * Jobs: started once however often they are sent, listed, and waited for with progress, deadline and abort.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, type GetAsyncInvokeOutput } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { assert, assertEquals, assertInstanceOf, assertMatch, assertRejects } from "../deps.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const ARN = "arn:aws:bedrock:us-east-1:123456789012:async-invoke/abc123def456";
const reel = (text: string) => ({
  modelId: "amazon.nova-reel-v1:1" as const,
  modelInput: { taskType: "TEXT_VIDEO" as const, textToVideoParams: { text } },
  outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://bucket/prefix" } },
});

/** A client of an emulator whose clock moves when the client sleeps. */
function emulated(): { bedrock: BedrockRuntime; slept: number[] } {
  let now = Date.parse("2026-11-02T03:04:05Z");
  const slept: number[] = [];
  const clock = (): Date => new Date(now);
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    fetch: createEmulator({ now: clock, asyncDuration: 60_000 }),
    now: clock,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  });
  return { bedrock, slept };
}

guarded(
  "BedrockRuntime.waitForAsyncInvoke() asks ever less often, tells how the job stands, and gives the completed one",
  async () => {
    const { bedrock, slept } = emulated();
    const { invocationArn } = await bedrock.startAsyncInvoke(reel("waves"));
    const told: string[] = [];
    const onProgress = (job: GetAsyncInvokeOutput): void => void told.push(job.status);
    const job = await bedrock.waitForAsyncInvoke(invocationArn, { onProgress });
    assertEquals(job.status, "Completed");
    assertInstanceOf(job.endTime, Date);
    assertEquals(slept, [5_000, 7_500, 11_250, 16_875, 25_312.5]);
    assertEquals(told, [...slept.map(() => "InProgress"), "Completed"]);
    const again = emulated();
    const started = await again.bedrock.startAsyncInvoke(reel("waves"));
    await again.bedrock.waitForAsyncInvoke(started.invocationArn, { pollMs: 40_000 });
    assertEquals(again.slept, [40_000, 40_000]);
  },
);

guarded("BedrockRuntime.waitForAsyncInvoke() throws why a job failed", async () => {
  const { bedrock } = emulated();
  const { invocationArn } = await bedrock.startAsyncInvoke(reel("gore"));
  const error = await assertRejects(() => bedrock.waitForAsyncInvoke(invocationArn), BedrockError, "content filters");
  assertEquals([error.code, error.retryable], ["AsyncInvokeFailed", false]);
});

guarded(
  "BedrockRuntime.waitForAsyncInvoke() gives up at its deadline, while it sleeps or asks, and when the caller does",
  async () => {
    const inProgress = (): Promise<Response> =>
      Promise.resolve(Response.json({ invocationArn: ARN, status: "InProgress", submitTime: "2026-11-02T03:04:05Z" }));
    const never = (_input: unknown, init?: RequestInit): Promise<Response> =>
      new Promise((_, reject) => init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason)));
    for (const fetch of [inProgress, never] as (typeof globalThis.fetch)[]) {
      const bedrock = new BedrockRuntime({ region: "us-east-1", credentials, fetch });
      const error = await assertRejects(() => bedrock.waitForAsyncInvoke(ARN, { timeout: 20 }), BedrockError);
      assertEquals(error.code, "Timeout");
      const controller = new AbortController();
      const options = { signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) };
      if (fetch === never) queueMicrotask(() => controller.abort(new Error("enough")));
      await assertRejects(() => bedrock.waitForAsyncInvoke(ARN, options), Error, "enough");
      await assertRejects(() => bedrock.waitForAsyncInvoke(ARN, options), Error, "enough");
    }
  },
);

guarded("BedrockRuntime.waitForAsyncInvoke() refuses options that are none", async () => {
  const { bedrock } = emulated();
  for (const wrong of [{ pollMs: 0 }, { timeout: -1 }]) {
    await assertRejects(() => bedrock.waitForAsyncInvoke(ARN, wrong), RangeError);
  }
  await assertRejects(() => bedrock.waitForAsyncInvoke(ARN, { poll: 5 } as Record<never, never>), TypeError);
  await assertRejects(() => bedrock.waitForAsyncInvoke("."), RangeError);
});

guarded("BedrockRuntime.startAsyncInvoke() makes one token for a call, and another for the next", async () => {
  const tokens: string[] = [];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    sleep: () => Promise.resolve(),
    fetch: (_input, init) => {
      tokens.push(JSON.parse(bodyText(init?.body)).clientRequestToken);
      return Promise.resolve(
        tokens.length % 3 ? Response.json({}, { status: 503 }) : Response.json({ invocationArn: ARN }),
      );
    },
  });
  for (let calls = 0; calls < 2; calls++) await bedrock.startAsyncInvoke(reel("waves"));
  assertEquals(tokens.length, 6);
  assertEquals(new Set(tokens).size, 2);
  assertEquals(tokens[0], tokens[2]);
  for (const token of tokens) assertMatch(token, /^[0-9a-f-]{36}$/);
  await bedrock.startAsyncInvoke({ ...reel("waves"), clientRequestToken: "mine" });
  assertEquals(tokens.at(-1), "mine");
});

guarded("BedrockRuntime.listAsyncInvokes() gives a page, and every job of every page", async () => {
  const { bedrock } = emulated();
  for (let jobs = 0; jobs < 5; jobs++) await bedrock.startAsyncInvoke(reel(`waves ${jobs}`));
  const page = await bedrock.listAsyncInvokes({ maxResults: 2 });
  assertEquals(page.asyncInvokeSummaries?.length, 2);
  assert(page.nextToken);
  assertInstanceOf(page.asyncInvokeSummaries?.[0]?.submitTime, Date);
  const arns = new Set<string>();
  for await (const { invocationArn } of bedrock.listAsyncInvokes({ maxResults: 2 })) arns.add(invocationArn);
  assertEquals(arns.size, 5);
  const early = await bedrock.listAsyncInvokes({ submitTimeBefore: new Date("2026-01-01T00:00:00Z") });
  assertEquals(early.asyncInvokeSummaries, []);
});

/** What the compiler holds. */
export async function modelInputIsTyped(bedrock: BedrockRuntime): Promise<void> {
  // @ts-expect-error a task that Nova Reel does not have
  await bedrock.startAsyncInvoke({ ...reel("x"), modelInput: { taskType: "TEXT_IMAGE" } });
  const { outputDataConfig } = reel("x");
  await bedrock.startAsyncInvoke({ modelId: "luma.ray-v2:0", modelInput: { prompt: "x" }, outputDataConfig });
  // @ts-expect-error a text model has no jobs
  await bedrock.startAsyncInvoke({ modelId: "anthropic.claude-v2", modelInput: { prompt: "x" }, outputDataConfig });
}
