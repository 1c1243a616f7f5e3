/**
 * The body for a model of the marketplace in, complaints out: the container behind the endpoint says what it takes, so only
 * the members that the usual containers have are judged.
 *
 * @module
 */
import type { MarketplaceEndpointRequest, MarketplaceGenerationRequest } from "../models/marketplace_endpoint.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { anyObject, group, list } from "./structures.ts";
import { flag, text } from "./values.ts";

/** What the usual containers take: `inputs`, `prompt` or `messages`. */
type UsualMembers = {
  inputs?: string;
  parameters?: Pick<
    NonNullable<MarketplaceGenerationRequest["parameters"]>,
    "max_new_tokens" | "temperature" | "top_p" | "top_k" | "stop" | "details"
  >;
  prompt?: string;
  max_tokens?: number;
  messages?: object[];
};

/** A model on an endpoint of the caller's. */
export const marketplaceEndpointSchema: BodySchema<MarketplaceEndpointRequest> = bodySchema({
  family: "marketplace-endpoint",
  build: () =>
    group<UsualMembers>("The body of the endpoint's container.", {
      inputs: optional(text("The text to continue; Text Generation Inference.")),
      parameters: optional(group("How the text is made; Text Generation Inference.", {
        max_new_tokens: optional(maxTokens({ min: 1 })),
        temperature: optional(temperature({ min: 0 })),
        top_p: optional(topP({ min: 0, max: 1 })),
        top_k: optional(topK({ min: 0 })),
        stop: optional(stopTexts()),
        details: optional(flag("Whether the tokens are told.")),
      })),
      prompt: optional(text("The text to continue; vLLM and DJL.")),
      max_tokens: optional(maxTokens({ min: 1 })),
      messages: optional(list("The conversation; vLLM and DJL.", anyObject("A turn."))),
    }),
});
