/**
 * A reason to say no goes in, the answer AWS's front end would give comes out: status, error header, JSON message.
 *
 * @module
 */

/** The HTTP status of each error the emulator speaks, by AWS's name. */
export const STATUS_OF: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ConflictException: 400,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 400,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  SerializationException: 400,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnrecognizedClientException: 403,
  ValidationException: 400,
};

/** The errors that come from the front end and not from Bedrock: their header names another namespace. */
const FRONT_END: ReadonlySet<string> = new Set([
  "ExpiredTokenException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SerializationException",
  "UnknownOperationException",
  "UnrecognizedClientException",
]);

/** A request that is refused: thrown anywhere behind the door, made a response at the door. */
export class Refusal extends Error {
  /** Always `Refusal`. */
  override readonly name: string = "Refusal";
  /** AWS's name for the error. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  /** Further response headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the body. */
  readonly members: Readonly<Record<string, unknown>>;

  /** Creates a refusal; the status follows from the code unless one is given. */
  constructor(
    code: string,
    message: string,
    extra: { status?: number; headers?: Record<string, string>; members?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = extra.status ?? STATUS_OF[code] ?? 400;
    this.headers = extra.headers ?? {};
    this.members = extra.members ?? {};
  }
}

/** The commonest refusal: the request says something the model or the service does not take. */
export function invalid(message: string): Refusal {
  return new Refusal("ValidationException", message);
}

/** The value of `x-amzn-errortype` as it is on the wire: the name, a colon, the namespace. */
export function errorTypeHeader(code: string): string {
  const space = FRONT_END.has(code) ? "com.amazon.coral.service" : "com.amazon.bedrock";
  return `${code}:http://internal.amazon.com/coral/${space}/`;
}

/** Writes a refusal down as a response. */
export function refusalResponse(refusal: Refusal, headers: Headers): Response {
  headers.set("content-type", "application/json");
  headers.set("x-amzn-errortype", errorTypeHeader(refusal.code));
  for (const [name, value] of Object.entries(refusal.headers)) headers.set(name, value);
  const body = JSON.stringify({ message: refusal.message, ...refusal.members });
  return new Response(body, { status: refusal.status, headers });
}

/** What the front end answers to a path it does not know: HTTP 200, with the error in the body. */
export function unknownOperationResponse(headers: Headers): Response {
  headers.set("content-type", "application/json");
  const output = { Output: { __type: "com.amazon.coral.service#UnknownOperationException" }, Version: "1.0" };
  return new Response(JSON.stringify(output), { status: 200, headers });
}
