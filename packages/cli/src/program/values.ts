/** Values of options and arguments, checked where they are typed. */
import { InvalidArgumentError } from 'commander';

const HIGHEST_PORT = 31;

/** A whole number of that range. */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Allowed is a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** A port number from 0 to 31. */
export const portNumber = wholeNumber(0, HIGHEST_PORT);
/** An id: a whole number from 1. */
export const idNumber = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** `1,2,5-8` as numbers. */
export function portList(text: string): number[] {
  const ports = text.split(',').flatMap(part => {
    const [, first = '', last = first] = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(part) ?? [];
    if (first === '' || Number(last) < Number(first) || Number(last) > HIGHEST_PORT)
      throw new InvalidArgumentError(`Allowed are ports from 0 to ${HIGHEST_PORT}, such as 1,2 or 0-7.`);
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
  });
  return [...new Set(ports)];
}

/** `a,b` as words, each one of those allowed. */
export function wordList<Word extends string>(allowed: readonly Word[]) {
  return (text: string): Word[] =>
    text.split(',').map(part => {
      const found = allowed.find(word => word.toLowerCase() === part.trim().toLowerCase());
      if (found === undefined)
        throw new InvalidArgumentError(`Allowed are ${allowed.join(', ')}, joined by commas.`);
      return found;
    });
}

/** A number to send to: digits, * and #, with an optional + before them; blanks, hyphens and brackets between are left out. */
export function phoneNumber(text: string): string {
  const number = text.replace(/[\s().-]/g, '');
  if (!/^\+?[*#]*[0-9][0-9*#]*$/.test(number) || number.length > 24)
    throw new InvalidArgumentError('Allowed is a phone number such as +49151234567.');
  return number;
}

/** For an argument that takes several values. */
export function several<Value>(read: (text: string) => Value) {
  return (text: string, before: readonly Value[] | undefined): Value[] => [...(before ?? []), read(text)];
}
