/**
 * Questions to agents, flows and knowledge bases in, their answers out: the agent runtime.
 *
 * @example What does a knowledge base know?
 * ```ts
 * import { BedrockAgentRuntime } from "@edge-aws/bedrock/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const bedrock = new BedrockAgentRuntime({
 *   region: "us-east-1",
 *   credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
 *   // Instead of the network, so that this example runs anywhere
 *   fetch: () => Promise.resolve(Response.json({ retrievalResults: [{ content: { text: "Paris" }, score: 0.9 }] })),
 * });
 * const { retrievalResults } = await bedrock.retrieve({
 *   knowledgeBaseId: "KB12345678",
 *   retrievalQuery: { text: "the capital of France" },
 * });
 * assertEquals(retrievalResults[0]?.content.text, "Paris");
 * ```
 *
 * @module
 */
import { CredentialsError, isApiKey } from "../credentials/identity.ts";
import {
  AGENT_INPUT,
  AGENT_REPLY,
  type AgentOperationName,
  agentOperations,
  type AgentStreamName,
} from "./agent_operations.ts";
import type { RerankInput, RerankOutput, RetrieveInput, RetrieveOutput } from "./agent_retrieval.ts";
import { type AgentEvent, agentReader, AgentStream } from "./agent_stream.ts";
import { Listing } from "./listing.ts";
import { operationOf, renamed } from "./operation_row.ts";
import type { Operation } from "./operations.ts";
import type { BedrockOptions, CallOptions, FetchInit } from "./options.ts";
import { ServiceClient } from "./service_client.ts";

export { type AgentOperationName, type AgentStreamName } from "./agent_operations.ts";
export type * from "./agent_retrieval.ts";
export { type AgentEvent, AgentStream } from "./agent_stream.ts";
export type { Document, OneOf, Open } from "../models/document.ts";
export type { ApiKey, CredentialContext, CredentialProvider, Credentials, Identity } from "../credentials/identity.ts";
export type { PromptUsage } from "../models/text_adapter.ts";
export { BedrockError, type BedrockErrorOptions, type PartialAnswer } from "./errors.ts";
export { Listing } from "./listing.ts";
export type { AttemptReason, AttemptReport, BedrockOptions, CallOptions, FetchInit, Timeouts } from "./options.ts";
export { BedrockStream, type StreamSource } from "./stream.ts";

/**
 * A client of Bedrock's agent runtime.
 *
 * Every operation goes through {@linkcode BedrockAgentRuntime.call} by its name, those that stream through
 * {@linkcode BedrockAgentRuntime.stream}. The service takes keys, not API keys.
 *
 * @example An agent's answer as it comes
 * ```ts
 * import { BedrockAgentRuntime } from "@edge-aws/bedrock/agents";
 * import { encodeMessage } from "@edge-aws/bedrock/event-stream";
 * import { assertEquals } from "@std/assert";
 *
 * const event = encodeMessage({
 *   headers: {
 *     ":message-type": { type: "string", value: "event" },
 *     ":event-type": { type: "string", value: "chunk" },
 *   },
 *   body: new TextEncoder().encode(JSON.stringify({ bytes: btoa("Hello") })),
 * });
 * const headers = {
 *   "content-type": "application/vnd.amazon.eventstream",
 *   "x-amz-bedrock-agent-session-id": "session-1",
 * };
 * const bedrock = new BedrockAgentRuntime({
 *   region: "us-east-1",
 *   credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
 *   fetch: () => Promise.resolve(new Response(event as Uint8Array<ArrayBuffer>, { headers })),
 * });
 * const stream = await bedrock.stream<{ chunk?: { bytes: Uint8Array } }>("InvokeAgent", {
 *   agentId: "AGENT12345",
 *   agentAliasId: "ALIAS12345",
 *   sessionId: "session-1",
 *   inputText: "Hi",
 * });
 * let answer = "";
 * for await (const { chunk } of stream) answer += new TextDecoder().decode(chunk?.bytes);
 * assertEquals([answer, stream.members.sessionId], ["Hello", "session-1"]);
 * ```
 */
export class BedrockAgentRuntime {
  readonly #client: ServiceClient;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param options Where calls go, and how.
   * @throws {TypeError} When an option is not known or of the wrong type, there is no region, or an API key is given.
   * @throws {RangeError} When an option is out of bounds.
   */
  constructor(options: BedrockOptions = {}) {
    this.#client = new ServiceClient("bedrock-agent-runtime", withoutApiKeys(options));
  }

  /** The region that calls go to. */
  get region(): string {
    return this.#client.region;
  }

  /**
   * Sends a request to any path of the agent runtime, signed and retried: for relays.
   *
   * @param path The path, encoded, with a slash in front.
   * @param init What is sent, and how.
   * @returns The response, unread, whatever its status.
   * @throws {BedrockError} When there is no response.
   */
  fetch(path: string, init: FetchInit = {}): Promise<Response> {
    return this.#client.fetch(path, init);
  }

  /**
   * Calls an operation of the agent runtime by its name.
   *
   * @param name AWS's name, e.g. `RetrieveAndGenerate`.
   * @param input AWS's document for it.
   * @param options How the call is made.
   * @returns AWS's document back.
   * @throws {TypeError} When there is no such operation, it streams, or the input lacks a member.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  // deno-lint-ignore require-await -- misuse must become a rejection
  async call<Output = unknown>(
    name: Exclude<AgentOperationName, AgentStreamName>,
    input: object = {},
    options: CallOptions = {},
  ): Promise<Output> {
    const operation = operationNamed(name);
    if (operation.events) throw new TypeError(`Cannot call operation: ${name} answers with a stream, wanted stream()`);
    return this.#client.call<Output>(operation, input, options);
  }

  /**
   * Calls an operation of the agent runtime that answers with a stream.
   *
   * @param name AWS's name, e.g. `InvokeAgent`.
   * @param input AWS's document for it.
   * @param options How the call is made.
   * @returns The events, each `{ [type]: payload }`; beside them what the reply's headers say.
   * @throws {TypeError} When there is no such operation, it does not stream, or the input lacks a member.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async stream<Event = AgentEvent>(
    name: AgentStreamName,
    input: object,
    options: CallOptions = {},
  ): Promise<AgentStream<Event>> {
    const operation = operationNamed(name);
    if (!operation.events) throw new TypeError(`Cannot call operation: ${name} does not stream, wanted call()`);
    const { replyHeaders } = agentOperations[name][1] ?? {};
    const members: Record<string, string> = {};
    const source = await this.#client.source<Event>(operation, input, {
      reader: () => Promise.resolve(agentReader(name)),
      onHeaders(headers): void {
        for (const [member, header] of replyHeaders ? Object.entries(renamed(replyHeaders)) : []) {
          const value = headers.get(header);
          if (value !== null) members[member] = value;
        }
      },
    }, options);
    return new AgentStream(source, members);
  }

  /**
   * Calls a list operation by its name, or one that answers in pages: `ListSessions`, `Retrieve`, `Rerank`, …
   *
   * @param name AWS's name.
   * @param input AWS's document for it.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   * @throws {TypeError} When there is no such list.
   */
  list<Output extends { nextToken?: string } = Record<string, unknown> & { nextToken?: string }, Item = unknown>(
    name: Exclude<AgentOperationName, AgentStreamName>,
    input: object = {},
    options: CallOptions = {},
  ): Listing<Output, Item> {
    const items = Object.hasOwn(agentOperations, name) ? agentOperations[name][1]?.pages : undefined;
    if (items === undefined) throw new TypeError(`Cannot list: "${name}" is not an operation that answers in pages`);
    return new Listing<Output, Item>(
      (nextToken) => this.call<Output>(name, nextToken === undefined ? input : { ...input, nextToken }, options),
      (page) => (page as Record<string, unknown>)[items] as Item[] | undefined,
    );
  }

  /**
   * Finds what a knowledge base has on a query.
   *
   * @param input The knowledge base, and the query.
   * @param options How the call is made.
   * @returns What was found, the best first.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  retrieve(input: RetrieveInput, options: CallOptions = {}): Promise<RetrieveOutput> {
    return this.call("Retrieve", input, options);
  }

  /**
   * Puts documents into the order in which they fit a query.
   *
   * @param input The query, the documents, and the model that judges.
   * @param options How the call is made.
   * @returns The order.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  rerank(input: RerankInput, options: CallOptions = {}): Promise<RerankOutput> {
    return this.call("Rerank", input, options);
  }
}

function operationNamed(name: AgentOperationName): Operation {
  if (!Object.hasOwn(agentOperations, name)) {
    throw new TypeError(`Cannot call operation: there is no "${name}", wanted one of the agent runtime's`);
  }
  return operationOf(name, agentOperations[name], AGENT_REPLY, AGENT_INPUT);
}

/** An API key would be refused by the service, in words that lead nowhere. */
function withoutApiKeys(options: BedrockOptions): BedrockOptions {
  const { credentials } = options ?? {};
  const problem = "an API key, wanted keys: the agent runtime takes no API keys";
  if (typeof credentials === "object" && credentials && isApiKey(credentials)) {
    throw new TypeError(`Cannot use options: credentials is ${problem}`);
  }
  if (typeof credentials !== "function") return options;
  return {
    ...options,
    credentials: async (context) => {
      const identity = await credentials(context);
      if (!isApiKey(identity)) return identity;
      throw new CredentialsError(`Cannot sign request: the credentials are ${problem}`, {
        tried: [{
          source: "options.credentials",
          reason: "gave an API key, which the agent runtime does not take",
          configured: true,
        }],
      });
    },
  };
}
