/**
 * What Titan's and Nova's image generators share: the tasks' parameters, as fields to build their bodies of.
 *
 * @module
 */
import type { LengthLimits } from "./english.ts";
import type { Field, Rule } from "./field.ts";
import { list, rule } from "./structures.ts";
import { base64, choice, number, text } from "./values.ts";

/** The member that holds each task's parameters. */
const parametersOf: Record<string, string> = {
  TEXT_IMAGE: "textToImageParams",
  INPAINTING: "inPaintingParams",
  OUTPAINTING: "outPaintingParams",
  IMAGE_VARIATION: "imageVariationParams",
  COLOR_GUIDED_GENERATION: "colorGuidedGenerationParams",
  BACKGROUND_REMOVAL: "backgroundRemovalParams",
  VIRTUAL_TRY_ON: "virtualTryOnParams",
};

/** The rules of the body: the task's own parameters are there, and only the settings that the task has. */
export function taskRules<T extends { taskType: string; imageGenerationConfig?: object }>(): Rule<T>[] {
  return [
    {
      reads: ["taskType"],
      check: (body, complain) => {
        const name = parametersOf[body.taskType];
        if (name !== undefined && body[name as keyof T] === undefined) {
          complain([name], `the parameters of ${body.taskType}`);
        }
      },
    },
    rule<T>(["taskType", "imageGenerationConfig"], ({ taskType, imageGenerationConfig }, complain) => {
      if (taskType !== "BACKGROUND_REMOVAL" || imageGenerationConfig === undefined) return;
      complain(["imageGenerationConfig"], "no imageGenerationConfig for BACKGROUND_REMOVAL", "set");
    }),
  ];
}

/** What the image shows. */
export function imageText(limits: LengthLimits): Field<string> {
  return text("What the image is to show.", limits);
}

/** What the image does not show. */
export function negativeText(limits: LengthLimits): Field<string> {
  return text("What the image is not to show, named without a negation.", limits);
}

/** What is changed, in words. */
export function maskPrompt(): Field<string> {
  return text("The part of the image that is meant, in words; instead of maskImage.");
}

/** What is changed, as an image. */
export function maskImage(): Field<string> {
  return base64("The part of the image that is meant, in black and white; instead of maskPrompt.");
}

/** The image to work on. */
export function sourceImage(): Field<string> {
  return base64("The image to work on, PNG or JPEG.");
}

/** How a condition image binds. */
export function controlMode(): Field<"CANNY_EDGE" | "SEGMENTATION"> {
  return choice("What of the condition image is kept: its outlines or its areas.", ["CANNY_EDGE", "SEGMENTATION"], {
    default: "CANNY_EDGE",
  });
}

/** How much a condition image binds. */
export function controlStrength(): Field<number> {
  return number("How closely the condition image is followed.", { min: 0, max: 1, default: 0.7 });
}

/** How an outpainting meets its mask. */
export function outPaintingMode(): Field<"DEFAULT" | "PRECISE"> {
  return choice("Whether the border of the mask is softened or kept exactly.", ["DEFAULT", "PRECISE"], {
    default: "DEFAULT",
  });
}

/** The images to vary. */
export function variedImages(): Field<string[]> {
  return list("The images to vary.", base64("An image, PNG or JPEG."), { min: 1, max: 5 });
}

/** How near a variation stays. */
export function similarityStrength(): Field<number> {
  return number("How near the variation stays to the images.", { min: 0.2, max: 1, default: 0.7 });
}

/** The colours of an image. */
export function colours(): Field<string[]> {
  const colour = text("A colour.", { pattern: /^#?[0-9A-Fa-f]{6}$/, form: 'a colour such as "#A0B1C2"' });
  return list("The colours to use.", colour, { min: 1, max: 10 });
}

/** How good an image gets. */
export function quality(): Field<"standard" | "premium"> {
  return choice("How much work goes into the image.", ["standard", "premium"], { default: "standard" });
}
