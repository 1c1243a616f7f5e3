/**
 * Work in, the memory it asked for and the bytes it copied out: what grows too fast shows here on any machine, at any load.
 *
 * @module
 */

/** What work cost. */
export interface Cost {
  /** Bytes that were copied by `set`. */
  copied: number;
  /** Bytes that were asked for by `new Uint8Array(length)`. */
  allocated: number;
}

/**
 * Watches the byte arrays while work is done.
 *
 * @param work What to do, without waiting for anything.
 * @returns Its cost.
 */
export function watch(work: () => void): Cost {
  const cost: Cost = { copied: 0, allocated: 0 };
  const Real = globalThis.Uint8Array;
  const { set } = Real.prototype;
  Real.prototype.set = function (source, offset): void {
    cost.copied += source.length;
    set.call(this, source, offset);
  };
  globalThis.Uint8Array = new Proxy(Real, {
    construct(target, values, self): object {
      if (typeof values[0] === "number") cost.allocated += values[0];
      return Reflect.construct(target, values, self);
    },
  });
  try {
    work();
  } finally {
    globalThis.Uint8Array = Real;
    Real.prototype.set = set;
  }
  return cost;
}
