/**
 * The trouble that a request asks for goes in, an answer that comes in the place of any other comes out.
 *
 * @module
 */
import { forever } from "./body_stream.ts";
import { type Faults, NO_FAULTS, numberOf, refusalOf } from "./faults.ts";
import { invalid, unknownOperationResponse } from "./refusal.ts";

/** Spares a request whose trouble has been met often enough: `times=2` troubles two, and the third goes through. */
export function spare(faults: Faults, spared: Map<string, number>): Faults {
  const times = numberOf(faults, "times", 0);
  if (times === 0) return faults;
  const line = [...faults].join(";");
  const met = spared.get(line) ?? 0;
  if (met < times) spared.set(line, met + 1);
  else spared.delete(line);
  if (spared.size > 256) spared.delete(spared.keys().next().value!);
  return met < times ? faults : NO_FAULTS;
}

/** Never answers, until the server says that the caller is gone; whatever is returned then, nobody reads. */
export async function hangServed(request: Request): Promise<Response> {
  await forever(request.signal).catch(() => {});
  return new Response(null, { status: 503 });
}

/** The trouble that comes instead of any answer. */
export async function troubleBeforeAnswer(
  faults: Faults,
  signal: AbortSignal,
  headers: Headers,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
): Promise<Response | undefined> {
  if (faults.has("slow")) await wait(numberOf(faults, "slow", 50), signal);
  if (faults.has("hang")) await forever(signal);
  if (faults.has("network")) throw new TypeError("error sending request: connection reset, as was asked for");
  if (faults.has("unknown-operation")) return unknownOperationResponse(headers);
  if (faults.has("html")) {
    const status = numberOf(faults, "html", 502);
    // Some statuses have no body
    if (!Number.isInteger(status) || status < 200 || status > 599 || [204, 205, 304].includes(status)) {
      throw invalid(`Cannot apply fault: ${status} is no status of a page, wanted html=200 to html=599`);
    }
    const page = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>\n`;
    return new Response(page, { status, headers: { "content-type": "text/html" } });
  }
  const refusal = refusalOf(faults);
  if (refusal) throw refusal;
  return undefined;
}
