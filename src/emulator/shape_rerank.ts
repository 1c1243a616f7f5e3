/**
 * Rerank: a query and documents in, the documents' places and scores out, best first.
 *
 * @module
 */
import { cosine, textFeatures, vectorOf } from "./embedding.ts";
import type { JsonObject } from "./question.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";

/** The shape of `cohere-rerank` and `amazon-rerank`. */
export const rerank: PlainShape = {
  reply(body: JsonObject): PlainReply {
    const documents = body.documents as string[];
    if (documents.length < 1 || documents.length > 1000) {
      throw invalid(
        `Malformed input request: #/documents: ${documents.length} items, and 1 to 1000 are taken, please reformat your input and try again.`,
      );
    }
    return { body: { results: rank(body.query as string, documents).slice(0, body.top_n as number | undefined) } };
  },
};

/** Scores documents against a query, best first; equal ones in the order given. */
export function rank(query: string, documents: readonly string[]): { index: number; relevance_score: number }[] {
  const wanted = vectorOf(textFeatures(query), 1024);
  const scores = documents.map((text, index) => {
    const nearness = cosine(wanted, vectorOf(textFeatures(text), 1024));
    return { index, relevance_score: Number((1 / (1 + Math.exp(-12 * (nearness - 0.25)))).toFixed(6)) };
  });
  return scores.sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
}
