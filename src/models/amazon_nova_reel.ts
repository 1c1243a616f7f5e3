/**
 * Amazon Nova Reel's model input of StartAsyncInvoke: a task and its parameters in; a video in S3 out
 * (https://docs.aws.amazon.com/nova/latest/userguide/video-gen-access.html).
 *
 * @module
 */
import type { AmazonNovaSource } from "./amazon_nova.ts";
import type { Open } from "./document.ts";

/** An image that a shot begins with, 1280 by 720 pixels. */
export interface AmazonNovaReelImage {
  /** How it is encoded. */
  format: Open<"png" | "jpeg">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** How a video is made. */
export interface AmazonNovaReelGenerationConfig {
  /** Its length: 6 for one shot, 12 to 120 in steps of 6 for several; not for shots that are given one by one. */
  durationSeconds?: number;
  /** Images a second: 24. */
  fps?: number;
  /** Pixels across and down: `1280x720`. */
  dimension?: Open<"1280x720">;
  /** Makes videos repeatable, 0 to 2147483646. @default {42} */
  seed?: number;
}

/** The model input of Nova Reel. */
export type AmazonNovaReelRequest = {
  /** One shot from words. */
  taskType: "TEXT_VIDEO";
  /** Its parameters. */
  textToVideoParams: {
    /** What is to be seen, 1 to 512 characters. */
    text: string;
    /** The image it begins with; one at most. */
    images?: AmazonNovaReelImage[];
  };
  /** How it is made. */
  videoGenerationConfig?: AmazonNovaReelGenerationConfig;
} | {
  /** Several shots from words. */
  taskType: "MULTI_SHOT_AUTOMATED";
  /** Their parameters. */
  multiShotAutomatedParams: {
    /** What is to be seen, 1 to 4000 characters. */
    text: string;
  };
  /** How they are made. */
  videoGenerationConfig?: AmazonNovaReelGenerationConfig;
} | {
  /** Several shots, one by one. */
  taskType: "MULTI_SHOT_MANUAL";
  /** Their parameters. */
  multiShotManualParams: {
    /** The shots. */
    shots: {
      /** What is to be seen, 1 to 512 characters. */
      text: string;
      /** The image it begins with. */
      image?: AmazonNovaReelImage;
    }[];
  };
  /** How they are made. */
  videoGenerationConfig?: AmazonNovaReelGenerationConfig;
};

/** How one video, or one shot of it, went. */
export interface AmazonNovaReelVideoStatus {
  /** Whether it went well. */
  status: Open<"SUCCESS" | "FAILURE">;
  /** Where it is. */
  location?: string;
  /** What went wrong. */
  failureType?: Open<
    "INTERNAL_SERVER_EXCEPTION" | "RAI_VIOLATION_OUTPUT_VIDEO_DEFLECTION" | "RATE_LIMIT_EXCEEDED" | "ABORTED"
  >;
  /** What went wrong, in words. */
  failureMessage?: string;
}

/** What `video-generation-status.json` beside the video in S3 tells. */
export interface AmazonNovaReelStatusFile {
  /** The file's version. */
  schemaVersion: string;
  /** Each shot. */
  shots: AmazonNovaReelVideoStatus[];
  /** The whole. */
  fullVideo: AmazonNovaReelVideoStatus;
}
