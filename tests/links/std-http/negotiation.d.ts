// The types of @std/http/negotiation, written out because the npm port has none.

/** The media types a request accepts, best first. */
export declare function accepts(request: Pick<Request, "headers">): string[];
/** The best of the given media types for a request, if it accepts one. */
export declare function accepts<T extends string = string>(
  request: Pick<Request, "headers">,
  ...types: T[]
): T | undefined;
/** The content codings a request accepts, best first. */
export declare function acceptsEncodings(request: Pick<Request, "headers">): string[];
/** The best of the given content codings for a request, if it accepts one. */
export declare function acceptsEncodings<T extends string = string>(
  request: Pick<Request, "headers">,
  ...encodings: T[]
): T | undefined;
/** The languages a request accepts, best first. */
export declare function acceptsLanguages(request: Pick<Request, "headers">): string[];
/** The best of the given languages for a request, if it accepts one. */
export declare function acceptsLanguages<T extends string = string>(
  request: Pick<Request, "headers">,
  ...langs: T[]
): T | undefined;
