/**
 * The bodies of the two rerankers: a question and documents in, the documents' places by worth out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html).
 *
 * @module
 */

/** The request of Cohere Rerank. */
export interface CohereRerankRequest {
  /** The question. */
  query: string;
  /** The documents. */
  documents: string[];
  /** The body's version: 2. */
  api_version: number;
  /** How many of the best are told; all, unless it is said. */
  top_n?: number;
  /** How much of a document is read. @default {4096} */
  max_tokens_per_doc?: number;
}

/** The answer of Cohere Rerank. */
export interface CohereRerankResponse {
  /** The documents, best first. */
  results: {
    /** The document's place in the request. */
    index: number;
    /** Its worth, 0 to 1. */
    relevance_score: number;
  }[];
}

/** The request of Amazon Rerank. */
export interface AmazonRerankRequest {
  /** The question. */
  query: string;
  /** The documents. */
  documents: string[];
  /** How many of the best are told; all, unless it is said. */
  top_n?: number;
}

/** The answer of Amazon Rerank. */
export type AmazonRerankResponse = CohereRerankResponse;
