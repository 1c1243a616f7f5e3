/**
 * Nova's body in, complaints out.
 *
 * @module
 */
import type { AmazonNovaContentPart, AmazonNovaRequest, AmazonNovaSource } from "../models/amazon_nova.ts";
import type { Document } from "../models/document.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { anyJson, anyObject, atMostOne, exactlyOne, group, list, rule, sentNames, unwanted } from "./structures.ts";
import { base64, choice, text } from "./values.ts";

/** Nova Micro, Lite, Pro and Premier, and Nova 2, which alone takes sound and thinks. */
export const amazonNovaSchema: BodySchema<AmazonNovaRequest> = bodySchema({
  family: "amazon-nova",
  editions: { micro: /nova-micro-v1/, first: /nova-(lite|pro|premier)-v1/ },
  build: (edition) =>
    group<AmazonNovaRequest>("A conversation with Nova.", {
      schemaVersion: optional(choice("The version of the body.", ["messages-v1"])),
      system: optional(list(
        "Instructions; one item is enough.",
        group("Instructions.", {
          text: text("The instructions."),
          cachePoint: optional(cachePoint()),
        }),
      )),
      messages: list(
        "The conversation, the user's turn first, then in alternation.",
        group("A turn.", {
          role: choice("Who speaks.", ["user", "assistant"]),
          content: list("What is said.", part(edition), { min: 1 }),
        }),
        { min: 1 },
      ),
      inferenceConfig: optional(group("How the answer is made.", {
        maxTokens: optional(maxTokens({ min: 1 })),
        temperature: optional(temperature({ min: 0.00001, max: 1, default: 0.7 })),
        topP: optional(topP({ min: 0, max: 1, default: 0.9 })),
        topK: optional(topK({ min: 0, max: 128 })),
        stopSequences: optional(stopTexts()),
        reasoningConfig: optional(group("Whether and how much the model thinks; Nova 2 only.", {
          type: choice("Whether it thinks.", ["enabled", "disabled"], { default: "disabled" }),
          maxReasoningEffort: optional(choice("How much it thinks at most.", ["low", "medium", "high"])),
        })),
        max_new_tokens: optional(maxTokens({ min: 1 })),
      }, [
        atMostOne("maxTokens", "max_new_tokens"),
        unwanted(
          ["maxTokens", "temperature", "topP", "topK"],
          ["reasoningConfig"],
          ({ reasoningConfig }) =>
            reasoningConfig?.type === "enabled" && reasoningConfig.maxReasoningEffort === "high" &&
            "with high reasoning effort",
        ),
        unwanted(["reasoningConfig"], [], () => edition !== undefined && "for this model"),
      ])),
      toolConfig: optional(group("The tools that may be called.", {
        tools: list(
          "The tools.",
          group("A tool.", {
            toolSpec: group("What the tool is.", {
              name: text("Its name.", { min: 1, max: 64 }),
              description: optional(text("What it does and when to use it.")),
              inputSchema: group("What it is called with.", { json: anyObject("The JSON Schema of its input.") }),
            }),
          }),
        ),
        toolChoice: optional(group("Whether a tool is called.", {
          auto: optional(anyObject("The model decides.")),
          any: optional(anyObject("One of the tools has to be called.")),
          tool: optional(group("This tool has to be called.", { name: text("The tool's name.") })),
        }, [exactlyOne("auto", "any", "tool")])),
      })),
      ...guardrail(),
    }, [
      rule(["messages"], ({ messages }, complain) => {
        for (const [index, { role }] of messages.entries()) {
          const wanted = index % 2 === 0 ? "user" : "assistant";
          if (role === wanted) continue;
          complain(["messages", index, "role"], `"${wanted}", the turns alternate and the user begins`, `"${role}"`);
          break;
        }
      }),
    ]),
});

const kinds = ["text", "image", "video", "audio", "toolUse", "toolResult", "reasoningContent"] as const;

/** A part of a turn. */
function part(edition?: "micro" | "first"): Field<AmazonNovaContentPart> {
  const source = mediaSource();
  return group<AmazonNovaContentPart>(`A part: one of ${kinds.join(", ")}.`, {
    text: optional(text("A text.")),
    image: optional(group("An image.", {
      format: choice("How it is encoded.", ["jpeg", "png", "gif", "webp"]),
      source,
    })),
    video: optional(group("A video.", {
      format: choice("How it is encoded.", ["mkv", "mov", "mp4", "webm", "three_gp", "flv", "mpeg", "mpg", "wmv"]),
      source,
    })),
    audio: optional(group("A sound; Nova 2 only.", {
      format: choice("How it is encoded.", ["mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv"]),
      source,
    })),
    toolUse: optional(group("The model's call of a tool.", {
      toolUseId: text("The call's id, which its result repeats."),
      name: text("The tool's name."),
      input: anyObject<Record<string, Document>>("What the tool is called with."),
    })),
    toolResult: optional(group("What a tool gave.", {
      toolUseId: text("The id of the call."),
      content: list(
        "What the tool gave.",
        group("A text or any JSON.", {
          text: optional(text("A text.")),
          json: optional(anyJson("Any JSON.")),
        }, [exactlyOne("text", "json")]),
      ),
      status: optional(choice("Whether the call went well.", ["success", "error"])),
    })),
    reasoningContent: optional(group("What the model thought, given back; Nova 2 only.", {
      reasoningText: optional(group("The thought.", { text: optional(text("Its text.")) })),
    })),
    cachePoint: optional(cachePoint()),
  }, [
    rule([...kinds, "cachePoint"], (value, complain) => {
      const present = sentNames(value).filter((name) => name !== "cachePoint");
      // A member that is not known here may be a part of tomorrow.
      if (present.length !== 1 && !(present.length === 0 && value.cachePoint)) {
        const received = present.length === 0 ? "an empty object" : `a part of ${present.join(" and ")}`;
        complain([], `exactly one of ${kinds.join(", ")}`, received);
      }
    }),
    unwanted(["audio"], [], () => edition !== undefined && "for this model"),
    unwanted(["image", "video"], [], () => edition === "micro" && "for this model, which reads text only"),
  ]);
}

/** The mark that ends a prefix worth caching. */
function cachePoint(): Field<{ type: "default" }> {
  return group("Ends a prefix that is worth caching.", { type: choice("The kind of cache point.", ["default"]) });
}

/** Where media are: in the body or in S3. */
export function mediaSource(): Field<AmazonNovaSource> {
  return group<AmazonNovaSource>("Where it is: one of bytes, s3Location.", {
    bytes: optional(base64("The encoded bytes.")),
    s3Location: optional(group("An object in S3.", {
      uri: text("Its address, s3://bucket/key."),
      bucketOwner: optional(text("The account that owns the bucket.")),
    })),
  }, [exactlyOne("bytes", "s3Location")]);
}
