/**
 * The body of Nova's multimodal embeddings, for both of its operations, in; complaints out.
 *
 * @module
 */
import type {
  AmazonNovaEmbedAsyncRequest,
  AmazonNovaEmbedAudio,
  AmazonNovaEmbedCommon,
  AmazonNovaEmbedImage,
  AmazonNovaEmbedRequest,
  AmazonNovaEmbedText,
  AmazonNovaEmbedVideo,
  AmazonNovaSegmentation,
} from "../models/amazon_nova_embed.ts";
import { mediaSource } from "./amazon_nova.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional, type OptionalField, type Shape } from "./field.ts";
import { exactlyOne, group, variants } from "./structures.ts";
import { choice, integer, text } from "./values.ts";

/** Nova Multimodal Embeddings: one piece at once, or long media in segments (the `modelInput` of StartAsyncInvoke). */
export const amazonNovaEmbedSchema: BodySchema<AmazonNovaEmbedRequest | AmazonNovaEmbedAsyncRequest> = bodySchema({
  family: "amazon-nova-embed",
  build: () =>
    variants("Text or media to vectors: one, or one for each segment.", "taskType", {
      SINGLE_EMBEDDING: group("One vector.", {
        schemaVersion: schemaVersion(),
        singleEmbeddingParams: group("What is embedded: one of text, image, audio, video.", {
          ...common(),
          text: optional(group("A text.", textMembers(8192), [exactlyOne("value", "source")])),
          image: optional(group("An image.", imageMembers())),
          audio: optional(group("A sound of up to 30 seconds.", audioMembers())),
          video: optional(group("A video of up to 30 seconds.", videoMembers())),
        }, [exactlyOne("text", "image", "audio", "video")]),
      }),
      SEGMENTED_EMBEDDING: group("One vector for each segment; StartAsyncInvoke only.", {
        schemaVersion: schemaVersion(),
        segmentedEmbeddingParams: group("What is embedded: one of text, image, audio, video.", {
          ...common(),
          text: optional(
            group("A text.", { ...textMembers(), segmentationConfig: segmentation() }, [exactlyOne("value", "source")]),
          ),
          image: optional(group("An image.", imageMembers())),
          audio: optional(group("A sound.", { ...audioMembers(), segmentationConfig: segmentation() })),
          video: optional(group("A video.", { ...videoMembers(), segmentationConfig: segmentation() })),
        }, [exactlyOne("text", "image", "audio", "video")]),
      }),
    }),
});

function schemaVersion(): OptionalField<"nova-multimodal-embed-v1"> {
  return optional(choice("The version of the body.", ["nova-multimodal-embed-v1"]));
}

function common(): Shape<AmazonNovaEmbedCommon> {
  return {
    embeddingPurpose: choice("What the vectors are for.", [
      "GENERIC_INDEX",
      "GENERIC_RETRIEVAL",
      "TEXT_RETRIEVAL",
      "IMAGE_RETRIEVAL",
      "VIDEO_RETRIEVAL",
      "DOCUMENT_RETRIEVAL",
      "AUDIO_RETRIEVAL",
      "CLASSIFICATION",
      "CLUSTERING",
    ]),
    embeddingDimension: optional(choice("The vectors' length.", [256, 384, 1024, 3072], { default: 3072 })),
  };
}

function textMembers(max?: number): Shape<AmazonNovaEmbedText> {
  return {
    truncationMode: choice("Where a text that is too long is cut.", ["START", "END", "NONE"]),
    value: optional(text("The text.", max === undefined ? {} : { max })),
    source: optional(mediaSource()),
  };
}

function imageMembers(): Shape<AmazonNovaEmbedImage> {
  return {
    detailLevel: optional(choice("Whether it is a picture or a page.", ["STANDARD_IMAGE", "DOCUMENT_IMAGE"])),
    format: choice("How it is encoded.", ["png", "jpeg", "gif", "webp"]),
    source: mediaSource(),
  };
}

function audioMembers(): Shape<AmazonNovaEmbedAudio> {
  return { format: choice("How it is encoded.", ["mp3", "wav", "ogg"]), source: mediaSource() };
}

function videoMembers(): Shape<AmazonNovaEmbedVideo> {
  return {
    format: choice("How it is encoded.", ["mp4", "mov", "mkv", "webm", "flv", "mpeg", "mpg", "wmv", "3gp"]),
    embeddingMode: choice("Whether sight and sound are one vector.", ["AUDIO_VIDEO_COMBINED", "AUDIO_VIDEO_SEPARATE"]),
    source: mediaSource(),
  };
}

function segmentation(): OptionalField<AmazonNovaSegmentation> {
  return optional(group("How it is cut.", {
    maxLengthChars: optional(
      integer("The length of a segment in characters; texts.", { min: 800, max: 50_000, default: 32_000 }),
    ),
    durationSeconds: optional(
      integer("The length of a segment in seconds; sounds and videos.", { min: 1, max: 30, default: 5 }),
    ),
  }));
}
