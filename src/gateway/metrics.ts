/**
 * Reports of requests in, Prometheus text out.
 *
 * Counts are those of one isolate since it started. The number of series is bounded, whatever callers write.
 *
 * @module
 */
import type { RequestReport } from "./request_report.ts";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const MAX_SERIES = 2000;

interface Count {
  value: number;
}

interface Histogram {
  buckets: number[];
  sum: number;
  count: number;
}

/** Counts requests. */
export class Metrics {
  readonly #requests = new Map<string, Count>();
  readonly #errors = new Map<string, Count>();
  readonly #tokens = new Map<string, Count>();
  readonly #durations = new Map<string, Histogram>();
  readonly #firstBytes = new Map<string, Histogram>();
  #openStreams = 0;
  #inFlight = 0;

  /** Notes that a request came. */
  begin(): void {
    this.#inFlight++;
  }

  /** Notes that a stream began. */
  openStream(): void {
    this.#openStreams++;
  }

  /**
   * Notes that a request ended.
   *
   * @param report What became of it.
   */
  end(report: RequestReport): void {
    this.#inFlight--;
    if (report.stream) this.#openStreams--;
    const route = `route="${report.route}",dialect="${report.dialect}"`;
    add(this.#requests, `${route},status="${report.status}",outcome="${report.outcome}"`, 1);
    if (report.errorCode !== undefined) add(this.#errors, `${route},code="${escape(report.errorCode)}"`, 1);
    observe(this.#durations, route, report.durationMs / 1000);
    if (report.firstByteMs !== undefined) observe(this.#firstBytes, route, report.firstByteMs / 1000);
    const model = `model="${escape(report.model ?? "")}"`;
    if (report.inputTokens) add(this.#tokens, `${model},direction="input"`, report.inputTokens);
    if (report.outputTokens) add(this.#tokens, `${model},direction="output"`, report.outputTokens);
  }

  /**
   * Writes everything down.
   *
   * @returns Prometheus's text format, version 0.0.4.
   */
  text(): string {
    return [
      counter("bedrock_gateway_requests_total", "Requests answered.", this.#requests),
      counter("bedrock_gateway_errors_total", "Requests that ended in an error, by its code.", this.#errors),
      counter("bedrock_gateway_tokens_total", "Tokens that Bedrock counted.", this.#tokens),
      histogram("bedrock_gateway_request_duration_seconds", "Time to the end of the answer.", this.#durations),
      histogram("bedrock_gateway_time_to_first_byte_seconds", "Time to a stream's first byte.", this.#firstBytes),
      gauge("bedrock_gateway_open_streams", "Streams being sent.", this.#openStreams),
      gauge("bedrock_gateway_requests_in_flight", "Requests being served.", this.#inFlight),
    ].join("");
  }
}

function add(series: Map<string, Count>, labels: string, amount: number): void {
  let count = series.get(labels);
  if (count === undefined) {
    const key = series.size < MAX_SERIES ? labels : `overflow="true"`;
    count = series.get(key);
    if (count === undefined) series.set(key, count = { value: 0 });
  }
  count.value += amount;
}

function observe(series: Map<string, Histogram>, labels: string, seconds: number): void {
  let histogram = series.get(labels);
  if (histogram === undefined) {
    series.set(labels, histogram = { buckets: new Array<number>(SECONDS.length).fill(0), sum: 0, count: 0 });
  }
  histogram.sum += seconds;
  histogram.count++;
  const index = SECONDS.findIndex((limit) => seconds <= limit);
  if (index >= 0) histogram.buckets[index]!++;
}

function counter(name: string, help: string, series: Map<string, Count>): string {
  let text = `# HELP ${name} ${help}\n# TYPE ${name} counter\n`;
  for (const [labels, { value }] of series) text += `${name}{${labels}} ${value}\n`;
  return text;
}

function gauge(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
}

function histogram(name: string, help: string, series: Map<string, Histogram>): string {
  let text = `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`;
  for (const [labels, { buckets, sum, count }] of series) {
    let total = 0;
    SECONDS.forEach((limit, index) => {
      total += buckets[index]!;
      text += `${name}_bucket{${labels},le="${limit}"} ${total}\n`;
    });
    text +=
      `${name}_bucket{${labels},le="+Inf"} ${count}\n${name}_sum{${labels}} ${sum}\n${name}_count{${labels}} ${count}\n`;
  }
  return text;
}

/** A label's value. What callers write is cut short, for it is theirs to choose. */
function escape(value: string): string {
  const short = value.slice(0, 128);
  if (!/[\\"\n]/.test(short)) return short;
  return short.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
