/**
 * `converse`: AWS's document of a conversation in, AWS's document of the answer out, by the AWS CLI's argument names.
 *
 * @module
 */
import { toWire } from "../client/request.ts";
import type { ConverseInput, ConverseOutput, ConverseStreamEvent } from "../models/converse.ts";
import { UsageError } from "./arguments.ts";
import { openOutput, outfile, streamOption, VALUES_HELP, writeLines } from "./aws_options.ts";
import type { Command, Option } from "./command.ts";
import { modelIdOption } from "./common_options.ts";
import { jsonOption } from "./files.ts";
import { withProgress } from "./progress.ts";
import type { Room } from "./room.ts";

/** Each option of the AWS CLI, the member it becomes, and what it is for. */
const MEMBERS: readonly [option: string, member: keyof ConverseInput, text: string][] = [
  ["messages", "messages", "the conversation so far"],
  ["system", "system", "instructions, before the conversation"],
  ["inference-config", "inferenceConfig", "maxTokens, temperature, topP, stopSequences"],
  ["tool-config", "toolConfig", "the tools that the model may call"],
  ["guardrail-config", "guardrailConfig", "the guardrail that checks what goes in and comes out"],
  ["additional-model-request-fields", "additionalModelRequestFields", "the model's own parameters"],
  ["prompt-variables", "promptVariables", "what a prompt's variables stand for"],
  [
    "additional-model-response-field-paths",
    "additionalModelResponseFieldPaths",
    "members wanted of the model's own answer",
  ],
  ["request-metadata", "requestMetadata", "labels for the invocation log"],
  ["performance-config", "performanceConfig", "whether latency matters"],
  ["service-tier", "serviceTier", "which tier serves the request"],
  ["output-config", "outputConfig", "the form of the answer"],
];

/** The command. */
export const converseCommand: Command = {
  name: "converse",
  group: "Speak AWS",
  summary: "send a conversation, as `aws bedrock-runtime converse` does",
  description: [VALUES_HELP, "Bytes, of pictures and documents, are base64 in JSON, both ways."],
  words: "[OUTFILE]",
  maxWords: 1,
  wordKind: "file",
  options: [
    modelIdOption,
    ...MEMBERS.map(([name, , text]): Option => ({ name, value: "JSON", kind: "file", text })),
    { name: "cli-input-json", value: "JSON", kind: "file", text: "the whole input; options go before its members" },
    streamOption,
    { name: "text", text: "print the answer's text only" },
  ],
  examples: [
    {
      line: `converse --model-id nova-lite --messages '[{"role":"user","content":[{"text":"Say hello"}]}]'`,
      text: "AWS's document back",
    },
    {
      line:
        "converse --model-id nova-lite --messages role=user,content=[{text=Hi}] --inference-config maxTokens=50 --text",
      text: "shorthand, and nothing but the words",
    },
    {
      line:
        "converse --emulator --stream --model-id nova-lite --messages file://messages.json --tool-config file://tools.json",
      text: "event by event, without an account",
    },
  ],
  run: converse,
};

async function converse(room: Room): Promise<void> {
  const { args, signal } = room;
  const path = outfile(room);
  const input = await inputOf(room);
  const runtime = await room.runtime();
  const isText = args.flag("text") === true;
  if (args.flag("stream")) {
    const stream = await withProgress(room, "waiting for the model", runtime.converseStream(input, { signal }));
    const sink = await openOutput(room, path);
    if (!isText) return await writeLines(sink, stream, (event) => JSON.stringify(toWire(event, "document")));
    for await (const event of stream) await sink.write(textOfEvent(event));
    await sink.write("\n");
    return sink.close();
  }
  const output = await withProgress(room, "waiting for the model", runtime.converse(input, { signal }));
  const sink = await openOutput(room, path);
  await sink.write(`${isText ? textOf(output) : JSON.stringify(toWire(output, "document"), null, 2)}\n`);
  sink.close();
}

async function inputOf(room: Room): Promise<ConverseInput> {
  const whole = await jsonOption<Partial<ConverseInput>>(room, "cli-input-json") ?? {};
  const members: Record<string, unknown> = { ...whole };
  for (const [option, member] of MEMBERS) {
    const value = await jsonOption<unknown>(room, option);
    if (value !== undefined) members[member] = LISTS.has(member) && !Array.isArray(value) ? [value] : value;
  }
  const isNamed = room.args.has("model-id") || whole.modelId === undefined;
  const modelId = isNamed ? await room.modelId() : whole.modelId!;
  if (members.messages === undefined && !/:prompt\//.test(modelId)) throw new UsageError("--messages is missing");
  return { ...members, modelId };
}

/** Members that are lists: shorthand for one item is one. */
const LISTS: ReadonlySet<string> = new Set(["messages", "system", "additionalModelResponseFieldPaths"]);

function textOf({ output }: ConverseOutput): string {
  return (output?.message?.content ?? []).map((block) => block.text ?? "").join("");
}

/**
 * Takes the text out of an event.
 *
 * @param event The event.
 * @returns The text that it adds, often empty.
 */
export function textOfEvent(event: ConverseStreamEvent): string {
  return event.contentBlockDelta?.delta?.text ?? "";
}
