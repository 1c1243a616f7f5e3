/**
 * The XML that STS answers with in, the text of each element by its path out.
 *
 * It reads elements, attributes (dropped), text, entities, CDATA, comments and declarations; it knows no document
 * types, so nothing can be expanded or fetched.
 *
 * @module
 */

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const MARKUP =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * Reads an XML document.
 *
 * @param text The document.
 * @returns The text of each element without children, by its path (`Response/Error/Code`); where a path comes more
 *   than once, the first.
 * @throws {SyntaxError} When it is not well-formed.
 */
export function readXml(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const open: { name: string; text: string; parent: boolean }[] = [];
  let closed = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const between = text.slice(at, next === -1 ? undefined : next);
    const top = open.at(-1);
    if (top !== undefined) top.text += unescape(between);
    else if (between.trim() !== "") throw new SyntaxError("Cannot read XML: there is text outside the root element");
    if (next === -1) break;

    MARKUP.lastIndex = next;
    const match = MARKUP.exec(text);
    if (match === null) throw new SyntaxError(`Cannot read XML: the markup at ${next} is not well-formed`);
    at = MARKUP.lastIndex;
    const [, cdata, ending, name, , empty] = match;
    if (cdata !== undefined) {
      if (top === undefined) throw new SyntaxError("Cannot read XML: there is text outside the root element");
      top.text += cdata;
    } else if (name !== undefined) {
      if (ending === "") {
        if (top === undefined && closed) throw new SyntaxError("Cannot read XML: there is more than one root element");
        if (top !== undefined) top.parent = true;
        open.push({ name, text: "", parent: false });
      }
      if (ending === "/" || empty === "/") close(name);
    }
  }
  if (open.length > 0 || !closed) throw new SyntaxError("Cannot read XML: it ends before its root element does");
  return found;

  function close(name: string): void {
    const path = open.map((element) => element.name).join("/");
    const element = open.pop();
    if (element?.name !== name) throw new SyntaxError(`Cannot read XML: </${name}> closes nothing that is open`);
    if (!element.parent && !found.has(path)) found.set(path, element.text);
    closed = open.length === 0;
  }
}

function unescape(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+)?;?/g, (whole, name: string | undefined) => {
    if (name === undefined || !whole.endsWith(";")) throw new SyntaxError("Cannot read XML: an & stands alone");
    const code = name.startsWith("#x")
      ? parseInt(name.slice(2), 16)
      : name.startsWith("#")
      ? Number(name.slice(1))
      : -1;
    const known = code === -1 ? ENTITIES[name] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (known === undefined) throw new SyntaxError("Cannot read XML: an entity is not known");
    return known;
  });
}
