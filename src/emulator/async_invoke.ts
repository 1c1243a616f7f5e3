/**
 * StartAsyncInvoke, GetAsyncInvoke and ListAsyncInvokes: jobs that are done a while after they were started.
 *
 * Results would lie in S3, which the emulator has none of: a job only tells how it stands.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { families } from "../models/families.ts";
import type { AsyncJob } from "./async_jobs.ts";
import { ACCOUNT, type Call, jsonReply, readDocument } from "./call.ts";
import { hash32, idFrom } from "./hash.ts";
import { meantModel } from "./model_id.ts";
import { page } from "./paging.ts";
import { isObject, type JsonObject } from "./question.ts";
import { invalid, Refusal } from "./refusal.ts";
import { checkBody, type Rules } from "./rules.ts";
import { rulesOf } from "./shapes.ts";

const RULES: Rules = {
  fields: {
    "modelId": "string! 1..256",
    "modelInput": "object!",
    "outputDataConfig": "object!",
    "outputDataConfig.s3OutputDataConfig": "object!",
    "outputDataConfig.s3OutputDataConfig.s3Uri": "string! 1..1024",
    "clientRequestToken": "string 1..256",
    "tags": "object[] ..200",
    "tags[].key": "string! 1..128",
    "tags[].value": "string! ..256",
  },
};

/** Answers `POST /async-invoke`. */
export function startAsyncInvoke(call: Call): Response {
  const body = readDocument(call);
  checkBody(body, RULES);
  const config = body.outputDataConfig as JsonObject;
  if (
    !/^s3:\/\/[a-z0-9][.\-a-z0-9]{1,61}[a-z0-9](?:\/.*)?$/.test(
      (config.s3OutputDataConfig as JsonObject).s3Uri as string,
    )
  ) throw invalid("Invalid S3 URI at outputDataConfig: s3://bucket/prefix was wanted.");
  const model = meantModel(body.modelId as string, call.world.aliases);
  const family = model.family;
  if (family === undefined || !families[family].operations.includes("async")) {
    throw invalid("This model does not support StartAsyncInvoke: invoke it with InvokeModel.");
  }
  if (model.by === "profile") throw invalid("StartAsyncInvoke takes the model's own id, not an inference profile's.");
  const input = body.modelInput as JsonObject;
  checkBody(input, rulesOf(family));
  checkInput(family, input);
  const token = body.clientRequestToken as string | undefined;
  const text = JSON.stringify([body.modelId, input, config]);
  const asked = `${hash32(text)}/${text.length}`;
  const before = token === undefined ? undefined : call.world.jobs.withToken(token);
  if (before && before.asked !== asked) {
    throw new Refusal("ConflictException", "The client request token was used for another request.");
  }
  if (before) return jsonReply(call, { invocationArn: before.invocationArn });
  const id = idFrom(call.requestId, 12, "0123456789abcdefghijklmnopqrstuvwxyz");
  const job: AsyncJob = {
    invocationArn: `arn:aws:bedrock:${call.region}:${ACCOUNT}:async-invoke/${id}`,
    modelArn: `arn:aws:bedrock:${call.region}::foundation-model/${model.row?.id ?? model.written}`,
    ...(token === undefined ? {} : { clientRequestToken: token }),
    asked,
    outputDataConfig: config,
    submitTime: call.world.now(),
    ...(/\b(?:nsfw|gore)\b/i.test(text)
      ? { failure: "The content of this request was blocked by the content filters." }
      : {}),
  };
  call.world.jobs.add(job);
  return jsonReply(call, { invocationArn: job.invocationArn });
}

/** What a family's job needs beyond its rules. */
function checkInput(family: FamilyName, input: JsonObject): void {
  const need = (name: string): void => {
    if (!isObject(input[name])) {
      throw invalid(
        `Malformed input request: #: required key [${name}] is not there, please reformat your input and try again.`,
      );
    }
  };
  if (family === "amazon-nova-reel") {
    need(
      {
        TEXT_VIDEO: "textToVideoParams",
        MULTI_SHOT_AUTOMATED: "multiShotAutomatedParams",
        MULTI_SHOT_MANUAL: "multiShotManualParams",
      }[input.taskType as string]!,
    );
    const seconds = isObject(input.videoGenerationConfig) ? input.videoGenerationConfig.durationSeconds : undefined;
    const wanted = input.taskType === "TEXT_VIDEO"
      ? seconds === undefined || seconds === 6
      : seconds === undefined || (seconds as number) % 6 === 0;
    if (!wanted) {
      throw invalid(
        "Malformed input request: #/videoGenerationConfig/durationSeconds: 6, or for several shots 12 to 120 in steps of 6, was wanted, please reformat your input and try again.",
      );
    }
  }
  if (family === "amazon-nova-embed") need("segmentedEmbeddingParams");
  if (family === "twelvelabs-marengo-3") need(String(input.inputType));
}

/** Answers `GET /async-invoke/{invocationArn}`. */
export function getAsyncInvoke(call: Call): Response {
  const arn = call.labels.invocationArn!;
  if (!/^arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:\d{12}:async-invoke\/[a-z0-9]{12}$/.test(arn)) {
    throw invalid(
      `Value '${arn}' at 'invocationArn' failed to satisfy constraint: the ARN of an async invocation was wanted.`,
    );
  }
  const job = call.world.jobs.get(arn);
  if (!job) throw invalid(`The async invocation ${arn} does not exist.`);
  return jsonReply(call, written(call, job));
}

/** Answers `GET /async-invoke`. */
export function listAsyncInvokes(call: Call): Response {
  const status = call.query.get("statusEquals");
  if (status !== null && !["InProgress", "Completed", "Failed"].includes(status)) {
    throw invalid(
      `Value '${status}' at 'statusEquals' failed to satisfy constraint: Member must satisfy enum value set: [InProgress, Completed, Failed]`,
    );
  }
  const after = timeOf(call, "submitTimeAfter", -Infinity);
  const before = timeOf(call, "submitTimeBefore", Infinity);
  const jobs = call.world.jobs.all().filter((job) =>
    job.submitTime > after && job.submitTime < before &&
    (status === null || call.world.jobs.statusOf(job, call.world.now()) === status)
  );
  // Newest first, unless the other order is asked for.
  if (call.query.get("sortOrder") !== "Ascending") jobs.reverse();
  return jsonReply(call, page(call, "asyncInvokeSummaries", jobs.map((job) => written(call, job))));
}

function timeOf(call: Call, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw invalid(`Value '${text}' at '${name}' failed to satisfy constraint: an ISO 8601 time was wanted.`);
  }
  return time;
}

function written(call: Call, job: AsyncJob): JsonObject {
  const now = call.world.now();
  const status = call.world.jobs.statusOf(job, now);
  const done = status !== "InProgress";
  const end = new Date(call.world.jobs.endOf(job)).toISOString();
  return {
    invocationArn: job.invocationArn,
    modelArn: job.modelArn,
    ...(job.clientRequestToken === undefined ? {} : { clientRequestToken: job.clientRequestToken }),
    status,
    ...(status === "Failed" ? { failureMessage: job.failure } : {}),
    submitTime: new Date(job.submitTime).toISOString(),
    lastModifiedTime: done ? end : new Date(job.submitTime).toISOString(),
    ...(done ? { endTime: end } : {}),
    outputDataConfig: job.outputDataConfig,
  };
}
