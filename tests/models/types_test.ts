// What this file promises is held by the compiler: a promise that breaks does not compile.
import { assertEquals } from "../deps.ts";
import type {
  AmazonNovaEmbedAsyncRequest,
  AmazonTitanTextResponse,
  AnthropicMessagesRequest,
  AnthropicMessagesResponse,
  Bodies,
  ChunkOf,
  Document,
  FamilyName,
  FamilyOf,
  FamilyRequests,
  ModelId,
  ModelInputOf,
  RequestOf,
  ResponseOf,
} from "../../src/models/models.ts";
import type { ids } from "./ids.ts";

const options = { sanitizeOps: true, sanitizeResources: true };

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only for `true`. */
function holds<_ extends true>(): void {}

type Ids = typeof ids;
type Named = Exclude<FamilyName, "imported-model" | "marketplace-endpoint">;

/** The ids, in one of their forms, that a family does not know as its own. */
type Strangers<Form extends "bare" | "geo" | "arn" | "profile" | "custom" | "suffix"> = {
  [F in Named]: Ids[F][number] extends infer Id extends string
    ? Id extends unknown ? FamilyOf<Formed<Id>[Form]> extends F ? never : Formed<Id>[Form] : never
    : never;
}[Named];

interface Formed<Id extends string> {
  bare: Id;
  geo: `${"us" | "eu" | "apac" | "jp" | "au" | "ca" | "us-gov" | "global"}.${Id}`;
  arn: `arn:aws:bedrock:us-east-1::foundation-model/${Id}`;
  profile: `arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.${Id}`;
  custom: `arn:aws:bedrock:us-east-1:111122223333:custom-model/${Id}/abcdef123456`;
  suffix: `${Id}:24k`;
}

/** What a client's method looks like to the compiler. */
function invoke<const M extends string>(
  input: { modelId: M; body: RequestOf<M> | string | Uint8Array },
): { json: () => ResponseOf<M>; chunk: () => ChunkOf<M>; body: unknown } {
  const nothing = (): never => {
    throw new Error("only types are asked of it");
  };
  return { json: nothing, chunk: nothing, body: input.body };
}

Deno.test("FamilyOf tells the family of every id, in each of its forms", options, () => {
  holds<Same<Strangers<"bare">, never>>();
  holds<Same<Strangers<"geo">, never>>();
  holds<Same<Strangers<"arn">, never>>();
  holds<Same<Strangers<"profile">, never>>();
  holds<Same<Strangers<"custom">, never>>();
  holds<Same<Strangers<"suffix">, never>>();
  // @ts-expect-error -- a stranger would be seen
  holds<Same<Strangers<"bare"> | "stranger", never>>();
});

Deno.test(
  "FamilyOf is undefined where familyOf() is, and for ids that only a running program could tell",
  options,
  () => {
    holds<Same<FamilyOf<"anthropic.claude-unheard-of">, undefined>>();
    holds<Same<FamilyOf<"">, undefined>>();
    holds<Same<FamilyOf<string>, undefined>>();
    holds<Same<FamilyOf<`us.${string}`>, undefined>>();
    holds<Same<FamilyOf<"arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123">, undefined>>();
    holds<Same<FamilyOf<"arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123">, undefined>>();
    holds<Same<FamilyOf<"arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdef123456">, undefined>>();
    holds<Same<FamilyOf<"arn:aws:bedrock:us-east-1:111122223333:prompt-router/abc123">, undefined>>();
    holds<Same<FamilyOf<"arn:aws:sagemaker:us-east-1:111122223333:endpoint/mine">, undefined>>();
    holds<Same<FamilyOf<"amazon.nova-pro-v1:0" | "amazon.titan-text-lite-v1">, "amazon-nova" | "amazon-titan-text">>();
  },
);

Deno.test("RequestOf holds the body against the model that the id names", options, () => {
  invoke({
    modelId: "anthropic.claude-v2",
    body: { prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 300 },
  });
  // @ts-expect-error -- misspelt
  invoke({ modelId: "anthropic.claude-v2", body: { prompt: "", max_tokens_to_sampl: 300 } });
  // @ts-expect-error -- forgotten
  invoke({ modelId: "anthropic.claude-v2", body: { prompt: "" } });
  // @ts-expect-error -- another family's
  invoke({ modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0", body: { inputText: "Hi" } });
  // @ts-expect-error -- of another type
  invoke({ modelId: "amazon.titan-embed-text-v2:0", body: { inputText: "Hi", dimensions: "256" } });
  // @ts-expect-error -- out of the list
  invoke({ modelId: "amazon.titan-embed-text-v2:0", body: { inputText: "Hi", dimensions: 257 } });
  invoke({
    modelId: "openai.gpt-oss-20b-1:0",
    // @ts-expect-error -- no images for the blind
    body: { messages: [{ role: "user", content: [{ type: "image_url" }] }] },
  });
  invoke({
    modelId: "qwen.qwen3-vl-235b-a22b",
    body: { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:" } }] }] },
  });
  // @ts-expect-error -- the task's parameters are missing
  invoke({ modelId: "amazon.nova-canvas-v1:0", body: { taskType: "TEXT_IMAGE" } });
  invoke({
    modelId: "amazon.nova-pro-v1:0",
    // @ts-expect-error -- exactly one member of a part
    body: { messages: [{ role: "user", content: [{ text: "a", video: {} }] }] },
  });
  invoke({ modelId: "amazon.nova-pro-v1:0", body: "already text" });
  invoke({ modelId: "amazon.nova-pro-v1:0", body: new Uint8Array() });
  // A word that AWS adds tomorrow is taken.
  invoke({
    modelId: "us.anthropic.claude-opus-4-6-v1",
    body: { anthropic_version: "bedrock-2027-01-01", max_tokens: 1, messages: [{ role: "user", content: "Hi" }] },
  });
  const { body } = invoke({ modelId: "cohere.rerank-v3-5:0", body: { query: "", documents: [], api_version: 2 } });
  assertEquals(body, { query: "", documents: [], api_version: 2 });
});

Deno.test("ResponseOf and ChunkOf tell what comes back", options, () => {
  holds<Same<ResponseOf<"amazon.titan-text-express-v1">, AmazonTitanTextResponse>>();
  holds<Same<ResponseOf<"jp.anthropic.claude-haiku-5-5">, AnthropicMessagesResponse>>();
  holds<Same<ChunkOf<"meta.llama3-8b-instruct-v1:0">["generation"], string>>();
  holds<Same<ChunkOf<"amazon.titan-embed-text-v2:0">, never>>();
  holds<Same<ResponseOf<"amazon.nova-reel-v1:1">, never>>();
  // @ts-expect-error -- Titan has no such member
  holds<Same<ResponseOf<"amazon.titan-text-express-v1">["completion"], string>>();
  const answer = invoke({ modelId: "anthropic.claude-v2", body: "" }).json as () => { completion: string };
  assertEquals(typeof answer, "function");
});

Deno.test("RequestOf takes a model's own answer back as a turn", options, () => {
  type Turn<M extends string> = RequestOf<M> extends { messages: (infer Message)[] } ? Message : never;
  type Said<M extends string> = ResponseOf<M> extends { choices: { message: infer Message }[] } ? Message : never;
  type Back<M extends string> = [Said<M>] extends [never] ? false : [Said<M>] extends [Turn<M>] ? true : false;
  holds<Back<"openai.gpt-oss-20b-1:0">>();
  holds<Back<"qwen.qwen3-32b-v1:0">>();
  holds<Back<"us.writer.palmyra-x5-v1:0">>();
  holds<Back<"mistral.pixtral-large-2502-v1:0">>();
  holds<Back<"ai21.jamba-1-5-large-v1:0">>();
  type Nova = "us.amazon.nova-2-lite-v1:0";
  holds<ResponseOf<Nova>["output"]["message"] extends Turn<Nova> ? true : false>();
  type Claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  holds<ResponseOf<Claude>["content"] extends Turn<Claude>["content"] ? true : false>();
  // @ts-expect-error -- an answer of another shape is seen
  holds<Back<Nova>>();
});

Deno.test("an id that does not tell takes any JSON, or what its ModelId says", options, () => {
  holds<Same<RequestOf<string>, object>>();
  holds<Same<ResponseOf<string>, Document>>();
  holds<Same<ChunkOf<"arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123">, Document>>();
  invoke({ modelId: "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123", body: { any: { thing: [1] } } });
  interface Own {
    words: string[];
  }
  const own: Own = { words: [] };
  invoke({ modelId: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/mine", body: own });

  const modelId = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123" as ModelId<"anthropic-messages">;
  invoke({ modelId, body: { anthropic_version: "bedrock-2023-05-31", max_tokens: 1, messages: [] } });
  // @ts-expect-error -- not what the family takes
  invoke({ modelId, body: { inputText: "Hi" } });
  holds<Same<FamilyOf<typeof modelId>, "anthropic-messages">>();
  holds<Same<RequestOf<typeof modelId>, AnthropicMessagesRequest>>();
  holds<Same<ResponseOf<typeof modelId>, AnthropicMessagesResponse>>();

  const variable: string = modelId;
  const { json } = invoke<ModelId<"amazon-titan-text">>({ modelId: variable, body: { inputText: "Hi" } });
  holds<Same<ReturnType<typeof json>, AmazonTitanTextResponse>>();
  // Claude 2 takes the Messages body too, when it is said.
  invoke<ModelId<"anthropic-messages">>({
    modelId: "anthropic.claude-v2:1",
    body: { anthropic_version: "bedrock-2023-05-31", max_tokens: 1, messages: [] },
  });

  const mine = invoke<ModelId<Bodies<Own, { echo: string }>>>({ modelId: "arn:…", body: { words: [] } });
  holds<Same<ReturnType<typeof mine.json>, { echo: string }>>();
  holds<Same<FamilyOf<ModelId<Bodies>>, undefined>>();
});

Deno.test("ModelInputOf tells what StartAsyncInvoke takes", options, () => {
  holds<Same<ModelInputOf<"amazon.nova-reel-v1:1">, FamilyRequests["amazon-nova-reel"]>>();
  holds<Same<ModelInputOf<"us.twelvelabs.marengo-embed-2-7-v1:0">, FamilyRequests["twelvelabs-marengo-2"]>>();
  holds<Same<ModelInputOf<"amazon.nova-2-multimodal-embeddings-v1:0">, AmazonNovaEmbedAsyncRequest>>();
  holds<Same<ModelInputOf<"anthropic.claude-v2">, never>>();
  holds<Same<ModelInputOf<string>, object>>();
  const reel: ModelInputOf<"amazon.nova-reel-v1:0"> = { taskType: "TEXT_VIDEO", textToVideoParams: { text: "waves" } };
  assertEquals(reel.taskType, "TEXT_VIDEO");
});
