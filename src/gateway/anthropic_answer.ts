/**
 * A wanted format that the model does not have in, a tool whose input is the answer out; and the answer's events, in which
 * that call becomes the text it stands for.
 *
 * @module
 */
import { isForced } from "./anthropic_thinking.ts";
import type { ModelTraits } from "./model_traits.ts";
import { isJson, type Json, maybe, objectAt } from "./openai_fields.ts";
import { objectSchema } from "./openai_schema.ts";
import { type TextFilter, unwrapping } from "./openai_text.ts";
import type { Warn } from "./reasoning.ts";

/** How an answer is brought into its format. */
export interface AnswerPlan {
  /** The tool whose input is the answer. */
  tool: string;
  /** Whether the schema's root was no object and had to be put in one, under `value`. */
  wrapped: boolean;
}

/** Whether the model will think, which excludes a forced call. */
function willThink({ thinking }: Json, traits: ModelTraits): boolean {
  return isJson(thinking) ? thinking.type !== "disabled" : traits.thinksUnasked;
}

/**
 * Plans an answer's format for a model that cannot keep to a schema. The body is edited in place, its members are not.
 *
 * @param body The body, ready but for this.
 * @param traits The model's traits.
 * @param warn Where what is only approximated is named.
 * @returns The plan; nothing when no format is wanted, or the model has it.
 */
export function planAnswer(body: Json, traits: ModelTraits, warn: Warn): AnswerPlan | undefined {
  const config = maybe(objectAt, body.output_config, "output_config");
  const format = maybe(objectAt, config?.format, "output_config.format");
  const { version } = traits.claude!;
  if (format === undefined || (version >= 45 && version <= 46)) return undefined;
  const { format: _, ...rest } = config!;
  if (Object.keys(rest).length > 0) body.output_config = rest;
  else delete body.output_config;
  // a call that the caller forces is the answer: there is no text to shape
  if (isForced(body)) return void warn("output_config.format", "left out, a call is forced");
  const param = "output_config.format.schema";
  const schema = objectAt(format.schema, param);
  const wrapped = schema.type !== "object" && schema.properties === undefined && schema.$ref === undefined;
  const root = wrapped ? { type: "object", properties: { value: schema }, required: ["value"] } : schema;
  const tools = isJson(body.tool_choice) && body.tool_choice.type === "none" ? [] : body.tools as Json[] ?? [];
  const tool = tools.some(({ name }) => name === "json") ? "json_answer" : "json";
  body.tools = [...tools, {
    name: tool,
    description: "Gives the answer.",
    input_schema: objectSchema(root, param, traits, warn),
  }];
  delete body.tool_choice;
  if (traits.choice === "tool" && !willThink(body, traits)) {
    body.tool_choice = tools.length > 0 ? { type: "any" } : { type: "tool", name: tool };
    warn("output_config.format", "kept to by a tool call, the model has no format of its own");
  } else {
    const text = `Give your ${tools.length > 0 ? "final " : ""}answer by calling the tool ${tool}, not in text.`;
    body.system = [...body.system as Json[] ?? [], { type: "text", text }];
    warn("output_config.format", "asked for in words, the model cannot be forced");
  }
  return { tool, wrapped };
}

/** A block whose events are changed on their way. */
interface OpenBlock {
  kind: "held" | "answer" | "ignored" | "other";
  index: number;
}

/** Turns the call that is the answer into text, event by event. Places are counted anew. */
export class AnswerEvents {
  readonly #plan: AnswerPlan;
  readonly #value: TextFilter | undefined;
  readonly #open = new Map<unknown, OpenBlock>();
  #index = 0;
  #held = "";
  #isAnswered = false;
  #isCalled = false;

  /**
   * Starts an answer.
   *
   * @param plan How it was asked for.
   */
  constructor(plan: AnswerPlan) {
    this.#plan = plan;
    if (plan.wrapped) this.#value = unwrapping("value");
  }

  #text(text: string): Json[] {
    if (text === "") return [];
    const index = this.#index++;
    return [
      { type: "content_block_start", index, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index, delta: { type: "text_delta", text } },
      { type: "content_block_stop", index },
    ];
  }

  /** Lets the text go that waited for the call. */
  #release(): Json[] {
    const held = this.#held;
    this.#held = "";
    if (this.#isAnswered || held.trim() === "") return [];
    const fence = unwrapping("fence");
    return this.#text(fence.push(held) + fence.end());
  }

  #start(event: Json): Json[] {
    const block = objectAt(event.content_block, "content_block");
    const isAnswer = block.type === "tool_use" && block.name === this.#plan.tool;
    const open: OpenBlock = { kind: "other", index: -1 };
    this.#open.set(event.index, open);
    if (block.type === "text") {
      open.kind = "held";
      this.#held += typeof block.text === "string" ? block.text : "";
      return [];
    }
    if (isAnswer && (this.#isAnswered || this.#isCalled)) {
      open.kind = "ignored";
      return [];
    }
    const before = isAnswer || block.type !== "tool_use" ? [] : this.#release();
    if (isAnswer) this.#isAnswered = true;
    else if (block.type === "tool_use") this.#isCalled = true;
    open.kind = isAnswer ? "answer" : "other";
    open.index = this.#index++;
    const content_block = isAnswer ? { type: "text", text: "" } : block;
    return [...before, { ...event, index: open.index, content_block }];
  }

  #delta(event: Json, { kind, index }: OpenBlock): Json[] {
    const delta = isJson(event.delta) ? event.delta : {};
    if (kind === "other") return [{ ...event, index }];
    if (kind === "held" && typeof delta.text === "string") this.#held += delta.text;
    if (kind !== "answer" || typeof delta.partial_json !== "string") return [];
    const text = this.#value === undefined ? delta.partial_json : this.#value.push(delta.partial_json);
    return text === "" ? [] : [{ ...event, index, delta: { type: "text_delta", text } }];
  }

  #stop(event: Json, { kind, index }: OpenBlock): Json[] {
    if (kind === "held" || kind === "ignored") return [];
    const rest = kind === "answer" ? this.#value?.end() ?? "" : "";
    const last: Json[] = rest === ""
      ? []
      : [{ type: "content_block_delta", index, delta: { type: "text_delta", text: rest } }];
    return [...last, { ...event, index }];
  }

  /** Changes one event: none, one or several take its place. */
  push(event: Json): Json[] {
    if (event.type === "content_block_start") return this.#start(event);
    const open = this.#open.get(event.index);
    if (event.type === "content_block_delta" && open !== undefined) return this.#delta(event, open);
    if (event.type === "content_block_stop" && open !== undefined) return this.#stop(event, open);
    if (event.type !== "message_delta") return [event];
    const delta = isJson(event.delta) ? event.delta : {};
    const reason = delta.stop_reason === "tool_use" && !this.#isCalled ? "end_turn" : delta.stop_reason;
    return [...this.#release(), { ...event, delta: { ...delta, stop_reason: reason } }];
  }
}

/**
 * Turns the call that is the answer into text, in a whole message.
 *
 * @param message The message.
 * @param plan How its answer was asked for.
 * @returns The message with the answer as text.
 */
export function answeredMessage(message: Json, plan: AnswerPlan): Json {
  const blocks = message.content as Json[];
  const isAnswer = ({ type, name }: Json): boolean => type === "tool_use" && name === plan.tool;
  const answer = blocks.find(isAnswer);
  const others = blocks.filter((block) => !isAnswer(block));
  const isCalled = others.some(({ type }) => type === "tool_use");
  if (answer === undefined || isCalled) return { ...message, content: others };
  const input = plan.wrapped && isJson(answer.input) ? answer.input.value : answer.input;
  return {
    ...message,
    content: [...others.filter(({ type }) => type !== "text"), { type: "text", text: JSON.stringify(input ?? {}) }],
    stop_reason: message.stop_reason === "tool_use" ? "end_turn" : message.stop_reason,
  };
}
