/**
 * The conformance list as a Worker: the far end's address in the query in, the report as JSON out.
 *
 * @module
 */
import { CHECKS, conform, farEndAt } from "../conformance.ts";

const worker = {
  async fetch(request: Request): Promise<Response> {
    const endpoint = new URL(request.url).searchParams.get("far")!;
    return Response.json(await conform([...CHECKS.client, ...CHECKS.handler], farEndAt(endpoint)));
  },
};
export default worker;
