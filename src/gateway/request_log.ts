/**
 * What became of a request in, one line of a log out. Nothing of what was asked or answered is in a report, so nothing of it
 * is in a line.
 *
 * @module
 */
import type { RequestReport } from "./request_report.ts";

/**
 * Writes a report as JSON, for machines.
 *
 * @param report The report.
 * @param time When it was written.
 * @returns The line.
 */
export function jsonLine(report: RequestReport, time: Date): string {
  return JSON.stringify({ time: time.toISOString(), ...report });
}

/**
 * Writes a report in words, for who sits before it.
 *
 * @param report The report.
 * @returns The line.
 */
export function plainLine(report: RequestReport): string {
  const { method, route, status, outcome, durationMs, model, inputTokens, outputTokens, errorCode, region } = report;
  const tokens = outputTokens === undefined ? undefined : `${inputTokens ?? 0}+${outputTokens} tokens`;
  const end = outcome === "ok" ? undefined : errorCode ?? outcome;
  const words = [method, route, status, `${durationMs.toFixed(0)} ms`, model, region, tokens, end];
  return words.filter((word) => word !== undefined).join("  ");
}
