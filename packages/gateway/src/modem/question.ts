/**
 * Questions that a person may ask a modem beside the gateway. Only commands that read are passed on: the gateway relies on the settings of
 * its modem, and cannot know what a maker's command changes.
 */
import type { Command } from '../at/command.ts';
import { isRegistrationAnswer, registrationNames } from '../at/registration.ts';

export type Question = Pick<Command, 'text' | 'names' | 'bare' | 'owns'>;

/** Commands that read without a question mark (V.250 6.1, 27.007 5 and 8). */
const reading: ReadonlySet<string> = new Set([
  ...['+CGMI', '+CGMM', '+CGMR', '+CGSN', '+GMI', '+GMM', '+GMR', '+GSN', '+GCAP', '+CLAC'],
  ...['+CIMI', '+CCID', '+CNUM', '+CSQ', '+CESQ', '+CPAS', '+CEER'],
]);

/** Some modems read a command up to its name only. */
const RESTARTS = /RST|RESET|BOOT|PWR|POWD|POWER|OFF$|SHUT|SHDN|DLOAD/;

const FORM = /^AT([+^$%*!#][A-Z][A-Z0-9_]{0,30})(\?|=\?)?$/;

/** A question, or why it is none. */
export function readQuestion(
  command: string,
): { readonly question: Question } | { readonly refusal: string } {
  const text = command.trim().toUpperCase();
  if (text === 'AT') return { question: { text } };
  if (/^ATI\d?$/.test(text)) return { question: { text, bare: true } };
  const [, name = '', mark] = FORM.exec(text) ?? [];
  if (name === '' || (mark === undefined && !reading.has(name)))
    return { refusal: 'is no question: only commands that read are passed on, as AT+CSQ or AT+COPS?' };
  if (RESTARTS.test(name)) return { refusal: 'has a name of commands that restart the modem' };
  if (text === 'AT+COPS=?')
    return { refusal: 'searches for networks, which takes minutes in which the port cannot send' };
  const owns = registrationNames.includes(name) ? { owns: (line: string) => isRegistrationAnswer(line) } : {};
  return { question: { text, names: [name], bare: true, ...owns } };
}
