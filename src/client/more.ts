/**
 * What a client of the runtime does beside prompts and conversations: one room, loaded with the first call that needs it, so
 * that nobody else loads any of it.
 *
 * @module
 */
export { waitForAsyncInvoke } from "./async_job.ts";
export { ConverseCollector } from "./converse_collector.ts";
export { embed } from "./embed.ts";
export { generateImage } from "./generate_image.ts";
export * as operations from "./other_operations.ts";
export { judge } from "./validate.ts";
