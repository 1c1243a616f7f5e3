/**
 * The operations of the Bedrock runtime that talk to no model at once: loaded with the first call of one.
 *
 * @module
 */
import { conversation, type Operation, type Shape } from "./operations.ts";

const times: Shape = { submitTime: "time", lastModifiedTime: "time", endTime: "time" };
const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));

/** CountTokens. */
export const countTokens: Operation = {
  name: "CountTokens",
  path: "/model/{modelId}/count-tokens",
  required: ["input"],
  input: { input: { converse: conversation } },
};

/** ApplyGuardrail. */
export const applyGuardrail: Operation = {
  name: "ApplyGuardrail",
  path: "/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply",
  required: ["source", "content"],
};

/** InvokeGuardrailChecks. */
export const invokeGuardrailChecks: Operation = {
  name: "InvokeGuardrailChecks",
  path: "/guardrail-checks/invoke",
  required: ["messages", "checks"],
};

/** StartAsyncInvoke. */
export const startAsyncInvoke: Operation = {
  name: "StartAsyncInvoke",
  path: "/async-invoke",
  required: ["modelId", "modelInput", "outputDataConfig"],
  token: "clientRequestToken",
  input: { modelInput: "document" },
};

/** GetAsyncInvoke. */
export const getAsyncInvoke: Operation = {
  name: "GetAsyncInvoke",
  method: "GET",
  path: "/async-invoke/{invocationArn}",
  bodiless: true,
  output: times,
};

/** ListAsyncInvokes. */
export const listAsyncInvokes: Operation = {
  name: "ListAsyncInvokes",
  method: "GET",
  path: "/async-invoke",
  query: same(
    "submitTimeAfter",
    "submitTimeBefore",
    "statusEquals",
    "maxResults",
    "nextToken",
    "sortBy",
    "sortOrder",
  ),
  bodiless: true,
  output: { asyncInvokeSummaries: times },
};
