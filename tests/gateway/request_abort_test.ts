/** Who leaves: on every road the call upstream ends while there is no answer, and nobody listens any more once there is one. */
import { assertEquals } from "../deps.ts";
import { CHAT, createBench, OPTIONS, QUESTION, settle } from "./far_end.ts";

const CLAUDE = { ...CHAT, model: "anthropic.claude-3-haiku-20240307-v1:0", max_tokens: 9 };
const TITAN = { model: "amazon.titan-embed-text-v2:0" };
/** What is handed on unread is still ended by its request's signal, as long as it lasts: one listens there. */
const ROADS: Record<string, [path: string, body: object, calls: number, listens?: 1]> = {
  "a chat by Converse": ["/v1/chat/completions", CHAT, 1],
  "a stream of it": ["/v1/chat/completions", { ...CHAT, stream: true }, 1],
  "a message by Invoke": ["/v1/messages", CLAUDE, 1],
  "a stream of it, too": ["/v1/messages", { ...CLAUDE, stream: true }, 1],
  "a batch of embeddings": ["/v1/embeddings", { ...TITAN, input: ["a", "b", "c"] }, 3],
  "Converse itself": ["/model/amazon.nova-lite-v1:0/converse", QUESTION, 1, 1],
  "ConverseStream itself": ["/model/amazon.nova-lite-v1:0/converse-stream", QUESTION, 1],
  "InvokeModel itself": ["/model/amazon.titan-embed-text-v2:0/invoke", { inputText: "a" }, 1, 1],
};

for (const [road, [path, body, calls, listens = 0]] of Object.entries(ROADS)) {
  Deno.test(`a caller who leaves ends ${road}`, OPTIONS, async () => {
    const gaveUp = Promise.withResolvers<void>();
    const bench = createBench({
      player: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason), { once: true });
          gaveUp.promise.then(() => reject(new Error("nobody ended it")));
        }),
    });
    const caller = new AbortController();
    const pending = bench.call(path, { method: "POST", body: JSON.stringify(body), signal: caller.signal });
    for (let turn = 0; turn < 50 && bench.seen.length < calls; turn++) await settle();
    caller.abort();
    await settle();
    assertEquals(bench.seen.map(({ signal }) => signal.aborted), new Array(calls).fill(true));
    gaveUp.resolve();
    await pending;
    assertEquals(bench.reports.map(({ outcome }) => outcome), ["cancelled"]);
  });

  Deno.test(`nobody listens for a caller's leaving once there is an answer to ${road}`, OPTIONS, async () => {
    const bench = createBench();
    const request = new Request(`http://localhost${path}`, { method: "POST", body: JSON.stringify(body) });
    const { signal } = request;
    let listening = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>): void => (listening++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>): void => (listening--, remove(...args));
    const response = await bench.handler(request);
    assertEquals(response.status, 200);
    assertEquals(listening, listens);
    await response.body?.cancel();
  });
}

Deno.test("a caller who has left before is not asked for", OPTIONS, async () => {
  for (const stream of [false, true]) {
    const bench = createBench();
    const init = { method: "POST", body: JSON.stringify({ ...CHAT, stream }), signal: AbortSignal.abort() };
    await bench.call("/v1/chat/completions", init);
    assertEquals([bench.seen.length, bench.reports[0]?.outcome], [0, "cancelled"]);
  }
});
