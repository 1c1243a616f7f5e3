/**
 * A regular expression goes in, a short text that it matches comes out: enough of the language for schemas' patterns.
 *
 * @module
 */

/** Makes a text that a pattern matches, as far as the pattern keeps to groups, classes, alternatives and counts. */
export function sampleOfPattern(pattern: string): string {
  let at = 0;

  function alternatives(): string {
    const first = sequence();
    while (pattern[at] === "|") {
      at++;
      sequence();
    }
    return first;
  }

  function sequence(): string {
    let text = "";
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const atom = oneAtom();
      text += atom.repeat(Math.min(count(), 1000));
    }
    return text;
  }

  function count(): number {
    const sign = pattern[at];
    const range = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(at));
    let least = 1;
    if (range) [least, at] = [Number(range[1]), at + range[0].length];
    else if (sign === "*" || sign === "?") [least, at] = [0, at + 1];
    else if (sign === "+") at++;
    else return 1;
    if (pattern[at] === "?") at++;
    return least;
  }

  function oneAtom(): string {
    const character = pattern[at++]!;
    if (character === "^" || character === "$") return "";
    if (character === ".") return "a";
    if (character === "[") return oneOfClass();
    if (character === "\\") return escaped(pattern[at++] ?? "");
    if (character !== "(") return character;
    const lookaround = /^\?(?:=|!|<=|<!)/.test(pattern.slice(at));
    at += /^\?(?::|=|!|<=|<!|<\w+>)/.exec(pattern.slice(at))?.[0].length ?? 0;
    const inner = alternatives();
    at++;
    return lookaround ? "" : inner;
  }

  function oneOfClass(): string {
    const end = pattern.indexOf("]", at + (pattern[at] === "]" ? 1 : 0));
    const inside = pattern.slice(at, end);
    at = end + 1;
    if (inside.startsWith("^")) {
      const other = new RegExp(`[${inside}]`, "u");
      return [..."a0A-_ z9"].find((candidate) => other.test(candidate)) ?? "~";
    }
    return inside.startsWith("\\") ? escaped(inside[1] ?? "") : inside[0] ?? "";
  }

  return alternatives();
}

function escaped(letter: string): string {
  return ({ d: "0", w: "a", s: " ", n: "\n", t: "\t", b: "", B: "", D: "a", W: "-", S: "a" } as Record<string, string>)[
    letter
  ] ?? letter;
}
