/**
 * Plain text in, text for people out: with colours where they are wanted, without what would command a terminal.
 *
 * @module
 */

/** Colours text, or leaves it as it is. */
export type Paint = Readonly<Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", (text: string) => string>>;

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/**
 * Makes a painter.
 *
 * @param isColoured Whether colours are wanted.
 * @returns One function for each colour.
 */
export function painter(isColoured: boolean): Paint {
  const entries = Object.entries(CODES).map(([name, [on, off]]) => [
    name,
    isColoured ? (text: string) => `\x1b[${on}m${text}\x1b[${off}m` : (text: string) => text,
  ]);
  return Object.fromEntries(entries);
}

/**
 * Makes the control characters in somebody else's text visible, line ends and tabs apart: a model's answer shall not move a
 * terminal's cursor, or name its window.
 *
 * @param text The text.
 * @returns The same, harmless.
 */
export function harmless(text: string): string {
  // deno-lint-ignore no-control-regex -- they are what this looks for
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x0d) return "";
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  });
}

/**
 * Makes one line of a text that may have several.
 *
 * @param text The text.
 * @returns One line.
 */
export function oneLine(text: string): string {
  return harmless(text.replace(/\s*[\r\n]+\s*/g, " ")).trim();
}

/**
 * Lays rows out as a table.
 *
 * @param head The headings.
 * @param rows The cells; all of them text of one line.
 * @param paint Paints the headings.
 * @returns Lines, without spaces at their ends.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => column === cells.length - 1 ? cell : cell.padEnd(widths[column]!)).join("  ").trimEnd();
  return [paint.bold(line(head)), ...rows.map((row) => line(row.map(oneLine)))];
}
