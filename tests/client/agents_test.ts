/**
 * The agent runtime: all 35 operations beside AWS's own client, streams and their ends, lists, and whose keys are taken.
 *
 * @module
 */
// deno-lint-ignore-file no-explicit-any -- AWS's package is asked by name, where it has no types
import { agentOperations } from "../../src/client/agent_operations.ts";
import {
  type AgentOperationName,
  type AgentStreamName,
  BedrockAgentRuntime,
  BedrockError,
} from "../../src/client/bedrock_agent_runtime.ts";
import { ServiceClient } from "../../src/client/service_client.ts";
import { encodeMessage } from "../../src/wire/event_stream.ts";
import { bedrockAgentRuntimeClient, bedrockRuntimeClient } from "../clients.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../deps.ts";
import { compare, drained, FarEnd } from "./compared.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";
import { descriptions, hasChoice, Maker, replyOf, theirClient, ways } from "./second_opinion.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

function frame(type: string, payload: unknown, kind: "event" | "exception" = "event"): Uint8Array<ArrayBuffer> {
  return encodeMessage({
    headers: {
      ":message-type": { type: "string", value: kind },
      [`:${kind}-type`]: { type: "string", value: type },
    },
    body: new TextEncoder().encode(JSON.stringify(payload)),
  }) as Uint8Array<ArrayBuffer>;
}

function answering(frames: Uint8Array<ArrayBuffer>[], headers: Record<string, string> = {}): BedrockAgentRuntime {
  return new BedrockAgentRuntime({
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    fetch: () =>
      Promise.resolve(
        new Response(new Blob(frames), {
          headers: { "content-type": "application/vnd.amazon.eventstream", ...headers },
        }),
      ),
  });
}

guarded("BedrockAgentRuntime sends and reads all 35 operations as AWS's own client does", async () => {
  await using farEnd = new FarEnd();
  const sdk: any = await bedrockAgentRuntimeClient();
  const theirs = await theirClient(sdk.BedrockAgentRuntimeClient, farEnd.url);
  const ours = new BedrockAgentRuntime({ region: "us-east-1", credentials, endpoint: farEnd.url });
  const all = await descriptions(sdk);
  assertEquals(all.map(({ name }) => name).sort(), Object.keys(agentOperations).sort());
  assertEquals(all.length, 35);
  for (const description of all) {
    const { name, input } = description;
    const maker = new Maker(false), wire = new Maker(true);
    for (const only of ways(hasChoice(input) || hasChoice(description.output) ? 120 : 3)) {
      const document = maker.structure(input, only);
      farEnd.next = replyOf(description, wire);
      await compare(
        farEnd,
        `${name} (${only})`,
        async () => {
          const { $metadata: _, ...output } = await theirs.send(new sdk[`${name}Command`](document));
          for (const member in output) output[member] = await drained(output[member]);
          return output;
        },
        async () => {
          if (!agentOperations[name as AgentOperationName][1]?.events) {
            return ours.call(name as Exclude<AgentOperationName, AgentStreamName>, document);
          }
          const stream = await ours.stream(name as AgentStreamName, document);
          const member = [...description.output.structIterator()].find(([, one]: any) => one.isStreaming())![0];
          return { ...stream.members, [member]: await drained(stream) };
        },
      );
    }
  }
  theirs.destroy();
});

guarded("BedrockAgentRuntime.stream() gives what the headers say beside the events", async () => {
  const bedrock = answering([frame("chunk", { bytes: btoa("Hi") })], {
    "x-amz-bedrock-agent-session-id": "s1",
    "x-amz-bedrock-agent-memory-id": "m1",
    "x-amzn-bedrock-agent-content-type": "application/json",
    "x-amzn-requestid": "r1",
  });
  const input = { agentId: "A", agentAliasId: "B", sessionId: "s1", inputText: "Hello" };
  const stream = await bedrock.stream("InvokeAgent", input);
  assertEquals(stream.members, { sessionId: "s1", memoryId: "m1", contentType: "application/json" });
  assertEquals(stream.requestId, "r1");
  assertEquals(await drained(stream), [{ chunk: { bytes: new TextEncoder().encode("Hi") } }]);
});

guarded("BedrockAgentRuntime.stream() ends only where the operation's own end was seen", async () => {
  const flow = { flowIdentifier: "F", flowAliasIdentifier: "A", inputs: [] };
  const said = frame("flowOutputEvent", { nodeName: "n", nodeType: "FlowOutputNode", content: { document: "x" } });
  const done = frame("flowCompletionEvent", { completionReason: "SUCCESS" });
  assertEquals((await drained(await answering([said, done]).stream("InvokeFlow", flow)) as unknown[]).length, 2);
  const codeOf = async (frames: Uint8Array<ArrayBuffer>[], name: AgentStreamName, input: object): Promise<string> => {
    const error = await assertRejects(async () => drained(await answering(frames).stream(name, input)), BedrockError);
    return error.code;
  };
  assertEquals(await codeOf([said], "InvokeFlow", flow), "StreamIncomplete");
  assertEquals(await codeOf([said, done.subarray(0, 20)], "InvokeFlow", flow), "StreamIncomplete");
  assertEquals(await codeOf([], "RetrieveAndGenerateStream", { input: { text: "x" } }), "StreamIncomplete");
  const optimize = { input: { textPrompt: { text: "x" } }, targetModelId: "m" };
  assertEquals(
    await codeOf([frame("analyzePromptEvent", { message: "m" })], "OptimizePrompt", optimize),
    "StreamIncomplete",
  );
});

guarded("BedrockAgentRuntime.stream() throws what an exception frame says, with the text so far", async () => {
  const bedrock = answering([
    frame("output", { text: "once " }),
    frame("output", { text: "upon" }),
    frame("dependencyFailedException", { message: "no store" }, "exception"),
  ]);
  const events: unknown[] = [];
  const error = await assertRejects(
    async () => {
      for await (const event of await bedrock.stream("RetrieveAndGenerateStream", { input: { text: "x" } })) {
        events.push(event);
      }
    },
    BedrockError,
    "no store",
  );
  assertEquals([error.code, error.partial?.text], ["DependencyFailedException", "once upon"]);
  assertEquals(events, [{ output: { text: "once " } }, { output: { text: "upon" } }]);
});

guarded(
  "an exception frame stands for the status that AWS's model gives it, and is retried as an answer of that status is",
  async () => {
    const services = [[await bedrockAgentRuntimeClient(), "bedrock-agent-runtime"], [
      await bedrockRuntimeClient(),
      "bedrock-runtime",
    ]] as const;
    let seen = 0;
    for (const [sdk, service] of services) {
      for (const { name, output } of await descriptions(sdk)) {
        const events = [...output.structIterator()].find(([, member]: any) => member.isStreaming())?.[1];
        const operation = { name, path: "/", events: { chunk: {} } };
        for (const [type, member] of events?.isUnionSchema() ? [...events.structIterator()] : []) {
          const { error, httpError } = member.getMergedTraits();
          if (!error) continue;
          seen++;
          const told: unknown[] = [];
          for (const framed of [true, false]) {
            let sent = 0;
            const client = new ServiceClient(service, {
              region: "us-east-1",
              credentials,
              sleep: () => Promise.resolve(),
              fetch: () => {
                sent++;
                const code = type[0].toUpperCase() + type.slice(1);
                return Promise.resolve(
                  framed
                    ? new Response(frame(type, { message: "m" }, "exception"), {
                      headers: { "content-type": "application/vnd.amazon.eventstream" },
                    })
                    : Response.json({ message: "m" }, { status: httpError, headers: { "x-amzn-errortype": code } }),
                );
              },
            });
            const thrown = await assertRejects(() => client.stream(operation, {}, {}), BedrockError);
            told.push({ code: thrown.code, status: thrown.status, retryable: thrown.retryable, sent });
          }
          assertEquals(told[0], told[1], `${service}, ${name}`);
          assertEquals((told[0] as BedrockError).status, httpError);
        }
      }
    }
    assert(seen > 50, `${seen}`);
  },
);

guarded("BedrockAgentRuntime refuses API keys, wherever they come from", async () => {
  const apiKey = { apiKey: "bedrock-api-key-xyz" };
  assertThrows(() => new BedrockAgentRuntime({ region: "us-east-1", credentials: apiKey }), TypeError);
  let sent = 0;
  const bedrock = new BedrockAgentRuntime({
    region: "us-east-1",
    credentials: () => Promise.resolve(apiKey),
    fetch: () => Promise.resolve(Response.json({ sent: ++sent })),
  });
  const error = await assertRejects(
    () => bedrock.retrieve({ knowledgeBaseId: "KB12345678", retrievalQuery: { text: "x" } }),
    BedrockError,
  );
  assertEquals([error.code, sent, error.message.includes("xyz")], ["CredentialsUnavailable", 0, false]);
});

guarded("BedrockAgentRuntime refuses what is no operation, and a stream where none is", async () => {
  const bedrock = answering([]);
  await assertRejects(() => bedrock.call("GetNothing" as "Retrieve"), TypeError);
  await assertRejects(() => bedrock.call("constructor" as "Retrieve"), TypeError);
  await assertRejects(() => bedrock.call("InvokeAgent" as "Retrieve"), TypeError, "stream()");
  await assertRejects(() => bedrock.stream("Retrieve" as "InvokeAgent", {}), TypeError, "call()");
  assertThrows(() => bedrock.list("GetSession"), TypeError);
});

guarded("BedrockAgentRuntime.list() follows tokens, in the query or in the body as the operation has it", async () => {
  const tokens: unknown[] = [];
  const bedrock = new BedrockAgentRuntime({
    region: "us-east-1",
    credentials,
    fetch: (input, init) => {
      const { searchParams, pathname } = new URL(String(input));
      const inBody = init?.body ? JSON.parse(bodyText(init.body)).nextToken : undefined;
      tokens.push(searchParams.get("nextToken") ?? inBody ?? "");
      const member = pathname === "/sessions/" ? "sessionSummaries" : "retrievalResults";
      return Promise.resolve(
        Response.json(tokens.at(-1) ? { [member]: ["c"] } : { [member]: ["a", "b"], nextToken: "t=2" }),
      );
    },
  });
  const all: unknown[] = [];
  for await (const item of bedrock.list("ListSessions")) all.push(item);
  const query = { knowledgeBaseId: "KB12345678", retrievalQuery: { text: "x" } };
  for await (const item of bedrock.list("Retrieve", query)) all.push(item);
  assertEquals(all, ["a", "b", "c", "a", "b", "c"]);
  assertEquals(tokens, ["", "t=2", "", "t=2"]);
});
