/**
 * The documents and pictures of a turn go in; what Converse refuses about them is refused.
 *
 * @module
 */
import { takesImages } from "./catalogue.ts";
import { imageInfo } from "./image_info.ts";
import type { Media, Turn } from "./question.ts";
import { invalid } from "./refusal.ts";

/** Refuses what is wrong with the documents and pictures of a turn, or what the model does not take. */
export function checkMedia(turn: Turn, index: number, model: string): void {
  checkDocuments(turn, index);
  checkImages(turn, index, model);
}

function checkDocuments(turn: Turn, index: number): void {
  const documents = mediaOf(turn, "document");
  if (documents.length > 0 && turn.role === "assistant") {
    throw invalid(
      `The document at messages.${index} stands in an assistant's message, and may only stand in a user's.`,
    );
  }
  const named = documents.filter((item) => item.bytes !== undefined || item.uri !== undefined);
  if (named.length > 0 && !turn.parts.some((part) => part.type === "text" || part.type === "result")) {
    throw invalid(`A document at messages.${index} needs a text block beside it.`);
  }
  if (documents.length > 5) {
    throw invalid(`messages.${index} has ${documents.length} documents, and may have at most 5.`);
  }
  const wrong = named.find((item) => !/^[\p{L}\p{N}\-()[\]]+(?: [\p{L}\p{N}\-()[\]]+)*$/u.test(item.name ?? ""));
  if (wrong) {
    throw invalid(
      "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.",
    );
  }
  if (new Set(named.map((item) => item.name)).size < named.length) {
    throw invalid("The messages contain duplicate document names. Provide unique document names and try again.");
  }
}

function checkImages(turn: Turn, index: number, model: string): void {
  const images = mediaOf(turn, "image");
  // An ARN does not say which model stands behind it
  if (images.length > 0 && !model.startsWith("arn:") && !takesImages(model)) {
    throw invalid(
      "This model doesn't support the image content block that you provided. Update the content block and try again.",
    );
  }
  if (images.length > 20) throw invalid(`messages.${index} has ${images.length} images, and may have at most 20.`);
  for (const image of images) {
    if (!image.bytes) continue;
    if (image.bytes.length > 3.75 * 1024 * 1024) {
      throw invalid(`An image at messages.${index} has ${image.bytes.length} bytes, and may have at most 3.75 MB.`);
    }
    const found = imageInfo(image.bytes);
    if (found && found.format !== image.format) {
      throw invalid(
        `The image format of an image at messages.${index} is given as ${image.format}, and the bytes are ${found.format}.`,
      );
    }
  }
}

function mediaOf({ parts }: Turn, kind: Media["kind"]): Media[] {
  return parts.flatMap((part) => part.type === "media" && part.media.kind === kind ? [part.media] : []);
}
