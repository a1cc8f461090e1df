/** Questions to a person at a terminal. They are on standard error, so that data stays data. */
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** Nobody sits there, or `--no-input` forbids to ask. */
export function mayAsk(input: boolean | undefined): boolean {
  return input !== false && process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Ctrl+C in a question gives a symbol. */
function answerOf<Value>(value: Value): Exclude<Value, symbol> {
  if (typeof value === 'symbol') throw new CommandError(exitCodes.brokenOff, 'broken off');
  return value as Exclude<Value, symbol>;
}

const output = { output: process.stderr };

/** Asks for a password, which is not shown. Ctrl+C ends the command. */
export async function askPassword(message: string): Promise<string> {
  const prompts = await import('@clack/prompts');
  return answerOf(await prompts.password({ message, ...output }));
}

/** Asks for a line of text. Ctrl+C ends the command. */
export async function askText(message: string, initialValue = ''): Promise<string> {
  const prompts = await import('@clack/prompts');
  return answerOf(await prompts.text({ message, initialValue, ...output })) ?? '';
}

/** @param initialValue the answer of the Enter key alone */
export async function confirm(message: string, initialValue = false): Promise<boolean> {
  const prompts = await import('@clack/prompts');
  return answerOf(await prompts.confirm({ message, initialValue, ...output }));
}

/** An item of a menu. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
}

/** A menu with arrows. */
export async function choose<Value>(message: string, options: readonly Choice<Value>[]): Promise<Value> {
  const prompts = await import('@clack/prompts');
  const places = options.map(({ label }, value) => ({ value, label }));
  const place = answerOf(await prompts.select({ message, options: places, maxItems: 12, ...output }));
  const chosen = options[place];
  if (chosen === undefined) throw new RangeError('a menu without entries');
  return chosen.value;
}
