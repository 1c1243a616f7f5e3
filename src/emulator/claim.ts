/**
 * A header or a query goes in, what it claims about who signed comes out, unchecked; or that it is incomplete.
 *
 * @module
 */
import { Refusal } from "./refusal.ts";
import type { Scope } from "./sigv4.ts";

/** What an authorization says before it is checked. */
export interface Claim {
  /** The access key id. */
  accessKeyId: string;
  /** The credential scope. */
  scope: Scope;
  /** The signed headers' names. */
  signedHeaders: string[];
  /** The signature. */
  signature: string;
  /** When it was made, `YYYYMMDDTHHMMSSZ`. */
  dateTime: string;
  /** The session token. */
  sessionToken?: string;
  /** For how long a presigned request holds. */
  expiresSeconds?: number;
}

/** Reads an `Authorization` header, with the date and token that stand in headers of their own. */
export function readHeaderClaim(authorization: string, headers: Headers): Claim {
  if (!authorization.startsWith("AWS4-HMAC-SHA256")) {
    throw new Refusal("IncompleteSignatureException", "Authorization must start with AWS4-HMAC-SHA256 or Bearer.");
  }
  const members = new Map<string, string>();
  for (const part of authorization.slice("AWS4-HMAC-SHA256".length).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) members.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  for (const name of ["Credential", "Signature", "SignedHeaders"]) {
    if (!members.get(name)) {
      throw new Refusal("IncompleteSignatureException", `Authorization header requires '${name}' parameter.`);
    }
  }
  const dateTime = headers.get("x-amz-date");
  if (!dateTime) {
    throw new Refusal("IncompleteSignatureException", "Authorization header requires an 'X-Amz-Date' header.");
  }
  return {
    ...readCredential(members.get("Credential")!),
    signedHeaders: members.get("SignedHeaders")!.split(";"),
    signature: members.get("Signature")!,
    dateTime,
    sessionToken: headers.get("x-amz-security-token") ?? undefined,
  };
}

/** Reads a presigned query. */
export function readQueryClaim(query: string): Claim {
  const parameters = new URLSearchParams(query);
  if (parameters.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") {
    throw new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  for (const name of ["X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"]) {
    if (!parameters.get(name)) throw new Refusal("IncompleteSignatureException", `The query requires '${name}'.`);
  }
  return {
    ...readCredential(parameters.get("X-Amz-Credential")!),
    signedHeaders: parameters.get("X-Amz-SignedHeaders")!.split(";"),
    signature: parameters.get("X-Amz-Signature")!,
    dateTime: parameters.get("X-Amz-Date")!,
    sessionToken: parameters.get("X-Amz-Security-Token") ?? undefined,
    expiresSeconds: Number(parameters.get("X-Amz-Expires")),
  };
}

function readCredential(credential: string): { accessKeyId: string; scope: Scope } {
  const parts = credential.split("/");
  if (parts.length < 5 || parts.at(-1) !== "aws4_request") {
    const form = "'<access key id>/YYYYMMDD/REGION/SERVICE/aws4_request'";
    throw new Refusal("IncompleteSignatureException", `Credential must have the form ${form}.`);
  }
  const [date, region, service] = parts.slice(-4) as [string, string, string];
  return { accessKeyId: parts.slice(0, -4).join("/"), scope: { date, region, service } };
}
