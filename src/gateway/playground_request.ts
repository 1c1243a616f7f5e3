/**
 * What was chosen and written in, the request that it makes out: the page's part that composes, shows and judges requests.
 *
 * @module
 */

/** A script that knows `state`, `compose`, `codeSoon`, `judgeSoon` and `changed`. */
export const playgroundRequest: string = String.raw`
const EXAMPLES = {
  text: [
    ["Explain", "black holes to 8th graders"],
    ["Write", "a haiku about the rock under a city"],
    ["Compare", "SQL and document stores in a table"],
    ["Program", "a debounce function in TypeScript, with a test"],
  ],
  image: [["Draw", "a lighthouse in fog, in watercolour"], ["Draw", "layers of rock in a canyon at dusk, wide angle"]],
  embedding: [["Embed", "The quick brown fox jumps over the lazy dog"], ["Embed", "Granite cools slowly, so its crystals are large"]],
};
const MAX_IMAGE = 3750000;
const MAX_IMAGES = 20;

const state = {
  models: [], modelId: undefined, info: undefined, region: "us-east-1", road: kept.get("road") === "invoke" ? "invoke" : "converse",
  raw: undefined, values: new Map(), controls: new Map(), turns: [], files: [], running: undefined, language: kept.get("language") ?? "curl", needsKey: secret.get("key") !== undefined,
};
const narrow = matchMedia("(max-width: 960px)");
const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/* What is asked */

function canConverse() { return state.info?.operations.includes("converse") === true; }
function canInvoke() { return state.info?.operations.includes("invoke") === true; }
function roadNow() { return canConverse() && (state.road === "converse" || !canInvoke()) ? "converse" : "invoke"; }
function canSystem() { return roadNow() === "converse" || state.raw !== undefined || state.info?.bodyWithSystem !== undefined; }

function extraMembers() {
  const text = $("extra")?.value.trim() ?? "";
  if (text === "") return {};
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The model's own body, around a prompt. */
function nativeBody(words) {
  if (state.raw !== undefined) {
    try { return fill(JSON.parse(state.raw), words); } catch { return undefined; }
  }
  const { info } = state;
  const body = fill(words.system === undefined ? info.body ?? {} : info.bodyWithSystem ?? info.body ?? {}, words);
  for (const { path, value } of state.values.values()) setPath(body, path, value);
  return merge(body, extraMembers());
}

function converseContent({ prompt, files }) {
  return [...files.map(({ format, base64 }) => ({ image: { format, source: { bytes: base64 } } })), ...(prompt === "" ? [] : [{ text: prompt }])];
}

function compose(prompt, files, turns) {
  const { modelId, info } = state;
  const system = $("system").value.trim() || undefined;
  const road = roadNow();
  const past = turns.filter((turn) => turn.text !== "" && turn.error === undefined);
  const request = { awsId: info.modelId, road, kind: info.kind, path: "/model/" + encodeURIComponent(modelId), openai: openaiBody(prompt, files, past, system) };
  if (road === "converse") {
    const body = { messages: [...past.flatMap((turn) => [
      { role: "user", content: converseContent(turn) }, { role: "assistant", content: [{ text: turn.text.trimEnd() }] },
    ]), { role: "user", content: converseContent({ prompt, files }) }] };
    if (system !== undefined) body.system = [{ text: system }];
    const more = {};
    for (const { path, value, role } of state.values.values()) {
      if (role !== undefined && role !== "topK") setPath(body, ["inferenceConfig", role], value);
      else setPath(more, path, value);
    }
    merge(more, extraMembers());
    if (Object.keys(more).length > 0) body.additionalModelRequestFields = more;
    return { ...request, isStream: true, path: request.path + "/converse-stream", body };
  }
  const isStream = info.operations.includes("stream");
  const body = nativeBody({ prompt, system, image: files[0]?.base64 });
  return { ...request, isStream, path: request.path + (isStream ? "/invoke-with-response-stream" : "/invoke"), body };
}

function openaiBody(prompt, files, past, system) {
  const { modelId: model, info } = state;
  if (info.kind === "embedding") return { model, input: prompt };
  if (info.kind === "image") return { model, prompt };
  const content = (turn) => turn.files.length === 0 ? turn.prompt : [
    ...turn.files.map(({ url }) => ({ type: "image_url", image_url: { url } })), { type: "text", text: turn.prompt },
  ];
  const body = { model, stream: true, messages: [
    ...(system === undefined ? [] : [{ role: "system", content: system }]),
    ...(roadNow() === "converse" ? past.flatMap((turn) => [{ role: "user", content: content(turn) }, { role: "assistant", content: turn.text.trimEnd() }]) : []),
    { role: "user", content: content({ prompt, files }) },
  ] };
  const names = { temperature: "temperature", topP: "top_p", maxTokens: "max_tokens", stopSequences: "stop" };
  for (const { value, role } of state.values.values()) if (names[role] !== undefined) body[names[role]] = value;
  return body;
}

/* What is shown of it */

/** The prompt that Enter would send, or what stands for it. */
function promptNow() {
  return $("prompt").value.trim() || state.turns.at(-1)?.prompt || "explain black holes to 8th graders";
}

/** The request as it is shown: the one that is being written, or, when nothing is, the last one. */
function requestNow() {
  const isWriting = $("prompt").value.trim() !== "" || state.files.length > 0;
  const last = state.turns.at(-1);
  $("request-help").textContent = isWriting ? "What Enter would send, as a program." : last === undefined ? "An example, until you write something." : "The last request, as a program.";
  if (isWriting || last === undefined) return compose(promptNow(), state.files, state.turns);
  return compose(last.prompt, last.files, state.turns.slice(0, -1));
}

let program = "";

function drawProgram() {
  if (state.info === undefined) return;
  const request = requestNow();
  const settings = { region: state.region, needsKey: state.needsKey };
  program = request.body === undefined ? "" : codeOf(state.language, request, settings);
  const shown = request.body === undefined ? "The body is no JSON yet" : codeOf(state.language, { ...request, body: shorten(request.body), openai: shorten(request.openai) }, settings);
  paint($("code").firstChild, shown, state.language === "curl" ? "curl" : "ts");
  const lost = state.language === "openai" ? [...state.values.values()].filter(({ role }) => role === undefined || role === "topK").map(({ path }) => path.at(-1)) : [];
  const helps = {
    curl: "Runs in any shell" + (state.needsKey ? "; GATEWAY_KEY holds your key." : "."),
    deno: "Asks Bedrock directly with this library, without the gateway; it takes credentials from the environment.",
    openai: "Any OpenAI client, with the gateway as its base URL." + (lost.length > 0 ? " " + lost.join(", ") + (lost.length > 1 ? " have" : " has") + " no place in it." : ""),
  };
  $("code-help").textContent = helps[state.language];
}

let codeTimer;
function codeSoon() {
  clearTimeout(codeTimer);
  codeTimer = setTimeout(drawProgram, 80);
}

/* Complaints */

let judging;
let judgeTimer;
function judgeSoon() {
  clearTimeout(judgeTimer);
  judgeTimer = setTimeout(judge, 220);
}

async function judge() {
  const { info, modelId } = state;
  if (info?.family === undefined && state.raw === undefined) return;
  judging?.abort();
  judging = new AbortController();
  const { signal } = judging;
  let complaints = [];
  const body = nativeBody({ prompt: promptNow(), system: canSystem() ? $("system").value.trim() || undefined : undefined, image: state.files[0]?.base64 ?? "iVBORw0KGgo=" });
  if (body === undefined || !isObject(body)) complaints = [{ path: "", message: "The body is no JSON object yet" }];
  else {
    try {
      complaints = (await (await ask("/playground/" + encodeURIComponent(modelId), { method: "POST", body, signal })).json()).complaints;
    } catch {
      return;
    }
  }
  if (signal.aborted) return;
  const left = showComplaints(state.controls, complaints);
  const general = $("raw-complaint");
  // Only what the user can change here is complained about here.
  if (general !== null && (state.raw !== undefined || roadNow() === "invoke")) {
    const shown = state.raw === undefined ? left : complaints.map(({ message }) => message);
    general.replaceChildren(...shown.flatMap((message, index) => index === 0 ? [message] : [document.createElement("br"), message]));
    general.hidden = shown.length === 0;
    $("raw")?.setAttribute("aria-invalid", String(shown.length > 0));
  }
}

function changed() {
  codeSoon();
  judgeSoon();
}
`;
