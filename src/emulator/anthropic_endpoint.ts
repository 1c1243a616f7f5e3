/**
 * Bedrock's own Anthropic endpoint: a Messages body with model and stream in it in, a message or its server-sent events out.
 *
 * @module
 */
import { answerQuestion } from "./answering.ts";
import { type Call, jsonReply, readModelBody } from "./call.ts";
import { claudeTraits } from "./claude_traits.ts";
import { type MeantModel, meantModel } from "./model_id.ts";
import { invalid, Refusal } from "./refusal.ts";
import { checkBody } from "./rules.ts";
import type { ShapeContext } from "./shape.ts";
import { anthropicMessages } from "./shape_anthropic_messages.ts";
import { rulesOf } from "./shapes.ts";
import { sseReply } from "./sse_road.ts";

const VERSION = "bedrock-2023-05-31";

/** Answers `POST /anthropic/v1/messages`. */
export function messages(call: Call): Response {
  const { model: named, stream, ...rest } = readModelBody(call.body);
  if (stream !== undefined && typeof stream !== "boolean") throw invalid("stream: Input should be a valid boolean");
  const model = servedModel(call, named);
  // Here the version is a header of Anthropic's own; the body's rules want the one of Invoke.
  const body = { anthropic_version: VERSION, ...rest };
  checkBody(body, rulesOf("anthropic-messages"));
  const context: ShapeContext = {
    modelId: String(named),
    model,
    requestId: call.requestId,
    created: Math.floor(call.world.now() / 1000),
    metrics: {},
  };
  const { answer } = answerQuestion(call, anthropicMessages.read(body, model), model);
  call.answerHeaders.set("request-id", call.requestId);
  if (stream !== true) return jsonReply(call, anthropicMessages.whole(answer, context, body));
  function* events(): Generator<{ event: string; data: unknown }> {
    for (const data of anthropicMessages.chunks(answer, context, body)) {
      yield { event: (data as { type: string }).type, data };
    }
  }
  return sseReply(call, "anthropic", events());
}

/** Claude from 4.7 on, and Haiku 4.5, by an inference profile's id. */
function servedModel(call: Call, named: unknown): string {
  if (typeof named !== "string" || named === "") throw invalid("model: Field required");
  let model: MeantModel;
  try {
    model = meantModel(named, call.world.aliases);
  } catch {
    throw new Refusal("ResourceNotFoundException", `model: ${named}`);
  }
  const { generation, kind } = claudeTraits(model.row?.id ?? "");
  const served = model.family === "anthropic-messages" &&
    (generation >= 4.7 || (generation === 4.5 && kind === "haiku"));
  if (!served || model.by === "id") throw new Refusal("ResourceNotFoundException", `model: ${named}`);
  return model.row!.id;
}
