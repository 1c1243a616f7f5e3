import { assertEquals } from "../deps.ts";
import { leavesAtHeaders } from "../../src/wire/hasty_caller.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const SDK = "aws-sdk-js/3.1163.0 ua/2.1 os/linux lang/js md/nodejs#20.20.2 api/bedrock-runtime#3.1163.0 m/N,E,e";

Deno.test("leavesAtHeaders() tells the AWS SDK for JavaScript over HTTP/2, and nobody for whom a server of Deno's works", () => {
  const told = (headers: Record<string, string>): boolean =>
    leavesAtHeaders(new Headers(headers), { userAgent: "Deno/2.9.6" });
  assertEquals(told({ "user-agent": SDK }), true);
  assertEquals(told({ "user-agent": `an-app/1.0 ${SDK}` }), true);
  assertEquals(told({ "user-agent": SDK, host: "127.0.0.1:8000" }), false, "HTTP/1.1, or a Worker");
  assertEquals(told({ "user-agent": SDK, via: "2.0 proxy" }), false, "a proxy keeps its connection");
  assertEquals(told({ "user-agent": SDK, "x-forwarded-for": "192.0.2.1" }), false, "a proxy keeps its connection");
  assertEquals(told({ "user-agent": "aws-sdk-java/2.40.0 md/io#async" }), false);
  assertEquals(told({ "user-agent": "curl/8.5.0" }), false);
  assertEquals(told({}), false);
  for (const runtime of [undefined, { userAgent: "Cloudflare-Workers" }]) {
    assertEquals(leavesAtHeaders(new Headers({ "user-agent": SDK }), runtime), false, "no server of Deno's");
  }
});

// With the Deno that mends it, `leavesAtHeaders` and what follows from it can go
Deno.test(
  "Deno.serve() drops what a caller had not got when it said goodbye, in the Deno that this is about",
  { ...options, ignore: !Deno.version.deno.startsWith("2.9.") },
  async () => {
    let isHeard = (): void => {};
    const heard = new Promise<void>((resolve) => isHeard = resolve);
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
      let count = 0;
      const body = new ReadableStream<Uint8Array>({
        async pull(controller): Promise<void> {
          if (count++ > 0) await heard;
          if (count === 3) controller.close();
          else controller.enqueue(new Uint8Array([count]));
        },
        cancel: () => isHeard(),
      }, { highWaterMark: 0 });
      return new Response(body);
    });
    const connection = await Deno.connect({ port: server.addr.port, hostname: "127.0.0.1" });
    const send = async (type: number, flags: number, stream: number, payload: number[] = []): Promise<void> => {
      await connection.write(new Uint8Array([0, 0, payload.length, type, flags, 0, 0, 0, stream, ...payload]));
    };
    await connection.write(new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    await send(4, 0, 0);
    // GET / of http: three entries of the table that every connection begins with
    await send(1, 5, 1, [0x82, 0x84, 0x86]);
    let isWhole = false;
    for await (const { type, flags, stream } of framesOf(connection)) {
      if (type === 1) {
        await send(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        await send(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
      }
      // The answer to the ping says that the goodbye before it was heard
      if (type === 6 && flags === 1) isHeard();
      isWhole = type === 0 && stream === 1 && flags === 1;
      if (isWhole || type === 3) break;
    }
    connection.close();
    await server.shutdown();
    assertEquals(isWhole, false);
  },
);

async function* framesOf(connection: Deno.Conn): AsyncGenerator<{ type: number; flags: number; stream: number }> {
  let bytes: number[] = [];
  const buffer = new Uint8Array(1024);
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    bytes.push(...buffer.subarray(0, count));
    while (bytes.length >= 9) {
      const length = (bytes[0]! << 16) + (bytes[1]! << 8) + bytes[2]!;
      if (bytes.length < 9 + length) break;
      yield { type: bytes[3]!, flags: bytes[4]!, stream: bytes[8]! };
      bytes = bytes.slice(9 + length);
    }
  }
}
