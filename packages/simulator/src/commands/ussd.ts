/** +CUSD (27.007 7.15). */

import { LONGEST_USSD } from '../codec/ussd-string.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { isOmitted, type Parameter, readNumber, readString } from '../module/parameters.ts';
import { isRegistered } from '../module/registration.ts';
import { typedUssd, ussdFormOf } from '../ussd/terminal-ussd.ts';
import type { CommandTable } from './command-table.ts';

/** Milliseconds until a module gives up a network that does not answer, where its result code waits for that. */
const ANSWER_TIME = 60_000;
/** In packed form: 304, as some give it, in place of 27.007's 25. */
const invalidText = { characters: 25, packed: 304 } as const;

function setUssd(module: Module, parameters: readonly Parameter[]): Outcome | Promise<Outcome> {
  const { settings } = module;
  const mode = readNumber(parameters[0], { allowed: [0, 1, 2], otherwise: settings.ussdNotices });
  const coding = readNumber(parameters[2], { allowed: { from: 0, to: 255 }, otherwise: 15 });
  if (mode === undefined || coding === undefined || parameters.length > 3) return cme(50);
  if (mode === 2) return endUssd(module);
  settings.ussdNotices = mode;
  const text = isOmitted(parameters[1]) ? undefined : readString(parameters[1]);
  return text === undefined ? ok : sendUssd(module, text, coding);
}

/** Without a session some answer OK, some an error: the latter is the stricter test of a terminal. */
function endUssd(module: Module): Outcome {
  return module.attachment?.endUssd() ? ok : cme(3);
}

function sendUssd(module: Module, text: string, coding: number): Outcome | Promise<Outcome> {
  const { attachment, persona, registration } = module;
  const string = typedUssd(module, text, coding);
  if (string === undefined) return cme(invalidText[ussdFormOf(module)]);
  if (string.octets.length > LONGEST_USSD) return cme(24);
  if (!attachment || !isRegistered(registration)) return cme(30);
  const answered = persona.ussd.resultBehindAnswer ? awaitAnswer(module) : undefined;
  if (attachment.ussd(string)) return answered ?? ok;
  module.ussdAnswered?.();
  return cme(3);
}

/** OK behind the answer; 31, network time-out, when none comes. */
function awaitAnswer(module: Module): Promise<Outcome> {
  return new Promise(resolve => {
    const finish = (outcome: Outcome) => {
      module.ussdAnswered = undefined;
      cancel();
      resolve(outcome);
    };
    const cancel = module.clock.after(ANSWER_TIME, () => finish(cme(31)));
    module.ussdAnswered = () => finish(ok);
  });
}

/** 27.007 7.15. */
export const ussdCommands: CommandTable = {
  '+CUSD': {
    errors: 'cme',
    needs: 'ready',
    test: '+CUSD: (0-2)',
    read: ({ settings }) => answer(`+CUSD: ${settings.ussdNotices}`),
    set: setUssd,
    execute: () => ok,
  },
};
