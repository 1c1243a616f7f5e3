/**
 * An operation that answers in pages in; its first page, all pages, or all items out, as the caller asks.
 *
 * @module
 */

/**
 * The answer of a list operation. Await it for one page, loop over it for every item of every page, or over `pages()` for whole
 * pages. Nothing is sent before one of the three.
 *
 * @example All items, and one page
 * ```ts
 * import { Listing } from "@edge-aws/bedrock/control";
 * import { assertEquals } from "@std/assert";
 *
 * const book = [{ words: ["once", "upon"], nextToken: "2" }, { words: ["a", "time"] }];
 * const ask = (nextToken?: string) => Promise.resolve(book[nextToken ? 1 : 0]!);
 * const listing = new Listing(ask, (page) => page.words);
 *
 * const words: string[] = [];
 * for await (const word of listing) words.push(word);
 * assertEquals(words, ["once", "upon", "a", "time"]);
 * assertEquals((await listing).nextToken, "2");
 * ```
 */
export class Listing<Output extends { nextToken?: string }, Item> implements PromiseLike<Output>, AsyncIterable<Item> {
  readonly #ask: (nextToken?: string) => Promise<Output>;
  readonly #itemsOf: (page: Output) => readonly Item[] | undefined;

  /**
   * Creates a listing.
   *
   * @param ask Fetches a page: the one the caller asked for, or the one behind a token.
   * @param itemsOf Finds the items in a page.
   */
  constructor(
    ask: (nextToken?: string) => Promise<Output>,
    itemsOf: (page: Output) => readonly Item[] | undefined,
  ) {
    this.#ask = ask;
    this.#itemsOf = itemsOf;
  }

  /**
   * Fetches one page.
   *
   * @param onfulfilled What to do with it.
   * @param onrejected What to do with an error.
   * @returns What they return.
   */
  then<Fulfilled = Output, Rejected = never>(
    onfulfilled?: ((page: Output) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onrejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#ask().then(onfulfilled, onrejected);
  }

  /**
   * Fetches page after page, each when the loop comes to it.
   *
   * @returns The pages.
   * @throws {TypeError} When a page leads to itself.
   */
  async *pages(): AsyncGenerator<Output, void, undefined> {
    let token: string | undefined;
    do {
      const page = await this.#ask(token);
      yield page;
      if (page.nextToken !== undefined && page.nextToken === token) {
        throw new TypeError("Cannot list: a page's token leads to the same page again");
      }
      token = page.nextToken;
    } while (token);
  }

  /**
   * Gives every item of every page, in order.
   *
   * @returns The items.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* this.#itemsOf(page) ?? [];
  }
}
