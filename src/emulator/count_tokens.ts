/**
 * CountTokens: the body of a call that is not made in, the tokens that reading it would cost out.
 *
 * @module
 */
import { type Call, jsonReply, readDocument, readModelBody } from "./call.ts";
import { claudeTraits } from "./claude_traits.ts";
import { readConverse } from "./converse_read.ts";
import { COUNT_CONVERSE_RULES } from "./converse_rules.ts";
import { countInput } from "./input_tokens.ts";
import { questionOf } from "./invoke.ts";
import { type MeantModel, meantModel } from "./model_id.ts";
import { isObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { checkBody } from "./rules.ts";

/** Answers `POST /model/{modelId}/count-tokens`. */
export function countTokensOf(call: Call): Response {
  const model = meantModel(call.labels.modelId!, call.world.aliases);
  demandCounting(model);
  const { input } = readDocument(call);
  const given = isObject(input) ? Object.keys(input) : [];
  if (!isObject(input) || given.length !== 1) {
    throw invalid("The member input must have exactly one of invokeModel and converse.");
  }
  if (isObject(input.converse)) {
    checkBody(input.converse, COUNT_CONVERSE_RULES);
    return jsonReply(call, { inputTokens: countInput(readConverse(input.converse, model.row!.id)).total });
  }
  if (!isObject(input.invokeModel)) {
    throw invalid("The member input must have exactly one of invokeModel and converse.");
  }
  const body = readModelBody(readBase64(input.invokeModel.body, "input.invokeModel.body"));
  return jsonReply(call, { inputTokens: countInput(questionOf(model, body)).total });
}

/** Claude models that have an id in the region count; profiles, the newest Claudes and all others do not. */
function demandCounting(model: MeantModel): void {
  const counts = model.family === "anthropic-messages" && claudeTraits(model.row?.id ?? "").generation < 4.7;
  if (!counts) throw invalid("The provided model doesn't support counting tokens.");
  if (model.by === "profile") {
    throw invalid(
      "The provided model identifier is invalid: tokens are counted by the model's own id, not by an inference profile's.",
    );
  }
}
