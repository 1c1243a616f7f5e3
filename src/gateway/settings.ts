/**
 * The environment's variables in, a gateway's settings out; what cannot be understood is refused by name.
 *
 * @module
 */
import type { GatewayKey } from "./auth.ts";
import type { ModelAlias } from "./model_directory.ts";

/** What answers: AWS, the emulator, or whichever the machine is set up for. */
export type Backend = "auto" | "aws" | "emulator";

/** How requests are logged. */
export type LogFormat = "json" | "plain" | "off";

/** Everything that the environment may say about a gateway. */
export interface Settings {
  /** `GATEWAY_KEYS`: separated by commas, or a JSON list with what each key may do. */
  keys: (string | GatewayKey)[];
  /** `GATEWAY_BACKEND`. */
  backend: Backend;
  /** `GATEWAY_MODELS`: `name=id` separated by commas, or a JSON object. */
  models: Record<string, string | ModelAlias>;
  /** `GATEWAY_REGIONS`, else `AWS_REGION`, else `AWS_DEFAULT_REGION`: the order in which regions are asked. */
  regions: string[];
  /** `GATEWAY_CORS_ORIGINS`. */
  cors: string[];
  /** `GATEWAY_MAX_BODY_BYTES`. */
  maxBodyBytes: number | undefined;
  /** `GATEWAY_PLAYGROUND`; when it is absent the page is on where the gateway listens on loopback. */
  playground: boolean | undefined;
  /** `GATEWAY_ANONYMOUS`: whether anybody is served without a key. */
  anonymous: boolean;
  /** `GATEWAY_VALIDATE`: whether native bodies are checked before they are sent. */
  validate: boolean;
  /** `GATEWAY_IMAGE_HOSTS`: the hosts from which https images are fetched; `*` for any public one. */
  imageHosts: string[];
  /** `GATEWAY_LOG`. */
  log: LogFormat | undefined;
  /** `HOST`. @default {"127.0.0.1"} */
  host: string;
  /** `PORT`. @default {8000} */
  port: number;
}

/**
 * Reads the settings.
 *
 * @param get Looks a variable up.
 * @returns The settings.
 * @throws {TypeError} If a variable holds what cannot be understood. Its value is not repeated: it may be a secret.
 */
export function readSettings(get: (name: string) => string | undefined): Settings {
  const regions = listOf(get("GATEWAY_REGIONS"));
  const region = get("AWS_REGION") ?? get("AWS_DEFAULT_REGION");
  return {
    keys: keysOf(get("GATEWAY_KEYS")),
    backend: oneOf("GATEWAY_BACKEND", get("GATEWAY_BACKEND"), ["auto", "aws", "emulator"]) ?? "auto",
    models: modelsOf(get("GATEWAY_MODELS")),
    regions: regions.length > 0 ? regions : region === undefined ? [] : [region],
    cors: listOfOnly("GATEWAY_CORS_ORIGINS", get("GATEWAY_CORS_ORIGINS"), ORIGIN, "* or origins: https://a.example"),
    maxBodyBytes: numberOf("GATEWAY_MAX_BODY_BYTES", get("GATEWAY_MAX_BODY_BYTES"), 1, Number.MAX_SAFE_INTEGER),
    playground: switchOf("GATEWAY_PLAYGROUND", get("GATEWAY_PLAYGROUND")),
    anonymous: switchOf("GATEWAY_ANONYMOUS", get("GATEWAY_ANONYMOUS")) ?? false,
    validate: switchOf("GATEWAY_VALIDATE", get("GATEWAY_VALIDATE")) ?? false,
    imageHosts: listOfOnly(
      "GATEWAY_IMAGE_HOSTS",
      get("GATEWAY_IMAGE_HOSTS"),
      HOST,
      "* or hosts: a.example, .a.example",
    ),
    log: oneOf("GATEWAY_LOG", get("GATEWAY_LOG"), ["json", "plain", "off"]),
    host: get("HOST") ?? "127.0.0.1",
    port: numberOf("PORT", get("PORT"), 0, 65_535) ?? 8000,
  };
}

/** An origin as browsers send it: what looks otherwise would match none. */
const ORIGIN = /^(?:\*|null|[a-z][a-z\d+.-]*:\/\/[^\s/?#*@A-Z]+)$/;
/** A host as an address holds it, or what hosts end in. */
const HOST = /^(?:\*|\.?[a-z\d_-]+(?:\.[a-z\d_-]+)*)$/;

function keysOf(text: string | undefined): (string | GatewayKey)[] {
  const isJson = /^\s*[[{]/.test(text ?? "");
  const keys = isJson ? parse("GATEWAY_KEYS", text!) : listOf(text);
  if (!Array.isArray(keys)) throw unreadable("GATEWAY_KEYS", "keys separated by commas, or a JSON list");
  for (const key of keys) {
    // It would be a key by itself, which nobody presents
    const word = String(key?.key ?? key);
    if (/^sha256:/i.test(word) && !word.startsWith("sha256:")) {
      throw unreadable("GATEWAY_KEYS", "sha256: in small letters before a hash");
    }
  }
  return keys;
}

function modelsOf(text: string | undefined): Record<string, string | ModelAlias> {
  if (text?.trim().startsWith("{")) {
    return parse("GATEWAY_MODELS", text) as Record<string, string | ModelAlias>;
  }
  const models: Record<string, string> = {};
  for (const pair of listOf(text)) {
    const mark = pair.indexOf("=");
    if (mark < 1 || mark === pair.length - 1) throw unreadable("GATEWAY_MODELS", "name=id, or a JSON object");
    models[pair.slice(0, mark).trim()] = pair.slice(mark + 1).trim();
  }
  return models;
}

function listOf(text: string | undefined): string[] {
  return (text ?? "").split(",").map((item) => item.trim()).filter((item) => item !== "");
}

function listOfOnly(name: string, text: string | undefined, shape: RegExp, wanted: string): string[] {
  const items = listOf(text);
  if (!items.every((item) => shape.test(item))) throw unreadable(name, wanted);
  return items;
}

function numberOf(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw unreadable(name, `a whole number from ${least} to ${most}`);
}

function switchOf(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  if (/^(?:0|false|no|off)$/i.test(text)) return false;
  throw unreadable(name, "1 or 0");
}

function oneOf<Word extends string>(name: string, text: string | undefined, words: readonly Word[]): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate === text.toLowerCase());
  if (word === undefined) throw unreadable(name, words.join(", "));
  return word;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(name, "JSON where it begins with a bracket");
  }
}

function unreadable(name: string, wanted: string): TypeError {
  return new TypeError(`Cannot read settings: ${name} cannot be understood, wanted ${wanted}`);
}
