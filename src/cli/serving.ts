/**
 * `serve` and `emulator`: a port in, a server on it out, until Ctrl-C.
 *
 * @module
 */
import { UsageError } from "./arguments.ts";
import type { Command, Option } from "./command.ts";
import { regionOfProfile } from "./connection.ts";
import { reasonOf } from "./files.ts";
import type { Room } from "./room.ts";
import type { Listening } from "./terminal.ts";

/** Why, see `src/wire/hasty_caller.ts`. */
const HTTP1_ONLY =
  "The AWS SDK for JavaScript needs its option requestHandler: new NodeHttpHandler(): over HTTP/2 it would lose the end of " +
  "streams and of long answers, which are refused.";

const portOption = (port: number): Option => ({
  name: "port",
  short: "p",
  value: "N",
  number: { from: 0, to: 65_535, whole: true },
  text: `the port, ${port} unless it is given; 0 takes any that is free`,
});

/** `serve`. */
export const serveCommand: Command = {
  name: "serve",
  group: "Serve",
  summary: "serve Bedrock's, OpenAI's and Anthropic's APIs",
  description: [
    "Everything that the environment may say of the gateway (GATEWAY_KEYS, GATEWAY_MODELS, …) holds here too. Off loopback " +
    "there must be keys.",
    HTTP1_ONLY,
  ],
  options: [
    portOption(8000),
    { name: "host", value: "NAME", text: "the address to listen on, 127.0.0.1 unless it is given" },
  ],
  examples: [
    { line: "serve", text: "on http://127.0.0.1:8000" },
    { line: "serve --emulator --port 9000", text: "without an account" },
    { line: "serve --region eu-central-1 --profile dev", text: "whose account, and where" },
  ],
  run: serve,
};

/** `emulator`. */
export const emulatorCommand: Command = {
  name: "emulator",
  group: "Serve",
  summary: "serve Bedrock itself, played by the emulator, on loopback",
  description: ["Any Bedrock client can be pointed at it: the AWS CLI and SDKs take AWS_ENDPOINT_URL.", HTTP1_ONLY],
  options: [
    portOption(8001),
    {
      name: "pace",
      value: "MS",
      number: { from: 0, to: 60_000 },
      text: "milliseconds between two pieces of a streamed answer",
    },
    {
      name: "fault",
      value: "WORDS",
      text: "trouble for every request: throttle, cut, bad-crc, exception-midway, slow=200 …",
    },
  ],
  examples: [
    { line: "emulator", text: "on http://127.0.0.1:8001" },
    { line: "emulator --pace 40 --fault 'throttle;times=1'", text: "slow, and every other request throttled" },
    {
      line: "prompt --endpoint-url http://127.0.0.1:8001 --region us-east-1 Hi",
      text: "ask it, with any keys it accepts",
    },
  ],
  run: emulator,
};

/** The settings that options stand for; all else comes from the environment. */
async function serve(room: Room): Promise<number> {
  const { args, terminal } = room;
  refuse(room, ["timeout"]);
  const endpoint = args.text("endpoint-url");
  const isEmulated = args.flag("emulator") === true;
  if (isEmulated && endpoint !== undefined) throw new UsageError("--emulator and --endpoint-url exclude each other");
  const profile = args.text("profile");
  const region = args.text("region");
  const isPlaced = isEmulated ||
    ["GATEWAY_REGIONS", "AWS_REGION", "AWS_DEFAULT_REGION"].some((name) => terminal.env(name));
  const overrides: Record<string, string | undefined> = {
    PORT: args.text("port"),
    HOST: args.text("host"),
    AWS_REGION: region ?? (isPlaced ? undefined : await regionOfProfile(profile)),
    GATEWAY_REGIONS: region,
    GATEWAY_BACKEND: isEmulated ? "emulator" : undefined,
  };
  const { listen } = await import("../serve.ts");
  await listen((name: string) => overrides[name] ?? terminal.env(name), { profile, endpoint });
  return 0;
}

async function emulator(room: Room): Promise<number> {
  const { args, signal } = room;
  refuse(room, ["region", "profile", "endpoint-url", "timeout"]);
  const { createEmulator } = await import("../emulator/emulator.ts");
  const fault = args.text("fault");
  const answer = createEmulator({
    pace: args.number("pace") ?? 0,
    ...(fault === undefined ? {} : { faults: () => fault }),
  });
  const server = serveOn(room, args.number("port") ?? 8001, answer);
  signal.addEventListener("abort", () => void server.shutdown(), { once: true });
  await room.printLines([
    `Serving the emulator on ${server.url}`,
    "Point a Bedrock client at it:",
    `  export AWS_ENDPOINT_URL=${server.url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
  ]);
  await server.finished;
  return 0;
}

function serveOn({ terminal }: Room, port: number, answer: (request: Request) => Promise<Response>): Listening {
  try {
    return terminal.serve(port, answer);
  } catch (cause) {
    throw new Error(`Cannot listen on http://127.0.0.1:${port}: ${reasonOf(cause)}`, { cause });
  }
}

/** Refuses options of every command that would change nothing here. */
function refuse({ args }: Room, names: readonly string[]): void {
  for (const name of names) {
    if (args.has(name)) throw new UsageError(`--${name} is for commands that ask Bedrock, this one answers`);
  }
}
