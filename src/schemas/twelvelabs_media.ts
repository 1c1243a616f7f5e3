/**
 * What the TwelveLabs families share: where media are.
 *
 * @module
 */
import type { TwelvelabsMediaSource } from "../models/twelvelabs_pegasus.ts";
import { type Field, optional, type Shape } from "./field.ts";
import { exactlyOne, group } from "./structures.ts";
import { base64, text } from "./values.ts";

/** The members that say where media are. */
export function mediaPlaces(): Shape<TwelvelabsMediaSource> {
  return {
    base64String: optional(base64("The encoded bytes, up to 25 MB.")),
    s3Location: optional(group("An object in S3.", {
      uri: text("Its address, s3://bucket/key."),
      bucketOwner: optional(text("The account that owns the bucket.")),
    })),
  };
}

/** Where media are: in the body or in S3. */
export function mediaSource(): Field<TwelvelabsMediaSource> {
  return group("Where it is: one of base64String, s3Location.", mediaPlaces(), [
    exactlyOne("base64String", "s3Location"),
  ]);
}
