/**
 * What to ask AWS's Security Token Service in, temporary credentials out.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import { encodeUri } from "../wire/encode_uri.ts";
import { type Answer, ask, askingBy, isBusy, type Question, type SourceOptions } from "./ask.ts";
import { lookupIfAllowed } from "./env.ts";
import { reasonOf, refusal } from "./failure.ts";
import type { CredentialContext, Credentials } from "./identity.ts";
import { homeRegion, serviceEndpoint } from "./service_endpoint.ts";
import { readXml } from "./xml.ts";

/** What the sources that ask STS take. */
export interface StsOptions extends SourceOptions {
  /**
   * The region whose STS is asked.
   *
   * @default {the call's region, else `AWS_REGION`, `AWS_DEFAULT_REGION`, else the home region of the role's partition}
   */
  region?: string;
  /**
   * The address of STS.
   *
   * @default {`AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, else the region's host}
   */
  endpoint?: string | URL;
}

/** What narrows or names the session that STS opens. */
export interface SessionOptions {
  /**
   * What AWS's logs call the session.
   *
   * @default {`edge-aws-bedrock-` and the time}
   */
  sessionName?: string;
  /** How long the credentials last, in seconds; an hour when absent. */
  durationSeconds?: number;
  /** An IAM policy, as JSON, that narrows what the session may do. */
  policy?: string;
  /** Managed policies that narrow what the session may do. */
  policyArns?: string[];
}

/** A question for STS. */
export interface StsCall {
  /** The source that asks, in words. */
  source: string;
  /** The operation. */
  action: "AssumeRole" | "AssumeRoleWithWebIdentity";
  /** The role wanted. */
  roleArn: string;
  /** The form's other fields; those without a value are left out. */
  fields: Record<string, string | number | undefined>;
  /** Who signs; nobody signs for a web identity. */
  signer?: Credentials;
}

const FORM = "application/x-www-form-urlencoded";
/** What STS itself calls temporary: it could not reach who issued a token, or has too much to do. */
const PASSING = new Set(["IDPCommunicationError", "Throttling", "ThrottlingException", "RequestThrottled"]);
const SKEWED = new Set([
  "RequestExpired",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "InvalidSignatureException",
]);

/**
 * Asks STS for the credentials of a role.
 *
 * @param call The question.
 * @param context What the caller of the provider told.
 * @param options Region, endpoint, and how to ask.
 * @returns The role's credentials.
 */
export async function askSts(call: StsCall, context: CredentialContext, options: StsOptions): Promise<Credentials> {
  const lookup = lookupIfAllowed(options.env);
  const region = options.region ?? context.region ?? lookup("AWS_REGION") ?? lookup("AWS_DEFAULT_REGION") ??
    homeRegion(call.roleArn);
  const url = options.endpoint === undefined
    ? `${serviceEndpoint("sts", region, lookup)}/`
    : new URL(options.endpoint).href;
  const body = encodeForm({ Action: call.action, Version: "2011-06-15", RoleArn: call.roleArn, ...call.fields });
  const now = options.now ?? (() => new Date());
  let skew = 0;
  let answer: Answer;
  try {
    answer = await ask(question, {
      ...askingBy(options, context.signal, { timeoutMs: 5000, maxAttempts: 3 }),
      again: (answer) => isBusy(answer) || PASSING.has(errorIn(answer).code) || skewLearned(answer),
    });
  } catch (cause) {
    context.signal?.throwIfAborted();
    throw refusal(call.source, `STS in ${region} cannot be reached: ${reasonOf(cause)}`, { cause });
  }
  if (answer.status !== 200) {
    const { code, message } = errorIn(answer);
    throw refusal(call.source, `STS in ${region} refused ${call.roleArn}: ${code}${withoutToken(message)}`);
  }
  return credentialsIn(answer);

  async function question(): Promise<Question> {
    const plain: Question = { url, method: "POST", headers: { "content-type": FORM }, body };
    return call.signer === undefined ? plain : await sign(plain, call.signer, region, now().getTime() + skew);
  }

  /** A clock that is off by minutes makes a good signature a bad one: AWS's own time is in the answer. */
  function skewLearned(answer: Answer): boolean {
    if (call.signer === undefined || !SKEWED.has(errorIn(answer).code)) return false;
    const difference = Date.parse(answer.headers.get("date") ?? "") - now().getTime();
    if (!(Math.abs(difference - skew) >= 240_000)) return false;
    skew = difference;
    return true;
  }

  function withoutToken(text: string): string {
    const token = call.fields.WebIdentityToken;
    return typeof token === "string" ? text.replaceAll(token, "(token)") : text;
  }

  function credentialsIn(answer: Answer): Credentials {
    const at = `${call.action}Response/${call.action}Result`;
    try {
      const reply = readXml(answer.text);
      const [accessKeyId, secretAccessKey, sessionToken, expiration] = [
        "AccessKeyId",
        "SecretAccessKey",
        "SessionToken",
        "Expiration",
      ].map((name) => reply.get(`${at}/Credentials/${name}`)?.trim());
      const expires = new Date(expiration ?? "");
      if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expires.getTime())) {
        throw new SyntaxError("it holds no whole credentials");
      }
      const accountId = reply.get(`${at}/AssumedRoleUser/Arn`)?.split(":")[4];
      return { accessKeyId, secretAccessKey, sessionToken, expiration: expires, ...(accountId ? { accountId } : {}) };
    } catch (cause) {
      throw refusal(call.source, `the answer of STS in ${region} cannot be read: ${reasonOf(cause)}`, { cause });
    }
  }
}

/**
 * Puts a session's options in the form's fields.
 *
 * @param options The session.
 * @param now The clock, for the session's name.
 * @returns The fields.
 */
export function sessionFields(options: SessionOptions, now: Date): Record<string, string | number | undefined> {
  const policies = (options.policyArns ?? []).map((arn, index) => [`PolicyArns.member.${index + 1}.arn`, arn] as const);
  return {
    RoleSessionName: options.sessionName ?? `edge-aws-bedrock-${now.getTime()}`,
    DurationSeconds: options.durationSeconds,
    Policy: options.policy,
    ...Object.fromEntries(policies),
  };
}

async function sign(question: Question, signer: Credentials, region: string, time: number): Promise<Question> {
  const signed = await new AwsV4Signer({
    ...question,
    accessKeyId: signer.accessKeyId,
    secretAccessKey: signer.secretAccessKey,
    sessionToken: signer.sessionToken,
    service: "sts",
    region: region === "aws-global" ? "us-east-1" : region,
    datetime: new Date(time).toISOString().replace(/[:-]|\.\d{3}/g, ""),
    allHeaders: true,
  }).sign();
  return { ...question, headers: Object.fromEntries(signed.headers) };
}

function encodeForm(fields: Record<string, string | number | undefined>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeUri(name)}=${encodeUri(String(value))}`)
    .join("&");
}

function errorIn(answer: Answer): { code: string; message: string } {
  try {
    const reply = readXml(answer.text);
    const message = reply.get("ErrorResponse/Error/Message")?.trim().slice(0, 300);
    return {
      code: reply.get("ErrorResponse/Error/Code")?.trim() || `HTTP ${answer.status}`,
      message: message ? ` (${message})` : "",
    };
  } catch {
    return { code: `HTTP ${answer.status}`, message: "" };
  }
}
