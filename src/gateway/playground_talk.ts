/**
 * A prompt in, the conversation one turn longer out: the page's part that sends, stops, chooses models and asks for keys.
 *
 * @module
 */

/** A script that knows `send`, `retry`, `clear`, `choose`, `loadModels` and `askForKey`. */
export const playgroundTalk: string = String.raw`
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
`;
