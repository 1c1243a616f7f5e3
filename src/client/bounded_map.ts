/**
 * Entries in, the latest of them out.
 *
 * @module
 */

/** A map that forgets its oldest entry rather than grow: keys of days and identities gone by. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #most: number;

  /**
   * Creates a map.
   *
   * @param most How many entries it keeps.
   */
  constructor(most = 32) {
    super();
    this.#most = most;
  }

  /** Sets an entry. */
  override set(key: K, value: V): this {
    if (this.size >= this.#most && !this.has(key)) this.delete(this.keys().next().value!);
    return super.set(key, value);
  }
}
