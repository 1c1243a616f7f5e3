/**
 * A question with tools goes in, the calls that a model would make come out.
 *
 * A tool is called when the choice forces one, and else when the prompt names it, tells to use it, or speaks of what
 * its name says (`get_weather` and "weather"). An answer to results calls nothing more unless it is forced.
 *
 * @module
 */
import { idFrom } from "./hash.ts";
import { type Hints, hintsOf } from "./hints.ts";
import { sampleJson } from "./json_sample.ts";
import { isObject, type Question, type ToolCall, type ToolOffer } from "./question.ts";

/** The calls that answer a question; none when it is to be answered in words. */
export function chooseCalls(question: Question, prompt: string, afterResults: boolean): ToolCall[] {
  const { tools, toolChoice } = question;
  if (tools.length === 0 || toolChoice === "none") return [];
  if (toolChoice.startsWith("=")) return call(tools.filter((tool) => tool.name === toolChoice.slice(1)), prompt);
  const wanted = toolChoice === "auto" && afterResults ? [] : toolsFor(tools, prompt);
  if (wanted.length > 0) return call(wanted, prompt);
  return toolChoice === "any" ? call(tools.slice(0, 1), prompt) : [];
}

/** Which tools a prompt speaks of. */
function toolsFor(tools: readonly ToolOffer[], prompt: string): ToolOffer[] {
  const named = tools.filter((tool) => new RegExp(`(?<![\\w-])${escape(tool.name)}(?![\\w-])`, "i").test(prompt));
  if (named.length > 0) return named;
  const words = new Set(stems(prompt));
  const hinted = tools.filter((tool) => {
    const about = stems(tool.name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")).filter((word) =>
      !VERBS.has(word)
    );
    return about.length > 0 && about.every((word) => words.has(word));
  });
  if (hinted.length > 0) return hinted.slice(0, 1);
  const told =
    /\b(?:use|call|invoke|run|try)\b[^.?!]*\b(?:tool|tools|function|functions)\b|\b(?:tool|function) call\b/i;
  if (!told.test(prompt)) return [];
  const score = (tool: ToolOffer): number =>
    stems(tool.description).filter((word) => words.has(word) && !VERBS.has(word)).length;
  return [[...tools].sort((a, b) => score(b) - score(a))[0]!];
}

const VERBS: ReadonlySet<string> = new Set(
  "get set fetch list search look lookup find do run make create use call the a an of for in to and or tool function current read query check is on with by from this that"
    .split(" "),
);

function stems(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).map((word) =>
    word.replace(/(?<=\w{3})(?:e?s|ing|ed|or|ator|ation|ate)$/, "")
  );
}

function call(tools: readonly ToolOffer[], prompt: string): ToolCall[] {
  const hints = hintsOf(prompt);
  const inputs = tools.flatMap((tool) => inputsFor(tool, hints).map((input) => ({ tool, input })));
  return inputs.map(({ tool, input }, index) => ({
    id: idFrom(`${prompt}\n${tool.name}\n${index}`, 22),
    name: tool.name,
    input,
  }));
}

/** One set of arguments, or one for each place when the tool takes one place and the prompt names several. */
function inputsFor(tool: ToolOffer, hints: Hints): unknown[] {
  const properties = isObject(tool.schema.properties) ? Object.keys(tool.schema.properties) : [];
  const places = properties.filter((name) => /city|location|place|town/i.test(name));
  if (places.length !== 1 || hints.places.length < 2) return [sampleJson(tool.schema, hints)];
  return hints.places.map((place) => sampleJson(tool.schema, { ...hints, places: [place] }));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
