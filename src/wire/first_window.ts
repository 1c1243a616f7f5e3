/**
 * What of an answer leaves together with its headers over HTTP/2, and what a caller is told who would get no more than that.
 *
 * @module
 */

/** The bytes that leave together with an answer's headers: the window that HTTP/2 begins with. */
export const FIRST_WINDOW = 65_535;

/** What a caller is told who would lose the rest. */
export const HASTY_REFUSAL: string =
  "over HTTP/2 the AWS SDK for JavaScript would lose its end here, wanted HTTP/1.1: " +
  "requestHandler: new NodeHttpHandler() of @smithy/node-http-handler";
