/**
 * The gateway on Deno Deploy, which proves to AWS who it is with its own token: no AWS secret is stored anywhere.
 *
 * In AWS, add `https://oidc.deno.com` as an identity provider, and a role that trusts it and may call Bedrock. In the Deno Deploy
 * project, set `AWS_ROLE_ARN`, `AWS_REGION` and `GATEWAY_KEYS` (`sha256:…` of each key that callers use).
 *
 * @module
 */
import { getIdToken } from "jsr:@deno/oidc@^1";
import { BedrockRuntime } from "jsr:@edge-aws/bedrock@^0.1.0";
import { fromWebIdentity } from "jsr:@edge-aws/bedrock@^0.1.0/credentials";
import { createHandler } from "jsr:@edge-aws/bedrock@^0.1.0/handler";

const region = Deno.env.get("AWS_REGION") ?? "us-east-1";

const runtime = new BedrockRuntime({
  region,
  credentials: fromWebIdentity({
    roleArn: Deno.env.get("AWS_ROLE_ARN")!,
    token: () => getIdToken("sts.amazonaws.com"),
    region,
  }),
});
const keys = (Deno.env.get("GATEWAY_KEYS") ?? "").split(",").map((key) => key.trim()).filter((key) => key !== "");

export default { fetch: createHandler({ runtime, keys }) };
