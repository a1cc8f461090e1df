/** +CMGL, +CMGR, +CMGD and +CNMA (27.005 3.4.2 to 3.4.4, 3.5.4, 4.1, 4.2, 4.7). */

import type { Module } from '../module/module.ts';
import { answer, cms, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readNumbers } from '../module/parameters.ts';
import { acknowledge, memoryOf, notifySpace } from '../sms/delivery.ts';
import { fromHex } from '../sms/hex.ts';
import { listingLines, readingLines } from '../sms/message-lines.ts';
import { deleteByFlag, type MessageMemory, markRead } from '../sms/message-memory.ts';
import type { CommandTable } from './command-table.ts';

/** 27.005 3.1 `<stat>` of text mode, at the place of its number. */
const statusTexts = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT', 'ALL'];

type Parameters = readonly Parameter[];

/** A command for mem1 (27.005 3.2.2); +CMS ERROR 310 where its card is missing. */
function onMemory(action: (module: Module, memory: MessageMemory, parameters: Parameters) => Outcome) {
  return (module: Module, parameters: Parameters = []): Outcome => {
    const memory = memoryOf(module, module.settings.memory[0]);
    return memory === undefined ? cms(310) : action(module, memory, parameters);
  };
}

/** The status of +CMGL: 0 to 4 in PDU mode, a word in text mode; 4 is all, undefined an error (27.005 3.4.2). */
function wantedStatus(module: Module, parameter: Parameter | undefined): number | undefined {
  if (module.settings.format === 0) {
    return readNumber(parameter, { allowed: { from: 0, to: 4 }, otherwise: 0 });
  }
  if (parameter === undefined) return 0;
  const status = parameter.kind === 'string' ? statusTexts.indexOf(parameter.text) : -1;
  return status < 0 ? undefined : status;
}

/** +CMGL. Listed messages count as read afterwards (27.005 3.4.2). */
function list(module: Module, memory: MessageMemory, parameters: Parameters): Outcome {
  const status = wantedStatus(module, parameters[0]);
  if (status === undefined || parameters.length > 2) return cms(module.settings.format === 1 ? 305 : 304);
  const lines: string[] = [];
  for (const [position, message] of memory.slots.entries()) {
    if (message === undefined || (status !== 4 && message.status !== status)) continue;
    lines.push(...listingLines(module, position + module.persona.firstIndex, message));
    markRead(memory, position);
  }
  return answer(...lines);
}

/** Position in the storage; undefined: outside of it (CMS 321). */
function positionOf(module: Module, memory: MessageMemory, parameter: Parameter | undefined) {
  const { firstIndex } = module.persona;
  const allowed = { from: firstIndex, to: firstIndex + memory.slots.length - 1 };
  const index = readNumber(parameter, { allowed });
  return index === undefined ? undefined : index - firstIndex;
}

/** +CMGR. +CMS ERROR 321 where the place is empty or out of range; the message counts as read afterwards (27.005 3.4.3). */
function read(module: Module, memory: MessageMemory, parameters: Parameters): Outcome {
  const position = positionOf(module, memory, parameters[0]);
  const message = position === undefined ? undefined : memory.slots[position];
  if (position === undefined || message === undefined || parameters.length > 2) return cms(321);
  const lines = readingLines(module, message);
  markRead(memory, position);
  return answer(...lines);
}

/** With `<delflag>` 1 to 4 the index is not looked at (27.005 3.5.4). */
function remove(module: Module, memory: MessageMemory, parameters: Parameters): Outcome {
  const flag = readNumber(parameters[1], { allowed: { from: 0, to: 4 }, otherwise: 0 });
  if (flag === undefined || parameters.length > 2) return cms(302);
  const position = positionOf(module, memory, parameters[0]);
  if (flag === 0 && position === undefined) return cms(321);
  if (flag === 0 && position !== undefined) memory.slots[position] = undefined;
  else deleteByFlag(memory, flag);
  notifySpace(module);
  return ok;
}

function indexRange(module: Module, memory: MessageMemory): Outcome {
  const used = memory.slots.flatMap((message, position) =>
    message === undefined ? [] : [position + module.persona.firstIndex],
  );
  return answer(`+CMGD: (${used.join(',')}),(0-4)`);
}

/** 27.005 4.7: 0 as in text mode, 1 RP-ACK, 2 RP-ERROR, each with an SMS-DELIVER-REPORT to follow if a length is given. */
function acknowledgeMessage(module: Module, parameters: readonly Parameter[]): Outcome {
  const rules = [{ allowed: [0, 1, 2] }, { allowed: { from: 1, to: 164 }, otherwise: 0 }];
  const [kind, length] = readNumbers(parameters, rules) ?? [];
  if (kind === undefined || length === undefined || module.settings.format === 1) return cms(302);
  if (module.settings.messageService !== 1) return cms(340);
  if (length === 0) return acknowledge(module, kind === 2) ? ok : cms(340);
  if (module.routing.current === undefined) return cms(340);
  return { kind: 'prompt', accept: text => acknowledgeWithReport(module, kind === 2, length, text) };
}

function acknowledgeWithReport(module: Module, refused: boolean, length: number, text: string): Outcome {
  const report = fromHex(text.replaceAll(/\s/g, ''));
  if (report?.length !== length) return cms(304);
  return acknowledge(module, refused, report) ? ok : cms(340);
}

/** 27.005 3.4, 3.5.4. */
export const messageReadingCommands: CommandTable = {
  '+CMGL': {
    errors: 'cms',
    needs: 'ready',
    test: ({ settings }) =>
      answer(settings.format === 1 ? `+CMGL: (${statusTexts.map(text => `"${text}"`)})` : '+CMGL: (0-4)'),
    execute: module => onMemory(list)(module),
    set: onMemory(list),
  },
  '+CMGR': { errors: 'cms', needs: 'ready', set: onMemory(read) },
  '+CMGD': { errors: 'cms', needs: 'ready', test: onMemory(indexRange), set: onMemory(remove) },
  '+CNMA': {
    errors: 'cms',
    needs: 'ready',
    test: ({ settings }) => (settings.format === 1 ? ok : answer('+CNMA: (0-2)')),
    execute: module => (module.settings.messageService === 1 && acknowledge(module, false) ? ok : cms(340)),
    set: acknowledgeMessage,
  },
};
