/**
 * Entries in, the latest of them out.
 *
 * @module
 */

/** A map that forgets its oldest entry rather than grow: keys of days and identities gone by. */
export class BoundedMap<K, V> extends Map<K, V> {
  /** Sets an entry. */
  override set(key: K, value: V): this {
    if (this.size >= 32 && !this.has(key)) this.delete(this.keys().next().value!);
    return super.set(key, value);
  }
}
