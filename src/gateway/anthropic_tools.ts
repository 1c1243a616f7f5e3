/**
 * The tools of a Messages body in, those that Claude on Bedrock takes out; and the caller's names for tools that had to be
 * called otherwise.
 *
 * @module
 */
import type { BetaFlags } from "./anthropic_beta.ts";
import type { ModelTraits } from "./model_traits.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse, textAt } from "./openai_fields.ts";
import type { Warn } from "./reasoning.ts";

/** Tools that the provider runs, or that Bedrock does not have. */
const SERVER_TOOLS =
  /^(?:web_search|web_fetch|code_execution|tool_search_tool_bm25|mcp_toolset|advisor|computer_toolset|browser_toolset)/;

const SEARCH = "tool-search-tool-2025-10-19";
const COMPUTER = "computer-use-2025-01-24";

/** A newer form of a tool that the model knows by heart. */
interface Upgrade {
  /** From which version of Claude on. */
  from: number;
  /** The newer type. */
  type: string;
  /** The name that goes with it, when it is another. */
  name?: string;
}

const EDITOR: Upgrade = { from: 40, type: "text_editor_20250728", name: "str_replace_based_edit_tool" };
const UPGRADES: Readonly<Record<string, Upgrade>> = {
  bash_20241022: { from: 37, type: "bash_20250124" },
  computer_20241022: { from: 37, type: "computer_20250124" },
  text_editor_20241022: EDITOR,
  text_editor_20250124: EDITOR,
  text_editor_20250429: EDITOR,
};

/** The flag that a tool needs. */
const FLAGS: readonly [RegExp, string][] = [
  [/^computer_20251124$/, "computer-use-2025-11-24"],
  [/^(?:computer|bash|text_editor)_20241022$/, "computer-use-2024-10-22"],
  [/^(?:computer|bash|text_editor)_/, COMPUTER],
  [/^memory_/, "context-management-2025-06-27"],
  [/^tool_search_tool_regex/, SEARCH],
];

/** What the tools of one body share. */
export interface ToolScope {
  /** The model's traits. */
  traits: ModelTraits;
  /** The flags, which tools may add to. */
  flags: BetaFlags;
  /** Where what is left out is named. */
  warn: Warn;
}

/** Tools, ready for Invoke. */
export interface InvokeTools {
  /** The tools. */
  tools: Json[];
  /** The names that went to the model, to those that the caller knows. */
  names: Map<string, string>;
}

function builtIn(tool: Json, type: string, path: string, scope: ToolScope, names: Map<string, string>): Json[] {
  const { traits, flags, warn } = scope;
  if (SERVER_TOOLS.test(type)) {
    throw refuse(
      `${path}.type`,
      `tool type ${type.slice(0, 64)} is not supported on Bedrock, wanted a tool of your own`,
    );
  }
  const upgrade = Object.hasOwn(UPGRADES, type) && traits.claude!.version >= UPGRADES[type]!.from
    ? UPGRADES[type]!
    : { type };
  const [, flag] = FLAGS.find(([pattern]) => pattern.test(upgrade.type)) ?? [];
  if (flag !== undefined && !flags.want(flag) && flag === SEARCH) {
    warn("tools", `${type} left out, all tools are shown to the model`);
    return [];
  }
  if (upgrade.type === type) return [tool];
  warn(`${path}.type`, `${type} sent as ${upgrade.type}`);
  const { name } = upgrade as Upgrade;
  if (name === undefined || name === tool.name) return [{ ...tool, type: upgrade.type }];
  names.set(name, textAt(tool.name, `${path}.name`));
  return [{ ...tool, type: upgrade.type, name }];
}

/** Members of a caller's tool that need a flag, or that the model does not take. */
function ownTool(tool: Json, scope: ToolScope): Json {
  const { traits, flags, warn } = scope;
  const { strict, eager_input_streaming, defer_loading, input_examples, allowed_callers, ...kept } = tool;
  if (strict === true && traits.strictTools) kept.strict = true;
  else if (strict === true) warn("tools.strict", "not enforced, the model takes no strict tools");
  // Bedrock says the same by a flag
  if (eager_input_streaming === true && !flags.want("fine-grained-tool-streaming-2025-05-14")) {
    warn("tools.eager_input_streaming", "left out, the model has none");
  }
  if (defer_loading === true && flags.want(SEARCH)) kept.defer_loading = true;
  else if (defer_loading === true) warn("tools.defer_loading", "left out, the tools are shown to the model");
  if (Array.isArray(input_examples) && input_examples.length > 0) {
    if (flags.want("tool-examples-2025-10-29")) kept.input_examples = input_examples;
    else warn("tools.input_examples", "left out, the model takes none");
  }
  if (Array.isArray(allowed_callers) && allowed_callers.some((caller) => caller !== "direct")) {
    warn("tools.allowed_callers", "left out, only the model itself calls tools on Bedrock");
  }
  return kept;
}

/**
 * Edits the tools of a body for Invoke.
 *
 * @param value The caller's tools.
 * @param scope What they share.
 * @returns The tools in their order, with every member they had in its place.
 * @throws {GatewayError} If a tool is one that Bedrock does not run.
 */
export function invokeTools(value: unknown, scope: ToolScope): InvokeTools {
  const names = new Map<string, string>();
  const tools = (maybe(listAt, value, "tools") ?? []).flatMap((one, at) => {
    const path = `tools[${at}]`;
    const tool = objectAt(one, path);
    const type = maybe(textAt, tool.type, `${path}.type`) ?? "custom";
    return type === "custom" ? [ownTool(tool, scope)] : builtIn({ ...tool }, type, path, scope, names);
  });
  return { tools, names };
}

/**
 * Edits the choice of a body for Invoke.
 *
 * @param value The caller's choice.
 * @param names The names that went to the model, to those that the caller knows.
 * @param warn Where what is left out is named.
 * @returns The choice; nothing when there is none.
 */
export function invokeChoice(value: unknown, names: Map<string, string>, warn: Warn): Json | undefined {
  if (!isJson(value)) return maybe(objectAt, value, "tool_choice");
  const { disable_parallel_tool_use: single, ...choice } = value;
  if (single === true) {
    warn("tool_choice.disable_parallel_tool_use", "left out, the model may call several tools at once");
  }
  for (const [sent, name] of names) if (choice.name === name) choice.name = sent;
  return choice;
}
