/**
 * InvokeModelWithBidirectionalStream: signed events in, a session's events out, each as soon as it is asked for.
 *
 * @module
 */
import type { EventChainSeed } from "./auth.ts";
import { type Call, streamReply } from "./call.ts";
import { chunkFrame, exceptionFrame } from "./frame_writer.ts";
import { meantModel } from "./model_id.ts";
import { invalid, Refusal } from "./refusal.ts";
import { type BodyPieces, readSignedEvents } from "./signed_events.ts";
import { SonicSession } from "./sonic.ts";

/** Answers `POST /model/{modelId}/invoke-with-bidirectional-stream`. */
export function invokeModelWithBidirectionalStream(call: Call): Response {
  const { family } = meantModel(call.labels.modelId!, call.world.aliases);
  if (family !== "amazon-nova-sonic") {
    throw invalid("The model is unsupported for bidirectional streaming. Try the InvokeModel or Converse operation.");
  }
  const { body, seed } = call.events!;
  if (!body) throw invalid("The request has no body, wanted a stream of signed events.");
  const pieces = body.getReader();
  const session = new SonicSession(call.requestId);
  const frames = sessionFrames(session, pieces, seed!, call.world.now, call.sending.onCancel);
  // What a caller sends behind the end of the answer is nobody's to read, and its sender may be gone
  const onEnd = (reason: unknown): void => void pieces.cancel(reason).catch(() => {});
  return streamReply({ ...call, sending: { ...call.sending, onEnd } }, frames, {
    "x-amzn-bedrock-content-type": "application/json",
  });
}

/**
 * Speaks with a caller: reads an event when the answers to those before were taken.
 *
 * @param session The session.
 * @param pieces The request's body.
 * @param seed What its chain of signatures begins with.
 * @param now The time.
 * @param onGone Told when the caller breaks off.
 */
export async function* sessionFrames(
  session: SonicSession,
  pieces: BodyPieces,
  seed: EventChainSeed,
  now: () => number,
  onGone?: (reason: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const event of readSignedEvents(pieces, seed, now)) {
      for (const answer of session.hear(event)) yield chunkFrame(answer);
    }
    session.leave();
  } catch (error) {
    if (!(error instanceof Refusal)) {
      onGone?.(error);
      throw error;
    }
    yield exceptionFrame(error.code.charAt(0).toLowerCase() + error.code.slice(1), error.message);
  }
}
