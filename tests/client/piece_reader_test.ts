import { assertEquals, assertRejects } from "../deps.ts";
import { readPieces } from "../../src/client/piece_reader.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

/** A body as a runtime hands it out: it fills the buffer that waits for it, and tells how large that was. */
function body(pieces: number[], waiting: number[] = []): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: "bytes",
    pull(controller): void {
      const view = controller.byobRequest!.view as Uint8Array<ArrayBuffer>;
      waiting.push(view.length);
      const wanted = pieces.shift();
      if (wanted === undefined) {
        controller.close();
        controller.byobRequest!.respond(0);
      } else {
        view.fill(7, 0, wanted);
        controller.byobRequest!.respond(Math.min(wanted, view.length));
      }
    },
  });
}

Deno.test(
  "readPieces() waits at first as for a whole answer, then for a trickle with a small buffer, and for a flood with a large one",
  OPTIONS,
  async () => {
    const waiting: number[] = [];
    const reader = readPieces(body([100, 2048, 99_999, 99_999, 99_999, 100, 100], waiting));
    const lengths: number[] = [];
    for (let piece = await reader.read(); piece; piece = await reader.read()) lengths.push(piece.length);
    assertEquals(lengths, [100, 2048, 8192, 32_768, 65_536, 100, 100]);
    assertEquals(waiting, [16_384, 2048, 8192, 32_768, 65_536, 65_536, 2048, 2048]);
  },
);

Deno.test("readPieces() gives a program's own stream as it comes", OPTIONS, async () => {
  const reader = readPieces(ReadableStream.from([Uint8Array.of(1), Uint8Array.of(2, 3)]));
  assertEquals([await reader.read(), await reader.read(), await reader.read()], [
    Uint8Array.of(1),
    Uint8Array.of(2, 3),
    undefined,
  ]);
});

Deno.test("readPieces() passes on that nobody reads any more, and what the body failed with", OPTIONS, async () => {
  for (const type of ["bytes", undefined] as const) {
    let reason: unknown;
    const cancelled = new ReadableStream({ type, cancel: (why) => void (reason = why) } as UnderlyingByteSource);
    await readPieces(cancelled).cancel("enough");
    assertEquals(reason, "enough");
    const failed = new ReadableStream(
      { type, pull: (controller) => controller.error(new Error("reset")) } as UnderlyingByteSource,
    );
    const reader = readPieces(failed);
    await assertRejects(() => reader.read(), Error, "reset");
    await reader.cancel("it failed, which was told");
  }
});
