/**
 * The tools of a Responses body in, flat or in groups, a chat's tools out, with the way back to their groups.
 *
 * @module
 */
import { isJson, type Json, listAt, maybe, objectAt, textAt } from "./openai_fields.ts";
import type { Warn } from "./reasoning.ts";

/** A tool that stands in a group. */
export interface GroupedTool {
  /** The group. */
  namespace: string;
  /** Its name in the group. */
  name: string;
}

/** The tools of a body. */
export interface FlatTools {
  /** A chat's `tools`. */
  tools: Json[] | undefined;
  /** Where each of them stood. */
  origins: string[];
  /** The names that chats know to the groups they stand for. */
  groups: Map<string, GroupedTool>;
}

/** What asks for another way to call that Converse does not have. */
const MANNERS = ["async", "defer_loading", "allowed_callers"];

/**
 * Gives the one name of a tool, or of a call, that may stand in a group.
 *
 * @param holder What has a `name` and maybe a `namespace`.
 * @param param The member it stands in.
 * @param groups Where the group is noted.
 * @returns The name that chats know.
 */
export function flatName(holder: Json, param: string, groups: Map<string, GroupedTool>): string {
  const name = textAt(holder.name, `${param}.name`);
  const namespace = maybe(textAt, holder.namespace, `${param}.namespace`) ?? "";
  if (namespace === "") return name;
  const flat = `${namespace}__${name}`;
  groups.set(flat, { namespace, name });
  return flat;
}

/**
 * Reads `tools`.
 *
 * @param value The member.
 * @param warn Where what is left out is named.
 * @returns A chat's tools.
 * @throws {GatewayError} If it is no list of tools.
 */
export function flatTools(value: unknown, warn: Warn): FlatTools {
  const list = maybe(listAt, value, "tools");
  const flat: FlatTools = { tools: list && [], origins: [], groups: new Map() };
  function read(one: unknown, param: string, namespace?: string): void {
    const tool = objectAt(one, param);
    if (tool.type === "namespace" && namespace === undefined) {
      const name = textAt(tool.name, `${param}.name`);
      const path = `${param}.tools`;
      for (const [at, inner] of listAt(tool.tools, path).entries()) read(inner, `${path}[${at}]`, name);
      return;
    }
    for (const manner of MANNERS) {
      const asked = tool[manner];
      const isUsual = !asked || (Array.isArray(asked) && asked.includes("direct"));
      if (!isUsual) warn(`${param}.${manner}`, "left out");
    }
    const named = namespace === undefined
      ? tool
      : { ...tool, name: flatName({ ...tool, namespace }, param, flat.groups) };
    flat.origins.push(param);
    flat.tools!.push(tool.type === "custom" ? { type: "custom", custom: { ...named, type: undefined } } : named);
  }
  for (const [at, one] of (list ?? []).entries()) read(one, `tools[${at}]`);
  return flat;
}

/**
 * Reads `tool_choice`; what it means is a chat's business, only groups are not.
 *
 * @param value The member.
 * @param groups The groups.
 * @returns A chat's `tool_choice`.
 */
export function flatChoice(value: unknown, groups: Map<string, GroupedTool>): unknown {
  if (!isJson(value)) return value;
  if (Array.isArray(value.tools)) return { ...value, tools: value.tools.map((one) => flatChoice(one, groups)) };
  return value.namespace ? { ...value, name: flatName(value, "tool_choice", groups) } : value;
}
