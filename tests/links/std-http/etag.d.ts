// The types of @std/http/etag, written out because the npm port has none.

/** What an entity tag can be made of besides a string and bytes. */
export interface FileInfo {
  /** The last modification. */
  mtime: Date | null;
  /** Length in bytes. */
  size: number;
}

/** How an entity tag is made. */
export interface ETagOptions {
  /** The digest. @default {"SHA-256"} */
  algorithm?: AlgorithmIdentifier;
  /** Whether the tag says "equivalent" rather than "the same bytes". @default {false} for strings and bytes */
  weak?: boolean;
}

/** The entity tag of a string or of bytes (RFC 9110, 8.8.3). */
export declare function eTag(entity: string | Uint8Array, options?: ETagOptions): Promise<string>;
/** The entity tag of a file. */
export declare function eTag(entity: FileInfo, options?: ETagOptions): Promise<string | undefined>;
/** Whether an If-Match header lets the request through. */
export declare function ifMatch(value: string | null, etag: string | undefined): boolean;
/** Whether an If-None-Match header lets the request through. */
export declare function ifNoneMatch(value: string | null, etag: string | undefined): boolean;
