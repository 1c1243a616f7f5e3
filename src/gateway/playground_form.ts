/**
 * A family's JSON Schema in, a form out, and what was filled in as members of a body: the page's part for parameters.
 *
 * @module
 */

/** A script that knows `drawForm`, `formValues` and `showComplaints`. */
export const playgroundForm: string = String.raw`
/** Members that the page fills in itself, or that say nothing by themselves. */
const OWN = new Set(["anthropic_version", "schemaVersion", "stream", "stream_options", "model", "messages", "system", "prompt",
  "amazon-bedrock-guardrailConfig", "images"]);

/** The parameters that Converse has a word for, by what families call them. */
const ROLES = [
  ["temperature", /^temperature$/i],
  ["topP", /^(top_?p|p)$/i],
  ["topK", /^(top_?k|k)$/i],
  ["maxTokens", /^max_?(new_|gen_|completion_|output_)?(tokens?|len)(_to_sample|_?count)?$/i],
  ["stopSequences", /^stop(_?sequences)?$/i],
];

/** What an unknown family can be asked for: Converse's own parameters. */
const CONVERSE_SCHEMA = { properties: { inferenceConfig: { type: "object", properties: {
  temperature: { title: "Temperature", type: "number", minimum: 0, maximum: 1, description: "How freely the next token is chosen: low is steady, high is varied." },
  topP: { title: "Top p", type: "number", minimum: 0, maximum: 1, description: "The share of probability mass that the next token is chosen from." },
  maxTokens: { title: "Max tokens", type: "integer", minimum: 1, description: "The most tokens to generate; the answer is cut there." },
  stopSequences: { title: "Stop sequences", type: "array", items: { type: "string" }, description: "Texts that end the answer when they appear." },
} } } };

function plainSchema(schema) {
  if (schema.type !== undefined || schema.anyOf === undefined) return schema;
  const found = schema.anyOf.find((one) => one.type !== "null" && one.type !== "object" && (one.type !== "array" || one.items?.type === "string")) ?? schema.anyOf[0];
  return { ...schema, ...found, title: schema.title, description: schema.description ?? found.description };
}

/** What kind of control a member gets; undefined for what only JSON can say. */
function controlOf(schema) {
  if (schema.contentEncoding !== undefined) return undefined;
  if (schema.enum !== undefined) return schema.enum.length > 1 ? "choice" : undefined;
  if (schema.type === "number" || schema.type === "integer") return "number";
  if (schema.type === "boolean") return "choice";
  if (schema.type === "string") return "text";
  if (schema.type === "array" && schema.items?.type === "string" && schema.items.contentEncoding === undefined) return "list";
  if (schema.type === "object" && Object.keys(schema.properties ?? {}).length > 0) return "group";
  return undefined;
}

/** The members of a schema that a form can show, those that everybody wants first. */
function fieldsOf(schema, path = [], template = {}) {
  const fields = [];
  for (const [name, raw] of Object.entries(schema.properties ?? {})) {
    if (path.length === 0 && OWN.has(name)) continue;
    const filled = template?.[name];
    if (typeof filled === "string" && filled.includes("{{")) continue;
    if (Array.isArray(filled) && has(filled, "{{")) continue;
    const own = plainSchema(raw);
    const control = controlOf(own);
    if (control === undefined || path.length > 3) continue;
    const field = { path: [...path, name], schema: own, control, required: schema.required?.includes(name) === true, preset: isObject(filled) ? undefined : filled };
    field.key = field.path.join(".");
    field.role = ROLES.find(([, pattern]) => pattern.test(name))?.[0];
    if (control === "group") {
      field.fields = fieldsOf(own, field.path, filled);
      if (field.fields.length === 0) continue;
      if (field.fields.some((one) => one.role !== undefined) || has(filled, "{{")) fields.push(...field.fields);
      else fields.push(field);
    } else fields.push(field);
  }
  const seen = new Set();
  for (const field of fields) {
    if (field.role === undefined) continue;
    if (seen.has(field.role)) field.role = undefined;
    else seen.add(field.role);
  }
  return fields;
}

let formId = 0;

/**
 * Draws a form into an element.
 * values: Map from a member's dotted path to { path, value, role }. changed() is called after each change.
 */
function drawForm(host, { schema, template, values, changed, extra }) {
  const fields = fieldsOf(schema, [], template);
  const controls = new Map();
  const order = ROLES.map(([role]) => role);
  const main = fields.filter((field) => field.role !== undefined).sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const rest = fields.filter((field) => field.role === undefined);
  const drawn = (list) => list.map((field) => drawField(field, { values, changed, controls }));
  const nodes = drawn(main);
  const isShort = main.length === 0 || rest.length <= 2;
  if (isShort) nodes.push(...drawn(rest));
  const more = el("details", { class: "group" }, el("summary", null, isShort ? "More, as JSON" : "More parameters"),
    el("div", { class: "fields" }, ...(isShort ? [] : drawn(rest)), extra));
  host.replaceChildren(...nodes, more);
  return controls;
}

function drawField(field, context) {
  if (field.control === "group") {
    return el("details", { class: "group", open: field.required },
      el("summary", null, titleOf(field)),
      el("div", { class: "fields" }, field.schema.description && el("p", { class: "help" }, field.schema.description), ...field.fields.map((one) => drawField(one, context))));
  }
  const { values, changed, controls } = context;
  const id = "f" + ++formId;
  const complaint = el("p", { class: "complaint", id: id + "c", hidden: true });
  const help = el("p", { class: "help", id: id + "h" }, field.schema.description ?? "", " ", el("code", null, field.path.at(-1)));
  const described = id + "h " + id + "c";
  const host = el("div", { class: "field is-unset" });
  const undo = toolButton("undo", "Back to the default of " + titleOf(field), () => { write(undefined); control.focus(); });
  const set = (value) => {
    if (value === undefined) values.delete(field.key);
    else values.set(field.key, { path: field.path, value, role: field.role });
    note();
    changed();
  };
  const note = () => {
    const isSet = values.has(field.key);
    host.classList.toggle("is-unset", !isSet);
    undo.hidden = !isSet;
  };
  const { control, write, body } = CONTROLS[field.control](field, { id, described, set });
  const label = el("label", { htmlFor: id }, titleOf(field));
  const mark = field.required && field.preset === undefined && field.schema.default === undefined && el("span", { class: "required" }, "required");
  const isInHead = field.control === "number";
  host.append(el("div", { class: "field-head" }, label, mark, undo, isInHead && control), ...(isInHead ? [] : [body ?? control]), ...(isInHead && body ? [body] : []), help, complaint);
  if (values.has(field.key)) write(values.get(field.key).value, true);
  note();
  controls.set(field.key, { complaint, control });
  return host;
}

function titleOf({ schema, path }) {
  const title = schema.title ?? path.at(-1).replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return title.charAt(0).toUpperCase() + title.slice(1);
}

const CONTROLS = {
  number({ schema, preset }, { id, described, set }) {
    const isInteger = schema.type === "integer";
    const { minimum, exclusiveMinimum, maximum } = schema;
    const span = maximum === undefined ? undefined : maximum - (minimum ?? exclusiveMinimum ?? 0);
    const step = schema.multipleOf ?? (isInteger ? 1 : span !== undefined && span <= 2 ? 0.01 : 0.1);
    const low = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + step);
    const usual = preset ?? schema.default;
    const control = el("input", { id, type: "number", min: low, max: maximum, step: isInteger ? step : "any", inputMode: isInteger ? "numeric" : "decimal",
      placeholder: usual ?? "default", "aria-describedby": described });
    const isRange = low !== undefined && maximum !== undefined && maximum < 1e6;
    // Steps are counted from the slider's end: from 0.00001 they would come to 0.25001.
    const end = isRange ? Math.floor(low / step) * step : 0;
    const slider = isRange && el("input", { type: "range", min: end, max: maximum, step, "aria-label": titleOf({ schema, path: [""] }) + ", slider" });
    const slide = (value) => {
      if (!slider) return;
      slider.value = value ?? usual ?? (low + maximum) / 2;
      slider.style.setProperty("--fill", ((slider.value - end) / (maximum - end)) * 100 + "%");
    };
    control.addEventListener("input", () => {
      const value = control.value === "" ? undefined : Number(control.value);
      slide(value);
      // What is no number yet, such as a lone minus, is not sent.
      set(control.validity.badInput ? undefined : value);
    });
    if (slider) {
      slider.addEventListener("input", () => {
        const value = Math.max(low, Number(slider.value));
        control.value = value;
        slide(value);
        set(value);
      });
    }
    slide(undefined);
    const short = (value) => value >= 10000 ? Math.round(value / 1000) + "k" : String(value);
    return {
      control,
      body: slider && el("div", { class: "range" }, el("span", { "aria-hidden": "true" }, short(end)), slider, el("span", { "aria-hidden": "true" }, short(maximum))),
      write(value, isQuiet) {
        control.value = value ?? "";
        slide(value);
        if (!isQuiet) set(value);
      },
    };
  },
  choice({ schema, preset }, { id, described, set }) {
    const choices = schema.enum ?? [true, false];
    const words = (value) => value === true ? "Yes" : value === false ? "No" : String(value);
    const usual = preset ?? schema.default;
    const control = el("select", { id, "aria-describedby": described, onchange: () => set(control.value === "" ? undefined : choices[Number(control.value)]) },
      el("option", { value: "" }, usual === undefined ? "Default" : "Default: " + words(usual)),
      ...choices.map((choice, index) => el("option", { value: String(index) }, words(choice))));
    return { control, write(value, isQuiet) { control.value = value === undefined ? "" : String(choices.indexOf(value)); if (!isQuiet) set(value); } };
  },
  text({ schema, preset }, { id, described, set }) {
    const isLong = schema.pattern === undefined && (schema.maxLength === undefined || schema.maxLength > 200);
    const control = el(isLong ? "textarea" : "input", { id, "aria-describedby": described, placeholder: preset ?? schema.default ?? "", rows: isLong ? 1 : undefined,
      oninput: () => set(control.value === "" ? undefined : control.value) });
    return { control, write(value, isQuiet) { control.value = value ?? ""; if (!isQuiet) set(value); } };
  },
  list(_field, { id, described, set }) {
    let items = [];
    const chips = el("div", { class: "list-items" });
    const control = el("input", { id, "aria-describedby": described, placeholder: "Write one, then Enter", autocomplete: "off" });
    const draw = () => {
      chips.replaceChildren(...items.map((item, index) => el("button", { type: "button", "aria-label": "Remove " + item, onclick: () => {
        items = items.filter((_, other) => other !== index);
        update();
        control.focus();
      } }, item.replaceAll("\n", "\\n").replaceAll("\t", "\\t"), icon("close"))));
    };
    const update = () => { draw(); set(items.length === 0 ? undefined : items); };
    const add = () => {
      if (control.value === "") return;
      // As it would be written in a program, so that a line break can be said.
      items = [...items, control.value.replaceAll("\\n", "\n").replaceAll("\\t", "\t")];
      control.value = "";
      update();
    };
    control.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); add(); }
      if (event.key === "Backspace" && control.value === "" && items.length > 0) { items = items.slice(0, -1); update(); }
    });
    control.addEventListener("blur", add);
    return { control, body: el("div", null, chips, control), write(value, isQuiet) { items = value ?? []; draw(); if (!isQuiet) set(value); } };
  },
};

/** Shows complaints beside what they are about. Gives back those that have no place. */
function showComplaints(controls, complaints) {
  const left = [];
  for (const { complaint, control } of controls.values()) {
    complaint.hidden = true;
    complaint.textContent = "";
    control.removeAttribute("aria-invalid");
  }
  for (const { path, message } of complaints) {
    const found = controls.get(path) ?? [...controls].find(([key]) => path.startsWith(key + "[") || path.startsWith(key + "."))?.[1];
    if (found === undefined) { left.push(message); continue; }
    found.complaint.textContent = message;
    found.complaint.hidden = false;
    found.control.setAttribute("aria-invalid", "true");
    for (let group = found.control.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
  }
  return left;
}
`;
