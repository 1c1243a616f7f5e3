/**
 * Nova Canvas's body in, complaints out.
 *
 * @module
 */
import type { AmazonNovaCanvasRequest, AmazonNovaCanvasTryOnParams } from "../models/amazon_image.ts";
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
import { type Field, optional } from "./field.ts";
import { seed } from "./inference.ts";
import { exactlyOne, group, rule, unwanted } from "./structures.ts";
import { base64, choice, flag, integer, number, text } from "./values.ts";

const words = { min: 1, max: 1024 };

/** Nova Canvas. */
export const amazonNovaCanvasSchema: BodySchema<AmazonNovaCanvasRequest> = bodySchema({
  family: "amazon-nova-canvas",
  build: () =>
    group<AmazonNovaCanvasRequest>("A task for Nova Canvas.", {
      taskType: choice("What to do; each task has its own parameters.", [
        "TEXT_IMAGE",
        "COLOR_GUIDED_GENERATION",
        "IMAGE_VARIATION",
        "INPAINTING",
        "OUTPAINTING",
        "BACKGROUND_REMOVAL",
        "VIRTUAL_TRY_ON",
      ]),
      textToImageParams: optional(group("An image from words.", {
        text: imageText(words),
        negativeText: optional(negativeText(words)),
        style: optional(choice("The image's style.", [
          "3D_ANIMATED_FAMILY_FILM",
          "DESIGN_SKETCH",
          "FLAT_VECTOR_ILLUSTRATION",
          "GRAPHIC_NOVEL_ILLUSTRATION",
          "MAXIMALISM",
          "MIDCENTURY_RETRO",
          "PHOTOREALISM",
          "SOFT_DIGITAL_PAINTING",
        ])),
        conditionImage: optional(base64("An image whose layout is followed.")),
        controlMode: optional(controlMode()),
        controlStrength: optional(controlStrength()),
      })),
      colorGuidedGenerationParams: optional(group("An image from words in given colours.", {
        text: imageText(words),
        colors: colours(),
        referenceImage: optional(base64("An image whose content is followed.")),
        negativeText: optional(negativeText(words)),
      })),
      imageVariationParams: optional(group("Variations of images.", {
        images: variedImages(),
        text: optional(imageText(words)),
        negativeText: optional(negativeText(words)),
        similarityStrength: optional(similarityStrength()),
      })),
      inPaintingParams: optional(
        group("A change inside of a mask; black is changed. Without a text the part is erased.", {
          image: sourceImage(),
          text: optional(imageText(words)),
          negativeText: optional(negativeText(words)),
          maskPrompt: optional(maskPrompt()),
          maskImage: optional(maskImage()),
          returnMask: optional(noMask()),
        }, [exactlyOne("maskPrompt", "maskImage"), unwanted(["returnMask"], [], () => "outside of VIRTUAL_TRY_ON")]),
      ),
      outPaintingParams: optional(group("A change outside of a mask; white is changed.", {
        image: sourceImage(),
        text: optional(imageText(words)),
        negativeText: optional(negativeText(words)),
        maskPrompt: optional(maskPrompt()),
        maskImage: optional(maskImage()),
        outPaintingMode: optional(outPaintingMode()),
        returnMask: optional(noMask()),
      }, [exactlyOne("maskPrompt", "maskImage"), unwanted(["returnMask"], [], () => "outside of VIRTUAL_TRY_ON")])),
      backgroundRemovalParams: optional(group("An image freed of its background.", { image: sourceImage() })),
      virtualTryOnParams: optional(virtualTryOn()),
      imageGenerationConfig: optional(group("What the images are like.", {
        width: optional(side("width")),
        height: optional(side("height")),
        quality: optional(quality()),
        cfgScale: optional(number("How closely the words are followed.", { min: 1.1, max: 10, default: 6.5 })),
        seed: optional(seed({ min: 0, max: 858_993_459, default: 12 })),
        numberOfImages: optional(integer("How many images.", { min: 1, max: 5, default: 1 })),
      }, [
        rule(["width", "height"], ({ width = 1024, height = 1024 }, complain) => {
          if (width > 4 * height || height > 4 * width) {
            complain(["width"], "a width and height in a ratio from 1:4 to 4:1", `${width} by ${height}`);
          }
          if (width * height >= 4_194_304) {
            complain(["width"], "a width and height of less than 4194304 pixels together", `${width} by ${height}`);
          }
        }),
      ])),
    }, [
      ...taskRules<AmazonNovaCanvasRequest>(),
      rule<Sized>(["taskType", "imageGenerationConfig"], ({ taskType, imageGenerationConfig }, complain) => {
        if (!["INPAINTING", "OUTPAINTING", "VIRTUAL_TRY_ON"].includes(taskType)) return;
        for (const name of ["width", "height"] as const) {
          if (imageGenerationConfig?.[name] === undefined) continue;
          complain(["imageGenerationConfig", name], `no ${name} for ${taskType}, the source image has it`, "set");
        }
      }),
    ]),
});

/** The members that the rule on sizes reads. */
interface Sized {
  taskType: string;
  imageGenerationConfig?: { width?: number; height?: number };
}

/** The member that Titan's tasks have and Canvas's have not. */
function noMask(): Field<boolean> {
  return flag("Only VIRTUAL_TRY_ON answers its mask.");
}

function side(name: string): Field<number> {
  return integer(`The ${name} in pixels; both sides together less than 4,194,304 pixels.`, {
    min: 320,
    max: 4096,
    step: 16,
    default: 1024,
  });
}

/** A person in other clothes: the mask's own parameters follow from its type. */
function virtualTryOn(): Field<AmazonNovaCanvasTryOnParams> {
  const shape = choice("The form of the mask.", ["CONTOUR", "BOUNDING_BOX", "DEFAULT"]);
  const kept = choice("Whether it is kept.", ["ON", "OFF", "DEFAULT"]);
  return group("A person in the clothes of another image.", {
    sourceImage: base64("The image of the person."),
    referenceImage: base64("The image of the clothes."),
    maskType: choice("How the part to change is told.", ["IMAGE", "GARMENT", "PROMPT"]),
    imageBasedMask: optional(
      group("The part to change, as an image.", { maskImage: base64("The mask, in black and white.") }),
    ),
    garmentBasedMask: optional(group("The part to change, by the kind of clothes.", {
      garmentClass: choice("The kind of clothes.", [
        "UPPER_BODY",
        "LOWER_BODY",
        "FULL_BODY",
        "FOOTWEAR",
        "LONG_SLEEVE_SHIRT",
        "SHORT_SLEEVE_SHIRT",
        "NO_SLEEVE_SHIRT",
        "OTHER_UPPER_BODY",
        "LONG_PANTS",
        "SHORT_PANTS",
        "OTHER_LOWER_BODY",
        "LONG_DRESS",
        "SHORT_DRESS",
        "FULL_BODY_OUTFIT",
        "OTHER_FULL_BODY",
        "SHOES",
        "BOOTS",
        "OTHER_FOOTWEAR",
      ]),
      maskShape: optional(shape),
      garmentStyling: optional(group("How the clothes are worn.", {
        longSleeveStyle: optional(choice("Sleeves down or up.", ["SLEEVE_DOWN", "SLEEVE_UP"])),
        tuckingStyle: optional(choice("Over or in the trousers.", ["UNTUCKED", "TUCKED"])),
        outerLayerStyle: optional(choice("Closed or open.", ["CLOSED", "OPEN"])),
      })),
    })),
    promptBasedMask: optional(group("The part to change, in words.", {
      maskPrompt: text("The part, in words."),
      maskShape: optional(shape),
    })),
    maskExclusions: optional(group("What stays as it is.", {
      preserveBodyPose: optional(kept),
      preserveHands: optional(kept),
      preserveFace: optional(kept),
    })),
    mergeStyle: optional(choice("How the two images are joined.", ["BALANCED", "SEAMLESS", "DETAILED"])),
    returnMask: optional(flag("Whether the mask is answered too.")),
  }, [
    rule(["maskType"], (value, complain) => {
      const names = { IMAGE: "imageBasedMask", GARMENT: "garmentBasedMask", PROMPT: "promptBasedMask" } as const;
      const name = names[value.maskType as keyof typeof names];
      if (value[name] === undefined) complain([name], `the mask of type ${value.maskType}`);
    }),
  ]);
}
