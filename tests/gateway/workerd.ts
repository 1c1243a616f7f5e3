/**
 * A Worker's module in, the address where the real workerd serves it out: bundled, configured, started and stopped.
 *
 * @module
 */

/** The exact version that the tests run. npm brings it, and keeps it for the next run. */
const WORKERD = "workerd@1.20261117.1";

/** What {@linkcode withWorkerd} starts a Worker with. */
export interface WorkerOptions {
  /** Bindings that are texts. */
  bindings?: Record<string, string>;
  /** Whether the Worker may reach loopback addresses; by default it reaches public ones only. */
  reachesLoopback?: boolean;
}

/** Serves a Worker while a test runs. */
export async function withWorkerd(
  entry: URL,
  use: (url: string) => Promise<void>,
  options: WorkerOptions = {},
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "workerd-" });
  try {
    await run(Deno.execPath(), ["bundle", "--quiet", "--platform", "browser", "-o", `${folder}/worker.js`, entry.href]);
    await Deno.writeTextFile(`${folder}/config.capnp`, configOf(options));
    const binary = (await run("npx", ["--yes", "--package", WORKERD, "-c", "command -v workerd"])).trim();
    const workerd = new Deno.Command(await Deno.realPath(binary), {
      args: ["serve", "--socket-addr=http=127.0.0.1:0", "--control-fd=1", `${folder}/config.capnp`],
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const complaints = new Response(workerd.stderr).text();
    const events = workerd.stdout.pipeThrough(new TextDecoderStream()).getReader();
    try {
      let told = "";
      while (!told.includes("\n")) {
        const { done, value } = await events.read();
        if (done) throw new Error(`Cannot start workerd: ${await complaints}`);
        told += value;
      }
      const { port } = JSON.parse(told.slice(0, told.indexOf("\n"))) as { port: number };
      await use(`http://127.0.0.1:${port}`);
    } finally {
      try {
        workerd.kill("SIGKILL");
      } catch {
        // It has ended by itself, and the test knows why.
      }
      await Promise.all([workerd.status, complaints, events.cancel()]);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function configOf({ bindings = {}, reachesLoopback = false }: WorkerOptions): string {
  const internet = reachesLoopback ? `, (name = "internet", network = (allow = ["public", "private"]))` : "";
  const rows = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)${internet}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  bindings = [${rows.join(", ")}],
  compatibilityDate = "2026-11-01",
);
`;
}

async function run(command: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(`Cannot run ${command}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
