// The types of @std/http/server-sent-event-parse-stream, written out because the npm port has none.

/** One parsed server-sent event. */
export interface ServerSentEventParsedMessage {
  /** The event's name. */
  event?: string;
  /** The data, lines joined by a line feed. */
  data?: string;
  /** The last event id. */
  id?: string | number;
  /** Reconnection time in milliseconds. */
  retry?: number;
  /** A comment line. */
  comment?: string;
}

/** Bytes of `text/event-stream` in, messages out. */
export declare class ServerSentEventParseStream extends TransformStream<Uint8Array, ServerSentEventParsedMessage> {
  constructor(options?: { ignoreComments?: boolean });
}
