/**
 * `embed`: texts and pictures in, vectors out.
 *
 * @module
 */
import type { EmbeddingInput } from "../models/embedding_adapter.ts";
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { fileOption, jsonOptionRow, modelOption } from "./common_options.ts";
import { readImage, readText } from "./files.ts";
import { withProgress } from "./progress.ts";
import type { Room } from "./room.ts";

const DEFAULT_MODEL = "amazon.titan-embed-text-v2:0";

/** The command. */
export const embedCommand: Command = {
  name: "embed",
  group: "Ask models",
  summary: "turn texts and pictures into vectors",
  description: [
    "Each word is a text, each --file one, each line that is piped in one. Quote what has spaces.",
    `A vector is a line of JSON, in the order of the texts; on a terminal it is cut. Without --model, ${DEFAULT_MODEL} is asked.`,
  ],
  words: "[TEXT…]",
  options: [
    modelOption,
    { ...fileOption, text: "a text from a file" },
    { name: "image", short: "i", value: "PATH", kind: "file", repeats: true, text: "a picture" },
    {
      name: "dimensions",
      short: "d",
      value: "N",
      number: { from: 1, whole: true },
      text: "how many numbers a vector has",
    },
    { name: "normalize", negatable: true, text: "scale vectors to length 1, or with --no-normalize do not" },
    { name: "purpose", value: "WORD", text: "what they are for: document, query, classification, clustering" },
    { name: "truncate", value: "END", choices: ["start", "end", "none"], text: "which end of a long text is cut" },
    jsonOptionRow,
  ],
  examples: [
    { line: 'embed "black hole" "event horizon"', text: "two vectors" },
    { line: "embed -d 256 --json < titles.txt > vectors.json", text: "one for each line, in one document" },
    { line: "embed -m titan-embed-image-v1 -i cat.png --emulator", text: "a picture's, without an account" },
  ],
  run: embed,
};

/** How many numbers a terminal shows of a vector. */
const SHOWN = 6;

async function embed(room: Room): Promise<void> {
  const { args, signal, terminal } = room;
  const inputs = await inputsOf(room);
  const parameters = {
    dimensions: args.number("dimensions"),
    normalize: args.flag("normalize"),
    purpose: args.text("purpose"),
    truncate: args.text("truncate") as "start" | "end" | "none" | undefined,
  };
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
  // BEDROCK_MODEL names a model that answers, which is none that embeds
  const modelId = args.has("model") ? await room.modelId() : DEFAULT_MODEL;
  const runtime = await room.runtime();
  const label = inputs.length === 1 ? "embedding" : `embedding ${inputs.length} inputs`;
  const { vectors, usage } = await withProgress(
    room,
    label,
    runtime.embed({ modelId, input: inputs, ...given }, { signal }),
  );
  if (args.flag("json")) {
    return await room.printJson({ modelId, vectors: vectors.map((vector) => numbersOf(vector)), usage });
  }
  const lines = vectors.map((vector) => {
    if (!terminal.isTerminal.stdout || vector.length <= SHOWN) return JSON.stringify(numbersOf(vector));
    const head = numbersOf(vector.subarray(0, SHOWN)).join(", ");
    return `[${head}, … ${room.paint.dim(`${vector.length} numbers`)}]`;
  });
  await room.printLines(lines);
}

async function inputsOf(room: Room): Promise<EmbeddingInput[]> {
  const { args, terminal } = room;
  const inputs: EmbeddingInput[] = args.words.filter((word) => word !== "-");
  const files = args.list("file");
  const images = args.list("image");
  for (const path of files) inputs.push(await readText(room, path));
  for (const path of images) inputs.push(await readImage(room, path));
  const isPiped = !terminal.isTerminal.stdin && ![...files, ...images].includes("-");
  if (isPiped || args.words.includes("-")) {
    inputs.push(...(await readText(room, "-")).split(/\r?\n/).filter((line) => line.trim() !== ""));
  }
  if (inputs.length === 0) {
    throw new UsageError("there is nothing to embed, wanted texts, --file, --image or lines piped in");
  }
  return inputs;
}

/** The shortest decimals that name the same 32-bit numbers: half the digits of the doubles they would become. */
function numbersOf(vector: Float32Array): number[] {
  return Array.from(vector, (value) => {
    for (let digits = 6; digits < 9; digits++) {
      const short = Number(value.toPrecision(digits));
      if (Math.fround(short) === value) return short;
    }
    return value;
  });
}
