/**
 * Rows of the bench in, a picture for the README out: how many times better than its rival, one bar each.
 *
 * @module
 */

/** What is drawn of a row. */
export interface Bar {
  /** What is measured. */
  what: string;
  /** Who it is held against. */
  rival: string;
  /** How many times better ours is. */
  ratio: number;
}

/** The comparisons that a reader asks for first, and what they are called there. */
const SHOWN: readonly [what: RegExp, rival: RegExp, label: string][] = [
  [/^invoke chunks to events.* 16384 B/, /aws-sdk/, "Invoke stream through for await"],
  [/Converse events, 16 KiB reads, to server-sent events/, /aws-sdk/, "event stream to server-sent events"],
  [/^a signature over 200 B/, /smithy/, "a signature"],
  [/^cold import of \.$/, /aws-sdk/, "cold import"],
  [/^handler, OpenAI's JSON$/, /Portkey/, "gateway, JSON"],
  [/^handler, OpenAI's streams of 50 events$/, /Portkey/, "gateway, streams"],
  [/^handler, OpenAI's JSON, bodies of 1 MB$/, /Portkey/, "gateway, bodies of 1 MB"],
  [/^memory .* OpenAI's chat$/, /Portkey/, "gateway, memory of a stream"],
];

/**
 * Draws rows.
 *
 * @param rows The rows.
 * @returns An SVG that fits a light page and a dark one.
 */
export function draw(rows: readonly Bar[]): string {
  const bars = SHOWN.flatMap(([what, rival, label]) => {
    const row = rows.find((row) => what.test(row.what) && rival.test(row.rival));
    return row === undefined ? [] : [{ label, rival: row.rival.replace(/ \(.*| ?,.*/, ""), ratio: row.ratio }];
  });
  const [width, step, left] = [760, 34, 250];
  const longest = Math.max(1, ...bars.map(({ ratio }) => ratio));
  const scale = (width - left - 300) / longest;
  const lines = bars.flatMap(({ label, rival, ratio }, at) => {
    const y = 16 + at * step;
    const length = Math.max(2, ratio * scale);
    return [
      `<text x="${left - 12}" y="${y + 15}" text-anchor="end" class="label">${escape(label)}</text>`,
      `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="20" rx="3" class="bar"/>`,
      `<text x="${(left + length + 8).toFixed(1)}" y="${y + 15}"><tspan class="label">${ratio.toFixed(1)} x</tspan>`,
      `<tspan class="rival"> ${escape(rival)}</tspan></text>`,
    ];
  });
  const height = 20 + bars.length * step;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="How many times faster or smaller than its rival">
<style>
text { font: 13px ui-sans-serif, system-ui, sans-serif; fill: #1f2328 } .rival { fill: #59636e } .bar { fill: #0b7285 }
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .rival { fill: #9198a1 } .bar { fill: #3bc9db } }
</style>
${lines.join("\n")}
</svg>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
