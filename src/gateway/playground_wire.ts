/**
 * A question to the gateway in, its answer, event by event, out: the page's part that talks to where it came from.
 *
 * @module
 */

/** A script that knows `ask`, `readEvents`, `Refusal`, `fill` and how families' answers are read. */
export const playgroundWire: string = String.raw`
/** What is kept; where a browser keeps nothing, nothing is. */
function keeper(storage) {
  return {
    get(name) {
      try { return globalThis[storage].getItem("bedrock." + name) ?? undefined; } catch { return undefined; }
    },
    set(name, value) {
      try {
        if (value === undefined) globalThis[storage].removeItem("bedrock." + name);
        else globalThis[storage].setItem("bedrock." + name, value);
      } catch { /* A private window may refuse; the page works without. */ }
    },
  };
}
const kept = keeper("localStorage");
const secret = keeper("sessionStorage");

class Refusal extends Error {
  constructor(message, code, status, requestId, retryAfter) {
    super(message);
    Object.assign(this, { code, status, requestId, retryAfter });
  }
}

async function refusalOf(response) {
  const { headers, status } = response;
  const text = await response.text().catch(() => "");
  let body;
  try { body = JSON.parse(text); } catch { /* A proxy's page. */ }
  const message = body?.message ?? body?.Message ?? body?.error?.message ?? "The answer was no JSON: HTTP " + status;
  const code = headers.get("x-amzn-errortype")?.split(":")[0] ?? body?.error?.code ?? body?.error?.type ?? "HTTP " + status;
  return new Refusal(message, code, status, headers.get("x-amzn-requestid") ?? headers.get("x-request-id"), headers.get("retry-after"));
}

async function ask(path, { method = "GET", body, signal, headers = {} } = {}) {
  const key = secret.get("key");
  const response = await fetch(path, {
    method,
    signal,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { authorization: "Bearer " + key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.headers.has("x-bedrock-emulator")) $("emulated").hidden = false;
  if (response.ok) return response;
  const refusal = await refusalOf(response);
  if (response.status === 401) askForKey(key === undefined ? undefined : "The gateway does not know this key");
  throw refusal;
}

/** Server-sent events, each with its name and its JSON. */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pending += value;
      const events = pending.split(/\r?\n\r?\n/);
      pending = events.pop();
      for (const event of events) {
        let name = "message";
        const data = [];
        for (const line of event.split(/\r?\n/)) {
          if (line.startsWith("event:")) name = line.slice(6).trim();
          else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
        }
        if (data.length > 0) yield { name, data: JSON.parse(data.join("\n")) };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** An event that tells of a failure after the answer began. */
function failureIn({ name, data }) {
  if (typeof data?.message !== "string") return undefined;
  return new Refusal(data.message, name.charAt(0).toUpperCase() + name.slice(1));
}

function at(value, path) {
  for (const step of path.split(".")) value = value?.[step];
  return value;
}

function firstOf(value, paths, type) {
  for (const path of paths) {
    const found = at(value, path);
    if (typeof found === type && found !== "") return found;
  }
  return undefined;
}

/** Where the families' answers, whole or in chunks, have their text; their thoughts; and why they ended. */
const TEXT_AT = ["completion", "outputText", "generation", "delta.text", "contentBlockDelta.delta.text", "choices.0.delta.content",
  "choices.0.message.content", "choices.0.text", "outputs.0.text", "results.0.outputText", "text", "generations.0.text", "content.0.text",
  "output.message.content.0.text", "completions.0.data.text", "message"];
const THOUGHT_AT = ["delta.thinking", "contentBlockDelta.delta.reasoningContent.text", "choices.0.delta.reasoning_content",
  "choices.0.delta.reasoning", "choices.0.message.reasoning_content", "choices.0.message.reasoning"];
const STOP_AT = ["stop_reason", "stopReason", "completionReason", "delta.stop_reason", "messageStop.stopReason", "choices.0.finish_reason",
  "choices.0.stop_reason", "outputs.0.stop_reason", "finish_reason", "results.0.completionReason", "generations.0.finish_reason",
  "completions.0.finishReason.reason", "finishReason"];
const IN_AT = ["amazon-bedrock-invocationMetrics.inputTokenCount", "usage.inputTokens", "usage.input_tokens", "usage.prompt_tokens",
  "inputTextTokenCount", "prompt_token_count", "metadata.usage.inputTokens", "message.usage.input_tokens"];
const OUT_AT = ["amazon-bedrock-invocationMetrics.outputTokenCount", "usage.outputTokens", "usage.output_tokens", "usage.completion_tokens",
  "results.0.tokenCount", "generation_token_count", "metadata.usage.outputTokens"];

/** The images in an answer, as base64. */
function imagesIn(value) {
  const lists = [value?.images, value?.artifacts?.map((one) => one?.base64), value?.image === undefined ? undefined : [value.image]];
  return (lists.find(Array.isArray) ?? []).filter((one) => typeof one === "string" && one.length > 64);
}

function imageType(base64) {
  return base64.startsWith("/9j/") ? "image/jpeg" : base64.startsWith("UklGR") ? "image/webp" : "image/png";
}

/** The first vector in an answer. */
function vectorIn(value) {
  const found = [
    value?.embedding, value?.embeddings?.[0]?.embedding, value?.embeddings?.float?.[0], value?.embeddings?.[0], value?.data?.[0]?.embedding, value?.data?.embedding,
  ];
  return found.find((list) => Array.isArray(list) && typeof list[0] === "number");
}

/** A copy of a body with its placeholders filled in. What is filled in is not looked at again. */
function fill(value, words) {
  if (typeof value === "string") return value.replace(/\{\{(prompt|system|image)\}\}/g, (mark, name) => words[name] ?? mark);
  if (Array.isArray(value)) return value.map((item) => fill(item, words));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, words)]));
}

function has(value, mark) { return value !== undefined && JSON.stringify(value).includes(mark); }

function setPath(target, path, value) {
  const last = path.at(-1);
  for (const step of path.slice(0, -1)) {
    if (typeof target[step] !== "object" || target[step] === null) target[step] = {};
    target = target[step];
  }
  target[last] = value;
}

function isObject(value) { return typeof value === "object" && value !== null && !Array.isArray(value); }

function merge(target, more) {
  for (const [name, value] of Object.entries(more)) {
    if (isObject(value) && isObject(target[name])) merge(target[name], value);
    else target[name] = value;
  }
  return target;
}
`;
