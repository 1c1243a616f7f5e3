import { assertEquals } from "../deps.ts";
import { pointerSteps } from "../../src/wire/json_pointer.ts";

Deno.test("pointerSteps() reads the pointers of RFC 6901, and a per cent sign that escapes nothing", () => {
  assertEquals(pointerSteps(""), []);
  assertEquals(pointerSteps("/foo/0"), ["foo", "0"]);
  assertEquals(pointerSteps("/"), [""]);
  assertEquals(pointerSteps("/a~1b/m~0n/~01"), ["a/b", "m~n", "~1"]);
  assertEquals(pointerSteps("/c%25d/e%5Ef/%20"), ["c%d", "e^f", " "]);
  assertEquals(pointerSteps("/$defs/100%"), ["$defs", "100%"]);
});
