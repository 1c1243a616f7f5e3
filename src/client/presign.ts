/**
 * An address in, the same with a signature in its query out: for what opens a connection and can send no headers.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import type { Credentials } from "../credentials/identity.ts";
import type { SignScope } from "./sign.ts";

/** How long the address is good for, in seconds: it is used at once. */
const LIFETIME = 60;

/** An address that vouches for itself. */
export interface Presigned {
  /** The address. */
  url: URL;
  /** The signature in it, as hexadecimal digits. */
  signature: string;
}

/**
 * Signs an address.
 *
 * @param url The address, without a query.
 * @param credentials Who vouches for it.
 * @param scope What the signature is bound to.
 * @returns The address, and its signature.
 */
export async function presign(url: string, credentials: Credentials, scope: SignScope): Promise<Presigned> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signed = await new AwsV4Signer({
    ...scope,
    method: "GET",
    url: `${url}?X-Amz-Expires=${LIFETIME}`,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: "bedrock",
    signQuery: true,
  }).sign();
  return { url: signed.url, signature: signed.url.searchParams.get("X-Amz-Signature")! };
}
