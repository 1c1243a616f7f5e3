/**
 * What became of a request, or what was to blame, in; one line of a log out. Nothing of what was asked or answered is in a
 * report, so nothing of it is in a line.
 *
 * @module
 */
import { BedrockError } from "../client/errors.ts";
import { depthOf } from "./depth_of.ts";
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

/**
 * Writes down what was to blame for a request that failed here or at Bedrock.
 *
 * @param cause What was thrown.
 * @param id The request's id.
 * @returns The line.
 */
export function failureLine(cause: unknown, id: string): string {
  if (!(cause instanceof Error)) return `${id} something was thrown that is no error`;
  const depth = cause instanceof BedrockError && cause.code === "NetworkError" ? depthOf(cause) : "";
  return `${id} ${cause.name}: ${cause.message}${depth}`;
}
