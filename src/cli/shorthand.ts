/**
 * The AWS CLI's shorthand in, the document it stands for out: `maxTokens=100,stopSequences=[a,b]`.
 *
 * @module
 */

/** Members that hold numbers or truth values; everything else is text, however it looks. */
const TYPED = new Set(["maxTokens", "temperature", "topP", "topK", "top_k", "topLogprobs", "enabled"]);

/**
 * Reads shorthand: pairs of a name and a value, parted by commas, and in brackets or braces what has several parts. A text
 * without pairs is the list of its words.
 *
 * @param text The shorthand.
 * @returns The document.
 * @throws {SyntaxError} When it cannot be read.
 */
export function parseShorthand(text: string): unknown {
  const reader = new Reader(text.trim());
  const value = reader.hasPairs() ? reader.pairs("") : reader.items("");
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  hasPairs(): boolean {
    return /^[\w.-]+\s*=/.test(this.#text.slice(this.#at));
  }

  pairs(closing: string): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    while (!this.#takes(closing)) {
      const name = /^\s*([\w.-]+)\s*=\s*/.exec(this.#text.slice(this.#at));
      if (name === null) throw this.#complaint("a name and =");
      this.#at += name[0].length;
      members[name[1]!] = this.value(name[1]!);
      if (!this.#takes(",") && !this.#ends(closing)) throw this.#complaint(", or the end");
    }
    return members;
  }

  items(closing: string): unknown[] {
    const items: unknown[] = [];
    while (!this.#takes(closing)) {
      items.push(this.value(""));
      if (!this.#takes(",") && !this.#ends(closing)) throw this.#complaint(", or the end");
    }
    return items;
  }

  value(name: string): unknown {
    if (this.#takes("[")) return this.items("]");
    if (this.#takes("{")) return this.pairs("}");
    if (name === "" && this.hasPairs()) return this.#onePair();
    const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/.exec(this.#text.slice(this.#at));
    const plain = quoted ?? /^[^,\]}]*/.exec(this.#text.slice(this.#at))!;
    this.#at += plain[0].length;
    if (quoted) return (quoted[1] ?? quoted[2])!.replace(/\\(.)/g, "$1");
    const word = plain[0].trim();
    return TYPED.has(name) && /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(word) ? JSON.parse(word) : word;
  }

  /** `content=[{text=hi}]` may be written `content=[text=hi]`. */
  #onePair(): Record<string, unknown> {
    const [, name] = /^([\w.-]+)\s*=\s*/.exec(this.#text.slice(this.#at))!;
    this.#at += this.#text.slice(this.#at).indexOf("=") + 1;
    return { [name!]: this.value(name!) };
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#complaint("the end");
  }

  #ends(closing: string): boolean {
    return closing === "" ? this.#at >= this.#text.length : this.#text[this.#at] === closing;
  }

  #takes(token: string): boolean {
    if (token === "") return this.#at >= this.#text.length;
    while (this.#text[this.#at] === " ") this.#at++;
    if (this.#text[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #complaint(wanted: string): SyntaxError {
    const found = this.#text[this.#at];
    const what = found === undefined ? "it ends" : `${JSON.stringify(found)} stands`;
    return new SyntaxError(`${what} at ${this.#at + 1}, wanted ${wanted}`);
  }
}
