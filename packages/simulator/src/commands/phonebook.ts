/** +CPBS, +CPBR and +CPBW (27.007 8.11, 8.12, 8.14): the own numbers `ON` and the contacts `SM` of the card. */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import {
  isOmitted,
  type Parameter,
  readNumber,
  readNumbers,
  readString,
  readText,
} from '../module/parameters.ts';
import type { PhonebookEntry } from '../sim-card.ts';
import { typeOfAddress } from '../sms/service-centre-address.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import type { CommandTable } from './command-table.ts';

const LONGEST_NUMBER = 20;
const LONGEST_NAME = 18;

function entriesOf(module: Module): (PhonebookEntry | undefined)[] {
  const { sim, settings } = module;
  if (!sim) return [];
  return settings.phonebook === 'ON' ? sim.ownNumbers : sim.contacts;
}

function readStorage(module: Module): Outcome {
  const entries = entriesOf(module);
  const used = entries.filter(entry => entry !== undefined).length;
  return answer(`+CPBS: "${module.settings.phonebook}",${used},${entries.length}`);
}

function setStorage(module: Module, parameters: readonly Parameter[]): Outcome {
  const storage = readString(parameters[0])?.toUpperCase();
  if (storage !== 'ON' && storage !== 'SM') return cme(storage === undefined ? 50 : 4);
  module.settings.phonebook = storage;
  return ok;
}

function entryLine(module: Module, index: number, { number, text }: PhonebookEntry): string {
  const digits = toTerminal(module, number);
  return `+CPBR: ${index},"${digits}",${typeOfAddress(number)},"${toTerminal(module, text)}"`;
}

function readEntries(module: Module, parameters: readonly Parameter[]): Outcome {
  const entries = entriesOf(module);
  const allowed = { from: 1, to: entries.length };
  const first = readNumber(parameters[0], { allowed });
  const last = readNumber(parameters[1], { allowed, ...(first !== undefined && { otherwise: first }) });
  if (first === undefined || last === undefined || parameters.length > 2) return cme(21);
  return answer(
    ...entries.flatMap((entry, position) => {
      const index = position + 1;
      return entry && index >= first && index <= last ? [entryLine(module, index, entry)] : [];
    }),
  );
}

/** 27.007 8.14: an index alone deletes; without an index the first free place is taken. */
function writeEntry(module: Module, parameters: readonly Parameter[]): Outcome {
  const entries = entriesOf(module);
  const place = isOmitted(parameters[0]) ? entries.indexOf(undefined) + 1 : undefined;
  if (place === 0) return cme(20);
  const [index] =
    place === undefined
      ? (readNumbers(parameters.slice(0, 1), [{ allowed: { from: 1, to: entries.length } }]) ?? [])
      : [place];
  if (index === undefined) return cme(21);
  if (parameters.length === 1) return replaceEntry(entries, index, undefined);
  const entry = readEntry(module, parameters);
  return 'kind' in entry ? entry : replaceEntry(entries, index, entry);
}

function replaceEntry(
  entries: (PhonebookEntry | undefined)[],
  index: number,
  entry: PhonebookEntry | undefined,
): Outcome {
  entries[index - 1] = entry;
  return ok;
}

/** The entry of +CPBW (27.007 8.14), or the error: 26 for a long number, 27 for a wrong one, 24 for a long text. */
function readEntry(module: Module, parameters: readonly Parameter[]): PhonebookEntry | Outcome {
  const number = fromTerminal(module, readText(parameters[1]));
  const text = fromTerminal(module, readText(parameters[3]));
  const type = readNumber(parameters[2], { allowed: { from: 128, to: 255 }, otherwise: 129 });
  if (number === undefined || text === undefined || type === undefined) return cme(50);
  if (!/^\+?[0-9*#]+$/.test(number)) return cme(27);
  if (number.length > LONGEST_NUMBER) return cme(26);
  if (text.length > LONGEST_NAME) return cme(24);
  return { number: type === 145 && !number.startsWith('+') ? `+${number}` : number, text };
}

/** 27.007 8.11 to 8.14. */
export const phonebookCommands: CommandTable = {
  '+CPBS': {
    errors: 'cme',
    needs: 'ready',
    test: '+CPBS: ("SM","ON")',
    read: readStorage,
    set: setStorage,
  },
  '+CPBR': {
    errors: 'cme',
    needs: 'ready',
    test: module => answer(`+CPBR: (1-${entriesOf(module).length}),${LONGEST_NUMBER},${LONGEST_NAME}`),
    set: readEntries,
  },
  '+CPBW': {
    errors: 'cme',
    needs: 'ready',
    test: module =>
      answer(`+CPBW: (1-${entriesOf(module).length}),${LONGEST_NUMBER},(129,145),${LONGEST_NAME}`),
    set: writeEntry,
  },
};
