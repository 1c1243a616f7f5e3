import { assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { Bedrock } from "../../src/client/bedrock.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { type ControlPlane, createCatalogue } from "../../src/gateway/catalogue.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { ModelDirectory } from "../../src/gateway/model_directory.ts";
import { friendlyNames, idForRegion, isModelId, normalName, splitPrefix } from "../../src/gateway/model_names.ts";
import { nearNames } from "../../src/gateway/near_names.ts";
import { createBench, OPTIONS } from "./far_end.ts";

const SUMMARIES = [
  {
    modelId: "anthropic.claude-sonnet-4-6",
    modelName: "Claude Sonnet 4.6",
    inferenceTypesSupported: ["INFERENCE_PROFILE"],
    modelLifecycle: { status: "ACTIVE", startOfLifeTime: "2026-02-17T00:00:00Z" },
  },
  {
    modelId: "amazon.nova-lite-v1:0",
    modelName: "Nova Lite",
    inferenceTypesSupported: ["ON_DEMAND", "INFERENCE_PROFILE"],
  },
  { modelId: "amazon.nova-lite-v1:0:24k", modelName: "Nova Lite", inferenceTypesSupported: ["PROVISIONED"] },
  { modelId: "acme.only-global-v1:0", modelName: "Global", inferenceTypesSupported: ["INFERENCE_PROFILE"] },
  { modelId: "acme.old-v1", modelName: "Old", inferenceTypesSupported: ["PROVISIONED"] },
];
const PROFILES = [
  { inferenceProfileId: "eu.acme.only-global-v1:0", status: "ACTIVE", type: "APPLICATION" },
  { inferenceProfileId: "us.anthropic.claude-sonnet-4-6", status: "ACTIVE", type: "SYSTEM_DEFINED" },
  { inferenceProfileId: "eu.anthropic.claude-sonnet-4-6", status: "ACTIVE", type: "SYSTEM_DEFINED" },
  { inferenceProfileId: "global.acme.only-global-v1:0", status: "ACTIVE", type: "SYSTEM_DEFINED" },
  { inferenceProfileId: "us.acme.only-global-v1:0", status: "INACTIVE", type: "SYSTEM_DEFINED" },
  {
    inferenceProfileId: "abc123",
    status: "ACTIVE",
    type: "APPLICATION",
    inferenceProfileArn: "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
  },
];

interface Plane extends ControlPlane {
  asked: string[];
  fails: "nothing" | "profiles" | "everything";
}

function plane(): Plane {
  const self: Plane = {
    asked: [],
    fails: "nothing",
    fetch(path, init = {}): Promise<Response> {
      self.asked.push(path);
      if (self.fails === "everything" || (self.fails === "profiles" && path === "/inference-profiles")) {
        return Promise.resolve(Response.json({ message: "no" }, { status: 403 }));
      }
      if (path === "/foundation-models") return Promise.resolve(Response.json({ modelSummaries: SUMMARIES }));
      const isFirst = init.query?.nextToken === undefined;
      const half = isFirst ? PROFILES.slice(0, 2) : PROFILES.slice(2);
      return Promise.resolve(
        Response.json({ inferenceProfileSummaries: half, ...(isFirst ? { nextToken: "more" } : {}) }),
      );
    },
  };
  return self;
}

Deno.test("splitPrefix() knows a profile's prefix from a vendor, also one of tomorrow", OPTIONS, () => {
  assertEquals(splitPrefix("us.anthropic.claude-sonnet-4-6"), { prefix: "us", id: "anthropic.claude-sonnet-4-6" });
  assertEquals(splitPrefix("us-gov.amazon.nova-pro-v1:0"), { prefix: "us-gov", id: "amazon.nova-pro-v1:0" });
  assertEquals(splitPrefix("mars.acme.model-v1"), { prefix: "mars", id: "acme.model-v1" });
  for (const id of ["deepseek.v3.2", "zai.glm-4.7", "minimax.minimax-m2.1", "amazon.nova-pro-v1:0"]) {
    assertEquals(splitPrefix(id), { prefix: "", id });
  }
});

Deno.test("isModelId() knows Bedrock's ids from other people's names", OPTIONS, () => {
  for (
    const id of ["amazon.nova-pro-v1:0", "us.anthropic.claude-opus-5", "deepseek.v3.2", "acme.new", "arn:aws:bedrock:x"]
  ) {
    assertEquals(isModelId(id), true, id);
  }
  for (const id of ["gpt-4o", "gpt-3.5-turbo", "claude-3.5-sonnet", "nova-pro", "llama3.1-8b", "", "../x", "a.b c"]) {
    assertEquals(isModelId(id), false, id);
  }
});

Deno.test("idForRegion() takes the nearest profile there is", OPTIONS, () => {
  const model = { id: "a.b", onDemand: false, profiles: ["apac", "global", "us"] };
  assertEquals(idForRegion(model, "ap-northeast-1"), { modelId: "apac.a.b", leavesGeography: false });
  assertEquals(idForRegion(model, "eu-west-1"), { modelId: "global.a.b", leavesGeography: true });
  assertEquals(idForRegion({ id: "a.b", onDemand: false }, "eu-west-1"), { modelId: "eu.a.b", leavesGeography: false });
  assertEquals(idForRegion({ ...model, onDemand: true }, "us-east-1"), { modelId: "a.b", leavesGeography: false });
  assertEquals(idForRegion(model, "sa-east-1"), { modelId: "global.a.b", leavesGeography: true });
  const profiles = ["ca", "global"];
  assertEquals(idForRegion({ ...model, profiles }, "ca-central-1"), { modelId: "ca.a.b", leavesGeography: false });
});

Deno.test("friendlyNames() takes away version and date, and nothing that tells models apart", OPTIONS, () => {
  const wanted: Record<string, string> = {
    "anthropic.claude-sonnet-4-5-20250929-v1:0": "claude-sonnet-4-5",
    "anthropic.claude-opus-4-6-v1": "claude-opus-4-6",
    "anthropic.claude-sonnet-4-6": "claude-sonnet-4-6",
    "anthropic.claude-3-5-sonnet-20241022-v2:0": "claude-3-5-sonnet",
    "amazon.nova-pro-v1:0": "nova-pro",
    "amazon.nova-2-lite-v1:0": "nova-2-lite",
    "amazon.titan-embed-text-v2:0": "titan-embed-text-v2",
    "amazon.titan-embed-text-v1": "titan-embed-text-v1",
    "amazon.titan-image-generator-v2:0": "titan-image-generator-v2",
    "openai.gpt-oss-120b-1:0": "gpt-oss-120b",
    "deepseek.v3.2": "v3.2",
    "meta.llama3-1-8b-instruct-v1:0": "llama3-1-8b-instruct",
  };
  for (const [id, name] of Object.entries(wanted)) assertEquals(friendlyNames(id).at(-1), name);
});

Deno.test("normalName() takes off what clients put around a name", OPTIONS, () => {
  assertEquals(normalName("anthropic/claude-sonnet-4-5"), "claude-sonnet-4-5");
  assertEquals(normalName("bedrock/claude-sonnet-4-5-latest"), "claude-sonnet-4-5");
  assertEquals(normalName("us.anthropic.claude-opus-5[1m]"), "us.anthropic.claude-opus-5");
  assertEquals(
    normalName("arn:aws:bedrock:us-east-1::foundation-model/a.b"),
    "arn:aws:bedrock:us-east-1::foundation-model/a.b",
  );
});

Deno.test("normalName() takes off the names of vendors and of Bedrock, and no other path", OPTIONS, () => {
  for (const head of ["anthropic", "bedrock", "amazon-bedrock", "bedrock/anthropic", "openai", "mistral"]) {
    assertEquals(normalName(`${head}/a-model`), "a-model", head);
  }
  for (
    const name of ["claude-haiku/claude-opus-5", "anthropic.claude-haiku-/anthropic.claude-opus-5", "constructor/x"]
  ) {
    assertEquals(normalName(name), name);
  }
});

Deno.test("nearNames() is near, and silent when nothing is", OPTIONS, () => {
  assertEquals(nearNames("claude-sonet-4-5", ["claude-sonnet-4-5", "nova-pro", "titan"])[0], "claude-sonnet-4-5");
  assertEquals(nearNames("zzz", ["claude-sonnet-4-5", "nova-pro"]), []);
});

Deno.test("ModelDirectory resolves names without a control plane", OPTIONS, async () => {
  const directory = new ModelDirectory({
    aliases: { tutor: "claude-sonnet-4-5", "gpt-4o": "us.amazon.nova-pro-v1:0" },
  });
  const wanted: Record<string, string> = {
    "nova-pro": "amazon.nova-pro-v1:0",
    "claude-sonnet-4-5": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "claude-sonnet-4-5-20250929": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "anthropic/claude-3-5-sonnet-latest": "anthropic.claude-3-5-sonnet-20241022-v2:0",
    tutor: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "gpt-4o": "us.amazon.nova-pro-v1:0",
    "acme.tomorrow-v9:0": "acme.tomorrow-v9:0",
    "claude-v2": "anthropic.claude-v2",
    "arn:aws:bedrock:eu-west-1:123456789012:provisioned-model/abc":
      "arn:aws:bedrock:eu-west-1:123456789012:provisioned-model/abc",
  };
  for (const [name, modelId] of Object.entries(wanted)) {
    assertEquals((await directory.resolve(name, "eu-west-1")).modelId, modelId, name);
  }
  const error = await assertRejects(() => directory.resolve("constructor", "eu-west-1"), GatewayError);
  assertEquals([error.status, error.code], [404, "model_not_found"]);
});

Deno.test(
  "ModelDirectory asks the control plane for names of models newer than itself, and says when a geography is left",
  OPTIONS,
  async () => {
    const directory = new ModelDirectory({ aliases: {}, catalogue: createCatalogue(plane(), { now: () => 0 }) });
    assertEquals((await directory.resolve("only-global", "us-east-1")).modelId, "global.acme.only-global-v1:0");
    assertStringIncludes((await directory.resolve("only-global", "us-east-1")).warning!, "global");
    assertEquals(await directory.resolve("claude-sonnet-4-6", "eu-west-1"), {
      modelId: "eu.anthropic.claude-sonnet-4-6",
    });
  },
);

Deno.test("ModelDirectory goes on without permission to list", OPTIONS, async () => {
  const control = plane();
  control.fails = "everything";
  const directory = new ModelDirectory({ aliases: {}, catalogue: createCatalogue(control, { now: () => 0 }) });
  assertEquals((await directory.resolve("nova-pro", "us-east-1")).modelId, "amazon.nova-pro-v1:0");
});

Deno.test("createCatalogue() lists what can be called, over all pages, once for many", OPTIONS, async () => {
  const control = plane();
  let time = 0;
  const catalogue = createCatalogue(control, { now: () => time });
  const [first, second] = await Promise.all([catalogue.list(), catalogue.list()]);
  assertEquals(first, second);
  assertEquals(first.map(({ id, onDemand, profiles }) => [id, onDemand, profiles]), [
    ["acme.only-global-v1:0", false, ["global"]],
    ["amazon.nova-lite-v1:0", true, []],
    ["anthropic.claude-sonnet-4-6", false, ["us", "eu"]],
  ]);
  assertEquals(control.asked.length, 3);
  time = 299_999;
  await catalogue.list();
  assertEquals(control.asked.length, 3);
  time = 300_000;
  await catalogue.list();
  assertEquals(control.asked.length, 6);
});

Deno.test("createCatalogue() serves the last good list when AWS fails", OPTIONS, async () => {
  const control = plane();
  let time = 0;
  const catalogue = createCatalogue(control, { now: () => time });
  const good = await catalogue.list();
  control.fails = "everything";
  time = 400_000;
  assertEquals(await catalogue.list(), good);
  const asked = control.asked.length;
  await catalogue.list();
  assertEquals(control.asked.length, asked);
  const never = createCatalogue(control, { now: () => 0 });
  await assertRejects(() => never.list(), Error, "403");
});

Deno.test("createCatalogue() does without the profiles when those may not be listed", OPTIONS, async () => {
  const control = plane();
  control.fails = "profiles";
  const list = await createCatalogue(control, { now: () => 0 }).list();
  assertEquals(list.every(({ profiles }) => profiles === undefined), true);
});

Deno.test(
  "GET /v1/models lists friendly names and ids in OpenAI's shape, aliases first, and no ARN",
  OPTIONS,
  async () => {
    const bench = createBench({
      control: plane(),
      models: { tutor: "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/x" },
    });
    const text = await (await bench.call("/v1/models")).text();
    const list = JSON.parse(text);
    assertEquals(list.object, "list");
    assertEquals(list.data.map(({ id }: { id: string }) => id), [
      "tutor",
      "only-global",
      "global.acme.only-global-v1:0",
      "nova-lite",
      "amazon.nova-lite-v1:0",
      "claude-sonnet-4-6",
      "us.anthropic.claude-sonnet-4-6",
    ]);
    assertEquals(list.data.at(-1), {
      id: "us.anthropic.claude-sonnet-4-6",
      object: "model",
      created: Date.UTC(2026, 1, 17) / 1000,
      owned_by: "anthropic",
    });
    assertEquals(/arn:|\d{12}/.test(text), false);
  },
);

Deno.test("GET /v1/models lists pages in Anthropic's shape for who names its version", OPTIONS, async () => {
  const bench = createBench({ control: plane() });
  const headers = { "anthropic-version": "2023-06-01" };
  const page = await (await bench.call("/v1/models?limit=2", { headers })).json();
  assertEquals([page.data.length, page.has_more, page.first_id, page.last_id], [
    2,
    true,
    "only-global",
    "global.acme.only-global-v1:0",
  ]);
  assertEquals(page.data[0].type, "model");
  const next = await (await bench.call(`/v1/models?limit=100&after_id=${page.last_id}`, { headers })).json();
  assertEquals([next.data[0].id, next.has_more], ["nova-lite", false]);
  const before = await (await bench.call(`/v1/models?before_id=${page.last_id}`, { headers })).json();
  assertEquals(before.data.map(({ id }: { id: string }) => id), ["only-global"]);
});

Deno.test("GET /v1/models offers a key only what it may use", OPTIONS, async () => {
  const bench = createBench({ control: plane(), keys: [{ key: "k", models: ["*claude*"] }] });
  const { data } = await (await bench.call("/v1/models", { headers: { "x-api-key": "k" } })).json();
  assertEquals(data.map(({ id }: { id: string }) => id), ["claude-sonnet-4-6", "us.anthropic.claude-sonnet-4-6"]);
});

Deno.test("GET /v1/models/{id} shows a model by any of its names, or says that there is none", OPTIONS, async () => {
  const bench = createBench({ control: plane() });
  for (
    const name of ["nova-lite", "amazon.nova-lite-v1%3A0", "amazon.nova-lite-v1:0", "us.anthropic.claude-sonnet-4-6"]
  ) {
    const response = await bench.call(`/v1/models/${name}`);
    assertEquals([response.status, (await response.json()).id], [200, decodeURIComponent(name)]);
  }
  const missing = await bench.call("/v1/models/gpt-99");
  assertEquals([missing.status, (await missing.json()).error.code], [404, "model_not_found"]);
});

Deno.test(
  "GET /v1/models/{id} shows a key no model that it may not use, however its name begins or ends",
  OPTIONS,
  async () => {
    const keys = [{ key: "k", models: ["anthropic*", "nova-*", "*-latest"] }];
    const bench = createBench({ control: plane(), keys });
    for (
      const [name, status] of [["nova-lite", 200], ["amazon%2Fnova-lite", 200], ["nova-x%2Fonly-global", 404], [
        "anthropic%2Fonly-global",
        404,
      ], ["only-global-latest", 404]] as const
    ) {
      const response = await bench.call(`/v1/models/${name}`, { headers: { "x-api-key": "k" } });
      assertEquals(response.status, status, name);
      await response.body?.cancel();
    }
  },
);

Deno.test("GET /v1/models/{id} shows every model on the list, whatever its alias is made of", OPTIONS, async () => {
  const models = {
    "my model": "amazon.nova-pro-v1:0",
    "embed@query": "cohere.embed-english-v3",
    "100%25": "amazon.nova-lite-v1:0",
  };
  const bench = createBench({ models });
  const { data } = await (await bench.call("/v1/models")).json();
  for (const { id } of data) {
    const response = await bench.call(`/v1/models/${encodeURIComponent(id)}`);
    assertEquals([response.status, (await response.json()).id], [200, id]);
  }
  const long = await bench.call("/v1/models/nova-lite%5B1m%5D");
  assertEquals([long.status, (await long.json()).id], [200, "nova-lite[1m]"]);
  for (const [name, status] of [["%E4%BD%A0", 404], ["amazon.nova-lite-v1%253A0", 200], ["%zz", 400]] as const) {
    const response = await bench.call(`/v1/models/${name}`);
    await response.body?.cancel();
    assertEquals(response.status, status, name);
  }
});

Deno.test("GET /v1/models works with the control client and the emulator, and without either", OPTIONS, async () => {
  const control = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
  for (const bench of [createBench({ control }), createBench()]) {
    const { data } = await (await bench.call("/v1/models")).json();
    const ids: string[] = data.map(({ id }: { id: string }) => id);
    assertEquals(ids.includes("nova-lite") && ids.includes("us.anthropic.claude-sonnet-4-5-20250929-v1:0"), true);
    assertEquals(new Set(ids).size, ids.length);
  }
});
