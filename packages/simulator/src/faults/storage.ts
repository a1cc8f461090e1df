/** Stored messages: full storages, wrong counts and lists, messages that cannot be read. */

import { parseAddress } from '../codec/address.ts';
import { segmentText } from '../codec/segmentation.ts';
import { writeDeliver, writeSubmit } from '../codec/write-tpdu.ts';
import { cms } from '../module/outcome.ts';
import type { RelayAnswer } from '../radio.ts';
import { memoryOf, notifySpace } from '../sms/delivery.ts';
import { type MessageStatus, store, usedSlots } from '../sms/message-memory.ts';
import { defineFault, type FaultTable } from './fault.ts';
import { changeLines } from './matching.ts';
import {
  choice,
  flag,
  milliseconds,
  number,
  optionalMilliseconds,
  requiredText,
  text,
} from './parameters.ts';

const statuses: Readonly<Record<'received' | 'read' | 'unsent' | 'sent', MessageStatus>> = {
  ...{ received: 0, read: 1, unsent: 2, sent: 3 },
};

/** RP-ERROR 111, protocol error, unspecified (24.011 8.2.5.4): the network tries again. */
const lost: RelayAnswer = { ok: false, cause: 111 };

/** Faults of the storage of messages. */
export const storageFaults: FaultTable = {
  storedMessages: defineFault({
    effect:
      'the storage holds so many messages more, of this kind; a smaller one grows for them. 0: all its free places are taken. They stay when the fault ends',
    parameters: {
      memory: choice('SM', ['SM', 'ME', 'SR']),
      count: number(0, 0, 255),
      kind: choice('received', ['received', 'read', 'unsent', 'sent']),
    },
    work: ({ memory: name, count, kind }, { module, end }) => ({
      begin() {
        end();
        const memory = memoryOf(module, name);
        if (memory === undefined) return;
        const used = usedSlots(memory);
        while (memory.slots.length < used + count) memory.slots.push(undefined);
        const wanted = count === 0 ? memory.slots.length - used : count;
        for (let position = 1; position <= wanted; position += 1) {
          const tpdu = storedTpdu(kind, position, module.clock.now());
          store(memory, { status: statuses[kind], serviceCentre: module.sim?.serviceCentre ?? '', tpdu });
        }
        notifySpace(module);
      },
    }),
  }),
  countWrong: defineFault({
    effect: '+CPMS counts so many messages more (or less) than there are',
    parameters: { by: number(1, -255, 255) },
    work: ({ by }) => ({
      command(command, next) {
        if (command.name !== '+CPMS' || command.form === 'test') return next();
        return changeLines(next(), lines =>
          lines.map(line =>
            line.replace(
              /(\d+),(\d+)/g,
              (_all, used: string, size: string) => `${Math.max(0, Number(used) + by)},${size}`,
            ),
          ),
        );
      },
    }),
  }),
  listIncomplete: defineFault({
    effect: '+CMGL leaves out its last so many messages; +CMGR reads them',
    parameters: { hidden: number(1, 1, 255) },
    work: ({ hidden }) => ({
      command(command, next) {
        if (command.name !== '+CMGL' || command.form === 'test') return next();
        return changeLines(next(), lines => {
          const starts = lines.flatMap((line, position) => (line.startsWith('+CMGL:') ? [position] : []));
          return lines.slice(0, starts[Math.max(0, starts.length - hidden)]);
        });
      },
    }),
  }),
  impossibleIndex: defineFault({
    effect:
      'a message that would be stored is announced so; without `stored` it stays in the network, which tries again',
    parameters: { notice: text('+CMTI: ,-1'), stored: flag(false) },
    work: ({ notice, stored }, { module, used }) => ({
      async receive(message, next) {
        if (module.settings.indications.mt !== 1) return next(message);
        used();
        if (stored) return next(message);
        module.link.notice([notice]);
        return lost;
      },
      notice(lines, next) {
        const stand = stored && lines[0]?.startsWith('+CMTI:') === true;
        next(stand ? [notice] : lines);
      },
    }),
  }),
  fullNotice: defineFault({
    effect:
      'a full storage is announced so, also when a message finds no place; `every` so often while it stays full',
    parameters: { text: requiredText(), every: optionalMilliseconds() },
    work({ text: words, every }, { module, after }) {
      const full = () => {
        const memory = memoryOf(module, module.settings.memory[2]);
        return memory !== undefined && usedSlots(memory) >= memory.slots.length;
      };
      const repeat = (time: number) => {
        if (full()) module.link.notice([words]);
        after(time, () => repeat(time));
      };
      return {
        memoryFull: words,
        begin() {
          if (every !== undefined) repeat(Math.max(100, every));
        },
      };
    },
  }),
  readLate: defineFault({
    effect: 'a message cannot be read for so long after its notice: +CMS ERROR with this code',
    parameters: { milliseconds: milliseconds(2000), code: number(321, 0, 999) },
    work({ milliseconds: time, code }, { module }) {
      const announced = new Map<string, number>();
      return {
        notice(lines, next) {
          const [line = ''] = lines;
          const index = /^\+CMTI: "\w+",(\d+)$/.exec(line)?.[1];
          if (index !== undefined) announced.set(index, module.clock.now());
          next(lines);
        },
        command(command, next) {
          const since = announced.get(command.argument);
          const early = since !== undefined && module.clock.now() - since < time;
          return command.name === '+CMGR' && early ? cms(code) : next();
        },
      };
    },
  }),
};

function storedTpdu(kind: keyof typeof statuses, position: number, now: number): Uint8Array {
  const [userData] = segmentText(`stored message ${position}`, { reference: 0 });
  if (userData === undefined) return new Uint8Array();
  const party = parseAddress('+88209');
  if (kind === 'unsent' || kind === 'sent') {
    return writeSubmit({
      ...{ kind: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
      ...{
        messageReference: 0,
        destination: party,
        protocolIdentifier: 0,
        validity: { format: 'absent' },
        userData,
      },
    });
  }
  return writeDeliver({
    ...{ kind: 'deliver', moreMessagesWaiting: false, loopPrevention: false, statusReportIndication: false },
    ...{ replyPath: false, originator: party, protocolIdentifier: 0, userData },
    timeStamp: { at: now + position * 1000, zoneQuarters: 0 },
  });
}
