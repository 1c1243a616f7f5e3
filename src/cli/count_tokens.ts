/**
 * `count-tokens`: a request that is not made in, the tokens that it would be charged for out.
 *
 * @module
 */
import type { CountTokensRequest } from "../models/count_tokens.ts";
import { bareModelId } from "../models/families.ts";
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { fileOption, jsonOptionRow, modelOption } from "./common_options.ts";
import { base64Bytes, jsonOption, valueOf } from "./files.ts";
import { promptText } from "./prompt_text.ts";
import type { Room } from "./room.ts";

/** Most models cannot count; this one can. */
const DEFAULT_MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";

/** The command. */
export const countTokensCommand: Command = {
  name: "count-tokens",
  group: "Ask models",
  summary: "count the tokens a model would read",
  description: [
    "Counting costs nothing. Each model counts in its own way; Claude models up to 4.6 can. Without --model, BEDROCK_MODEL says " +
    `which, else ${DEFAULT_MODEL} counts.`,
  ],
  words: "[TEXT…]",
  options: [
    modelOption,
    fileOption,
    { name: "system", short: "s", value: "TEXT", text: "instructions before the prompt; @PATH reads a file" },
    {
      name: "input",
      value: "JSON",
      kind: "file",
      text: "AWS's document instead: {converse: …} or {invokeModel: {body}}",
    },
    jsonOptionRow,
  ],
  examples: [
    { line: "count-tokens -m claude-sonnet-4-5 < book.txt", text: "how long a text is for a model" },
    {
      line: "count-tokens -m claude-3-haiku --input file://request.json",
      text: "a whole request, as the AWS CLI takes it",
    },
    { line: 'count-tokens --emulator "How much wood?"', text: "without an account" },
  ],
  run: countTokens,
};

async function countTokens(room: Room): Promise<void> {
  const { args, signal } = room;
  // Counting is done by a model's own id; a profile's is refused
  const modelId = bareModelId(await room.modelId(DEFAULT_MODEL));
  const input = await jsonOption<CountTokensRequest>(room, "input") ?? await fromText(room);
  if (typeof input.invokeModel?.body === "string") {
    // As in the AWS CLI, bytes within JSON are base64
    input.invokeModel.body = base64Bytes(input.invokeModel.body, "input");
  }
  const runtime = await room.runtime();
  const { inputTokens } = await runtime.countTokens({ modelId, input }, { signal });
  if (args.flag("json")) await room.printJson({ modelId, inputTokens });
  else await room.printLines([String(inputTokens)]);
}

async function fromText(room: Room): Promise<CountTokensRequest> {
  const system = room.args.text("system");
  const text = await promptText(room).catch((error) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError("there is nothing to count, wanted words, --file, --input or something piped in");
  });
  return {
    converse: {
      messages: [{ role: "user", content: [{ text }] }],
      ...(system === undefined ? {} : { system: [{ text: String(await valueOf(room, system)) }] }),
    },
  };
}
