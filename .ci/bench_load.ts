/**
 * An address and a body in, what it takes to be served there out: how many requests a second, or how long many slow streams
 * wait for their first byte. A program of its own: what makes the load must not be what is measured.
 *
 * @module
 */

/** What the load is. */
export interface Load {
  /** Where it goes. */
  url: string;
  /** The headers. */
  headers: Record<string, string>;
  /** The body of each request. */
  body: string;
  /** How many requests are under way at a time. */
  connections: number;
  /** How long, in milliseconds; nothing: once over all connections. */
  duration?: number;
}

/** What came of it. */
export interface Yield {
  /** Requests that were answered. */
  requests: number;
  /** Those that were answered with another status than 200, or not at all. */
  failures: number;
  /** Requests in a second. */
  perSecond: number;
  /** Milliseconds to the first byte of the answer: the middle and the last but one in a hundred. */
  firstByte: { p50: number; p99: number };
  /** Bytes that came. */
  bytes: number;
}

async function drive({ url, headers, body, connections, duration }: Load): Promise<Yield> {
  const waits: number[] = [];
  let [failures, bytes] = [0, 0];
  const began = performance.now();
  const once = async (): Promise<void> => {
    const asked = performance.now();
    try {
      const response = await fetch(url, { method: "POST", headers, body });
      let first = true;
      for await (const piece of response.body!) {
        if (first) waits.push(performance.now() - asked);
        first = false;
        bytes += piece.length;
      }
      if (response.status !== 200) failures++;
    } catch {
      failures++;
    }
  };
  await Promise.all(Array.from({ length: connections }, async () => {
    do await once(); while (duration !== undefined && performance.now() - began < duration);
  }));
  const took = performance.now() - began;
  waits.sort((a, b) => a - b);
  const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN;
  return {
    requests: waits.length,
    failures,
    perSecond: waits.length / took * 1000,
    firstByte: { p50: at(0.5), p99: at(0.99) },
    bytes,
  };
}

if (import.meta.main) console.log(JSON.stringify(await drive(JSON.parse(Deno.args[0]!))));
