/**
 * The three small types that AWS's documents are written with: any JSON, one of several members, an open enumeration.
 *
 * @module
 */

/** Any JSON value: AWS's "document" type, passed through untouched in both directions. */
export type Document = null | boolean | number | string | Document[] | { [key: string]: Document | undefined };

/** One known word, or a word that AWS adds tomorrow. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** A union structure: exactly one member is set, the others are absent. */
export type OneOf<Members> = {
  [Key in keyof Members]: { [Only in Key]: Members[Only] } & { [Other in Exclude<keyof Members, Key>]?: never };
}[keyof Members];
