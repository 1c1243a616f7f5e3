/**
 * The gateway on Cloudflare Workers. `wrangler.jsonc` beside this file says how it is deployed.
 *
 * ```sh
 * npx jsr add @edge-aws/bedrock
 * npx wrangler secret put AWS_BEARER_TOKEN_BEDROCK   # a Bedrock API key; or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
 * npx wrangler secret put GATEWAY_KEYS               # the keys that callers use, or sha256:… of each
 * npx wrangler deploy
 * ```
 *
 * The bindings come with each request, and are read there: the gateway is made with the first, and again when they change.
 *
 * @module
 */
export { default } from "@edge-aws/bedrock/serve";
