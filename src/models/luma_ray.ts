/**
 * Luma Ray 2's model input of StartAsyncInvoke: a description in; a video in S3 out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-luma.html).
 *
 * @module
 */
import type { Open } from "./document.ts";

/** An image that a video begins or ends with, 512 to 4096 pixels a side. */
export interface LumaRayKeyframe {
  /** What it is. */
  type: Open<"image">;
  /** The image. */
  source: {
    /** How it is given. */
    type: Open<"base64">;
    /** Its media type. */
    media_type: Open<"image/jpeg" | "image/png">;
    /** The bytes, as base64. */
    data: string;
  };
}

/** The model input of Luma Ray 2. */
export interface LumaRayRequest {
  /** What is to be seen, 1 to 5000 characters. */
  prompt: string;
  /** The shape. */
  aspect_ratio?: Open<"1:1" | "16:9" | "9:16" | "4:3" | "3:4" | "21:9" | "9:21">;
  /** Whether the end leads into the beginning. */
  loop?: boolean;
  /** How long. */
  duration?: Open<"5s" | "9s">;
  /** How fine. */
  resolution?: Open<"540p" | "720p">;
  /** Where it begins and ends. */
  keyframes?: {
    /** The first image. */
    frame0?: LumaRayKeyframe;
    /** The last image. */
    frame1?: LumaRayKeyframe;
  };
}
