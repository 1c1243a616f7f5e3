/**
 * `prompt`: one question in, one answer out, on the terminal as it comes.
 *
 * @module
 */
import type { PromptChunk, PromptInput, PromptOutput } from "../client/prompt.ts";
import type { PromptUsage } from "../models/text_adapter.ts";
import type { Command } from "./command.ts";
import { fileOption, inferenceOptions, jsonOptionRow, modelOption } from "./common_options.ts";
import { readImage } from "./files.ts";
import { showProgress, withProgress } from "./progress.ts";
import { inferenceParameters, promptText } from "./prompt_text.ts";
import type { Room } from "./room.ts";

/** The model that answers when nobody names one: cheap, quick, and without a form to fill in. */
export const DEFAULT_MODEL = "amazon.nova-lite-v1:0";

/** The command. */
export const promptCommand: Command = {
  name: "prompt",
  group: "Ask models",
  summary: "ask a model, and see the answer as it comes",
  description: [
    "The prompt is made of --file texts, of what is piped in, and of the words, in this order. What is piped in is read to its " +
    "end: a program that starts this one closes its standard input, or gives < /dev/null.",
    `Without --model, BEDROCK_MODEL says which, else ${DEFAULT_MODEL} answers.`,
  ],
  words: "[TEXT…]",
  options: [
    modelOption,
    ...inferenceOptions,
    fileOption,
    { name: "image", short: "i", value: "PATH", kind: "file", repeats: true, text: "show the model a picture" },
    jsonOptionRow,
    { name: "raw", text: "print the model's own answer, as JSON" },
    { name: "stream", negatable: true, text: "print the answer as it comes; --no-stream waits for all of it" },
    { name: "usage", short: "u", text: "say on standard error what it took" },
    { name: "family", value: "NAME", text: "the family whose body the model speaks, when its ARN does not tell" },
    { name: "via", value: "ROAD", choices: ["invoke", "converse"], text: "the model's own body, or Converse" },
  ],
  examples: [
    { line: 'prompt "Explain black holes to 8th graders"', text: "an answer on the terminal" },
    {
      line: 'git diff | bedrock prompt -m claude-sonnet-4-5 "Write a commit message"',
      text: "what is piped in comes first",
    },
    {
      line: 'prompt -f notes.md -s "You are terse" --max-tokens 200 "Sum this up"',
      text: "a file, instructions, a limit",
    },
    {
      line: 'prompt -i chart.png "What does this show?" --json | jq -r .text',
      text: "a picture; a result for programs",
    },
    { line: 'prompt --emulator "Say hello"', text: "without an account" },
  ],
  run: prompt,
};

async function prompt(room: Room): Promise<void> {
  const { args, signal } = room;
  const images = [];
  for (const path of args.list("image")) images.push(await readImage(room, path));
  const input: PromptInput = {
    modelId: await room.modelId(DEFAULT_MODEL),
    prompt: await promptText(room),
    ...await inferenceParameters(room),
    ...(images.length > 0 ? { images } : {}),
    ...(args.has("family") ? { family: args.text("family") as PromptInput["family"] } : {}),
    ...(args.has("via") ? { via: args.text("via") as PromptInput["via"] } : {}),
  };
  const runtime = await room.runtime();
  const isWhole = args.flag("json") || args.flag("raw") || args.flag("stream") === false;
  if (!isWhole) return await streamed(room, await thinking(room, runtime.promptStream(input, { signal })));

  const output = await thinking(room, runtime.prompt(input, { signal }));
  const { text, stopReason, usage, raw, requestId } = output;
  if (args.flag("raw")) await room.printJson(raw);
  else if (args.flag("json")) await room.printJson({ modelId: input.modelId, text, stopReason, usage, requestId });
  else await room.print(text.endsWith("\n") ? text : `${text}\n`);
  await remarks(room, output);
}

function thinking<T>(room: Room, task: Promise<T>): Promise<T> {
  return withProgress(room, "waiting for the model", task);
}

async function streamed(room: Room, stream: AsyncIterable<PromptChunk> & { requestId?: string }): Promise<void> {
  const stop = showProgress(room, () => "waiting for the model");
  let last = "";
  let end: PromptChunk | undefined;
  try {
    for await (const chunk of stream) {
      if (chunk.text !== "") {
        await stop();
        await room.print(last = chunk.text);
      }
      if (chunk.usage !== undefined) end = chunk;
    }
  } finally {
    await stop();
    // What comes next, a shell's prompt or an error, begins on a line of its own
    if (last !== "" && !last.endsWith("\n")) await room.print("\n");
  }
  await remarks(room, { ...end, requestId: stream.requestId });
}

/** What a stop reason means for who reads the answer; the usual ones mean nothing. */
const CUTS: Record<string, string> = {
  max_tokens: "the answer was cut at the token limit, --max-tokens raises it",
  model_context_window_exceeded: "the answer was cut: the model's context is full",
  guardrail_intervened: "a guardrail changed the answer",
  content_filtered: "the answer was filtered",
};

/**
 * Says what a reader of an answer should know: that it was cut, and, when asked, what it took.
 *
 * @param room The command's room.
 * @param output The answer.
 */
export async function remarks(
  room: Room,
  { stopReason, usage, requestId }: Pick<Partial<PromptOutput>, "stopReason" | "usage" | "requestId">,
): Promise<void> {
  const cut = CUTS[stopReason ?? ""];
  if (cut !== undefined) await room.terminal.writeError(`bedrock: ${cut}\n`);
  if (room.args.flag("usage")) {
    await room.say([usageLine(usage), requestId && `request id ${requestId}`].filter(Boolean).join(", "));
  }
}

/**
 * Puts token counts into words.
 *
 * @param usage The counts.
 * @returns The words.
 */
export function usageLine(usage: PromptUsage = {}): string {
  const { inputTokens, outputTokens, cacheReadInputTokens } = usage;
  const cached = cacheReadInputTokens ? ` (${cacheReadInputTokens} more from the cache)` : "";
  return `${inputTokens ?? "?"} tokens read${cached}, ${outputTokens ?? "?"} written`;
}
