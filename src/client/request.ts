/**
 * An operation's row and a caller's input in, a plain request out: path, query, headers and body, as AWS writes them.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import { encodeUri } from "../wire/encode_uri.ts";
import { Blobs, type RequestBody, textBody } from "./json_body.ts";
import type { Operation, Shape } from "./operations.ts";

/** A request before anyone has signed it. */
export interface PlainRequest {
  /** The method. */
  method: string;
  /** The path, encoded, with a slash in front. */
  path: string;
  /** The query, encoded, without the question mark; may be empty. */
  query: string;
  /** The headers, by lower-case names. */
  headers: Record<string, string>;
  /** The body, ready to be hashed and sent. */
  body: RequestBody | undefined;
}

type Members = Record<string, unknown>;

/** What each operation does, in words: AWS's operations are as many as they are. */
const actions = new Map<string, string>();

/** The paths of operations, cut where labels stand. */
const paths = new Map<string, readonly string[]>();

/**
 * Says in words what an operation does, for messages: `InvokeModel` becomes `invoke model`.
 *
 * @param name AWS's name of the operation.
 * @returns The words.
 */
export function actionOf(name: string): string {
  const known = actions.get(name);
  if (known !== undefined) return known;
  const action = name.replace(/[A-Z]/g, (letter, at) => (at ? " " : "") + letter.toLowerCase());
  actions.set(name, action);
  return action;
}

/**
 * Writes a date as AWS does: milliseconds only when there are some.
 *
 * @param date The date.
 * @returns ISO 8601.
 * @throws {RangeError} When the date is not one.
 */
export function isoDate(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}

/**
 * Builds a request.
 *
 * @param operation The row.
 * @param input AWS's document for the operation.
 * @returns The request.
 * @throws {TypeError} When a member is missing, of the wrong type, no JSON, or has no place in the request.
 * @throws {RangeError} When a label is empty, `.` or `..`.
 */
export function buildRequest(operation: Operation, input: object): PlainRequest {
  const { method = "POST", payload, query, headers } = operation;
  const refuse = (member: string, problem: string): string => {
    return `Cannot ${actionOf(operation.name)}: ${member} ${problem}`;
  };
  if (typeof input !== "object" || input === null) throw new TypeError(refuse("input", "is missing, wanted an object"));
  const given = input as Members;
  for (const member of operation.required ?? []) {
    if (!Object.hasOwn(given, member) || given[member] == null) throw new TypeError(refuse(member, "is missing"));
  }
  // Members that have a place of their own in the request
  const taken: string[] = [];
  const take = (member: string): unknown => {
    taken.push(member);
    const value = Object.hasOwn(given, member) ? given[member] ?? undefined : undefined;
    return value === undefined && member === operation.token ? crypto.randomUUID() : value;
  };
  const request: PlainRequest = { method, path: "", query: "", headers: {}, body: undefined };
  const pieces = piecesOf(operation.path);
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    request.path += at % 2 === 0 ? piece : labelText(take(piece), (problem) => refuse(piece, problem));
  }
  if (query) {
    request.query = encodeQuery(Object.fromEntries(Object.entries(query).map(([own, wire]) => [wire, take(own)])));
  }
  for (const member in headers) {
    const value = take(member);
    if (value !== undefined) request.headers[headers[member]!] = headerText(value, (why) => refuse(member, why));
  }

  if (payload) {
    // What AWS's own client sends where there is nothing to send: to a prompt, which has its body elsewhere
    const body = take(payload) ?? (operation.duplex ? undefined : {});
    if (body !== undefined) {
      request.body = payloadBody(body, operation.input ?? "document", (problem) => refuse(payload, problem));
    }
  }
  // What was taken is left out rather than deleted: an object that lost a member is slow ever after
  const rest: Members = {};
  for (const member of Object.keys(given)) {
    if (given[member] != null && !taken.includes(member)) rest[member] = given[member];
  }
  if (operation.token && !taken.includes(operation.token)) rest[operation.token] ??= crypto.randomUUID();
  if (payload || operation.bodiless) {
    for (const member in rest) throw new TypeError(refuse(member, "is not a member of its input"));
  } else {
    request.body = jsonBody(rest, operation.input, (problem) => refuse("input", problem));
  }
  if (request.body !== undefined || payload) request.headers["content-type"] ??= "application/json";
  return request;
}

/**
 * Makes a record of headers: a runtime's `fetch` reads one in half the time that it takes for its own Headers.
 *
 * @param headers The headers, as callers may give them.
 * @returns The same, by lower-case names.
 */
export function recordOf(headers: HeadersInit | undefined): Record<string, string> | undefined {
  if (!headers) return undefined;
  const record: Record<string, string> = {};
  // To loop over headers costs three times what `forEach` does
  new Headers(headers).forEach((value, name) => {
    record[name] = value;
  });
  return record;
}

/**
 * Writes a query string as AWS does. What is null or undefined is left out; a list repeats its key.
 *
 * @param parameters The parameters.
 * @returns The encoded query, without a question mark.
 */
export function encodeQuery(parameters: Record<string, unknown>): string {
  return Object.entries(parameters).flatMap(([key, value]) =>
    [value].flat().filter((item) => item != null)
      .map((item) => encodeUri(key) + "=" + encodeUri(item instanceof Date ? isoDate(item) : String(item)))
  ).join("&");
}

/**
 * Makes a document ready for `JSON.stringify`: bytes become base64, dates and numbers without end text, and members and
 * items that are null are left out, except within documents. What needs no change is not copied.
 *
 * @param value The document, or a part of it.
 * @param shape Its shape.
 * @param encode Writes bytes as base64, or as what stands for it.
 * @returns The same, or a changed copy.
 */
export function toWire(
  value: unknown,
  shape?: Shape,
  encode: (bytes: Uint8Array) => string = encodeBase64,
): unknown {
  // A number that JSON has no word for would arrive as null, which is nothing
  if (typeof value === "number" && !Number.isFinite(value) && shape !== "document") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return encode(value);
  if (value instanceof Date) return shape === "epoch" ? value.getTime() / 1000 : isoDate(value);
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let at = 0; at < value.length; at++) {
      const one: unknown = value[at];
      const plain = toWire(one, shape, encode);
      // An undefined member is no member anyway, but an undefined item would be written as null
      const dropped = shape !== "document" && plain == null;
      if (plain !== one || dropped) copy ??= value.slice(0, at);
      if (!dropped) copy?.push(plain);
    }
    return copy ?? value;
  }
  const members = value as Members;
  let copy: Members | undefined;
  for (const member in members) {
    const one = members[member];
    if (typeof one === "string") continue;
    const plain = toWire(one, typeof shape === "object" ? shape[member] ?? shape["*"] : shape, encode);
    const dropped = shape !== "document" && plain === null;
    if (plain === one && !dropped) continue;
    copy ??= { ...members };
    if (dropped) delete copy[member];
    else copy[member] = plain;
  }
  return copy ?? value;
}

/** Cuts a path at its braces: between them stand members, at the odd places. */
function piecesOf(path: string): readonly string[] {
  let pieces = paths.get(path);
  if (pieces === undefined) paths.set(path, pieces = path.split(/[{}]/));
  return pieces;
}

function labelText(label: unknown, refuse: (problem: string) => string): string {
  if (typeof label !== "string") {
    throw new TypeError(refuse(`is ${label === undefined ? "missing" : typeof label}, wanted a string`));
  }
  // A URL would swallow dots, and an empty label would name another path
  if (label === "" || label === "." || label === "..") {
    throw new RangeError(refuse(`is "${label}", wanted an id or an ARN`));
  }
  if (!label.isWellFormed()) throw new RangeError(refuse("is not well-formed text"));
  return encodeUri(label);
}

/** An object becomes JSON that is safe in a header: ASCII only. */
function headerText(value: unknown, refuse: (problem: string) => string): string {
  const text = typeof value === "object"
    ? JSON.stringify(value).replace(
      /[\x7f-\uffff]/g,
      (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"),
    )
    : String(value);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw new TypeError(refuse("holds characters that no header may"));
  return text;
}

function jsonBody(
  document: unknown,
  shape: Shape | undefined,
  refuse: (problem: string) => string,
): RequestBody {
  const blobs = new Blobs();
  try {
    return blobs.write(JSON.stringify(toWire(document, shape, (bytes) => blobs.hold(bytes))));
  } catch (cause) {
    // A circle, a bigint, a date that is none: the runtime's own words say neither which call nor which member
    throw new TypeError(refuse(`is not JSON: ${(cause as Error).message.split("\n", 1)[0]}`), { cause });
  }
}

function payloadBody(body: unknown, shape: Shape, refuse: (problem: string) => string): RequestBody {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (typeof body === "string") return textBody(body);
  if (typeof body === "object") return jsonBody(body, shape, refuse);
  throw new TypeError(refuse(`is a ${typeof body}, wanted an object, text or bytes`));
}
