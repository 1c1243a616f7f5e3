/**
 * Bodies judged before they are sent: by the schemas, for whole answers, streams and jobs.
 *
 * @module
 */
import { BedrockRuntime, type BedrockRuntimeOptions, type InvokeModelInput } from "../../mod.ts";
import { type Complaint, validateBody } from "../../src/schemas/schemas.ts";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "../deps.ts";
import { guarded } from "./guarded.ts";

const bad = { prompt: "\n\nHuman: my secret plan\n\nAssistant:", temperature: 2 };
const good = { prompt: "\n\nHuman: hi\n\nAssistant:", max_tokens_to_sample: 5 };

function client(validate?: BedrockRuntimeOptions["validate"]): { bedrock: BedrockRuntime; sent: () => number } {
  let sent = 0;
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    fetch: () => {
      sent++;
      return Promise.resolve(Response.json({ completion: "", stop_reason: "stop_sequence", invocationArn: "a" }));
    },
    ...(validate ? { validate } : {}),
  });
  return { bedrock, sent: () => sent };
}

guarded(
  "BedrockRuntime judges bodies when it is told to: all complaints in one error, and nothing is sent",
  async () => {
    const { bedrock, sent } = client(validateBody);
    const modelId: string = "anthropic.claude-v2";
    const bodies = [bad, JSON.stringify(bad), new TextEncoder().encode(JSON.stringify(bad))];
    for (const body of bodies) {
      const input: InvokeModelInput = { modelId, body };
      for (
        const call of [() => bedrock.invokeModel(input), () => bedrock.invokeModelWithResponseStream(input)]
      ) {
        const error = await assertRejects(call, TypeError);
        assertStringIncludes(error.message, "max_tokens_to_sample is missing, wanted an integer from 0 to 4096; temp");
        assertStringIncludes(error.message, "temperature is 2, wanted a number from 0 to 1");
        assertEquals((error.cause as Complaint[]).map(({ path }) => path), ["max_tokens_to_sample", "temperature"]);
        assertEquals(error.message.includes("secret"), false);
      }
    }
    await assertRejects(() => bedrock.invokeModel({ modelId, body: "{not" }), TypeError, "not JSON");
    await assertRejects(() => bedrock.invokeModel({ modelId }), TypeError);
    const job = { outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://b" } } };
    await assertRejects(
      () => bedrock.startAsyncInvoke({ modelId: "luma.ray-v2:0" as string, modelInput: { prompt: 7 }, ...job }),
      TypeError,
      "prompt",
    );
    assertEquals(sent(), 0);
    await bedrock.startAsyncInvoke({ modelId: "luma.ray-v2:0", modelInput: { prompt: "waves" }, ...job });
    await bedrock.invokeModel({ modelId, body: good });
    assertEquals(sent(), 2);
  },
);

guarded("BedrockRuntime leaves alone what it cannot judge, and everything when it is not told to judge", async () => {
  const judged = client(validateBody);
  await judged.bedrock.invokeModel({ modelId: "arn:aws:bedrock:us-east-1:123456789012:prompt/PROMPT12345:1" });
  await judged.bedrock.invokeModel({ modelId: "nobody.new-v1:0", body: { any: "thing" } });
  await judged.bedrock.invokeModel({ modelId: "nobody.new-v1:0", body: "plain", contentType: "text/plain" });
  assertEquals(judged.sent(), 3);
  const unjudged = client();
  await unjudged.bedrock.invokeModel({ modelId: "anthropic.claude-v2" as string, body: bad });
  assertEquals(unjudged.sent(), 1);
  const asked: unknown[] = [];
  const own = client((modelId, body) => {
    asked.push([modelId, body]);
    return [];
  });
  await own.bedrock.invokeModel({ modelId: "a.b", body: '{"c":1}' });
  assertEquals([asked, own.sent()], [[["a.b", { c: 1 }]], 1]);
  assertThrows(() => client(true as unknown as BedrockRuntimeOptions["validate"]), TypeError, "validate");
});
