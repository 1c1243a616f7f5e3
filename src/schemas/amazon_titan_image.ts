/**
 * Titan Image Generator's body in, complaints out.
 *
 * @module
 */
import type { AmazonTitanImageRequest } from "../models/amazon_image.ts";
import {
  colours,
  controlMode,
  controlStrength,
  imageText,
  maskImage,
  maskPrompt,
  negativeText,
  outPaintingMode,
  quality,
  similarityStrength,
  sourceImage,
  taskRules,
  variedImages,
} from "./amazon_image_tasks.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { seed } from "./inference.ts";
import { exactlyOne, group, rule, unwanted } from "./structures.ts";
import { base64, choice, flag, integer, number } from "./values.ts";

const words = { max: 512 };

/** Titan Image Generator; the first version has four tasks and no condition image. */
export const amazonTitanImageSchema: BodySchema<AmazonTitanImageRequest> = bodySchema({
  family: "amazon-titan-image",
  editions: { first: /titan-image-generator-v1/ },
  build: (edition) =>
    group<AmazonTitanImageRequest>("A task for Titan Image Generator.", {
      taskType: choice("What to do; each task has its own parameters.", [
        "TEXT_IMAGE",
        "INPAINTING",
        "OUTPAINTING",
        "IMAGE_VARIATION",
        ...(edition === "first" ? [] : ["COLOR_GUIDED_GENERATION", "BACKGROUND_REMOVAL"] as const),
      ]),
      textToImageParams: optional(group(
        "An image from words.",
        {
          text: imageText(words),
          negativeText: optional(negativeText(words)),
          conditionImage: optional(base64("An image whose layout is followed; second version only.")),
          controlMode: optional(controlMode()),
          controlStrength: optional(controlStrength()),
        },
        edition === "first"
          ? [unwanted(["conditionImage", "controlMode", "controlStrength"], [], () => "for this model")]
          : [],
      )),
      inPaintingParams: optional(group("A change inside of a mask.", {
        image: sourceImage(),
        text: optional(imageText(words)),
        negativeText: optional(negativeText(words)),
        maskPrompt: optional(maskPrompt()),
        maskImage: optional(maskImage()),
        returnMask: optional(flag("Whether the mask is answered too.", { default: false })),
      }, [exactlyOne("maskPrompt", "maskImage")])),
      outPaintingParams: optional(group("A change outside of a mask.", {
        image: sourceImage(),
        text: optional(imageText(words)),
        negativeText: optional(negativeText(words)),
        maskPrompt: optional(maskPrompt()),
        maskImage: optional(maskImage()),
        outPaintingMode: optional(outPaintingMode()),
        returnMask: optional(flag("Whether the mask is answered too.", { default: false })),
      }, [
        exactlyOne("maskPrompt", "maskImage"),
        rule(["text"], ({ text }, complain) => {
          if (text === undefined) complain(["text"], "a string of at most 512 characters");
        }),
      ])),
      imageVariationParams: optional(group("Variations of images.", {
        images: variedImages(),
        text: optional(imageText(words)),
        negativeText: optional(negativeText(words)),
        similarityStrength: optional(similarityStrength()),
      })),
      colorGuidedGenerationParams: optional(group("An image from words in given colours; second version only.", {
        text: imageText(words),
        colors: colours(),
        negativeText: optional(negativeText(words)),
        referenceImage: optional(base64("An image whose content is followed.")),
      })),
      backgroundRemovalParams: optional(
        group("An image freed of its background; second version only.", { image: sourceImage() }),
      ),
      imageGenerationConfig: optional(group("What the images are like.", {
        width: optional(
          integer("The width in pixels; width and height are one of a fixed set of pairs.", { min: 320, max: 1408 }),
        ),
        height: optional(integer("The height in pixels.", { min: 320, max: 1408 })),
        quality: optional(quality()),
        cfgScale: optional(number("How closely the words are followed.", { min: 1.1, max: 10, default: 8 })),
        seed: optional(seed({ min: 0, max: 2_147_483_646, default: 42 })),
        numberOfImages: optional(integer("How many images.", { min: 1, max: 5, default: 1 })),
      })),
    }, taskRules()),
});
