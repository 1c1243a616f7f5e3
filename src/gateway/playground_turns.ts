/**
 * A request in, a turn of the conversation out, as it comes: the page's part that reads answers and shows them.
 *
 * @module
 */

/** A script that knows `runTurn` and `drawTurn`. */
export const playgroundTurns: string = String.raw`
/** Asks, reads the answer into the turn as it comes, and calls draw() whenever there is something new. */
async function runTurn(turn, request, { signal, draw }) {
  const began = performance.now();
  turn.request = request;
  turn.isLive = true;
  draw();
  try {
    const response = await ask(request.path, {
      method: "POST",
      body: request.body,
      signal,
      headers: request.isStream ? { accept: "text/event-stream" } : {},
    });
    const { headers } = response;
    turn.requestId = headers.get("x-amzn-requestid") ?? headers.get("x-request-id");
    turn.region = headers.get("x-bedrock-region");
    turn.warnings = headers.get("x-bedrock-warnings")?.split(", ").filter((text) => text !== "") ?? [];
    const heard = () => {
      turn.lastMs = performance.now() - began;
      turn.firstMs ??= turn.lastMs;
    };
    if (request.isStream) {
      for await (const event of readEvents(response.body)) {
        if (request.road === "converse") hearConverse(turn, event, heard);
        else hearChunk(turn, event, heard);
        draw();
      }
      if (request.road === "converse" && turn.stopReason === undefined) {
        throw new Refusal("The stream ended before the answer did", "StreamIncomplete");
      }
    } else {
      const value = await response.json();
      hearWhole(turn, value);
      turn.usage.in ??= Number(headers.get("x-amzn-bedrock-input-token-count")) || undefined;
      turn.usage.out ??= Number(headers.get("x-amzn-bedrock-output-token-count")) || undefined;
    }
  } catch (error) {
    if (signal.aborted) turn.isStopped = true;
    else if (error instanceof Refusal) turn.error = error;
    else if (error instanceof TypeError) turn.error = new Refusal("The connection to the gateway broke", "NetworkError");
    else turn.error = new Refusal(error.message, error.name);
    if (turn.error !== undefined && turn.error.requestId === undefined) turn.error.requestId = turn.requestId;
  } finally {
    turn.totalMs = performance.now() - began;
    turn.isLive = false;
    draw();
  }
}

function hearConverse(turn, event, heard) {
  const { name, data } = event;
  if (name === "contentBlockDelta") {
    heard();
    const { delta } = data;
    if (delta.text !== undefined) turn.text += delta.text;
    else if (delta.reasoningContent !== undefined) turn.thoughts += delta.reasoningContent.text ?? "";
    else if (delta.toolUse !== undefined) turn.tools.at(-1).input += delta.toolUse.input;
  } else if (name === "contentBlockStart") {
    if (data.start?.toolUse !== undefined) turn.tools.push({ name: data.start.toolUse.name, input: "" });
  } else if (name === "messageStop") turn.stopReason = data.stopReason;
  else if (name === "metadata") {
    turn.usage = { in: data.usage?.inputTokens, out: data.usage?.outputTokens, cached: data.usage?.cacheReadInputTokens };
  } else if (name !== "messageStart" && name !== "contentBlockStop") {
    const failure = failureIn(event);
    if (failure !== undefined) throw failure;
  }
}

function hearChunk(turn, event, heard) {
  if (event.name !== "chunk") {
    const failure = failureIn(event);
    if (failure !== undefined) throw failure;
    return;
  }
  const { data } = event;
  const text = firstOf(data, TEXT_AT, "string");
  const thought = firstOf(data, THOUGHT_AT, "string");
  if (text !== undefined || thought !== undefined) heard();
  turn.text += text ?? "";
  turn.thoughts += thought ?? "";
  turn.stopReason = firstOf(data, STOP_AT, "string") ?? turn.stopReason;
  turn.usage.in = firstOf(data, IN_AT, "number") ?? turn.usage.in;
  turn.usage.out = firstOf(data, OUT_AT, "number") ?? turn.usage.out;
}

function hearWhole(turn, value) {
  turn.images = imagesIn(value);
  turn.vector = vectorIn(value);
  if (turn.images.length === 0 && turn.vector === undefined) turn.text = firstOf(value, TEXT_AT, "string") ?? "";
  turn.thoughts = firstOf(value, THOUGHT_AT, "string") ?? "";
  turn.stopReason = firstOf(value, STOP_AT, "string");
  turn.usage.in = firstOf(value, IN_AT, "number");
  turn.usage.out = firstOf(value, OUT_AT, "number");
  turn.whole = JSON.stringify(value, (_, item) => typeof item === "string" && item.length > 400 ? item.slice(0, 60) + "…" : Array.isArray(item) && item.length > 24 && typeof item[0] === "number" ? [...item.slice(0, 8), "… " + item.length + " in all"] : item, 2);
}

function newTurn(prompt, files) {
  return { prompt, files, text: "", thoughts: "", tools: [], images: [], usage: {}, warnings: [] };
}

/** What a turn looks like; kept, so that what has not changed is not drawn again. */
function createTurnView(turn, { onretry }) {
  const said = el("div", { class: "said" });
  const thoughts = el("details", { class: "fold", hidden: true }, el("summary", null, "Thoughts"), el("div"));
  const extras = el("div", { class: "answer-body", hidden: true });
  const waiting = el("p", { class: "waiting" }, el("span", { class: "sr" }, "Waiting for the answer"));
  const copyButton = toolButton("copy", "Copy the answer", () => copy(turn.text || turn.whole || "", copyButton));
  const retry = toolButton("retry", "Ask again", onretry);
  const stats = el("dl", { class: "stats" });
  const under = el("div", { class: "under", hidden: true }, copyButton, retry, stats);
  const root = el("article", { class: "turn", "aria-label": "Prompt and answer" },
    el("div", { class: "asked" },
      turn.files.length > 0 && el("div", { class: "asked-files" }, ...turn.files.map((file) => el("img", { src: file.url, alt: file.name }))),
      turn.prompt !== "" && el("div", { class: "asked-text" }, turn.prompt)),
    el("div", { class: "answer" }, el("div", { class: "answer-body" }, thoughts, said, waiting), extras, under));
  function draw(isLast) {
    const hasText = turn.text !== "" || turn.thoughts !== "";
    waiting.hidden = !turn.isLive || hasText;
    thoughts.hidden = turn.thoughts === "";
    thoughts.lastChild.textContent = turn.thoughts;
    thoughts.open = turn.isLive && turn.text === "" ? true : thoughts.open && thoughts.dataset.touched === "true";
    said.classList.toggle("is-live", turn.isLive && turn.text !== "");
    said.hidden = turn.text === "";
    drawText(said, turn.text);
    under.hidden = turn.isLive;
    retry.hidden = !isLast;
    if (turn.isLive) return;
    const parts = partsOf(turn);
    extras.replaceChildren(...parts);
    extras.hidden = parts.length === 0;
    extras.style.setProperty("margin-top", hasText ? "14px" : "0");
    copyButton.hidden = turn.text === "" && turn.whole === undefined;
    stats.replaceChildren(...statsOf(turn));
  }
  thoughts.firstChild.addEventListener("click", () => { thoughts.dataset.touched = "true"; });
  return { root, draw };
}

function partsOf(turn) {
  const parts = [];
  for (const { name, input } of turn.tools) parts.push(el("details", { class: "fold", open: true }, el("summary", null, "Calls " + name), el("pre", null, input)));
  if (turn.images.length > 0) {
    parts.push(el("div", { class: "pictures" }, ...turn.images.map((base64, index) => {
      const url = "data:" + imageType(base64) + ";base64," + base64;
      return el("figure", null, el("img", { src: url, alt: turn.prompt || "Generated image" }),
        el("a", { href: url, download: "image-" + (index + 1) + "." + imageType(base64).slice(6) }, "Save"));
    })));
  }
  if (turn.vector !== undefined) parts.push(drawVector(turn.vector));
  if (turn.whole !== undefined && (turn.text === "" || turn.images.length > 0)) {
    parts.push(el("details", { class: "fold", open: turn.images.length === 0 && turn.vector === undefined }, el("summary", null, "The answer as JSON"), el("pre", { tabIndex: 0 }, turn.whole)));
  }
  if (turn.warnings.length > 0) parts.push(el("div", { class: "alert is-warning" }, el("b", null, "Not all was honoured"), ...turn.warnings.map((text) => el("p", null, text))));
  if (turn.error !== undefined) {
    const { code, status, message, requestId, retryAfter } = turn.error;
    parts.push(el("div", { class: "alert", role: "alert" }, el("b", null, code + (status === undefined || code === "HTTP " + status ? "" : " · " + status)), el("p", null, message),
      retryAfter && el("p", { class: "alert-id" }, "Try again in " + retryAfter + " s"),
      requestId && el("p", { class: "alert-id" }, "Request ", el("code", null, requestId))));
  }
  return parts;
}

function drawVector(vector) {
  const shown = vector.length > 256 ? vector.filter((_, index) => index % Math.ceil(vector.length / 256) === 0) : vector;
  const most = Math.max(...shown.map(Math.abs)) || 1;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 " + shown.length + " 40");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", shown.map((value, index) => "M" + (index + .5) + " 20V" + (20 - value / most * 19).toFixed(2)).join(""));
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", ".7");
  svg.append(path);
  const length = Math.hypot(...vector);
  return el("div", { class: "vector" }, el("b", null, vector.length + " numbers"), el("p", null, "Length " + length.toFixed(3) + ", from " + Math.min(...vector).toFixed(3) + " to " + Math.max(...vector).toFixed(3)), svg);
}

function duration(ms) { return ms < 1000 ? Math.round(ms) + " ms" : (ms / 1000).toFixed(ms < 10000 ? 2 : 1) + " s"; }

function statsOf(turn) {
  const rows = [];
  const add = (value, label, title) => value !== undefined && value !== null && rows.push(el("div", title ? { title } : null, el("dt", null, label), el("dd", null, String(value))));
  const { usage, firstMs, lastMs, totalMs } = turn;
  if (turn.isStopped) add("Stopped", "");
  add(usage.in, "in", "Tokens read");
  add(usage.out, "out", "Tokens written");
  if (usage.cached > 0) add(usage.cached, "cached", "Tokens read from the prompt cache");
  if (firstMs !== undefined) add(duration(firstMs), "to first token");
  // An answer that came at once says nothing by the time between its first and its last token.
  const writingMs = lastMs - firstMs > 5 ? lastMs - firstMs : totalMs;
  if (usage.out > 1 && writingMs > 0) add((usage.out / writingMs * 1000).toFixed(1), "tokens/s");
  if (totalMs !== undefined) add(duration(totalMs), "in all");
  add(turn.stopReason, "stop reason");
  if (turn.requestId) {
    const button = el("button", { type: "button", class: "request-id", title: "Copy " + turn.requestId, "aria-label": "Copy the request id " + turn.requestId, onclick: () => copy(turn.requestId, button) }, turn.requestId.slice(0, 8));
    rows.push(el("div", { class: "is-last" }, el("dt", null, "request"), el("dd", null, button)));
  }
  return rows;
}
`;
