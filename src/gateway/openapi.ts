/**
 * The route table in, its description as OpenAPI 3.1 out.
 *
 * @module
 */
import { bodySchemas } from "../schemas/table.ts";
import type { ErrorDialect } from "./errors.ts";
import type { Route } from "./router.ts";

/** A JSON value of the description. */
type Description = Record<string, unknown>;

const SCHEMA = "#/components/schemas/";

/** What each dialect is called, and says, in the description. */
const DIALECTS: Readonly<Record<ErrorDialect, { tag: string; error: string }>> = {
  native: { tag: "Bedrock", error: "BedrockError" },
  openai: { tag: "OpenAI", error: "OpenAIError" },
  anthropic: { tag: "Anthropic", error: "AnthropicError" },
};

const ERRORS: Description = {
  BedrockError: object({ message: { type: "string" } }),
  OpenAIError: object({
    error: object({
      message: { type: "string" },
      type: { type: "string" },
      code: { type: ["string", "null"] },
      param: { type: ["string", "null"] },
    }),
  }),
  AnthropicError: object({
    type: { const: "error" },
    error: object({ type: { type: "string" }, message: { type: "string" } }),
  }),
};

/**
 * Describes the gateway.
 *
 * @param routes The route table.
 * @returns An OpenAPI document: every route, and the request body of every model family.
 */
export function describe(routes: readonly Route[]): Description {
  const paths: Record<string, Description> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  const families: Description = {};
  for (const [family, schema] of Object.entries(bodySchemas)) {
    const { $schema: _, ...body } = schema.jsonSchema();
    families[family] = { title: family, ...body };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Amazon Bedrock gateway",
      version: "1",
      description: "Amazon Bedrock in its own words, in OpenAI's and in Anthropic's.",
    },
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        apiKey: { type: "apiKey", in: "header", name: "x-api-key" },
      },
      schemas: { ...ERRORS, ...families },
    },
  };
}

function operationOf(route: Route): Description {
  const { tag, error } = DIALECTS[route.dialect];
  const labels = [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
  const isPage = route.path === "/" || route.path === "/health" || route.path === "/metrics" ||
    route.path.startsWith("/playground/");
  const operation: Description = {
    summary: route.summary,
    tags: [isPage ? "Gateway" : tag],
    responses: {
      200: { description: "The answer", ...(route.method === "HEAD" ? {} : { content: contentOf(route) }) },
      default: {
        description: "What went wrong",
        content: { "application/json": { schema: { $ref: SCHEMA + error } } },
      },
    },
  };
  if (route.open === true) operation.security = [];
  if (labels.length > 0) {
    operation.parameters = labels.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  }
  if (route.method === "POST") {
    operation.requestBody = { required: true, content: { "application/json": { schema: bodyOf(route) } } };
  }
  return operation;
}

/** A model's own body where the route takes one; elsewhere the dialect's own documentation says more than could stand here. */
function bodyOf(route: Route): Description {
  if (!/\/invoke(?:-with-response-stream)?$/.test(route.path)) return { type: "object" };
  return { anyOf: [...Object.keys(bodySchemas).map((family) => ({ $ref: SCHEMA + family })), { type: "object" }] };
}

function contentOf(route: Route): Description {
  const text = { schema: { type: "string" } };
  if (route.path === "/") return { "text/html": text, "text/plain": text };
  if (route.path === "/metrics") return { "text/plain": text };
  if (route.path.endsWith("-stream")) return { "application/vnd.amazon.eventstream": {}, "text/event-stream": {} };
  const canStream = /\/(?:completions|responses|messages)$|^\/openai\//.test(route.path);
  return { "application/json": { schema: { type: "object" } }, ...(canStream ? { "text/event-stream": {} } : {}) };
}

function object(properties: Description): Description {
  return { type: "object", properties, required: Object.keys(properties) };
}
