/**
 * The control plane: all 108 operations beside AWS's own client, lists, the choice of an id, and misuse.
 *
 * @module
 */
// deno-lint-ignore-file no-explicit-any -- AWS's package is asked by name, where it has no types
import { BedrockRuntime } from "../../mod.ts";
import { Bedrock, BedrockError, type ControlOperationName } from "../../src/client/bedrock.ts";
import { BedrockAgentRuntime } from "../../src/client/bedrock_agent_runtime.ts";
import { controlOperations } from "../../src/client/control_operations.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { bedrockClient } from "../clients.ts";
import {
  assert,
  assertEquals,
  assertGreater,
  assertRejects,
  assertStringIncludes,
  assertThrows,
  fail,
} from "../deps.ts";
import { compare, FarEnd } from "./compared.ts";
import { guarded } from "./guarded.ts";
import { descriptions, hasChoice, Maker, replyOf, theirClient, ways } from "./second_opinion.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

guarded("Bedrock.call() sends and reads all 108 operations as AWS's own client does", async () => {
  await using farEnd = new FarEnd();
  const sdk: any = await bedrockClient();
  const theirs = await theirClient(sdk.BedrockClient, farEnd.url);
  const ours = new Bedrock({ region: "us-east-1", credentials, endpoint: farEnd.url });
  const all = await descriptions(sdk);
  assertEquals(all.map(({ name }) => name).sort(), Object.keys(controlOperations).sort());
  assertEquals(all.length, 108);
  for (const description of all) {
    const { name, input } = description;
    const maker = new Maker(false), wire = new Maker(true);
    for (const only of ways(hasChoice(input) || hasChoice(description.output) ? 40 : 3)) {
      const document = maker.structure(input, only);
      farEnd.next = replyOf(description, wire);
      await compare(
        farEnd,
        `${name} (${only})`,
        async () => {
          const { $metadata: _, ...output } = await theirs.send(new sdk[`${name}Command`](document));
          return output;
        },
        () => ours.call(name as ControlOperationName, document),
      );
    }
  }
  theirs.destroy();
});

guarded("Bedrock reads numbers that JSON has none for", async () => {
  const reply = {
    trainingMetrics: { trainingLoss: "NaN" },
    validationMetrics: [{ validationLoss: "Infinity" }, { validationLoss: 0.5 }],
  };
  const fetch = (): Promise<Response> => Promise.resolve(Response.json(reply));
  const model = await new Bedrock({ region: "us-east-1", credentials, fetch }).getCustomModel({ modelIdentifier: "m" });
  assertEquals(model.trainingMetrics, { trainingLoss: NaN });
  assertEquals(model.validationMetrics, [{ validationLoss: Infinity }, { validationLoss: 0.5 }]);
  const references = { retrievalResults: [{ content: { text: "x" }, score: "-Infinity" }] };
  const agents = new BedrockAgentRuntime({
    region: "us-east-1",
    credentials,
    fetch: () => Promise.resolve(Response.json(references)),
  });
  const { retrievalResults } = await agents.retrieve({ knowledgeBaseId: "k", retrievalQuery: { text: "x" } });
  assertEquals(retrievalResults[0]?.score, -Infinity);
});

guarded("Bedrock.call() refuses a name that is no operation, and sends nothing", async () => {
  let sent = 0;
  const bedrock = new Bedrock({
    region: "us-east-1",
    credentials,
    fetch: () => Promise.resolve(Response.json({ sent: ++sent })),
  });
  for (const name of ["GetNothing", "constructor", "toString", ""] as string[] as ControlOperationName[]) {
    await assertRejects(() => bedrock.call(name), TypeError);
    assertThrows(() => bedrock.list(name), TypeError);
  }
  assertThrows(() => bedrock.list("GetFoundationModel"), TypeError);
  await assertRejects(() => bedrock.call("GetFoundationModel"), TypeError, "modelIdentifier is missing");
  assertEquals(sent, 0);
});

guarded("Bedrock's lists are one page when awaited, all items when looped over, whole pages by pages()", async () => {
  const bedrock = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
  const input = { maxResults: 7 };
  const page = await bedrock.listInferenceProfiles(input);
  assertEquals(page.inferenceProfileSummaries?.length, 7);
  assert(page.nextToken);
  const ids: string[] = [];
  for await (const { inferenceProfileId } of bedrock.listInferenceProfiles(input)) ids.push(inferenceProfileId);
  assertEquals(new Set(ids).size, ids.length);
  let pages = 0, items = 0;
  for await (const { inferenceProfileSummaries = [] } of bedrock.listInferenceProfiles(input).pages()) {
    pages++;
    items += inferenceProfileSummaries.length;
  }
  assertEquals([pages, items], [Math.ceil(ids.length / 7), ids.length]);
  assertGreater(pages, 1);
  for (
    const listing of [
      bedrock.listProvisionedModelThroughputs(),
      bedrock.listPromptRouters(),
      bedrock.listCustomModels(),
      bedrock.listCustomModelDeployments(),
      bedrock.listImportedModels(),
      bedrock.listMarketplaceModelEndpoints(),
      bedrock.list("ListModelInvocationJobs"),
    ]
  ) {
    for await (const item of listing) fail(`the emulator has none: ${JSON.stringify(item)}`);
  }
});

guarded(
  "Bedrock's lists end with an error when a page leads to itself, and fetch no page that nobody reads",
  async () => {
    let asked = 0;
    const bedrock = new Bedrock({
      region: "us-east-1",
      credentials,
      fetch: () => Promise.resolve(Response.json({ guardrails: [{ id: `g${++asked}` }], nextToken: "same" })),
    });
    const ids: string[] = [];
    await assertRejects(async () => {
      for await (const { id } of bedrock.listGuardrails()) ids.push(id);
    }, TypeError);
    assertEquals(ids, ["g1", "g2"]);
    asked = 0;
    for await (const _ of bedrock.listGuardrails()) break;
    assertEquals(asked, 1);
  },
);

guarded("an error names a profile's id to call instead, and none that stacks one prefix on another", async () => {
  for (
    const [modelId, hint] of [
      ["anthropic.claude-sonnet-4-6", "wanted an inference profile such as eu.anthropic.claude-sonnet-4-6"],
      ["zai.glm-4.7", "wanted an inference profile such as eu.zai.glm-4.7"],
      ["eu.anthropic.claude-sonnet-4-6", undefined],
      ["us-gov.amazon.nova-pro-v1:0", undefined],
    ] as const
  ) {
    const message = `Invocation of model ID ${modelId} with on-demand throughput isn't supported.`;
    const fetch = (): Promise<Response> =>
      Promise.resolve(
        Response.json({ message }, { status: 400, headers: { "x-amzn-errortype": "ValidationException" } }),
      );
    const runtime = new BedrockRuntime({ region: "eu-west-1", credentials: emulatorCredentials, fetch });
    const error = await assertRejects(() => runtime.converse({ modelId, messages: [] }), BedrockError);
    assertEquals(/wanted .*/.exec(error.message)?.[0], hint);
  }
});

guarded("Bedrock.chooseModelId() finds the id that the emulator then answers to, from every geography", async () => {
  const fetch = createEmulator();
  const model = "anthropic.claude-sonnet-4-5-20250929-v1:0";
  for (const [region, prefix] of [["us-east-1", "us"], ["eu-west-1", "eu"], ["ap-northeast-1", "jp"]] as const) {
    const common = { region, credentials: emulatorCredentials, fetch };
    const choice = await new Bedrock(common).chooseModelId(model);
    assertEquals([choice.modelId, choice.via], [`${prefix}.${model}`, "inference-profile"]);
    assert(!choice.leavesGeography);
    assertEquals(await new Bedrock(common).chooseModelId(`${prefix}.${model}`), choice);
    const runtime = new BedrockRuntime(common);
    const messages = [{ role: "user" as const, content: [{ text: "Hi" }] }];
    assert((await runtime.converse({ modelId: choice.modelId, messages })).output.message);
    const error = await assertRejects(() => runtime.converse({ modelId: model, messages }), BedrockError);
    assertStringIncludes(error.message, `wanted an inference profile such as ${choice.modelId}`);
  }
  const bedrock = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch });
  const { via, modelId } = await bedrock.chooseModelId("amazon.titan-embed-text-v2:0");
  assertEquals([via, modelId], ["on-demand", "amazon.titan-embed-text-v2:0"]);
  await assertRejects(() => bedrock.chooseModelId("nobody.nothing-v1:0"), BedrockError);
});

guarded("Bedrock.chooseModelId() says when only a global profile leads to a model, wherever it is asked", async () => {
  const choose = async (region: string, prefixes: string[]): Promise<unknown[]> => {
    const bedrock = new Bedrock({
      region,
      credentials,
      fetch: (input) =>
        Promise.resolve(Response.json(
          String(input).includes("/foundation-models/")
            ? { modelDetails: { inferenceTypesSupported: ["INFERENCE_PROFILE"] } }
            : {
              inferenceProfileSummaries: prefixes.map((prefix) => ({
                inferenceProfileId: `${prefix}.a.b-v1`,
                status: "ACTIVE",
                models: [{ modelArn: "arn:aws:bedrock:us-east-1::foundation-model/a.b-v1" }],
              })),
            },
        )),
    });
    const { modelId, leavesGeography } = await bedrock.chooseModelId("a.b-v1");
    return [modelId, leavesGeography];
  };
  for (const region of ["sa-east-1", "me-central-1", "eu-west-1", "ca-central-1"]) {
    assertEquals(await choose(region, ["global"]), ["global.a.b-v1", true], region);
  }
  assertEquals(await choose("ca-central-1", ["global", "ca"]), ["ca.a.b-v1", false]);
  assertEquals(await choose("eu-west-1", ["us"]), ["us.a.b-v1", true]);
});

guarded(
  "Bedrock.chooseModelId() falls back to a provisioned throughput, and says when nothing leads to a model",
  async () => {
    const arn = "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc";
    let throughputs: unknown[] = [{
      provisionedModelArn: arn,
      foundationModelArn: "arn:aws:bedrock:us-east-1::foundation-model/a.b-v1",
    }];
    const bedrock = new Bedrock({
      region: "us-east-1",
      credentials,
      fetch: (input) => {
        const { pathname } = new URL(String(input));
        return Promise.resolve(Response.json(
          pathname.startsWith("/foundation-models/")
            ? { modelDetails: { inferenceTypesSupported: ["PROVISIONED"] } }
            : pathname === "/inference-profiles"
            ? { inferenceProfileSummaries: [] }
            : { provisionedModelSummaries: throughputs },
        ));
      },
    });
    assertEquals(await bedrock.chooseModelId("a.b-v1"), {
      modelId: arn,
      via: "provisioned-throughput",
      regions: ["us-east-1"],
      leavesGeography: false,
      others: [],
    });
    throughputs = [];
    const error = await assertRejects(() => bedrock.chooseModelId("a.b-v1"), BedrockError);
    assertEquals(error.code, "ModelNotOffered");
  },
);
