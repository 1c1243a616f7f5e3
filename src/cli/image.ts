/**
 * `image`: a description in, pictures in files out.
 *
 * @module
 */
import { UsageError } from "./arguments.ts";
import type { Command, Option } from "./command.ts";
import { fileOption, jsonOptionRow, modelOption } from "./common_options.ts";
import { readImage, reasonOf, withHome } from "./files.ts";
import { oneLine } from "./paint.ts";
import { withProgress } from "./progress.ts";
import { promptText } from "./prompt_text.ts";
import type { Room } from "./room.ts";

const DEFAULT_MODEL = "amazon.nova-canvas-v1:0";

/** Options that name a picture, and the member each becomes. */
const PICTURES: readonly [option: string, member: string, text: string][] = [
  ["image", "image", "a picture to vary, edit or follow"],
  ["mask", "mask", "which part of it is meant, as a picture of black and white"],
  ["style-image", "styleImage", "a picture whose style is followed"],
];

/** Options that hold a word, and the member each becomes. */
const WORDS: readonly [option: Option, member: string][] = [
  [{ name: "negative", value: "TEXT", text: "what is not to be seen" }, "negativePrompt"],
  [{ name: "size", value: "WxH", text: "pixels across and down, 1024x1024" }, "size"],
  [{ name: "aspect-ratio", value: "W:H", text: "the shape, 16:9" }, "aspectRatio"],
  [{ name: "mask-prompt", value: "TEXT", text: "which part of --image is meant, in words" }, "maskPrompt"],
  [{ name: "style", value: "NAME", text: "a style, by the family's name for it" }, "style"],
  [{
    name: "format",
    value: "WORD",
    choices: ["png", "jpeg", "webp"],
    text: "for the families that choose; all others, and these unless told, write PNG",
  }, "format"],
  [{ name: "quality", value: "WORD", text: "standard or premium" }, "quality"],
];

/** Options that hold a number, and the member each becomes. */
const NUMBERS: readonly [option: Option, member: string][] = [
  [{ name: "count", short: "n", value: "N", number: { from: 1, to: 10, whole: true }, text: "how many" }, "n"],
  [{ name: "seed", value: "N", number: { from: 0, whole: true }, text: "makes pictures repeatable" }, "seed"],
  [{ name: "strength", value: "N", number: { from: 0, to: 1 }, text: "how far to go from --image" }, "strength"],
  [{ name: "guidance", value: "N", number: { from: 0 }, text: "how closely to follow the words" }, "guidance"],
  [{ name: "steps", value: "N", number: { from: 1, whole: true }, text: "how many steps to take" }, "steps"],
];

/** The command. */
export const imageCommand: Command = {
  name: "image",
  group: "Ask models",
  summary: "draw pictures, as PNG files",
  description: [
    "Pictures are written to image.png, image-2.png and so on, never over a file that is there; --output names another file, " +
    "which is replaced, and - is standard output.",
    `Without --model, ${DEFAULT_MODEL} draws.`,
  ],
  words: "[TEXT…]",
  options: [
    modelOption,
    { name: "output", short: "o", value: "PATH", kind: "file", text: "where to; of several, the others get a number" },
    ...NUMBERS.map(([option]) => option),
    ...WORDS.map(([option]) => option),
    ...PICTURES.map(([name, , text]): Option => ({ name, value: "PATH", kind: "file", text })),
    { ...fileOption, text: "words from a file" },
    { ...jsonOptionRow, text: "print what was written as one JSON document" },
  ],
  examples: [
    { line: 'image "a red balloon over a harbour" --size 1024x1024', text: "writes image.png" },
    { line: 'image -n 3 --seed 7 -o balloon.png "a red balloon"', text: "balloon.png, balloon-2.png, balloon-3.png" },
    { line: 'image --emulator -o - "a red balloon" | feh -', text: "to a viewer, without an account" },
  ],
  run: image,
};

async function image(room: Room): Promise<void> {
  const { args, signal } = room;
  const input: Record<string, unknown> = {};
  for (const [{ name }, member] of WORDS) if (args.has(name)) input[member] = args.text(name);
  for (const [{ name }, member] of NUMBERS) if (args.has(name)) input[member] = args.number(name);
  for (const [name, member] of PICTURES) if (args.has(name)) input[member] = await readImage(room, args.text(name)!);
  // To vary or enlarge a picture needs no words
  const needsNoWords = args.has("image") && args.words.length === 0 && !args.has("file");
  if (!needsNoWords) input.prompt = await promptText(room);
  const modelId = args.has("model") ? await room.modelId() : DEFAULT_MODEL;
  const output = args.text("output");
  const n = args.number("count") ?? 1;
  if (output === "-" && n > 1) throw new UsageError("standard output takes one picture, --output PATH takes several");
  const runtime = await room.runtime();
  const label = n === 1 ? "drawing" : `drawing ${n} pictures`;
  const { images, failures } = await withProgress(
    room,
    label,
    runtime.generateImage({ modelId, ...input }, { signal }),
  );
  for (const { message } of failures) {
    await room.terminal.writeError(`bedrock: a picture is missing: ${oneLine(message)}\n`);
  }
  if (output === "-") return await room.terminal.write(images[0]!.bytes);

  const written = [];
  for (const [index, { bytes, mediaType, seed }] of images.entries()) {
    const path = await write(room, output, index, mediaType, bytes);
    written.push({ path, mediaType, bytes: bytes.length, ...(seed === undefined ? {} : { seed }) });
  }
  if (args.flag("json")) await room.printJson({ modelId, images: written });
  else await room.printLines(written.map(({ path }) => path));
}

/** Writes one picture. A file that the person named is replaced, any other is left alone. */
async function write(
  room: Room,
  output: string | undefined,
  index: number,
  mediaType: string,
  bytes: Uint8Array,
): Promise<string> {
  const [, stem, end] = /^(.*?)(\.\w+)?$/s.exec(output ?? `image.${mediaType.slice("image/".length)}`)!;
  for (let number = index + 1;; number++) {
    const path = `${stem}${number === 1 ? "" : `-${number}`}${end ?? ""}`;
    const isNamed = path === output;
    try {
      const sink = await room.terminal.create(withHome(room, path), !isNamed);
      await sink.write(bytes);
      sink.close();
      return path;
    } catch (cause) {
      if (!isNamed && (cause as Error).name === "AlreadyExists") continue;
      throw new Error(`Cannot write ${path}: ${reasonOf(cause)}`, { cause });
    }
  }
}
