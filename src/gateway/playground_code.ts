/**
 * A request in, the program that makes it out: the page's part that writes curl, Deno and OpenAI code.
 *
 * @module
 */

/** A script that knows `codeOf`. */
export const playgroundCode: string = String.raw`
/** What a request looks like in a program; long bytes are cut short where they are only looked at. */
function shorten(value) {
  if (typeof value === "string") {
    return value.length > 600 && /^(data:[\w/+.-]+;base64,)?[A-Za-z0-9+/=]+$/.test(value) ? value.slice(0, 40) + "…" : value;
  }
  if (Array.isArray(value)) return value.map(shorten);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shorten(item)]));
  return value;
}

/** A value as TypeScript, or as JSON: on one line where it fits. */
function literal(value, indent = "", isJson = false) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const inner = indent + "  ";
  const isList = Array.isArray(value);
  const parts = Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => {
    const key = isList ? "" : (!isJson && /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)) + ": ";
    // Converse's bytes are bytes in the library, base64 only in its JSON.
    if (!isJson && name === "bytes" && typeof item === "string") return key + "Uint8Array.fromBase64(" + JSON.stringify(item) + ")";
    return key + literal(item, inner, isJson);
  });
  const [open, close] = isList ? "[]" : "{}";
  if (parts.length === 0) return open + close;
  const flat = isList ? open + parts.join(", ") + close : open + " " + parts.join(", ") + " " + close;
  if (flat.length + indent.length <= 46 && !flat.includes("\n")) return flat;
  return open + "\n" + parts.map((part) => inner + part).join(",\n") + (isJson ? "" : ",") + "\n" + indent + close;
}

function shellQuote(text) { return "'" + text.replaceAll("'", "'\\''") + "'"; }

function curlOf(request, needsKey) {
  const lines = ["curl -sS" + (request.isStream ? "N " : " ") + shellQuote(location.origin + request.path)];
  if (request.isStream) lines.push("-H 'accept: text/event-stream'");
  lines.push("-H 'content-type: application/json'");
  if (needsKey) lines.push("-H \"authorization: Bearer $GATEWAY_KEY\"");
  lines.push("-d " + shellQuote(literal(request.body, "", true)));
  return lines.join(" \\\n  ") + "\n";
}

function denoOf(request, region) {
  const head = "import { BedrockRuntime } from \"jsr:@edge-aws/bedrock\";\n\nconst bedrock = new BedrockRuntime({ region: " + JSON.stringify(region) + " });\n";
  if (request.road === "converse") {
    return head + "const stream = await bedrock.converseStream(" + literal({ modelId: request.awsId, ...request.body }) + ");\n" +
      "for await (const event of stream) {\n  const text = event.contentBlockDelta?.delta?.text;\n" +
      "  if (text) process.stdout.write(text);\n}\n";
  }
  const input = literal({ modelId: request.awsId, body: request.body });
  if (!request.isStream) return head + "const reply = await bedrock.invokeModel(" + input + ");\nconsole.log(reply.json());\n";
  return head + "const stream = await bedrock.invokeModelWithResponseStream(" + input + ");\nfor await (const chunk of stream) console.log(chunk);\n";
}

function openaiOf(request, needsKey) {
  const head = "import OpenAI from \"npm:openai\";\n\nconst openai = new OpenAI({\n  baseURL: " + JSON.stringify(location.origin + "/v1") + ",\n  apiKey: " +
    (needsKey ? "process.env.GATEWAY_KEY" : "\"none\"") + ",\n});\n";
  const { openai: body } = request;
  if (request.kind === "embedding") {
    return head + "const { data } = await openai.embeddings.create(" + literal(body) + ");\nconsole.log(data[0].embedding);\n";
  }
  if (request.kind === "image") return head + "const { data } = await openai.images.generate(" + literal(body) + ");\nconsole.log(data[0].b64_json);\n";
  return head + "const stream = await openai.chat.completions.create(" + literal(body) + ");\n" +
    "for await (const chunk of stream) {\n  const text = chunk.choices[0]?.delta?.content;\n" +
    "  if (text) process.stdout.write(text);\n}\n";
}

function codeOf(language, request, { region, needsKey }) {
  if (language === "curl") return curlOf(request, needsKey);
  if (language === "deno") return denoOf(request, region);
  return openaiOf(request, needsKey);
}
`;
