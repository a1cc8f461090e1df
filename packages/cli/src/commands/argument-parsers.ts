/** Parsers of option values that several commands share. Each throws commander's `InvalidArgumentError`. */
import { InvalidArgumentError } from 'commander';

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Allowed is a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** `instant`, or seconds from-to such as `1-4`, as milliseconds. */
export function airTime(text: string): 'instant' | { minimum: number; maximum: number } {
  if (text === 'instant') return 'instant';
  const [minimum, maximum] = text.split('-').map(Number);
  if (minimum === undefined || maximum === undefined || !(minimum >= 0) || !(maximum >= minimum)) {
    throw new InvalidArgumentError('Allowed is "instant", or seconds from-to such as 1-4.');
  }
  return { minimum: minimum * 1000, maximum: maximum * 1000 };
}
