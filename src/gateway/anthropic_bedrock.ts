/**
 * What only Bedrock has in, from headers or under `bedrock` in the body: guardrail, latency and tier; the parameters of the
 * call out.
 *
 * @module
 */
import type { ConverseInput } from "../models/converse.ts";
import { isJson, type Json, maybe, objectAt, textAt } from "./openai_fields.ts";
import { applyHatch } from "./openai_parameters.ts";
import type { InvokeParameters } from "./dialect.ts";
import type { Warn } from "./reasoning.ts";

/** Invoke's parameters, by the headers that Bedrock itself reads them from. */
const HEADERS: Readonly<Record<keyof InvokeParameters, string>> = {
  guardrailIdentifier: "x-amzn-bedrock-guardrailidentifier",
  guardrailVersion: "x-amzn-bedrock-guardrailversion",
  trace: "x-amzn-bedrock-trace",
  performanceConfigLatency: "x-amzn-bedrock-performanceconfig-latency",
  serviceTier: "x-amzn-bedrock-service-tier",
};

function headerParameters(headers: Headers): InvokeParameters {
  const parameters: InvokeParameters = {};
  for (const [name, header] of Object.entries(HEADERS)) {
    const value = headers.get(header);
    if (value !== null && value !== "") parameters[name as keyof InvokeParameters] = value;
  }
  return parameters;
}

function textIn(holder: unknown, name: string, param: string): string | undefined {
  return maybe(textAt, isJson(holder) ? holder[name] : undefined, `${param}.${name}`);
}

/**
 * Reads the parameters of Invoke.
 *
 * @param headers The request's headers, which win.
 * @param value What stands under `bedrock`.
 * @param warn Where what is for Converse only is named.
 * @returns The parameters.
 */
export function invokeParameters(headers: Headers, value: unknown, warn: Warn): InvokeParameters {
  const parameters: InvokeParameters = {};
  const hatch: Json = maybe(objectAt, value, "bedrock") ?? {};
  const { guardrailConfig: guardrail, performanceConfig, serviceTier, ...others } = hatch;
  const set = (name: keyof InvokeParameters, text: string | undefined): void => {
    if (text !== undefined) parameters[name] = text;
  };
  set("guardrailIdentifier", textIn(guardrail, "guardrailIdentifier", "bedrock.guardrailConfig"));
  set("guardrailVersion", textIn(guardrail, "guardrailVersion", "bedrock.guardrailConfig"));
  set("trace", textIn(guardrail, "trace", "bedrock.guardrailConfig")?.toUpperCase());
  set("performanceConfigLatency", textIn(performanceConfig, "latency", "bedrock.performanceConfig"));
  set("serviceTier", textIn(serviceTier, "type", "bedrock.serviceTier"));
  for (const name of Object.keys(others)) warn(`bedrock.${name.slice(0, 64)}`, "left out, it is for Converse");
  return { ...parameters, ...headerParameters(headers) };
}

/**
 * Puts the same parameters into a call of Converse.
 *
 * @param input The call, which is added to.
 * @param headers The request's headers, which win.
 * @param value What stands under `bedrock`.
 */
export function applyBedrock(input: ConverseInput, headers: Headers, value: unknown): void {
  const { serviceTier, ...hatch }: Json = maybe(objectAt, value, "bedrock") ?? {};
  if (serviceTier !== undefined) input.serviceTier = objectAt(serviceTier, "bedrock.serviceTier") as never;
  applyHatch(input, hatch);
  const parameters = headerParameters(headers);
  const { guardrailIdentifier, guardrailVersion, trace } = parameters;
  if (guardrailIdentifier !== undefined) {
    input.guardrailConfig = { guardrailIdentifier, guardrailVersion: guardrailVersion ?? "DRAFT" };
    if (trace !== undefined) input.guardrailConfig.trace = trace.toLowerCase();
  }
  if (parameters.performanceConfigLatency !== undefined) {
    input.performanceConfig = { latency: parameters.performanceConfigLatency };
  }
  if (parameters.serviceTier !== undefined) input.serviceTier = { type: parameters.serviceTier };
}
