/**
 * The bodies of Marengo's embeddings, for both of its operations, in; complaints out.
 *
 * @module
 */
import type {
  TwelvelabsMarengo2Request,
  TwelvelabsMarengo3Request,
  TwelvelabsTimedMedia,
} from "../models/twelvelabs_marengo.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import { exactlyOne, group, list, rule, variants } from "./structures.ts";
import { mediaPlaces, mediaSource } from "./twelvelabs_media.ts";
import { choice, integer, number, text } from "./values.ts";

/** TwelveLabs Marengo 2.7: text, image, video or sound to vectors. */
export const twelvelabsMarengo2Schema: BodySchema<TwelvelabsMarengo2Request> = bodySchema({
  family: "twelvelabs-marengo-2",
  build: () =>
    group<TwelvelabsMarengo2Request>("Text or media to vectors.", {
      inputType: choice("What comes in; video and sound are for StartAsyncInvoke.", [
        "text",
        "image",
        "video",
        "audio",
      ]),
      inputText: optional(text("The text, with input type text.")),
      textTruncate: optional(choice("Where a text that is too long is cut.", ["end", "none"], { default: "end" })),
      mediaSource: optional(mediaSource()),
      startSec: optional(number("From which second on.", { min: 0, default: 0 })),
      lengthSec: optional(number("How many seconds; to the end when absent.", { min: 0 })),
      useFixedLengthSec: optional(
        number("The length of each clip in seconds, instead of clips at changes.", { min: 2, max: 10 }),
      ),
      minClipSec: optional(integer("The least length of a clip in seconds.", { min: 1, max: 5, default: 4 })),
      embeddingOption: optional(
        list("Which vectors are wanted.", choice("A vector.", ["visual-text", "visual-image", "audio"])),
      ),
    }, [
      rule(["inputType", "inputText", "mediaSource"], ({ inputType, inputText, mediaSource }, complain) => {
        if (inputType === "text") {
          if (inputText === undefined) complain(["inputText"], "a string with input type text");
        } else if (mediaSource === undefined) complain(["mediaSource"], `an object with input type ${inputType}`);
      }),
    ]),
});

/** TwelveLabs Marengo 3.0: text, image, both, video or sound to vectors. */
export const twelvelabsMarengo3Schema: BodySchema<TwelvelabsMarengo3Request> = bodySchema({
  family: "twelvelabs-marengo-3",
  build: () =>
    group<TwelvelabsMarengo3Request>("Text or media to vectors; the member named as the input type holds it.", {
      inputType: choice("What comes in.", ["text", "image", "text_image", "audio", "video", "multi_input"]),
      inferenceId: optional(text("The caller's own id.")),
      text: optional(group("A text.", { inputText: text("The text.") })),
      image: optional(group("An image.", { mediaSource: mediaSource() })),
      text_image: optional(
        group("A text and an image, one vector.", { inputText: text("The text."), mediaSource: mediaSource() }),
      ),
      audio: optional(media("A sound.")),
      video: optional(media("A video.")),
      multi_input: optional(group("A text and several media, one vector.", {
        inputText: optional(text("The text; <@name> points to a medium.")),
        mediaSources: list(
          "The media.",
          group("A medium.", {
            name: text("What the text calls it."),
            mediaType: text("What it is."),
            ...mediaPlaces(),
          }, [exactlyOne("base64String", "s3Location")]),
        ),
      })),
    }, [
      rule(["inputType"], (body, complain) => {
        if (body[body.inputType as keyof typeof body] === undefined) {
          complain([body.inputType], `an object with input type ${body.inputType}`);
        }
      }),
    ]),
});

function media(description: string): Field<TwelvelabsTimedMedia> {
  return group(description, {
    mediaSource: mediaSource(),
    startSec: optional(number("From which second on.", { min: 0 })),
    endSec: optional(number("To which second.", { min: 0 })),
    segmentation: optional(variants("How it is cut into clips.", "method", {
      dynamic: group("At changes.", {
        dynamic: optional(group("How it is done.", {
          minDurationSec: optional(integer("The least length of a clip in seconds.", { min: 1, max: 5, default: 4 })),
        })),
      }),
      fixed: group("In equal lengths.", {
        fixed: optional(group("How it is done.", {
          durationSec: optional(integer("The length of a clip in seconds.", { min: 1, max: 10, default: 6 })),
        })),
      }),
    })),
    embeddingOption: optional(
      list("Which vectors are wanted.", choice("A vector.", ["visual", "audio", "transcription"])),
    ),
    embeddingType: optional(
      list("Whether vectors stand apart or are joined.", choice("A type.", ["separate_embedding", "fused_embedding"])),
    ),
    embeddingScope: optional(list("Whether clips or the whole have vectors.", choice("A scope.", ["clip", "asset"]))),
  });
}
