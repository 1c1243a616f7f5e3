/**
 * What regions answered in, which of them is asked first and whose refusal counts out.
 *
 * Loaded with the first region that has no room.
 *
 * @module
 */

/** A region that is asked. */
interface Asked {
  runtime: { region: string };
}

/** What a region answered, or what was thrown, and when, in milliseconds. */
export interface BusyAnswer {
  /** The answer. */
  answer: unknown;
  /** The time. */
  now: number;
}

const MAX_COOLING = 500;

/** Knows the regions that want to be left alone: for one model, or, where they could not be reached, for all. */
export class Failover {
  readonly #until = new Map<string, number>();
  readonly #coolDownMs: number;

  /**
   * Creates it.
   *
   * @param coolDownMs How long a region that refused is asked last.
   */
  constructor(coolDownMs = 10_000) {
    this.#coolDownMs = coolDownMs;
  }

  /**
   * Notes that a region has no room.
   *
   * @param region The region.
   * @param modelId The model.
   * @param busy What it said, and when.
   */
  cool(region: string, modelId: string, { answer, now }: BusyAnswer): void {
    if (this.#until.size >= MAX_COOLING) this.#until.clear();
    const isLost = (answer as { code?: string }).code === "NetworkError";
    this.#until.set(isLost ? region : `${region} ${modelId}`, now + this.#coolDownMs);
  }

  /**
   * Puts regions in order.
   *
   * @param regions The regions, the preferred first.
   * @param modelId The model.
   * @param now The time, in milliseconds.
   * @returns The same; last come those that want to be left alone, of these first the one that is ready again first.
   */
  order<T extends Asked>(regions: T[], modelId: string, now: number): T[] {
    if (regions.length === 1) return regions;
    const until = ({ runtime: { region } }: T): number => {
      const latest = Math.max(this.#until.get(region) ?? 0, this.#until.get(`${region} ${modelId}`) ?? 0);
      return latest > now ? latest : 0;
    };
    return regions.toSorted((a, b) => until(a) - until(b));
  }

  /**
   * Tells whether a region has not what is asked for, or has it for others: another one may.
   *
   * @param answer Its answer, or what was thrown.
   * @returns Whether it says so. A body is read from a copy.
   */
  async isAbsent(answer: unknown): Promise<boolean> {
    const { status, message = "" } = (answer ?? {}) as { status?: number; message?: string };
    if (status === 403 || status === 404) return true;
    if (status !== 400) return false;
    const said = answer instanceof Response ? await answer.clone().text() : message;
    return /identifier is invalid|on-demand throughput|access to th/i.test(said);
  }
}
