/**
 * A prompt in a model's own chat template goes in, the turns inside it come out.
 *
 * @module
 */
import type { Part, Question, Turn } from "./question.ts";

/** What a template holds. */
export interface Conversation {
  /** The instructions. */
  system: string;
  /** The turns. */
  turns: Turn[];
}

interface Template {
  /** Whether a prompt is written in this template. */
  test: RegExp;
  /** Splits it: pairs of a speaker's mark and the text behind it. */
  speaker: RegExp;
  /** What each mark stands for. */
  roles: Readonly<Record<string, "system" | "user" | "assistant">>;
  /** What is cut from a text's ends. */
  strip?: RegExp;
}

const ROLES = { system: "system", user: "user", assistant: "assistant" } as const;

/** The templates, tried in order. Each speaker's mark names a role in its first group. */
const TEMPLATES: readonly Template[] = [
  {
    test: /<\|start_header_id\|>/,
    speaker: /<\|start_header_id\|>(\w+)<\|end_header_id\|>/g,
    roles: ROLES,
    strip: /<\|eot_id\|>|<\|begin_of_text\|>|<\|image\|>/g,
  },
  {
    test: /<\|header_start\|>/,
    speaker: /<\|header_start\|>(\w+)<\|header_end\|>/g,
    roles: ROLES,
    strip: /<\|eot\|>|<\|begin_of_text\|>|<\|image\|>/g,
  },
  { test: /<\|im_start\|>/, speaker: /<\|im_start\|>(\w+)/g, roles: ROLES, strip: /<\|im_end\|>/g },
  {
    test: /<｜User｜>/,
    speaker: /<｜(User|Assistant)｜>/g,
    roles: { User: "user", Assistant: "assistant" },
    strip: /<｜begin▁of▁sentence｜>|<｜end▁of▁sentence｜>|<think>\n?/g,
  },
  { test: /\n\nHuman:/, speaker: /\n\n(Human|Assistant):/g, roles: { Human: "user", Assistant: "assistant" } },
  { test: /(?:^|\n)(?:User|Bot):/, speaker: /(?:^|\n)(User|Bot):/g, roles: { User: "user", Bot: "assistant" } },
];

/** Reads a prompt; one without a template is a single turn of the caller. */
export function readTemplate(prompt: string): Conversation {
  if (prompt.includes("[INST]")) return readInstructions(prompt);
  const template = TEMPLATES.find((candidate) => candidate.test.test(prompt));
  if (!template) return { system: "", turns: [turnOf("user", prompt)] };
  const pieces = prompt.split(template.speaker);
  const clean = (text: string): string => (template.strip ? text.replace(template.strip, "") : text).trim();
  let system = clean(pieces[0] ?? "");
  const turns: Turn[] = [];
  for (let i = 1; i < pieces.length; i += 2) {
    const role = template.roles[pieces[i]!] ?? "user";
    const text = clean(pieces[i + 1] ?? "");
    if (role === "system") system = text;
    else if (text !== "") turns.push(turnOf(role, text));
  }
  return { system, turns };
}

/** `<s>[INST] question [/INST] answer</s>[INST] question [/INST]`, with Llama 2's `<<SYS>>` inside. */
function readInstructions(prompt: string): Conversation {
  let system = "";
  const turns: Turn[] = [];
  for (const piece of prompt.replace(/<\/?s>/g, "").split("[INST]").slice(1)) {
    const [asked = "", answered = ""] = piece.split("[/INST]", 2);
    const text = asked.replace(/<<SYS>>([\s\S]*?)<<\/SYS>>/, (_, inside: string) => (system = inside.trim(), ""));
    turns.push(turnOf("user", text.trim()));
    if (answered.trim() !== "") turns.push(turnOf("assistant", answered.trim()));
  }
  return { system, turns };
}

/** A turn with one text. */
export function turnOf(role: Turn["role"], text: string): Turn {
  return { role, parts: [{ type: "text", text }] };
}

/** Puts a conversation into a question. */
export function withConversation(question: Question, conversation: Conversation): Question {
  const system: Part[] = conversation.system === "" ? [] : [{ type: "text", text: conversation.system }];
  return { ...question, system, turns: conversation.turns };
}
