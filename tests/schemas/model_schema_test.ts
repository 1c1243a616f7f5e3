/**
 * From an id to its schema, the schema's own members, and the binding of schemas to interfaces.
 *
 * @module
 */
import { group } from "../../src/schemas/structures.ts";
import { optional } from "../../src/schemas/field.ts";
import { choice, integer, text } from "../../src/schemas/values.ts";
import { type BodySchema, bodySchema } from "../../src/schemas/body_schema.ts";
import {
  amazonTitanEmbedTextV2Schema,
  amazonTitanTextSchema,
  anyBodySchema,
  bodySchemas,
  schemaOf,
  validateBody,
} from "../../src/schemas/schemas.ts";
import { assert, assertEquals, assertFalse, assertStrictEquals, assertStringIncludes, assertThrows } from "../deps.ts";

const test = (name: string, fn: () => void | Promise<void>): void =>
  Deno.test({ name, sanitizeOps: true, sanitizeResources: true, fn });

test("schemaOf() finds the schema through prefixes, suffixes and ARNs", () => {
  for (
    const modelId of [
      "amazon.titan-text-lite-v1",
      "amazon.titan-text-lite-v1:0:4k",
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1",
      "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.titan-text-lite-v1:0:4k/abcdefghijkl",
    ]
  ) {
    const { family, schema, jsonSchema } = schemaOf<string>(modelId);
    assertEquals(family, "amazon-titan-text");
    assertEquals(schema.family, "amazon-titan-text");
    assertEquals(jsonSchema().properties?.textGenerationConfig?.properties?.maxTokenCount?.maximum, 4096, modelId);
  }
});

test("schemaOf() tells each model's own defaults", () => {
  const defaultOf = (modelId: string, member: string): unknown =>
    schemaOf(modelId).jsonSchema().properties?.[member]?.default;
  assertEquals(defaultOf("mistral.mistral-7b-instruct-v0:2", "temperature"), 0.5);
  assertEquals(defaultOf("mistral.mistral-large-2402-v1:0", "temperature"), 0.7);
  assertEquals(defaultOf("mistral.mistral-large-2402-v1:0", "top_k"), undefined);
  assertEquals(defaultOf("us.writer.palmyra-x5-v1:0", "max_tokens"), 16);
});

test("schemaOf() takes any JSON object for an id that does not tell its family", () => {
  for (const modelId of ["arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc", "acme.model-v1", ""]) {
    const { family, schema } = schemaOf(modelId);
    assertEquals(family, undefined);
    assertEquals(schema.validate({ whatever: [1] }), []);
    assertEquals(schema.validate([]).map(({ message }) => message), ["the body is an empty list, wanted an object"]);
    assertEquals(schema.jsonSchema().type, "object");
  }
  assertEquals(anyBodySchema.family, undefined);
});

test("validateBody() says what is and what was wanted, piece by piece", () => {
  assertEquals(
    validateBody("amazon.titan-text-express-v1", { inputText: "x", textGenerationConfig: { temperature: 2 } }),
    [{
      path: "textGenerationConfig.temperature",
      steps: ["textGenerationConfig", "temperature"],
      message: "textGenerationConfig.temperature is 2, wanted a number from 0 to 1",
      expected: "a number from 0 to 1",
      received: "2",
    }],
  );
});

test("validateBody() counts characters, not the halves of an emoji", () => {
  const lengthOk = (prompt: string): boolean => validateBody("stability.sd3-5-large-v1:0", { prompt }).length === 0;
  assert(lengthOk("😀".repeat(10_000)));
  assertFalse(lengthOk("😀".repeat(10_001)));
  assertFalse(lengthOk("a".repeat(10_001)));
});

test("validateBody() complains about what is no object", () => {
  for (
    const [body, received] of [[undefined, "missing"], [null, "null"], ["{}", "a string of 2 characters"], [
      7,
      "7",
    ]] as const
  ) {
    const [complaint, ...others] = validateBody("anthropic.claude-v2", body);
    assertEquals(complaint?.message, `the body is ${received}, wanted an object`);
    assertEquals(complaint?.path, "");
    assertEquals(others, []);
  }
});

test("validateBody() never repeats a text that was sent", () => {
  const secret = "my secret prompt of several words";
  for (const [family, schema] of Object.entries(bodySchemas)) {
    const names = Object.keys(schema.jsonSchema().properties ?? { prompt: 1 });
    const body = Object.fromEntries(names.map((name) => [name, secret]));
    assertFalse(JSON.stringify(schema.validate(body)).includes("secret"), family);
    assertFalse(
      JSON.stringify(schema.validate({ messages: [{ role: secret, content: [secret] }] })).includes("secret"),
      family,
    );
  }
});

test("parse() gives the same body back, or throws all complaints at once", () => {
  const body = { inputText: "Hi", tomorrow: 1 };
  assertStrictEquals(amazonTitanTextSchema.parse(body) as unknown, body);
  const error = assertThrows(() => amazonTitanEmbedTextV2Schema.parse({ dimensions: 7, normalize: 1 }), TypeError);
  assertEquals(
    error.message,
    "Cannot use body for amazon-titan-embed-text-v2: inputText is missing, wanted a string of at most 50000 characters; " +
      "dimensions is 7, wanted one of 256, 512, 1024; normalize is 1, wanted true or false",
  );
  const { schema } = schemaOf("amazon.titan-text-lite-v1");
  assertStringIncludes(
    assertThrows(() => schema.parse({}), TypeError).message,
    "Cannot use body for amazon.titan-text-lite-v1",
  );
});

test("safeParse() and the standard interface say the same as validate()", async () => {
  const good = { inputText: "Hi" }, bad = { inputText: 1 };
  assertEquals(amazonTitanTextSchema.safeParse(good), { success: true, data: good });
  const { success, error } = amazonTitanTextSchema.safeParse(bad);
  assertFalse(success);
  assertEquals(error?.issues, amazonTitanTextSchema.validate(bad));
  const standard = amazonTitanTextSchema["~standard"];
  assertEquals(standard.version, 1);
  assertEquals(await standard.validate(good), { value: good });
  assertEquals(await standard.validate(bad), {
    issues: [{ message: "inputText is 1, wanted a string", path: ["inputText"] }],
  });
});

test("jsonSchema() is a copy: who changes it changes nobody else's", () => {
  const schema = amazonTitanTextSchema.jsonSchema();
  schema.properties!.inputText!.type = "number";
  assertEquals(amazonTitanTextSchema.jsonSchema().properties!.inputText!.type, "string");
});

test("a schema does not compile when a member is forgotten, misspelt, or of another type", () => {
  interface Body {
    prompt: string;
    size?: { width?: number; unit?: "cm" | "in" };
  }
  const good: BodySchema<Body> = bodySchema({
    build: () =>
      group("A body.", {
        prompt: text("A prompt."),
        size: optional(group("A size.", {
          width: optional(integer("A width.")),
          unit: optional(choice("A unit.", ["cm", "in"])),
        })),
      }),
  });
  assertEquals(good.validate({ prompt: "x", size: { width: 1, unit: "cm" } }), []);
  // @ts-expect-error -- the size is forgotten
  const forgotten: BodySchema<Body> = bodySchema({ build: () => group("A body.", { prompt: text("A prompt.") }) });
  const misspelt: BodySchema<Body> = bodySchema({
    build: () =>
      group("A body.", {
        prompt: text("A prompt."),
        // @ts-expect-error -- the interface says width
        size: optional(group("A size.", { widht: optional(integer("?")), unit: optional(choice("?", ["cm"])) })),
      }),
  });
  const ofAnotherType: BodySchema<Body> = bodySchema({
    build: () =>
      group("A body.", {
        // @ts-expect-error -- the interface says string
        prompt: integer("A number."),
        size: optional(group("A size.", { width: optional(integer("?")), unit: optional(choice("?", ["cm", "in"])) })),
      }),
  });
  const needlesslyOptional: BodySchema<Body> = bodySchema({
    build: () =>
      group("A body.", {
        // @ts-expect-error -- the interface requires it
        prompt: optional(text("A prompt.")),
        size: optional(group("A size.", { width: optional(integer("?")), unit: optional(choice("?", ["cm", "in"])) })),
      }),
  });
  const wrongWord: BodySchema<Body> = bodySchema({
    build: () =>
      group("A body.", {
        prompt: text("A prompt."),
        // @ts-expect-error -- the interface has no such unit
        size: optional(group("A size.", { width: optional(integer("?")), unit: optional(choice("?", ["ell"])) })),
      }),
  });
  assertEquals([forgotten, misspelt, ofAnotherType, needlesslyOptional, wrongWord].length, 5);
});

test("schemaOf() types what parse() gives by the model's id", () => {
  const body = schemaOf("us.anthropic.claude-sonnet-4-6").schema.parse({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 1,
    messages: [{ role: "user", content: "Hi" }],
  });
  const limit: number = body.max_tokens;
  // @ts-expect-error -- Claude has no such member
  assertEquals(body.inputText, undefined);
  assertEquals(limit, 1);
});

test("bodySchemas share no state: a family's own limits stay its own", () => {
  const lite = schemaOf("amazon.titan-text-lite-v1").schema, express = schemaOf("amazon.titan-text-express-v1").schema;
  const body = { inputText: "x", textGenerationConfig: { maxTokenCount: 5000 } };
  assertEquals(lite.validate(body).length, 1);
  assertEquals(express.validate(body), []);
  assertEquals(amazonTitanTextSchema.validate(body), []);
  assertEquals(lite.validate(body).length, 1);
  assert(amazonTitanTextSchema.forModel("amazon.titan-text-premier-v1:0").validate(body)[0]?.expected.includes("3072"));
});
