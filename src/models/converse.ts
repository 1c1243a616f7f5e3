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

/** DOC ConverseInput. */
export interface ConverseInput {
  /** DOC */
  modelId: string;
  /** DOC */
  messages?: Message[];
  /** DOC */
  system?: SystemContentBlock[];
  /** DOC */
  inferenceConfig?: InferenceConfiguration;
  /** DOC */
  toolConfig?: ToolConfiguration;
  /** DOC */
  guardrailConfig?: GuardrailConfiguration;
  /** DOC */
  additionalModelRequestFields?: Document;
  /** DOC */
  promptVariables?: Record<string, PromptVariableValues>;
  /** DOC */
  additionalModelResponseFieldPaths?: string[];
  /** DOC */
  requestMetadata?: Record<string, string>;
  /** DOC */
  performanceConfig?: PerformanceConfiguration;
  /** DOC */
  serviceTier?: ServiceTier;
  /** DOC */
  outputConfig?: OutputConfig;
}

/** DOC Message. */
export interface Message {
  /** DOC */
  role: Open<"user" | "assistant" | "system">;
  /** DOC */
  content: ContentBlock[];
}

/** DOC ContentBlock: exactly one member is set. */
export type ContentBlock = OneOf<{
  /** DOC */
  text: string;
  /** DOC */
  image: ImageBlock;
  /** DOC */
  document: DocumentBlock;
  /** DOC */
  video: VideoBlock;
  /** DOC */
  audio: AudioBlock;
  /** DOC */
  toolUse: ToolUseBlock;
  /** DOC */
  toolResult: ToolResultBlock;
  /** DOC */
  guardContent: GuardrailConverseContentBlock;
  /** DOC */
  cachePoint: CachePointBlock;
  /** DOC */
  reasoningContent: ReasoningContentBlock;
  /** DOC */
  citationsContent: CitationsContentBlock;
  /** DOC */
  searchResult: SearchResultBlock;
  /** DOC */
  toolAddition: ToolAdditionBlock;
  /** DOC */
  toolRemoval: ToolRemovalBlock;
}>;

/** DOC ImageBlock. */
export interface ImageBlock {
  /** DOC */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
  /** DOC */
  source: ImageSource;
  /** DOC */
  error?: ErrorBlock;
}

/** DOC ImageSource: exactly one member is set. */
export type ImageSource = OneOf<{
  /** DOC */
  bytes: Uint8Array;
  /** DOC */
  s3Location: S3Location;
}>;

/** DOC S3Location. */
export interface S3Location {
  /** DOC */
  uri: string;
  /** DOC */
  bucketOwner?: string;
}

/** DOC ErrorBlock. */
export interface ErrorBlock {
  /** DOC */
  message?: string;
}

/** DOC DocumentBlock. */
export interface DocumentBlock {
  /** DOC */
  format?: Open<"pdf" | "csv" | "doc" | "docx" | "xls" | "xlsx" | "html" | "txt" | "md">;
  /** DOC */
  name: string;
  /** DOC */
  source: DocumentSource;
  /** DOC */
  context?: string;
  /** DOC */
  citations?: CitationsConfig;
}

/** DOC DocumentSource: exactly one member is set. */
export type DocumentSource = OneOf<{
  /** DOC */
  bytes: Uint8Array;
  /** DOC */
  s3Location: S3Location;
  /** DOC */
  text: string;
  /** DOC */
  content: DocumentContentBlock[];
}>;

/** DOC DocumentContentBlock: exactly one member is set. */
export type DocumentContentBlock = OneOf<{
  /** DOC */
  text: string;
}>;

/** DOC CitationsConfig. */
export interface CitationsConfig {
  /** DOC */
  enabled: boolean;
}

/** DOC VideoBlock. */
export interface VideoBlock {
  /** DOC */
  format: Open<"mkv" | "mov" | "mp4" | "webm" | "flv" | "mpeg" | "mpg" | "wmv" | "three_gp">;
  /** DOC */
  source: VideoSource;
}

/** DOC VideoSource: exactly one member is set. */
export type VideoSource = OneOf<{
  /** DOC */
  bytes: Uint8Array;
  /** DOC */
  s3Location: S3Location;
}>;

/** DOC AudioBlock. */
export interface AudioBlock {
  /** DOC */
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
  /** DOC */
  source: AudioSource;
  /** DOC */
  error?: ErrorBlock;
}

/** DOC AudioSource: exactly one member is set. */
export type AudioSource = OneOf<{
  /** DOC */
  bytes: Uint8Array;
  /** DOC */
  s3Location: S3Location;
}>;

/** DOC ToolUseBlock. */
export interface ToolUseBlock {
  /** DOC */
  toolUseId: string;
  /** DOC */
  name: string;
  /** DOC */
  input: Document;
  /** DOC */
  type?: Open<"server_tool_use">;
}

/** DOC ToolResultBlock. */
export interface ToolResultBlock {
  /** DOC */
  toolUseId: string;
  /** DOC */
  content: ToolResultContentBlock[];
  /** DOC */
  status?: Open<"success" | "error">;
  /** DOC */
  type?: string;
}

/** DOC ToolResultContentBlock: exactly one member is set. */
export type ToolResultContentBlock = OneOf<{
  /** DOC */
  json: Document;
  /** DOC */
  text: string;
  /** DOC */
  image: ImageBlock;
  /** DOC */
  document: DocumentBlock;
  /** DOC */
  video: VideoBlock;
  /** DOC */
  searchResult: SearchResultBlock;
}>;

/** DOC SearchResultBlock. */
export interface SearchResultBlock {
  /** DOC */
  source: string;
  /** DOC */
  title: string;
  /** DOC */
  content: SearchResultContentBlock[];
  /** DOC */
  citations?: CitationsConfig;
}

/** DOC SearchResultContentBlock. */
export interface SearchResultContentBlock {
  /** DOC */
  text: string;
}

/** DOC GuardrailConverseContentBlock: exactly one member is set. */
export type GuardrailConverseContentBlock = OneOf<{
  /** DOC */
  text: GuardrailConverseTextBlock;
  /** DOC */
  image: GuardrailConverseImageBlock;
}>;

/** DOC GuardrailConverseTextBlock. */
export interface GuardrailConverseTextBlock {
  /** DOC */
  text: string;
  /** DOC */
  qualifiers?: Open<"grounding_source" | "query" | "guard_content">[];
}

/** DOC GuardrailConverseImageBlock. */
export interface GuardrailConverseImageBlock {
  /** DOC */
  format: Open<"png" | "jpeg">;
  /** DOC */
  source: GuardrailConverseImageSource;
}

/** DOC GuardrailConverseImageSource: exactly one member is set. */
export type GuardrailConverseImageSource = OneOf<{
  /** DOC */
  bytes: Uint8Array;
}>;

/** DOC CachePointBlock. */
export interface CachePointBlock {
  /** DOC */
  type: Open<"default">;
  /** DOC */
  ttl?: Open<"5m" | "1h">;
}

/** DOC ReasoningContentBlock: exactly one member is set. */
export type ReasoningContentBlock = OneOf<{
  /** DOC */
  reasoningText: ReasoningTextBlock;
  /** DOC */
  redactedContent: Uint8Array;
}>;

/** DOC ReasoningTextBlock. */
export interface ReasoningTextBlock {
  /** DOC */
  text: string;
  /** DOC */
  signature?: string;
}

/** DOC CitationsContentBlock. */
export interface CitationsContentBlock {
  /** DOC */
  content?: CitationGeneratedContent[];
  /** DOC */
  citations?: Citation[];
}

/** DOC CitationGeneratedContent: exactly one member is set. */
export type CitationGeneratedContent = OneOf<{
  /** DOC */
  text: string;
}>;

/** DOC Citation. */
export interface Citation {
  /** DOC */
  title?: string;
  /** DOC */
  source?: string;
  /** DOC */
  sourceContent?: CitationSourceContent[];
  /** DOC */
  location?: CitationLocation;
}

/** DOC CitationSourceContent: exactly one member is set. */
export type CitationSourceContent = OneOf<{
  /** DOC */
  text: string;
}>;

/** DOC CitationLocation: exactly one member is set. */
export type CitationLocation = OneOf<{
  /** DOC */
  web: WebLocation;
  /** DOC */
  documentChar: DocumentCharLocation;
  /** DOC */
  documentPage: DocumentPageLocation;
  /** DOC */
  documentChunk: DocumentChunkLocation;
  /** DOC */
  searchResultLocation: SearchResultLocation;
}>;

/** DOC WebLocation. */
export interface WebLocation {
  /** DOC */
  url?: string;
  /** DOC */
  domain?: string;
}

/** DOC DocumentCharLocation. */
export interface DocumentCharLocation {
  /** DOC */
  documentIndex?: number;
  /** DOC */
  start?: number;
  /** DOC */
  end?: number;
}

/** DOC DocumentPageLocation. */
export interface DocumentPageLocation {
  /** DOC */
  documentIndex?: number;
  /** DOC */
  start?: number;
  /** DOC */
  end?: number;
}

/** DOC DocumentChunkLocation. */
export interface DocumentChunkLocation {
  /** DOC */
  documentIndex?: number;
  /** DOC */
  start?: number;
  /** DOC */
  end?: number;
}

/** DOC SearchResultLocation. */
export interface SearchResultLocation {
  /** DOC */
  searchResultIndex?: number;
  /** DOC */
  start?: number;
  /** DOC */
  end?: number;
}

/** DOC ToolAdditionBlock. */
export interface ToolAdditionBlock {
  /** DOC */
  tool: ToolReference;
}

/** DOC ToolReference. */
export interface ToolReference {
  /** DOC */
  type?: string;
  /** DOC */
  name?: string;
  /** DOC */
  serverName?: string;
}

/** DOC ToolRemovalBlock. */
export interface ToolRemovalBlock {
  /** DOC */
  tool: ToolReference;
}

/** DOC SystemContentBlock: exactly one member is set. */
export type SystemContentBlock = OneOf<{
  /** DOC */
  text: string;
  /** DOC */
  guardContent: GuardrailConverseContentBlock;
  /** DOC */
  cachePoint: CachePointBlock;
}>;

/** DOC InferenceConfiguration. */
export interface InferenceConfiguration {
  /** DOC */
  maxTokens?: number;
  /** DOC */
  temperature?: number;
  /** DOC */
  topP?: number;
  /** DOC */
  stopSequences?: string[];
}

/** DOC ToolConfiguration. */
export interface ToolConfiguration {
  /** DOC */
  tools: Tool[];
  /** DOC */
  toolChoice?: ToolChoice;
}

/** DOC Tool: exactly one member is set. */
export type Tool = OneOf<{
  /** DOC */
  toolSpec: ToolSpecification;
  /** DOC */
  systemTool: SystemTool;
  /** DOC */
  cachePoint: CachePointBlock;
}>;

/** DOC ToolSpecification. */
export interface ToolSpecification {
  /** DOC */
  name: string;
  /** DOC */
  description?: string;
  /** DOC */
  inputSchema: ToolInputSchema;
  /** DOC */
  strict?: boolean;
}

/** DOC ToolInputSchema: exactly one member is set. */
export type ToolInputSchema = OneOf<{
  /** DOC */
  json: Document;
}>;

/** DOC SystemTool. */
export interface SystemTool {
  /** DOC */
  name: string;
}

/** DOC ToolChoice: exactly one member is set. */
export type ToolChoice = OneOf<{
  /** DOC */
  auto: AutoToolChoice;
  /** DOC */
  any: AnyToolChoice;
  /** DOC */
  tool: SpecificToolChoice;
}>;

/** DOC AutoToolChoice. */
export type AutoToolChoice = Record<string, never>;

/** DOC AnyToolChoice. */
export type AnyToolChoice = Record<string, never>;

/** DOC SpecificToolChoice. */
export interface SpecificToolChoice {
  /** DOC */
  name: string;
}

/** DOC GuardrailConfiguration. */
export interface GuardrailConfiguration {
  /** DOC */
  guardrailIdentifier?: string;
  /** DOC */
  guardrailVersion?: string;
  /** DOC */
  trace?: Open<"enabled" | "disabled" | "enabled_full">;
}

/** DOC PromptVariableValues: exactly one member is set. */
export type PromptVariableValues = OneOf<{
  /** DOC */
  text: string;
}>;

/** DOC PerformanceConfiguration. */
export interface PerformanceConfiguration {
  /** DOC */
  latency?: Open<"standard" | "optimized">;
}

/** DOC ServiceTier. */
export interface ServiceTier {
  /** DOC */
  type: Open<"priority" | "default" | "flex" | "reserved">;
}

/** DOC OutputConfig. */
export interface OutputConfig {
  /** DOC */
  textFormat?: OutputFormat;
  /** DOC */
  effort?: string;
}

/** DOC OutputFormat. */
export interface OutputFormat {
  /** DOC */
  type: Open<"json_schema">;
  /** DOC */
  structure: OutputFormatStructure;
}

/** DOC OutputFormatStructure: exactly one member is set. */
export type OutputFormatStructure = OneOf<{
  /** DOC */
  jsonSchema: JsonSchemaDefinition;
}>;

/** DOC JsonSchemaDefinition. */
export interface JsonSchemaDefinition {
  /** DOC */
  schema: string;
  /** DOC */
  name?: string;
  /** DOC */
  description?: string;
}

/** DOC ConverseStreamInput. */
export interface ConverseStreamInput {
  /** DOC */
  modelId: string;
  /** DOC */
  messages?: Message[];
  /** DOC */
  system?: SystemContentBlock[];
  /** DOC */
  inferenceConfig?: InferenceConfiguration;
  /** DOC */
  toolConfig?: ToolConfiguration;
  /** DOC */
  guardrailConfig?: GuardrailStreamConfiguration;
  /** DOC */
  additionalModelRequestFields?: Document;
  /** DOC */
  promptVariables?: Record<string, PromptVariableValues>;
  /** DOC */
  additionalModelResponseFieldPaths?: string[];
  /** DOC */
  requestMetadata?: Record<string, string>;
  /** DOC */
  performanceConfig?: PerformanceConfiguration;
  /** DOC */
  serviceTier?: ServiceTier;
  /** DOC */
  outputConfig?: OutputConfig;
}

/** DOC GuardrailStreamConfiguration. */
export interface GuardrailStreamConfiguration {
  /** DOC */
  guardrailIdentifier?: string;
  /** DOC */
  guardrailVersion?: string;
  /** DOC */
  trace?: Open<"enabled" | "disabled" | "enabled_full">;
  /** DOC */
  streamProcessingMode?: Open<"sync" | "async">;
}

/** DOC ConverseOutput. */
export interface ConverseOutput {
  /** DOC */
  output: ConverseOutputMessage;
  /** DOC */
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
  /** DOC */
  usage: TokenUsage;
  /** DOC */
  metrics: ConverseMetrics;
  /** DOC */
  additionalModelResponseFields?: Document;
  /** DOC */
  trace?: ConverseTrace;
  /** DOC */
  performanceConfig?: PerformanceConfiguration;
  /** DOC */
  serviceTier?: ServiceTier;
}

/** DOC ConverseOutputMessage: exactly one member is set. */
export type ConverseOutputMessage = OneOf<{
  /** DOC */
  message: Message;
}>;

/** DOC TokenUsage. */
export interface TokenUsage {
  /** DOC */
  inputTokens: number;
  /** DOC */
  outputTokens: number;
  /** DOC */
  totalTokens: number;
  /** DOC */
  cacheReadInputTokens?: number;
  /** DOC */
  cacheWriteInputTokens?: number;
  /** DOC */
  cacheDetails?: CacheDetail[];
}

/** DOC CacheDetail. */
export interface CacheDetail {
  /** DOC */
  ttl: Open<"5m" | "1h">;
  /** DOC */
  inputTokens: number;
}

/** DOC ConverseMetrics. */
export interface ConverseMetrics {
  /** DOC */
  latencyMs: number;
}

/** DOC ConverseTrace. */
export interface ConverseTrace {
  /** DOC */
  guardrail?: GuardrailTraceAssessment;
  /** DOC */
  promptRouter?: PromptRouterTrace;
}

/** DOC PromptRouterTrace. */
export interface PromptRouterTrace {
  /** DOC */
  invokedModelId?: string;
}

/** DOC ConverseStreamEvent: exactly one member is set. */
export type ConverseStreamEvent = OneOf<{
  /** DOC */
  messageStart: MessageStartEvent;
  /** DOC */
  contentBlockStart: ContentBlockStartEvent;
  /** DOC */
  contentBlockDelta: ContentBlockDeltaEvent;
  /** DOC */
  contentBlockStop: ContentBlockStopEvent;
  /** DOC */
  messageStop: MessageStopEvent;
  /** DOC */
  metadata: ConverseStreamMetadataEvent;
}>;

/** DOC MessageStartEvent. */
export interface MessageStartEvent {
  /** DOC */
  role: Open<"user" | "assistant" | "system">;
}

/** DOC ContentBlockStartEvent. */
export interface ContentBlockStartEvent {
  /** DOC */
  start: ContentBlockStart;
  /** DOC */
  contentBlockIndex: number;
}

/** DOC ContentBlockStart: exactly one member is set. */
export type ContentBlockStart = OneOf<{
  /** DOC */
  toolUse: ToolUseBlockStart;
  /** DOC */
  toolResult: ToolResultBlockStart;
  /** DOC */
  image: ImageBlockStart;
}>;

/** DOC ToolUseBlockStart. */
export interface ToolUseBlockStart {
  /** DOC */
  toolUseId: string;
  /** DOC */
  name: string;
  /** DOC */
  type?: Open<"server_tool_use">;
}

/** DOC ToolResultBlockStart. */
export interface ToolResultBlockStart {
  /** DOC */
  toolUseId: string;
  /** DOC */
  type?: string;
  /** DOC */
  status?: Open<"success" | "error">;
}

/** DOC ImageBlockStart. */
export interface ImageBlockStart {
  /** DOC */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
}

/** DOC ContentBlockDeltaEvent. */
export interface ContentBlockDeltaEvent {
  /** DOC */
  delta: ContentBlockDelta;
  /** DOC */
  contentBlockIndex: number;
}

/** DOC ContentBlockDelta: exactly one member is set. */
export type ContentBlockDelta = OneOf<{
  /** DOC */
  text: string;
  /** DOC */
  toolUse: ToolUseBlockDelta;
  /** DOC */
  toolResult: ToolResultBlockDelta[];
  /** DOC */
  reasoningContent: ReasoningContentBlockDelta;
  /** DOC */
  citation: CitationsDelta;
  /** DOC */
  image: ImageBlockDelta;
}>;

/** DOC ToolUseBlockDelta. */
export interface ToolUseBlockDelta {
  /** DOC */
  input: string;
}

/** DOC ToolResultBlockDelta: exactly one member is set. */
export type ToolResultBlockDelta = OneOf<{
  /** DOC */
  text: string;
  /** DOC */
  json: Document;
}>;

/** DOC ReasoningContentBlockDelta: exactly one member is set. */
export type ReasoningContentBlockDelta = OneOf<{
  /** DOC */
  text: string;
  /** DOC */
  redactedContent: Uint8Array;
  /** DOC */
  signature: string;
}>;

/** DOC CitationsDelta. */
export interface CitationsDelta {
  /** DOC */
  title?: string;
  /** DOC */
  source?: string;
  /** DOC */
  sourceContent?: CitationSourceContentDelta[];
  /** DOC */
  location?: CitationLocation;
}

/** DOC CitationSourceContentDelta. */
export interface CitationSourceContentDelta {
  /** DOC */
  text?: string;
}

/** DOC ImageBlockDelta. */
export interface ImageBlockDelta {
  /** DOC */
  source?: ImageSource;
  /** DOC */
  error?: ErrorBlock;
}

/** DOC ContentBlockStopEvent. */
export interface ContentBlockStopEvent {
  /** DOC */
  contentBlockIndex: number;
}

/** DOC MessageStopEvent. */
export interface MessageStopEvent {
  /** DOC */
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
  /** DOC */
  additionalModelResponseFields?: Document;
}

/** DOC ConverseStreamMetadataEvent. */
export interface ConverseStreamMetadataEvent {
  /** DOC */
  usage: TokenUsage;
  /** DOC */
  metrics: ConverseStreamMetrics;
  /** DOC */
  trace?: ConverseStreamTrace;
  /** DOC */
  performanceConfig?: PerformanceConfiguration;
  /** DOC */
  serviceTier?: ServiceTier;
}

/** DOC ConverseStreamMetrics. */
export interface ConverseStreamMetrics {
  /** DOC */
  latencyMs: number;
}

/** DOC ConverseStreamTrace. */
export interface ConverseStreamTrace {
  /** DOC */
  guardrail?: GuardrailTraceAssessment;
  /** DOC */
  promptRouter?: PromptRouterTrace;
}
