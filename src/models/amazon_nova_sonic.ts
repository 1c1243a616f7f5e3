/**
 * Amazon Nova Sonic's events of the bidirectional stream: speech and text in, speech and text out
 * (https://docs.aws.amazon.com/nova/latest/userguide/input-events.html).
 *
 * A session goes: `sessionStart`, `promptStart`; for each content `contentStart`, its pieces, `contentEnd`, where a text of
 * role SYSTEM comes first and one content of sound stays open; `promptEnd`, `sessionEnd`. It lasts eight minutes at most.
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";

/** How text is encoded. */
export interface AmazonNovaSonicTextConfiguration {
  /** Its media type. */
  mediaType: Open<"text/plain" | "application/json">;
}

/** How sound is encoded. */
export interface AmazonNovaSonicAudioConfiguration {
  /** Its media type. */
  mediaType: Open<"audio/lpcm">;
  /** Samples a second: 8000, 16000 or 24000. */
  sampleRateHertz: number;
  /** Bits of a sample: 16. */
  sampleSizeBits: number;
  /** Channels: one. */
  channelCount: number;
  /** What is heard. */
  audioType?: Open<"SPEECH">;
  /** How the bytes become text. */
  encoding?: Open<"base64">;
}

/** How the model's speech sounds. */
export interface AmazonNovaSonicSpeechConfiguration extends AmazonNovaSonicAudioConfiguration {
  /** The voice. */
  voiceId: Open<
    | "matthew"
    | "tiffany"
    | "amy"
    | "lupe"
    | "carlos"
    | "ambre"
    | "florian"
    | "greta"
    | "lennart"
    | "beatrice"
    | "lorenzo"
    | "olivia"
    | "tina"
    | "carolina"
    | "leo"
    | "kiara"
    | "arjun"
  >;
}

/** A tool that the model may call. */
export interface AmazonNovaSonicTool {
  /** What it is. */
  toolSpec: {
    /** Its name. */
    name: string;
    /** What it does and when to use it. */
    description?: string;
    /** What it is called with. */
    inputSchema: {
      /** A JSON Schema, as text. */
      json: string;
    };
  };
}

/** Which content of which prompt an event belongs to. */
export interface AmazonNovaSonicContentName {
  /** The prompt, by the caller's name. */
  promptName: string;
  /** The content, by the caller's name. */
  contentName: string;
}

/** A piece of content: text, sound as base64, or a tool's result as JSON text. */
export interface AmazonNovaSonicContent extends AmazonNovaSonicContentName {
  /** The piece. */
  content: string;
}

/** The beginning of a content. */
export interface AmazonNovaSonicContentStart extends AmazonNovaSonicContentName {
  /** What it is. */
  type: Open<"TEXT" | "AUDIO" | "TOOL">;
  /** Whether it is part of the talk as it happens. */
  interactive?: boolean;
  /** Who speaks. */
  role?: Open<"SYSTEM" | "USER" | "ASSISTANT" | "TOOL" | "SYSTEM_SPEECH">;
  /** How text is encoded. */
  textInputConfiguration?: AmazonNovaSonicTextConfiguration;
  /** How sound is encoded. */
  audioInputConfiguration?: AmazonNovaSonicAudioConfiguration;
  /** Which call it is the result of. */
  toolResultInputConfiguration?: {
    /** The call. */
    toolUseId: string;
    /** What the result is. */
    type: Open<"TEXT">;
    /** How it is encoded. */
    textInputConfiguration?: AmazonNovaSonicTextConfiguration;
  };
}

/** What is said to Nova Sonic. */
export type AmazonNovaSonicInputEvent = OneOf<{
  /** The session begins. */
  sessionStart: {
    /** How the model generates. */
    inferenceConfiguration?: {
      /** The most tokens to write. */
      maxTokens?: number;
      /** The probability mass that tokens are taken from, 0 to 1. */
      topP?: number;
      /** Randomness, 0 to 1. */
      temperature?: number;
    };
    /** When the model takes its turn; Nova 2 Sonic. */
    turnDetectionConfiguration?: {
      /** How soon a pause is the end of a turn. */
      endpointingSensitivity?: Open<"HIGH" | "MEDIUM" | "LOW">;
    };
  };
  /** A prompt begins. */
  promptStart: {
    /** The prompt, by the caller's name. */
    promptName: string;
    /** How text comes back. */
    textOutputConfiguration?: AmazonNovaSonicTextConfiguration;
    /** How speech comes back. */
    audioOutputConfiguration?: AmazonNovaSonicSpeechConfiguration;
    /** How calls of tools come back. */
    toolUseOutputConfiguration?: AmazonNovaSonicTextConfiguration;
    /** The tools of this prompt. */
    toolConfiguration?: {
      /** The tools. */
      tools: AmazonNovaSonicTool[];
    };
  };
  /** A content begins. */
  contentStart: AmazonNovaSonicContentStart;
  /** A piece of text. */
  textInput: AmazonNovaSonicContent;
  /** A piece of sound. */
  audioInput: AmazonNovaSonicContent;
  /** What a tool gave. */
  toolResult: AmazonNovaSonicContent;
  /** A content is over. */
  contentEnd: AmazonNovaSonicContentName;
  /** A prompt is over. */
  promptEnd: {
    /** The prompt. */
    promptName: string;
  };
  /** The session is over. */
  sessionEnd: Record<string, never>;
}>;

/** One chunk that is sent to Nova Sonic. */
export interface AmazonNovaSonicRequest {
  /** The event. */
  event: AmazonNovaSonicInputEvent;
}

/** Which completion an event belongs to. */
export interface AmazonNovaSonicCompletionName {
  /** The session. */
  sessionId?: string;
  /** The prompt, by the caller's name. */
  promptName?: string;
  /** The completion. */
  completionId: string;
}

/** Which content of a completion an event belongs to. */
export interface AmazonNovaSonicOutputName extends AmazonNovaSonicCompletionName {
  /** The content. */
  contentId?: string;
}

/** Tokens of speech and of text. */
export interface AmazonNovaSonicTokens {
  /** Of speech. */
  speechTokens?: number;
  /** Of text. */
  textTokens?: number;
}

/** Tokens read and written. */
export interface AmazonNovaSonicUsage {
  /** Read. */
  input?: AmazonNovaSonicTokens;
  /** Written. */
  output?: AmazonNovaSonicTokens;
}

/** What Nova Sonic says. */
export type AmazonNovaSonicOutputEvent = OneOf<{
  /** A completion begins. */
  completionStart: AmazonNovaSonicCompletionName;
  /** A content begins. */
  contentStart: AmazonNovaSonicOutputName & {
    /** What it is. */
    type: Open<"TEXT" | "AUDIO" | "TOOL">;
    /** Who speaks. */
    role: Open<"USER" | "ASSISTANT" | "TOOL">;
    /** JSON text that tells whether a text is foreseen or final: `generationStage` is `SPECULATIVE` or `FINAL`. */
    additionalModelFields?: string;
    /** How text is encoded. */
    textOutputConfiguration?: AmazonNovaSonicTextConfiguration;
    /** How sound is encoded. */
    audioOutputConfiguration?: AmazonNovaSonicAudioConfiguration;
    /** How the call of a tool is encoded. */
    toolUseOutputConfiguration?: AmazonNovaSonicTextConfiguration;
  };
  /** A piece of text: what was heard, or what is said. */
  textOutput: AmazonNovaSonicOutputName & {
    /** The text. */
    content: string;
    /** Who speaks. */
    role?: Open<"USER" | "ASSISTANT">;
  };
  /** A piece of speech. */
  audioOutput: AmazonNovaSonicOutputName & {
    /** The bytes, as base64. */
    content: string;
  };
  /** A call of a tool. */
  toolUse: AmazonNovaSonicOutputName & {
    /** The call's id. */
    toolUseId: string;
    /** The tool's name. */
    toolName: string;
    /** What it is called with, as JSON text. */
    content: string;
  };
  /** A content is over. */
  contentEnd: AmazonNovaSonicOutputName & {
    /** Why. */
    stopReason: Open<"PARTIAL_TURN" | "END_TURN" | "INTERRUPTED" | "TOOL_USE">;
    /** What it was. */
    type: Open<"TEXT" | "AUDIO" | "TOOL">;
  };
  /** Token counts. */
  usageEvent: AmazonNovaSonicCompletionName & {
    /** By kind. */
    details?: {
      /** Since the last event. */
      delta?: AmazonNovaSonicUsage;
      /** In all. */
      total?: AmazonNovaSonicUsage;
    };
    /** Tokens read, in all. */
    totalInputTokens: number;
    /** Tokens written, in all. */
    totalOutputTokens: number;
    /** Both together. */
    totalTokens: number;
  };
  /** A completion is over. */
  completionEnd: AmazonNovaSonicCompletionName & {
    /** Why. */
    stopReason?: Open<"END_TURN">;
  };
}>;

/** One chunk that Nova Sonic sends. */
export interface AmazonNovaSonicChunk {
  /** The event. */
  event: AmazonNovaSonicOutputEvent;
}
