/**
 * The bodies of StartAsyncInvoke, GetAsyncInvoke and ListAsyncInvokes: a job that writes its result to S3, and what becomes
 * of it.
 *
 * Names, shapes and requiredness are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_StartAsyncInvoke.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";
import type { ModelInputOf } from "./model_types.ts";

/** What StartAsyncInvoke takes. */
export interface StartAsyncInvokeInput<M extends string = string> {
  /** A token of 1 to 256 visible characters; a second call with the same one starts no second job. */
  clientRequestToken?: string;
  /** The model, by its id or ARN, up to 256 characters. */
  modelId: M;
  /** The family's own body. */
  modelInput: ModelInputOf<M>;
  /** Where the result goes. */
  outputDataConfig: AsyncInvokeOutputDataConfig;
  /** Labels of the job, up to 200. */
  tags?: AsyncInvokeTag[];
}

/** Where the result of a job goes: exactly one member is set. */
export type AsyncInvokeOutputDataConfig = OneOf<{
  /** To S3. */
  s3OutputDataConfig: AsyncInvokeS3OutputDataConfig;
}>;

/** A place in S3 for the result of a job. */
export interface AsyncInvokeS3OutputDataConfig {
  /** The address, `s3://bucket/prefix`, up to 1024 characters. */
  s3Uri: string;
  /** The ARN of the KMS key that encrypts the result. */
  kmsKeyId?: string;
  /** The account that owns the bucket, 12 digits, when it is not the caller's. */
  bucketOwner?: string;
}

/** A label of a job. */
export interface AsyncInvokeTag {
  /** Its name, 1 to 128 letters, digits, spaces and `._:/=+@-`. */
  key: string;
  /** Its value, up to 256 of the same characters. */
  value: string;
}

/** What StartAsyncInvoke answers. */
export interface StartAsyncInvokeOutput {
  /** The job. */
  invocationArn: string;
}

/** How far a job is. */
export type AsyncInvokeStatus = Open<"InProgress" | "Completed" | "Failed">;

/** What GetAsyncInvoke takes. */
export interface GetAsyncInvokeInput {
  /** The job, as StartAsyncInvoke named it. */
  invocationArn: string;
}

/** What is known of a job. */
export interface AsyncInvokeSummary {
  /** The job. */
  invocationArn: string;
  /** The model. */
  modelArn: string;
  /** The token that it was started with. */
  clientRequestToken?: string;
  /** How far it is. */
  status?: AsyncInvokeStatus;
  /** Why it failed, up to 2048 characters. */
  failureMessage?: string;
  /** When it was started. */
  submitTime: Date;
  /** When something about it last changed. */
  lastModifiedTime?: Date;
  /** When it ended. */
  endTime?: Date;
  /** Where the result goes. */
  outputDataConfig: AsyncInvokeOutputDataConfig;
}

/** What GetAsyncInvoke answers. */
export interface GetAsyncInvokeOutput extends AsyncInvokeSummary {
  /** How far the job is. */
  status: AsyncInvokeStatus;
}

/** What ListAsyncInvokes takes. */
export interface ListAsyncInvokesInput {
  /** Only jobs that were started after this. */
  submitTimeAfter?: Date;
  /** Only jobs that were started before this. */
  submitTimeBefore?: Date;
  /** Only jobs that are so far. */
  statusEquals?: AsyncInvokeStatus;
  /** The most jobs of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** What the jobs are ordered by. */
  sortBy?: Open<"SubmissionTime">;
  /** Which way they are ordered. */
  sortOrder?: Open<"Ascending" | "Descending">;
}

/** What ListAsyncInvokes answers: one page. */
export interface ListAsyncInvokesOutput {
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
  /** The jobs. */
  asyncInvokeSummaries?: AsyncInvokeSummary[];
}
