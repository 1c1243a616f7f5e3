/**
 * A question goes in, the tokens that reading it costs come out, and what of them a cache may keep.
 *
 * @module
 */
import { imageInfo } from "./image_info.ts";
import { hash32 } from "./hash.ts";
import { documentText } from "./observations.ts";
import type { Media, Part, Question } from "./question.ts";
import { countTokens } from "./tokenizer.ts";

/** A prefix of a question that may be kept: all before one mark. */
export interface CachePoint {
  /** What tells the prefix from others. */
  key: string;
  /** The tokens of the prefix. */
  tokens: number;
  /** How long it is kept. */
  ttl: "5m" | "1h";
}

/** The tokens of a question. */
export interface InputTokens {
  /** All of them. */
  total: number;
  /** The marks, in order. */
  points: CachePoint[];
}

/** Counts what a question costs to read. */
export function countInput(question: Question): InputTokens {
  let total = 4;
  let digest = 0;
  const points: CachePoint[] = [];
  const add = (text: string, tokens: number): void => {
    digest = hash32(text, digest);
    total += tokens;
  };
  const mark = (ttl: "5m" | "1h"): void => void points.push({ key: `${digest}/${total}`, tokens: total, ttl });
  for (const tool of question.tools) {
    const text = JSON.stringify([tool.name, tool.description, tool.schema]);
    add(text, countTokens(text) + 12);
  }
  if (question.toolCache) mark(question.toolCache);
  for (const part of question.system) part.type === "cache" ? mark(part.ttl) : add(...costOf(part));
  for (const turn of question.turns) {
    add(turn.role, 3);
    for (const part of turn.parts) part.type === "cache" ? mark(part.ttl) : add(...costOf(part));
  }
  if (question.cacheAll) mark("5m");
  return { total, points };
}

function costOf(part: Exclude<Part, { type: "cache" }>): [string, number] {
  switch (part.type) {
    case "text":
    case "thought":
      return [part.text, countTokens(part.text)];
    case "call": {
      const text = part.call.name + JSON.stringify(part.call.input);
      return [text, countTokens(text) + 8];
    }
    case "result":
      return [part.result.text, countTokens(part.result.text) + 8];
    case "media":
      return [
        `${part.media.kind}/${part.media.bytes?.length ?? part.media.uri ?? part.media.text}`,
        mediaTokens(part.media),
      ];
  }
}

function mediaTokens(media: Media): number {
  const text = media.kind === "document" ? documentText(media) : undefined;
  if (text !== undefined) return countTokens(text) + 20;
  const info = media.kind === "image" && media.bytes ? imageInfo(media.bytes) : undefined;
  if (info) return Math.min(1600, Math.max(1, Math.ceil(info.width * info.height / 750)));
  return 250 + Math.ceil((media.bytes?.length ?? 0) / 2000);
}
