/**
 * The models of autumn 2026: what friendly names stand for when the catalogue cannot be asked.
 *
 * Later rows win where two ids share a short name. A mark `!` says that the model is reached through a regional inference
 * profile only. The list gates nothing: an id that is not on it goes to Bedrock as it is.
 *
 * @module
 */

/** Ids, by vendor. */
export const KNOWN_MODELS: Readonly<Record<string, string>> = {
  anthropic: "claude-v2 claude-v2:1 claude-instant-v1 claude-3-haiku-20240307-v1:0 claude-3-sonnet-20240229-v1:0 " +
    "claude-3-opus-20240229-v1:0 claude-3-5-sonnet-20240620-v1:0 claude-3-5-sonnet-20241022-v2:0 " +
    "claude-3-5-haiku-20241022-v1:0 !claude-3-7-sonnet-20250219-v1:0 !claude-sonnet-4-20250514-v1:0 " +
    "!claude-opus-4-20250514-v1:0 !claude-opus-4-1-20250805-v1:0 !claude-sonnet-4-5-20250929-v1:0 " +
    "!claude-haiku-4-5-20251001-v1:0 !claude-opus-4-5-20251101-v1:0 !claude-opus-4-6-v1 !claude-sonnet-4-6 " +
    "!claude-opus-4-7 !claude-opus-4-8 !claude-opus-5 !claude-opus-5-5 !claude-sonnet-5 !claude-sonnet-5-5 " +
    "!claude-haiku-5-5 !claude-fable-5 !claude-fable-5-1 !claude-mythos-5-1",
  amazon:
    "titan-text-lite-v1 titan-text-express-v1 titan-text-premier-v1:0 titan-embed-text-v1 titan-embed-text-v2:0 " +
    "titan-embed-image-v1 titan-image-generator-v1 titan-image-generator-v2:0 nova-micro-v1:0 nova-lite-v1:0 " +
    "nova-pro-v1:0 !nova-premier-v1:0 !nova-2-lite-v1:0 nova-canvas-v1:0 nova-2-multimodal-embeddings-v1:0",
  ai21: "jamba-1-5-mini-v1:0 jamba-1-5-large-v1:0",
  cohere: "command-r-v1:0 command-r-plus-v1:0 embed-english-v3 embed-multilingual-v3 embed-v4:0 rerank-v3-5:0",
  meta: "llama3-8b-instruct-v1:0 llama3-70b-instruct-v1:0 !llama3-1-8b-instruct-v1:0 !llama3-1-70b-instruct-v1:0 " +
    "!llama3-2-1b-instruct-v1:0 !llama3-2-3b-instruct-v1:0 !llama3-2-11b-instruct-v1:0 !llama3-2-90b-instruct-v1:0 " +
    "!llama3-3-70b-instruct-v1:0 !llama4-scout-17b-instruct-v1:0 !llama4-maverick-17b-instruct-v1:0",
  mistral: "mistral-7b-instruct-v0:2 mixtral-8x7b-instruct-v0:1 mistral-large-2402-v1:0 mistral-large-2407-v1:0 " +
    "!pixtral-large-2502-v1:0 mistral-large-3-675b-instruct ministral-3-3b-instruct ministral-3-8b-instruct " +
    "ministral-3-14b-instruct magistral-small-2509 devstral-2-123b voxtral-mini-3b-2507 voxtral-small-24b-2507",
  openai: "gpt-oss-20b-1:0 gpt-oss-120b-1:0 gpt-oss-safeguard-20b gpt-oss-safeguard-120b",
  deepseek: "!r1-v1:0 v3-v1:0 v3.2",
  qwen: "qwen3-32b-v1:0 qwen3-235b-a22b-2507-v1:0 qwen3-coder-30b-a3b-v1:0 qwen3-coder-480b-a35b-v1:0 " +
    "qwen3-coder-next qwen3-next-80b-a3b qwen3-vl-235b-a22b",
  moonshot: "kimi-k2-thinking",
  moonshotai: "kimi-k2.5 !kimi-k3",
  minimax: "minimax-m2 minimax-m2.1 minimax-m2.5",
  google: "gemma-3-4b-it gemma-3-12b-it gemma-3-27b-it",
  nvidia: "nemotron-nano-9b-v2 nemotron-nano-12b-v2 nemotron-nano-3-30b nemotron-super-3-120b",
  zai: "glm-4.7 glm-4.7-flash glm-5 !glm-5.3",
  writer: "palmyra-vision-7b !palmyra-x4-v1:0 !palmyra-x5-v1:0",
  xai: "!grok-4.6 !grok-4.7",
  stability: "sd3-5-large-v1:0 stable-image-core-v1:1 stable-image-ultra-v1:1",
};
