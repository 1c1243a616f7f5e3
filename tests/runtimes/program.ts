/**
 * The conformance list as a program for Node and Bun: the far end's address in, the report as JSON out.
 *
 * @module
 */
import process from "node:process";
import { CHECKS, conform, farEndAt } from "../conformance.ts";

const report = await conform([...CHECKS.client, ...CHECKS.handler], farEndAt(process.argv[2]!));
process.stdout.write(JSON.stringify(report));
