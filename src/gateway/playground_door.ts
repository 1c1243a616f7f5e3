/**
 * Whoever comes for the playground in, let through where it is on: only then is the page, which is larger than all else, loaded.
 *
 * @module
 */
import type { Exchange, Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";
import { welcome } from "./service_routes.ts";

/**
 * Serves `GET /`.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @returns The page, or a few lines of help where it is off.
 */
export async function frontPage(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  if (!gateway.playground) return welcome(exchange, gateway);
  const { showPage } = await import("./playground_route.ts");
  return await showPage(exchange.request);
}

/**
 * Makes the function that serves what the page asks about a model.
 *
 * @param name What it asks.
 * @returns The route's function. It answers 404 where the playground is off.
 */
export function playgroundData(
  name: "describeModel" | "judgeBody",
): (exchange: Exchange, gateway: Gateway) => Promise<Reply> {
  return async function serve(exchange: Exchange, gateway: Gateway): Promise<Reply> {
    if (!gateway.playground) {
      throw new GatewayError("Cannot find route: the playground is off, wanted the option playground", {
        status: 404,
        code: "unknown_url",
      });
    }
    return await (await import("./playground_route.ts"))[name](exchange, gateway);
  };
}

/**
 * Gives a browser that has no key the page with its refusal, since the page can ask for one; whatever else comes without a
 * key gets the refusal alone.
 *
 * @param request The request.
 * @param refusal What it was refused with.
 * @returns The refusal, with the page where a browser can show it.
 */
export async function refusedPage(request: Request, refusal: Reply): Promise<Reply> {
  if (refusal.status !== 401 || request.headers.get("accept")?.includes("text/html") !== true) return refusal;
  const { showPage } = await import("./playground_route.ts");
  const page = await showPage(request, 401);
  // Not Basic, which has browsers ask in their own words before they show anything.
  return { ...page, headers: { ...page.headers, "www-authenticate": "Bearer" } };
}
