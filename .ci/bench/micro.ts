/**
 * What `deno bench` measures within one process in, rows of the table out.
 *
 * @module
 */
import { run } from "./processes.ts";
import { compare } from "./rows.ts";

interface Bench {
  group: string | null;
  origin: string;
  name: string;
  baseline: boolean;
  results: { ok?: { min: number } }[];
}

/** What was promised of some of them, against the AWS SDK. */
const PROMISED: readonly [what: RegExp, atLeast: number][] = [
  [/^invoke chunks to events.* 16384 B/, 10],
  [/16 KiB reads, to server-sent events/, 20],
];

/** Runs every bench beside its rival; the fastest run of each counts. */
export async function runMicro(): Promise<void> {
  const { benches } = JSON.parse(
    await run([Deno.execPath(), "bench", "--allow-all", "--no-check", "--json", "tests"]),
  ) as { benches: Bench[] };
  const microseconds = ({ results }: Bench): number => results[0]!.ok!.min / 1000;
  for (const members of Map.groupBy(benches, ({ origin, group }) => `${origin} ${group}`).values()) {
    const own = members.find(({ baseline }) => baseline);
    if (own === undefined) continue;
    const what = `${own.group}${/server-sent/.test(own.name) ? ", to server-sent events" : ""}`;
    const atLeast = PROMISED.find(([pattern]) => pattern.test(what))?.[1];
    for (const member of members) {
      // Other ways of our own are for whoever works on them: `deno bench` shows those
      if (member === own || !/@|aws4fetch/.test(member.name)) continue;
      const times = atLeast !== undefined && /aws-sdk/.test(member.name) ? { rival: member.name, atLeast } : undefined;
      compare(
        what,
        { value: microseconds(own), unit: "us", less: true },
        { [member.name]: microseconds(member) },
        times ? { times } : {},
      );
    }
  }
}
