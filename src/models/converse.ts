/**
 * The bodies of Converse and ConverseStream: AWS's own document, field for field, with bytes as `Uint8Array`.
 *
 * Names, shapes and requiredness are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
 *
 * @module
 */
import type { GuardrailTraceAssessment } from "./guardrail_assessment.ts";
import type { Document, OneOf, Open } from "./document.ts";

/** What Converse takes. */
export interface ConverseInput {
  /**
   * The model: its id, an inference profile, or an ARN of one of these, of a provisioned, custom or imported model, of
   * a prompt, a prompt router or a marketplace endpoint; up to 2048 characters.
   */
  modelId: string;
  /** The conversation so far; left out when `modelId` names a prompt. */
  messages?: Message[];
  /** Instructions, before the conversation. */
  system?: SystemContentBlock[];
  /** The parameters that every model has. */
  inferenceConfig?: InferenceConfiguration;
  /** The tools that the model may call. */
  toolConfig?: ToolConfiguration;
  /** The guardrail that checks what goes in and comes out. */
  guardrailConfig?: GuardrailConfiguration;
  /** The model's own parameters, beyond `inferenceConfig`, in its own words. */
  additionalModelRequestFields?: Document;
  /** What the variables of a prompt stand for, by name; only with a prompt as `modelId`. */
  promptVariables?: Record<string, PromptVariableValues>;
  /** JSON Pointers to members of the model's own answer that are wanted too, up to 10 of up to 256 characters. */
  additionalModelResponseFieldPaths?: string[];
  /** Up to 16 labels for the invocation log: names of 1 to 256 characters, values of up to 256. */
  requestMetadata?: Record<string, string>;
  /** Whether latency matters. */
  performanceConfig?: PerformanceConfiguration;
  /** Which tier serves the request. */
  serviceTier?: ServiceTier;
  /** The form of the answer, and the effort that goes into it. */
  outputConfig?: OutputConfig;
}

/** One turn of a conversation. */
export interface Message {
  /** Who speaks; `system` inside a conversation is for the newest models. */
  role: Open<"user" | "assistant" | "system">;
  /** What is said, in blocks: at most 20 images and 5 documents, in the user's turns only. */
  content: ContentBlock[];
}

/** A block of a message: exactly one member is set. */
export type ContentBlock = OneOf<{
  /** A text. */
  text: string;
  /** An image. */
  image: ImageBlock;
  /** A document. */
  document: DocumentBlock;
  /** A video. */
  video: VideoBlock;
  /** A sound. */
  audio: AudioBlock;
  /** A call of a tool by the model. */
  toolUse: ToolUseBlock;
  /** What a call of a tool gave. */
  toolResult: ToolResultBlock;
  /** What the guardrail is to check; with one such block, it checks nothing else. */
  guardContent: GuardrailConverseContentBlock;
  /** Ends a prefix that is worth caching. */
  cachePoint: CachePointBlock;
  /** What the model thought; given back unchanged in the next turn. */
  reasoningContent: ReasoningContentBlock;
  /** A text of the model with its sources. */
  citationsContent: CitationsContentBlock;
  /** What a search of the caller's found, to be cited. */
  searchResult: SearchResultBlock;
  /** Makes a tool available from here on. */
  toolAddition: ToolAdditionBlock;
  /** Makes a tool unavailable from here on. */
  toolRemoval: ToolRemovalBlock;
}>;

/** An image: up to 3.75 MB and 8,000 pixels a side. */
export interface ImageBlock {
  /** How it is encoded. */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
  /** Where it is. */
  source: ImageSource;
  /** Why it could not be read; in answers only. */
  error?: ErrorBlock;
}

/** Where an image is: exactly one member is set. */
export type ImageSource = OneOf<{
  /** The encoded bytes, one at least. */
  bytes: Uint8Array;
  /** An object in S3, for the models that read from there. */
  s3Location: S3Location;
}>;

/** An object in S3. */
export interface S3Location {
  /** Its address, `s3://bucket/key`, up to 1024 characters. */
  uri: string;
  /** The account that owns the bucket, 12 digits, when it is not the caller's. */
  bucketOwner?: string;
}

/** What went wrong with a piece of content. */
export interface ErrorBlock {
  /** What went wrong, for people. */
  message?: string;
}

/** A document: up to 4.5 MB; the message needs a text beside it. */
export interface DocumentBlock {
  /** What it is; needed for bytes and S3. */
  format?: Open<"pdf" | "csv" | "doc" | "docx" | "xls" | "xlsx" | "html" | "txt" | "md">;
  /**
   * Its name: 1 to 200 letters, digits, single spaces, hyphens, parentheses and square brackets. The model reads it,
   * so a neutral one is safest.
   */
  name: string;
  /** Where it is. */
  source: DocumentSource;
  /** What the model should know about it when it cites it. */
  context?: string;
  /** Whether the answer may cite it. */
  citations?: CitationsConfig;
}

/** Where a document is: exactly one member is set. */
export type DocumentSource = OneOf<{
  /** The file's bytes, one at least. */
  bytes: Uint8Array;
  /** An object in S3, for the models that read from there. */
  s3Location: S3Location;
  /** A plain text. */
  text: string;
  /** A text in pieces, which are cited by their index. */
  content: DocumentContentBlock[];
}>;

/** A piece of a document: exactly one member is set. */
export type DocumentContentBlock = OneOf<{
  /** The piece. */
  text: string;
}>;

/** Whether citations are wanted. */
export interface CitationsConfig {
  /** Whether they are. */
  enabled: boolean;
}

/** A video. */
export interface VideoBlock {
  /** How it is encoded. */
  format: Open<"mkv" | "mov" | "mp4" | "webm" | "flv" | "mpeg" | "mpg" | "wmv" | "three_gp">;
  /** Where it is. */
  source: VideoSource;
}

/** Where a video is: exactly one member is set. */
export type VideoSource = OneOf<{
  /** The encoded bytes, one at least. */
  bytes: Uint8Array;
  /** An object in S3, for the models that read from there. */
  s3Location: S3Location;
}>;

/** A sound. */
export interface AudioBlock {
  /** How it is encoded. */
  format: Open<
    | "mp3"
    | "opus"
    | "wav"
    | "aac"
    | "flac"
    | "mp4"
    | "ogg"
    | "mkv"
    | "mka"
    | "x-aac"
    | "m4a"
    | "mpeg"
    | "mpga"
    | "pcm"
    | "webm"
  >;
  /** Where it is. */
  source: AudioSource;
  /** Why it could not be read; in answers only. */
  error?: ErrorBlock;
}

/** Where a sound is: exactly one member is set. */
export type AudioSource = OneOf<{
  /** The encoded bytes, one at least. */
  bytes: Uint8Array;
  /** An object in S3, for the models that read from there. */
  s3Location: S3Location;
}>;

/** A call of a tool by the model. */
export interface ToolUseBlock {
  /** The call's id, which the result repeats: 1 to 64 letters, digits and `_.:-`. */
  toolUseId: string;
  /** The tool's name. */
  name: string;
  /** What the tool is called with, as the tool's schema has it. */
  input: Document;
  /** Set when the tool runs at the service and not at the caller. */
  type?: Open<"server_tool_use">;
}

/** What a call of a tool gave. */
export interface ToolResultBlock {
  /** The id of the call. */
  toolUseId: string;
  /** What it gave, in blocks. */
  content: ToolResultContentBlock[];
  /** Whether the call went well; for Amazon Nova and Claude. */
  status?: Open<"success" | "error">;
  /** Set when the tool ran at the service and not at the caller. */
  type?: string;
}

/** A block of a tool's result: exactly one member is set. */
export type ToolResultContentBlock = OneOf<{
  /** Any JSON. */
  json: Document;
  /** A text. */
  text: string;
  /** An image; for Amazon Nova and Claude. */
  image: ImageBlock;
  /** A document. */
  document: DocumentBlock;
  /** A video. */
  video: VideoBlock;
  /** What a search found, to be cited. */
  searchResult: SearchResultBlock;
}>;

/** What a search of the caller's found. */
export interface SearchResultBlock {
  /** Where it was found: an address or a name. */
  source: string;
  /** Its title. */
  title: string;
  /** Its text, in pieces. */
  content: SearchResultContentBlock[];
  /** Whether the answer may cite it. */
  citations?: CitationsConfig;
}

/** A piece of a search's result. */
export interface SearchResultContentBlock {
  /** The piece. */
  text: string;
}

/** What a guardrail is to check: exactly one member is set. */
export type GuardrailConverseContentBlock = OneOf<{
  /** A text. */
  text: GuardrailConverseTextBlock;
  /** An image. */
  image: GuardrailConverseImageBlock;
}>;

/** A text that a guardrail is to check. */
export interface GuardrailConverseTextBlock {
  /** The text. */
  text: string;
  /** What the text is for the check of grounding: the source, the question, or what is to be checked. */
  qualifiers?: Open<"grounding_source" | "query" | "guard_content">[];
}

/** An image that a guardrail is to check. */
export interface GuardrailConverseImageBlock {
  /** How it is encoded. */
  format: Open<"png" | "jpeg">;
  /** Where it is. */
  source: GuardrailConverseImageSource;
}

/** Where an image for a guardrail is: exactly one member is set. */
export type GuardrailConverseImageSource = OneOf<{
  /** The encoded bytes, one at least. */
  bytes: Uint8Array;
}>;

/** Ends a prefix that is worth caching. */
export interface CachePointBlock {
  /** The kind of cache point. */
  type: Open<"default">;
  /** How long the prefix is kept; as the kind of cache point has it, unless it is said. */
  ttl?: Open<"5m" | "1h">;
}

/** What a model thought: exactly one member is set. */
export type ReasoningContentBlock = OneOf<{
  /** The thought, readable. */
  reasoningText: ReasoningTextBlock;
  /** The thought, encrypted by the model's provider. */
  redactedContent: Uint8Array;
}>;

/** A thought that can be read. */
export interface ReasoningTextBlock {
  /** The thought. */
  text: string;
  /** The seal that proves that the model thought it; given back unchanged. */
  signature?: string;
}

/** A text of the model with its sources. */
export interface CitationsContentBlock {
  /** The text. */
  content?: CitationGeneratedContent[];
  /** Its sources. */
  citations?: Citation[];
}

/** A piece of a text with sources: exactly one member is set. */
export type CitationGeneratedContent = OneOf<{
  /** The piece. */
  text: string;
}>;

/** One source of a text. */
export interface Citation {
  /** The source's title. */
  title?: string;
  /** Where a search result was found. */
  source?: string;
  /** The words that are cited. */
  sourceContent?: CitationSourceContent[];
  /** Where in the source they are. */
  location?: CitationLocation;
}

/** A piece of what is cited: exactly one member is set. */
export type CitationSourceContent = OneOf<{
  /** The piece. */
  text: string;
}>;

/** Where in a source something is: exactly one member is set. */
export type CitationLocation = OneOf<{
  /** A page of the web. */
  web: WebLocation;
  /** Characters of a document. */
  documentChar: DocumentCharLocation;
  /** Pages of a document. */
  documentPage: DocumentPageLocation;
  /** Pieces of a document. */
  documentChunk: DocumentChunkLocation;
  /** Pieces of a search result. */
  searchResultLocation: SearchResultLocation;
}>;

/** A page of the web that is cited. */
export interface WebLocation {
  /** Its address. */
  url?: string;
  /** Its host. */
  domain?: string;
}

/** Characters of a document. */
export interface DocumentCharLocation {
  /** Which of the request's documents, from 0. */
  documentIndex?: number;
  /** The first character, from 0. */
  start?: number;
  /** Where the characters end. */
  end?: number;
}

/** Pages of a document. */
export interface DocumentPageLocation {
  /** Which of the request's documents, from 0. */
  documentIndex?: number;
  /** The first page. */
  start?: number;
  /** Where the pages end. */
  end?: number;
}

/** Pieces of a document. */
export interface DocumentChunkLocation {
  /** Which of the request's documents, from 0. */
  documentIndex?: number;
  /** The first piece, from 0. */
  start?: number;
  /** Where the pieces end. */
  end?: number;
}

/** Pieces of a search result. */
export interface SearchResultLocation {
  /** Which of the request's search results, from 0. */
  searchResultIndex?: number;
  /** The first piece, from 0. */
  start?: number;
  /** Where the pieces end. */
  end?: number;
}

/** Makes a tool available in the middle of a conversation. */
export interface ToolAdditionBlock {
  /** The tool. */
  tool: ToolReference;
}

/** A tool that is meant by its name. */
export interface ToolReference {
  /** What kind of tool it is, 1 to 64 characters. */
  type?: string;
  /** Its name in `toolConfig`, 1 to 128 characters. */
  name?: string;
  /** The MCP server that has it, 1 to 128 characters; for such a tool only. */
  serverName?: string;
}

/** Makes a tool unavailable in the middle of a conversation. */
export interface ToolRemovalBlock {
  /** The tool. */
  tool: ToolReference;
}

/** A block of instructions: exactly one member is set. */
export type SystemContentBlock = OneOf<{
  /** A text, one character at least. */
  text: string;
  /** What the guardrail is to check. */
  guardContent: GuardrailConverseContentBlock;
  /** Ends a prefix that is worth caching. */
  cachePoint: CachePointBlock;
}>;

/** The parameters that every model has. */
export interface InferenceConfiguration {
  /** The most tokens to write, 1 or more; as many as the model can, unless it is said. */
  maxTokens?: number;
  /** Randomness, 0 to 1; the model's own default, unless it is said. */
  temperature?: number;
  /** The share of probability mass that tokens are taken from, 0 to 1; the model's own default, unless it is said. */
  topP?: number;
  /** Texts that end the answer, up to 2500. */
  stopSequences?: string[];
}

/** The tools of a request. */
export interface ToolConfiguration {
  /** The tools, one at least. */
  tools: Tool[];
  /** Whether one has to be called. @default {{ auto: {} }} */
  toolChoice?: ToolChoice;
}

/** A tool: exactly one member is set. */
export type Tool = OneOf<{
  /** A tool of the caller's. */
  toolSpec: ToolSpecification;
  /** A tool of the service's. */
  systemTool: SystemTool;
  /** Ends a prefix that is worth caching. */
  cachePoint: CachePointBlock;
}>;

/** A tool of the caller's. */
export interface ToolSpecification {
  /** Its name: 1 to 64 letters, digits, `_` and `-`. */
  name: string;
  /** What it does and when to use it. */
  description?: string;
  /** What it is called with. */
  inputSchema: ToolInputSchema;
  /** Whether calls keep to the schema exactly. */
  strict?: boolean;
}

/** What a tool is called with: exactly one member is set. */
export type ToolInputSchema = OneOf<{
  /** A JSON Schema of type object. */
  json: Document;
}>;

/** A tool that the service has and runs. */
export interface SystemTool {
  /** Its name. */
  name: string;
}

/** Whether a tool has to be called: exactly one member is set. */
export type ToolChoice = OneOf<{
  /** The model decides. */
  auto: AutoToolChoice;
  /** One of the tools has to be called, and no text is written. */
  any: AnyToolChoice;
  /** This tool has to be called; for Claude and Amazon Nova. */
  tool: SpecificToolChoice;
}>;

/** The choice that leaves it to the model: an empty object. */
export type AutoToolChoice = Record<string, never>;

/** The choice that forces some call: an empty object. */
export type AnyToolChoice = Record<string, never>;

/** The choice that forces one tool. */
export interface SpecificToolChoice {
  /** The tool's name. */
  name: string;
}

/** A guardrail for a request. */
export interface GuardrailConfiguration {
  /** Its id or ARN. */
  guardrailIdentifier?: string;
  /** Its version: a number, or `DRAFT`. */
  guardrailVersion?: string;
  /** Whether the answer tells what it found; in full, also what was let through. @default {"disabled"} */
  trace?: Open<"enabled" | "disabled" | "enabled_full">;
}

/** What a prompt's variable stands for: exactly one member is set. */
export type PromptVariableValues = OneOf<{
  /** A text. */
  text: string;
}>;

/** Whether latency matters. */
export interface PerformanceConfiguration {
  /** The usual, or faster where the model has it. @default {"standard"} */
  latency?: Open<"standard" | "optimized">;
}

/** The tier that serves a request. */
export interface ServiceTier {
  /** Ahead of others, the usual, cheaper and slower, or capacity that was reserved. */
  type: Open<"priority" | "default" | "flex" | "reserved">;
}

/** The form of an answer, and the effort that goes into it. */
export interface OutputConfig {
  /** The form. */
  textFormat?: OutputFormat;
  /** How much work: `low`, `medium`, `high`, `xhigh` or `max`, as far as the model knows it. */
  effort?: string;
}

/** The form of an answer. */
export interface OutputFormat {
  /** The kind of form. */
  type: Open<"json_schema">;
  /** The form itself. */
  structure: OutputFormatStructure;
}

/** The form of an answer, by its kind: exactly one member is set. */
export type OutputFormatStructure = OneOf<{
  /** A JSON Schema. */
  jsonSchema: JsonSchemaDefinition;
}>;

/** A JSON Schema that an answer keeps to. */
export interface JsonSchemaDefinition {
  /** The schema, as JSON text. */
  schema: string;
  /** Its name. */
  name?: string;
  /** What it is for. */
  description?: string;
}

/** What ConverseStream takes: as {@linkcode ConverseInput}, with a say in how a guardrail holds up the stream. */
export interface ConverseStreamInput {
  /** The model, as for Converse. */
  modelId: string;
  /** The conversation so far; left out when `modelId` names a prompt. */
  messages?: Message[];
  /** Instructions, before the conversation. */
  system?: SystemContentBlock[];
  /** The parameters that every model has. */
  inferenceConfig?: InferenceConfiguration;
  /** The tools that the model may call. */
  toolConfig?: ToolConfiguration;
  /** The guardrail that checks what goes in and comes out. */
  guardrailConfig?: GuardrailStreamConfiguration;
  /** The model's own parameters, beyond `inferenceConfig`, in its own words. */
  additionalModelRequestFields?: Document;
  /** What the variables of a prompt stand for, by name; only with a prompt as `modelId`. */
  promptVariables?: Record<string, PromptVariableValues>;
  /** JSON Pointers to members of the model's own answer that are wanted too, up to 10 of up to 256 characters. */
  additionalModelResponseFieldPaths?: string[];
  /** Up to 16 labels for the invocation log: names of 1 to 256 characters, values of up to 256. */
  requestMetadata?: Record<string, string>;
  /** Whether latency matters. */
  performanceConfig?: PerformanceConfiguration;
  /** Which tier serves the request. */
  serviceTier?: ServiceTier;
  /** The form of the answer, and the effort that goes into it. */
  outputConfig?: OutputConfig;
}

/** A guardrail for a streamed request. */
export interface GuardrailStreamConfiguration {
  /** Its id or ARN. */
  guardrailIdentifier?: string;
  /** Its version: a number, or `DRAFT`. */
  guardrailVersion?: string;
  /** Whether the answer tells what it found; in full, also what was let through. @default {"disabled"} */
  trace?: Open<"enabled" | "disabled" | "enabled_full">;
  /** Whether text waits for the guardrail, or comes at once and may be judged too late. @default {"sync"} */
  streamProcessingMode?: Open<"sync" | "async">;
}

/** What Converse answers. */
export interface ConverseOutput {
  /** What was said. */
  output: ConverseOutputMessage;
  /** Why it ended. */
  stopReason: Open<
    | "end_turn"
    | "tool_use"
    | "max_tokens"
    | "stop_sequence"
    | "guardrail_intervened"
    | "content_filtered"
    | "malformed_model_output"
    | "malformed_tool_use"
    | "model_context_window_exceeded"
  >;
  /** Tokens read and written. */
  usage: TokenUsage;
  /** How long it took. */
  metrics: ConverseMetrics;
  /** The members of the model's own answer that were asked for. */
  additionalModelResponseFields?: Document;
  /** What a guardrail found, and which model a prompt router chose. */
  trace?: ConverseTrace;
  /** The latency that was served. */
  performanceConfig?: PerformanceConfiguration;
  /** The tier that served. */
  serviceTier?: ServiceTier;
}

/** What was said: exactly one member is set. */
export type ConverseOutputMessage = OneOf<{
  /** The message, of the assistant. */
  message: Message;
}>;

/** Tokens read and written. */
export interface TokenUsage {
  /** Tokens read, without those read from or written to the cache. */
  inputTokens: number;
  /** Tokens written, thoughts among them. */
  outputTokens: number;
  /** All tokens, those of the cache among them. */
  totalTokens: number;
  /** Tokens read from the prompt cache. */
  cacheReadInputTokens?: number;
  /** Tokens written to the prompt cache. */
  cacheWriteInputTokens?: number;
  /** Tokens written to the cache by how long they are kept, the longest first; empty when none were. */
  cacheDetails?: CacheDetail[];
}

/** Tokens written to the cache for one length of time. */
export interface CacheDetail {
  /** How long they are kept. */
  ttl: Open<"5m" | "1h">;
  /** How many. */
  inputTokens: number;
}

/** How long an answer took. */
export interface ConverseMetrics {
  /** Milliseconds from the request to the answer. */
  latencyMs: number;
}

/** What happened on the way. */
export interface ConverseTrace {
  /** What the guardrail found. */
  guardrail?: GuardrailTraceAssessment;
  /** What the prompt router chose. */
  promptRouter?: PromptRouterTrace;
}

/** What a prompt router chose. */
export interface PromptRouterTrace {
  /** The model that answered. */
  invokedModelId?: string;
}

/** One event of ConverseStream, named by its member: exactly one member is set. */
export type ConverseStreamEvent = OneOf<{
  /** The message begins. */
  messageStart: MessageStartEvent;
  /** A block begins; texts have no such event. */
  contentBlockStart: ContentBlockStartEvent;
  /** A piece of a block. */
  contentBlockDelta: ContentBlockDeltaEvent;
  /** A block is over. */
  contentBlockStop: ContentBlockStopEvent;
  /** The message is over: no content follows, `metadata` does. */
  messageStop: MessageStopEvent;
  /** Tokens and times; the last event. */
  metadata: ConverseStreamMetadataEvent;
}>;

/** A message begins. */
export interface MessageStartEvent {
  /** Who speaks: the assistant. */
  role: Open<"user" | "assistant" | "system">;
}

/** A block begins. */
export interface ContentBlockStartEvent {
  /** What is known of it from the start. */
  start: ContentBlockStart;
  /** The block's place in the message, from 0. */
  contentBlockIndex: number;
}

/** What is known of a block from the start: exactly one member is set. */
export type ContentBlockStart = OneOf<{
  /** It is a call of a tool. */
  toolUse: ToolUseBlockStart;
  /** It is the result of a tool that ran at the service. */
  toolResult: ToolResultBlockStart;
  /** It is an image. */
  image: ImageBlockStart;
}>;

/** A call of a tool begins. */
export interface ToolUseBlockStart {
  /** The call's id. */
  toolUseId: string;
  /** The tool's name. */
  name: string;
  /** Set when the tool runs at the service and not at the caller. */
  type?: Open<"server_tool_use">;
}

/** The result of a tool begins. */
export interface ToolResultBlockStart {
  /** The id of the call. */
  toolUseId: string;
  /** Set when the tool ran at the service. */
  type?: string;
  /** Whether the call went well. */
  status?: Open<"success" | "error">;
}

/** An image begins. */
export interface ImageBlockStart {
  /** How it is encoded. */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
}

/** A piece of a block. */
export interface ContentBlockDeltaEvent {
  /** The piece. */
  delta: ContentBlockDelta;
  /** The block's place in the message, from 0. */
  contentBlockIndex: number;
}

/** A piece of a block: exactly one member is set. */
export type ContentBlockDelta = OneOf<{
  /** A piece of a text. */
  text: string;
  /** A piece of what a tool is called with. */
  toolUse: ToolUseBlockDelta;
  /** Pieces of what a tool gave. */
  toolResult: ToolResultBlockDelta[];
  /** A piece of a thought. */
  reasoningContent: ReasoningContentBlockDelta;
  /** A source of the text before it. */
  citation: CitationsDelta;
  /** A piece of an image. */
  image: ImageBlockDelta;
}>;

/** A piece of what a tool is called with. */
export interface ToolUseBlockDelta {
  /** A piece of JSON text: all pieces of the block together are the JSON. */
  input: string;
}

/** A piece of what a tool gave: exactly one member is set. */
export type ToolResultBlockDelta = OneOf<{
  /** A piece of text. */
  text: string;
  /** Any JSON. */
  json: Document;
}>;

/** A piece of a thought: exactly one member is set. */
export type ReasoningContentBlockDelta = OneOf<{
  /** A piece of its text. */
  text: string;
  /** A piece of its encrypted form. */
  redactedContent: Uint8Array;
  /** The seal that proves that the model thought it; given back with the text. */
  signature: string;
}>;

/** A source of the text before it. */
export interface CitationsDelta {
  /** The source's title. */
  title?: string;
  /** Where a search result was found. */
  source?: string;
  /** The words that are cited. */
  sourceContent?: CitationSourceContentDelta[];
  /** Where in the source they are. */
  location?: CitationLocation;
}

/** A piece of what is cited. */
export interface CitationSourceContentDelta {
  /** The piece. */
  text?: string;
}

/** A piece of an image. */
export interface ImageBlockDelta {
  /** The piece. */
  source?: ImageSource;
  /** Why the image could not be made. */
  error?: ErrorBlock;
}

/** A block is over. */
export interface ContentBlockStopEvent {
  /** The block's place in the message, from 0. */
  contentBlockIndex: number;
}

/** A message is over. */
export interface MessageStopEvent {
  /** Why it ended. */
  stopReason: Open<
    | "end_turn"
    | "tool_use"
    | "max_tokens"
    | "stop_sequence"
    | "guardrail_intervened"
    | "content_filtered"
    | "malformed_model_output"
    | "malformed_tool_use"
    | "model_context_window_exceeded"
  >;
  /** The members of the model's own answer that were asked for. */
  additionalModelResponseFields?: Document;
}

/** Tokens and times of a streamed answer. */
export interface ConverseStreamMetadataEvent {
  /** Tokens read and written. */
  usage: TokenUsage;
  /** How long it took. */
  metrics: ConverseStreamMetrics;
  /** What a guardrail found, and which model a prompt router chose. */
  trace?: ConverseStreamTrace;
  /** The latency that was served. */
  performanceConfig?: PerformanceConfiguration;
  /** The tier that served. */
  serviceTier?: ServiceTier;
}

/** How long a streamed answer took. */
export interface ConverseStreamMetrics {
  /** Milliseconds from the request to the end of the stream. */
  latencyMs: number;
}

/** What happened on the way. */
export interface ConverseStreamTrace {
  /** What the guardrail found. */
  guardrail?: GuardrailTraceAssessment;
  /** What the prompt router chose. */
  promptRouter?: PromptRouterTrace;
}
