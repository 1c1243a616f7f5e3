/**
 * A number of rounds in, what became of thousands of requests out: answered in their own words, refused, broken or abandoned,
 * none lost, none mixed up; and what the process holds on to afterwards.
 *
 * Run as a program it prints a table: `deno run -A --v8-flags=--expose-gc tests/soak.ts [rounds]`.
 *
 * @module
 */
import { BedrockRuntime } from "../mod.ts";
import { createEmulator, emulatorCredentials } from "../src/emulator/emulator.ts";
import { createHandler } from "../src/gateway/handler.ts";

/** One round. */
export interface Round {
  /** Requests that were sent. */
  sent: number;
  /** Answers that are whole, and the request's own. */
  answered: number;
  /** Refusals with a status of their own, before a stream began. */
  refused: number;
  /** Streams that broke, and said so. */
  broken: number;
  /** Streams that their reader left. */
  abandoned: number;
  /** Answers that are somebody else's. */
  mixed: number;
  /** Answers that look whole and are not. */
  lost: number;
  /** Abandoned streams that the far end was not told of. */
  untold: number;
  /** What the gateway still counts as in flight, and as open streams. */
  inFlight: number;
  /** Memory in use, after a collection, in KB. */
  heap: number;
  /** Open files and sockets. */
  handles: number;
}

/** What is done in a round, and how much of it. */
export interface SoakOptions {
  /** How many rounds. */
  rounds: number;
  /** How many requests in each. */
  requests: number;
  /** How many at a time. */
  parallel: number;
}

const KEY = "a-key";
const MODEL = "amazon.nova-lite-v1:0";
/** A model that takes its time. */
const SLOW = "amazon.nova-pro-v1:0";
/** Trouble, dealt out by turns; what is not named goes well. */
const FAULTS = [
  "throttle",
  "cut,at=3",
  "bad-crc,at=3",
  "reset,at=3",
  "error=InternalServerException",
  "html",
  "cut-inside,at=3",
  "exception-midway=throttlingException,at=3",
  "error=AccessDeniedException",
  "split=1",
];

type Fate = "answered" | "refused" | "broken" | "abandoned" | "mixed" | "lost";

/** Runs it. */
export async function soak({ rounds, requests, parallel }: SoakOptions): Promise<Round[]> {
  let told = 0;
  const emulate = createEmulator({
    faults: ({ url }, index) => {
      if (url.includes("nova-pro")) return "slow=5";
      return index % 5 === 3 ? FAULTS[Math.floor(index / 5) % FAULTS.length] : undefined;
    },
    onCancel: () => void told++,
  });
  const quiet = { hostname: "127.0.0.1", port: 0, onListen: (): void => {}, onError: (): Response => new Response() };
  const bedrock = Deno.serve(quiet, emulate);
  const runtime = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    endpoint: `http://127.0.0.1:${bedrock.addr.port}`,
    sleep: () => Promise.resolve(),
  });
  const gateway = Deno.serve(quiet, createHandler({ runtime, keys: [KEY] }));
  const url = `http://127.0.0.1:${gateway.addr.port}`;
  const found: Round[] = [];
  try {
    let number = 0;
    for (let round = 0; round < rounds; round++) {
      const fates: Record<Fate, number> = { answered: 0, refused: 0, broken: 0, abandoned: 0, mixed: 0, lost: 0 };
      const until = number + requests;
      const before = told;
      await Promise.all(Array.from({ length: parallel }, async () => {
        while (number < until) fates[await ask(url, number++)]++;
      }));
      for (let turn = 0; turn < 100 && told - before < fates.abandoned; turn++) await pause(20);
      const metrics = await (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${KEY}` } })).text();
      found.push({
        sent: requests,
        ...fates,
        untold: Math.max(0, fates.abandoned - (told - before)),
        // The question itself is one
        inFlight: gaugeIn(metrics, "requests_in_flight") - 1 + gaugeIn(metrics, "open_streams"),
        heap: await heapInUse(),
        handles: await handlesOpen(),
      });
    }
    return found;
  } finally {
    await Promise.all([gateway.shutdown(), bedrock.shutdown()]);
  }
}

/** Sends one request, and says what became of it. Its number decides of what kind it is. */
async function ask(url: string, number: number): Promise<Fate> {
  const mark = `mark-${number}-end`;
  const isStream = number % 2 === 1;
  const isSlow = isStream && number % 5 === 1;
  const leaves = isSlow && number % 3 > 0;
  const isChat = number % 4 < 2;
  const prompt = leaves ? "Count from one to one hundred" : `Say ${mark}`;
  const model = isSlow ? SLOW : MODEL;
  const [path, body] = isChat
    ? ["/v1/chat/completions", { model, stream: isStream, messages: [{ role: "user", content: prompt }] }]
    : [`/model/${model}/converse${isStream ? "-stream" : ""}`, {
      messages: [{ role: "user", content: [{ text: prompt }] }],
    }];
  const headers = {
    authorization: `Bearer ${KEY}`,
    "content-type": "application/json",
    ...(isStream ? { accept: "text/event-stream" } : {}),
  };
  try {
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (leaves && response.ok) {
      const reader = response.body!.getReader();
      await reader.read();
      await reader.cancel();
      return "abandoned";
    }
    const text = await response.text();
    if (!response.ok) return "refused";
    const said = saidIn(text, isStream, isChat);
    const others = /mark-\d+-end/.exec(said);
    if (others !== null && others[0] !== mark) return "mixed";
    const isEnded = !isStream || /data: \[DONE\]|event: metadata/.test(text);
    if (isEnded) return said.includes(mark) ? "answered" : "lost";
    return /"error"|Exception|StreamIncomplete|StreamCorrupted|streamIncomplete|streamCorrupted/.test(text)
      ? "broken"
      : "lost";
  } catch {
    // The connection was cut
    return "broken";
  }
}

/** The text of an answer, whole or in pieces. */
function saidIn(text: string, isStream: boolean, isChat: boolean): string {
  const lines = isStream
    ? text.split("\n").filter((line) => line.startsWith("data: {")).map((line) => line.slice(6))
    : [text];
  return lines.map((line) => {
    const json = JSON.parse(line);
    if (isChat) return json.choices?.[0]?.[isStream ? "delta" : "message"]?.content ?? "";
    return isStream ? json.delta?.text ?? "" : json.output.message.content[0].text;
  }).join("");
}

function gaugeIn(metrics: string, name: string): number {
  return Number(new RegExp(`^bedrock_gateway_${name} (\\d+)`, "m").exec(metrics)![1]);
}

async function heapInUse(): Promise<number> {
  const { gc } = globalThis as { gc?: () => void };
  // Twice, with a turn between: what is let go in the first is found in the second
  gc?.();
  await pause(10);
  gc?.();
  return Math.round(Deno.memoryUsage().heapUsed / 1024);
}

async function handlesOpen(): Promise<number> {
  try {
    return (await Array.fromAsync(Deno.readDir("/proc/self/fd"))).length;
  } catch {
    return 0;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

if (import.meta.main) {
  const [rounds = "6", requests = "2000", parallel = "200"] = Deno.args.filter((word) => word !== "--json");
  const found = await soak({ rounds: Number(rounds), requests: Number(requests), parallel: Number(parallel) });
  if (Deno.args.includes("--json")) console.log(JSON.stringify(found));
  else console.table(found);
}
