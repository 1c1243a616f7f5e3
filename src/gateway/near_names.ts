/**
 * A name that nothing has in, the names that look like it out. Pure.
 *
 * Loaded with the first such name.
 *
 * @module
 */

/**
 * Up to three known names that look like one that is not known.
 *
 * @param name The unknown name.
 * @param known The known ones.
 * @returns The nearest.
 */
export function nearNames(name: string, known: Iterable<string>): string[] {
  const wanted = pairsOf(name);
  const scored: [number, string][] = [];
  for (const candidate of new Set(known)) {
    const pairs = pairsOf(candidate);
    let shared = 0;
    for (const pair of wanted) if (pairs.has(pair)) shared++;
    const score = 2 * shared / (wanted.size + pairs.size || 1);
    if (score >= 0.4) scored.push([score, candidate]);
  }
  return scored.sort((a, b) => b[0] - a[0]).slice(0, 3).map(([, candidate]) => candidate);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  const lower = text.slice(0, 100).toLowerCase();
  for (let i = 0; i + 1 < lower.length; i++) pairs.add(lower.slice(i, i + 2));
  return pairs;
}
