/**
 * The fault matrix once more, with the AWS SDK on the same server: a table of what each tells its caller.
 *
 * @module
 */
import { BedrockRuntime } from "../../mod.ts";
import { bedrockRuntimeClient, nodeHttpHandler } from "../clients.ts";
import { assert, assertEquals } from "../deps.ts";
import { startFaultServer } from "./fault_server.ts";
import { FAULTS, KINDS, modelId } from "./faults.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

/** What a caller sees: the error, or that all seemed well. */
async function outcome(run: () => Promise<number>): Promise<string> {
  try {
    return `silent, ${await run()} events`;
  } catch (error) {
    const { code, name, message } = error as { code?: string; name: string; message: string };
    return `throws ${code ?? (name === "Error" || name === "TypeError" ? message.slice(0, 40) : name)}`;
  }
}

// The SDK leaves sockets behind when it fails, so its half is not under guard
Deno.test("every fault is thrown, also those that the AWS SDK passes over in silence", async () => {
  const { BedrockRuntimeClient, ConverseStreamCommand, InvokeModelWithResponseStreamCommand } =
    await bedrockRuntimeClient();
  const { NodeHttpHandler } = await nodeHttpHandler();
  const rows: Record<string, Record<string, string>> = {};
  let silent = 0;
  for (const kind of KINDS) {
    for (const fault of FAULTS) {
      await using server = startFaultServer(() => fault.reply(kind));
      const ours = new BedrockRuntime({
        region: "us-east-1",
        credentials,
        endpoint: server.endpoint,
        sleep: () => Promise.resolve(),
      });
      const our = await outcome(async () => (await Array.fromAsync(await kind.call(ours))).length);
      const theirs = new BedrockRuntimeClient({
        region: "us-east-1",
        credentials,
        endpoint: server.endpoint,
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler(),
      });
      const their = await outcome(async () => {
        const reply = kind.name === "Invoke"
          ? (await theirs.send(new InvokeModelWithResponseStreamCommand({ modelId, body: "{}" }))).body
          : (await theirs.send(new ConverseStreamCommand({ modelId, messages: [] }))).stream;
        return (await Array.fromAsync(reply as AsyncIterable<unknown>)).length;
      });
      theirs.destroy();
      rows[`${kind.name}: ${fault.name}`] = { "this library": our, "AWS SDK": their };
      assertEquals(our, `throws ${fault.code}`);
      if (their.startsWith("silent")) silent++;
    }
  }
  console.table(rows);
  assert(silent > 0, "the SDK passes some over; when it no longer does, this test has nothing to show");
});
