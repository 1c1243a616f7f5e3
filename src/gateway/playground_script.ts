/**
 * What the playground does: its parts, and the one that holds them together.
 *
 * @module
 */
import { playgroundCode } from "./playground_code.ts";
import { playgroundForm } from "./playground_form.ts";
import { playgroundModels } from "./playground_models.ts";
import { playgroundText } from "./playground_text.ts";
import { playgroundTurns } from "./playground_turns.ts";
import { playgroundWire } from "./playground_wire.ts";

const main = String.raw`
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

/* The panel */

function drawPanel() {
  const { info } = state;
  const road = roadNow();
  for (const radio of $("roads").querySelectorAll("input")) {
    radio.checked = radio.value === road;
    radio.disabled = radio.value === "converse" ? !canConverse() : !canInvoke();
  }
  const helps = {
    converse: "One shape for every model; the conversation so far goes along.",
    invoke: "The model's own body, as " + (info.family ?? "it wants it") + " has it. Each prompt stands alone.",
  };
  $("road-help").textContent = helps[road];
  $("system-field").hidden = info.kind !== "text" || state.raw !== undefined || !canSystem();
  state.controls = new Map();
  if (road === "invoke" && state.raw !== undefined) drawRaw();
  else {
    const isNative = info.family !== undefined;
    const extra = el("div", { class: "field" }, el("label", { htmlFor: "extra" }, road === "invoke" ? "More members of the body" : "More model fields"),
      el("textarea", { id: "extra", class: "json", spellcheck: false, placeholder: "{ }", "aria-describedby": "extra-help", oninput: (event) => {
        const text = event.target.value.trim();
        let fault;
        try { if (text !== "" && !isObject(JSON.parse(text))) fault = "This is no JSON object"; } catch { fault = "This is no JSON yet"; }
        $("extra-complaint").textContent = fault ?? "";
        $("extra-complaint").hidden = fault === undefined;
        event.target.setAttribute("aria-invalid", String(fault !== undefined));
        changed();
      } }),
      el("p", { class: "help", id: "extra-help" }, "A JSON object, put into ", el("code", null, road === "invoke" ? "the body" : "additionalModelRequestFields"), " as it is."),
      el("p", { class: "complaint", id: "extra-complaint", hidden: true }));
    const kept = $("extra")?.value;
    state.controls = drawForm($("form"), { schema: isNative ? info.schema : CONVERSE_SCHEMA, template: info.body, values: state.values, changed, extra });
    if (kept) $("extra").value = kept;
    if (road === "invoke") {
      $("form").append(el("p", { class: "complaint", id: "raw-complaint", hidden: true }),
        el("button", { type: "button", class: "plain small-action", onclick: () => { state.raw = rawNow(); drawPanel(); changed(); $("raw").focus(); } }, "Edit the body as JSON"));
    }
  }
  drawComposer();
}

/** The body as it stands, with marks where the prompt goes. */
function rawNow() {
  const body = nativeBody($("system").value.trim() === "" ? {} : { system: $("system").value.trim() });
  return JSON.stringify(body, null, 2);
}

function drawRaw() {
  const canForm = state.info.family !== undefined && state.info.body !== undefined;
  $("form").replaceChildren(
    el("div", { class: "field" }, el("label", { htmlFor: "raw" }, "Body"),
      el("textarea", { id: "raw", class: "json", spellcheck: false, rows: 14, value: state.raw, "aria-describedby": "raw-help raw-complaint", oninput: (event) => { state.raw = event.target.value; changed(); } }),
      el("p", { class: "help", id: "raw-help" }, el("code", null, "{{prompt}}"), " stands for what you type below the conversation, ", el("code", null, "{{image}}"), " for the first image, as base64."),
      el("p", { class: "complaint", id: "raw-complaint", hidden: true })),
    ...(canForm ? [el("button", { type: "button", class: "plain small-action", onclick: () => { state.raw = undefined; drawPanel(); changed(); } }, "Back to the form")] : []));
}

/** Members that must be there, as a beginning. */
function skeleton(schema) {
  const known = plainSchema(schema);
  if (known.default !== undefined) return known.default;
  if (known.enum !== undefined) return known.enum[0];
  if (known.type === "object" || known.properties !== undefined) {
    return Object.fromEntries((known.required ?? known.anyOf?.[0]?.required ?? []).map((name) => [name, skeleton(known.properties?.[name] ?? {})]));
  }
  if (known.type === "array") return known.items === undefined ? [] : [skeleton(known.items)];
  if (known.type === "number" || known.type === "integer") return known.minimum ?? 1;
  if (known.type === "boolean") return false;
  return known.contentEncoding === "base64" ? "{{image}}" : "{{prompt}}";
}

/* The prompt */

function canAttach() {
  return roadNow() === "converse" || has(state.raw ?? state.info?.body, "{{image}}");
}

function notice(text) {
  $("notice").textContent = text ?? "";
  $("notice").hidden = text === undefined;
  if (text !== undefined) announce(text);
}

function drawComposer() {
  const { info, running } = state;
  const isAskable = info !== undefined && (canConverse() || canInvoke());
  const send = $("send");
  const isRunning = running !== undefined;
  send.classList.toggle("is-stop", isRunning);
  setIcon(send, isRunning ? "stop" : "send");
  send.title = isRunning ? "Stop" : "Send";
  $("send-text").textContent = isRunning ? "Stop" : "Send";
  const isFixed = state.raw !== undefined && !state.raw.includes("{{prompt}}");
  send.disabled = !isRunning && (!isAskable || ($("prompt").value.trim() === "" && state.files.length === 0 && !isFixed));
  const words = { image: "Describe an image", embedding: "Write a text to embed", text: "Ask anything" };
  $("prompt").placeholder = state.raw !== undefined && isFixed ? "The body is in the panel; Enter sends it" : words[info?.kind ?? "text"] ?? "Fills {{prompt}} in the body";
  $("attach").disabled = info === undefined || !canAttach();
  $("attach").title = $("attach").disabled ? "Images go by Converse" : "Attach images";
  $("clear").hidden = state.turns.length === 0;
  $("clear").title = "New conversation";
  $("files").hidden = state.files.length === 0;
  $("files").replaceChildren(...state.files.map((file, index) => el("li", null, el("img", { src: file.url, alt: file.name }),
    el("button", { type: "button", title: "Remove", onclick: () => {
      state.files = state.files.filter((_, other) => other !== index);
      drawComposer();
      changed();
      $("prompt").focus();
    } }, icon("close"), el("span", { class: "sr" }, "Remove " + file.name)))));
  const read = state.turns.reduce((sum, { usage }) => sum + (usage.in ?? 0), 0);
  const written = state.turns.reduce((sum, { usage }) => sum + (usage.out ?? 0), 0);
  $("sums").textContent = read + written === 0 ? "" : read.toLocaleString("en") + " in, " + written.toLocaleString("en") + " out";
  $("empty").hidden = state.turns.length > 0;
  if (info !== undefined && !isAskable) notice("This model is asked by other operations than Converse and Invoke; the playground does not have them");
}

function drawEmpty() {
  const kind = state.info?.kind ?? "text";
  const titles = { image: "What shall we draw?", embedding: "What shall we embed?" };
  $("empty-title").textContent = titles[kind] ?? "What shall we ask?";
  $("empty-text").textContent = state.modelId === undefined ? "" : "Everything you send goes through this gateway to " + titleNow() + ".";
  $("examples").replaceChildren(...(EXAMPLES[kind] ?? []).map(([verb, rest]) => el("li", null, el("button", { type: "button", class: "example", onclick: () => {
    $("prompt").value = kind === "text" ? verb + " " + rest : rest;
    $("prompt").dispatchEvent(new Event("input"));
    $("prompt").focus();
  } }, el("b", null, verb), el("span", null, rest)))));
}

async function attach(list) {
  notice();
  for (const file of list) {
    const format = { "image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp" }[file.type];
    if (format === undefined) notice(file.name + " is no image that models take: wanted PNG, JPEG, GIF or WebP");
    else if (file.size > MAX_IMAGE) notice(file.name + " has " + (file.size / 1e6).toFixed(1) + " MB, wanted at most 3.75");
    else if (state.files.length >= MAX_IMAGES) notice("A message takes " + MAX_IMAGES + " images");
    else {
      const url = await new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
      });
      state.files.push({ name: file.name, format, url, base64: url.slice(url.indexOf(",") + 1) });
    }
  }
  drawComposer();
  changed();
}

/* The conversation */

let isAtEnd = true;
let frame;

function toEnd() { $("scroll").scrollTop = $("scroll").scrollHeight; }

function drawTurnSoon(turn) {
  if (frame !== undefined) return;
  const draw = () => {
    frame = undefined;
    turn.view.draw(turn === state.turns.at(-1));
    if (isAtEnd) toEnd();
  };
  // A page that is not looked at gets no frames, but its conversation goes on.
  frame = document.hidden ? setTimeout(draw, 50) : requestAnimationFrame(draw);
}

async function send() {
  if (state.running !== undefined || $("send").disabled) return;
  const prompt = $("prompt").value.trim();
  const turn = newTurn(prompt, state.files);
  $("prompt").value = "";
  $("prompt").dispatchEvent(new Event("input"));
  state.files = [];
  await start(turn);
}

async function start(turn) {
  notice();
  let request;
  try { request = compose(turn.prompt, turn.files, state.turns); } catch (error) { notice(error.message); return; }
  if (request.body === undefined) { notice("The body is no JSON yet"); return; }
  turn.view = createTurnView(turn, { onretry: () => retry(turn) });
  state.turns.at(-1)?.view.draw(false);
  state.turns.push(turn);
  $("turns").append(turn.view.root);
  const running = new AbortController();
  state.running = running;
  isAtEnd = true;
  drawComposer();
  announce("Waiting for the answer");
  await runTurn(turn, request, { signal: running.signal, draw: () => drawTurnSoon(turn) });
  if (state.running === running) state.running = undefined;
  if (turn.region) state.region = turn.region;
  drawComposer();
  codeSoon();
  if (turn.error !== undefined) announce("The request failed: " + turn.error.code);
  else if (turn.isStopped) announce("Stopped");
  else announce("Answer: " + (turn.text === "" ? "see the page" : turn.text.slice(0, 600)));
}

function retry(turn) {
  if (state.running !== undefined || turn !== state.turns.at(-1)) return;
  state.turns.pop();
  turn.view.root.remove();
  $("prompt").focus();
  start(newTurn(turn.prompt, turn.files));
}

function clear() {
  state.running?.abort();
  state.running = undefined;
  state.turns = [];
  $("turns").replaceChildren();
  notice();
  drawComposer();
  codeSoon();
  announce("New conversation");
  $("prompt").focus();
}

/* Models */

function titleNow() { return state.models.find(({ id }) => id === state.modelId)?.title ?? titleOfModel(state.modelId); }

async function choose(modelId) {
  state.modelId = modelId;
  kept.set("model", modelId);
  $("model-name").textContent = titleNow();
  $("model-id").textContent = modelId === titleNow() ? "" : modelId;
  document.title = titleNow() + " · Bedrock playground";
  notice();
  try {
    const info = await (await ask("/playground/" + encodeURIComponent(modelId))).json();
    if (state.modelId !== modelId) return;
    const isOther = info.family !== state.info?.family;
    state.info = info;
    state.region = info.region;
    if (isOther) {
      // What was set for one family means something else, or nothing, to the next.
      state.values = new Map();
      if ($("extra")) $("extra").value = "";
    }
    state.raw = info.operations.includes("converse") || info.body !== undefined ? undefined : JSON.stringify(skeleton(info.schema), null, 2);
    drawPanel();
    drawEmpty();
    changed();
  } catch (error) {
    if (error.status !== 401) notice(error.code === undefined ? "The gateway cannot be reached" : error.message);
  }
}

async function loadModels() {
  try {
    state.models = await readModels();
  } catch (error) {
    if (error.status !== 401) notice(error.code === undefined ? "The gateway cannot be reached" : error.message);
    $("model-id").textContent = "";
    return;
  }
  const ids = state.models.map(({ id }) => id);
  const wanted = kept.get("model");
  const preferred = [/amazon\.nova-lite/, /amazon\.nova/, /anthropic\.claude/, /./];
  await choose(wanted ?? preferred.map((pattern) => state.models.find(({ id, kind }) => kind === undefined && pattern.test(id))?.id).find(Boolean) ?? ids[0] ?? "us.amazon.nova-lite-v1:0");
}

/* Keys */

function askForKey(complaint) {
  state.needsKey = true;
  $("key").hidden = false;
  $("key-forget").hidden = secret.get("key") === undefined;
  $("key-complaint").textContent = complaint ?? "";
  $("key-complaint").hidden = complaint === undefined;
  $("key-title").textContent = secret.get("key") === undefined ? "This gateway wants a key" : "The gateway's key";
  if (!$("key-dialog").open) {
    $("key-input").value = "";
    $("key-dialog").showModal();
  }
  $("key-input").focus();
}

$("key-form").addEventListener("submit", () => {
  secret.set("key", $("key-input").value.trim());
  $("key-input").value = "";
  codeSoon();
  if (state.info === undefined || state.models.length === 0) loadModels();
  $("prompt").focus();
});
$("key-cancel").addEventListener("click", () => $("key-dialog").close());
$("key-forget").addEventListener("click", () => {
  secret.set("key", undefined);
  $("key-dialog").close();
  announce("The key is forgotten");
});
$("key").addEventListener("click", () => askForKey());

/* Panel, tabs, theme */

function isPanelOpen() { return narrow.matches ? $("panel").classList.contains("is-open") : !document.querySelector(".stage").classList.contains("is-wide"); }

function showPanel(isOpen, isFocused = true) {
  if (narrow.matches) {
    $("panel").classList.toggle("is-open", isOpen);
    $("veil").hidden = !isOpen;
    $("chat").inert = isOpen;
    document.querySelector(".bar").inert = isOpen;
    if (isFocused) (isOpen ? $("panel").querySelector("[role=tab][aria-selected=true]") : $("panel-open")).focus();
  } else document.querySelector(".stage").classList.toggle("is-wide", !isOpen);
  $("panel-open").setAttribute("aria-expanded", String(isOpen));
}

narrow.addEventListener("change", () => {
  $("chat").inert = false;
  document.querySelector(".bar").inert = false;
  $("panel").classList.remove("is-open");
  $("veil").hidden = true;
  $("panel-open").setAttribute("aria-expanded", String(isPanelOpen()));
});

function wireTabs(list, onselect) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const select = (tab, isFocused) => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    if (isFocused) tab.focus();
    onselect(tab.id.slice(4), tab);
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tab, false);
  });
  list.addEventListener("keydown", (event) => {
    const index = tabs.indexOf(event.target);
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (index < 0 || next === undefined) return;
    event.preventDefault();
    select(tabs[(next + tabs.length) % tabs.length], true);
  });
  return select;
}

wireTabs($("panel").querySelector(".panel-head [role=tablist]"), (name) => {
  $("settings").hidden = name !== "settings";
  $("request").hidden = name !== "request";
  drawProgram();
});
const selectLanguage = wireTabs($("request").querySelector("[role=tablist]"), (name, tab) => {
  state.language = name;
  kept.set("language", name);
  $("code").setAttribute("aria-labelledby", tab.id);
  drawProgram();
});
selectLanguage($("tab-" + state.language) ?? $("tab-curl"), false);
$("copy-code").addEventListener("click", () => copy(program, $("copy-code")));
$("panel-open").addEventListener("click", () => showPanel(!isPanelOpen()));
$("panel-close").addEventListener("click", () => showPanel(false));
$("veil").addEventListener("click", () => showPanel(false));

const THEMES = { auto: "automatic", light: "light", dark: "dark" };
function drawTheme() {
  const theme = document.documentElement.dataset.theme;
  setIcon($("theme"), theme);
  $("theme").title = "Theme: " + THEMES[theme];
  $("theme").querySelector(".sr").textContent = "Theme: " + THEMES[theme];
}
$("theme").addEventListener("click", () => {
  const themes = Object.keys(THEMES);
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  document.documentElement.dataset.theme = next;
  kept.set("theme", next === "auto" ? undefined : next);
  drawTheme();
});
if (!(document.documentElement.dataset.theme in THEMES)) document.documentElement.dataset.theme = "auto";
drawTheme();

/* What the user does */

for (const [id, title] of [["help", "Keyboard shortcuts"], ["panel-open", "Settings and request"], ["key", "API key"], ["copy-code", "Copy the code"], ["panel-close", "Close"], ["models-close", "Close (Esc)"]]) $(id).title = title;
if (isApple) for (const key of document.querySelectorAll("kbd.mod")) key.textContent = "⌘";

$("model").addEventListener("click", () => openPicker(state.models, state.modelId, choose));
$("help").addEventListener("click", () => $("help-dialog").showModal());
$("models-close").addEventListener("click", () => $("models").close());
$("help-close").addEventListener("click", () => $("help-dialog").close());
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
$("roads").addEventListener("change", (event) => {
  state.road = event.target.value;
  kept.set("road", state.road);
  drawPanel();
  changed();
  $("roads").querySelector("input:checked").focus();
});
$("system").addEventListener("input", changed);
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (state.running !== undefined) state.running.abort();
  else send();
});
$("clear").addEventListener("click", clear);
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => {
  await attach([...$("file").files]);
  $("file").value = "";
  $("prompt").focus();
});

const grows = !CSS.supports("field-sizing", "content");
$("prompt").addEventListener("input", () => {
  if (grows) {
    $("prompt").style.height = "auto";
    $("prompt").style.height = $("prompt").scrollHeight + "px";
  }
  drawComposer();
  codeSoon();
});
$("prompt").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
$("prompt").addEventListener("paste", (event) => {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  if (canAttach()) attach(files);
  else notice("Images go by Converse");
});

const isDragOfFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!isDragOfFiles(event)) return;
  event.preventDefault();
  $("box").classList.toggle("is-dropping", canAttach());
});
document.addEventListener("dragleave", (event) => { if (event.relatedTarget === null) $("box").classList.remove("is-dropping"); });
document.addEventListener("drop", (event) => {
  if (!isDragOfFiles(event)) return;
  event.preventDefault();
  $("box").classList.remove("is-dropping");
  if (canAttach()) attach([...event.dataTransfer.files]);
  else notice("Images go by Converse");
});

$("scroll").addEventListener("scroll", () => {
  const { scrollTop, scrollHeight, clientHeight } = $("scroll");
  isAtEnd = scrollHeight - scrollTop - clientHeight < 40;
  $("latest").hidden = isAtEnd || state.turns.length === 0;
}, { passive: true });
// Pictures and folded parts get their height after they were drawn.
new ResizeObserver(() => { if (isAtEnd) toEnd(); }).observe($("turns"));
$("latest").addEventListener("click", () => { isAtEnd = true; toEnd(); $("prompt").focus(); });

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select") !== null;
  const hasDialog = document.querySelector("dialog[open]") !== null;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (!hasDialog) $("model").click();
  } else if (isCommand && event.key === ".") {
    event.preventDefault();
    if (!hasDialog) showPanel(!isPanelOpen());
  } else if (hasDialog) return;
  else if (event.key === "Escape") {
    if (narrow.matches && isPanelOpen()) showPanel(false);
    else if (state.running !== undefined) state.running.abort();
  } else if (isTyping || isCommand || event.altKey) return;
  else if (event.key === "/") {
    event.preventDefault();
    $("prompt").focus();
  } else if (event.key === "?") $("help-dialog").showModal();
});

$("panel-open").setAttribute("aria-expanded", String(isPanelOpen()));
$("key").hidden = !state.needsKey;
drawComposer();
drawEmpty();
if (!narrow.matches) $("prompt").focus();
loadModels();
`;

/** The page's script. */
export const playgroundScript: string = [
  `"use strict";`,
  playgroundText,
  playgroundWire,
  playgroundCode,
  playgroundForm,
  playgroundModels,
  playgroundTurns,
  main,
].join("\n");
