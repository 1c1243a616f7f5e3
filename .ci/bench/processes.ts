/**
 * A command in, a program on a core of its own out, with the time and the memory that it took.
 *
 * @module
 */

const here = new URL("./", import.meta.url).pathname;
const running = new Set<Deno.ChildProcess>();

/** The core of whatever is not measured. */
export const OTHER_CORE = 1;

/** Where this run keeps its files. */
export const work: string = await Deno.makeTempDir({ prefix: "bench-" });

/** Ends whatever still runs, and forgets the files. */
export async function clean(): Promise<void> {
  for (const child of running) await end(child);
  await Deno.remove(work, { recursive: true });
}

/**
 * Finds a program, or has Debian's package of it installed, where there is Debian and we may.
 *
 * @param program Its name.
 * @param debian The package's name.
 * @returns Its path; nothing when there is none.
 */
export async function installed(program: string, debian: string = program): Promise<string | undefined> {
  const found = await programAt(program);
  if (found !== undefined || await programAt("apt-get") === undefined || Deno.uid() !== 0) return found;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", debian]]) {
    await new Deno.Command("apt-get", { args, env, stdout: "null", stderr: "null" }).output();
  }
  return await programAt(program);
}

async function programAt(name: string): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":").concat("/usr/sbin")) {
    const path = `${folder}/${name}`;
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return undefined;
}

/** A command and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

const taskset = navigator.hardwareConcurrency > 1 ? await programAt("taskset") : undefined;

/**
 * Keeps a command to one core.
 *
 * @param core The core.
 * @param command The command.
 * @returns The command that does so; the same one where that cannot be done.
 */
export function pinned(core: number, [program, ...args]: Command): Command {
  return taskset === undefined ? [program, ...args] : [taskset, "-c", String(core), program, ...args];
}

/**
 * Runs a command to its end.
 *
 * @param command The command.
 * @returns What it wrote.
 * @throws {Error} When it fails.
 */
export async function run([program, ...args]: Command): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`Cannot run ${program} ${args.join(" ")}: ${text.decode(stderr).slice(-2000)}`);
  return text.decode(stdout);
}

/** A server that answers. */
export interface Server {
  /** Its address. */
  url: string;
  /** Its process. */
  child: Deno.ChildProcess;
}

/** A port that nobody listens on. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/**
 * Starts a server, and waits until it answers.
 *
 * @param core The core it runs on.
 * @param port The port it listens on.
 * @param command The command.
 * @param env Variables of its environment.
 * @returns The server.
 */
export async function start(core: number, port: number, command: Command, env = {}): Promise<Server> {
  const [program, ...args] = pinned(core, command);
  const child = new Deno.Command(program, { args, env, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  running.add(child);
  const url = `http://127.0.0.1:${port}`;
  for (let turn = 0; turn < 600; turn++) {
    const answered = await fetch(url).then((response) => response.body?.cancel(), () => null);
    if (answered !== null) return { url, child };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot start ${command.join(" ")}: it does not answer`);
}

/**
 * Starts one of the servers of `server.ts`.
 *
 * @param core The core it runs on.
 * @param name Which.
 * @param upstream The address of what stands behind it.
 * @param v8 What V8 is told; as `deno task serve` does where nothing is said.
 * @returns The server.
 */
export function startOwn(
  core: number,
  name: string,
  upstream = "",
  v8 = "--max-semi-space-size=8",
): Promise<Server> {
  const port = freePort();
  const flags = ["--allow-all", "--no-check", "--unstable-no-legacy-abort", `--v8-flags=${v8}`];
  return start(core, port, [Deno.execPath(), "run", ...flags, `${here}server.ts`, name, String(port), upstream]);
}

/**
 * Ends a program.
 *
 * @param child The program.
 */
export async function end(child: Deno.ChildProcess): Promise<void> {
  running.delete(child);
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended
  }
  await child.status;
}

/**
 * Tells the time that a process had of its core so far.
 *
 * @param child The process.
 * @returns Seconds; those since this program began where nobody tells.
 */
export async function coreTimeOf({ pid }: Deno.ChildProcess): Promise<number> {
  const text = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => undefined);
  if (text === undefined) return performance.now() / 1000;
  // Behind the name in brackets; the clock of these ticks a hundred times in a second
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/**
 * Tells what a process has in memory.
 *
 * @param child The process.
 * @returns KB.
 */
export async function memoryOf({ pid }: Deno.ChildProcess): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await Deno.readTextFile(`/proc/${pid}/status`))![1]);
}

/**
 * Lets contenders take turns, round after round, and keeps the best round of each: whatever else a machine does makes a program
 * slower, never faster.
 *
 * @param rounds How many.
 * @param turns What each does in its turn: it gives a number, the larger the better.
 * @returns The largest of each.
 */
export async function bestOf<Name extends string>(
  rounds: number,
  turns: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const best = {} as Record<Name, number>;
  for (let round = 0; round < rounds; round++) {
    for (const name in turns) best[name] = Math.max(best[name] ?? -Infinity, await turns[name]());
  }
  return best;
}
