/** Which lines are a command's own (architecture rule 4): every other line is a notice. */
import type { Command } from '../command.ts';
import { nameOf } from '../fields.ts';
import type { Job } from '../job.ts';
import { callResults } from '../notices.ts';
import { type FinalResult, ok, parseFinal } from '../result.ts';

/** The result that ends `command`; the ends of calls are results of ATD and ATA only. */
export function resultOf(command: Command, text: string): FinalResult | undefined {
  // Some answer a voice call as a data call: CONNECT, with or without a speed (V.250 6.2.7).
  if (/^ATD.*;$/i.test(command.text) && /^CONNECT(?: \d+)?$/.test(text)) return ok;
  if (callResults.has(text) && !/^ATD|^ATA/i.test(command.text)) return undefined;
  return parseFinal(text, command.bare !== true);
}

/** True for an information response of the command; `notices`: names that a bare command leaves alone. */
export function ownsLine(job: Job, text: string, notices: ReadonlySet<string>): boolean {
  const { command, handedOver, isFull } = job;
  if (isFull || (command.payload !== undefined && !handedOver)) return false;
  const name = nameOf(text);
  if (command.names?.includes(name)) return command.owns?.(text) ?? true;
  return command.bare === true && !notices.has(name);
}

/** True for a line that is no damaged PDU but something of its own. */
export function hasMeaning(text: string, notices: ReadonlySet<string>): boolean {
  if ('+^*#$%'.includes(text.charAt(0)) || parseFinal(text, true) !== undefined) return true;
  return notices.has(nameOf(text));
}
