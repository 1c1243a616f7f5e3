/**
 * Bodies that every family takes: short ones, and for the larger families one that uses most of the members.
 *
 * @module
 */
import type { FamilyName } from "../../src/models/model_types.ts";

/** A model of a family, and bodies that it takes. */
export interface FamilyExamples {
  /** A model's id. */
  modelId: string;
  /** Its bodies. */
  bodies: object[];
}

const image = "iVBORw0KGgo=";
const uri = `data:image/png;base64,${image}`;
const s3Location = { uri: "s3://bucket/v.mp4", bucketOwner: "111122223333" };
const tool = {
  type: "function",
  function: { name: "weather", description: "The weather", parameters: { type: "object" } },
};

const chat = {
  messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hi" }],
  max_tokens: 200,
  temperature: 0.7,
};
const toolChat = {
  messages: [
    { role: "developer", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Weather in Bern?" }] },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "1", type: "function", function: { name: "weather", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "1", content: "Sun" },
  ],
  max_completion_tokens: 150,
  top_p: 1,
  stop: ["END"],
  n: 1,
  seed: 7,
  presence_penalty: -2,
  frequency_penalty: 2,
  logit_bias: { "50256": -100 },
  logprobs: true,
  top_logprobs: 20,
  reasoning_effort: "low",
  tools: [tool],
  tool_choice: { type: "function", function: { name: "weather" } },
  parallel_tool_calls: false,
  response_format: { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" }, strict: true } },
  stream_options: { include_usage: true },
  user: "u",
};
const reading = { messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] };
const seeing = {
  messages: [{
    role: "user",
    content: [{ type: "image_url", image_url: { url: uri } }, { type: "text", text: "What is it?" }],
  }],
};

function service(name: string, body: object): FamilyExamples {
  return { modelId: `us.stability.${name}-v1:0`, bodies: [body, { ...body, output_format: "png" }] };
}

/** Bodies for every family. */
export const examples: Record<FamilyName, FamilyExamples> = {
  "anthropic-text-completions": {
    modelId: "anthropic.claude-v2",
    bodies: [
      {
        prompt: "\n\nHuman: explain black holes to 8th graders\n\nAssistant:",
        max_tokens_to_sample: 300,
        temperature: 0.1,
        top_p: 0.9,
      },
      {
        prompt: "Be brief.\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Bye\n\nAssistant: Good",
        max_tokens_to_sample: 0,
        top_k: 500,
        stop_sequences: ["END"],
        anthropic_version: "bedrock-2023-05-31",
        "amazon-bedrock-guardrailConfig": { tagSuffix: "a1B2", streamProcessingMode: "ASYNCHRONOUS" },
      },
      { anthropic_version: "bedrock-2023-05-31", max_tokens: 300, messages: [{ role: "user", content: "Hi" }] },
    ],
  },
  "anthropic-messages": {
    modelId: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    bodies: [
      { anthropic_version: "bedrock-2023-05-31", max_tokens: 300, messages: [{ role: "user", content: "Hi" }] },
      {
        anthropic_version: "bedrock-2023-05-31",
        max_tokens: 4096,
        system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral", ttl: "1h" } }],
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "What is it?" },
              { type: "image", source: { type: "base64", media_type: "image/png", data: image } },
              {
                type: "document",
                source: { type: "base64", media_type: "application/pdf", data: image },
                title: "A paper",
                citations: { enabled: true },
              },
              { type: "document", source: { type: "content", content: [{ type: "text", text: "A page" }] } },
              {
                type: "search_result",
                source: "https://example.com",
                title: "T",
                content: [{ type: "text", text: "x" }],
              },
            ],
          },
          {
            role: "assistant",
            content: [
              { type: "thinking", thinking: "", signature: "s" },
              { type: "redacted_thinking", data: "d" },
              { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Bern" } },
              { type: "a_kind_of_tomorrow", anything: 1 },
            ],
          },
          {
            role: "user",
            content: [
              {
                type: "tool_result",
                tool_use_id: "toolu_1",
                content: [{ type: "text", text: "Sun" }],
                is_error: false,
              },
            ],
          },
        ],
        stop_sequences: ["END"],
        tools: [
          { name: "weather", description: "The weather", input_schema: { type: "object" }, strict: true },
          { type: "computer_20250124", name: "computer", display_width_px: 800, display_height_px: 600 },
          { type: "memory_20250818", name: "memory" },
        ],
        tool_choice: { type: "auto", disable_parallel_tool_use: true },
        thinking: { type: "enabled", budget_tokens: 1024 },
        output_config: { effort: "max", format: { type: "json_schema", schema: { type: "object" } } },
        anthropic_beta: ["context-management-2025-06-27"],
        context_management: {
          edits: [
            { type: "clear_tool_uses_20250919", trigger: { type: "tool_uses", value: 10 } },
            { type: "clear_thinking_20251015", keep: "all" },
          ],
        },
        metadata: { user_id: "u" },
      },
    ],
  },
  "amazon-titan-text": {
    modelId: "amazon.titan-text-express-v1",
    bodies: [
      { inputText: "Hi", textGenerationConfig: { maxTokenCount: 200, temperature: 0.5 } },
      { inputText: "User: Hi\nBot:", textGenerationConfig: { topP: 1, maxTokenCount: 8192, stopSequences: ["User:"] } },
    ],
  },
  "amazon-titan-embed-text-v1": { modelId: "amazon.titan-embed-text-v1", bodies: [{ inputText: "hello" }] },
  "amazon-titan-embed-text-v2": {
    modelId: "amazon.titan-embed-text-v2:0",
    bodies: [{ inputText: "hello", dimensions: 256, normalize: true, embeddingTypes: ["float", "binary"] }],
  },
  "amazon-titan-embed-image": {
    modelId: "amazon.titan-embed-image-v1",
    bodies: [
      { inputText: "a fox", inputImage: image, embeddingConfig: { outputEmbeddingLength: 384 } },
      { inputImage: image },
    ],
  },
  "amazon-titan-image": {
    modelId: "amazon.titan-image-generator-v2:0",
    bodies: [
      {
        taskType: "TEXT_IMAGE",
        textToImageParams: { text: "a robot", conditionImage: image, controlMode: "SEGMENTATION" },
        imageGenerationConfig: { numberOfImages: 1, width: 512, height: 512, cfgScale: 8, seed: 1 },
      },
      { taskType: "INPAINTING", inPaintingParams: { image, text: "a hat", maskPrompt: "head", returnMask: true } },
      {
        taskType: "OUTPAINTING",
        outPaintingParams: { image, text: "a beach", maskImage: image, outPaintingMode: "PRECISE" },
      },
      { taskType: "IMAGE_VARIATION", imageVariationParams: { images: [image], similarityStrength: 0.2 } },
      { taskType: "COLOR_GUIDED_GENERATION", colorGuidedGenerationParams: { text: "a car", colors: ["#ff0000"] } },
      { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image } },
    ],
  },
  "amazon-nova": {
    modelId: "us.amazon.nova-2-lite-v1:0",
    bodies: [
      {
        schemaVersion: "messages-v1",
        system: [{ text: "Be brief." }],
        messages: [{ role: "user", content: [{ text: "Hi" }] }],
        inferenceConfig: { maxTokens: 300, temperature: 0.7 },
      },
      {
        messages: [
          {
            role: "user",
            content: [
              { text: "What is it?", cachePoint: { type: "default" } },
              { image: { format: "png", source: { bytes: image } } },
              { video: { format: "three_gp", source: { s3Location } } },
              { audio: { format: "mp3", source: { bytes: image } } },
            ],
          },
          { role: "assistant", content: [{ toolUse: { toolUseId: "1", name: "weather", input: {} } }] },
          {
            role: "user",
            content: [{ toolResult: { toolUseId: "1", content: [{ json: { sun: true } }], status: "success" } }],
          },
        ],
        inferenceConfig: {
          max_new_tokens: 10,
          temperature: 0.00001,
          topP: 1,
          topK: 128,
          stopSequences: ["END"],
          reasoningConfig: { type: "enabled", maxReasoningEffort: "low" },
        },
        toolConfig: {
          tools: [{ toolSpec: { name: "weather", description: "x", inputSchema: { json: { type: "object" } } } }],
          toolChoice: { tool: { name: "weather" } },
        },
      },
    ],
  },
  "amazon-nova-canvas": {
    modelId: "amazon.nova-canvas-v1:0",
    bodies: [
      {
        taskType: "TEXT_IMAGE",
        textToImageParams: { text: "a fox", style: "DESIGN_SKETCH" },
        imageGenerationConfig: { width: 1024, height: 1024, numberOfImages: 1 },
      },
      {
        taskType: "INPAINTING",
        inPaintingParams: { image, maskPrompt: "hat" },
        imageGenerationConfig: { quality: "premium" },
      },
      { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image } },
      {
        taskType: "VIRTUAL_TRY_ON",
        virtualTryOnParams: {
          sourceImage: image,
          referenceImage: image,
          maskType: "GARMENT",
          garmentBasedMask: { garmentClass: "BOOTS", garmentStyling: { tuckingStyle: "TUCKED" } },
          maskExclusions: { preserveFace: "ON" },
          mergeStyle: "SEAMLESS",
          returnMask: true,
        },
      },
    ],
  },
  "amazon-nova-reel": {
    modelId: "amazon.nova-reel-v1:1",
    bodies: [
      {
        taskType: "TEXT_VIDEO",
        textToVideoParams: { text: "waves" },
        videoGenerationConfig: { durationSeconds: 6, fps: 24, dimension: "1280x720", seed: 1 },
      },
      {
        taskType: "MULTI_SHOT_AUTOMATED",
        multiShotAutomatedParams: { text: "waves" },
        videoGenerationConfig: { durationSeconds: 120 },
      },
      {
        taskType: "MULTI_SHOT_MANUAL",
        multiShotManualParams: { shots: [{ text: "waves", image: { format: "png", source: { s3Location } } }] },
      },
    ],
  },
  "amazon-nova-sonic": {
    modelId: "amazon.nova-2-sonic-v1:0",
    bodies: [
      { event: { sessionStart: { inferenceConfiguration: { maxTokens: 1024, topP: 0.9, temperature: 0.7 } } } },
      {
        event: {
          promptStart: {
            promptName: "p",
            textOutputConfiguration: { mediaType: "text/plain" },
            audioOutputConfiguration: {
              mediaType: "audio/lpcm",
              sampleRateHertz: 24000,
              sampleSizeBits: 16,
              channelCount: 1,
              voiceId: "matthew",
              encoding: "base64",
              audioType: "SPEECH",
            },
            toolUseOutputConfiguration: { mediaType: "application/json" },
            toolConfiguration: { tools: [{ toolSpec: { name: "weather", inputSchema: { json: "{}" } } }] },
          },
        },
      },
      {
        event: {
          contentStart: {
            promptName: "p",
            contentName: "c",
            type: "TEXT",
            interactive: true,
            role: "SYSTEM",
            textInputConfiguration: { mediaType: "text/plain" },
          },
        },
      },
      { event: { textInput: { promptName: "p", contentName: "c", content: "Hi" } } },
      { event: { audioInput: { promptName: "p", contentName: "c", content: image } } },
      { event: { toolResult: { promptName: "p", contentName: "c", content: "{}" } } },
      { event: { contentEnd: { promptName: "p", contentName: "c" } } },
      { event: { promptEnd: { promptName: "p" } } },
      { event: { sessionEnd: {} } },
    ],
  },
  "amazon-nova-embed": {
    modelId: "amazon.nova-2-multimodal-embeddings-v1:0",
    bodies: [
      {
        taskType: "SINGLE_EMBEDDING",
        singleEmbeddingParams: {
          embeddingPurpose: "GENERIC_INDEX",
          embeddingDimension: 256,
          text: { truncationMode: "END", value: "hello" },
        },
      },
      {
        schemaVersion: "nova-multimodal-embed-v1",
        taskType: "SEGMENTED_EMBEDDING",
        segmentedEmbeddingParams: {
          embeddingPurpose: "VIDEO_RETRIEVAL",
          video: {
            format: "mp4",
            embeddingMode: "AUDIO_VIDEO_COMBINED",
            source: { s3Location },
            segmentationConfig: { durationSeconds: 30 },
          },
        },
      },
    ],
  },
  "amazon-rerank": { modelId: "amazon.rerank-v1:0", bodies: [{ query: "?", documents: ["a", "b"], top_n: 1 }] },
  "cohere-rerank": {
    modelId: "cohere.rerank-v3-5:0",
    bodies: [{ query: "capital of the US?", documents: ["Carson City", "Washington, D.C."], top_n: 1, api_version: 2 }],
  },
  "ai21-jurassic2": {
    modelId: "ai21.j2-mid-v1",
    bodies: [{
      prompt: "Hi",
      maxTokens: 200,
      temperature: 0.5,
      topP: 0.5,
      countPenalty: { scale: 1, applyToEmojis: true },
    }],
  },
  "ai21-jamba": {
    modelId: "ai21.jamba-1-5-mini-v1:0",
    bodies: [
      { messages: [{ role: "user", content: "Hi" }], max_tokens: 200 },
      {
        messages: [{ role: "user", content: "Hi" }],
        stop: "END",
        n: 16,
        documents: [{ content: "x", metadata: [{ key: "a", value: "b" }] }],
        tools: [tool],
        response_format: { type: "json_object" },
      },
    ],
  },
  "cohere-command": {
    modelId: "cohere.command-text-v14",
    bodies: [{ prompt: "Hi", max_tokens: 200, temperature: 5, stream: true, logit_bias: { "11": -10 } }],
  },
  "cohere-command-r": {
    modelId: "cohere.command-r-v1:0",
    bodies: [
      { message: "Hi", max_tokens: 200, temperature: 0.3 },
      {
        message: "Hi",
        chat_history: [{ role: "USER", message: "Hi" }, { role: "CHATBOT", message: "Hello!" }],
        documents: [{ title: "T", text: "x", _excludes: ["title"] }],
        tools: [{
          name: "weather",
          description: "The weather",
          parameter_definitions: { city: { description: "Where", type: "str", required: true } },
        }],
        tool_results: [{ call: { name: "weather", parameters: { city: "Bern" } }, outputs: [{ sun: true }] }],
      },
    ],
  },
  "cohere-embed-v3": {
    modelId: "cohere.embed-english-v3",
    bodies: [
      { input_type: "search_query", texts: ["hello"] },
      { input_type: "image", images: [uri], embedding_types: ["float", "ubinary"] },
    ],
  },
  "cohere-embed-v4": {
    modelId: "us.cohere.embed-v4:0",
    bodies: [
      {
        input_type: "search_document",
        inputs: [{ content: [{ type: "text", text: "page 1" }, { type: "image_url", image_url: uri }] }],
        embedding_types: ["float"],
        output_dimension: 1024,
      },
      { input_type: "search_query", texts: ["hello"], truncate: "LEFT", max_tokens: 128000 },
      { input_type: "clustering", inputs: [{ content: [{ type: "image_url", image_url: { url: uri } }] }] },
    ],
  },
  "meta-llama": {
    modelId: "us.meta.llama3-2-11b-instruct-v1:0",
    bodies: [
      {
        prompt: "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>",
        max_gen_len: 300,
        temperature: 0.5,
        top_p: 0.9,
      },
      { prompt: "<|image|>What is it?", images: [image] },
    ],
  },
  "mistral-text": {
    modelId: "mistral.mistral-7b-instruct-v0:2",
    bodies: [
      { prompt: "<s>[INST] Hi [/INST]", max_tokens: 200, temperature: 0.5, top_k: 200, stop: ["END"] },
      { messages: [{ role: "user", content: "Hi" }], max_tokens: 200 },
    ],
  },
  "mistral-chat": {
    modelId: "us.mistral.pixtral-large-2502-v1:0",
    bodies: [{ messages: [{ role: "user", content: "Hi" }], max_tokens: 200 }, {
      ...seeing,
      tools: [tool],
      tool_choice: "any",
    }],
  },
  "openai-gpt-oss": { modelId: "openai.gpt-oss-20b-1:0", bodies: [chat, toolChat, reading] },
  "deepseek-r1": {
    modelId: "us.deepseek.r1-v1:0",
    bodies: [{
      prompt: "<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜><think>\n",
      max_tokens: 512,
      temperature: 0.5,
      top_p: 0.9,
      stop: ["END"],
    }],
  },
  "deepseek-v3": { modelId: "deepseek.v3-v1:0", bodies: [chat, toolChat, reading] },
  qwen: { modelId: "qwen.qwen3-vl-235b-a22b", bodies: [chat, toolChat, reading, seeing] },
  "moonshot-kimi": { modelId: "moonshotai.kimi-k2.5", bodies: [chat, toolChat, reading, seeing] },
  minimax: { modelId: "minimax.minimax-m2", bodies: [chat, toolChat, reading] },
  "google-gemma": { modelId: "google.gemma-3-27b-it", bodies: [chat, toolChat, reading, seeing] },
  "nvidia-nemotron": { modelId: "nvidia.nemotron-nano-12b-v2", bodies: [chat, toolChat, reading, seeing] },
  "zai-glm": { modelId: "zai.glm-5", bodies: [chat, toolChat, reading] },
  "mistral-openai": {
    modelId: "mistral.voxtral-small-24b-2507",
    bodies: [chat, reading, seeing, {
      messages: [{ role: "user", content: [{ type: "input_audio", input_audio: { data: image, format: "wav" } }] }],
    }],
  },
  "writer-palmyra-vision": { modelId: "writer.palmyra-vision-7b", bodies: [chat, reading, seeing] },
  "xai-grok": { modelId: "us.xai.grok-4.7", bodies: [chat, reading, { ...seeing, reasoning_effort: "xhigh" }] },
  "writer-palmyra": {
    modelId: "us.writer.palmyra-x5-v1:0",
    bodies: [
      { messages: [{ role: "user", content: "Hi" }], max_tokens: 200 },
      {
        messages: [{ role: "user", content: "Hi" }],
        tools: [tool],
        tool_choice: "required",
        stop: ["END"],
        min_tokens: 0,
      },
    ],
  },
  "stability-sdxl": {
    modelId: "stability.stable-diffusion-xl-v1",
    bodies: [
      { text_prompts: [{ text: "a robot" }], cfg_scale: 7, steps: 30, seed: 1 },
      { text_prompts: [{ text: "fog", weight: -1 }], width: 896, height: 1152, style_preset: "anime" },
      { text_prompts: [{ text: "a robot" }], init_image: image, image_strength: 0.5 },
      {
        text_prompts: [{ text: "a robot" }],
        init_image: image,
        init_image_mode: "STEP_SCHEDULE",
        step_schedule_start: 0.1,
        mask_source: "MASK_IMAGE_WHITE",
        mask_image: image,
      },
    ],
  },
  "stability-sd3": {
    modelId: "stability.sd3-5-large-v1:0",
    bodies: [
      { prompt: "a robot", aspect_ratio: "1:1", seed: 0, output_format: "png" },
      { prompt: "a robot", mode: "image-to-image", image, strength: 0.5 },
    ],
  },
  "stability-image": {
    modelId: "stability.stable-image-ultra-v1:1",
    bodies: [{ prompt: "a robot", aspect_ratio: "21:9", output_format: "jpeg" }, {
      prompt: "a robot",
      image,
      strength: 0.3,
    }],
  },
  "stability-creative-upscale": service("stable-creative-upscale", { prompt: "a cat", image, creativity: 0.5 }),
  "stability-conservative-upscale": service("stable-conservative-upscale", { prompt: "a cat", image, creativity: 0.1 }),
  "stability-fast-upscale": service("stable-fast-upscale", { image }),
  "stability-inpaint": service("stable-image-inpaint", { prompt: "a hat", image, mask: image, grow_mask: 20 }),
  "stability-outpaint": service("stable-outpaint", { image, left: 100, creativity: 1 }),
  "stability-search-recolor": service("stable-image-search-recolor", { prompt: "red", image, select_prompt: "hat" }),
  "stability-search-replace": service("stable-image-search-replace", { prompt: "dog", image, search_prompt: "cat" }),
  "stability-erase-object": service("stable-image-erase-object", { image, mask: image }),
  "stability-remove-background": service("stable-image-remove-background", { image }),
  "stability-control-sketch": service("stable-image-control-sketch", {
    prompt: "a house",
    image,
    control_strength: 0.7,
  }),
  "stability-control-structure": service("stable-image-control-structure", { prompt: "a house", image }),
  "stability-style-guide": service("stable-image-style-guide", { prompt: "a house", image, fidelity: 0.5 }),
  "stability-style-transfer": service("stable-style-transfer", { init_image: image, style_image: image }),
  "luma-ray": {
    modelId: "luma.ray-v2:0",
    bodies: [
      { prompt: "a tiger in snow", aspect_ratio: "16:9", duration: "5s", resolution: "720p" },
      {
        prompt: "a tiger",
        loop: true,
        keyframes: { frame0: { type: "image", source: { type: "base64", media_type: "image/jpeg", data: image } } },
      },
    ],
  },
  "twelvelabs-pegasus": {
    modelId: "us.twelvelabs.pegasus-1-2-v1:0",
    bodies: [
      { inputPrompt: "What happens?", mediaSource: { s3Location }, temperature: 0 },
      { inputPrompt: "What happens?", mediaSource: { base64String: image }, responseFormat: { jsonSchema: {} } },
    ],
  },
  "twelvelabs-marengo-2": {
    modelId: "us.twelvelabs.marengo-embed-2-7-v1:0",
    bodies: [
      { inputType: "text", inputText: "a dog", textTruncate: "none" },
      {
        inputType: "video",
        mediaSource: { s3Location },
        startSec: 0,
        lengthSec: 13.4,
        useFixedLengthSec: 2,
        embeddingOption: ["visual-text", "audio"],
      },
    ],
  },
  "twelvelabs-marengo-3": {
    modelId: "us.twelvelabs.marengo-embed-3-0-v1:0",
    bodies: [
      { inputType: "text", text: { inputText: "a dog" } },
      { inputType: "text_image", text_image: { inputText: "a dog", mediaSource: { base64String: image } } },
      {
        inputType: "video",
        video: {
          mediaSource: { s3Location },
          segmentation: { method: "fixed", fixed: { durationSec: 6 } },
          embeddingOption: ["visual"],
          embeddingScope: ["clip", "asset"],
        },
      },
      {
        inputType: "audio",
        audio: { mediaSource: { s3Location }, segmentation: { method: "dynamic", dynamic: { minDurationSec: 4 } } },
      },
      {
        inputType: "video",
        video: { mediaSource: { s3Location }, segmentation: { method: "dynamic", dynamic: { minDurationSec: 4 } } },
      },
      {
        inputType: "multi_input",
        multi_input: { inputText: "<@a>", mediaSources: [{ name: "a", mediaType: "image", base64String: image }] },
      },
    ],
  },
  "imported-model": {
    modelId: "arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdefghijkl",
    bodies: [
      { prompt: "How is a rainbow formed?", max_gen_len: 100, temperature: 0.5 },
      { prompt: "How is a rainbow formed?", max_tokens: 100, stop: "END", structured_outputs: { choice: ["a", "b"] } },
      {
        messages: [{ role: "user", content: "Hi" }],
        max_tokens: 100,
        structured_outputs: { json: { type: "object" } },
        tools: [tool],
      },
    ],
  },
  "marketplace-endpoint": {
    modelId: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/my-endpoint",
    bodies: [
      { inputs: "Hello?", parameters: { max_new_tokens: 100, details: true } },
      { prompt: "Hello?", max_tokens: 100, temperature: 0.5 },
    ],
  },
};
