/**
 * The client's promises about a model that listens while it speaks, for every runtime: by `fetch` or by WebSocket.
 *
 * @module
 */
import { BedrockError } from "../mod.ts";
import type { AmazonNovaSonicRequest } from "../src/models/amazon_nova_sonic.ts";
import { closing, opening, said, SONIC } from "./client/talking.ts";
import type { Check } from "./conformance.ts";
import { clientOf, thrownBy } from "./conformance_client.ts";
import { assert, assertEquals, assertInstanceOf } from "./deps.ts";

type Transport = "fetch" | "websocket";

/** What a runtime cannot do is to be told soon. */
const timeouts = { firstByte: 5000, idle: 5000 };

/** The `fetch` of browsers reads only once all is sent. */
const inBrowser = "document" in globalThis;

/** Asks twice: the second time once the first is answered. */
async function talk(endpoint: string, transport: Transport): Promise<void> {
  let hear!: () => void;
  const heard = new Promise<void>((resolve) => hear = resolve);
  async function* conversation(): AsyncGenerator<AmazonNovaSonicRequest> {
    yield* [...opening(false), ...said("Say hello", "t")];
    await heard;
    yield* [...said("Say hello", "t"), ...closing()];
  }
  let answers = 0;
  const options = { transport, timeouts };
  const input = { modelId: SONIC, body: conversation() } as const;
  for await (const { event } of await clientOf({ endpoint }).invokeModelWithBidirectionalStream(input, options)) {
    if (!event.usageEvent) continue;
    answers++;
    hear();
  }
  assertEquals(answers, 2);
}

/** What a call with events is held to. */
export const bidirectionalChecks: readonly Check[] = [
  {
    name:
      "invokeModelWithBidirectionalStream() hears while it speaks, by fetch; in a browser, whose fetch cannot, it fails",
    async run({ endpoint }): Promise<void> {
      if (!inBrowser) return await talk(endpoint, "fetch");
      assertInstanceOf(await thrownBy(() => talk(endpoint, "fetch")), BedrockError);
    },
  },
  {
    name: "invokeModelWithBidirectionalStream() hears while it speaks, by WebSocket; where there is none, it says so",
    async run({ endpoint }): Promise<void> {
      if ("WebSocket" in globalThis) return await talk(endpoint, "websocket");
      assertInstanceOf(await thrownBy(() => talk(endpoint, "websocket")), TypeError);
    },
  },
  {
    name: "leaving a bidirectional stream reaches the far end, however silent the caller is",
    async run({ endpoint, left }): Promise<void> {
      // There is no such stream in a browser: see above
      if (inBrowser) return;
      async function* silent(): AsyncGenerator<AmazonNovaSonicRequest> {
        yield* [...opening(false), ...said("Say hello", "t")];
        await new Promise(() => {});
      }
      const input = { modelId: SONIC, body: silent() } as const;
      const stream = await clientOf({ endpoint }).invokeModelWithBidirectionalStream(input, { timeouts });
      for await (const _event of stream) break;
      assert(await left(stream.requestId), "the far end was not told");
    },
  },
];
