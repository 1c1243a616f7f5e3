/**
 * Texts to be embedded in, one body of a family's own out, and its vectors read back: a row for each family.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import { isJson, type Json } from "./openai_fields.ts";

/** What an embeddings body asks for. */
export interface EmbedRequest {
  /** The texts, in order. */
  inputs: string[];
  /** How long the vectors shall be. */
  dimensions?: number;
  /** How they are written. */
  format: "float" | "base64";
  /** What they are for, in Cohere's words. */
  inputType?: "search_document" | "search_query" | "classification" | "clustering";
  /** Whether Titan scales them to length one. */
  normalize?: boolean;
}

/** How one family is asked, and read. */
export interface Embedder {
  /** The texts that one call takes. */
  batch: number;
  /** The lengths there are. */
  dimensions: number[];
  /** Builds a call's body. */
  toBody(texts: string[], request: EmbedRequest): Document;
  /** Reads a call's vectors. */
  read(body: Json): unknown[];
}

const NOVA_PURPOSE = {
  search_document: "GENERIC_INDEX",
  search_query: "GENERIC_RETRIEVAL",
  classification: "CLASSIFICATION",
  clustering: "CLUSTERING",
};

/** The members that are there, without those that are not. */
function given(members: Record<string, Document | undefined>): Document {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

const titanVector = (body: Json): unknown[] => [body.embedding ?? (body.embeddingsByType as Json | undefined)?.float];
const marengoVectors = ({ data }: Json): unknown[] =>
  [(Array.isArray(data) ? data[0] : data) as Json | undefined].map((one) => one?.embedding);
const cohereVectors = (body: Json): unknown[] => {
  const { embeddings } = body;
  return Array.isArray(embeddings)
    ? embeddings
    : isJson(embeddings) && Array.isArray(embeddings.float)
    ? embeddings.float
    : [];
};

/** The families that embed texts. */
export const EMBEDDERS: Readonly<Record<string, Embedder>> = {
  "amazon-titan-embed-text-v1": {
    batch: 1,
    dimensions: [1536],
    toBody: ([inputText]) => ({ inputText }),
    read: titanVector,
  },
  "amazon-titan-embed-text-v2": {
    batch: 1,
    dimensions: [256, 512, 1024],
    toBody: ([inputText], { dimensions, normalize }) => given({ inputText, dimensions, normalize }),
    read: titanVector,
  },
  "amazon-titan-embed-image": {
    batch: 1,
    dimensions: [256, 384, 1024],
    toBody: ([inputText], { dimensions }) =>
      given({
        inputText,
        embeddingConfig: dimensions === undefined ? undefined : { outputEmbeddingLength: dimensions },
      }),
    read: titanVector,
  },
  "amazon-nova-embed": {
    batch: 1,
    dimensions: [256, 384, 1024, 3072],
    toBody: ([value], { dimensions, inputType = "search_document" }) => ({
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: given({
        embeddingPurpose: NOVA_PURPOSE[inputType],
        embeddingDimension: dimensions,
        text: { truncationMode: "END", value },
      }),
    }),
    read: ({ embeddings }) => Array.isArray(embeddings) ? embeddings.map((one) => (one as Json).embedding) : [],
  },
  "twelvelabs-marengo-2": {
    batch: 1,
    dimensions: [1024],
    toBody: ([inputText]) => ({ inputType: "text", inputText }),
    read: marengoVectors,
  },
  "twelvelabs-marengo-3": {
    batch: 1,
    dimensions: [512],
    toBody: ([inputText]) => ({ inputType: "text", text: { inputText } }),
    read: marengoVectors,
  },
  "cohere-embed-v3": {
    batch: 96,
    dimensions: [1024],
    toBody: (texts, { inputType = "search_document" }) => ({ texts, input_type: inputType }),
    read: cohereVectors,
  },
  "cohere-embed-v4": {
    batch: 96,
    dimensions: [256, 512, 1024, 1536],
    toBody: (texts, { inputType = "search_document", dimensions }) =>
      given({ texts, input_type: inputType, output_dimension: dimensions, embedding_types: ["float"] }),
    read: cohereVectors,
  },
};
