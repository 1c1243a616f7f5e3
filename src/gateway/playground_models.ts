/**
 * The list of models in, the one that was chosen out: the page's part that names, searches and picks models.
 *
 * @module
 */

/** A script that knows `readModels`, `titleOfModel` and `openPicker`. */
export const playgroundModels: string = String.raw`
const VENDORS = { ai21: "AI21 Labs", amazon: "Amazon", anthropic: "Anthropic", cohere: "Cohere", deepseek: "DeepSeek", google: "Google", luma: "Luma AI", meta: "Meta",
  minimax: "MiniMax", mistral: "Mistral AI", moonshot: "Moonshot AI", moonshotai: "Moonshot AI", nvidia: "NVIDIA", openai: "OpenAI", qwen: "Qwen", stability: "Stability AI",
  twelvelabs: "TwelveLabs", writer: "Writer", xai: "xAI", zai: "Z.AI" };
const MODEL_ID = new RegExp("^(?:[a-z-]+\\.)?(" + Object.keys(VENDORS).join("|") + ")\\.(.+)$");
const KINDS = [[/embed/, "embedding"], [/rerank/, "rerank"], [/reel|luma\.ray/, "video"], [/sonic/, "speech"], [/canvas|image|stability\.|sd3|diffusion/, "image"], [/pegasus/, "video in"]];
const CAPITALS = { gpt: "GPT", oss: "OSS", glm: "GLM", sd3: "SD3", r1: "R1", j2: "J2", xl: "XL", tg1: "TG1", g1: "G1", vl: "VL" };

/** A name to read, made of an id: "anthropic.claude-sonnet-4-5-20250929-v1:0" is Claude Sonnet 4.5. */
function titleOfModel(id) {
  const found = MODEL_ID.exec(id);
  if (found === null) return id.startsWith("arn:") ? id.slice(id.lastIndexOf(":") + 1) : id;
  const bare = found[2].replace(/:(\d+)(:.*)?$/, "").replace(/-v(\d+)$/, (whole, version) => /^(claude|claude-instant)$/.test(found[2].split(/-v\d/)[0]) ? " " + version : Number(version) > 1 ? whole : "")
    .replace(/-(20\d{6})(?=-|$)/, "").replace(/(\d)-(\d)(?![\d]*[a-z])/g, "$1.$2");
  return polish(bare.split(/[-\s]+/).map((word) => CAPITALS[word] ?? (/^\d+x?\d*(b|m)$/.test(word) || /^a\d+b$/.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1))).join(" "));
}

/** What AWS and others call it, as its makers write it. */
function polish(title) {
  return title.replace(/(\d) (\d)(?![\dA-Za-z])/g, "$1.$2").replace(/\b(\d+(?:x\d+)?)b\b/g, "$1B").replace(/^Llama(\d)/, "Llama $1");
}

function kindOfModel(id) { return KINDS.find(([pattern]) => pattern.test(id))?.[1]; }

function vendorOf(id) { return MODEL_ID.exec(id)?.[1]; }

/** All models, each once: of two names for one only the id, which every road takes. */
async function readModels() {
  const rows = [];
  for (let after = ""; ; after = "&after_id=" + encodeURIComponent(rows.at(-1).id)) {
    // In Anthropic's words the list has names to read; the models are the same.
    const response = await ask("/v1/models?limit=1000" + after, { headers: { "anthropic-version": "2023-06-01" } });
    const page = await response.json();
    rows.push(...page.data);
    if (page.has_more !== true || page.data.length === 0) break;
  }
  const named = new Set(rows.filter(({ id }) => vendorOf(id) !== undefined).map((row) => row.display_name));
  const models = rows.filter(({ id, display_name }) => vendorOf(id) !== undefined || !named.has(display_name)).map(({ id, display_name }) => ({
    id,
    vendor: vendorOf(id) ?? "",
    kind: kindOfModel(id),
    title: /[A-Z ]/.test(display_name) ? polish(display_name) : titleOfModel(id),
  }));
  const first = ["", "anthropic", "amazon", "meta", "mistral", "openai"];
  const rank = ({ vendor }) => first.includes(vendor) ? first.indexOf(vendor) : first.length;
  return models.sort((a, b) => rank(a) - rank(b) || (VENDORS[a.vendor] ?? "").localeCompare(VENDORS[b.vendor] ?? "") || Number(a.kind !== undefined) - Number(b.kind !== undefined));
}

const picker = { options: [], active: 0, onpick: () => {} };

function openPicker(models, chosen, onpick) {
  Object.assign(picker, { models, chosen, onpick });
  $("search").value = "";
  $("models").showModal();
  drawOptions();
  $("search").focus();
}

function drawOptions() {
  const wanted = $("search").value.trim();
  const words = wanted.toLowerCase().split(/\s+/);
  const fitting = picker.models.filter(({ id, title, vendor, kind }) => {
    const text = (id + " " + title + " " + (VENDORS[vendor] ?? "") + " " + (kind ?? "text")).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isKnown = picker.models.some(({ id }) => id === wanted);
  const free = wanted !== "" && !isKnown && !/\s/.test(wanted) ? [{ id: wanted, title: "Use “" + wanted + "”", isFree: true }] : [];
  const groups = Map.groupBy(fitting, ({ vendor }) => vendor);
  picker.options = [];
  const option = (model) => {
    const index = picker.options.length;
    const node = el("div", { class: "option", id: "o" + index, role: "option", "aria-selected": String(model.id === picker.chosen), title: model.id, onclick: () => pick(index), onpointermove: () => activate(index, false) },
      el("b", null, model.title), el("span", null, model.isFree ? "An id, an ARN or an alias, taken at its word" : model.id), model.kind && el("i", null, model.kind));
    picker.options.push({ id: model.id, node });
    return node;
  };
  const nodes = [...groups].map(([vendor, list], index) => el("div", { role: "group", "aria-labelledby": "g" + index },
    el("div", { class: "list-group", id: "g" + index }, VENDORS[vendor] ?? (vendor || "Names of this gateway")), ...list.map(option)));
  $("model-list").replaceChildren(...nodes, ...(free.length > 0 ? [el("div", { role: "group", "aria-label": "As written" }, ...free.map(option))] : []));
  if (picker.options.length === 0) $("model-list").append(el("div", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing is called that"));
  $("model-count").textContent = wanted === "" ? picker.models.length + " models" : fitting.length + " of " + picker.models.length + " models";
  const current = wanted === "" ? picker.options.findIndex(({ id }) => id === picker.chosen) : 0;
  activate(Math.max(0, current));
}

function activate(index, isSeen = true) {
  picker.options[picker.active]?.node.classList.remove("is-active");
  picker.active = index;
  const node = picker.options[index]?.node;
  if (node === undefined) { $("search").removeAttribute("aria-activedescendant"); return; }
  node.classList.add("is-active");
  $("search").setAttribute("aria-activedescendant", node.id);
  if (isSeen) node.scrollIntoView({ block: index === 0 ? "center" : "nearest" });
}

function pick(index) {
  const option = picker.options[index];
  if (option === undefined) return;
  $("models").close();
  picker.onpick(option.id);
}

$("search").addEventListener("input", drawOptions);
$("search").addEventListener("keydown", (event) => {
  const last = picker.options.length - 1;
  const moves = { ArrowDown: picker.active + 1, ArrowUp: picker.active - 1, PageDown: picker.active + 8, PageUp: picker.active - 8 };
  if (event.key in moves) {
    event.preventDefault();
    const next = moves[event.key];
    activate(event.key.startsWith("Page") ? Math.min(last, Math.max(0, next)) : (next + last + 1) % Math.max(1, last + 1));
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    pick(picker.active);
  }
});
`;
