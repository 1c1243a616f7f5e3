/**
 * A terse row of a large table in, an operation out: the control plane and the agent runtime have too many to write out.
 *
 * @module
 */
import type { Operation, Shape } from "./operations.ts";

/** What a row says beside its method and path; lists are words between spaces, `member=name` where the wire has another name. */
export interface RowDetails {
  /** Members that go to the query. */
  readonly query?: string;
  /** Members that go to headers. */
  readonly headers?: string;
  /** The member that is the body. */
  readonly payload?: string;
  /** Whether the operation has no body at all. */
  readonly bodiless?: boolean;
  /** Members that must be there, labels apart. */
  readonly required?: string;
  /** The member that makes a call safe to repeat. */
  readonly token?: string;
  /** The member of the reply that is its body. */
  readonly replyPayload?: string;
  /** The members of the reply that are headers. */
  readonly replyHeaders?: string;
  /** The events of a streamed reply. */
  readonly events?: string;
  /** The member of the reply that holds a page's items: the operation is a list, by pages. */
  readonly pages?: string;
  /** The shape of the reply, when it is not the service's usual one. */
  readonly output?: Shape;
}

/** A row: method and path, then the details. */
export type OperationRow = readonly [request: string, details?: RowDetails];

/**
 * Makes a shape that looks for the same members at any depth.
 *
 * @param members The members, and what they hold.
 * @returns The shape.
 */
export function anywhere(members: Record<string, Shape>): Shape {
  const shape = { ...members };
  shape["*"] = shape;
  return shape;
}

/**
 * Writes a row out.
 *
 * @param name AWS's name of the operation.
 * @param row The row.
 * @param usual The shape of the service's replies.
 * @param input The shape of the service's inputs.
 * @returns The operation.
 */
export function operationOf(
  name: string,
  [request, details = {}]: OperationRow,
  usual: Shape,
  input: Shape,
): Operation {
  const [method, path] = request.split(" ") as [string, string];
  const { payload, bodiless, token } = details;
  const output = details.output ?? usual;
  return {
    name,
    method,
    path,
    input,
    output,
    ...(details.query ? { query: renamed(details.query) } : {}),
    ...(details.headers ? { headers: renamed(details.headers) } : {}),
    ...(details.required ? { required: details.required.split(" ") } : {}),
    ...(details.events
      ? { events: Object.fromEntries(details.events.split(" ").map((event) => [event, output])) }
      : {}),
    ...(payload ? { payload } : {}),
    ...(bodiless ? { bodiless } : {}),
    ...(token ? { token } : {}),
  };
}

/**
 * Reads a list of members and their names on the wire.
 *
 * @param list Words between spaces, `member=name` where the two differ.
 * @returns Names by members.
 */
export function renamed(list: string): Record<string, string> {
  return Object.fromEntries(
    list.split(" ").map((word) => {
      const [member, name = member] = word.split("=") as [string, string?];
      return [member, name!];
    }),
  );
}
