/**
 * The pieces of a stream of OpenAI's or Anthropic's events in, the bytes that may pass out: all of them, nearly always.
 *
 * What is looked for is what the stream used, how it ended, and errors, which pass without what names an account. An event that
 * might be cut in two is held until all of it is there.
 *
 * @module
 */
import { joined } from "../wire/joined.ts";
import { errorBodyOf, type ErrorDialect } from "./errors.ts";
import { type GatewayError, scrub } from "./gateway_error.ts";

/** What is done with a stream. */
export interface PassingOptions {
  /** Told of each event that tells what was used. */
  onUsage(told: unknown): void;
  /** Told of the code of an error that passes. */
  onError(code: string): void;
  /** Whether the event that tells of usage, and of nothing else, is kept from the caller, who did not ask for it. @default {false} */
  dropsUsage?: boolean | undefined;
}

type Json = Record<string, unknown>;

/** An event that is longer carries an image or a whole answer; it passes while it comes. */
const MAX_HELD = 1_048_576;
/** The same for a chat, whose counts are short. */
const MAX_HELD_CHAT = 65_536;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();
const utf8 = new TextDecoder();

/** What numbers the events of a response. */
const NUMBER = '"sequence_number"';

// In a text that a model wrote, quotes are escaped, so that it matches none of these

/** Most events say `"usage":null`, or nothing of it. */
const USAGE = /"usage"\s*:\s*\{/;
/** The last word of a chat, a response and a message. */
const END =
  /^data:\s*"?\[DONE\]|"finish_reason"\s*:\s*"|"message_stop"|"response\.(?:completed|incomplete|failed|cancelled)"/m;
/** What may be an error: to be sure, it is parsed. */
const ERROR = /^event:\s*error|"error"(?!\s*:\s*null)/m;
const NEWS = new RegExp([USAGE, END, ERROR].map(({ source }) => source).join("|"), "m");

/** Follows the events of one stream. */
export class PassingEvents {
  readonly #options: PassingOptions;
  readonly #most: number;
  #held: Uint8Array[] = [];
  #heldLength = 0;
  /** Whether an event passes that was too long to be held. */
  #isPassing = false;
  /** Whether the line that is coming has nothing on it so far. */
  #isBlank = true;
  #isEnded = false;
  /** What came last of events that have numbers. */
  #numbered = "";

  /**
   * Begins to follow a stream.
   *
   * @param options What is done with it.
   */
  constructor(options: PassingOptions) {
    this.#options = options;
    this.#most = options.dropsUsage === true ? MAX_HELD_CHAT : MAX_HELD;
  }

  /** Whether what has passed ended with a whole event. */
  get isBetween(): boolean {
    return !this.#isPassing;
  }

  /** Whether its last word was seen. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /**
   * Follows a piece.
   *
   * @param piece The bytes, in the order they come.
   * @returns The bytes that pass now.
   */
  push(piece: Uint8Array): Uint8Array {
    if (this.#heldLength === 0 && !this.#isPassing && endsEvent(piece)) {
      const text = utf8.decode(piece);
      if (!NEWS.test(text)) {
        // Whole events without news: nearly all that ever comes
        this.#isBlank = true;
        if (text.includes(NUMBER)) this.#numbered = text;
        return piece;
      }
    }
    const passed: Uint8Array[] = [];
    let sent = 0;
    let start = 0;
    let line = 0;
    for (let feed = piece.indexOf(LINE_FEED); feed >= 0; feed = piece.indexOf(LINE_FEED, line)) {
      const isEnd = this.#isBlank && isBlank(piece, line, feed);
      this.#isBlank = true;
      line = feed + 1;
      if (!isEnd) continue;
      if (this.#heldLength > 0) {
        passed.push(this.#judge(this.#release(piece.subarray(0, line))));
        sent = line;
      } else if (!this.#isPassing) {
        const event = piece.subarray(start, line);
        const passes = this.#judge(event);
        if (passes !== event) {
          passed.push(piece.subarray(sent, start), passes);
          sent = line;
        }
      }
      this.#isPassing = false;
      start = line;
    }
    this.#isBlank &&= isBlank(piece, line, piece.length);
    if (start < piece.length && !this.#isPassing) {
      passed.push(piece.subarray(sent, start));
      this.#hold(piece.slice(start));
      sent = piece.length;
      if (this.#heldLength > this.#most) {
        const begun = this.#release();
        this.#isEnded ||= END.test(utf8.decode(begun));
        passed.push(begun);
        this.#isPassing = true;
      }
    }
    if (passed.length === 0 && sent === 0) return piece;
    passed.push(piece.subarray(sent));
    return joined(passed);
  }

  /**
   * Says that nothing more will come.
   *
   * @returns What was held and passes now; nothing when there is nothing.
   */
  end(): Uint8Array | undefined {
    const rest = this.#heldLength === 0 ? NOTHING : this.#judge(this.#release());
    return rest.length === 0 ? undefined : rest;
  }

  /**
   * Breaks the stream.
   *
   * @param error What went wrong.
   * @param dialect Whose words are wanted.
   * @returns An event that the endpoint's clients throw on; nothing within another event.
   */
  fail(error: GatewayError, dialect: ErrorDialect): Uint8Array | undefined {
    if (this.#isPassing) return undefined;
    const told = errorBodyOf(error, dialect);
    let text = `data: ${JSON.stringify(told)}\n\n`;
    const number = /.*"sequence_number"\s*:\s*(\d+)/s.exec(this.#numbered)?.[1];
    if (number !== undefined) {
      // A response's events are numbered. Last year's client throws on nested members only
      const { message, code, param } = told.error as Json;
      const flat = { type: "error", sequence_number: Number(number) + 1, code, message, param, ...told };
      text = `event: error\ndata: ${JSON.stringify(flat)}\n\n`;
    } else if (dialect === "anthropic") text = `event: error\n${text}`;
    return encoder.encode(text);
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldLength += bytes.length;
  }

  #release(last: Uint8Array = NOTHING): Uint8Array {
    const whole = joined([...this.#held, last]);
    this.#held = [];
    this.#heldLength = 0;
    return whole;
  }

  /** Notes what an event tells, and says what of it passes: itself, most often. */
  #judge(event: Uint8Array): Uint8Array {
    const text = utf8.decode(event);
    if (text.includes(NUMBER)) this.#numbered = text;
    this.#isEnded ||= END.test(text);
    const isError = ERROR.test(text);
    if (!isError && !USAGE.test(text)) return event;
    const told = toldBy(text);
    this.#options.onUsage(told);
    const code = isError ? errorIn(told, text) : undefined;
    if (code !== undefined) {
      this.#options.onError(code);
      this.#isEnded = true;
      return encoder.encode(scrub(text));
    }
    return this.#options.dropsUsage === true && isUsageOnly(told) ? NOTHING : event;
  }
}

/** The JSON of an event; nothing when it is none, as the caller's client will say. */
function toldBy(text: string): Json | undefined {
  const data = text.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
  try {
    return JSON.parse(data) ?? undefined;
  } catch {
    return undefined;
  }
}

function isUsageOnly(told: Json | undefined): boolean {
  const { choices, usage } = told ?? {};
  return Array.isArray(choices) && choices.length === 0 && typeof usage === "object" && usage !== null;
}

/** The code of the error that an event tells of, or its type; nothing when it tells of none. */
function errorIn(told: Json | undefined, text: string): string | undefined {
  const error = told?.error ?? (told?.response as Json | undefined)?.error ??
    (told?.type === "error" ? told : undefined);
  if ((error === undefined || error === null) && !/^event:\s*error/m.test(text)) return undefined;
  const { code, type } = (error ?? {}) as Json;
  return [code, type].find((word) => typeof word === "string" && /^[\w.-]{1,64}$/.test(word)) as string ?? "error";
}

function endsEvent(piece: Uint8Array): boolean {
  if (piece.at(-1) !== LINE_FEED) return false;
  return piece.at(-2) === LINE_FEED || (piece.at(-2) === RETURN && piece.at(-3) === LINE_FEED);
}

function isBlank(piece: Uint8Array, start: number, end: number): boolean {
  return end === start || (end === start + 1 && piece[start] === RETURN);
}
