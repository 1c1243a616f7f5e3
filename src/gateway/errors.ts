/**
 * The table of refusals and failures: a {@linkcode GatewayError} in, the status, words and hints of each dialect out.
 *
 * Bedrock's own dialect keeps AWS's status and name. The other two get what their clients act on: an SDK retries by
 * status, shows by type, and an agent that is told 401 asks its user for a new key, so that only the caller's own key may
 * ever cause one.
 *
 * @module
 */
import type { GatewayError } from "./gateway_error.ts";

/** The dialects that an error can be told in. */
export type ErrorDialect = "native" | "openai" | "anthropic";

/** An error in one dialect's words. */
export interface Outcome {
  /** The HTTP status. */
  status: number;
  /** The dialect's type of error; for the native dialect AWS's name. */
  type: string;
  /** The dialect's code; only OpenAI's has one of its own. */
  code: string;
  /** How long the caller should wait, in milliseconds. */
  retryAfterMs?: number;
  /** Whether the caller should try again. */
  shouldRetry?: boolean;
}

/** One row: OpenAI's status, type and code, Anthropic's status and type, and the hints. */
interface Row {
  openai: [status: number, type: string, code: string];
  anthropic: [status: number, type: string];
  retryAfterMs?: number;
  shouldRetry?: boolean;
}

const AUTH_UPSTREAM: Row = { openai: [502, "server_error", "upstream_auth_failed"], anthropic: [502, "api_error"] };
const THROTTLED: Row = {
  openai: [429, "rate_limit_error", "rate_limit_exceeded"],
  anthropic: [429, "rate_limit_error"],
  retryAfterMs: 1000,
};
const QUOTA: Row = {
  openai: [429, "insufficient_quota", "insufficient_quota"],
  anthropic: [429, "rate_limit_error"],
  shouldRetry: false,
};
const NO_MODEL: Row = {
  openai: [404, "invalid_request_error", "model_not_found"],
  anthropic: [404, "not_found_error"],
};
const INVALID: Row = {
  openai: [400, "invalid_request_error", "invalid_request"],
  anthropic: [400, "invalid_request_error"],
};
const TOO_LONG: Row = {
  openai: [400, "invalid_request_error", "context_length_exceeded"],
  anthropic: [400, "invalid_request_error"],
};
const TIMEOUT: Row = { openai: [504, "server_error", "timeout"], anthropic: [504, "timeout_error"] };
const GARBLED: Row = { openai: [502, "server_error", "upstream_invalid_response"], anthropic: [502, "api_error"] };

/** By code: AWS's names, the client's, and the gateway's own. */
const ROWS: Readonly<Record<string, Row>> = {
  ValidationException: INVALID,
  ResourceNotFoundException: NO_MODEL,
  AccessDeniedException: {
    openai: [403, "permission_error", "access_denied"],
    anthropic: [403, "permission_error"],
  },
  FTUFormNotFilled: {
    openai: [403, "permission_error", "model_access_required"],
    anthropic: [403, "permission_error"],
  },
  MPAgreementBeingCreated: {
    openai: [403, "permission_error", "agreement_pending"],
    anthropic: [403, "permission_error"],
    retryAfterMs: 900_000,
    shouldRetry: false,
  },
  ExpiredToken: AUTH_UPSTREAM,
  ExpiredTokenException: AUTH_UPSTREAM,
  UnrecognizedClient: AUTH_UPSTREAM,
  UnrecognizedClientException: AUTH_UPSTREAM,
  InvalidSignature: AUTH_UPSTREAM,
  InvalidSignatureException: AUTH_UPSTREAM,
  SignatureDoesNotMatch: AUTH_UPSTREAM,
  MissingAuthenticationToken: AUTH_UPSTREAM,
  MissingAuthenticationTokenException: AUTH_UPSTREAM,
  IncompleteSignature: AUTH_UPSTREAM,
  IncompleteSignatureException: AUTH_UPSTREAM,
  InvalidClientTokenId: AUTH_UPSTREAM,
  RequestExpired: AUTH_UPSTREAM,
  RequestTimeTooSkewed: AUTH_UPSTREAM,
  CredentialsUnavailable: AUTH_UPSTREAM,
  ThrottlingException: THROTTLED,
  TooManyRequestsException: THROTTLED,
  ServiceQuotaExceededException: QUOTA,
  ModelNotReadyException: {
    openai: [503, "server_error", "model_not_ready"],
    anthropic: [529, "overloaded_error"],
    retryAfterMs: 5000,
    shouldRetry: true,
  },
  ModelTimeoutException: { ...TIMEOUT, shouldRetry: false },
  ModelErrorException: { openai: [424, "server_error", "model_error"], anthropic: [424, "api_error"] },
  ModelStreamErrorException: { openai: [424, "server_error", "model_stream_error"], anthropic: [424, "api_error"] },
  InternalServerException: { openai: [500, "server_error", "internal_server_error"], anthropic: [500, "api_error"] },
  ServiceUnavailableException: {
    openai: [503, "server_error", "service_unavailable"],
    anthropic: [529, "overloaded_error"],
    retryAfterMs: 1000,
  },
  ConflictException: { openai: [409, "conflict_error", "conflict"], anthropic: [409, "conflict_error"] },
  UnknownOperationException: {
    openai: [404, "invalid_request_error", "unknown_url"],
    anthropic: [404, "not_found_error"],
  },
  StreamIncomplete: { openai: [502, "server_error", "stream_incomplete"], anthropic: [502, "api_error"] },
  StreamCorrupted: GARBLED,
  InvalidResponse: GARBLED,
  NetworkError: GARBLED,
  Timeout: TIMEOUT,
  invalid_api_key: {
    openai: [401, "invalid_request_error", "invalid_api_key"],
    anthropic: [401, "authentication_error"],
  },
  origin_not_allowed: {
    openai: [403, "permission_error", "origin_not_allowed"],
    anthropic: [403, "permission_error"],
  },
  model_not_allowed: {
    openai: [403, "permission_error", "model_not_allowed"],
    anthropic: [403, "permission_error"],
  },
  model_not_found: NO_MODEL,
  rate_limit_exceeded: { ...THROTTLED, retryAfterMs: undefined },
  unknown_url: { openai: [404, "invalid_request_error", "unknown_url"], anthropic: [404, "not_found_error"] },
  method_not_allowed: {
    openai: [405, "invalid_request_error", "method_not_allowed"],
    anthropic: [405, "invalid_request_error"],
  },
  request_timeout: {
    openai: [408, "invalid_request_error", "request_timeout"],
    anthropic: [408, "invalid_request_error"],
  },
  request_too_large: {
    openai: [413, "invalid_request_error", "request_too_large"],
    anthropic: [413, "request_too_large"],
  },
  unsupported_media_type: {
    openai: [415, "invalid_request_error", "unsupported_media_type"],
    anthropic: [415, "invalid_request_error"],
  },
  not_supported: {
    openai: [501, "server_error", "not_supported"],
    anthropic: [501, "not_supported"],
    shouldRetry: false,
  },
};

/** What a message tells that its code does not, in the order they are tried. */
const BY_MESSAGE: readonly [code: string, pattern: RegExp, row: Row][] = [
  ["ValidationException", /on-demand throughput|model identifier is invalid|model ID .{0,60}invalid/i, NO_MODEL],
  [
    "ValidationException",
    /too long|too many (?:input )?tokens|input tokens exceed|context (?:length|limit|window)|maximum context/i,
    TOO_LONG,
  ],
  ["ThrottlingException", /per day|quota|daily/i, QUOTA],
  ["TooManyRequestsException", /per day|quota|daily/i, QUOTA],
];

/** AWS's name for a status, where the gateway has to speak Bedrock's own dialect. */
const NATIVE_NAMES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  405: "UnknownOperationException",
  413: "RequestEntityTooLargeException",
  429: "ThrottlingException",
  503: "ServiceUnavailableException",
  504: "ModelTimeoutException",
};

/**
 * Looks an error up.
 *
 * @param error The error.
 * @param dialect Whose words are wanted.
 * @returns Its status, type, code and hints in that dialect.
 */
export function outcomeOf(error: GatewayError, dialect: ErrorDialect): Outcome {
  const row = rowOf(error);
  const [openaiStatus, openaiType, openaiCode] = row.openai;
  const hints = {
    retryAfterMs: error.retryAfterMs ?? row.retryAfterMs,
    shouldRetry: error.shouldRetry ?? row.shouldRetry,
  };
  if (row === QUOTA) hints.retryAfterMs = undefined;
  if (dialect === "anthropic") {
    const [status, type] = row.anthropic;
    return { status, type, code: openaiCode, ...hints };
  }
  if (dialect === "openai") return { status: openaiStatus, type: openaiType, code: openaiCode, ...hints };
  const isAws = /^[A-Z]/.test(error.code);
  const type = isAws ? error.code : error.code === "unknown_url"
    ? "UnknownOperationException"
    // The AWS SDKs send again what the server is to blame for: a caller's mistake is not that.
    : NATIVE_NAMES[error.status] ?? (error.status < 500 ? "ValidationException" : "InternalServerException");
  return { status: error.status, type, code: type, ...hints };
}

/**
 * The body that tells of an error in one dialect.
 *
 * @param error The error.
 * @param dialect Whose words are wanted.
 * @returns A JSON value.
 */
export function errorBodyOf(error: GatewayError, dialect: ErrorDialect): Record<string, unknown> {
  const { type, code } = outcomeOf(error, dialect);
  if (dialect === "native") return { message: error.message };
  if (dialect === "openai") return { error: { message: error.message, type, code, param: error.param ?? null } };
  const body: Record<string, unknown> = { type: "error", error: { type, message: error.message } };
  if (error.requestId !== undefined) body.request_id = error.requestId;
  return body;
}

function rowOf(error: GatewayError): Row {
  for (const [code, pattern, row] of BY_MESSAGE) if (code === error.code && pattern.test(error.message)) return row;
  const row = Object.hasOwn(ROWS, error.code) ? ROWS[error.code] : undefined;
  if (error.code === "ModelErrorException" && error.status >= 400 && error.status < 500 && error.status !== 424) {
    return { openai: [400, "invalid_request_error", "model_error"], anthropic: [400, "invalid_request_error"] };
  }
  if (row !== undefined) return row;
  if (/^[A-Z]/.test(error.code)) {
    // An exception that nobody modelled: its name is the best that can be told.
    return { openai: [502, "server_error", error.code], anthropic: [502, "api_error"] };
  }
  if (error.status < 500) {
    return {
      openai: [error.status, "invalid_request_error", error.code],
      anthropic: [error.status, error.status === 404 ? "not_found_error" : "invalid_request_error"],
    };
  }
  return { openai: [error.status, "server_error", error.code], anthropic: [error.status, "api_error"] };
}
