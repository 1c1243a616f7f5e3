/**
 * Every number that the project claims, measured beside its rival: `deno bench` over `tests`, then whole processes, which that
 * cannot measure. Out come one table of ratios, the same as JSON (`.ci/bench.json`), and a picture of it (`.ci/bench.svg`).
 *
 * Only what ran in the same minute is compared: rivals take turns, round after round, and the best round of each counts, for
 * whatever else a machine does makes a program slower, never faster. Gateways get one core, the load and the far end the other.
 *
 * @module
 */
import { ANSWER, frames } from "./bench_server.ts";
import type { Load, Yield } from "./bench_load.ts";
import { draw } from "./bench_picture.ts";

/** One comparison. */
export interface Row {
  /** What is measured. */
  what: string;
  /** Ours, with its unit. */
  ours: string;
  /** Who it is held against. */
  rival: string;
  /** Theirs, with its unit. */
  theirs: string;
  /** How many times better ours is. */
  ratio: number;
  /** What was promised: a ratio, or a bound in words; nothing where nothing was. */
  budget?: string;
  /** Whether that was kept. */
  kept?: boolean;
}

const PORTKEY = "@portkey-ai/gateway@1.15.2";
const MODEL = "amazon.nova-lite-v1:0";
const QUESTION = "explain black holes to 8th graders";
const NATIVE = { messages: [{ role: "user", content: [{ text: QUESTION }] }], inferenceConfig: { maxTokens: 300 } };
const CHAT = { model: MODEL, max_tokens: 300, messages: [{ role: "user", content: QUESTION }] };
const quick = Deno.args.includes("--quick");
const only = Deno.args.find((word) => !word.startsWith("--"));
const rows: Row[] = [];
const running: Deno.ChildProcess[] = [];
const here = new URL("./", import.meta.url).pathname;
const work = await Deno.makeTempDir({ prefix: "bench-" });

/** The path of a program, when there is one. */
async function programAt(name: string): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":").concat("/usr/sbin")) {
    const path = `${folder}/${name}`;
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return undefined;
}

/** Debian's package, where there is Debian and we may; whoever lacks it gets the slower stand-in. */
async function installed(program: string, debian: string): Promise<string | undefined> {
  const found = await programAt(program);
  if (found !== undefined || await programAt("apt-get") === undefined || Deno.uid() !== 0) return found;
  for (const args of [["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", debian]]) {
    await new Deno.Command("apt-get", {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
      stderr: "null",
    })
      .output();
  }
  return await programAt(program);
}

const taskset = navigator.hardwareConcurrency > 1 ? await programAt("taskset") : undefined;
/** A command on one core. */
function pinned(core: number, command: string, args: string[]): [string, string[]] {
  return taskset === undefined ? [command, args] : [taskset, ["-c", String(core), command, ...args]];
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Starts a server, and waits until it answers. */
async function start(
  core: number,
  command: string,
  args: string[],
  port: number,
  env = {},
): Promise<Deno.ChildProcess> {
  const [program, all] = pinned(core, command, args);
  const child = new Deno.Command(program, { args: all, env, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  running.push(child);
  for (let turn = 0; turn < 600; turn++) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.body?.cancel(), () => null);
    if (answered !== null) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot start ${command}: it does not answer`);
}

function ours(core: number, name: string, port: number, upstream: string): Promise<Deno.ChildProcess> {
  const args = ["run", "-A", "--no-check", "--unstable-no-legacy-abort", `${here}bench_server.ts`];
  return start(core, Deno.execPath(), [...args, name, String(port), upstream], port);
}

async function end(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended
  }
  await child.status;
}

/** The upstream that everybody shares. */
async function startUpstream(): Promise<{ url: string; name: string }> {
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const nginx = await installed("nginx", "nginx-light");
  if (nginx === undefined) {
    await ours(1, "static", port, "");
    return { url, name: "a Deno server" };
  }
  for (const id of [MODEL, encodeURIComponent(MODEL)]) {
    await Deno.mkdir(`${work}/www/model/${id}`, { recursive: true });
    await Deno.writeTextFile(`${work}/www/model/${id}/converse`, ANSWER);
    await Deno.writeFile(`${work}/www/model/${id}/converse-stream`, await new Blob(frames()).bytes());
  }
  await Deno.chmod(work, 0o755);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) =>
    `${name}_temp_path ${work}/${name};`
  );
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
  await start(1, nginx, ["-c", `${work}/nginx.conf`], port);
  return { url, name: "nginx" };
}

/** Makes load for a while, and tells requests in a second. */
async function load(target: Load): Promise<number> {
  const wrk = await installed("wrk", "wrk");
  const { url, headers, body, connections, duration = 1000 } = target;
  if (wrk === undefined) {
    const { perSecond, failures } = await loadOfOurOwn({ ...target, duration });
    if (failures > 0) throw new Error(`Cannot load ${url}: ${failures} failures`);
    return perSecond;
  }
  await Deno.writeTextFile(`${work}/body`, body);
  const lines = Object.entries(headers).map(([name, value]) =>
    `wrk.headers[${JSON.stringify(name)}]=${JSON.stringify(value)}`
  );
  const script = `wrk.method="POST" ${
    lines.join(" ")
  } local f=io.open("${work}/body","rb") wrk.body=f:read("*a") f:close()
    done=function(s,l,r) io.write(string.format("%d %d %d\\n",s.requests,s.duration,s.errors.status+s.errors.connect)) end`;
  await Deno.writeTextFile(`${work}/load.lua`, script);
  const args = ["-t1", `-c${connections}`, `-d${Math.ceil(duration / 1000)}s`, "-s", `${work}/load.lua`, url];
  const [program, all] = pinned(1, wrk, args);
  const { stdout } = await new Deno.Command(program, { args: all, stderr: "null" }).output();
  const [requests, microseconds, errors] = new TextDecoder().decode(stdout).trim().split("\n").at(-1)!.split(" ").map(
    Number,
  );
  if (errors !== 0) throw new Error(`Cannot load ${url}: ${errors} of ${requests} requests failed`);
  return requests! / microseconds! * 1e6;
}

async function loadOfOurOwn(target: Load): Promise<Yield> {
  const args = ["run", "-A", "--no-check", `${here}bench_load.ts`, JSON.stringify(target)];
  const [program, all] = pinned(1, Deno.execPath(), args);
  const { stdout } = await new Deno.Command(program, { args: all, stderr: "inherit" }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The largest value that each of many reached, when they take turns. */
async function bestOf<Name extends string>(
  rounds: number,
  turns: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const best = {} as Record<Name, number>;
  for (let round = 0; round < rounds; round++) {
    for (const name in turns) best[name] = Math.max(best[name] ?? 0, await turns[name]());
  }
  return best;
}

const round = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

function compare(
  what: string,
  [own, unit]: [value: number, unit: string],
  rivals: Record<string, number>,
  budget: { times?: [rival: string, atLeast: number]; less?: boolean } = {},
): void {
  for (const [rival, theirs] of Object.entries(rivals)) {
    const ratio = budget.less ? theirs / own : own / theirs;
    const promised = budget.times?.[0] === rival ? budget.times[1] : undefined;
    rows.push({
      what,
      ours: `${round(own)} ${unit}`,
      rival,
      theirs: `${round(theirs)} ${unit}`,
      ratio,
      ...(promised === undefined ? {} : { budget: `${promised} x`, kept: ratio >= promised }),
    });
  }
}

/** A bound that no rival has a part in. */
function bound(what: string, [own, unit]: [number, string], most: number): void {
  const row = rows.find((row) => row.what === what);
  const kept = own <= most;
  if (row) Object.assign(row, { budget: `${most} ${unit}`, kept });
  else {rows.push({
      what,
      ours: `${round(own)} ${unit}`,
      rival: "",
      theirs: "",
      ratio: most / own,
      budget: `${most} ${unit}`,
      kept,
    });}
}

/** What `deno bench` measures: nanoseconds, by group and name. */
async function runBenches(): Promise<void> {
  const args = ["bench", "-A", "--no-check", "--json", "tests"];
  const { stdout, success } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
  if (!success) throw new Error("Cannot bench: deno bench failed");
  interface Bench {
    group: string | null;
    name: string;
    baseline: boolean;
    results: { ok?: { min: number; avg: number } }[];
  }
  const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as { benches: Bench[] };
  const groups = Map.groupBy(benches, ({ group }) => group ?? "");
  const time = ({ results }: Bench): number => results[0]!.ok!.min / 1000;
  for (const [group, members] of groups) {
    const base = members.find(({ baseline }) => baseline);
    if (base === undefined) continue;
    for (const member of members) {
      if (member === base) continue;
      const promised = /aws-sdk/.test(member.name)
        ? /invoke chunks to events/.test(group) && /16384/.test(group)
          ? 10
          : /16 KiB/.test(group) && /server-sent/.test(base.name)
          ? 20
          : undefined
        : undefined;
      compare(group, [time(base), "us"], { [member.name]: time(member) }, {
        less: true,
        ...(promised === undefined ? {} : { times: [member.name, promised] }),
      });
    }
  }
}

/** How long a process takes that imports a door and does nothing, over one that imports nothing. */
async function runColdImports(): Promise<void> {
  const { exports } = JSON.parse(await Deno.readTextFile("deno.json")) as { exports: Record<string, string> };
  const imports: Record<string, string> = { nothing: "" };
  for (const [door, file] of Object.entries(exports)) {
    // These two begin to serve, or to ask
    if (door !== "./serve" && door !== "./cli") {
      imports[door] = `import ${JSON.stringify(new URL(`../${file}`, import.meta.url).href)};`;
    }
  }
  imports["@aws-sdk/client-bedrock-runtime"] = `import "npm:@aws-sdk/client-bedrock-runtime@3.1164.0";`;
  imports["@ai-sdk/amazon-bedrock"] = `import "npm:@ai-sdk/amazon-bedrock@5.0.101";`;
  const turns: Record<string, () => Promise<number>> = {};
  for (const [name, source] of Object.entries(imports)) {
    const file = `${work}/cold_${Object.keys(turns).length}.ts`;
    await Deno.writeTextFile(file, source);
    turns[name] = async () => {
      const began = performance.now();
      const args = ["run", "-A", "--no-check", "--quiet", `--config=${here}../deno.json`, file];
      const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, stdout: "null" }).output();
      if (!success) throw new Error(`Cannot import ${name}: ${new TextDecoder().decode(stderr)}`);
      return -(performance.now() - began);
    };
  }
  // The first round fills the caches
  await bestOf(1, turns);
  const times = new Map<string, number[]>();
  for (let round = 0; round < (quick ? 8 : 24); round++) {
    for (const name in turns) times.set(name, [...times.get(name) ?? [], -await turns[name]!()]);
  }
  const over = (name: string): number => Math.min(...times.get(name)!) - Math.min(...times.get("nothing")!);
  const rivals = Object.fromEntries(
    ["@aws-sdk/client-bedrock-runtime", "@ai-sdk/amazon-bedrock"].map((name) => [name, over(name)]),
  );
  for (const door in imports) {
    if (door === "nothing" || door in rivals) continue;
    compare(
      `cold import of ${door}`,
      [over(door), "ms"],
      door === "." ? rivals : { "an empty program": Math.min(...times.get("nothing")!) },
      {
        less: true,
      },
    );
  }
  bound("cold import of .", [over("."), "ms"], 5);
}

/** The gateways, one core each in its turn. */
async function runGateways(): Promise<void> {
  const upstream = await startUpstream();
  const [hello, pass, signed, minted, portkey] = [freePort(), freePort(), freePort(), freePort(), freePort()] as const;
  await ours(0, "hello", hello, "");
  await ours(0, "pass-through", pass, upstream.url);
  await ours(0, "handler", signed, upstream.url);
  await ours(0, "handler, minted key", minted, upstream.url);
  const script = await portkeyScript();
  await start(0, "node", [script, "--headless", `--port=${portkey}`], portkey, { PORT: String(portkey) });
  const json = { "content-type": "application/json" };
  const toPortkey = {
    ...json,
    "x-portkey-provider": "bedrock",
    "x-portkey-aws-access-key-id": "AKIDEXAMPLE",
    "x-portkey-aws-secret-access-key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "x-portkey-aws-region": "us-east-1",
    "x-portkey-custom-host": upstream.url,
  };
  const rounds = quick ? 3 : 8;
  const big = "x".repeat(1_000_000);
  const cases: [what: string, nativePath: string, native: object, chat: object, connections: number][] = [
    ["JSON, requests/s on one core", `/model/${MODEL}/converse`, NATIVE, CHAT, 32],
    ["streams of 50 events, streams/s on one core", `/model/${MODEL}/converse-stream`, NATIVE, {
      ...CHAT,
      stream: true,
    }, 32],
    [
      "JSON with a body of 1 MB, requests/s on one core",
      `/model/${MODEL}/converse`,
      { messages: [{ role: "user", content: [{ text: big }] }] },
      { ...CHAT, messages: [{ role: "user", content: big }] },
      8,
    ],
  ];
  for (const [what, path, native, chat, connections] of cases) {
    const to = (port: number, path: string, body: object, headers: Record<string, string> = json) => () =>
      load({ url: `http://127.0.0.1:${port}${path}`, headers, body: JSON.stringify(body), connections });
    const best = await bestOf(rounds, {
      hello: to(hello, "/", native),
      "pass-through": to(pass, path, native),
      native: to(signed, path, native),
      "native, minted key": to(minted, path, native),
      chat: to(signed, "/v1/chat/completions", chat),
      "chat, minted key": to(minted, "/v1/chat/completions", chat),
      Portkey: to(portkey, "/v1/chat/completions", chat, toPortkey),
    });
    const promised = /1 MB/.test(what) ? {} : { times: ["Portkey", 8] as [string, number] };
    compare(`handler, OpenAI's ${what}`, [best.chat, "/s"], { Portkey: best.Portkey }, promised);
    compare(`handler with a minted key, OpenAI's ${what}`, [best["chat, minted key"], "/s"], { Portkey: best.Portkey });
    const rivals = { "bare Deno.serve pass-through": best["pass-through"], "Deno.serve hello": best.hello };
    compare(`handler, Bedrock's ${what}`, [best.native, "/s"], rivals, {
      times: ["bare Deno.serve pass-through", 0.6],
    });
    compare(`handler with a minted key, Bedrock's ${what}`, [best["native, minted key"], "/s"], rivals, {
      times: ["bare Deno.serve pass-through", 0.6],
    });
  }
  for (const child of running.splice(0)) await end(child);
  await runSlowStreams(script, json, toPortkey);
}

async function portkeyScript(): Promise<string> {
  const args = ["--yes", "--package", PORTKEY, "-c", "command -v gateway"];
  const { stdout, stderr } = await new Deno.Command("npx", { args }).output();
  const path = new TextDecoder().decode(stdout).trim();
  if (path === "") throw new Error(`Cannot find Portkey's gateway: ${new TextDecoder().decode(stderr)}`);
  return await Deno.realPath(path);
}

/** Five hundred models that think for a while, all at a time. */
async function runSlowStreams(
  script: string,
  json: Record<string, string>,
  toPortkey: Record<string, string>,
): Promise<void> {
  const connections = 500;
  const slow = freePort();
  await ours(1, "slow", slow, "");
  const upstream = `http://127.0.0.1:${slow}`;
  const results: Record<string, { perStream: number; first: number }> = {};
  const chat = JSON.stringify({ ...CHAT, stream: true });
  const contenders: [string, (port: number) => Promise<Deno.ChildProcess>, string, string, Record<string, string>][] = [
    ["chat", (port) => ours(0, "handler", port, upstream), "/v1/chat/completions", chat, json],
    [
      "native",
      (port) => ours(0, "handler", port, upstream),
      `/model/${MODEL}/converse-stream`,
      JSON.stringify(NATIVE),
      json,
    ],
    [
      "pass-through",
      (port) => ours(0, "pass-through", port, upstream),
      `/model/${MODEL}/converse-stream`,
      JSON.stringify(NATIVE),
      json,
    ],
    [
      "Portkey",
      (port) => start(0, "node", [script, "--headless", `--port=${port}`], port, { PORT: String(port) }),
      "/v1/chat/completions",
      chat,
      { ...toPortkey, "x-portkey-custom-host": upstream },
    ],
  ];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    for (const [name, begin, path, body, headers] of contenders) {
      const port = freePort();
      const child = await begin(port);
      const target = { url: `http://127.0.0.1:${port}${path}`, headers, body };
      // What the first streams bring along is not the price of the others
      await loadOfOurOwn({ ...target, connections: 20 });
      const before = await memoryOf(child.pid);
      let peak = before;
      const watch = setInterval(async () => peak = Math.max(peak, await memoryOf(child.pid)), 100);
      const { failures, firstByte } = await loadOfOurOwn({ ...target, connections });
      clearInterval(watch);
      running.splice(running.indexOf(child), 1);
      await end(child);
      if (failures > 0) throw new Error(`Cannot measure slow streams: ${name} failed ${failures} of ${connections}`);
      const perStream = (peak - before) / connections;
      const known = results[name];
      results[name] = {
        perStream: Math.min(known?.perStream ?? Infinity, perStream),
        first: Math.min(known?.first ?? Infinity, firstByte.p50),
      };
    }
  }
  const of = (measure: "perStream" | "first", name: string): number => results[name]![measure];
  for (const [own, what] of [["chat", "OpenAI's chat"], ["native", "Bedrock's event stream"]] as const) {
    const rivals = (measure: "perStream" | "first"): Record<string, number> => ({
      ...(own === "chat" ? { Portkey: of(measure, "Portkey") } : {}),
      "bare Deno.serve pass-through": of(measure, "pass-through"),
    });
    compare(`memory for each of 500 open streams, ${what}`, [of("perStream", own), "KB"], rivals("perStream"), {
      less: true,
    });
    bound(`memory for each of 500 open streams, ${what}`, [of("perStream", own), "KB"], 150);
    compare(
      `500 streams begun at once, first byte of the middle one, ${what}`,
      [of("first", own), "ms"],
      rivals("first"),
      { less: true },
    );
  }
}

/** What a process has in memory, in KB. */
async function memoryOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]);
}

const STEPS: Record<string, () => Promise<void>> = {
  benches: runBenches,
  imports: runColdImports,
  gateways: runGateways,
};
try {
  for (const [name, step] of Object.entries(STEPS)) {
    if (only !== undefined && only !== name) continue;
    console.error(`${name} …`);
    await step();
  }
} finally {
  for (const child of running) await end(child);
  await Deno.remove(work, { recursive: true });
}
console.table(
  rows.map(({ ratio, kept, ...row }) => ({
    ...row,
    ratio: round(ratio),
    kept: kept === undefined ? "" : kept ? "yes" : "NO",
  })),
);
if (only === undefined) {
  await Deno.writeTextFile(
    `${here}bench.json`,
    JSON.stringify({ date: new Date().toISOString(), deno: Deno.version.deno, rows }, undefined, 2) + "\n",
  );
  await Deno.writeTextFile(`${here}bench.svg`, draw(rows));
}
