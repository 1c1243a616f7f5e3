/**
 * Whatever was thrown, or an answer of Bedrock's that refuses, in; a {@linkcode GatewayError} that may be shown out.
 *
 * AWS's wording stays, because clients match on it, but for what names an account: ARNs, account ids and key ids.
 *
 * @module
 */
import { BedrockError } from "../client/errors.ts";
import { GatewayError, scrub } from "./gateway_error.ts";

const MAX_MESSAGE = 2000;

/** Codes that the client made itself; all others are AWS's. */
const OWN_CODES = /^(?:Stream\w+|Timeout|InvalidResponse|CredentialsUnavailable|NetworkError)$/;

const FIXED_MESSAGES: Readonly<Record<string, string>> = {
  CredentialsUnavailable: "Cannot call Bedrock: the gateway's own credentials are missing or have expired",
  NetworkError: "Cannot call Bedrock: the connection failed",
};

/**
 * Turns anything thrown into an error that may be shown.
 *
 * @param thrown What was caught.
 * @returns The error; what it was before is its `cause`.
 */
export function failureOf(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  if (thrown instanceof BedrockError) {
    // Some messages are for whoever runs the gateway: they name addresses, or where credentials were looked for.
    // Callers match on AWS's own words: what the client put before them goes.
    const said = OWN_CODES.test(thrown.code) ? thrown.message : thrown.message.replace(/^Cannot [\w ]+: /, "");
    const message = FIXED_MESSAGES[thrown.code] ?? scrub(said).slice(0, MAX_MESSAGE);
    return new GatewayError(message, {
      status: thrown.status !== undefined && thrown.status >= 400 ? thrown.status : statusOf(thrown.code),
      code: thrown.code,
      requestId: thrown.requestId,
      retryAfterMs: thrown.retryAfterMs,
      cause: thrown,
    });
  }
  return new GatewayError("Cannot answer request: the gateway failed", {
    status: 500,
    code: "InternalServerException",
    cause: thrown,
  });
}

/**
 * Reads an answer of Bedrock's that refuses: its name from the header or the body, its message scrubbed.
 *
 * @param response The answer's status and headers.
 * @param body The answer's body, read.
 * @returns The error.
 */
export function refusalOf(response: { status: number; headers: Headers }, body: string): GatewayError {
  let members: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null) members = parsed as Record<string, unknown>;
  } catch {
    // Not JSON: a proxy's page. Its text is nobody's business; the status says enough.
  }
  const inner = members.Output as Record<string, unknown> | undefined;
  const named = response.headers.get("x-amzn-errortype") ?? members.code ?? members.__type ?? inner?.__type;
  const code = typeof named === "string" ? bareName(named) : nameOfStatus(response.status);
  const said = members.message ?? members.Message ??
    (members.error as Record<string, unknown> | undefined)?.message;
  const original = members.originalStatusCode;
  const hint = Number(response.headers.get("x-amz-retry-after") ?? NaN);
  return new GatewayError(
    typeof said === "string" && said !== "" ? scrub(said).slice(0, MAX_MESSAGE) : `Bedrock answered ${code}`,
    {
      status: typeof original === "number" && code === "ModelErrorException" && original < 500
        ? original
        : response.status < 400
        ? 404
        : response.status,
      code,
      requestId: response.headers.get("x-amzn-requestid") ?? undefined,
      retryAfterMs: Number.isFinite(hint) && hint >= 0 ? hint : undefined,
    },
  );
}

/** Cuts `com.amazon.coral.service#UnknownOperationException:http://…` down to its name. */
function bareName(name: string): string {
  const cut = name.split(",", 1)[0]!.split(":", 1)[0]!;
  return cut.slice(cut.indexOf("#") + 1).trim() || "InternalServerException";
}

function nameOfStatus(status: number): string {
  if (status === 400) return "ValidationException";
  if (status === 403) return "AccessDeniedException";
  if (status === 404) return "ResourceNotFoundException";
  if (status === 408) return "ModelTimeoutException";
  if (status === 429) return "ThrottlingException";
  if (status === 503) return "ServiceUnavailableException";
  return status < 400 ? "InvalidResponse" : "InternalServerException";
}

/** The status for errors that came without one. */
function statusOf(code: string): number {
  return code === "Timeout" ? 504 : 502;
}

/** An exception or error frame, as far as it is told on. */
export interface FailureFrame {
  /** `:exception-type` or `:error-code`. */
  type: string;
  /** `:error-message`. */
  message?: string | undefined;
  /** The payload: for an exception JSON with a `message`. */
  payload: Uint8Array;
}

/** The statuses that exceptions inside a stream stand for. */
const EXCEPTION_STATUS: Readonly<Record<string, number>> = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ModelTimeoutException: 408,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ThrottlingException: 429,
  ModelNotReadyException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
};

/**
 * Reads an exception or error frame of an event stream.
 *
 * @param frame The frame.
 * @returns The error; its code is the type in Pascal case.
 */
export function exceptionOf(frame: FailureFrame): GatewayError {
  const code = frame.type.charAt(0).toUpperCase() + frame.type.slice(1);
  let said: unknown = frame.message;
  try {
    const payload = JSON.parse(new TextDecoder().decode(frame.payload));
    said = payload?.message ?? payload?.Message ?? said;
  } catch {
    // An `error` frame has no payload to speak of.
  }
  const message = typeof said === "string" && said !== ""
    ? scrub(said).slice(0, MAX_MESSAGE)
    : `Bedrock broke the stream: ${code}`;
  return new GatewayError(message, { status: EXCEPTION_STATUS[code] ?? 502, code });
}

/**
 * The error of a stream that ended before its end.
 *
 * @param cause What the network said, when it did.
 * @returns The error.
 */
export function streamIncomplete(cause?: unknown): GatewayError {
  return new GatewayError("Cannot read stream: it ended before its end", {
    status: 502,
    code: "StreamIncomplete",
    cause,
  });
}

/**
 * The error of a stream whose bytes are none.
 *
 * @param cause What the decoder said.
 * @returns The error.
 */
export function streamCorrupted(cause: unknown): GatewayError {
  return new GatewayError("Cannot read stream: its bytes are damaged", { status: 502, code: "StreamCorrupted", cause });
}
