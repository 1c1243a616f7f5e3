/**
 * What every family's shape is: a body read into a question, an answer written back as a body or as chunks.
 *
 * @module
 */
import type { Answer, AnswerPart, JsonObject, Question } from "./question.ts";
import { tokenize } from "./tokenizer.ts";

/** What a shape knows besides body and answer. */
export interface ShapeContext {
  /** The model id as the caller wrote it. */
  modelId: string;
  /** The model's own id, without region and version marks where they are known. */
  model: string;
  /** The request's id; further ids follow from it. */
  requestId: string;
  /** Seconds since 1970. */
  created: number;
  /** The member of the last chunk that tells the counts: spread into it. */
  metrics: JsonObject;
}

/** A text family's way of asking and answering. */
export interface TextShape {
  /** Reads a body that has passed its family's rules; refuses what rules cannot say. */
  read(body: JsonObject, modelId: string): Question;
  /** Writes a whole answer. */
  whole(answer: Answer, context: ShapeContext, body: JsonObject): JsonObject;
  /** Writes a stream's chunks, the last with the metrics. */
  chunks(answer: Answer, context: ShapeContext, body: JsonObject): Iterable<unknown>;
  /** A chunk with a piece of text and nothing more: how a blocked prompt is answered in a stream. */
  piece(text: string, body: JsonObject): JsonObject;
}

/** What a family gives back that does not write text. */
export interface PlainReply {
  /** The body. */
  body: JsonObject;
  /** Tokens read, for families whose headers tell them. */
  inputTokens?: number;
}

/** A family that answers with vectors, scores or pictures. */
export interface PlainShape {
  /** Answers a body that has passed its family's rules. */
  reply(body: JsonObject, context: ShapeContext): Promise<PlainReply> | PlainReply;
}

/** A text as it is streamed: in small pieces, never empty ones. */
export function piecesOf(text: string): string[] {
  return tokenize(text).filter((piece) => piece !== "");
}

/** The text of an answer with thoughts left out, and calls too. */
export function plainText(answer: Answer): string {
  return answer.parts.flatMap((part) => part.type === "text" ? [part.text] : []).join("\n\n");
}

/** The thoughts of an answer. */
export function thoughtText(answer: Answer): string {
  return answer.parts.flatMap((part) => part.type === "thought" ? [part.text] : []).join("\n");
}

/** The calls of an answer. */
export function callsOf(answer: Answer): Extract<AnswerPart, { type: "call" }>["call"][] {
  return answer.parts.flatMap((part) => part.type === "call" ? [part.call] : []);
}
