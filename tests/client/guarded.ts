/**
 * A test in, the same under guard out: it fails when it leaves a timer, a body or a connection behind.
 *
 * @module
 */

/** Registers a test with the sanitizers on, which are off by default. */
export function guarded(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: true, sanitizeResources: true });
}
