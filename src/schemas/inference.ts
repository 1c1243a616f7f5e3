/**
 * Limits in, fields out: the inference parameters that most text families have, each under its own name but with one
 * meaning, and the member that every text family takes for guardrails.
 *
 * @module
 */
import type { LengthLimits, NumberLimits } from "./english.ts";
import type { Field } from "./field.ts";
import { either, list } from "./structures.ts";
import { integer, number, text, type ValueOptions } from "./values.ts";

/** What a parameter's limits may be. */
type Limits = NumberLimits & ValueOptions<number>;

/** How freely tokens are chosen. */
export function temperature(limits: Limits): Field<number> {
  return number("How freely the next token is chosen: low is steady, high is varied.", limits);
}

/** The share of probability that tokens come from. */
export function topP(limits: Limits): Field<number> {
  return number(
    "The share of probability mass that the next token is chosen from; smaller keeps to likelier tokens.",
    limits,
  );
}

/** How many tokens are considered. */
export function topK(limits: Limits): Field<number> {
  return integer("How many of the likeliest tokens are considered for the next one.", limits);
}

/** How long the answer may get. */
export function maxTokens(limits: Limits): Field<number> {
  return integer("The most tokens to generate; the answer is cut there.", limits);
}

/** What ends the answer. */
export function stopTexts(limits: LengthLimits = {}): Field<string[]> {
  return list(
    "Texts that end the answer when they appear; they are not part of it.",
    text("A text that ends the answer."),
    limits,
  );
}

/** What ends the answer, one text or several. */
export function stopTextOrTexts(limits: LengthLimits = {}): Field<string | string[]> {
  return either(
    "One text, or several, that end the answer when they appear.",
    text("A text that ends the answer."),
    stopTexts(limits),
  );
}

/** What makes a result repeatable. */
export function seed(limits: Limits = {}): Field<number> {
  return integer(
    "The start of the random numbers: the same seed and parameters give the same result, as far as the model can.",
    limits,
  );
}

/** A penalty on tokens that were there. */
export function presencePenalty(limits: Limits = {}): Field<number> {
  return number("How much tokens that already appeared are avoided.", limits);
}

/** A penalty on tokens that were there often. */
export function frequencyPenalty(limits: Limits = {}): Field<number> {
  return number("How much tokens are avoided the more often they appeared.", limits);
}
