/**
 * What the playground does: its parts, and what its user does to them.
 *
 * @module
 */
import { playgroundCode } from "./playground_code.ts";
import { playgroundForm } from "./playground_form.ts";
import { playgroundModels } from "./playground_models.ts";
import { playgroundPanel } from "./playground_panel.ts";
import { playgroundRequest } from "./playground_request.ts";
import { playgroundTalk } from "./playground_talk.ts";
import { playgroundText } from "./playground_text.ts";
import { playgroundTurns } from "./playground_turns.ts";
import { playgroundWire } from "./playground_wire.ts";

/** Panel, tabs, theme, keys of the keyboard: what the user touches. */
const hands = String.raw`
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
  playgroundRequest,
  playgroundPanel,
  playgroundTalk,
  hands,
].join("\n");
