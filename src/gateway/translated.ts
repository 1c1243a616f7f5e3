/**
 * A request in another dialect's words in, Bedrock's answer in the same words out: the driver of every dialect.
 *
 * A dialect is pure and asks for one of a few roads; this is where they are driven.
 *
 * @module
 */
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import type { CallOptions } from "../client/options.ts";
import type { ConverseStreamEvent } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { familyOf } from "../models/families.ts";
import type {
  AnyTranslation,
  BatchAnswer,
  BatchTranslation,
  Dialect,
  InvokeParameters,
  InvokeTranslation,
  RemoteFile,
  Translation,
} from "./dialect.ts";
import { replay } from "./converse_replay.ts";
import { countTokens } from "./count_road.ts";
import { addWarning, type Exchange, jsonReply, type Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { badRequest } from "./gateway_error.ts";
import { checkModel, printableModel } from "./model_access.ts";
import type { ResolvedModel } from "./model_directory.ts";
import { splitPrefix } from "./model_names.ts";
import { relayPass } from "./native.ts";
import { forwardHeaders } from "./relay_headers.ts";
import { parseObject, readBody } from "./request_body.ts";
import { withSecondBody } from "./second_body.ts";
import { countsOf, usageOfChunk } from "./stream_end.ts";
import { translatedStream } from "./translated_stream.ts";
import { uniqueId } from "./unique_id.ts";

/** One request, translated. */
interface Drive {
  exchange: Exchange;
  gateway: Gateway;
  dialect: Dialect;
  /** The model as the caller wrote it. */
  name: string;
  resolved: ResolvedModel;
}

const NO_FILES: ReadonlyMap<string, RemoteFile> = new Map();
const PARALLEL = 4;

/**
 * Makes the function that serves a route in a dialect's words.
 *
 * @param load Loads the dialect, with the first request that speaks it: an isolate that starts pays for none.
 * @returns The route's function.
 */
export function translated(load: () => Promise<Dialect>): (exchange: Exchange, gateway: Gateway) => Promise<Reply> {
  let loaded: Dialect | undefined;
  return async function drive(exchange: Exchange, gateway: Gateway): Promise<Reply> {
    const dialect = loaded ??= await load();
    const { request, report, caller, warnings } = exchange;
    const bytes = await readBody(request, gateway.bodies);
    const body = parseObject(bytes, request.headers);
    const name = dialect.modelOf === undefined ? body.model : dialect.modelOf(body);
    if (typeof name !== "string" || name === "" || name.length > 2048) {
      throw badRequest("Cannot read body: model is missing or no string, wanted a model's name", { param: "model" });
    }
    report.model = printableModel(name);
    const resolved = await gateway.models.resolve(name, gateway.upstreams.region);
    checkModel(caller, gateway.models.plainName(name), resolved.modelId);
    if (resolved.warning !== undefined) addWarning(warnings, "model", resolved.warning);
    const files = dialect.remote === undefined || gateway.remoteFiles === undefined
      ? NO_FILES
      : await gateway.remoteFiles(dialect.remote(body), exchange.abort.signal);
    const translation = dialect.translate(body, {
      model: name,
      modelId: resolved.modelId,
      family: familyOf(resolved.modelId),
      warn: (field, whatHappened) => addWarning(warnings, field, whatHappened),
      now: Math.floor(gateway.now() / 1000),
      id: uniqueId(),
      headers: request.headers,
      files,
      defaults: resolved.defaults,
      road: resolved.road,
    });
    return await take({ exchange, gateway, dialect, name, resolved }, translation);
  };
}

function take(drive: Drive, translation: AnyTranslation): Promise<Reply> {
  switch (translation.road) {
    case "batch":
      return takeBatch(drive, translation);
    case "count":
      return countTokens(drive.exchange, drive.gateway, translation, drive.resolved);
    case "invoke":
      return takeInvoke(drive, translation);
    case "pass":
      return relayPass(drive.exchange, drive.gateway, {
        path: translation.path,
        headers: { ...forwardHeaders(drive.exchange.request.headers), ...translation.headers },
        body: new TextEncoder().encode(JSON.stringify(translation.body)),
        model: drive.resolved,
        dropsUsage: translation.dropsUsage,
      });
    default:
      return takeConverse(drive, translation);
  }
}

async function takeConverse(drive: Drive, translation: Translation): Promise<Reply> {
  const { input, reply } = translation;
  if (translation.stream) {
    return await translatedStream(drive.exchange, drive.gateway, {
      open: () =>
        call(drive, input.modelId, async (runtime, options, modelId) => {
          const asked = { ...input, modelId };
          if (translation.replays !== true) return await runtime.converseStream(asked, options);
          return replay(await runtime.converse(asked, options));
        }),
      translator: reply.stream(),
      heartbeat: drive.dialect.heartbeat,
      usageOf: usageOfEvent,
    });
  }
  const output = await call(drive, input.modelId, (runtime, options, modelId) => {
    return runtime.converse(modelId === input.modelId ? input : { ...input, modelId }, options);
  }, drive.exchange.abort.early);
  noteUsage(drive.exchange, output.usage);
  return jsonReply(reply.whole(output));
}

async function takeInvoke(drive: Drive, translation: InvokeTranslation): Promise<Reply> {
  const { modelId, reply } = translation;
  if (translation.stream) {
    return await translatedStream(drive.exchange, drive.gateway, {
      open: () =>
        withSecondBody(translation, (body) =>
          call(drive, modelId, (runtime, options, modelId) => {
            const input = { ...translation.parameters, modelId, body: JSON.stringify(body) };
            return runtime.invokeModelWithResponseStream(input, options);
          })),
      translator: reply.stream(),
      heartbeat: drive.dialect.heartbeat,
      usageOf: usageOfChunk,
    });
  }
  const answer = await withSecondBody(
    translation,
    (body) => invoke(drive, modelId, body, drive.exchange.abort.early, translation.parameters),
  );
  noteUsage(drive.exchange, answer);
  return jsonReply(reply.whole(answer.body));
}

async function takeBatch(drive: Drive, translation: BatchTranslation): Promise<Reply> {
  const { bodies, modelId, reply } = translation;
  const answers: BatchAnswer[] = new Array(bodies.length);
  const { abort } = drive.exchange;
  let next = 0;
  async function work(): Promise<void> {
    while (next < bodies.length) {
      const position = next++;
      answers[position] = await invoke(drive, modelId, bodies[position]!, abort.signal);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(PARALLEL, bodies.length) }, work));
  } catch (error) {
    // One answer is missing, so that the others are of no use: they are not waited or paid for.
    abort.abort(error);
    throw error;
  }
  noteUsage(drive.exchange, {
    inputTokens: sum(answers.map(({ inputTokens }) => inputTokens)),
    outputTokens: sum(answers.map(({ outputTokens }) => outputTokens)),
  });
  return jsonReply(reply.whole(answers));
}

async function invoke(
  drive: Drive,
  modelId: string,
  body: Document,
  signal: AbortSignal,
  parameters?: InvokeParameters,
): Promise<BatchAnswer> {
  const answer = await call(drive, modelId, (runtime, options, modelId) => {
    return runtime.invokeModel({ ...parameters, modelId, body: JSON.stringify(body) }, options);
  }, signal);
  const { inputTokenCount: inputTokens, outputTokenCount: outputTokens } = answer;
  return { body: answer.json() as Document, ...countsOf(inputTokens, outputTokens) };
}

/** Makes a call where there is room for it, by the id by which that region reaches the model. */
function call<T>(
  drive: Drive,
  asked: string,
  make: (runtime: BedrockRuntime, options: CallOptions, modelId: string) => Promise<T>,
  signal: AbortSignal = drive.exchange.abort.signal,
): Promise<T> {
  const { exchange, gateway, name, resolved } = drive;
  const { models, upstreams } = gateway;
  return upstreams.run(exchange, async (runtime, options) => {
    let modelId = asked;
    // Another region may have another profile for the same model; what the dialect chose itself stays.
    if (runtime.region !== upstreams.region && asked === resolved.modelId) {
      ({ modelId } = await models.resolve(name, runtime.region));
    }
    for (let tries = 0;; tries++) {
      try {
        const answer = await make(runtime, options, modelId);
        if (tries > 0) models.learn(modelId, runtime.region);
        return answer;
      } catch (error) {
        // An id that somebody wrote with a geography's prefix is taken at its word.
        const mayTry = tries < 2 && !resolved.geography;
        const { isProfileWanted } = await import("./profile_wanted.ts");
        const other = mayTry && isProfileWanted(error, splitPrefix(modelId).prefix)
          ? await models.otherProfile(modelId, runtime.region)
          : undefined;
        if (other === undefined) throw error;
        modelId = other;
      }
    }
  }, { model: resolved, signal });
}

function noteUsage({ report }: Exchange, usage: { inputTokens?: number; outputTokens?: number } | undefined): void {
  Object.assign(report, countsOf(usage?.inputTokens, usage?.outputTokens));
}

/** Not within what calls it: a stream would hold the whole request for as long as it is open. */
function usageOfEvent(event: ConverseStreamEvent): { inputTokens?: number; outputTokens?: number } | undefined {
  return event.metadata?.usage;
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((total, count) => count === undefined ? total : (total ?? 0) + count, undefined);
}
