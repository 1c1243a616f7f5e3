/**
 * An address and a body in, how many requests were answered there in a while out.
 *
 * @module
 */
import { installed, OTHER_CORE, pinned, run, work } from "./processes.ts";

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
}

/**
 * Makes load for a while, with wrk.
 *
 * @param load The load.
 * @param seconds How long.
 * @returns How many requests were answered, each with 200.
 */
export async function drive({ url, headers, body, connections }: Load, seconds: number): Promise<number> {
  const wrk = await installed("wrk");
  if (wrk === undefined) throw new Error("Cannot make load: there is no wrk, and it cannot be installed");
  await Deno.writeTextFile(`${work}/body`, body);
  const lines = Object.entries(headers).map(([name, value]) =>
    `wrk.headers[${JSON.stringify(name)}]=${JSON.stringify(value)}`
  );
  await Deno.writeTextFile(
    `${work}/load.lua`,
    `wrk.method="POST" ${lines.join(" ")} local f=io.open("${work}/body","rb") wrk.body=f:read("*a") f:close()
    done=function(s,l,r) io.write(string.format("%d %d\\n",s.requests,s.errors.status+s.errors.connect)) end`,
  );
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", `${work}/load.lua`, url];
  const last = (await run(pinned(OTHER_CORE, [wrk, ...args]))).trim().split("\n").at(-1)!;
  const [requests, errors] = last.split(" ").map(Number);
  if (errors !== 0) throw new Error(`Cannot load ${url}: ${errors} of ${requests} requests failed`);
  return requests!;
}
