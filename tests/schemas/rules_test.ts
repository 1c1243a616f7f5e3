/**
 * What must hold between members, and what single models refuse: each rule broken once, and kept once beside it.
 *
 * @module
 */
import { validateBody } from "../../src/schemas/schemas.ts";
import { assertEquals } from "../deps.ts";

const image = "iVBORw0KGgo=";
const claude = {
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 2000,
  messages: [{ role: "user", content: "Hi" }],
};
const nova = { messages: [{ role: "user", content: [{ text: "Hi" }] }] };
const chat = { messages: [{ role: "user", content: "Hi" }] };
const thinking = { type: "enabled", budget_tokens: 1024 };
const tryOn = { sourceImage: image, referenceImage: image };
const canvas = { taskType: "TEXT_IMAGE", textToImageParams: { text: "a fox" } };
const sdxl = { text_prompts: [{ text: "a robot" }] };
const marengo = "twelvelabs.marengo-embed-2-7-v1:0";
const jamba = "ai21.jamba-1-5-large-v1:0";
const said = (message: object) => ({ messages: [...chat.messages, { role: "assistant", ...message }] });
const at = (parts: object[]) => ({ messages: [{ role: "user", content: parts }] });

/** A model, a body, and what is said of it. */
type Case = [modelId: string, body: object, ...messages: string[]];

const cases: Record<string, Case[]> = {
  "Claude's text completions have the form of a conversation": [
    [
      "anthropic.claude-v2",
      { prompt: "Hi", max_tokens_to_sample: 1 },
      'prompt is without "\\n\\nHuman:", wanted a text of the form "\\n\\nHuman: …\\n\\nAssistant:"',
    ],
    [
      "anthropic.claude-v2",
      { prompt: "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Bye", max_tokens_to_sample: 1 },
      'prompt is without "\\n\\nAssistant:" at the end, wanted a text of the form "\\n\\nHuman: …\\n\\nAssistant:"',
    ],
  ],
  "a body with messages is judged as Messages by Claude 2, as a chat by Mistral Large": [
    ["anthropic.claude-v2:1", { ...claude, max_tokens: 0 }, "max_tokens is 0, wanted an integer of at least 1"],
    ["mistral.mistral-large-2402-v1:0", { ...chat, top_p: 2 }, "top_p is 2, wanted a number from 0 to 1"],
  ],
  "Claude 4.5 takes temperature or top_p": [
    [
      "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      { ...claude, temperature: 1, top_p: 1 },
      "top_p is set beside temperature, wanted one of temperature and top_p for this model",
    ],
    ["anthropic.claude-haiku-4-5-20251001-v1:0", { ...claude, temperature: 1 }],
    ["anthropic.claude-3-haiku-20240307-v1:0", { ...claude, temperature: 1, top_p: 1 }],
  ],
  "Claude above Opus 5 takes neither, and thinks as it likes": [
    [
      "us.anthropic.claude-opus-5",
      { ...claude, temperature: 1 },
      "temperature is set, wanted no temperature for this model",
    ],
    ["global.anthropic.claude-haiku-5-5", { ...claude, top_p: 1 }, "top_p is set, wanted no top_p for this model"],
    ["us.anthropic.claude-mythos-5-1", { ...claude, top_p: 1 }, "top_p is set, wanted no top_p for this model"],
    ["us.anthropic.claude-sonnet-5", { ...claude, temperature: 1 }],
    [
      "us.anthropic.claude-opus-4-8",
      { ...claude, thinking },
      'thinking.type is "enabled", wanted "adaptive" or "disabled" for this model',
    ],
    [
      "us.anthropic.claude-fable-5",
      { ...claude, thinking: { type: "disabled" } },
      'thinking.type is "disabled", wanted "adaptive" for this model',
    ],
    ["us.anthropic.claude-opus-4-5-20251101-v1:0", { ...claude, thinking }],
  ],
  "Claude's thinking excludes sampling, forced tools, an answer's beginning, and a budget as large as the answer": [
    [
      "anthropic.claude-3-7-sonnet-20250219-v1:0",
      { ...claude, thinking, temperature: 0.5, top_k: 5 },
      "temperature is set, wanted no temperature with thinking",
      "top_k is set, wanted no top_k with thinking",
    ],
    [
      "anthropic.claude-3-7-sonnet-20250219-v1:0",
      { ...claude, thinking, tool_choice: { type: "any" } },
      'tool_choice.type is "any", wanted "auto" or "none" with thinking',
    ],
    [
      "anthropic.claude-3-7-sonnet-20250219-v1:0",
      { ...claude, thinking, messages: [...claude.messages, { role: "assistant", content: "So" }] },
      'messages[1].role is "assistant", wanted "user" in the last turn with thinking',
    ],
    [
      "anthropic.claude-3-7-sonnet-20250219-v1:0",
      { ...claude, max_tokens: 1024, thinking },
      "thinking.budget_tokens is 1024, wanted an integer below max_tokens, which is 1024",
    ],
    [
      "anthropic.claude-sonnet-4-20250514-v1:0",
      { ...claude, max_tokens: 1024, thinking, anthropic_beta: ["interleaved-thinking-2025-05-14"] },
    ],
    [
      "anthropic.claude-sonnet-4-20250514-v1:0",
      { ...claude, thinking: { type: "enabled" } },
      "thinking.budget_tokens is missing, wanted an integer of at least 1024 with type enabled",
    ],
  ],
  "Claude's newer body takes no sampling, and its conversation begins with the user": [
    [
      "us.anthropic.claude-sonnet-4-6",
      { ...claude, anthropic_version: "2026-10-21", top_k: 1 },
      "top_k is set, wanted no top_k in version 2026-10-21",
    ],
    [
      "us.anthropic.claude-sonnet-4-6",
      { ...claude, messages: [{ role: "assistant", content: "Hi" }] },
      'messages[0].role is "assistant", wanted "user" in the first turn',
    ],
  ],
  "Claude's tools have what their kind needs": [
    [
      "us.anthropic.claude-sonnet-4-6",
      { ...claude, tools: [{ name: "a" }, { name: "b", type: "bash_20250124" }], tool_choice: { type: "tool" } },
      "tools[0].input_schema is missing, wanted a JSON Schema of type object for a tool of the caller's own",
      "tool_choice.name is missing, wanted the name of the tool that has to be called",
    ],
    [
      "us.anthropic.claude-sonnet-4-6",
      { ...claude, tools: [{ name: "computer", type: "computer_20251124", display_width_px: 800 }] },
      "tools[0].display_height_px is missing, wanted an integer of at least 1 for computer use",
    ],
    [
      "us.anthropic.claude-sonnet-4-6",
      {
        ...claude,
        context_management: { edits: [{ type: "compact_20260112", trigger: { type: "input_tokens", value: 49999 } }] },
      },
      "context_management.edits[0].trigger.value is 49999, wanted an integer of at least 50000 for a compaction",
    ],
  ],
  "an answer may be given back as the model gave it": [
    ...["openai.gpt-oss-20b-1:0", "qwen.qwen3-32b-v1:0", "us.writer.palmyra-x5-v1:0"].map((modelId): Case => [
      modelId,
      said({ content: "Hello", tool_calls: null, reasoning_content: null, refusal: null }),
    ]),
    ...["openai.gpt-oss-20b-1:0", "us.writer.palmyra-x5-v1:0", "mistral.pixtral-large-2502-v1:0", jamba].flatMap(
      (modelId): Case[] => [
        [modelId, said({ content: null, tool_calls: [{ id: "a", function: { name: "f", arguments: "{}" } }] })],
        [modelId, said({ content: "Hello", tool_calls: null })],
      ],
    ),
    [
      jamba,
      said({ content: null, tool_calls: null }),
      "messages[1].content is null, wanted a string",
    ],
    [
      "mistral.pixtral-large-2502-v1:0",
      said({ content: null }),
      "messages[1].content is null, wanted a string or a list",
    ],
    [
      "us.amazon.nova-2-lite-v1:0",
      {
        messages: [
          ...nova.messages,
          { role: "assistant", content: [{ reasoningContent: { reasoningText: { text: "[REDACTED]" } } }] },
        ],
      },
    ],
    [
      "us.amazon.nova-2-lite-v1:0",
      { messages: [...nova.messages, { role: "assistant", content: [{ reasoningContent: "Hm" }] }] },
      "messages[1].content[0].reasoningContent is a string of 2 characters, wanted an object",
    ],
  ],
  "a member that is undefined is not sent, and judged as absent": [
    ["amazon.nova-lite-v1:0", at([{ text: "Hi", image: undefined, cachePoint: undefined }])],
    [
      "amazon.nova-lite-v1:0",
      at([{ text: undefined }]),
      "messages[0].content[0] is an empty object, wanted exactly one of text, image, video, audio, toolUse, toolResult, reasoningContent",
    ],
    ["amazon.nova-2-sonic-v1:0", { event: { sessionEnd: {}, promptEnd: undefined } }],
    [
      "amazon.nova-canvas-v1:0",
      { ...canvas, textToImageParams: undefined },
      "textToImageParams is missing, wanted the parameters of TEXT_IMAGE",
    ],
    [
      "amazon.nova-canvas-v1:0",
      { taskType: "VIRTUAL_TRY_ON", virtualTryOnParams: { ...tryOn, maskType: "IMAGE", imageBasedMask: undefined } },
      "virtualTryOnParams.imageBasedMask is missing, wanted the mask of type IMAGE",
    ],
    [
      "amazon.nova-reel-v1:1",
      { taskType: "TEXT_VIDEO", textToVideoParams: undefined },
      "textToVideoParams is missing, wanted the parameters of TEXT_VIDEO",
    ],
    [
      "twelvelabs.marengo-embed-3-0-v1:0",
      { inputType: "text", text: undefined },
      "text is missing, wanted an object with input type text",
    ],
    ["anthropic.claude-v2", { prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 1, messages: undefined }],
  ],
  "Titan Text's models have their own limits": [
    [
      "amazon.titan-text-lite-v1:0:4k",
      { inputText: "x", textGenerationConfig: { maxTokenCount: 4097 } },
      "textGenerationConfig.maxTokenCount is 4097, wanted an integer from 0 to 4096",
    ],
    [
      "amazon.titan-text-premier-v1:0",
      { inputText: "x", textGenerationConfig: { maxTokenCount: 3073 } },
      "textGenerationConfig.maxTokenCount is 3073, wanted an integer from 0 to 3072",
    ],
    ["amazon.titan-text-express-v1", { inputText: "x", textGenerationConfig: { maxTokenCount: 8192 } }],
  ],
  "Mixtral has its own limit": [
    [
      "mistral.mixtral-8x7b-instruct-v0:1",
      { prompt: "x", max_tokens: 4097 },
      "max_tokens is 4097, wanted an integer from 1 to 4096",
    ],
  ],
  "Titan's multimodal embedding takes a text, an image, or both": [
    ["amazon.titan-embed-image-v1", {}, "inputText is missing, wanted one of inputText, inputImage at least"],
  ],
  "Titan's images follow their task": [
    [
      "amazon.titan-image-generator-v2:0",
      { taskType: "OUTPAINTING" },
      "outPaintingParams is missing, wanted the parameters of OUTPAINTING",
    ],
    [
      "amazon.titan-image-generator-v2:0",
      { taskType: "INPAINTING", inPaintingParams: { image, maskPrompt: "hat", maskImage: image } },
      "inPaintingParams.maskImage is set beside maskPrompt, wanted exactly one of maskPrompt, maskImage",
    ],
    [
      "amazon.titan-image-generator-v2:0",
      { taskType: "OUTPAINTING", outPaintingParams: { image } },
      "outPaintingParams.maskPrompt is missing, wanted exactly one of maskPrompt, maskImage",
      "outPaintingParams.text is missing, wanted a string of at most 512 characters",
    ],
    [
      "amazon.titan-image-generator-v1",
      { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image } },
      'taskType is "BACKGROUND_REMOVAL", wanted one of "TEXT_IMAGE", "INPAINTING", "OUTPAINTING", "IMAGE_VARIATION"',
    ],
    [
      "amazon.titan-image-generator-v1",
      { taskType: "TEXT_IMAGE", textToImageParams: { text: "x", conditionImage: image } },
      "textToImageParams.conditionImage is set, wanted no conditionImage for this model",
    ],
    [
      "amazon.titan-image-generator-v2:0",
      { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image }, imageGenerationConfig: {} },
      "imageGenerationConfig is set, wanted no imageGenerationConfig for BACKGROUND_REMOVAL",
    ],
  ],
  "Canvas's sizes are in bounds, and only where the task has one": [
    [
      "amazon.nova-canvas-v1:0",
      { ...canvas, imageGenerationConfig: { width: 1000 } },
      "imageGenerationConfig.width is 1000, wanted an integer from 320 to 4096 in steps of 16",
    ],
    [
      "amazon.nova-canvas-v1:0",
      { ...canvas, imageGenerationConfig: { width: 4096, height: 320 } },
      "imageGenerationConfig.width is 4096 by 320, wanted a width and height in a ratio from 1:4 to 4:1",
    ],
    [
      "amazon.nova-canvas-v1:0",
      { ...canvas, imageGenerationConfig: { width: 2048, height: 2048 } },
      "imageGenerationConfig.width is 2048 by 2048, wanted a width and height of less than 4194304 pixels together",
    ],
    ["amazon.nova-canvas-v1:0", { ...canvas, imageGenerationConfig: { width: 2048, height: 2032 } }],
    [
      "amazon.nova-canvas-v1:0",
      {
        taskType: "INPAINTING",
        inPaintingParams: { image, maskPrompt: "x", returnMask: true },
        imageGenerationConfig: { height: 512 },
      },
      "inPaintingParams.returnMask is set, wanted no returnMask outside of VIRTUAL_TRY_ON",
      "imageGenerationConfig.height is set, wanted no height for INPAINTING, the source image has it",
    ],
    [
      "amazon.nova-canvas-v1:0",
      { taskType: "VIRTUAL_TRY_ON", virtualTryOnParams: { ...tryOn, maskType: "PROMPT" } },
      "virtualTryOnParams.promptBasedMask is missing, wanted the mask of type PROMPT",
    ],
  ],
  "Nova's turns alternate, and each part is one thing": [
    [
      "amazon.nova-pro-v1:0",
      { messages: [...nova.messages, ...nova.messages] },
      'messages[1].role is "user", wanted "assistant", the turns alternate and the user begins',
    ],
    [
      "amazon.nova-pro-v1:0",
      at([{ text: "x", image: { format: "png", source: { bytes: image } } }]),
      "messages[0].content[0] is a part of text and image, wanted exactly one of text, image, video, audio, toolUse, toolResult, reasoningContent",
    ],
    [
      "amazon.nova-pro-v1:0",
      at([{ image: { format: "png", source: {} } }]),
      "messages[0].content[0].image.source.bytes is missing, wanted exactly one of bytes, s3Location",
    ],
    ["amazon.nova-pro-v1:0", at([{ partOfTomorrow: {} }])],
  ],
  "Nova's first models do not hear or think, and Micro does not see": [
    [
      "us.amazon.nova-micro-v1:0",
      at([{ image: { format: "png", source: { bytes: image } } }]),
      "messages[0].content[0].image is set, wanted no image for this model, which reads text only",
    ],
    [
      "us.amazon.nova-lite-v1:0",
      {
        ...at([{ audio: { format: "mp3", source: { bytes: image } } }]),
        inferenceConfig: { reasoningConfig: { type: "disabled" } },
      },
      "messages[0].content[0].audio is set, wanted no audio for this model",
      "inferenceConfig.reasoningConfig is set, wanted no reasoningConfig for this model",
    ],
  ],
  "Nova's high effort excludes sampling and a limit": [
    [
      "us.amazon.nova-2-lite-v1:0",
      {
        ...nova,
        inferenceConfig: { reasoningConfig: { type: "enabled", maxReasoningEffort: "high" }, maxTokens: 9, topK: 1 },
      },
      "inferenceConfig.maxTokens is set, wanted no maxTokens with high reasoning effort",
      "inferenceConfig.topK is set, wanted no topK with high reasoning effort",
    ],
    [
      "us.amazon.nova-2-lite-v1:0",
      { ...nova, inferenceConfig: { maxTokens: 9, max_new_tokens: 9 } },
      "inferenceConfig.max_new_tokens is set beside maxTokens, wanted at most one of maxTokens, max_new_tokens",
    ],
  ],
  "Nova Reel's length follows its task, and its first model makes one shot": [
    [
      "amazon.nova-reel-v1:1",
      { taskType: "TEXT_VIDEO", textToVideoParams: { text: "x" }, videoGenerationConfig: { durationSeconds: 12 } },
      "videoGenerationConfig.durationSeconds is 12, wanted 6 for TEXT_VIDEO",
    ],
    [
      "amazon.nova-reel-v1:1",
      {
        taskType: "MULTI_SHOT_AUTOMATED",
        multiShotAutomatedParams: { text: "x" },
        videoGenerationConfig: { durationSeconds: 6 },
      },
      "videoGenerationConfig.durationSeconds is 6, wanted at least 12 for MULTI_SHOT_AUTOMATED",
    ],
    [
      "amazon.nova-reel-v1:1",
      {
        taskType: "MULTI_SHOT_MANUAL",
        multiShotManualParams: { shots: [{ text: "x" }] },
        videoGenerationConfig: { durationSeconds: 12 },
      },
      "videoGenerationConfig.durationSeconds is set, wanted no durationSeconds for MULTI_SHOT_MANUAL",
    ],
    [
      "amazon.nova-reel-v1:0",
      { taskType: "MULTI_SHOT_MANUAL", multiShotManualParams: { shots: [{ text: "x" }] } },
      'taskType is "MULTI_SHOT_MANUAL", wanted "TEXT_VIDEO"',
    ],
    [
      "amazon.nova-reel-v1:1",
      { taskType: "TEXT_VIDEO" },
      "textToVideoParams is missing, wanted the parameters of TEXT_VIDEO",
    ],
  ],
  "Nova Sonic's chunk holds one event": [
    [
      "amazon.nova-2-sonic-v1:0",
      { event: { sessionStart: {}, sessionEnd: {} } },
      "event is an object of 2 members, wanted an object with one member, which names the event",
    ],
    ["amazon.nova-2-sonic-v1:0", { event: { eventOfTomorrow: {} } }],
  ],
  "Nova's embeddings are of one thing": [
    [
      "amazon.nova-2-multimodal-embeddings-v1:0",
      {
        taskType: "SINGLE_EMBEDDING",
        singleEmbeddingParams: {
          embeddingPurpose: "CLUSTERING",
          text: { truncationMode: "END" },
          image: { format: "png", source: { bytes: image } },
        },
      },
      "singleEmbeddingParams.text.value is missing, wanted exactly one of value, source",
      "singleEmbeddingParams.image is set beside text, wanted exactly one of text, image, audio, video",
    ],
  ],
  "Cohere's embeddings are of texts or images": [
    [
      "cohere.embed-english-v3",
      { input_type: "image" },
      "texts is missing, wanted exactly one of texts, images",
    ],
    [
      "cohere.embed-english-v3",
      { input_type: "search_query", images: [`data:image/png;base64,${image}`] },
      'input_type is "search_query", wanted "image" with images',
    ],
    [
      "cohere.embed-v4:0",
      { input_type: "clustering" },
      "texts is missing, wanted exactly one of texts, images, inputs",
    ],
    [
      "cohere.embed-english-v3",
      { input_type: "clustering", texts: ["a".repeat(2049)] },
      "texts[0] is a string of 2049 characters, wanted a string of at most 2048 characters",
    ],
  ],
  "Llama's models without eyes take no images": [
    [
      "us.meta.llama3-3-70b-instruct-v1:0",
      { prompt: "x", images: [image] },
      "images is set, wanted no images for this model, which reads text only",
    ],
    ["us.meta.llama4-scout-17b-instruct-v1:0", { prompt: "x", images: [image] }],
    ["us.meta.llama3-2-90b-instruct-v1:0", { prompt: "x", images: [image] }],
  ],
  "an OpenAI-shaped body names its own model, one limit, and says something": [
    [
      "openai.gpt-oss-20b-1:0",
      { ...chat, model: "gpt-4o" },
      "model is another id, wanted the model id of the call, or no model at all",
    ],
    ["openai.gpt-oss-20b-1:0", { ...chat, model: "openai.gpt-oss-20b-1:0" }],
    ["us.xai.grok-4.7", { ...chat, model: "xai.grok-4.7" }],
    [
      "qwen.qwen3-32b-v1:0",
      { ...chat, max_tokens: 1, max_completion_tokens: 1 },
      "max_tokens is set beside max_completion_tokens, wanted at most one of max_completion_tokens, max_tokens",
    ],
    [
      "qwen.qwen3-32b-v1:0",
      { messages: [{ role: "user", content: null }, { role: "assistant" }] },
      "messages[0].content is null, wanted a string or a list",
      "messages[1].content is missing, wanted a string or a list",
    ],
    [
      "qwen.qwen3-32b-v1:0",
      { ...chat, response_format: { type: "json_schema" } },
      "response_format.json_schema is missing, wanted an object with type json_schema",
    ],
  ],
  "models that only read take no images": [
    [
      "qwen.qwen3-32b-v1:0",
      at([{ type: "image_url", image_url: { url: `data:image/png;base64,${image}` } }]),
      'messages[0].content[0].type is "image_url", wanted "text"',
    ],
    [
      "mistral.mistral-large-2407-v1:0",
      at([{ type: "image_url", image_url: { url: `data:image/png;base64,${image}` } }]),
      'messages[0].content[0].type is "image_url", wanted "text"',
    ],
  ],
  "only Grok thinks extra hard": [
    [
      "zai.glm-5.3",
      { ...chat, reasoning_effort: "xhigh" },
      'reasoning_effort is "xhigh", wanted one of "low", "medium", "high"',
    ],
  ],
  "Jamba is told something by somebody": [
    [
      "ai21.jamba-1-5-large-v1:0",
      { messages: [{ role: "system", content: "x" }] },
      "messages is without one, wanted a turn of a user or an assistant at least",
    ],
  ],
  "Stable Diffusion XL has a few sizes, and its masks and schedules hang together": [
    [
      "stability.stable-diffusion-xl-v1",
      { ...sdxl, width: 1000 },
      "width is 1000 by 1024, wanted a width and height of 1024x1024, 1152x896, 1216x832, 1344x768, 1536x640 or turned",
    ],
    ["stability.stable-diffusion-xl-v1", { ...sdxl, width: 640, height: 1536 }],
    ["stability.stable-diffusion-xl-v1", { ...sdxl, width: 500, init_image: image }],
    [
      "stability.stable-diffusion-xl-v1",
      { ...sdxl, mask_source: "MASK_IMAGE_BLACK" },
      "init_image is missing, wanted the image that is masked",
      "mask_image is missing, wanted the mask of MASK_IMAGE_BLACK",
    ],
    ["stability.stable-diffusion-xl-v1", { ...sdxl, mask_source: "INIT_IMAGE_ALPHA", init_image: image }],
    [
      "stability.stable-diffusion-xl-v1",
      { ...sdxl, mask_image: image, init_image: image },
      "mask_source is missing, wanted the source of the mask with mask_image",
    ],
    [
      "stability.stable-diffusion-xl-v1",
      { ...sdxl, init_image: image, step_schedule_start: 0.5 },
      "step_schedule_start is set, wanted no step_schedule_start without init_image_mode STEP_SCHEDULE",
    ],
    [
      "stability.stable-diffusion-xl-v1",
      { ...sdxl, init_image: image, init_image_mode: "STEP_SCHEDULE", image_strength: 0.5 },
      "image_strength is set, wanted no image_strength with init_image_mode STEP_SCHEDULE",
    ],
  ],
  "Stable Diffusion 3 works on an image when it is told to": [
    [
      "stability.sd3-5-large-v1:0",
      { prompt: "x", mode: "image-to-image", aspect_ratio: "1:1" },
      "image is missing, wanted an image with mode image-to-image",
      "strength is missing, wanted a number from 0 to 1 with mode image-to-image",
      "aspect_ratio is set, wanted no aspect_ratio with mode image-to-image",
    ],
    ["stability.sd3-5-large-v1:0", { prompt: "x", image }, "image is set, wanted no image without mode image-to-image"],
  ],
  "Stable Image Core works on no image, Ultra does": [
    [
      "stability.stable-image-core-v1:1",
      { prompt: "x", image },
      "image is set, wanted no image for this model",
    ],
    [
      "stability.stable-image-ultra-v1:1",
      { prompt: "x", strength: 0.5 },
      "strength is set, wanted no strength without image",
    ],
  ],
  "Stable Outpaint adds something": [
    [
      "us.stability.stable-outpaint-v1:0",
      { image, left: 0 },
      "left is 0, wanted one of left, right, up, down above 0 at least",
    ],
  ],
  "TwelveLabs' media come from one place": [
    [
      "us.twelvelabs.pegasus-1-2-v1:0",
      { inputPrompt: "?", mediaSource: { base64String: image, s3Location: { uri: "s3://b/k" } } },
      "mediaSource.s3Location is set beside base64String, wanted exactly one of base64String, s3Location",
    ],
  ],
  "Marengo's input type has its member": [
    [marengo, { inputType: "text" }, "inputText is missing, wanted a string with input type text"],
    [marengo, { inputType: "video" }, "mediaSource is missing, wanted an object with input type video"],
    [
      "twelvelabs.marengo-embed-3-0-v1:0",
      { inputType: "audio" },
      "audio is missing, wanted an object with input type audio",
    ],
  ],
  "an imported model has one limit": [
    [
      "arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdefghijkl",
      { prompt: "x", max_gen_len: 1, max_tokens: 1 },
      "max_tokens is set beside max_gen_len, wanted at most one of max_gen_len, max_tokens",
    ],
  ],
  "a guardrail's suffix is short and plain": [
    [
      "amazon.titan-text-lite-v1",
      { inputText: "x", "amazon-bedrock-guardrailConfig": { tagSuffix: "a-b" } },
      "amazon-bedrock-guardrailConfig.tagSuffix is a string of 3 characters, wanted a string of 1 to 20 letters and digits",
    ],
  ],
};

for (const [promise, rows] of Object.entries(cases)) {
  Deno.test({
    name: `validateBody(): ${promise}`,
    sanitizeOps: true,
    sanitizeResources: true,
    fn: () => {
      for (const [modelId, body, ...messages] of rows) {
        assertEquals(validateBody(modelId, body).map(({ message }) => message), messages, modelId);
      }
    },
  });
}
