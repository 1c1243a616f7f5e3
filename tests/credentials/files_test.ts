/** localFiles() and what names things on disk: paths in, texts, homes and hashes out. */
import { assertEquals, assertRejects } from "../deps.ts";
import { isNotFound, reasonOf } from "../../src/credentials/failure.ts";
import { builtin, digestHex, homeOf, localFiles, readIfThere } from "../../src/credentials/files.ts";
import { strict } from "./recorded.ts";

Deno.test("localFiles() replaces a file whole, readable by its owner only", strict, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = localFiles();
    const path = `${folder}/token.json`;
    await Deno.writeTextFile(path, "old");
    await files.writeTextFile?.(path, "new");
    assertEquals(await files.readTextFile(path), "new");
    assertEquals((await Deno.stat(path)).mode! & 0o777, 0o600);
    await assertRejects(() => files.writeTextFile!(`${folder}/none/token.json`, "x"));
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["token.json"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readIfThere() tells a missing file from one that cannot be read", strict, async () => {
  assertEquals(await readIfThere(localFiles(), "/no/such/file"), undefined);
  const failing = { readTextFile: (): Promise<string> => Promise.reject(new Error("broken disk")) };
  await assertRejects(() => readIfThere(failing, "/x"), Error, "broken disk");
  assertEquals(isNotFound(undefined), false);
});

Deno.test("localFiles() says so where there is no file system", strict, async () => {
  const holder = globalThis as { process?: unknown };
  const kept = Object.getOwnPropertyDescriptor(holder, "process")!;
  try {
    Object.defineProperty(holder, "process", { value: undefined, configurable: true, writable: true });
    assertEquals(builtin("node:fs/promises"), undefined);
    await assertRejects(() => localFiles().readTextFile("/x"), Error, "there is no file system here");
    assertEquals(localFiles().home, undefined);
  } finally {
    Object.defineProperty(holder, "process", kept);
  }
});

Deno.test("homeOf() goes by the environment, then the file system", strict, () => {
  const files = { home: "/root/", readTextFile: () => Promise.resolve("") };
  const home = (env: Record<string, string>): string | undefined => homeOf(files, (name) => env[name]);
  assertEquals(home({ HOME: "/a/", USERPROFILE: "C:\\b" }), "/a");
  assertEquals(home({ USERPROFILE: "C:\\b\\" }), "C:\\b");
  assertEquals(home({ HOMEDRIVE: "C:", HOMEPATH: "\\c" }), "C:\\c");
  assertEquals(home({}), "/root");
  assertEquals(homeOf({ readTextFile: files.readTextFile }, () => undefined), undefined);
});

Deno.test("digestHex() names files as AWS's tools do", strict, async () => {
  const { createHash } = await import("node:crypto");
  const url = "https://d-1234567890.awsapps.com/start";
  assertEquals(await digestHex("SHA-1", url), createHash("sha1").update(url).digest("hex"));
  assertEquals(await digestHex("SHA-256", url), createHash("sha256").update(url).digest("hex"));
});

Deno.test("reasonOf() puts what a runtime threw in one line", strict, () => {
  assertEquals(reasonOf(new Error("It broke.\n  at line 1")), "It broke");
  assertEquals(reasonOf(new TypeError("")), "TypeError");
  assertEquals(reasonOf("text"), "it failed without saying why");
  assertEquals(
    reasonOf(new Deno.errors.NotCapable('Requires read access to "/x", run again with the --allow-read flag')),
    "permission is missing, wanted --allow-read=/x",
  );
  assertEquals(
    reasonOf(new Deno.errors.NotCapable("Requires env access, run again with the --allow-env flag")),
    "permission is missing, wanted --allow-env",
  );
});
