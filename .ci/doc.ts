/**
 * Documentation lint over every door in `exports`, as one run.
 *
 * @module
 */
const { exports } = JSON.parse(Deno.readTextFileSync("deno.json")) as { exports: Record<string, string> };
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["doc", "--lint", "--quiet", ...Object.values(exports)],
  stdout: "null",
}).output();
Deno.exit(code);
