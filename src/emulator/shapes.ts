/**
 * A family's name goes in, its rules and its shape come out: one line for each family.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { MEDIA_RULES } from "./media_rules.ts";
import type { Rules } from "./rules.ts";
import type { PlainShape, TextShape } from "./shape.ts";
import { anthropicMessages } from "./shape_anthropic_messages.ts";
import { anthropicText } from "./shape_anthropic_text.ts";
import { nova } from "./shape_nova.ts";
import { titanText } from "./shape_titan_text.ts";
import { TEXT_RULES } from "./text_rules.ts";

/** How each text family asks and answers. */
export const TEXT_SHAPES: Partial<Record<FamilyName, TextShape>> = {
  "anthropic-text-completions": anthropicText,
  "anthropic-messages": anthropicMessages,
  "amazon-titan-text": titanText,
  "amazon-nova": nova,
};

/** How each other family answers. */
export const PLAIN_SHAPES: Partial<Record<FamilyName, PlainShape>> = {};

/** What a family's bodies keep to; nothing for containers that take any body. */
export function rulesOf(family: FamilyName): Rules {
  return TEXT_RULES[family] ?? MEDIA_RULES[family] ?? { fields: {} };
}
