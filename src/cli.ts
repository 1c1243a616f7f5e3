/**
 * Bedrock on the command line: prompts whose answers come as they are thought, conversations, every model's own body, AWS's
 * Converse, embeddings, pictures, token counts, lists of models, API keys, the gateway and the emulator.
 *
 * Try it, without an account:
 *
 * ```sh
 * deno run --allow-env jsr:@edge-aws/bedrock/cli prompt --emulator "Say hello"
 * ```
 *
 * Install it, and let the shell complete it:
 *
 * ```sh
 * deno install -g -n bedrock --allow-net --allow-env --allow-read --allow-write --allow-sys=homedir jsr:@edge-aws/bedrock/cli
 * source <(bedrock completion bash)
 * ```
 *
 * Then, with AWS credentials (or `AWS_BEARER_TOKEN_BEDROCK`) and `AWS_REGION` in the environment:
 *
 * ```sh
 * bedrock prompt "Explain black holes to 8th graders"
 * git diff | bedrock prompt -m claude-sonnet-4-5 "Write a commit message"
 * bedrock chat -m nova-pro -s "You are a patient teacher"
 * bedrock converse --model-id nova-lite --messages '[{"role":"user","content":[{"text":"Say hello"}]}]'
 * bedrock image "a red balloon over a harbour" -o balloon.png
 * bedrock models claude --active
 * bedrock help prompt
 * ```
 *
 * What each permission is for:
 *
 * | permission | needed for |
 * |---|---|
 * | `--allow-env` | the region, keys and `BEDROCK_MODEL` in the environment |
 * | `--allow-net` | Bedrock; `--allow-net=bedrock-runtime.us-east-1.amazonaws.com` is enough for answers; none with `--emulator` |
 * | `--allow-read` | `~/.aws`, and files that arguments name |
 * | `--allow-write` | pictures, and output files |
 * | `--allow-sys=homedir` | finding `~/.aws` where `HOME` is not set |
 *
 * Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted by Ctrl-C, which ends the generation at Bedrock too.
 *
 * @module
 */
import configuration from "../deno.json" with { type: "json" };
import { run } from "./cli/run.ts";
import { machineTerminal } from "./cli/terminal.ts";

if (import.meta.main) {
  const terminal = machineTerminal();
  terminal.exit(await run(terminal, configuration.version));
}
