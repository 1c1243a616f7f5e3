/**
 * Text goes in, pieces near those of a real tokenizer come out: for counting, for cutting, for streaming.
 *
 * The text is cut as byte-pair encoders cut it (words with the space before them, runs of digits, of signs, of white
 * space); a long or rare word then counts for several pieces by its length.
 *
 * @module
 */
const PRE_TOKEN =
  /'(?:[sdmt]|ll|ve|re)(?![\p{L}])|[^\r\n\p{L}\p{N}]?\p{L}[\p{L}\p{M}]*|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/giu;
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{323af}]/u;
const LATIN_WORD = /^[^\p{L}]?[\p{Script=Latin}]+$/u;
const PLAIN_WORD = /^[^A-Za-z]?[A-Za-z]+$/;

/** Letters and small words that English does not have. */
const FOREIGN =
  /[\u00c0-\u024f]|\b(?:der|die|das|und|ist|nicht|ein|eine|mit|el|la|los|las|que|en|de|del|le|les|des|et|est|une|il|che|di|per|het|een|van)\b/gi;

/** Cuts text into pieces that, joined, are the text. */
export function tokenize(text: string): string[] {
  const pieces: string[] = [];
  const foreign = (text.match(FOREIGN)?.length ?? 0) > text.length / 100;
  for (const [token] of text.matchAll(PRE_TOKEN)) cutToken(token, foreign, pieces);
  return pieces;
}

/** Counts pieces without keeping them. */
export function countTokens(text: string): number {
  return tokenize(text).length;
}

function cutToken(token: string, foreign: boolean, pieces: string[]): void {
  if (IDEOGRAPH.test(token)) return cutIdeographs(token, pieces);
  if (PLAIN_WORD.test(token)) return cutEvery(token, plainPieces(token, foreign), pieces);
  if (LATIN_WORD.test(token)) return cutEvery(token, Math.ceil(token.length / 3.2), pieces);
  if (/\p{Script=Cyrillic}|\p{Script=Greek}/u.test(token)) {
    return cutEvery(token, Math.ceil(token.length / 2.6), pieces);
  }
  if (/\p{L}/u.test(token)) return cutEvery(token, Math.ceil([...token].length / 1.75), pieces);
  if (/^\s+$/.test(token) || /^\p{N}+$/u.test(token)) return void pieces.push(token);
  cutEvery(token, signPieces(token), pieces);
}

/**
 * How many pieces a word of plain letters has: common lengths are one piece, mixed case breaks at the humps, and the words
 * of other languages than English are rarer and shorter of piece.
 */
function plainPieces(token: string, foreign: boolean): number {
  const word = token.replace(/^[^A-Za-z]/, "");
  const humps = word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [word];
  let count = 0;
  for (const hump of humps) {
    if (/^[A-Z]{2,}$/.test(hump)) count += Math.ceil(hump.length / 3);
    else if (foreign) count += Math.ceil(hump.length / 5.5);
    else count += hump.length <= 10 ? 1 : Math.ceil(hump.length / 6.5);
  }
  return count;
}

/** How many pieces a run of signs has: ASCII runs pair up, anything else is bytes. */
function signPieces(token: string): number {
  const signs = token.trim();
  // deno-lint-ignore no-control-regex -- ASCII is meant
  if (/^[\x00-\x7f]*$/.test(signs)) {
    if (/^(.)\1*$/.test(signs)) return Math.ceil(signs.length / 16);
    return Math.ceil(signs.length / (/^["',:{}[\]()]+$/.test(signs) ? 3.5 : 2.5));
  }
  return Math.ceil([...signs].length * 2);
}

function cutIdeographs(token: string, pieces: string[]): void {
  let extra = 0;
  for (const character of token) {
    pieces.push(character);
    // Some ideographs are two byte pairs, kana and hangul are mostly one.
    extra += 0.15;
    if (extra >= 1) {
      pieces.push("");
      extra -= 1;
    }
  }
}

function cutEvery(token: string, count: number, pieces: string[]): void {
  const characters = token.length <= 1 ? [token] : [...token];
  const parts = Math.max(1, Math.min(count, characters.length));
  let start = 0;
  for (let i = 1; i <= parts; i++) {
    const end = Math.round(i * characters.length / parts);
    pieces.push(characters.slice(start, end).join(""));
    start = end;
  }
  for (let i = parts; i < count; i++) pieces.push("");
}
