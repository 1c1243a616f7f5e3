/**
 * A method and a raw path in, the row of the route table that serves them out.
 *
 * @module
 */
import { BoundedMap } from "../client/bounded_map.ts";
import type { ErrorDialect } from "./errors.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { GatewayError } from "./gateway_error.ts";

/** Longer paths than this are cut anew each time: callers choose them. */
const MAX_KEPT = 512;

/** A row of the route table. */
export interface Route {
  /** The HTTP method. A `GET` answers `HEAD` too. */
  method: "GET" | "POST" | "HEAD" | "DELETE";
  /** The path: `{name}` stands for one or more segments, as an ARN may come with its slashes. */
  path: string;
  /** What it does, for the description at `/openapi.json`. */
  summary: string;
  /** Whose words it speaks. */
  dialect: ErrorDialect;
  /** Whether it is served without a key. @default {false} */
  open?: boolean;
  /** Serves it. */
  handle: (exchange: Exchange, gateway: Gateway) => Promise<Reply> | Reply;
}

/** A route that was found, with the raw labels of its path. */
export interface Match {
  /** The row. */
  route: Route;
  /** What stands for each `{name}`. */
  labels: readonly string[];
}

/** Finds routes. */
export type Router = (method: string, path: string) => Match;

/** What fits a path: its routes, one for each method. */
interface Fit {
  routes: readonly Route[];
  labels: readonly string[];
}

interface Pattern {
  path: string;
  /** Gives the labels of a path that fits. */
  read: (path: string) => string[] | undefined;
  routes: Route[];
}

/**
 * Compiles a route table.
 *
 * @param routes The table; where two patterns fit, the earlier row wins.
 * @returns A function that finds a row. It throws a {@linkcode GatewayError}: 404, or 405 with the methods there are.
 */
export function createRouter(routes: readonly Route[]): Router {
  const fixed = new Map<string, Route[]>();
  // Patterns are looked up by their first segment and their last, so that a request is held against a few of them only.
  const patterns = new Map<string, Pattern[]>();
  for (const route of routes) {
    if (!route.path.includes("{")) {
      append(fixed, route.path, route);
      continue;
    }
    const last = lastSegment(route.path);
    const ends = firstSegment(route.path) + (last.includes("{") ? "" : last);
    const known = patterns.get(ends)?.find(({ path }) => path === route.path);
    if (known !== undefined) known.routes.push(route);
    else append(patterns, ends, { path: route.path, read: readerOf(route.path), routes: [route] });
  }
  function fit(path: string): Fit {
    const exact = fixed.get(path);
    if (exact !== undefined) return { routes: exact, labels: [] };
    const first = firstSegment(path);
    for (const ends of [first + lastSegment(path), first]) {
      for (const { read, routes } of patterns.get(ends) ?? []) {
        const labels = read(path);
        if (labels !== undefined) return { routes, labels };
      }
    }
    throw new GatewayError("Cannot find route: the gateway does not serve this path", {
      status: 404,
      code: "unknown_url",
    });
  }
  // Callers ask for few models: a path that was asked for lately is not cut again.
  const lately = new BoundedMap<string, Fit>(256);
  return function find(method: string, path: string): Match {
    let found = lately.get(path);
    if (found === undefined) {
      found = fit(path);
      if (path.length <= MAX_KEPT) lately.set(path, found);
    }
    return { route: pick(found.routes, method), labels: found.labels };
  };
}

/** Makes what reads the labels of a pattern: most have one, between a beginning and an end. */
function readerOf(pattern: string): Pattern["read"] {
  const [first = "", last = "", ...more] = pattern.split(/\{[^}]+\}/);
  if (more.length === 0) {
    return (path) => {
      const isOne = path.length >= first.length + last.length && path.startsWith(first) && path.endsWith(last);
      return isOne ? [path.slice(first.length, path.length - last.length)] : undefined;
    };
  }
  const source = [first, last, ...more].map((piece) => piece.replaceAll(".", "\\.")).join("(.*)");
  const expression = new RegExp(`^${source}$`, "s");
  return (path) => expression.exec(path)?.slice(1);
}

/** The refusal of a method that a path does not have. */
export class MethodError extends GatewayError {
  /** The methods it has. */
  readonly allow: string;

  /**
   * Creates an error.
   *
   * @param allow The methods the path has.
   */
  constructor(allow: string) {
    super(`Cannot find route: the method is not served here, wanted ${allow}`, {
      status: 405,
      code: "method_not_allowed",
    });
    this.allow = allow;
  }
}

function pick(routes: readonly Route[], method: string): Route {
  for (const route of routes) if (route.method === method) return route;
  const headless = method === "HEAD" ? routes.find((row) => row.method === "GET") : undefined;
  if (headless !== undefined) return headless;
  const methods = new Set<string>(routes.map((row) => row.method));
  if (methods.has("GET")) methods.add("HEAD");
  throw new MethodError([...methods].join(", "));
}

function firstSegment(path: string): string {
  const end = path.indexOf("/", 1);
  return end < 0 ? path : path.slice(0, end);
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/"));
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * The dialect whose words a path's errors are told in, also when nothing is served there.
 *
 * @param path The raw path.
 * @param headers The request's headers: Anthropic's clients name their version.
 * @returns The dialect.
 */
export function dialectOf(path: string, headers: Headers): ErrorDialect {
  switch (firstSegment(path)) {
    case "/v1":
      if (path === "/v1/messages" || path.startsWith("/v1/messages/")) return "anthropic";
      return path.startsWith("/v1/models") && headers.has("anthropic-version") ? "anthropic" : "openai";
    case "/anthropic":
      return "anthropic";
    case "/model":
    case "/guardrail":
    case "/guardrail-checks":
    case "/guardrails":
    case "/async-invoke":
    case "/foundation-models":
    case "/foundation-model-availability":
    case "/inference-profiles":
    case "/provisioned-model-throughput":
    case "/provisioned-model-throughputs":
    case "/custom-models":
    case "/imported-models":
      return "native";
    default:
      return "openai";
  }
}
