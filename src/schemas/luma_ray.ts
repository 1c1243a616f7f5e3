/**
 * Luma Ray's body, the `modelInput` of StartAsyncInvoke, in; complaints out.
 *
 * @module
 */
import type { LumaRayKeyframe, LumaRayRequest } from "../models/luma_ray.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import { group } from "./structures.ts";
import { base64, choice, flag, text } from "./values.ts";

/** Luma Ray 2. */
export const lumaRaySchema: BodySchema<LumaRayRequest> = bodySchema({
  family: "luma-ray",
  build: () =>
    group("A video by Luma Ray.", {
      prompt: text("What the video is to show, up to 300 tokens.", { min: 1, max: 5000 }),
      aspect_ratio: optional(
        choice("The ratio of width to height.", ["1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21"]),
      ),
      loop: optional(flag("Whether the end meets the beginning.")),
      duration: optional(choice("How long it is.", ["5s", "9s"])),
      resolution: optional(choice("How fine it is.", ["540p", "720p"])),
      keyframes: optional(group("Pictures that the video passes through.", {
        frame0: optional(keyframe("The first picture.")),
        frame1: optional(keyframe("The last picture.")),
      })),
    }),
});

function keyframe(description: string): Field<LumaRayKeyframe> {
  return group(description, {
    type: choice("What it is.", ["image"]),
    source: group("The image itself, 512 to 4,096 pixels a side.", {
      type: choice("How it is given.", ["base64"]),
      media_type: choice("Its media type.", ["image/jpeg", "image/png"]),
      data: base64("The encoded image."),
    }),
  });
}
