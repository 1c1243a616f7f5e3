/**
 * A question about the gateway itself in, its answer out: whether it runs, what it has counted.
 *
 * @module
 */
import { eTag, ifNoneMatch } from "./deps.ts";
import { type Exchange, jsonReply, type Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import type { Route } from "./router.ts";

/**
 * Says that the gateway runs. It does not ask Bedrock: a platform that restarts on a bad answer would only add to an outage.
 *
 * @returns A 200.
 */
export function health(): Reply {
  return jsonReply({ status: "ok" });
}

/**
 * Answers a probe that wants nothing but a sign of life.
 *
 * @returns A 200 without a body.
 */
export function probe(): Reply {
  return { status: 200, headers: {}, body: null };
}

/**
 * Says what was counted.
 *
 * @param _exchange The request.
 * @param gateway The gateway.
 * @returns Prometheus's text.
 */
export function metrics(_exchange: Exchange, gateway: Gateway): Reply {
  return {
    status: 200,
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    body: gateway.metrics.text(),
  };
}

/**
 * Greets whoever opens the gateway's address.
 *
 * @param _exchange The request.
 * @param gateway The gateway.
 * @returns A few lines that say where things are.
 */
export function welcome(_exchange: Exchange, gateway: Gateway): Reply {
  const lines = [
    "Amazon Bedrock, by way of a gateway.",
    "",
    "POST /v1/chat/completions        OpenAI's words",
    "POST /v1/messages                Anthropic's words",
    "POST /model/{modelId}/converse   Bedrock's own words",
    "GET  /v1/models                  what there is",
    "GET  /openapi.json               the rest",
    "",
    `Region: ${gateway.upstreams.region}`,
    "",
  ];
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: lines.join("\n") };
}

/**
 * Makes the function that serves the description of a route table.
 *
 * @param routes Gives the table.
 * @returns The route's function. The description is written with the first request for it.
 */
export function description(routes: () => readonly Route[]): (exchange: Exchange) => Promise<Reply> {
  let written: string | undefined;
  return async function describeRoutes({ request }: Exchange): Promise<Reply> {
    if (written === undefined) {
      const { describe } = await import("./openapi.ts");
      written = JSON.stringify(describe(routes()));
    }
    return await tagged(request, written, "application/json");
  };
}

/** A reply that a browser need not fetch twice. */
async function tagged(request: Request, body: string, type: string): Promise<Reply> {
  const etag = await eTag(body);
  const headers = { etag, "cache-control": "private, no-cache" };
  if (!ifNoneMatch(request.headers.get("if-none-match"), etag)) return { status: 304, headers, body: null };
  return { status: 200, headers: { ...headers, "content-type": type }, body };
}
