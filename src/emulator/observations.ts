/**
 * Pictures, documents and the results of tools go in; what there is to say about them comes out.
 *
 * @module
 */
import { imageInfo } from "./image_info.ts";
import type { AnswerCitation, Media, Question, ToolResult } from "./question.ts";
import { firstSentence } from "./speech.ts";

/** Says what lies beside the text, and where what it says of a document stands in it. */
export function describeMedia(media: readonly Media[]): { text: string; citations: AnswerCitation[] } {
  const sentences: string[] = [];
  const citations: AnswerCitation[] = [];
  for (const kind of ["image", "video", "audio"] as const) {
    const items = media.filter((item) => item.kind === kind);
    if (items.length === 0) continue;
    const noun = kind === "audio" ? "sound" : kind;
    const verb = kind === "audio" ? "hear" : "see";
    sentences.push(
      `I ${verb} ${items.length} ${noun}${items.length === 1 ? "" : "s"} (${items.map(details).join("; ")}).`,
    );
  }
  media.filter((item) => item.kind === "document").forEach((item, documentIndex) => {
    const text = documentText(item);
    const begin = text === undefined ? undefined : firstSentence(text.trim()).slice(0, 200);
    sentences.push(
      `I have read the document "${item.name ?? "untitled"}" (${details(item)})${
        begin ? `, which begins: "${begin}"` : ""
      }.`,
    );
    if (item.citations && begin && text !== undefined) {
      const start = text.indexOf(begin);
      citations.push({ documentIndex, title: item.name ?? "", text: begin, start, end: start + begin.length });
    }
  });
  return { text: sentences.join(" "), citations };
}

function details(item: Media): string {
  if (item.bytes === undefined) {
    return item.text !== undefined ? `${item.format}, ${item.text.length} characters` : item.uri ?? item.format;
  }
  const info = item.kind === "image" ? imageInfo(item.bytes) : undefined;
  return info ? `${info.format}, ${info.width}x${info.height}` : `${item.format}, ${item.bytes.length} bytes`;
}

/** The text of a document that is text. */
export function documentText(item: Media): string | undefined {
  if (item.text !== undefined) return item.text;
  if (item.bytes === undefined || !["txt", "md", "csv", "html", "text/plain"].includes(item.format)) return undefined;
  return new TextDecoder().decode(item.bytes).replace(item.format === "html" ? /<[^>]*>/g : /^\ufeff/, "");
}

/** Says what tools gave back. */
export function describeResults(results: readonly ToolResult[], question: Question): string {
  return results.map((result) => {
    const call = question.turns.flatMap((turn) => turn.parts).find((part) =>
      part.type === "call" && part.call.id === result.id
    );
    const name = call?.type === "call" ? call.call.name : "the tool";
    if (result.failed) return `I could not get an answer from ${name}: ${result.text || "it failed"}.`;
    return `According to ${name}: ${plain(result)}.`.replace(/\.\.$/, ".");
  }).join(" ");
}

/** A result in plain words: the members of an object as a sentence, anything else as it is. */
function plain(result: ToolResult): string {
  let value = result.json;
  if (value === undefined) {
    try {
      value = JSON.parse(result.text);
    } catch {
      return result.text.trim() || "no output";
    }
  }
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) {
    return value.map((item) => typeof item === "object" ? JSON.stringify(item) : String(item)).join(", ");
  }
  const members = Object.entries(value).map(([name, member]) => {
    const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
    return `${words} is ${typeof member === "object" ? JSON.stringify(member) : String(member)}`;
  });
  return members.join(", ");
}
