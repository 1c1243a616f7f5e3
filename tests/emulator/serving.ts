/**
 * Options in; an emulator on a loopback port out, with a client of AWS's that talks to it.
 *
 * @module
 */
import { createEmulator, emulatorCredentials, type EmulatorOptions } from "../../src/emulator/emulator.ts";
import { bedrockRuntimeClient, nodeHttpHandler } from "../clients.ts";

/** AWS's package. */
type Sdk = Awaited<ReturnType<typeof bedrockRuntimeClient>>;

/** An emulator that listens. */
export interface Served extends AsyncDisposable {
  /** Where. */
  url: string;
}

/** Serves an emulator on loopback. */
export function serve(options: EmulatorOptions = {}): Served {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, createEmulator(options));
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose](): Promise<void> {
      await server.shutdown();
    },
  };
}

/** Makes AWS's own client for a served emulator; `headers` are added to each request before it is signed. Its own choice is HTTP/2. */
export async function sdkClient(
  url: string,
  headers: Record<string, string> = {},
  credentials = emulatorCredentials,
  isOverHttp2 = false,
): Promise<{ sdk: Sdk; client: InstanceType<Sdk["BedrockRuntimeClient"]> }> {
  const sdk = await bedrockRuntimeClient();
  const { NodeHttpHandler } = await nodeHttpHandler();
  const client = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: url,
    credentials: { ...credentials },
    ...(isOverHttp2 ? {} : { requestHandler: new NodeHttpHandler() }),
    maxAttempts: 1,
  });
  client.middlewareStack.add((next) => (args) => {
    Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
    return next(args);
  }, { step: "build" });
  return { sdk, client };
}
