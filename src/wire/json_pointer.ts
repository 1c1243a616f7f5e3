/**
 * A JSON Pointer as it stands behind a `#` in, the names of its steps out (RFC 6901, section 6).
 *
 * @module
 */

/**
 * Reads a pointer.
 *
 * @param fragment What stands behind the `#`: `/$defs/a%20b`, or nothing for the document itself.
 * @returns The steps' names. A per cent sign that escapes nothing stands for itself.
 */
export function pointerSteps(fragment: string): string[] {
  return fragment.split("/").slice(1).map((step) => unescaped(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
