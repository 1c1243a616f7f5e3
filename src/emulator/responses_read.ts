/**
 * A Responses body goes in, the question it asks comes out: brought to a chat's form and read as one.
 *
 * @module
 */
import { readOpenAi } from "./openai_read.ts";
import { isObject, type JsonObject, type Question } from "./question.ts";
import { invalid } from "./refusal.ts";
import { checkBody, type Rules } from "./rules.ts";

const RULES: Rules = {
  fields: {
    "input": "text!",
    "instructions": "string",
    "max_output_tokens": "integer 16..",
    "temperature": "number 0..2",
    "top_p": "number 0..1",
    "stream": "boolean",
    "tools": "object[]",
    "reasoning": "object",
    "text": "object",
  },
};

/** Reads a Responses body. */
export function readResponses(body: JsonObject): Question {
  checkBody(body, RULES);
  for (const name of ["previous_response_id", "conversation", "prompt"]) {
    if (body[name] !== undefined && body[name] !== null) {
      throw invalid(`The member ${name} needs stored responses, and the emulator stores none.`);
    }
  }
  if (body.background === true) throw invalid("The member background is not supported.");
  const instructions = typeof body.instructions === "string" ? [{ role: "system", content: body.instructions }] : [];
  const items = typeof body.input === "string"
    ? [{ role: "user", content: body.input }]
    : (body.input as unknown[]).flatMap(messageOf);
  const format = isObject(body.text) && isObject(body.text.format) ? body.text.format : {};
  const { type, ...json_schema } = format;
  const question = readOpenAi({
    messages: [...instructions, ...items],
    max_tokens: body.max_output_tokens,
    tools: (body.tools as JsonObject[] ?? []).map(toolOf),
    tool_choice: isObject(body.tool_choice)
      ? { type: "function", function: { name: body.tool_choice.name } }
      : body.tool_choice,
    ...(type === "json_schema"
      ? { response_format: { type, json_schema } }
      : type === "json_object"
      ? { response_format: { type } }
      : {}),
  }, 4096);
  const effort = isObject(body.reasoning) ? body.reasoning.effort : undefined;
  question.thinking = typeof effort === "string" && effort !== "none";
  return question;
}

function messageOf(item: unknown): JsonObject[] {
  if (!isObject(item)) throw invalid("An input item must be an object.");
  switch (item.type) {
    case "function_call":
      return [{
        role: "assistant",
        content: null,
        tool_calls: [{ id: item.call_id, function: { name: item.name, arguments: item.arguments } }],
      }];
    case "function_call_output":
      return [{
        role: "tool",
        tool_call_id: item.call_id,
        content: typeof item.output === "string" ? item.output : partsOf(item.output),
      }];
    case "reasoning":
      return [];
    case undefined:
    case "message":
      return [{ role: item.role, content: typeof item.content === "string" ? item.content : partsOf(item.content) }];
    default:
      throw invalid(`An input item of type ${String(item.type)} is not supported.`);
  }
}

function partsOf(content: unknown): JsonObject[] {
  return (Array.isArray(content) ? content : []).map((part) => {
    if (!isObject(part)) throw invalid("A content part must be an object.");
    if (part.type === "input_image") return { type: "image_url", image_url: { url: part.image_url } };
    return { type: "text", text: part.text ?? part.refusal ?? "" };
  });
}

function toolOf(tool: JsonObject): JsonObject {
  if (tool.type !== "function") throw invalid(`A tool of type ${String(tool.type)} is not supported.`);
  return {
    type: "function",
    function: { name: tool.name, description: tool.description, parameters: tool.parameters },
  };
}
