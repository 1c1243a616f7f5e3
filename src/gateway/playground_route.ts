/**
 * Whoever opens the gateway's address in a browser, and what the page there asks, in; the page, what is known of a model, and
 * what is wrong with a body out.
 *
 * @module
 */
import { bareModelId, families, familyOf } from "../models/families.ts";
import { embeddingAdapter } from "../models/embedding_families.ts";
import { imageAdapter } from "../models/image_families.ts";
import { textAdapter } from "../models/text_families.ts";
import { schemaOf, validateBody } from "../schemas/model_schema.ts";
import { eTag, ifNoneMatch } from "./deps.ts";
import { type Exchange, jsonReply, type Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { checkModel } from "./model_access.ts";
import { createPage, type Page } from "./playground.ts";
import { parseObject, readBody } from "./request_body.ts";
import { decodeLabel } from "./request_path.ts";

/** What the page puts its user's words in place of. */
const PROMPT = "{{prompt}}";
const SYSTEM = "{{system}}";
const IMAGE = "{{image}}";

/** The bodies of a family in which the page fills in what its user says. */
interface Templates {
  /** What the answer is. */
  kind: "text" | "image" | "embedding" | "other";
  /** The body around a prompt; absent when the form alone says it all. */
  body?: unknown;
  /** The same with instructions; absent when the family has no place for them. */
  bodyWithSystem?: unknown;
}

let made: Promise<Page & { etag: string }> | undefined;

/**
 * Shows the playground. Nothing in the page is secret, so whoever has no key gets it too, as a refusal that asks for one.
 *
 * @param request The request.
 * @param status The HTTP status: 401 for whoever has no key.
 * @returns The page, or a 304 when the browser has it.
 */
export async function showPage(request: Request, status: 200 | 401 = 200): Promise<Reply> {
  made ??= tagged();
  const { html, headers, etag } = await made;
  if (status === 401) return { status, headers: { ...headers, "cache-control": "no-store" }, body: html };
  const cached = { etag, "cache-control": "private, no-cache" };
  if (!ifNoneMatch(request.headers.get("if-none-match"), etag)) return { status: 304, headers: cached, body: null };
  return { status, headers: { ...headers, ...cached }, body: html };
}

/**
 * Says what the page needs to know of a model: its family's JSON Schema, and how a prompt is put into its body.
 *
 * @param exchange The request; its label is the model's id.
 * @param gateway The gateway.
 * @returns The description.
 */
export function describeModel(exchange: Exchange, gateway: Gateway): Reply {
  const modelId = modelOf(exchange, gateway);
  const { family, jsonSchema } = schemaOf(modelId);
  return jsonReply({
    modelId,
    family,
    region: gateway.upstreams.region,
    operations: family === undefined ? ["invoke", "stream", "converse"] : families[family].operations,
    schema: jsonSchema(),
    ...templatesOf(modelId),
  });
}

/**
 * Says what is wrong with a body, before money is spent on it.
 *
 * @param exchange The request; its label is the model's id, its body the model's own.
 * @param gateway The gateway.
 * @returns The complaints.
 */
export async function judgeBody(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const modelId = modelOf(exchange, gateway);
  const { request } = exchange;
  const bytes = await readBody(request, gateway.bodies);
  return jsonReply({ complaints: validateBody(modelId, parseObject(bytes, request.headers)) });
}

async function tagged(): Promise<Page & { etag: string }> {
  const page = await createPage();
  return { ...page, etag: (await eTag(page.html))! };
}

function modelOf({ labels, caller }: Exchange, gateway: Gateway): string {
  const written = decodeLabel(labels[0]!, "model id");
  const { modelId } = gateway.models.resolveAlias(written);
  checkModel(caller, written, modelId);
  return modelId;
}

function templatesOf(id: string): Templates {
  const family = familyOf(id);
  if (family === undefined) return { kind: "text" };
  const modelId = bareModelId(id);
  const stream = families[family].operations.includes("stream");
  const text = textAdapter(family);
  if (text !== undefined) {
    const body = attempt(() => text.toBody({ prompt: PROMPT }, { stream, modelId }));
    const bodyWithSystem = attempt(() => text.toBody({ prompt: PROMPT, system: SYSTEM }, { stream, modelId }));
    return { kind: "text", body, bodyWithSystem };
  }
  const image = imageAdapter(family);
  if (image !== undefined) {
    const picture = { bytes: MARK, mediaType: "image/png" };
    return {
      kind: "image",
      body: attempt(() => image.toBody({ prompt: PROMPT }, { modelId })) ??
        attempt(() => withImage(image.toBody({ prompt: PROMPT, image: picture }, { modelId }))) ??
        attempt(() => withImage(image.toBody({ image: picture }, { modelId }))),
    };
  }
  const embedding = embeddingAdapter(family);
  if (embedding !== undefined) {
    return { kind: "embedding", body: attempt(() => embedding.toBody([PROMPT], {}, { modelId })) };
  }
  return { kind: "other" };
}

/** Bytes that stand for an image, known again in what an adapter makes of them. */
const MARK = new TextEncoder().encode("an image stands here, of the caller's own");

function withImage(body: unknown): unknown {
  const mark = btoa(String.fromCharCode(...MARK));
  return JSON.parse(JSON.stringify(body).replaceAll(mark, IMAGE));
}

/** What an adapter makes of placeholders; nothing where the family has no place for one of them. */
function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return undefined;
  }
}
