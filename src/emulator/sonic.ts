/**
 * What is said to Nova Sonic goes in, event by event; what it says comes out: sound is echoed as it comes, text is answered
 * and spoken, tools are called.
 *
 * @module
 */
import { think } from "./brain.ts";
import { emptyQuestion, isObject, type JsonObject, type Question, type ToolOffer } from "./question.ts";
import { invalid } from "./refusal.ts";
import { rateOf, readSonicEvent } from "./sonic_event.ts";
import { type OutputChunk, SonicOutput } from "./sonic_output.ts";
import { echo, readSound, secondsOf } from "./voice.ts";

/** One prompt, as long as it lasts. */
interface Prompt {
  name: string;
  output: SonicOutput;
  /** Whether anything was answered. */
  begun: boolean;
  question: Question;
  /** The calls whose results are waited for, by id. */
  calls: Set<string>;
}

/** One content that is open. */
interface Content {
  type: string;
  role: string;
  interactive: boolean;
  text: string;
  /** Sound: how many bytes came, at what rate, and where they are echoed. */
  bytes: number;
  rate: number;
  sound?: ReturnType<SonicOutput["startSound"]>;
  toolUseId?: string;
}

/** The event that a content of each type is made of. */
const PIECES: Readonly<Record<string, string>> = { TEXT: "textInput", AUDIO: "audioInput", TOOL: "toolResult" };

/** One session. */
export class SonicSession {
  readonly #id: string;
  #stage: "before" | "within" | "over" = "before";
  #maxTokens = 1024;
  #prompt: Prompt | undefined;
  readonly #contents = new Map<string, Content>();

  /** Waits for a caller. */
  constructor(id: string) {
    this.#id = id;
  }

  /** Hears an event, and answers it. */
  *hear(chunk: JsonObject): Generator<OutputChunk> {
    const { name, data } = readSonicEvent(chunk);
    if (this.#stage === "over") throw invalid(`${name} comes after sessionEnd.`);
    if ((this.#stage === "before") !== (name === "sessionStart")) {
      throw invalid(name === "sessionStart" ? "sessionStart comes twice." : `${name} comes before sessionStart.`);
    }
    if (name === "sessionStart") return this.#startSession(data);
    if (name === "sessionEnd") {
      this.#stage = "over";
      return yield* this.#endPrompt();
    }
    if (name === "promptStart") return this.#startPrompt(data);
    const prompt = this.#prompt;
    if (prompt?.name !== data.promptName) throw invalid(`No prompt called "${data.promptName}" is open.`);
    if (name === "promptEnd") return yield* this.#endPrompt();
    if (name === "contentStart") return yield* this.#startContent(data, prompt!);
    const content = this.#contents.get(String(data.contentName));
    if (!content) throw invalid(`No content called "${data.contentName}" is open.`);
    if (name !== "contentEnd") return yield* this.#takePiece(name, String(data.content), content, prompt!);
    this.#contents.delete(String(data.contentName));
    yield* this.#endContent(content, prompt!);
  }

  /** The caller has said all. */
  leave(): void {
    if (this.#stage === "within") throw invalid("The request's event stream ended before sessionEnd.");
  }

  #startSession({ inferenceConfiguration }: JsonObject): void {
    this.#stage = "within";
    const { maxTokens } = isObject(inferenceConfiguration) ? inferenceConfiguration : {};
    if (maxTokens === undefined) return;
    if (!Number.isInteger(maxTokens) || maxTokens as number < 1) throw invalid("maxTokens is no whole number from 1.");
    this.#maxTokens = maxTokens as number;
  }

  #startPrompt({ promptName, audioOutputConfiguration, toolConfiguration }: JsonObject): void {
    if (this.#prompt) throw invalid(`The prompt "${this.#prompt.name}" is still open.`);
    const where = "promptStart.audioOutputConfiguration";
    const voice = audioOutputConfiguration === undefined
      ? undefined
      : { rate: rateOf(audioOutputConfiguration, where), configuration: audioOutputConfiguration };
    const name = String(promptName);
    this.#prompt = {
      name,
      output: new SonicOutput(this.#id, name, voice),
      begun: false,
      question: { ...emptyQuestion(this.#maxTokens), tools: toolsOf(toolConfiguration) },
      calls: new Set(),
    };
  }

  *#endPrompt(): Generator<OutputChunk> {
    const prompt = this.#prompt;
    if (!prompt) return;
    if (this.#contents.size > 0) throw invalid(`The content "${[...this.#contents.keys()][0]}" is still open.`);
    this.#prompt = undefined;
    if (prompt.begun) yield prompt.output.end();
  }

  *#startContent(data: JsonObject, prompt: Prompt): Generator<OutputChunk> {
    const name = String(data.contentName);
    const type = String(data.type);
    if (this.#contents.has(name)) throw invalid(`A content called "${name}" is already open.`);
    if (!Object.hasOwn(PIECES, type)) throw invalid(`contentStart.type is "${type}", wanted TEXT, AUDIO or TOOL.`);
    const role = String(data.role ?? (type === "TOOL" ? "TOOL" : "USER"));
    const content: Content = { type, role, interactive: data.interactive === true, text: "", bytes: 0, rate: 1 };
    if (type === "AUDIO") content.rate = rateOf(data.audioInputConfiguration, "contentStart.audioInputConfiguration");
    if (type === "TOOL") {
      const { toolUseId } = isObject(data.toolResultInputConfiguration) ? data.toolResultInputConfiguration : {};
      if (!prompt.calls.has(String(toolUseId))) throw invalid(`No call of a tool has the id "${toolUseId}".`);
      content.toolUseId = String(toolUseId);
    }
    this.#contents.set(name, content);
    if (type !== "AUDIO" || prompt.output.rate === undefined) return;
    yield* this.#begin(prompt);
    content.sound = prompt.output.startSound();
    yield content.sound.start;
  }

  *#takePiece(name: string, piece: string, content: Content, prompt: Prompt): Generator<OutputChunk> {
    if (PIECES[content.type] !== name) throw invalid(`${name} comes in a content of the type ${content.type}.`);
    if (content.type !== "AUDIO") {
      content.text += piece;
      return;
    }
    const sound = readSound(piece);
    content.bytes += sound.length;
    if (content.sound) yield content.sound.piece(echo(sound, content.rate, prompt.output.rate!));
  }

  *#endContent(content: Content, prompt: Prompt): Generator<OutputChunk> {
    const { type, role, text, bytes, rate, sound } = content;
    const { output, question } = prompt;
    output.heard(text, bytes, rate);
    if (type === "AUDIO") {
      yield* this.#begin(prompt);
      if (sound) yield sound.stop;
      const seconds = `${Number(secondsOf(bytes, rate).toFixed(3))} seconds of sound`;
      yield* output.text(`(${seconds})`, "USER", "FINAL", "PARTIAL_TURN");
      yield* output.text(`I heard ${seconds}.`, "ASSISTANT", "FINAL", "END_TURN");
      yield output.usage();
    } else if (type === "TOOL") {
      prompt.calls.delete(content.toolUseId!);
      const part = { type: "result" as const, result: { id: content.toolUseId!, ...readResult(text), failed: false } };
      const last = question.turns.at(-1);
      if (last?.role === "user") last.parts.push(part);
      else question.turns.push({ role: "user", parts: [part] });
      if (prompt.calls.size === 0) yield* this.#answer(prompt);
    } else if (role.startsWith("SYSTEM")) {
      question.system.push({ type: "text", text });
    } else {
      question.turns.push({ role: role === "ASSISTANT" ? "assistant" : "user", parts: [{ type: "text", text }] });
      if (content.interactive && role === "USER") yield* this.#answer(prompt);
    }
  }

  *#answer(prompt: Prompt): Generator<OutputChunk> {
    const { output, question } = prompt;
    yield* this.#begin(prompt);
    const { parts } = think(question);
    const calls = parts.flatMap((part) => part.type === "call" ? [part.call] : []);
    const text = parts.map((part) => part.type === "text" ? part.text : "").join("");
    question.turns.push({ role: "assistant", parts: parts.filter((part) => part.type !== "thought") });
    // Who calls a tool waits with what it says
    if (calls.length === 0) yield* output.speech(text);
    for (const { id, name, input } of calls) {
      prompt.calls.add(id);
      yield* output.toolUse(id, name, JSON.stringify(input));
    }
    yield output.usage();
  }

  *#begin(prompt: Prompt): Generator<OutputChunk> {
    if (prompt.begun) return;
    prompt.begun = true;
    yield prompt.output.start();
  }
}

/** The tools of a prompt: their schemas stand there as text. */
function toolsOf(configuration: unknown): ToolOffer[] {
  const { tools } = isObject(configuration) ? configuration : {};
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) throw invalid("toolConfiguration.tools is not a list.");
  return tools.map((tool: unknown, at) => {
    const { name, description = "", inputSchema } = isObject(tool) && isObject(tool.toolSpec) ? tool.toolSpec : {};
    const schema = readJson(isObject(inputSchema) ? inputSchema.json : undefined);
    if (typeof name !== "string" || !isObject(schema)) {
      throw invalid(`toolConfiguration.tools[${at}].toolSpec wants a name, and a JSON schema as text.`);
    }
    return { name, description: String(description), schema };
  });
}

function readResult(text: string): { text: string; json?: unknown } {
  const json = readJson(text);
  return json === undefined ? { text } : { text, json };
}

function readJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
