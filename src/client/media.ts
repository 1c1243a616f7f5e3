/**
 * An image or a video as a caller gave it in; what was wanted instead out, when it is none that can be sent.
 *
 * @module
 */
import type { Check } from "./check.ts";

interface Given {
  bytes?: unknown;
  mediaType?: unknown;
  s3Location?: { uri?: unknown };
}

/** An image: its bytes, and what they are. */
export const imageCheck: Check = (value) => {
  const { bytes, mediaType } = (value ?? {}) as Given;
  return bytes instanceof Uint8Array && typeof mediaType === "string" ? undefined : "{ bytes, mediaType }";
};

/** A video: its bytes, or where they are in S3, and what they are. */
export const videoCheck: Check = (value) => {
  const { s3Location, mediaType } = (value ?? {}) as Given;
  const inS3 = typeof s3Location?.uri === "string" && typeof mediaType === "string";
  return inS3 || !imageCheck(value) ? undefined : "{ bytes, mediaType } or { s3Location, mediaType }";
};
