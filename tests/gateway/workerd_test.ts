import { assert, assertEquals, assertStringIncludes } from "../deps.ts";
import { EventStreamDecoder } from "../../src/wire/event_stream.ts";
import { OPTIONS } from "./far_end.ts";
import { withWorkerd } from "./workerd.ts";

const HEADERS = { authorization: "Bearer worker-key", "content-type": "application/json" };
const PROMPT = "Count from one to one hundred, and say something about each number";

async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 100; turn++) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

Deno.test("createHandler() in workerd answers as it does in Deno", OPTIONS, async (test) => {
  await withWorkerd(new URL("worker.ts", import.meta.url), async (url) => {
    const post = (path: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
      fetch(url + path, { method: "POST", body: JSON.stringify(body), headers: HEADERS, ...init });
    const converse = { messages: [{ role: "user", content: [{ text: PROMPT }] }], inferenceConfig: { maxTokens: 100 } };
    const chat = { model: "nova-lite", messages: [{ role: "user", content: PROMPT }], max_tokens: 100 };

    await test.step("health, keys and routes", async () => {
      assertEquals(await (await fetch(`${url}/health`)).json(), { status: "ok" });
      const refused = await fetch(`${url}/v1/models`);
      assertEquals([refused.status, (await refused.json()).error.code], [401, "invalid_api_key"]);
      const unknown = await fetch(`${url}/nothing`);
      assertEquals([unknown.status, (await unknown.json()).error.code], [404, "unknown_url"]);
      assertEquals((await (await fetch(`${url}/v1/models`, { headers: HEADERS })).json()).object, "list");
    });

    await test.step("JSON, in Bedrock's words and OpenAI's", async () => {
      const native = await post("/model/amazon.nova-lite-v1:0/converse", converse);
      assertEquals([native.status, native.headers.get("x-bedrock-region")], [200, "us-east-1"]);
      const { output } = await native.json();
      const { choices } = await (await post("/v1/chat/completions", chat)).json();
      assertEquals(choices[0].message.content, output.message.content[0].text);
    });

    await test.step("an event stream, relayed", async () => {
      const response = await post("/model/amazon.nova-lite-v1:0/converse-stream", converse);
      const decoder = new EventStreamDecoder();
      const types: unknown[] = [];
      for await (const piece of response.body!) {
        for (const { headers } of decoder.push(piece)) types.push(headers[":event-type"]!.value);
      }
      decoder.end();
      assertEquals([types[0], types.at(-1)], ["messageStart", "metadata"]);
    });

    await test.step("server-sent events, in Bedrock's words and OpenAI's", async () => {
      const headers = { ...HEADERS, accept: "text/event-stream" };
      const native = await post("/model/amazon.nova-lite-v1:0/converse-stream", converse, { headers });
      assertStringIncludes(await native.text(), "event: messageStop\ndata: ");
      const openai = await (await post("/v1/chat/completions", { ...chat, stream: true })).text();
      assertStringIncludes(openai, "data: [DONE]\n\n");
    });

    await test.step("a heartbeat in quiet gaps, in each dialect's way", async () => {
      const headers = { ...HEADERS, accept: "text/event-stream" };
      const native = await post("/model/amazon.nova-lite-v1:0/converse-stream", converse, { headers });
      const openai = await post("/v1/chat/completions", { ...chat, stream: true });
      const anthropic = await post("/v1/messages", { ...chat, stream: true });
      assertStringIncludes(await native.text(), "\n\n: ping\n\n");
      assertStringIncludes(await openai.text(), "\n\n: ping\n\n");
      assertStringIncludes(await anthropic.text(), '\n\nevent: ping\ndata: {"type":"ping"}\n\n');
    });

    await test.step("who leaves a stream ends it upstream", async () => {
      const cancelled = async (): Promise<number> => (await fetch(`${url}/cancelled`)).json();
      const before = await cancelled();
      const requests: [string, unknown][] = [
        ["/model/amazon.nova-lite-v1:0/converse-stream", converse],
        ["/v1/chat/completions", { ...chat, stream: true }],
        ["/v1/responses", { model: "nova-lite", input: PROMPT, stream: true }],
        ["/v1/messages", { ...chat, stream: true }],
      ];
      for (const [path, body] of requests) {
        const controller = new AbortController();
        const response = await post(path, body, { signal: controller.signal });
        const reader = response.body!.getReader();
        await reader.read();
        controller.abort();
        await reader.closed.catch(() => {});
      }
      assert(await until(async () => await cancelled() === before + requests.length), "the emulator was not told");
    });
  });
});
