/**
 * A Worker for the tests: the gateway in front of the emulator, both in one isolate.
 *
 * @module
 */
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { createHandler, type Handler } from "../../src/gateway/handler.ts";

let cancelled = 0;
let handler: Handler | undefined;

function gateway(): Handler {
  const fetch = createEmulator({ pace: 10, onCancel: () => void cancelled++ });
  const runtime = new BedrockRuntime({ region: "us-east-1", credentials: emulatorCredentials, fetch });
  // Shorter than the emulator's pace, so that a stream is quiet more than once.
  return createHandler({ runtime, keys: ["worker-key"], heartbeatMs: 5 });
}

const worker = {
  async fetch(request: Request): Promise<Response> {
    if (request.url.endsWith("/cancelled")) return Response.json(cancelled);
    return await (handler ??= gateway())(request);
  },
};
export default worker;
