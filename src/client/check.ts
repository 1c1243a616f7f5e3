/**
 * A caller's options in, nothing out: or a complaint about the first that is unknown, of the wrong type, or out of bounds.
 *
 * @module
 */

/** Says what was wanted, when a value is not that. */
export type Check = (value: unknown) => string | undefined;
/** What each member of an object must be; others are not known. */
export type Checks = Record<string, Check>;

/** A value of one of these types. */
export const isA = (...types: string[]): Check => (value) =>
  types.includes(typeof value) ? undefined : types.join(" or ");
/** A count of something. */
export const count: Check = (value) =>
  Number.isInteger(value) && value as number > 0 ? undefined : "a whole number from 1";
const deadline: Check = (value) => typeof value === "number" && value > 0 ? undefined : "milliseconds above 0";
const timeouts: Check = (value) => {
  if (typeof value !== "object" || value === null) return "an object";
  check("timeouts", value, { firstByte: deadline, idle: deadline, total: deadline });
};
/** Who a request is sent as. */
export const keys: Check = (value) => {
  const { accessKeyId, secretAccessKey, apiKey } = (value ?? {}) as Record<string, unknown>;
  const parts = apiKey === undefined ? [accessKeyId, secretAccessKey] : [apiKey];
  return parts.every((part) => typeof part === "string" && part !== "") ? undefined : "keys or an API key";
};
const call: Checks = {
  signal: (value) => value instanceof AbortSignal ? undefined : "an AbortSignal",
  headers: isA("object"),
  timeouts,
  maxAttempts: count,
  onAttempt: isA("function"),
};
const client: Checks = {
  region: isA("string"),
  credentials: (value) => {
    const wanted = typeof value === "function" ? undefined : keys(value);
    return wanted && `${wanted}, or a function`;
  },
  endpoint: (value) => typeof value === "string" || value instanceof URL ? undefined : "text or a URL",
  fetch: isA("function"),
  useFipsEndpoint: isA("boolean"),
  useDualstackEndpoint: isA("boolean"),
  maxAttempts: count,
  timeouts,
  now: isA("function"),
  random: isA("function"),
  sleep: isA("function"),
  onAttempt: isA("function"),
};
/**
 * Checks the options of a client.
 *
 * @param options The options.
 */
export function checkOptions(options: object): void {
  check("options", options, client);
}

/**
 * Checks the options of a call.
 *
 * @param options The options.
 */
export function checkCall(options: object): void {
  check("options", options, call);
}

/**
 * Checks the members of an object.
 *
 * @param bag What the object is called.
 * @param values The object.
 * @param checks What each member must be.
 */
export function check(bag: string, values: object, checks: Checks): void {
  if (typeof values !== "object" || values === null) throw new TypeError(`Cannot use ${bag}: wanted an object`);
  for (const name of Object.keys(values)) {
    const value: unknown = values[name as keyof typeof values];
    if (!Object.hasOwn(checks, name)) {
      throw new TypeError(`Cannot use ${bag}: ${name} is not known, wanted one of ${Object.keys(checks).join(", ")}`);
    }
    if (value === undefined) continue;
    const wanted = checks[name]!(value);
    if (!wanted) continue;
    // Never the value: it may be a secret, or a prompt
    const message = `Cannot use ${bag}: ${name} is ${
      typeof value === "number" ? value : typeof value
    }, wanted ${wanted}`;
    throw typeof value === "number" && /number|milliseconds/.test(wanted)
      ? new RangeError(message)
      : new TypeError(message);
  }
}
