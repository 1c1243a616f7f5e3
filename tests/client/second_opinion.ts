/**
 * AWS's own client of a service in; its operations, inputs with every member set, and replies out.
 *
 * @module
 */
// deno-lint-ignore-file no-explicit-any -- AWS's packages are looked at from the inside, where they have no types
import { encodeMessage } from "../../src/wire/event_stream.ts";
import { nodeHttpHandler, smithySchema } from "../clients.ts";
import type { Canned } from "./compared.ts";

/** So deep are values made; the deepest that AWS has without end are filters within filters. */
const DEEPEST = 14;
/** AWS's client of a service, on its way to a far end. */
export async function theirClient(Client: any, url: string): Promise<any> {
  const { NodeHttpHandler } = await nodeHttpHandler();
  return new Client({
    region: "us-east-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
}

/** What an operation takes and gives, as AWS's package describes it. */
export interface Description {
  /** AWS's name. */
  name: string;
  /** What it takes. */
  input: any;
  /** What it gives. */
  output: any;
  /** The status of success. */
  status: number;
}

/** Reads all operations out of AWS's package. */
export async function descriptions(sdk: any): Promise<Description[]> {
  const { NormalizedSchema } = await smithySchema();
  return Object.values(sdk).filter((one: any) => Array.isArray(one) && one[0] === 9).map((one: any) => ({
    name: one[2],
    input: NormalizedSchema.of(one[4]),
    output: NormalizedSchema.of(one[5]),
    status: one[3].http[2],
  }));
}

const TEXTS = [
  "plain",
  'ü ☃ 😀 "quoted" \\ / <&>',
  "",
  "arn:aws:bedrock:us-east-1:123456789012:x/y.z-v1:0",
  "a\nb\u2028",
];
const LABELS = ["plain", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.a.b-v1:0", "a!'()*~ b/ü", "..."];
const DATES = [new Date("2026-01-02T03:04:05Z"), new Date("2026-11-30T23:59:59.678Z")];

/** How much of an input there is: `nulls` is all of it, and nothing in many places. */
export type Way = "all" | "required" | "empty" | "nulls";

/** Makes values of a schema, another one each time; unions show one of their members, any of them. */
export class Maker {
  readonly #wire: boolean;
  #turn = 0;
  #seed = 1;

  /**
   * Creates a maker.
   *
   * @param wire Whether values are made as JSON has them, rather than as programs do.
   * @param turn Where to begin.
   */
  constructor(wire: boolean, turn = 0) {
    this.#wire = wire;
    this.#turn = turn;
  }

  /** Makes a structure with all members, or with those alone that must be there. */
  structure(schema: any, only: Way = "all", depth = 0): Record<string, any> {
    const members: [string, any][] = [...schema.structIterator()];
    const required = only === "required" ? schema.getSchema()[6] ?? 0 : members.length;
    const made: Record<string, any> = {};
    for (const [name, member] of members.slice(0, required)) {
      // At the top, AWS's client writes no JSON for a token that is null, and has another idea of what bytes are
      const nothing = only === "nulls" && depth > 0 && this.#chance(4) === 0;
      const value = nothing ? null : this.value(member, only, depth + 1);
      if (value !== undefined) made[name] = value;
    }
    return made;
  }

  /** Makes any value. */
  value(schema: any, only: Way = "all", depth = 0): any {
    const traits = schema.getMergedTraits();
    if (traits.httpLabel) return this.#pick(LABELS);
    if (traits.httpHeader) return schema.isStringSchema() ? "plain-1" : this.#scalar(schema);
    if (traits.httpQuery && schema.isStringSchema()) return this.#pick(TEXTS.slice(0, 2));
    if (schema.isUnionSchema()) return this.#union(schema, only, depth);
    if (schema.isStructSchema()) return depth > DEEPEST ? undefined : this.structure(schema, only, depth);
    if (schema.isListSchema()) {
      if (only === "empty") return [];
      const items = [this.value(schema.getValueSchema(), only, depth + 1)];
      if (depth < 4) items.push(this.value(schema.getValueSchema(), only, depth + 1));
      const made = items.filter((item) => item !== undefined);
      return only === "nulls" && !traits.httpQuery ? [null, ...made, undefined, null] : made;
    }
    if (schema.isMapSchema()) {
      if (only === "empty") return {};
      const one = this.value(schema.getValueSchema(), only, depth + 1);
      if (one === undefined) return {};
      const made = { "key ü": one, other: this.value(schema.getValueSchema(), only, depth + 1) };
      // The caller's own names, such as AWS has for dates
      if (this.#wire && schema.getValueSchema().isStringSchema()) Object.assign(made, { createdAt: one, endTime: one });
      return only === "nulls" ? { none: null, ...made } : made;
    }
    return this.#scalar(schema);
  }

  #scalar(schema: any): unknown {
    if (schema.isBlobSchema()) return this.#wire ? "AAH6/w==" : new Uint8Array([0, 1, 250, 255]);
    if (schema.isTimestampSchema()) {
      const date = this.#pick(DATES);
      if (!this.#wire) return date;
      const isEpoch = schema.getSchema() === 7 ||
        (schema.getSchema() === 4 && !schema.getMergedTraits().timestampFormat);
      return isEpoch ? date.getTime() / 1000 : date.toISOString().replace(".000Z", "Z");
    }
    if (schema.isDocumentSchema()) {
      return { createdAt: "not a date", list: [1, null, "ü"], none: null, deep: { bytes: "AA==" } };
    }
    if (schema.isBooleanSchema()) return this.#turn++ % 2 === 0;
    if (schema.isNumericSchema() || schema.isBigIntegerSchema?.()) return this.#turn++ % 3;
    if (schema.isStringSchema()) return this.#pick(TEXTS);
    throw new Error(`no value for ${schema.getName(true)}`);
  }

  #union(schema: any, only: Way, depth: number): unknown {
    if (depth > DEEPEST) return undefined;
    const members = [...schema.structIterator()].filter(([, one]) => one.getMergedTraits().error === undefined);
    const first = this.#chance(members.length);
    for (let tries = 0; tries < members.length; tries++) {
      const [member, of] = members[(first + tries) % members.length]!;
      const value = this.value(of, only, depth + 1);
      // Nested too deeply: a member that ends here is wanted
      if (value !== undefined && !(depth > 8 && Array.isArray(value) && value.length === 0)) return { [member]: value };
    }
    return undefined;
  }

  /** A number below another: as good as random, and the same in every run. */
  #chance(below: number): number {
    this.#seed = (this.#seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor(this.#seed / 2 ** 31 * below);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#turn++ % from.length]!;
  }
}

/** Makes a reply of an operation, as AWS would send it. */
export function replyOf({ output, status }: Description, maker: Maker): Canned {
  const headers: Record<string, string> = { "content-type": "application/json" };
  const body: Record<string, unknown> = {};
  let whole: Uint8Array<ArrayBuffer> | string | undefined;
  for (const [name, member] of output.isUnitSchema() ? [] : output.structIterator()) {
    const { httpHeader, httpPayload } = member.getMergedTraits();
    if (httpHeader) headers[httpHeader.toLowerCase()] = "plain-1";
    else if (httpPayload && member.isStreaming()) {
      headers["content-type"] = "application/vnd.amazon.eventstream";
      whole = framesOf(member, maker);
    } else if (httpPayload && member.isBlobSchema()) whole = '{"any":"bytes ü"}';
    else if (httpPayload) whole = JSON.stringify(maker.value(member));
    else body[name] = maker.value(member);
  }
  return { status, headers, body: whole ?? JSON.stringify(body) };
}

/** Every event that a stream may have, the last one last. */
function framesOf(union: any, maker: Maker): Uint8Array<ArrayBuffer> {
  const last = ["messageStop", "metadata", "flowCompletionEvent", "optimizedPromptEvent"];
  const events = [...union.structIterator()].filter(([, one]) => one.getMergedTraits().error === undefined)
    .sort(([a], [b]) => last.indexOf(a) - last.indexOf(b));
  return new Uint8Array(events.flatMap(([type, schema]) => [...frameOf(type, maker.structure(schema))]));
}

/** Makes the frame of an event. */
export function frameOf(type: string, payload: unknown): Uint8Array<ArrayBuffer> {
  return encodeMessage({
    headers: {
      ":message-type": { type: "string", value: "event" },
      ":event-type": { type: "string", value: type },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: new TextEncoder().encode(JSON.stringify(payload)),
  }) as Uint8Array<ArrayBuffer>;
}

/**
 * The ways in which an operation is tried: often enough that what has many shapes shows them.
 *
 * @param times How often with all members.
 */
export function ways(times: number): Way[] {
  return [...Array<Way>(times).fill("all"), "required", "empty", ...Array<Way>(5).fill("nulls")];
}

/** Whether a schema has a choice of shapes somewhere within. */
export function hasChoice(schema: any, seen: Set<string> = new Set()): boolean {
  if (schema.isUnionSchema()) return true;
  if (schema.isListSchema() || schema.isMapSchema()) return hasChoice(schema.getValueSchema(), seen);
  if (!schema.isStructSchema() || seen.has(schema.getName(true))) return false;
  seen.add(schema.getName(true));
  return [...schema.structIterator()].some(([, member]) => hasChoice(member, seen));
}
