/**
 * Nova Reel's body, the `modelInput` of StartAsyncInvoke, in; complaints out.
 *
 * @module
 */
import type { AmazonNovaReelRequest } from "../models/amazon_nova_reel.ts";
import { mediaSource } from "./amazon_nova.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { seed } from "./inference.ts";
import { group, list, rule } from "./structures.ts";
import { choice, integer, text } from "./values.ts";

const parametersOf = {
  TEXT_VIDEO: "textToVideoParams",
  MULTI_SHOT_AUTOMATED: "multiShotAutomatedParams",
  MULTI_SHOT_MANUAL: "multiShotManualParams",
} as const;

/** Nova Reel; videos of several shots are for its second version. */
export const amazonNovaReelSchema: BodySchema<AmazonNovaReelRequest> = bodySchema({
  family: "amazon-nova-reel",
  editions: { first: /nova-reel-v1:0/ },
  build: (edition) =>
    group<AmazonNovaReelRequest>("A video by Nova Reel.", {
      taskType: choice("One shot, shots that the model plans, or shots that the caller plans.", [
        "TEXT_VIDEO",
        ...(edition === "first" ? [] : ["MULTI_SHOT_AUTOMATED", "MULTI_SHOT_MANUAL"] as const),
      ]),
      textToVideoParams: optional(group("One shot of six seconds.", {
        text: text("What the video is to show.", { min: 1, max: 512 }),
        images: optional(list(
          "The first picture, 1280 by 720.",
          group("An image.", {
            format: choice("How it is encoded.", ["png", "jpeg"]),
            source: mediaSource(),
          }),
          { max: 1 },
        )),
      })),
      multiShotAutomatedParams: optional(group("Several shots from one text.", {
        text: text("What the video is to show.", { min: 1, max: 4000 }),
      })),
      multiShotManualParams: optional(group("Several shots, each from its own text.", {
        shots: list(
          "The shots, in order.",
          group("A shot.", {
            text: text("What the shot is to show.", { min: 1, max: 512 }),
            image: optional(group("The shot's first picture.", {
              format: choice("How it is encoded.", ["png", "jpeg"]),
              source: mediaSource(),
            })),
          }),
        ),
      })),
      videoGenerationConfig: optional(group("What the video is like.", {
        durationSeconds: optional(
          integer("Seconds: 6 for one shot, 12 to 120 for planned ones; not for shots of the caller's.", {
            min: 6,
            max: 120,
            step: 6,
            default: 6,
          }),
        ),
        fps: optional(choice("Pictures in a second.", [24], { default: 24 })),
        dimension: optional(choice("Width and height in pixels.", ["1280x720"], { default: "1280x720" })),
        seed: optional(seed({ min: 0, max: 2_147_483_646, default: 42 })),
      })),
    }, [
      rule(["taskType"], (body, complain) => {
        const name = parametersOf[body.taskType as keyof typeof parametersOf];
        if (body[name as keyof typeof body] === undefined) complain([name], `the parameters of ${body.taskType}`);
      }),
      rule(["taskType", "videoGenerationConfig"], ({ taskType, videoGenerationConfig }, complain) => {
        const seconds = videoGenerationConfig?.durationSeconds;
        const path = ["videoGenerationConfig", "durationSeconds"];
        if (seconds === undefined) return;
        if (taskType === "TEXT_VIDEO" && seconds !== 6) complain(path, "6 for TEXT_VIDEO");
        if (taskType === "MULTI_SHOT_AUTOMATED" && seconds < 12) complain(path, "at least 12 for MULTI_SHOT_AUTOMATED");
        if (taskType === "MULTI_SHOT_MANUAL") complain(path, "no durationSeconds for MULTI_SHOT_MANUAL", "set");
      }),
    ]),
});
