/**
 * The client's promises about whole answers, retries, deadlines and secrets, for every runtime.
 *
 * @module
 */
import { BedrockError, BedrockRuntime } from "../mod.ts";
import { createEmulator, emulatorApiKey, emulatorCredentials } from "../src/emulator/emulator.ts";
import type { Check } from "./conformance.ts";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "./deps.ts";

/** The model that is asked. */
export const MODEL = "amazon.nova-lite-v1:0";
/** An answer of many pieces. */
export const PROMPT = "Count from one to forty";
const CLAUDE = "anthropic.claude-v2";

type Options = ConstructorParameters<typeof BedrockRuntime>[0];

/** A client that signs, and does not wait between attempts. */
export function clientOf(options: Options): BedrockRuntime {
  return new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    sleep: () => Promise.resolve(),
    ...options,
  });
}

/** What a call throws. */
export async function thrownBy(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** The BedrockError that a call throws. */
export async function errorOf(call: () => Promise<unknown>): Promise<BedrockError> {
  const error = await thrownBy(call);
  assertInstanceOf(error, BedrockError);
  return error;
}

/** Options of a call that meets trouble. */
export function trouble(words: string): { headers: Record<string, string> } {
  return { headers: { "x-emulator-fault": words } };
}

/** A signal that is aborted once something happens, and why. */
export function abortable(): { controller: AbortController; signal: AbortSignal; reason: Error } {
  const controller = new AbortController();
  return { controller, signal: controller.signal, reason: new Error("the user has left") };
}

const question = { modelId: MODEL, messages: [{ role: "user" as const, content: [{ text: PROMPT }] }] };

/** What a client is held to, streams apart. */
export const clientChecks: readonly Check[] = [
  {
    name: "prompt() by a signature, over the network",
    async run({ endpoint }): Promise<void> {
      const { text, stopReason } = await clientOf({ endpoint }).prompt({
        modelId: CLAUDE,
        prompt: "Say hello",
        maxTokens: 300,
        temperature: 0.1,
        topP: 0.9,
      });
      assert(text.length > 0, text);
      assertEquals(typeof stopReason, "string");
    },
  },
  {
    name: "prompt() by an API key, over the network",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint, credentials: { apiKey: emulatorApiKey } });
      const { text } = await bedrock.prompt({ modelId: CLAUDE, prompt: "Say hello" });
      assert(text.length > 0, text);
    },
  },
  {
    name: "a signature by the wrong secret is refused, by AWS's name for that",
    async run({ endpoint }): Promise<void> {
      const credentials = { ...emulatorCredentials, secretAccessKey: "another" };
      const error = await errorOf(() => clientOf({ endpoint, credentials }).converse(question));
      assertEquals([error.code, error.status, error.retryable], ["InvalidSignatureException", 403, false]);
    },
  },
  {
    name: "invokeModel() gives bytes, JSON and the numbers of the headers",
    async run({ endpoint }): Promise<void> {
      const output = await clientOf({ endpoint }).invokeModel({
        modelId: MODEL,
        body: { messages: [{ role: "user", content: [{ text: "Say hellö ✨" }] }] },
      });
      assert(output.body instanceof Uint8Array);
      assertEquals(output.json(), JSON.parse(output.text()));
      assert(Number(output.inputTokenCount) > 0);
      assertEquals(output.attempts, 1);
    },
  },
  {
    name: "embed() gives one vector for each text, in order",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const modelId = "amazon.titan-embed-text-v2:0";
      const { vectors } = await bedrock.embed({ modelId, input: ["a star", "a loaf", "a star"] });
      assertEquals(vectors.length, 3);
      assert(vectors[0] instanceof Float32Array);
      assertEquals(vectors[0], vectors[2]!);
    },
  },
  {
    name: "countTokens() and a label with slashes, colons and dots reach their path",
    async run({ endpoint }): Promise<void> {
      const modelId = `arn:aws:bedrock:us-east-1::foundation-model/${MODEL}`;
      const { output } = await clientOf({ endpoint }).converse({ ...question, modelId });
      assert(output !== undefined);
      const input = { converse: { messages: question.messages } };
      const claude = "anthropic.claude-3-haiku-20240307-v1:0";
      const { inputTokens } = await clientOf({ endpoint }).countTokens({ modelId: claude, input });
      assert(inputTokens > 0);
    },
  },
  {
    name: "what may pass is tried again, and says how often",
    async run({ endpoint }): Promise<void> {
      const reasons: string[] = [];
      const bedrock = clientOf({ endpoint, onAttempt: ({ reason }) => void reasons.push(reason) });
      const mark = crypto.randomUUID();
      const { attempts } = await bedrock.invokeModel({
        modelId: MODEL,
        body: JSON.stringify({ messages: [{ role: "user", content: [{ text: mark }] }] }),
      }, { headers: { "x-emulator-fault": `throttle=1,times=2`, "x-amzn-bedrock-trace": "DISABLED" } });
      assertEquals([attempts, reasons], [3, ["throttling", "throttling", "success"]]);
    },
  },
  {
    name: "a refusal is not tried again",
    async run({ endpoint }): Promise<void> {
      const error = await errorOf(() =>
        clientOf({ endpoint }).converse(question, trouble("error=AccessDeniedException"))
      );
      assertEquals([error.code, error.status, error.attempts, error.retryable], [
        "AccessDeniedException",
        403,
        1,
        false,
      ]);
      assertEquals(typeof error.requestId, "string");
    },
  },
  ...[
    ["an HTML error page", "html", "ServiceUnavailableException", 502],
    ["HTTP 200 with UnknownOperationException", "unknown-operation", "UnknownOperationException", 200],
    ["a JSON body that was cut", "cut", "InvalidResponse", 200],
  ].map(([what, fault, code, status]): Check => ({
    name: `converse(): ${what} is an error`,
    async run({ endpoint }): Promise<void> {
      const error = await errorOf(() =>
        clientOf({ endpoint, maxAttempts: 1 }).converse(question, trouble(fault as string))
      );
      assertEquals([error.code, error.status], [code, status]);
    },
  })),
  {
    name: "each attempt is signed afresh, and its body hashed to the same bytes",
    async run(): Promise<void> {
      const seen: Headers[] = [];
      let second = 0;
      const emulate = createEmulator({ faults: ["throttle"], now: () => new Date(Date.UTC(2026, 0, 1)) });
      const bedrock = clientOf({
        now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second += 1)),
        fetch: (input, init) => {
          const request = new Request(input, init);
          seen.push(request.headers);
          return emulate(request);
        },
      });
      await bedrock.converse(question);
      assertEquals(seen.length, 2);
      const [first, again] = seen as [Headers, Headers];
      assert(first.get("authorization") !== again.get("authorization"));
      assert(first.get("x-amz-date") !== again.get("x-amz-date"));
      assertEquals(first.get("amz-sdk-invocation-id"), again.get("amz-sdk-invocation-id"));
    },
  },
  {
    name: "a clock that is an hour off is corrected by the first answer",
    async run(): Promise<void> {
      const now = (): Date => new Date(Date.UTC(2026, 0, 1, 12));
      const emulate = createEmulator({ now });
      let sent = 0;
      const bedrock = clientOf({
        now: () => new Date(now().getTime() - 3_600_000),
        fetch: (input, init) => (sent++, emulate(input, init)),
      });
      await bedrock.converse(question);
      assertEquals(sent, 2);
      await bedrock.converse(question);
      assertEquals(sent, 3);
    },
  },
  {
    name: "no answer within the deadline is a Timeout, and the connection is let go",
    async run({ endpoint }): Promise<void> {
      const options = { ...trouble("hang"), timeouts: { firstByte: 30 }, maxAttempts: 1 };
      const error = await errorOf(() => clientOf({ endpoint }).converse(question, options));
      assertEquals([error.code, error.retryable], ["Timeout", true]);
    },
  },
  {
    name: "a call that is not done in its total time is a Timeout, whatever attempts are left",
    async run({ endpoint }): Promise<void> {
      const options = { ...trouble("hang"), timeouts: { firstByte: 20, total: 50 }, maxAttempts: 100 };
      const error = await errorOf(() => clientOf({ endpoint }).converse(question, options));
      assertEquals(error.code, "Timeout");
    },
  },
  {
    name: "an abort before the call sends nothing, and keeps its reason",
    async run(): Promise<void> {
      const { controller, signal, reason } = abortable();
      controller.abort(reason);
      const bedrock = clientOf({ fetch: () => Promise.reject(new Error("it was sent")) });
      assertEquals(await thrownBy(() => bedrock.converse(question, { signal })), reason);
    },
  },
  {
    name: "an abort while the answer is waited for keeps its reason",
    async run({ endpoint }): Promise<void> {
      const { controller, signal, reason } = abortable();
      const bedrock = clientOf({
        fetch: (input, init) => {
          setTimeout(() => controller.abort(reason), 10);
          return fetch(input, init);
        },
        endpoint,
      });
      assertEquals(await thrownBy(() => bedrock.converse(question, { ...trouble("hang"), signal })), reason);
    },
  },
  {
    name: "an abort during back-off keeps its reason, and sends nothing more",
    async run({ endpoint }): Promise<void> {
      const { controller, signal, reason } = abortable();
      let sent = 0;
      let why: string | undefined;
      const bedrock = clientOf({
        endpoint,
        fetch: (input, init) => (sent++, fetch(input, init)),
        onAttempt: ({ code }) => void (why = code),
        sleep: (_milliseconds, signal) => {
          controller.abort(reason);
          return signal.aborted ? Promise.reject(signal.reason) : Promise.resolve();
        },
      });
      assertEquals(await thrownBy(() => bedrock.converse(question, { ...trouble("throttle"), signal })), reason);
      assertEquals([sent, why], [1, "ThrottlingException"]);
    },
  },
  {
    name: "the body of an answer that is not handed out is cancelled",
    async run(): Promise<void> {
      let cancelled = 0;
      const bedrock = clientOf({
        maxAttempts: 2,
        fetch: () => {
          const body = new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(16 * 1024)),
            cancel: () => void cancelled++,
          }, { highWaterMark: 0 });
          return Promise.resolve(new Response(body, { status: 503 }));
        },
      });
      const error = await errorOf(() => bedrock.converse(question));
      assertEquals([error.status, error.attempts, cancelled], [503, 2, 2]);
    },
  },
  {
    name: "many calls at a time are not mixed up",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const texts = Array.from({ length: 24 }, (_, at) => `text number ${at}`);
      const modelId = "amazon.titan-embed-text-v2:0";
      const embed = async (text: string): Promise<string> =>
        String((await bedrock.embed({ modelId, input: text })).vectors[0]);
      const [together, alone] = [await Promise.all(texts.map(embed)), [] as string[]];
      for (const text of texts) alone.push(await embed(text));
      assertEquals(together, alone);
      assertEquals(new Set(alone).size, texts.length);
    },
  },
  {
    name: "misuse is a TypeError or RangeError before anything is sent",
    async run(): Promise<void> {
      const bedrock = clientOf({ fetch: () => Promise.reject(new Error("it was sent")) });
      const calls: (() => Promise<unknown>)[] = [
        () => bedrock.converse({ messages: [] } as never),
        () => bedrock.converse({ ...question, modelId: ".." }),
        () => bedrock.invokeModel({ modelId: MODEL, body: 7 as never }),
        () => bedrock.converse(question, { maxAttemps: 2 } as never),
        () => bedrock.prompt({ modelId: MODEL, prompt: "x", temperature: "hot" as never }),
      ];
      for (const call of calls) {
        const { name } = await thrownBy(call) as Error;
        assert(/^(TypeError|RangeError)$/.test(name), name);
      }
    },
  },
  {
    name: "no error tells a secret or a prompt",
    async run({ endpoint }): Promise<void> {
      const secret = "kT9-secret-kT9";
      const prompt = "my-private-prompt";
      const credentials = { ...emulatorCredentials, secretAccessKey: secret };
      const input = { modelId: MODEL, messages: [{ role: "user" as const, content: [{ text: prompt }] }] };
      const errors = [
        await thrownBy(() => clientOf({ endpoint, credentials }).converse(input)),
        await thrownBy(() => clientOf({ endpoint, maxAttempts: 1 }).converse(input, trouble("html"))),
        await thrownBy(() =>
          clientOf({ credentials, fetch: () => Promise.reject(new TypeError("no")) }).converse(input)
        ),
        await thrownBy(() => clientOf({ endpoint, credentials: { apiKey: secret } }).converse(input)),
      ] as BedrockError[];
      const codes = [
        "InvalidSignatureException",
        "ServiceUnavailableException",
        "NetworkError",
        "AccessDeniedException",
      ];
      assertEquals(errors.map(({ code }) => code), codes);
      for (const error of errors) {
        const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
        assert(!told.includes(secret), "a secret");
        assert(!told.includes(prompt), "a prompt");
        assertStringIncludes(error.message, "Cannot converse: ");
      }
    },
  },
];
