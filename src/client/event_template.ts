/**
 * One event's JSON after the other in, each like the one before but for one text; the parsed events out.
 *
 * A stream of text is hundreds of documents that differ in one string. Once that was seen, the rest of a document is compared,
 * which takes a third of the time of parsing it. Whatever differs in more is parsed.
 *
 * @module
 */

type Members = Record<string, unknown>;

/** Stands for the string that changes. No model says it. */
const MARK = "\x7f";

/** How often in a row learning may fail before a stream is taken for one that has no template. */
const MAX_FAILURES = 8;
/** Longer pieces of a string keep the whole of it in memory: those are copied. */
const SLICE_LENGTH = 13;

/** What the events of one stream have in common. */
export class EventTemplate {
  #prefix = "";
  #suffix = "";
  #path: string[] = [];
  /** An event that is nobody's. */
  #value: Members = {};
  #before = "";
  #failures = 0;

  /** Whether reading event by event is likely to be worth it. */
  get hopeful(): boolean {
    return this.#failures < MAX_FAILURES;
  }

  /**
   * Reads one event.
   *
   * @param text The text that holds it.
   * @param start Where it starts.
   * @param end Where it ends.
   * @returns The event, an object of its own.
   * @throws {SyntaxError} When it is not JSON.
   */
  read(text: string, start: number, end: number): unknown {
    const from = start + this.#prefix.length;
    const to = end - this.#suffix.length;
    if (
      this.#prefix !== "" && from <= to && text.startsWith(this.#suffix, to) && text.slice(start, from) === this.#prefix
    ) {
      const words = stringBetween(text, from, to);
      if (words !== undefined) return replaced(this.#value, this.#path, 0, words);
    }
    const event = text.slice(start, end);
    const value: unknown = JSON.parse(event);
    if (this.hopeful) this.#learn(event);
    return value;
  }

  /** Takes the string in which an event differs from the one before, or its last one, for the one that changes. */
  #learn(text: string): void {
    const before = this.#before;
    this.#before = text;
    let same = 0;
    while (same < text.length && text[same] === before[same]) same++;
    // A difference at the very end, or none, is none within a string
    const quote = same < text.length - 1 ? same : text.lastIndexOf('"');
    const from = text.lastIndexOf('"', quote - 1) + 1;
    const to = text.indexOf('"', Math.max(from, quote));
    const [prefix, suffix] = [text.slice(0, from), text.slice(to)];
    this.#failures++;
    try {
      // With another string there, the event must be the same but for that string: then it is one for any string
      const value = JSON.parse(prefix + MARK + suffix);
      const path = difference(JSON.parse(text), value);
      if (path?.reduce((member, name) => member[name], value) !== MARK) return;
      [this.#prefix, this.#suffix, this.#path, this.#value] = [prefix, suffix, path, value];
      this.#failures = 0;
    } catch {
      // No string stood there
    }
  }
}

/** What stands between two quotes, when it is one JSON string. */
function stringBetween(text: string, from: number, to: number): string | undefined {
  let at = from;
  for (; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c) break;
  }
  if (at === to && to - from < SLICE_LENGTH) return text.slice(from, to);
  try {
    return JSON.parse(text.slice(from - 1, to + 1));
  } catch {
    return undefined;
  }
}

/** The path to the one string in which two values differ; nothing when it is more, or when an event would share parts with the next. */
function difference(before: unknown, value: unknown): string[] | undefined {
  if (typeof before !== "object" || typeof value !== "object" || !before || !value) return undefined;
  const names = Object.keys(value);
  if (Array.isArray(before) !== Array.isArray(value) || names.join("\n") !== Object.keys(before).join("\n")) {
    return undefined;
  }
  let path: string[] | undefined;
  for (const name of names) {
    const [one, other] = [(before as Members)[name], (value as Members)[name]];
    if (one === other) continue;
    const rest = typeof one === "string" && typeof other === "string" ? [] : difference(one, other);
    if (!rest || path) return undefined;
    path = [name, ...rest];
  }
  return path;
}

/** A copy with another string at the end of the path. */
function replaced(value: Members, path: string[], at: number, words: string): Members {
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Members;
  const name = path[at]!;
  copy[name] = at === path.length - 1 ? words : replaced(copy[name] as Members, path, at + 1, words);
  return copy;
}
