/** Messages in a time. */
import { InvalidArgumentError } from 'commander';

/** Messages in a time, in milliseconds. */
export interface Rate {
  readonly messages: number;
  /** Milliseconds. */
  readonly every: number;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** `5/s`, `100/m`, `1000/h`. */
export function rate(text: string): Rate {
  const [, digits = '', unit = ''] = /^(\d{1,6})\/([smh])$/.exec(text) ?? [];
  if (Number(digits) === 0) throw new InvalidArgumentError('Allowed is a rate such as 5/s, 100/m or 1000/h.');
  return { messages: Number(digits), every: units[unit] ?? 1000 };
}

/** Milliseconds that so many messages take at that rate. */
export function timeOf(messages: number, { messages: most, every }: Rate): number {
  return (messages * every) / most;
}
