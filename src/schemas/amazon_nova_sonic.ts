/**
 * One event for Nova Sonic's bidirectional stream in, complaints out.
 *
 * @module
 */
import type {
  AmazonNovaSonicAudioConfiguration,
  AmazonNovaSonicContentName,
  AmazonNovaSonicRequest,
  AmazonNovaSonicTextConfiguration,
} from "../models/amazon_nova_sonic.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional, type OptionalField, type Shape } from "./field.ts";
import { maxTokens, temperature, topP } from "./inference.ts";
import { anyObject, atMostOne, group, list, rule, sentNames } from "./structures.ts";
import { base64, choice, flag, integer, text } from "./values.ts";

/** Nova Sonic and Nova 2 Sonic: each chunk of the stream holds one event. Events that are not known here pass. */
export const amazonNovaSonicSchema: BodySchema<AmazonNovaSonicRequest> = bodySchema({
  family: "amazon-nova-sonic",
  build: () =>
    group("A chunk for Nova Sonic.", {
      event: group<AmazonNovaSonicRequest["event"]>("The event; its one member names it.", {
        sessionStart: optional(group("The session begins.", {
          inferenceConfiguration: optional(group("How the model generates.", {
            maxTokens: optional(maxTokens({ min: 1 })),
            topP: optional(topP({ min: 0, max: 1 })),
            temperature: optional(temperature({ min: 0, max: 1 })),
          })),
          turnDetectionConfiguration: optional(group("When the model takes its turn; Nova 2 Sonic.", {
            endpointingSensitivity: optional(choice("How soon a pause ends a turn.", ["HIGH", "MEDIUM", "LOW"])),
          })),
        })),
        promptStart: optional(group("A prompt begins.", {
          promptName: promptName(),
          textOutputConfiguration: textConfiguration(),
          audioOutputConfiguration: optional(group("How speech comes back.", {
            ...audioMembers(),
            voiceId: text("The voice."),
          })),
          toolUseOutputConfiguration: textConfiguration(),
          toolConfiguration: optional(group("The tools that may be called.", {
            tools: list(
              "The tools.",
              group("A tool.", {
                toolSpec: group("What the tool is.", {
                  name: text("Its name."),
                  description: optional(text("What it does and when to use it.")),
                  inputSchema: group("What it is called with.", { json: text("A JSON Schema, as text.") }),
                }),
              }),
            ),
          })),
        })),
        contentStart: optional(group("A content begins.", {
          ...names(),
          type: choice("What it is.", ["TEXT", "AUDIO", "TOOL"]),
          interactive: optional(flag("Whether it is part of the talk as it happens.")),
          role: optional(choice("Who speaks.", ["SYSTEM", "USER", "ASSISTANT", "TOOL", "SYSTEM_SPEECH"])),
          textInputConfiguration: textConfiguration(),
          audioInputConfiguration: optional(group("How sound is encoded.", audioMembers())),
          toolResultInputConfiguration: optional(group("Which call it is the result of.", {
            toolUseId: text("The call's id."),
            type: choice("What the result is.", ["TEXT"]),
            textInputConfiguration: textConfiguration(),
          })),
        }, [atMostOne("textInputConfiguration", "audioInputConfiguration", "toolResultInputConfiguration")])),
        textInput: optional(group("A piece of text.", { ...names(), content: text("The text.") })),
        audioInput: optional(group("A piece of sound.", { ...names(), content: base64("The encoded sound.") })),
        toolResult: optional(group("What a tool gave.", { ...names(), content: text("The result, as JSON text.") })),
        contentEnd: optional(group("A content is over.", names())),
        promptEnd: optional(group("A prompt is over.", { promptName: promptName() })),
        sessionEnd: optional(anyObject("The session is over.")),
      }, [
        rule([], (event, complain) => {
          const names = sentNames(event);
          if (names.length === 1) return;
          complain([], "an object with one member, which names the event", `an object of ${names.length} members`);
        }),
      ]),
    }),
});

function promptName(): Field<string> {
  return text("The prompt, by the caller's name.");
}

function names(): Shape<AmazonNovaSonicContentName> {
  return { promptName: promptName(), contentName: text("The content, by the caller's name.") };
}

function textConfiguration(): OptionalField<AmazonNovaSonicTextConfiguration> {
  return optional(
    group("How text is encoded.", { mediaType: choice("Its media type.", ["text/plain", "application/json"]) }),
  );
}

function audioMembers(): Shape<AmazonNovaSonicAudioConfiguration> {
  return {
    mediaType: choice("Its media type.", ["audio/lpcm"]),
    sampleRateHertz: choice("Samples in a second.", [8000, 16000, 24000]),
    sampleSizeBits: integer("Bits of a sample: 16.", { min: 16, max: 16 }),
    channelCount: integer("Channels: one.", { min: 1, max: 1 }),
    audioType: optional(choice("What is heard.", ["SPEECH"])),
    encoding: optional(choice("How the bytes become text.", ["base64"])),
  };
}
