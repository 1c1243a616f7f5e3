/**
 * `invoke`: a model's own body in, its own answer out, by the AWS CLI's argument names.
 *
 * @module
 */
import type { InvokeModelInput, InvokeModelOutput } from "../client/invoke.ts";
import { openOutput, outfile, streamOption, VALUES_HELP, writeLines } from "./aws_options.ts";
import type { Command } from "./command.ts";
import { modelIdOption } from "./common_options.ts";
import { base64Bytes, jsonOption, valueOf } from "./files.ts";
import { withProgress } from "./progress.ts";
import type { Room } from "./room.ts";

/** The command. */
export const invokeCommand: Command = {
  name: "invoke",
  aliases: ["invoke-model"],
  group: "Speak AWS",
  summary: "send a model's own body, as `aws bedrock-runtime invoke-model` does",
  description: [
    VALUES_HELP,
    "With an output file, the body is written there and what the headers tell to standard output; else the body is.",
  ],
  words: "[OUTFILE]",
  maxWords: 1,
  wordKind: "file",
  options: [
    modelIdOption,
    { name: "body", short: "b", value: "BODY", kind: "file", text: "the model's own body" },
    { name: "content-type", value: "TYPE", text: "the media type of the body; application/json unless it is given" },
    { name: "accept", value: "TYPE", text: "the media type wanted back" },
    { name: "trace", value: "MODE", choices: ["ENABLED", "DISABLED", "ENABLED_FULL"], text: "what the guardrail did" },
    { name: "guardrail-identifier", value: "ID", text: "the guardrail" },
    { name: "guardrail-version", value: "VERSION", text: "its version, or DRAFT" },
    {
      name: "performance-config-latency",
      value: "MODE",
      choices: ["standard", "optimized"],
      text: "the latency paid for",
    },
    {
      name: "service-tier",
      value: "TIER",
      choices: ["priority", "default", "flex", "reserved"],
      text: "the service tier paid for",
    },
    { name: "request-metadata", value: "JSON", text: "names and values for the invocation log" },
    {
      name: "cli-binary-format",
      value: "FORMAT",
      choices: ["raw-in-base64-out", "base64"],
      text: "what --body and file:// hold: the body as it is, unless this says base64",
    },
    streamOption,
  ],
  examples: [
    {
      line: `invoke --model-id amazon.titan-text-express-v1 --body '{"inputText":"Name three moons"}'`,
      text: "the answer on standard output",
    },
    { line: "invoke --model-id nova-lite --body file://body.json answer.json", text: "from a file, to a file" },
    {
      line:
        `invoke --emulator --stream --model-id anthropic.claude-v2 --body '{"prompt":"\\n\\nHuman: Hi\\n\\nAssistant:","max_tokens_to_sample":50}'`,
      text: "chunk by chunk, without an account",
    },
  ],
  run: invoke,
};

async function invoke(room: Room): Promise<void> {
  const { args, signal } = room;
  const path = outfile(room);
  const body = await bodyOf(room);
  const metadata = await jsonOption<Record<string, string>>(room, "request-metadata");
  const members = {
    body,
    contentType: args.text("content-type"),
    accept: args.text("accept"),
    trace: args.text("trace"),
    guardrailIdentifier: args.text("guardrail-identifier"),
    guardrailVersion: args.text("guardrail-version"),
    performanceConfigLatency: args.text("performance-config-latency"),
    serviceTier: args.text("service-tier"),
    requestMetadata: metadata,
  };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  const input: InvokeModelInput = { modelId: await room.modelId(), ...given };
  const runtime = await room.runtime();
  if (args.flag("stream")) {
    const stream = await withProgress(
      room,
      "waiting for the model",
      runtime.invokeModelWithResponseStream(input, { signal }),
    );
    return await writeLines(await openOutput(room, path), stream, JSON.stringify);
  }
  const output = await withProgress(room, "waiting for the model", runtime.invokeModel(input, { signal }));
  const sink = await openOutput(room, path);
  // As it came; on a terminal, text that cannot do harm
  const isShown = room.terminal.isTerminal.stdout && (path === undefined || path === "-");
  await sink.write(isShown ? `${output.text()}\n` : output.body);
  sink.close();
  if (path !== undefined && path !== "-") await room.printJson(headersOf(output));
}

async function bodyOf(room: Room): Promise<string | Uint8Array | undefined> {
  const typed = room.args.text("body");
  if (typed === undefined) return undefined;
  const value = await valueOf(room, typed);
  const isBase64 = room.args.text("cli-binary-format") === "base64";
  return isBase64 && typeof value === "string" ? base64Bytes(value, "body") : value;
}

/** What came beside the body. */
function headersOf(output: InvokeModelOutput): object {
  return Object.fromEntries(
    Object.entries(output).filter(([name, value]) => name !== "body" && typeof value !== "function"),
  );
}
