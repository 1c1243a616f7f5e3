/**
 * A caller's tools and choice among them in, Converse's tools out, with the way back from its names to the caller's.
 *
 * @module
 */
import type { Tool } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";
import { cachePointOf } from "./openai_cache.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse, shortName, textAt, wordAt } from "./openai_fields.ts";
import { objectSchema } from "./openai_schema.ts";

/** A tool as its caller knows it. */
export interface CallerTool {
  /** The caller's name for it. */
  name: string;
  /** How calls of it are told: with JSON arguments, as a custom tool, or as a function whose arguments are raw text. */
  kind: "function" | "custom" | "raw";
}

/** What the caller wants called. */
export interface Choice {
  /** Whether to call, and what. */
  mode: "auto" | "none" | "any" | "tool";
  /** The one tool, in Converse's spelling. */
  name?: string;
}

/** The caller's tools, read. */
export interface CallerTools {
  /** The tools, in Converse's shape. */
  tools: Tool[];
  /** Converse's names to the caller's. */
  names: Map<string, CallerTool>;
  /** The choice. */
  choice: Choice;
}

/**
 * Makes a tool's name fit Converse; the result depends on the name alone, so that histories map without state.
 *
 * @param name The caller's name.
 * @returns The name itself when it fits, else one with a short hash.
 */
export function toolName(name: string): string {
  const fit = name.replace(/[^a-zA-Z0-9_-]/g, "_");
  return fit === name && name.length <= 64 && name !== "" ? name : `${fit.slice(0, 59)}_${shortName(name, 4)}`;
}

/**
 * Makes a tool call's id fit Converse and the model; the same id always becomes the same.
 *
 * @param id The caller's id.
 * @param traits The model's traits.
 * @returns The id itself when it fits, else a hash of it.
 */
export function toolId(id: string, traits: ModelTraits): string {
  if (traits.shortIds) return /^[a-zA-Z0-9]{9}$/.test(id) ? id : shortName(id, 9);
  return /^[a-zA-Z0-9_.:-]{1,64}$/.test(id) ? id : `call_${shortName(id, 24)}`;
}

/**
 * Reads the arguments of a call that a caller sends back.
 *
 * @param text The arguments as text.
 * @param kind How the tool is called.
 * @returns An object: what is not one is wrapped, because Converse takes nothing else.
 */
export function toolInput(text: string, kind: CallerTool["kind"] = "function"): Document {
  if (kind !== "function") return { input: text };
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isJson(value)) return value as Document;
  } catch {
    // a model's own bad JSON, sent back: it must not break the conversation for good
  }
  return { rawInvalidInput: text };
}

/**
 * Reads what a custom tool is called with.
 *
 * @param text The call's JSON, as far as the model came with it.
 * @returns What the tool takes for its input: of JSON that was cut, what stands in it.
 */
export function customInput(text: string): Document {
  const value = toolInput(text);
  if (!isJson(value) || value.rawInvalidInput !== text) return value;
  const [, cut] = /^\s*\{\s*"input"\s*:\s*"((?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*)/u.exec(text) ?? [];
  return { input: cut === undefined ? text : JSON.parse(`"${cut}"`) };
}

function readTool(value: unknown, param: string, traits: ModelTraits, warn: Warn): [Tool, CallerTool] {
  const tool = objectAt(value, param);
  const type = tool.type ?? "function";
  const anthropic = isJson(tool.input_schema);
  if (type !== "function" && type !== "custom") {
    throw refuse(`${param}.type`, "names a tool that this gateway cannot run, wanted function or custom");
  }
  const nested = type === "function" ? tool.function : tool.custom;
  const path = nested === undefined ? param : `${param}.${type}`;
  const spec: Json = nested === undefined ? tool : objectAt(nested, path);
  const name = textAt(spec.name, `${path}.name`);
  let description = maybe(textAt, spec.description, `${path}.description`) ?? "";
  let kind: CallerTool["kind"] = "function";
  let json: Document;
  if (type === "custom" && !anthropic) {
    // a flat custom tool is Cursor's, which wants its calls back as functions with raw text
    kind = nested === undefined ? "raw" : "custom";
    const format = isJson(spec.format) ? spec.format : {};
    const grammar = isJson(format.grammar) ? format.grammar : format;
    if (typeof grammar.definition === "string") {
      description += `\n\nThe input must follow this ${grammar.syntax ?? ""} grammar:\n${grammar.definition}`;
      warn(`${path}.format`, "the grammar is described, not enforced");
    }
    json = { type: "object", properties: { input: { type: "string" } }, required: ["input"] };
  } else {
    json = objectSchema(anthropic ? tool.input_schema : spec.parameters, `${path}.parameters`, traits, warn);
  }
  const strict = spec.strict === true && kind === "function";
  if (strict && !traits.strictTools) warn("tools.strict", "not enforced, the model takes no strict tools");
  const toolSpec = {
    name: toolName(name),
    ...(description.trim() === "" ? {} : { description: description.trim() }),
    inputSchema: { json },
    ...(strict && traits.strictTools ? { strict } : {}),
  };
  return [{ toolSpec }, { name, kind }];
}

function nameIn(value: Json, param: string): string {
  const inner = value.function ?? value.custom ?? value;
  return toolName(textAt(objectAt(inner, param).name, `${param}.name`));
}

function readChoice(value: unknown, read: CallerTools, param: string): Choice {
  if (value === undefined || value === null) return { mode: "auto" };
  if (typeof value === "string") {
    const word = wordAt(value, param, ["auto", "none", "required", "any"]);
    return { mode: word === "required" ? "any" : word };
  }
  const choice = objectAt(value, param);
  const type = choice.type ?? "function";
  if (type === "auto" || type === "none" || type === "any" || type === "required") {
    return { mode: type === "required" ? "any" : type };
  }
  if (type === "allowed_tools") {
    const allowed = isJson(choice.allowed_tools) ? choice.allowed_tools : choice;
    const listed = listAt(allowed.tools, `${param}.allowed_tools.tools`);
    const names = listed.map((one, at) => nameIn(objectAt(one, `${param}.allowed_tools.tools[${at}]`), param));
    read.tools = read.tools.filter((tool) => tool.toolSpec === undefined || names.includes(tool.toolSpec.name));
    return { mode: allowed.mode === "required" ? "any" : "auto" };
  }
  if (type !== "function" && type !== "custom" && type !== "tool") {
    throw refuse(
      `${param}.type`,
      "names a tool that this gateway cannot run, wanted function, custom or allowed_tools",
    );
  }
  const name = nameIn(choice, param);
  if (!read.names.has(name)) throw refuse(param, "names a tool that is not in tools", "invalid_value");
  return { mode: "tool", name };
}

/**
 * Reads tools and choice, in today's shape, the one before it (`functions`), the flat one and Anthropic's.
 *
 * @param body The caller's body.
 * @param traits The model's traits.
 * @param warn Where what cannot be honoured in full is named.
 * @returns The tools, their names and the choice.
 * @throws {GatewayError} If a tool is not one, or must run on a server.
 */
export function readTools(body: Json, traits: ModelTraits, warn: Warn): CallerTools {
  const read: CallerTools = { tools: [], names: new Map(), choice: { mode: "auto" } };
  for (const field of ["tools", "functions"]) {
    for (const [at, value] of (maybe(listAt, body[field], field) ?? []).entries()) {
      const [tool, caller] = readTool(value, `${field}[${at}]`, traits, warn);
      if (read.names.has(tool.toolSpec!.name)) {
        throw refuse(`${field}[${at}]`, "repeats a tool's name", "invalid_value");
      }
      read.tools.push(tool);
      read.names.set(tool.toolSpec!.name, caller);
      const marker = cachePointOf(value as Json) ?? cachePointOf((value as Json).function);
      if (marker !== undefined) read.tools.push(marker);
    }
  }
  const isOld = (body.tool_choice ?? null) === null && body.function_call !== undefined;
  const param = isOld ? "function_call" : "tool_choice";
  const choice = readChoice(body[param], read, param);
  if (read.tools.length === 0 && (choice.mode === "any" || choice.mode === "tool")) {
    throw refuse(param, "forces a call, wanted tools to call", "invalid_value");
  }
  read.choice = choice;
  return read;
}
