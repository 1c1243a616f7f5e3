/**
 * The tools and the choice of a Messages body in, Converse's out.
 *
 * @module
 */
import type { Tool } from "../models/converse.ts";
import type { BetaFlags } from "./anthropic_beta.ts";
import type { ConverseScope } from "./anthropic_converse_blocks.ts";
import { cachePointOf } from "./openai_cache.ts";
import { type Json, listAt, maybe, objectAt, refuse, textAt } from "./openai_fields.ts";
import { objectSchema } from "./openai_schema.ts";
import { type CallerTools, type Choice, toolName } from "./openai_tools.ts";

function readChoice(value: unknown, tools: CallerTools): Choice {
  const choice = maybe(objectAt, value, "tool_choice");
  if (choice === undefined || tools.tools.length === 0) return { mode: "auto" };
  switch (choice.type) {
    case "auto":
    case "none":
    case "any":
      return { mode: choice.type };
    case "tool": {
      const name = toolName(textAt(choice.name, "tool_choice.name"));
      if (!tools.names.has(name)) {
        throw refuse("tool_choice.name", "names a tool that is not in tools", "invalid_value");
      }
      return { mode: "tool", name };
    }
    default:
      throw refuse("tool_choice.type", "is not known, wanted auto, any, tool or none");
  }
}

/** The tools of a body, for Converse. */
export interface ConverseTools {
  /** Those that Converse describes, and the choice. */
  read: CallerTools;
  /** Those that Claude knows by heart: they go beside Converse's own. */
  builtIn: Json[];
}

/**
 * Reads tools and choice.
 *
 * @param body The caller's body.
 * @param scope What the translation shares; names that had to change are noted in it.
 * @param flags The flags, which tools may add to.
 * @returns The tools.
 * @throws {GatewayError} If a tool is none, or one that the model cannot call.
 */
export function converseTools(body: Json, scope: ConverseScope, flags: BetaFlags): ConverseTools {
  const { traits, warn, names } = scope;
  const read: CallerTools = { tools: [], names: new Map(), choice: { mode: "auto" } };
  const builtIn: Json[] = [];
  for (const [at, value] of (maybe(listAt, body.tools, "tools") ?? []).entries()) {
    const path = `tools[${at}]`;
    const tool = objectAt(value, path);
    const type = tool.type ?? "custom";
    const computer = /^(?:computer|bash|text_editor)_(\d{4})(\d\d)/.exec(String(type));
    if (type !== "custom") {
      if (computer === null || traits.claude === undefined) {
        throw refuse(
          `${path}.type`,
          "names a tool that this gateway cannot run for the model, wanted a tool of your own",
        );
      }
      flags.want(type === "computer_20251124" ? "computer-use-2025-11-24" : "computer-use-2025-01-24");
      builtIn.push(tool);
      continue;
    }
    const spoken = textAt(tool.name, `${path}.name`);
    const name = toolName(spoken);
    if (read.names.has(name)) throw refuse(path, "repeats a tool's name", "invalid_value");
    if (name !== spoken) names.set(name, spoken);
    read.names.set(name, { name: spoken, kind: "function" });
    const strict = tool.strict === true;
    if (strict && !traits.strictTools) warn("tools.strict", "not enforced, the model takes no strict tools");
    if (tool.defer_loading === true) warn("tools.defer_loading", "left out, the tools are shown to the model");
    const { eager_input_streaming: eager, input_examples: examples, allowed_callers: callers } = tool;
    if (eager === true && !flags.want("fine-grained-tool-streaming-2025-05-14")) {
      warn("tools.eager_input_streaming", "left out, the model has none");
    }
    if (Array.isArray(examples) && examples.length > 0) warn("tools.input_examples", "left out, Converse takes none");
    if (Array.isArray(callers) && callers.some((caller) => caller !== "direct")) {
      warn("tools.allowed_callers", "left out, only the model itself calls tools on Bedrock");
    }
    const description = maybe(textAt, tool.description, `${path}.description`)?.trim();
    read.tools.push({
      toolSpec: {
        name,
        ...(description ? { description } : {}),
        inputSchema: { json: objectSchema(tool.input_schema, `${path}.input_schema`, traits, warn) },
        ...(strict && traits.strictTools ? { strict } : {}),
      },
    });
    const marker = cachePointOf(tool);
    if (marker !== undefined) read.tools.push(marker as Tool);
  }
  read.choice = readChoice(body.tool_choice, read);
  return { read, builtIn };
}
