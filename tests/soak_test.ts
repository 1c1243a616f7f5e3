import type { Round } from "./soak.ts";
import { assert, assertEquals } from "./deps.ts";

Deno.test(
  "under load nothing is lost or mixed up, who leaves is noticed, and memory and handles return to their level",
  { sanitizeOps: true, sanitizeResources: true },
  async () => {
    const program = new URL("soak.ts", import.meta.url).href;
    const config = new URL("../deno.json", import.meta.url).pathname;
    const flags = ["--no-check", "--quiet", "--unstable-no-legacy-abort", "--v8-flags=--expose-gc"];
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", ...flags, `--config=${config}`, program, "4", "300", "50", "--json"],
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const rounds: Round[] = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals(rounds.length, 4);
    for (const { sent, answered, refused, broken, abandoned, ...wrong } of rounds) {
      assertEquals(answered + refused + broken + abandoned, sent);
      for (const count of [answered, refused, broken, abandoned]) assert(count > 0);
      const { mixed, lost, untold, inFlight } = wrong;
      assertEquals({ mixed, lost, untold, inFlight }, { mixed: 0, lost: 0, untold: 0, inFlight: 0 });
    }
    // The first round brings what is kept: code, keys, connections
    const [, second, , last] = rounds as [Round, Round, Round, Round];
    assert(last.heap < second.heap * 1.15, `from ${second.heap} KB to ${last.heap} KB`);
    assert(last.handles <= second.handles + 50, `from ${second.handles} handles to ${last.handles}`);
  },
);
