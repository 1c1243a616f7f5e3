/**
 * Options that several commands share.
 *
 * @module
 */
import type { Option } from "./command.ts";
import { connectionOptions } from "./connection.ts";

/** What every command takes. */
export const sharedOptions: readonly Option[] = [
  ...connectionOptions,
  { name: "debug", text: "tell of each attempt, and all of an error; never of keys or prompts" },
  { name: "help", short: "h", text: "how the command is used" },
];

/** The model, by a short name. */
export const modelOption: Option = {
  name: "model",
  short: "m",
  aliases: ["model-id"],
  value: "MODEL",
  kind: "model",
  text: "an id, a profile, an ARN, or a short name such as nova-lite; else BEDROCK_MODEL",
};

/** The model, as the AWS CLI names it. */
export const modelIdOption: Option = {
  name: "model-id",
  short: "m",
  aliases: ["model"],
  value: "MODEL",
  kind: "model",
  text: "an id, a profile, an ARN, or a short name such as nova-lite",
};

/** The result as JSON. */
export const jsonOptionRow: Option = { name: "json", text: "print one JSON document" };

/** Files of text. */
export const fileOption: Option = {
  name: "file",
  short: "f",
  value: "PATH",
  kind: "file",
  repeats: true,
  text: "put a text file before the words; - is standard input",
};

/** Inference parameters, by the same names for every model. */
export const inferenceOptions: readonly Option[] = [
  { name: "system", short: "s", value: "TEXT", text: "instructions before the prompt; @PATH reads a file" },
  { name: "max-tokens", value: "N", number: { from: 1, whole: true }, text: "the most tokens to generate" },
  { name: "temperature", short: "t", value: "N", number: { from: 0, to: 2 }, text: "randomness" },
  {
    name: "top-p",
    value: "N",
    number: { from: 0, to: 1 },
    text: "the share of probability that tokens are chosen from",
  },
  {
    name: "top-k",
    value: "N",
    number: { from: 0, whole: true },
    text: "how many of the likeliest tokens are considered",
  },
  { name: "stop", value: "TEXT", repeats: true, text: "a text that ends the answer" },
];
