/**
 * The text of a shared config or credentials file in, its sections out: INI as AWS writes it.
 *
 * @module
 */

/** The settings of one section; those below an empty one (`s3 =`) are named with it: `s3.max_concurrent_requests`. */
export type Section = Map<string, string>;

/**
 * Reads AWS's dialect of INI.
 *
 * A comment begins with `#` or `;` at a line's start or after white space. Names of settings are read in any case. A
 * section that comes twice is one, and the later setting wins. Lines that are none of this are passed over, as the SDKs
 * do.
 *
 * @param text The file.
 * @returns The sections by their headings, white space and quotes put right: `[ profile  "x" ]` is `profile x`.
 */
export function readIni(text: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let section: Section | undefined;
  let parent: string | undefined;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    const content = line.replace(/(^|\s)[#;].*$/, "").trim();
    if (content.startsWith("[") && content.endsWith("]")) {
      const heading = headingOf(content.slice(1, -1));
      section = sections.get(heading) ?? new Map();
      sections.set(heading, section);
      parent = undefined;
      continue;
    }
    const equals = content.indexOf("=");
    if (section === undefined || equals < 1) continue;
    const name = content.slice(0, equals).trim().toLowerCase();
    const value = content.slice(equals + 1).trim();
    if (!/^\s/.test(line)) parent = undefined;
    if (value === "") parent = name;
    else section.set(parent === undefined ? name : `${parent}.${name}`, value);
  }
  return sections;
}

function headingOf(text: string): string {
  const heading = text.trim();
  const [, kind, quoted, bare] = /^([\w-]+)\s+(?:["'](.*)["']|(.*))$/.exec(heading) ?? [];
  return kind === undefined ? heading : `${kind} ${quoted ?? bare}`;
}
