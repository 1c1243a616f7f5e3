/**
 * The client's half of the conformance list as a page: served by the far end itself, which it sends its report to.
 *
 * @module
 */
import { CHECKS, conform, farEndAt } from "../conformance.ts";

const { origin } = globalThis.location;
const report = await conform(CHECKS.client, farEndAt(origin));
await fetch(`${origin}/far/report`, { method: "POST", body: JSON.stringify(report) });
