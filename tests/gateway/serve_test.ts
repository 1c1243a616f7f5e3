import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { withWorkerd } from "./workerd.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const SERVE = new URL("../../src/serve.ts", import.meta.url);
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;
const PERMISSIONS = ["--allow-net", "--allow-env", "--allow-read", "--allow-sys=homedir"];
const CHAT = { model: "nova-lite", messages: [{ role: "user", content: "Say hello" }] };
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/** An environment in which nothing leads to AWS, not even a machine's metadata. */
const BARE = { AWS_EC2_METADATA_DISABLED: "true", HOME: "/nonexistent", NO_COLOR: "1" };

interface Program {
  /** The first lines that it wrote, up to the one that a text is in. */
  lines(text: string): Promise<string>;
  /** Sends a signal. */
  kill(signal: Deno.Signal): void;
  /** Its exit code, and what it wrote to stderr. */
  ended: Promise<{ code: number; stderr: string }>;
}

async function withProgram(
  args: string[],
  env: Record<string, string>,
  use: (program: Program) => Promise<void>,
): Promise<void> {
  const keep = ["PATH", "DENO_DIR", "NPM_CONFIG_REGISTRY"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args.slice(0, 1), "--quiet", "--config", CONFIG, ...PERMISSIONS, ...args.slice(1)],
    env: { ...Object.fromEntries(keep), DENO_DIR: await denoDir(), ...BARE, ...env },
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const out = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let written = "";
  try {
    await use({
      async lines(text): Promise<string> {
        while (!written.includes(text) || !written.endsWith("\n")) {
          const { done, value } = await out.read();
          if (done) throw new Error(`the program ended: ${written}${await stderr}`);
          written += value;
        }
        return written;
      },
      kill: (signal) => child.kill(signal),
      ended: child.status.then(async ({ code }) => ({ code, stderr: await stderr })),
    });
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await Promise.all([child.status, stderr, out.cancel()]);
  }
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

function addressIn(text: string): string {
  const found = /http:\/\/(?:127\.0\.0\.1|\[::1\]):\d+/.exec(text);
  assert(found !== null, text);
  return found[0];
}

/** Asks under another name, as a browser does whose page had its name rebound; `fetch` would not. */
async function rawStatus(url: string, host: string): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const request = `GET /v1/models HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(1024);
  const count = await connection.read(bytes);
  return new TextDecoder().decode(bytes.subarray(0, count ?? 0)).split("\r\n")[0]!;
}

Deno.test(
  "serve.ts run as a program says what it serves, from where and what to try, and then does",
  OPTIONS,
  async () => {
    await withProgram(["run", SERVE.href, "--listen"], { PORT: "0" }, async ({ lines }) => {
      const text = await lines("Try:");
      assertEquals(text.trim().split("\n").length, 2);
      assertStringIncludes(text, "the emulator");
      const url = addressIn(text);
      const [, path, body] = /curl \S+:\d+(\S+) -d '([^']+)'/.exec(text)!;
      const response = await fetch(url + path, { method: "POST", body: body! });
      assertEquals([response.status, response.headers.get("x-bedrock-emulator")], [200, "true"]);
      assertEquals((await response.json()).choices[0].message.content, "hello");
      const line = JSON.parse((await lines('"route"')).trim().split("\n").at(-1)!);
      assertEquals([line.route, line.status, line.key], ["/v1/chat/completions", 200, "anonymous"]);
      assertMatch(await rawStatus(url, "evil.example"), / 401 /);
      assertMatch(await rawStatus(url, "localhost"), / 200 /);
    });
  },
);

Deno.test("serve.ts needs a key when keys are set, also on loopback", OPTIONS, async () => {
  await withProgram(["run", SERVE.href, "--listen"], { PORT: "0", GATEWAY_KEYS: "k1,k2" }, async ({ lines }) => {
    const url = addressIn(await lines("Try:"));
    const ask = async (headers: Record<string, string>): Promise<number> => {
      const init = { method: "POST", body: JSON.stringify(CHAT), headers };
      const response = await fetch(`${url}/v1/chat/completions`, init);
      await response.body?.cancel();
      return response.status;
    };
    assertEquals([await ask({}), await ask({ "x-api-key": "k2" }), await ask({ "x-api-key": "k3" })], [401, 200, 401]);
  });
});

Deno.test(
  "serve.ts refuses with the reason where the emulator might be taken for AWS, or anybody could call",
  OPTIONS,
  async () => {
    const cases: [Record<string, string>, string][] = [
      [{ HOST: "0.0.0.0" }, "GATEWAY_KEYS"],
      [{ HOST: "0.0.0.0", GATEWAY_KEYS: "k" }, "AWS_ACCESS_KEY_ID"],
      [{ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_REGION: "us-east-1" }, "AWS_SECRET_ACCESS_KEY"],
      [{ AWS_PROFILE: "missing" }, "missing"],
      [{ GATEWAY_BACKEND: "aws" }, "AWS_ACCESS_KEY_ID"],
      [{ AWS_BEARER_TOKEN_BEDROCK: "key" }, "AWS_REGION"],
      [{ GATEWAY_BACKEND: "azure" }, "GATEWAY_BACKEND"],
      [{ PORT: "eighty" }, "PORT"],
    ];
    for (const [env, reason] of cases) {
      await withProgram(["run", SERVE.href, "--listen"], { PORT: "0", ...env }, async ({ ended }) => {
        const { code, stderr } = await ended;
        assertEquals(code, 1, JSON.stringify(env));
        assertStringIncludes(stderr, reason);
        assertEquals(stderr.trim().split("\n").length, 1, stderr);
      });
    }
  },
);

Deno.test("serve.ts logs why Bedrock cannot be reached, and tells no caller", OPTIONS, async () => {
  const gone = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const env = {
    PORT: "0",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${gone.addr.port}`,
  };
  gone.close();
  await withProgram(["run", SERVE.href, "--listen"], env, async ({ lines, kill, ended }) => {
    const url = addressIn(await lines("Try: "));
    const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(CHAT) });
    assertEquals(response.status >= 500, true);
    assertEquals(/refused/i.test(await response.text()), false);
    kill("SIGTERM");
    const { stderr } = await ended;
    assertMatch(stderr, /BedrockError: .*: .*refused/i);
    assertEquals(stderr.includes("Say hello"), false);
  });
});

Deno.test("serve.ts fetches no image whose name leads to a private address", OPTIONS, async () => {
  // The program's own DNS and network, so that nothing leaves this machine.
  const world = `
    const addresses = { "in.edge.dev": ["169.254.169.254"], "both.edge.dev": ["8.8.8.8", "10.0.0.1"], "out.edge.dev": ["8.8.8.8"] };
    Deno.resolveDns = (host, type) => type === "A" && host in addresses
      ? Promise.resolve(addresses[host]) : Promise.reject(new Deno.errors.NotFound());
    const png = Uint8Array.from(atob("${PNG}"), (one) => one.charCodeAt(0));
    globalThis.fetch = (url) => (console.log("asked " + url),
      Promise.resolve(new Response(png, { headers: { "content-type": "image/png" } })));
    const { listen } = await import("${SERVE.href}");
    await listen();`;
  const program = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(program, world);
    const env = { PORT: "0", GATEWAY_IMAGE_HOSTS: "*" };
    await withProgram(["run", "--no-check", program], env, async ({ lines }) => {
      const url = addressIn(await lines("Try:"));
      const ask = async (host: string): Promise<[number, string]> => {
        const content = [{ type: "image_url", image_url: { url: `https://${host}/a.png` } }];
        const body = JSON.stringify({ ...CHAT, messages: [{ role: "user", content }] });
        const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
        const { choices, error } = await response.json();
        return [response.status, error?.message ?? choices[0].message.content];
      };
      for (const host of ["in.edge.dev", "both.edge.dev", "nowhere.edge.dev"]) {
        assertEquals(await ask(host), [400, "Cannot fetch image 1: its host is not a public name"]);
      }
      assertEquals(await ask("out.edge.dev"), [200, "I see 1 image (png, 1x1)."]);
      assertEquals((await lines("out.edge.dev")).match(/asked .*/g), ["asked https://out.edge.dev/a.png"]);
    });
  } finally {
    await Deno.remove(program);
  }
});

Deno.test(
  "serve.ts under Deno's OpenTelemetry goes on with a caller's trace, and AWS trusts what it signed",
  OPTIONS,
  async () => {
    const emulator = createEmulator();
    const traces: (string | null)[] = [];
    const aws = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      traces.push(request.headers.get("traceparent"));
      const { url, method, headers } = request;
      return await emulator(url, { method, headers, body: await request.bytes() });
    });
    const { accessKeyId, secretAccessKey } = emulatorCredentials;
    const env = {
      PORT: "0",
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_PROTOCOL: "console",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.addr.port}`,
    };
    try {
      await withProgram(["run", SERVE.href, "--listen"], env, async ({ lines }) => {
        const url = addressIn(await lines("Try:"));
        const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        const response = await fetch(`${url}/v1/chat/completions`, {
          method: "POST",
          body: JSON.stringify(CHAT),
          headers: { traceparent },
        });
        assertEquals([response.status, (await response.json()).choices[0].message.content], [200, "hello"]);
        assertMatch(traces.join("|"), /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
      });
    } finally {
      await aws.shutdown();
    }
  },
);

Deno.test("serve.ts makes one gateway for all requests, whose limits and metrics add up", OPTIONS, async () => {
  const keys = JSON.stringify([{ key: "k1", requestsPerMinute: 2 }]);
  await withProgram(["run", SERVE.href, "--listen"], { PORT: "0", GATEWAY_KEYS: keys }, async ({ lines }) => {
    const url = addressIn(await lines("Try:"));
    const headers = { authorization: "Bearer k1" };
    const statuses: number[] = [];
    for (let count = 0; count < 3; count++) {
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify(CHAT),
        headers,
      });
      statuses.push(response.status);
      await response.body?.cancel();
    }
    assertEquals(statuses, [200, 200, 429]);
  });
});

Deno.test("serve.ts lets a stream finish when it is told to stop, and takes no more", OPTIONS, async () => {
  await withProgram(["run", SERVE.href, "--listen"], { PORT: "0" }, async ({ lines, kill, ended }) => {
    const url = addressIn(await lines("Try:"));
    const body = { ...CHAT, stream: true, max_tokens: 2000, messages: [{ role: "user", content: "Count to 300" }] };
    const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
    kill("SIGTERM");
    assertStringIncludes(await response.text(), "data: [DONE]");
    const { code } = await ended;
    assertEquals(code, 0);
    const after = await fetch(`${url}/health`).then(() => "answered", () => "refused");
    assertEquals(after, "refused");
  });
});

Deno.test("serve.ts under deno serve listens once, where it is told to, in every isolate", OPTIONS, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const args = ["serve", "--parallel", "--host", "127.0.0.1", "--port", String(port), SERVE.href];
  await withProgram(args, { DENO_JOBS: "2" }, async ({ lines }) => {
    const url = addressIn(await lines("Try:"));
    assertMatch(url, new RegExp(`:${port}$`));
    for (let turn = 0; turn < 20; turn++) {
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify(CHAT),
        headers: { connection: "close" },
      });
      assertEquals(response.status, 200);
      await response.body?.cancel();
    }
  });
});

Deno.test("serve.ts in workerd reads its bindings with the request", OPTIONS, async () => {
  const bindings = { GATEWAY_BACKEND: "emulator", GATEWAY_KEYS: "bound-key", GATEWAY_LOG: "off" };
  await withWorkerd(SERVE, async (url) => {
    const ask = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(CHAT), headers });
    const refused = await ask({});
    assertEquals(refused.status, 401);
    await refused.body?.cancel();
    const response = await ask({ authorization: "Bearer bound-key" });
    assertEquals([response.status, response.headers.get("x-bedrock-emulator")], [200, "true"]);
    await response.body?.cancel();
  }, { bindings });
  await withWorkerd(SERVE, async (url) => {
    const response = await fetch(`${url}/health`);
    assertEquals(response.status, 503);
    await response.body?.cancel();
  });
});
