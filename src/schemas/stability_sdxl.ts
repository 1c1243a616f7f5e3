/**
 * Stable Diffusion XL's body in, complaints out.
 *
 * @module
 */
import type { StabilitySdxlRequest } from "../models/stability_sdxl.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { anyObject, group, list, rule, unwanted } from "./structures.ts";
import { imageSeed, stylePreset } from "./stability_parameters.ts";
import { base64, choice, integer, number, text } from "./values.ts";

/** Widths and heights that go together, either way round. */
const sizes = ["1024x1024", "1152x896", "1216x832", "1344x768", "1536x640"];

/** Stable Diffusion XL: from words, from an image, or inside of a mask. */
export const stabilitySdxlSchema: BodySchema<StabilitySdxlRequest> = bodySchema({
  family: "stability-sdxl",
  build: () =>
    group<StabilitySdxlRequest>("An image by Stable Diffusion XL.", {
      text_prompts: list(
        "What the image is to show.",
        group("One wish.", {
          text: text("The wish, in words.", { max: 2000 }),
          weight: optional(number("How much it counts; below zero it is avoided.", { default: 1 })),
        }),
        { min: 1 },
      ),
      height: optional(integer("The height in pixels; width and height are one of a few pairs.", { default: 1024 })),
      width: optional(integer("The width in pixels.", { default: 1024 })),
      cfg_scale: optional(number("How closely the words are followed.", { min: 0, max: 35, default: 7 })),
      clip_guidance_preset: optional(choice("A preset of the guidance.", [
        "FAST_BLUE",
        "FAST_GREEN",
        "NONE",
        "SIMPLE",
        "SLOW",
        "SLOWER",
        "SLOWEST",
      ])),
      sampler: optional(choice("How noise becomes an image; chosen by the service when absent.", [
        "DDIM",
        "DDPM",
        "K_DPMPP_2M",
        "K_DPMPP_2S_ANCESTRAL",
        "K_DPM_2",
        "K_DPM_2_ANCESTRAL",
        "K_EULER",
        "K_EULER_ANCESTRAL",
        "K_HEUN",
        "K_LMS",
      ])),
      samples: optional(integer("How many images; one.", { min: 1, max: 1, default: 1 })),
      seed: optional(imageSeed()),
      steps: optional(integer("How many steps lead to the image.", { min: 10, max: 150, default: 30 })),
      style_preset: optional(stylePreset()),
      extras: optional(anyObject("Settings in trial.")),
      init_image: optional(base64("The image to begin with.")),
      init_image_mode: optional(
        choice("What tells how much of the image stays: image_strength or the step_schedule members.", [
          "IMAGE_STRENGTH",
          "STEP_SCHEDULE",
        ], { default: "IMAGE_STRENGTH" }),
      ),
      image_strength: optional(number("How much of the image stays.", { min: 0, max: 1, default: 0.35 })),
      step_schedule_start: optional(number("Where among the steps the image comes in.", { min: 0, max: 1 })),
      step_schedule_end: optional(number("Where among the steps the image goes out.", { min: 0, max: 1 })),
      mask_source: optional(
        choice("What is changed: the white or the black of the mask, or the image's transparent part.", [
          "MASK_IMAGE_WHITE",
          "MASK_IMAGE_BLACK",
          "INIT_IMAGE_ALPHA",
        ]),
      ),
      mask_image: optional(base64("The mask, of the image's size.")),
    }, [
      rule(["width", "height", "init_image"], ({ width = 1024, height = 1024, init_image }, complain) => {
        // An image to begin with has its own size.
        if (init_image !== undefined) return;
        if (sizes.includes(`${width}x${height}`) || sizes.includes(`${height}x${width}`)) return;
        complain(["width"], `a width and height of ${sizes.join(", ")} or turned`, `${width} by ${height}`);
      }),
      rule(["mask_source", "mask_image", "init_image"], ({ mask_source, mask_image, init_image }, complain) => {
        if (mask_image !== undefined && mask_source === undefined) {
          complain(["mask_source"], "the source of the mask with mask_image");
        }
        if (mask_source === undefined) {
          return;
        }
        if (init_image === undefined) complain(["init_image"], "the image that is masked");
        if (mask_source !== "INIT_IMAGE_ALPHA" && mask_image === undefined) {
          complain(["mask_image"], `the mask of ${mask_source}`);
        }
      }),
      unwanted(
        ["image_strength"],
        ["init_image_mode"],
        ({ init_image_mode }) => init_image_mode === "STEP_SCHEDULE" && "with init_image_mode STEP_SCHEDULE",
      ),
      unwanted(
        ["step_schedule_start", "step_schedule_end"],
        ["init_image_mode"],
        ({ init_image_mode }) => init_image_mode !== "STEP_SCHEDULE" && "without init_image_mode STEP_SCHEDULE",
      ),
    ]),
});
