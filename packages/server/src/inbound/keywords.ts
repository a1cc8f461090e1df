/** STOP, START and HELP: messages of that one word. */
import type { PoolKeywords } from '../domain/pool.ts';

export type Keyword = '' | 'stop' | 'start' | 'help';

/** Characters of the longest text that may be such a word; a longer one has more than a keyword. */
const LONGEST = 64;

/** Without case, marks around it and blanks: `Stop.` and `"STOP"` are the word, `please stop` is not. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/^[\p{P}\p{Z}\s]+|[\p{P}\p{Z}\s]+$/gu, '')
    .toUpperCase();
}

/** Which of the words of a pool a text is; "" for any other text. */
export function keywordOf(text: string, keywords: PoolKeywords): Keyword {
  if (text.length > LONGEST) return '';
  const word = bare(text);
  if (word === '') return '';
  const isIn = (words: readonly string[]): boolean => words.some(one => bare(one) === word);
  // A word that a mistake put into two lists stops: better one message too few.
  if (isIn(keywords.stop)) return 'stop';
  if (isIn(keywords.start)) return 'start';
  return isIn(keywords.help) ? 'help' : '';
}
