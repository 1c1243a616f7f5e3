/**
 * An emulator on a loopback port, by WebSocket too, which tells who left it, and what a page without a console of its own
 * reports.
 *
 * @module
 */
import { sessionFrames } from "../../src/emulator/bidirectional.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { signingKey } from "../../src/emulator/sigv4.ts";
import { SonicSession } from "../../src/emulator/sonic.ts";
import { piecesOf, settled } from "../client/talking.ts";
import type { Report } from "../conformance.ts";

/** A far end that listens. */
export interface FarEndServer extends AsyncDisposable {
  /** Its address. */
  endpoint: string;
  /** What a page reported. */
  reported: Promise<Report>;
}

/** Serves an emulator, and a page with a script when there is one. */
export function serveFarEnd(script: string = ""): FarEndServer {
  const left = new Set<string>();
  const sessions: Promise<unknown>[] = [];
  const emulate = createEmulator({ onCancel: (requestId) => void left.add(requestId) });
  const { promise: reported, resolve: report } = Promise.withResolvers<Report>();
  const options = {
    port: 0,
    hostname: "127.0.0.1",
    onListen: (): void => {},
    // What breaks here was asked to
    onError: (): Response => new Response(null, { status: 500 }),
  };
  const server = Deno.serve(options, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.headers.get("upgrade") === "websocket") {
      const { socket, response } = Deno.upgradeWebSocket(request);
      const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
      socket.onopen = () => void sessions.push(speak(socket, searchParams), closed);
      return response;
    }
    if (pathname.startsWith("/far/left/")) return Response.json(left.has(pathname.split("/").at(-1)!));
    if (pathname === "/far/report") {
      report(await request.json());
      return new Response();
    }
    if (pathname === "/far/script.js") return new Response(script, { headers: { "content-type": "text/javascript" } });
    if (pathname === "/far/page") {
      const page = `<!doctype html><title>Conformance</title><script type="module" src="script.js"></script>`;
      return new Response(page, { headers: { "content-type": "text/html" } });
    }
    const response = await emulate(request);
    if (!pathname.endsWith("-bidirectional-stream") || !response.ok) return response;
    // Whoever is silent may also leave by saying no more: then the answer ends
    const flush = (): void => void left.add(response.headers.get("x-amzn-requestid")!);
    return new Response(response.body!.pipeThrough(new TransformStream({ flush })), response);
  });
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    reported,
    async [Symbol.asyncDispose](): Promise<void> {
      await server.shutdown();
      // A connection that became a WebSocket is none of the server's any more
      await Promise.all(sessions);
      await settled();
    },
  };
}

/** Speaks over a WebSocket whose address was presigned. */
async function speak(socket: WebSocket, query: URLSearchParams): Promise<void> {
  const pieces = piecesOf(socket).getReader();
  const [, date, region, service] = query.get("X-Amz-Credential")!.split("/") as [string, string, string, string];
  const scope = { date, region, service };
  const key = await signingKey(emulatorCredentials.secretAccessKey, scope);
  const seed = { signature: query.get("X-Amz-Signature")!, key, scope };
  for await (const frame of sessionFrames(new SonicSession("far"), pieces, seed, Date.now)) {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame as Uint8Array<ArrayBuffer>);
  }
}
