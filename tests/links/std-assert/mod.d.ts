// The types of @std/assert, written out because the npm port has none.

// deno-lint-ignore no-explicit-any
type AnyConstructor = new (...args: any[]) => any;
// deno-lint-ignore no-explicit-any
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** The error every failed assertion throws. */
export declare class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions);
}
/** Fails unless the value is truthy. */
export declare function assert(expr: unknown, msg?: string): asserts expr;
/** Fails unless the value is falsy. */
export declare function assertFalse(expr: unknown, msg?: string): asserts expr is false | 0 | "" | null | undefined;
/** Fails unless both are deeply equal. */
export declare function assertEquals<T>(actual: T, expected: T, msg?: string): void;
/** Fails when both are deeply equal. */
export declare function assertNotEquals<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless both are the same value (`Object.is`). */
export declare function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): asserts actual is T;
/** Fails when both are the same value. */
export declare function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless two numbers are near. */
export declare function assertAlmostEquals(actual: number, expected: number, tolerance?: number, msg?: string): void;
/** Fails when the value is null or undefined. */
export declare function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T>;
/** Fails unless the text contains the other. */
export declare function assertStringIncludes(actual: string, expected: string, msg?: string): void;
/** Fails unless the array contains all the others. */
export declare function assertArrayIncludes<T>(actual: ArrayLike<T>, expected: ArrayLike<T>, msg?: string): void;
/** Fails unless the text matches. */
export declare function assertMatch(actual: string, expected: RegExp, msg?: string): void;
/** Fails when the text matches. */
export declare function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;
/** Fails unless the object has at least these members. */
export declare function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void;
/** Fails unless the value is an instance. */
export declare function assertInstanceOf<T extends AnyConstructor>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is InstanceType<T>;
/** Fails when the value is an instance. */
export declare function assertNotInstanceOf<A, T>(
  actual: A,
  // deno-lint-ignore no-explicit-any
  unexpectedType: abstract new (...args: any[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T>;
/** Fails unless the first is greater. */
export declare function assertGreater<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless the first is greater or equal. */
export declare function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless the first is less. */
export declare function assertLess<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless the first is less or equal. */
export declare function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void;
/** Fails unless the value is such an error. */
export declare function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E;
/** Fails unless the function throws, and returns what it threw. */
export declare function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Fails unless the function throws such an error, and returns it. */
export declare function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
/** Fails unless the promise rejects, and returns the reason. */
export declare function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Fails unless the promise rejects with such an error, and returns it. */
export declare function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
/** Fails. */
export declare function fail(msg?: string): never;
/** Fails: this place is not to be reached. */
export declare function unreachable(msg?: string): never;
/** Whether both are deeply equal. */
export declare function equal(a: unknown, b: unknown): boolean;
