/**
 * An answer in which the model thinks aloud in; the answer without its thoughts out, whole or piece by piece.
 *
 * @module
 */
import type { ChunkReader, TextDelta } from "./text_adapter.ts";

const opening = /^\s*<(think|reasoning)>/;
const openings = ["<think>", "<reasoning>"];

/** The answer behind the thoughts that stand at its head between tags; nothing, when the thoughts never ended. */
export function withoutThoughts(text: string): string {
  const tag = opening.exec(text)?.[1];
  if (tag === undefined) return text;
  const close = `</${tag}>`;
  const at = text.indexOf(close);
  return at < 0 ? "" : text.slice(at + close.length).trimStart();
}

/**
 * Makes a reader of one stream that cuts the thoughts at its head out, wherever the pieces begin and end.
 *
 * @param read What reads one chunk, thoughts and all.
 * @param close The tag that ends the thoughts, when the prompt has already opened them.
 * @returns What reads the chunks, in order.
 */
export function thoughtlessReader<Chunk>(read: (chunk: Chunk) => TextDelta, close?: string): ChunkReader<Chunk> {
  let place: "head" | "thoughts" | "gap" | "answer" = close === undefined ? "head" : "thoughts";
  const opened = close !== undefined;
  let held = "";
  /** Whether the answer ended for want of room: a model may say so before its last chunk. */
  let unfinished = false;
  /** A text that ended of itself without ever closing what the prompt had opened was an answer all along. */
  function unopened(): string {
    if (!opened || place !== "thoughts" || unfinished) return "";
    place = "answer";
    return held;
  }
  function cut(piece: string, delta: TextDelta): string {
    held += piece;
    unfinished ||= delta.stopReason === "max_tokens";
    if (place === "head") {
      const tag = opening.exec(held)?.[1];
      if (tag === undefined) {
        const head = held.trimStart();
        if (!delta.end && openings.some((open) => open.startsWith(head))) return "";
        place = "answer";
        return held;
      }
      close = `</${tag}>`;
      place = "thoughts";
    }
    if (place === "thoughts") {
      const at = held.indexOf(close!);
      if (at < 0) {
        return delta.end ? unopened() : "";
      }
      held = held.slice(at + close!.length);
      place = "gap";
    }
    const answer = held.trimStart();
    if (answer !== "") place = "answer";
    held = "";
    return answer;
  }
  return {
    readChunk(chunk): TextDelta {
      const delta = read(chunk);
      if (place !== "answer" && (delta.text !== "" || delta.end)) delta.text = cut(delta.text, delta);
      return delta;
    },
    rest: unopened,
  };
}
