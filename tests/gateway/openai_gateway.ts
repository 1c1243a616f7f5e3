/**
 * A gateway with the emulator behind it, on loopback, for the tests that ask other people's clients.
 *
 * @module
 */
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { createEmulator, emulatorCredentials, type EmulatorOptions } from "../../src/emulator/emulator.ts";
import { createHandler } from "../../src/gateway/handler.ts";

/** What {@linkcode withGateway} hands to a test. */
export interface LoopbackGateway {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** The bodies that went to Bedrock, newest last. */
  sent: Record<string, unknown>[];
}

/** How the far end behaves. */
export interface FarEnd extends EmulatorOptions {
  /** Stands for the emulator. */
  fetch?: typeof fetch;
}

/** Serves a gateway while a test runs. */
export async function withGateway(
  use: (gateway: LoopbackGateway) => Promise<void>,
  { fetch, ...options }: FarEnd = {},
): Promise<void> {
  const sent: Record<string, unknown>[] = [];
  const far = fetch ?? createEmulator(options);
  const runtime = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    maxAttempts: 1,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push(await request.clone().json());
      return await far(request);
    },
  });
  const handler = createHandler({ runtime, anonymous: true });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => handler(request));
  try {
    await use({ url: `http://127.0.0.1:${server.addr.port}`, sent });
  } finally {
    await server.shutdown();
  }
}
