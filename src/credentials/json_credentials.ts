/**
 * The JSON that a metadata service or a program answers with in, credentials out.
 *
 * @module
 */
import type { Answer } from "./ask.ts";
import { refusal } from "./failure.ts";
import type { Credentials } from "./identity.ts";

/**
 * Reads the answer of a metadata service.
 *
 * @param answer What it said.
 * @param source The source in words.
 * @param who The one that answered, in words.
 * @returns The credentials.
 */
export function credentialsInJson(answer: Answer, source: string, who: string): Credentials {
  const reply = parseObject(answer.text);
  const code = typeof reply?.Code === "string" ? reply.Code : undefined;
  if (answer.status !== 200 || (code !== undefined && code !== "Success")) {
    const message = typeof reply?.Message === "string" ? ` (${reply.Message.slice(0, 300)})` : "";
    throw refusal(source, `${who} answers ${answer.status}${code === undefined ? "" : ` ${code}`}${message}`);
  }
  if (reply === undefined) throw refusal(source, `the answer of ${who} is not JSON`);
  return credentialsOf({ ...reply, SessionToken: reply.Token }, source, `the answer of ${who}`);
}

/**
 * Takes credentials out of a document in AWS's spelling.
 *
 * @param document `AccessKeyId`, `SecretAccessKey`, `SessionToken`, `Expiration`, `AccountId`.
 * @param source The source in words.
 * @param what The document in words.
 * @returns The credentials.
 */
export function credentialsOf(document: Record<string, unknown>, source: string, what: string): Credentials {
  const text = (name: string): string | undefined => {
    const value = document[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const accessKeyId = text("AccessKeyId");
  const secretAccessKey = text("SecretAccessKey");
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw refusal(source, `${what} holds no whole credentials, wanted AccessKeyId and SecretAccessKey`);
  }
  const sessionToken = text("SessionToken");
  const expiration = text("Expiration");
  const accountId = text("AccountId");
  const expires = expiration === undefined ? undefined : new Date(expiration);
  if (expires !== undefined && Number.isNaN(expires.getTime())) {
    throw refusal(source, `${what} has an Expiration that is not a date`);
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expires === undefined ? {} : { expiration: expires }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/**
 * Reads a JSON object.
 *
 * @param text The text.
 * @returns The object, or `undefined` when it is anything else.
 */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}
