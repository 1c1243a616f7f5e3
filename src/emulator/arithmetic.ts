/**
 * A sum as people write it goes in, its value comes out.
 *
 * @module
 */

/** The first piece of a text that is a sum, e.g. `17 * (3 + 4)`. */
export function findExpression(text: string): string | undefined {
  const plain = text.replace(/\bplus\b/gi, "+").replace(/\bminus\b/gi, "-").replace(
    /\b(?:times|multiplied by)\b/gi,
    "*",
  )
    .replace(/\bdivided by\b/gi, "/").replace(/[×✕]/g, "*").replace(/÷/g, "/").replace(/(\d)\s*x\s*(?=\d)/gi, "$1*");
  const matches = plain.match(/[-(]*\d[\d\s.,()+\-*/^%]*[\d)]/g) ?? [];
  return matches.map((match) => match.trim()).find((match) =>
    /\d\s*[-+*/^%]\s*[-(\d]/.test(match) && evaluate(match) !== undefined && !/^\d{4}-\d\d-\d\d/.test(match)
  );
}

/** Works a sum out; `undefined` when it is none. */
export function evaluate(expression: string): number | undefined {
  const tokens = expression.replace(/,(?=\d{3}\b)/g, "").match(/\d+(?:\.\d+)?|[-+*/^%()]|\S/g) ?? [];
  let at = 0;
  function atom(): number {
    const token = tokens[at++];
    if (token === "-") return -atom();
    if (token === "(") {
      const value = sum();
      return tokens[at++] === ")" ? value : NaN;
    }
    return token === undefined ? NaN : Number(token);
  }
  function power(): number {
    const base = atom();
    if (tokens[at] !== "^") return base;
    at++;
    return base ** power();
  }
  function product(): number {
    let value = power();
    while (tokens[at] === "*" || tokens[at] === "/" || tokens[at] === "%") {
      const sign = tokens[at++];
      const next = power();
      value = sign === "*" ? value * next : sign === "/" ? value / next : value % next;
    }
    return value;
  }
  function sum(): number {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      value = tokens[at++] === "+" ? value + product() : value - product();
    }
    return value;
  }
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? Number(value.toPrecision(12)) : undefined;
}
