/**
 * A runtime in, what it keeps of the library's promises out: one list of plain functions, the same in Deno, workerd, Bun, Node
 * and, as far as it is about the client, in a browser.
 *
 * A check uses web standards and this library, nothing else. What it needs of a network is the {@linkcode FarEnd}, which is in
 * another process where there is one.
 *
 * @module
 */
import { bidirectionalChecks } from "./conformance_bidirectional.ts";
import { clientChecks } from "./conformance_client.ts";
import { handlerChecks } from "./conformance_handler.ts";
import { streamChecks } from "./conformance_stream.ts";

/** Where the checks find a Bedrock. */
export interface FarEnd {
  /** The address of an emulator that listens. */
  endpoint: string;
  /** Asks the far end whether the reader of a stream has left it. */
  left(requestId: string | undefined): Promise<boolean>;
}

/** One promise. */
export interface Check {
  /** The symbol, then the promise. */
  name: string;
  /** Fails when the promise is broken. */
  run(far: FarEnd): void | Promise<void>;
}

/** What became of a list of checks. */
export interface Report {
  /** The names of those that ran. */
  ran: string[];
  /** What failed, and how. */
  failures: string[];
}

/** The checks, by what they are about. */
export const CHECKS: Readonly<Record<"client" | "handler", readonly Check[]>> = {
  client: [...clientChecks, ...streamChecks, ...bidirectionalChecks],
  handler: handlerChecks,
};

/** How long a check may take before it counts as one that hangs, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Makes a far end of an address.
 *
 * @param endpoint Where an emulator listens that tells at `/far/left/<request id>` who left it.
 * @returns The far end.
 */
export function farEndAt(endpoint: string): FarEnd {
  return {
    endpoint,
    async left(requestId): Promise<boolean> {
      for (let turn = 0; turn < 200; turn++) {
        const response = await fetch(`${endpoint}/far/left/${requestId}`);
        if (await response.json() === true) return true;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return false;
    },
  };
}

/**
 * Runs checks, one after the other.
 *
 * @param checks The checks.
 * @param far The far end.
 * @returns What became of them.
 */
export async function conform(checks: readonly Check[], far: FarEnd): Promise<Report> {
  const report: Report = { ran: [], failures: [] };
  for (const { name, run } of checks) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hangs = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("it hangs")), PATIENCE);
    });
    try {
      await Promise.race([run(far), hangs]);
    } catch (error) {
      report.failures.push(`${name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    } finally {
      clearTimeout(timer);
    }
    report.ran.push(name);
  }
  return report;
}
