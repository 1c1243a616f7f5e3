/**
 * Words for colours go in, colours come out, and back.
 *
 * @module
 */

/** A colour: red, green, blue, each 0 to 255. */
export type Colour = readonly [number, number, number];

const NAMED: Readonly<Record<string, Colour>> = {
  red: [214, 40, 40],
  green: [56, 142, 60],
  blue: [33, 90, 200],
  yellow: [250, 210, 50],
  orange: [245, 130, 32],
  purple: [123, 44, 191],
  pink: [244, 143, 177],
  brown: [121, 85, 72],
  black: [20, 20, 20],
  white: [245, 245, 245],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  cyan: [38, 198, 218],
  gold: [212, 175, 55],
};

/** Things whose colour everybody knows. */
const THINGS: Readonly<Record<string, string>> = {
  sky: "blue",
  sea: "blue",
  ocean: "blue",
  water: "blue",
  grass: "green",
  forest: "green",
  tree: "green",
  fox: "orange",
  sunset: "orange",
  fire: "red",
  rose: "red",
  apple: "red",
  sun: "yellow",
  snow: "white",
  cloud: "white",
  night: "black",
  robot: "gray",
  castle: "gray",
  mountain: "gray",
  dog: "brown",
  bear: "brown",
  tiger: "orange",
  banana: "yellow",
};

/** The colours that a text speaks of, in order. */
export function coloursIn(text: string): Colour[] {
  const hex = [...text.matchAll(/#([0-9a-f]{6})\b/gi)].map((match): Colour => {
    const value = parseInt(match[1]!, 16);
    return [value >> 16, (value >> 8) & 0xff, value & 0xff];
  });
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const named = words.map((word) => NAMED[word] ?? NAMED[THINGS[word] ?? THINGS[word.replace(/s$/, "")] ?? ""]);
  return [...hex, ...named.filter((colour) => colour !== undefined)];
}

/** The word for a colour. */
export function nameOfColour([red, green, blue]: Colour): string {
  let best = "gray";
  let least = Infinity;
  for (const [name, colour] of Object.entries(NAMED)) {
    const distance = (colour[0] - red) ** 2 + (colour[1] - green) ** 2 + (colour[2] - blue) ** 2;
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}
