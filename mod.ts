/** x @module */
export { AwsV4Signer as X } from "./deps.ts";
