/** Values of options that the commands of both simulators share. */
import { InvalidArgumentError } from 'commander';

/** `instant`, or seconds from-to such as `1-4`, as milliseconds. */
export function airTime(text: string): 'instant' | { minimum: number; maximum: number } {
  if (text === 'instant') return 'instant';
  const [, from = '', to = ''] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const [minimum, maximum] = [Number(from), Number(to)];
  if (from === '' || maximum < minimum) {
    throw new InvalidArgumentError('Allowed is "instant", or seconds from-to such as 1-4.');
  }
  return { minimum: minimum * 1000, maximum: maximum * 1000 };
}
