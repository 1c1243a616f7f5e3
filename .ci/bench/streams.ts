/**
 * An address in, what it is like when many slow streams are open there at a time out. A program of its own, which opens them all
 * at once, and reads each to its end.
 *
 * @module
 */
import type { Load } from "./load.ts";

/** What came of it. */
export interface Opened {
  /** Streams that were answered with another status than 200, or broke. */
  failures: number;
  /** Milliseconds to the first byte of the middle one. */
  firstByte: number;
}

async function open({ url, headers, body, connections }: Load): Promise<Opened> {
  const waits: number[] = [];
  let failures = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    const asked = performance.now();
    try {
      const response = await fetch(url, { method: "POST", headers, body });
      if (response.status !== 200) failures++;
      let first = true;
      for await (const _ of response.body!) {
        if (first) waits.push(performance.now() - asked);
        first = false;
      }
    } catch {
      failures++;
    }
  }));
  waits.sort((a, b) => a - b);
  return { failures, firstByte: waits[waits.length >> 1] ?? NaN };
}

if (import.meta.main) console.log(JSON.stringify(await open(JSON.parse(Deno.args[0]!))));
