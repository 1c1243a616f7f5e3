/**
 * A method and a path as on the wire go in, who answers and what stood in the labels come out.
 *
 * @module
 */
import type { Call } from "./call.ts";
import { converse, converseStream } from "./converse.ts";
import { invokeModel, invokeModelWithResponseStream } from "./invoke.ts";
import { invalid } from "./refusal.ts";

/** Which of the service's hosts an operation lives on. */
export type Service = "bedrock" | "bedrock-runtime";

/** One operation. */
export interface Route {
  /** The operation's name. */
  operation: string;
  /** The method. */
  method: string;
  /** The path, with labels in braces. */
  path: string;
  /** The host it lives on. */
  service: Service;
  /** Answers. */
  answer: (call: Call) => Promise<Response> | Response;
  /** Whether an API key may call it. @default {true} */
  bearer?: boolean;
}

/** A route that fits, or the methods that would. */
export type RouteMatch = { route: Route; labels: Record<string, string> } | { allowed: string[] };

/** Every operation of the runtime. */
const RUNTIME: readonly Route[] = [
  ["InvokeModel", "POST", "/model/{modelId}/invoke", invokeModel] as const,
  [
    "InvokeModelWithResponseStream",
    "POST",
    "/model/{modelId}/invoke-with-response-stream",
    invokeModelWithResponseStream,
  ] as const,
  ["Converse", "POST", "/model/{modelId}/converse", converse] as const,
  ["ConverseStream", "POST", "/model/{modelId}/converse-stream", converseStream] as const,
].map(([operation, method, path, answer]) => ({ operation, method, path, answer, service: "bedrock-runtime" }));

/** All routes. */
export const ROUTES: readonly Route[] = [...RUNTIME];

const PATTERNS: ReadonlyMap<string, RegExp> = new Map(
  ROUTES.map(({ path }) => [path, new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`)]),
);

/** Finds the route of a request; `undefined` when no path fits. */
export function findRoute(method: string, path: string, service: Service | undefined): RouteMatch | undefined {
  const allowed: string[] = [];
  for (const route of ROUTES) {
    if (service !== undefined && route.service !== service) continue;
    const match = PATTERNS.get(route.path)!.exec(path);
    if (!match) continue;
    if (route.method === method) return { route, labels: decodeLabels(match.groups ?? {}) };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { allowed } : undefined;
}

function decodeLabels(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, text]) => {
      try {
        return [name, decodeURIComponent(text)];
      } catch {
        throw invalid(`The label ${name} of the path is not percent-encoded UTF-8.`);
      }
    }),
  );
}
