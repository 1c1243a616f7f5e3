// The types of @std/http/server-sent-event-stream, written out because the npm port has none.

/** One server-sent event. */
export interface ServerSentEventMessage {
  /** A comment line. */
  comment?: string;
  /** The event's name. */
  event?: string;
  /** The data; each line becomes a `data:` line. */
  data?: string;
  /** The last event id. */
  id?: string | number;
  /** Reconnection time in milliseconds. */
  retry?: number;
}

/** Messages in, bytes of `text/event-stream` out. */
export declare class ServerSentEventStream extends TransformStream<ServerSentEventMessage, Uint8Array> {
  constructor();
}
