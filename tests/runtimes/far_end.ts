/**
 * An emulator on a loopback port, which tells who left it, and what a page without a console of its own reports.
 *
 * @module
 */
import { createEmulator } from "../../src/emulator/emulator.ts";
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
    const { pathname } = new URL(request.url);
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
    return await emulate(request);
  });
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    reported,
    async [Symbol.asyncDispose](): Promise<void> {
      await server.shutdown();
    },
  };
}
