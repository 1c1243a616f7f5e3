/**
 * `key`: credentials in, a short-term Bedrock API key out.
 *
 * @module
 */
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { jsonOptionRow } from "./common_options.ts";
import type { Room } from "./room.ts";

const HOURS_12 = 43_200;

/** The command. */
export const keyCommand: Command = {
  name: "key",
  group: "See what there is",
  summary: "mint a short-term API key",
  description: [
    "The key is made on this machine, nobody is asked; it is good for one region, and not longer than the credentials " +
    "that it is made of. Whoever has it may do on Bedrock what they may.",
  ],
  options: [
    { name: "expires-in", value: "TIME", text: "how long it lasts: 900, 30m, 12h (the most, and the default)" },
    { name: "export", text: "print a line for the shell" },
    { ...jsonOptionRow, text: "print the key and its expiration as JSON" },
  ],
  examples: [
    { line: "key --expires-in 1h", text: "the key" },
    { line: 'eval "$(bedrock key --export)"', text: "for every Bedrock client in this shell" },
    { line: "key --profile dev --region eu-central-1 --json", text: "whose, where, until when" },
  ],
  run: key,
};

async function key(room: Room): Promise<void> {
  const { args, signal, terminal } = room;
  const expiresIn = secondsOf(args.text("expires-in"));
  const [{ region, options: { credentials } }, { fromMintedApiKey }, { isApiKey }] = await Promise.all([
    room.connection(),
    import("../credentials/minted_api_key.ts"),
    import("../credentials/identity.ts"),
  ]);
  if (credentials !== undefined && typeof credentials === "object" && isApiKey(credentials)) {
    throw new UsageError("a key cannot be minted from another");
  }
  const provider = fromMintedApiKey({
    region,
    expiresIn,
    now: () => terminal.now(),
    ...(credentials === undefined ? {} : { credentials: credentials as never }),
  });
  const { apiKey, expiration } = await provider({ signal, region });
  if (args.flag("json")) return await room.printJson({ apiKey, expiration, region });
  await room.printLines([args.flag("export") ? `export AWS_BEARER_TOKEN_BEDROCK='${apiKey}'` : apiKey]);
  if (terminal.isTerminal.stderr && expiration !== undefined) {
    await room.say(`good in ${region} until ${expiration.toISOString().replace(/\.\d+/, "")}`);
  }
}

const UNITS: Record<string, number> = { "": 1, s: 1, m: 60, h: 3600 };

function secondsOf(text: string | undefined): number {
  if (text === undefined) return HOURS_12;
  const [, count, unit] = /^(\d+)([smh]?)$/.exec(text) ?? [];
  const seconds = Number(count) * UNITS[unit ?? ""]!;
  if (!(seconds >= 1 && seconds <= HOURS_12)) {
    throw new UsageError(`--expires-in is ${JSON.stringify(text)}, wanted 1s to 12h`);
  }
  return seconds;
}
