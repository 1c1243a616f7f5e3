/**
 * What is known of a model in, the controls for it out: the page's part that draws the panel and the box for the prompt.
 *
 * @module
 */

/** A script that knows `drawPanel`, `drawComposer`, `drawEmpty`, `skeleton`, `notice` and `attach`. */
export const playgroundPanel: string = String.raw`
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
`;
