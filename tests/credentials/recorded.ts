/**
 * A far end for the sources: answers in, a fetch that gives them and remembers what it was asked out; files and a clock
 * in memory; and the documents that AWS's services answer with.
 *
 * @module
 */
import type { FileSystem } from "../../src/credentials/files.ts";

/** The options that every test of this house runs under. */
export const strict: { sanitizeOps: boolean; sanitizeResources: boolean } = {
  sanitizeOps: true,
  sanitizeResources: true,
};

/** What was asked. */
export interface Asked {
  method: string;
  url: string;
  headers: Headers;
  body: string;
}

/** A fetch that remembers. */
export type RecordingFetch = typeof fetch & { asked: Asked[] };

/** Answers each request by a function; `undefined` is an answer that never comes. */
export function recording(answer: (asked: Asked, index: number) => Response | Error | undefined): RecordingFetch {
  const asked: Asked[] = [];
  const send = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const one = {
      method: init?.method ?? "GET",
      url: String(input),
      headers: new Headers(init?.headers),
      body: typeof init?.body === "string" ? init.body : "",
    };
    asked.push(one);
    const given = answer(one, asked.length - 1);
    if (given instanceof Error) return Promise.reject(given);
    if (given !== undefined) return Promise.resolve(given);
    return new Promise((_, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason), { once: true });
    });
  };
  return Object.assign(send, { asked });
}

/** A clock that stands until it is moved. */
export class Clock {
  #time: number;

  constructor(time = "2026-01-15T12:00:00Z") {
    this.#time = Date.parse(time);
  }

  readonly now = (): Date => new Date(this.#time);

  advance(minutes: number): void {
    this.#time += minutes * 60_000;
  }

  in(minutes: number): Date {
    return new Date(this.#time + minutes * 60_000);
  }
}

/** A file system in memory. */
export function memoryFiles(texts: Record<string, string>): FileSystem & { texts: Record<string, string> } {
  return {
    home: "/home/you",
    texts,
    readTextFile: (path) => {
      const text = texts[path];
      if (text !== undefined) return Promise.resolve(text);
      return Promise.reject(Object.assign(new Error("no such file"), { code: "ENOENT" }));
    },
    writeTextFile: (path, text) => {
      texts[path] = text;
      return Promise.resolve();
    },
  };
}

/** Waits for nothing. */
export const noSleep = (): Promise<void> => Promise.resolve();

/** STS's answer of `AssumeRole` or `AssumeRoleWithWebIdentity`. */
export function stsReply(action: string, name: string, expiration: Date): string {
  return `<?xml version="1.0"?>
<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <${action}Result>
    <AssumedRoleUser>
      <AssumedRoleId>AROAEXAMPLE:session</AssumedRoleId>
      <Arn>arn:aws:sts::123456789012:assumed-role/demo/session</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA${name}</AccessKeyId>
      <SecretAccessKey>secret/of+${name}</SecretAccessKey>
      <SessionToken>token&amp;of&#x3d;${name}</SessionToken>
      <Expiration>${expiration.toISOString()}</Expiration>
    </Credentials>
    <PackedPolicySize>6</PackedPolicySize>
  </${action}Result>
  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
</${action}Response>`;
}

/** STS's refusal. */
export function stsError(code: string, message: string, status = 400, headers: HeadersInit = {}): Response {
  const text = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
    `<Code>${code}</Code><Message>${message}</Message></Error><RequestId>c6104cbe</RequestId></ErrorResponse>`;
  return new Response(text, { status, headers });
}

/** The credentials that `stsReply` holds. */
export function stsCredentials(name: string, expiration: Date): Record<string, unknown> {
  return {
    accessKeyId: `ASIA${name}`,
    secretAccessKey: `secret/of+${name}`,
    sessionToken: `token&of=${name}`,
    expiration,
    accountId: "123456789012",
  };
}

/** Reads a form as STS does. */
export function formOf(asked: Asked | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(asked?.body ?? ""));
}

/** Serves on loopback for as long as a test runs. */
export async function serving<T>(handler: Deno.ServeHandler, test: (base: string) => Promise<T>): Promise<T> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  try {
    return await test(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}
