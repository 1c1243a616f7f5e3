/**
 * The handler in, how it stands beside another gateway, a bare pass-through and the least that a server can do out.
 *
 * Each gateway has one core; what makes the load, and what answers for Bedrock, have the other. What counts is the time that the
 * gateway had of its core: a busy neighbour takes nothing of that.
 *
 * @module
 */
import { drive, type Load } from "./load.ts";
import {
  bestOf,
  coreTimeOf,
  end,
  freePort,
  installed,
  memoryOf,
  OTHER_CORE,
  pinned,
  run,
  type Server,
  start,
  startOwn,
  work,
} from "./processes.ts";
import { compare } from "./rows.ts";
import { ANSWER, AT_ONCE, frames } from "./server.ts";
import type { Opened } from "./streams.ts";

const PORTKEY = "@portkey-ai/gateway@1.15.2";
const MODEL = "amazon.nova-lite-v1:0";
const QUESTION = "explain black holes to 8th graders";
const JSON_TYPE: Record<string, string> = { "content-type": "application/json" };
const OWN_CORE = 0;
const PASS = "bare Deno.serve pass-through";
/** A pass-through that signs, ends with its caller and sees what passes: how far below the other the floor is. */
const LEAST = "a relay of 25 lines that signs";
/** How many streams are open at a time, where that is what is measured. */
const OPEN = 500;

/** Another path and another body for the same question, by whose words it is put in: an id in a path is encoded, as AWS's clients do. */
const ASK = {
  native: (verb: string, text: string): [path: string, body: object] => [
    `/model/${encodeURIComponent(MODEL)}/${verb}`,
    { messages: [{ role: "user", content: [{ text }] }], inferenceConfig: { maxTokens: 300 } },
  ],
  chat: (verb: string, text: string): [path: string, body: object] => [
    "/v1/chat/completions",
    {
      model: MODEL,
      max_tokens: 300,
      stream: verb.endsWith("stream"),
      messages: [{ role: "user", content: text }],
    },
  ],
};

function loadOf(
  words: keyof typeof ASK,
  verb: string,
  text: string,
  connections: number,
): Omit<Load, "url"> & { path: string } {
  const [path, body] = ASK[words](verb, text);
  return { path, headers: JSON_TYPE, body: JSON.stringify(body), connections };
}

/** What Portkey is told in each request. */
function toPortkey(upstream: string): Record<string, string> {
  return {
    ...JSON_TYPE,
    "x-portkey-provider": "bedrock",
    "x-portkey-aws-access-key-id": "AKIDEXAMPLE",
    "x-portkey-aws-secret-access-key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "x-portkey-aws-region": "us-east-1",
    "x-portkey-custom-host": upstream,
  };
}

async function startPortkey(): Promise<Server> {
  const found = (await run(["npx", "--yes", "--package", PORTKEY, "-c", "command -v gateway"])).trim();
  const port = freePort();
  const command = ["node", await Deno.realPath(found), "--headless", `--port=${port}`] as const;
  return await start(OWN_CORE, port, command, { PORT: String(port) });
}

/** What answers for Bedrock, as quickly as can be: nginx where there is one. */
async function startUpstream(): Promise<string> {
  const nginx = await installed("nginx", "nginx-light");
  if (nginx === undefined) return (await startOwn(OTHER_CORE, "static")).url;
  const port = freePort();
  const stream = await new Blob(frames()).bytes();
  for (const id of [MODEL, encodeURIComponent(MODEL)]) {
    await Deno.mkdir(`${work}/www/model/${id}`, { recursive: true });
    await Deno.writeTextFile(`${work}/www/model/${id}/converse`, ANSWER);
    await Deno.writeFile(`${work}/www/model/${id}/converse-stream`, stream);
  }
  await Deno.chmod(work, 0o755);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${work}/${name};`);
  // Files are not for POST: the error's way around that is nginx's own
  await Deno.writeTextFile(
    `${work}/nginx.conf`,
    `daemon off; worker_processes 1; pid ${work}/nginx.pid; error_log /dev/null;
     events { worker_connections 4096; }
     http {
       access_log off; keepalive_requests 10000000; client_max_body_size 100m; client_body_buffer_size 2m;
       ${temporary.join(" ")}
       server {
         listen 127.0.0.1:${port}; root ${work}/www;
         location ~ converse$ { default_type application/json; error_page 405 =200 $uri; }
         location ~ converse-stream$ { default_type application/vnd.amazon.eventstream; error_page 405 =200 $uri; }
       }
     }`,
  );
  return (await start(OTHER_CORE, port, [nginx, "-c", `${work}/nginx.conf`])).url;
}

/**
 * Measures requests and streams in a second of a core's time.
 *
 * @param rounds How many times.
 */
export async function runGateways(rounds: number): Promise<void> {
  const upstream = await startUpstream();
  const hello = await startOwn(OWN_CORE, "hello");
  const pass = await startOwn(OWN_CORE, "pass-through", upstream);
  const least = await startOwn(OWN_CORE, "least gateway", upstream);
  const signed = await startOwn(OWN_CORE, "handler", upstream);
  const minted = await startOwn(OWN_CORE, "handler, minted key", upstream);
  const portkey = await startPortkey();
  const turn =
    ({ url, child }: Server, { path, ...load }: ReturnType<typeof loadOf>, headers = JSON_TYPE) =>
    async (seconds = 2) => {
      const before = await coreTimeOf(child);
      const answered = await drive({ ...load, url: url + path, headers }, seconds);
      return answered / (await coreTimeOf(child) - before);
    };
  const cases = [
    ["JSON", "converse", QUESTION, 32],
    ["streams of 50 events", "converse-stream", QUESTION, 32],
    ["JSON, bodies of 1 MB", "converse", "x".repeat(1_000_000), 8],
  ] as const;
  for (const [what, verb, text, connections] of cases) {
    const native = loadOf("native", verb, text, connections);
    const chat = loadOf("chat", verb, text, connections);
    const turns = {
      hello: turn(hello, native),
      [PASS]: turn(pass, native),
      [LEAST]: turn(least, native),
      native: turn(signed, native),
      "native, minted": turn(minted, native),
      chat: turn(signed, chat),
      "chat, minted": turn(minted, chat),
      Portkey: turn(portkey, chat, toPortkey(upstream)),
    };
    // A server runs for weeks: what its first seconds are like, while it is still being compiled, says little. Nor does the moment
    // after a turn, which ends by cutting connections off: what was compiled for answers that are read to their end is given up then
    for (const warm of Object.values(turns)) await warm(15);
    const best = await bestOf(rounds, turns);
    const per = (value: number) => ({ value, unit: "in a second of a core", less: false });
    const times = { rival: "Portkey", atLeast: 8 };
    const share = { times: { rival: PASS, atLeast: 0.6 } };
    const floor = { [PASS]: best[PASS]!, [LEAST]: best[LEAST]!, "Deno.serve hello": best.hello! };
    compare(
      `handler, OpenAI's ${what}`,
      per(best.chat!),
      { Portkey: best.Portkey! },
      connections === 32 ? { times } : {},
    );
    compare(`handler, OpenAI's ${what}, with a minted key`, per(best["chat, minted"]!), { Portkey: best.Portkey! });
    compare(`handler, Bedrock's ${what}`, per(best.native!), floor, share);
    compare(`handler, Bedrock's ${what}, with a minted key`, per(best["native, minted"]!), floor, share);
    compare(`${LEAST}, Bedrock's ${what}`, per(best[LEAST]!), { [PASS]: best[PASS]! });
  }
  for (const { child } of [hello, pass, least, signed, minted, portkey]) await end(child);
}

async function openStreams(load: Load): Promise<Opened> {
  const program = new URL("streams.ts", import.meta.url).pathname;
  const command = [Deno.execPath(), "run", "--allow-all", "--no-check", program, JSON.stringify(load)] as const;
  return JSON.parse(await run(pinned(OTHER_CORE, command)));
}

/**
 * Measures what many open streams of models that think for a while cost in memory, and how soon they begin.
 *
 * @param rounds How many times.
 */
export async function runOpenStreams(rounds: number): Promise<void> {
  const slow = await startOwn(OTHER_CORE, "slow");
  const [native, chat] = (["native", "chat"] as const).map((words) => loadOf(words, "converse-stream", QUESTION, OPEN));
  const handler = (v8?: string) => () => startOwn(OWN_CORE, "handler", slow.url, v8);
  const small = "--optimize-for-size";
  const contenders: Record<string, [() => Promise<Server>, Load]> = {
    "OpenAI's chat": [handler(), { ...chat!, url: chat!.path }],
    "OpenAI's chat, V8 optimizing for size": [handler(small), { ...chat!, url: chat!.path }],
    "Bedrock's event stream": [handler(), { ...native!, url: native!.path }],
    "Bedrock's event stream, V8 optimizing for size": [handler(small), { ...native!, url: native!.path }],
    [PASS]: [() => startOwn(OWN_CORE, "pass-through", slow.url), { ...native!, url: native!.path }],
    [LEAST]: [() => startOwn(OWN_CORE, "least gateway", slow.url), { ...native!, url: native!.path }],
    Portkey: [startPortkey, { ...chat!, url: chat!.path, headers: toPortkey(slow.url) }],
  };
  const [memory, more, whole, first]: Record<string, number>[] = [{}, {}, {}, {}];
  const least = (into: Record<string, number>, name: string, value: number) => {
    into[name] = Math.min(into[name] ?? Infinity, value);
  };
  for (let round = 0; round < rounds; round++) {
    for (const [name, [begin, load]] of Object.entries(contenders)) {
      for (const isWarm of [false, true]) {
        const { url, child } = await begin();
        const target = { ...load, url: url + load.url };
        // What the first streams bring along is not the price of the others; still less what a server that is long in use has grown to
        if (isWarm) await drive({ ...target, body: target.body.replace(QUESTION, AT_ONCE), connections: 20 }, 10);
        else await openStreams({ ...target, connections: 20 });
        const before = await memoryOf(child);
        let peak = before;
        const watch = setInterval(async () => peak = Math.max(peak, await memoryOf(child)), 100);
        const { failures, firstByte } = await openStreams(target);
        clearInterval(watch);
        await end(child);
        if (failures > 0) throw new Error(`Cannot measure slow streams: ${name} failed ${failures} of ${OPEN}`);
        least(isWarm ? more! : memory!, name, (peak - before) / OPEN);
        if (isWarm) least(whole!, name, peak / 1024);
        else least(first!, name, firstByte);
      }
    }
  }
  for (const name of Object.keys(contenders)) {
    if (name === PASS || name === LEAST || name === "Portkey") continue;
    const rivals = name.startsWith("OpenAI") ? ["Portkey", LEAST, PASS] : [LEAST, PASS];
    const row = (what: string, values: Record<string, number>, unit: string, budget = {}) => {
      const theirs = Object.fromEntries(rivals.map((rival) => [rival, values[rival]!]));
      compare(`${what}, ${name}`, { value: values[name]!, unit, less: true }, theirs, budget);
    };
    row(`memory of each of ${OPEN} open streams`, memory!, "KB", { atMost: 150 });
    row(`what each of ${OPEN} open streams adds to a warm server`, more!, "KB");
    row(`a warm server with ${OPEN} open streams, all its memory`, whole!, "MB");
    row(`${OPEN} streams begun at once, first byte of the middle one`, first!, "ms");
  }
}
