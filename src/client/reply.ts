/**
 * Parsed JSON and its shape in, the same with bytes and dates where AWS's documents have them out.
 *
 * @module
 */
import { decodeBase64 } from "../wire/base64.ts";
import type { Shape } from "./operations.ts";

/**
 * Turns base64 into bytes, and times into dates, where they stand. Documents are not looked into.
 *
 * @param value The parsed JSON, which is changed.
 * @param shape Its shape.
 * @returns The value.
 */
export function fromWire(value: unknown, shape: Shape | undefined): unknown {
  if (shape === undefined || shape === "document" || value == null) return value;
  if (shape === "blob") return typeof value === "string" ? decodeBase64(value) : value;
  if (shape === "time" || shape === "epoch") {
    return new Date(typeof value === "number" ? value * 1000 : value as string);
  }
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) value[at] = fromWire(value[at], shape);
    return value;
  }
  const members = value as Record<string, unknown>;
  const every = shape["*"];
  for (const member in every ? members : shape) {
    if (member in members) members[member] = fromWire(members[member], shape[member] ?? every);
  }
  return value;
}
