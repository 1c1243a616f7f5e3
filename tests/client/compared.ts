/**
 * Two clients and one question in; nothing out, or how what they sent and read differs.
 *
 * @module
 */
// deno-lint-ignore-file no-explicit-any -- what two clients gave, whatever it is
import { assertEquals } from "../deps.ts";

/** A request, without what is the client's own affair. */
export interface Seen {
  /** The method. */
  method: string;
  /** The path, as it was sent. */
  path: string;
  /** The query's parameters, sorted. */
  query: string[];
  /** The headers that the operation has a say in. */
  headers: Record<string, string>;
  /** The body: parsed when it is JSON. */
  body: unknown;
}

/** A reply, to be given to whoever asks next. */
export interface Canned {
  /** The status. */
  status: number;
  /** The headers. */
  headers: Record<string, string>;
  /** The body. */
  body: Uint8Array<ArrayBuffer> | string;
}

const OWN = /^(host|user-agent|authorization|content-length|connection|accept|accept-(encoding|language)|expect)$/;
const OWN_TOO = /^(x-amz-(date|user-agent|content-sha256|security-token)|amz-sdk-.*|transfer-encoding)$/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A service on loopback that remembers what it was asked, and answers what it was told. */
export class FarEnd implements AsyncDisposable {
  /** What to answer. */
  next: Canned = { status: 200, headers: {}, body: "{}" };
  /** What was asked. */
  readonly seen: Seen[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  /** Begins to listen. */
  constructor() {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      this.seen.push(await seenOf(request));
      const { status, headers, body } = this.next;
      return new Response(body, { status, headers });
    });
  }

  /** Where it is. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Stops. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

async function seenOf(request: Request): Promise<Seen> {
  const { pathname, search } = new URL(request.url);
  const words = new TextDecoder().decode(await request.arrayBuffer()).replace(UUID, "<uuid>");
  let body: unknown = words;
  try {
    body = JSON.parse(words);
  } catch {
    // Then it is compared as it is
  }
  const headers = [...request.headers].filter(([name]) =>
    !OWN_TOO.test(name) && !(OWN.test(name) && !(name === "accept" && request.headers.get(name) !== "*/*"))
  );
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1).split("&").sort(),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value.replace(UUID, "<uuid>")])),
    body,
  };
}

/** Reads a stream to its end, if it is one. */
export async function drained(value: any): Promise<unknown> {
  if (value === null || typeof value !== "object" || !(Symbol.asyncIterator in value)) return value;
  const events: unknown[] = [];
  for await (const event of value) events.push(event);
  return events;
}

/** Makes what two clients read comparable: no matter of whose class, and what is undefined is not there. */
export function plain(value: any): unknown {
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Date) return { date: value.getTime() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined).map(([name, one]) => [name, plain(one)]),
  );
}

/** Sends the same input by both clients, and holds what they sent and read against each other. */
export async function compare(
  farEnd: FarEnd,
  label: string,
  theirs: () => Promise<unknown>,
  ours: () => Promise<unknown>,
): Promise<void> {
  farEnd.seen.length = 0;
  const their = await theirs();
  const our = await ours();
  const [theySent, weSent, ...rest] = farEnd.seen;
  assertEquals(rest, [], `${label}: one request each`);
  assertEquals(weSent, theySent, `${label}: request`);
  assertEquals(plain(our), plain(their), `${label}: reply`);
}
