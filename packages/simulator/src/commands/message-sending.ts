/** +CMGS, +CMGW, +CMSS, +CMGC and +CMMS (27.005 3.5, 4.3 to 4.6). */

import type { Module } from '../module/module.ts';
import { answer, cms, type Outcome, ok } from '../module/outcome.ts';
import { isOmitted, type Parameter, readNumber, readNumbers } from '../module/parameters.ts';
import { memoryOf } from '../sms/delivery.ts';
import { fromHex } from '../sms/hex.ts';
import { type MessageStatus, store } from '../sms/message-memory.ts';
import { type AddressedTpdu, splitServiceCentre } from '../sms/service-centre-address.ts';
import { isCommand, isSubmit, submit } from '../sms/submit.ts';
import { composeCommand, composeSubmit, readDestination, replaceDestination } from '../sms/text-mode.ts';
import type { CommandTable } from './command-table.ts';

/** TPDU octets that +CMGS may announce: the shortest SUBMIT to the longest (23.040 9.2.2.2). */
const lengths = { from: 7, to: 164 };

/** The PDU typed after a prompt, when it has the announced length (27.005 4.3). Undefined: CMS 304. */
function typedPdu(text: string, length: number): AddressedTpdu | undefined {
  const octets = fromHex(text.replaceAll(/\s/g, ''));
  const pdu = octets && splitServiceCentre(octets);
  return pdu?.tpdu.length === length ? pdu : undefined;
}

/** +CMGS in PDU mode (27.005 3.5.1): the length counts the TPDU without the service centre. +CMS ERROR 304 where they differ. */
function send(module: Module, parameters: readonly Parameter[]): Outcome {
  if (module.settings.format === 1) return sendText(module, parameters);
  const [length] = readNumbers(parameters, [{ allowed: lengths }]) ?? [];
  if (length === undefined) return cms(304);
  return {
    kind: 'prompt',
    accept: text => {
      const pdu = typedPdu(text, length);
      if (!pdu || !(isSubmit(pdu.tpdu) || isCommand(pdu.tpdu))) return cms(304);
      return submit(module, '+CMGS', pdu);
    },
  };
}

function sendText(module: Module, parameters: readonly Parameter[]): Outcome {
  const destination = readDestination(module, parameters);
  if (destination === undefined || parameters.length > 2) return cms(305);
  return {
    kind: 'prompt',
    accept: text => {
      const tpdu = composeSubmit(module, destination, text);
      return tpdu ? submit(module, '+CMGS', { serviceCentre: '', tpdu }) : cms(305);
    },
  };
}

/** `<stat>` of +CMGW: a number in PDU mode, a text in text mode (27.005 3.1). */
const storedStatus: Readonly<Record<string, MessageStatus>> = {
  'REC UNREAD': 0,
  'REC READ': 1,
  'STO UNSENT': 2,
  'STO SENT': 3,
};

const statuses: readonly MessageStatus[] = Object.values(storedStatus);

function write(module: Module, parameters: readonly Parameter[]): Outcome {
  if (module.settings.format === 1) return writeText(module, parameters);
  const rules = [{ allowed: lengths }, { allowed: statuses, otherwise: 2 }];
  const [length, given] = readNumbers(parameters, rules) ?? [];
  const status = statuses.find(value => value === given);
  if (length === undefined || status === undefined) return cms(304);
  return {
    kind: 'prompt',
    accept: text => {
      const pdu = typedPdu(text, length);
      return pdu ? storeMessage(module, pdu, status) : cms(304);
    },
  };
}

function writeText(module: Module, parameters: readonly Parameter[]): Outcome {
  const destination = isOmitted(parameters[0]) ? new Uint8Array() : readDestination(module, parameters);
  const given = parameters[2];
  const status = given?.kind === 'string' ? storedStatus[given.text] : 2;
  if (destination === undefined || status === undefined || status < 2 || parameters.length > 3) {
    return cms(305);
  }
  return {
    kind: 'prompt',
    accept: text => {
      const tpdu = composeSubmit(module, destination, text);
      return tpdu ? storeMessage(module, { serviceCentre: '', tpdu }, status) : cms(305);
    },
  };
}

/** Stores a message for +CMGW. +CMS ERROR 310 where the memory is not there, 322 where the memory is full. */
function storeMessage(module: Module, pdu: AddressedTpdu, status: MessageStatus): Outcome {
  const memory = memoryOf(module, module.settings.memory[1]);
  if (memory === undefined) return cms(310);
  const position = store(memory, { status, ...pdu });
  return position === undefined ? cms(322) : answer(`+CMGW: ${position + module.persona.firstIndex}`);
}

/** 27.005 3.5.7: sends what is stored in mem2, to another address if one is given. */
function sendStored(module: Module, parameters: readonly Parameter[]): Outcome | Promise<Outcome> {
  const memory = memoryOf(module, module.settings.memory[1]);
  const index = readNumber(parameters[0], { allowed: { from: 0, to: 9999 } });
  if (memory === undefined || index === undefined) return cms(321);
  const position = index - module.persona.firstIndex;
  const message = memory.slots[position];
  if (message === undefined) return cms(321);
  if (!isSubmit(message.tpdu)) return cms(302);
  const tpdu = isOmitted(parameters[1])
    ? message.tpdu
    : replaceDestination(module, message.tpdu, parameters.slice(1));
  if (tpdu === undefined) return cms(305);
  memory.slots[position] = { ...message, status: 3 };
  return submit(module, '+CMSS', { serviceCentre: message.serviceCentre, tpdu });
}

/** 27.005 3.5.5, 4.6: an SMS-COMMAND. */
function sendCommand(module: Module, parameters: readonly Parameter[]): Outcome | Promise<Outcome> {
  if (module.settings.format === 1) return sendTextCommand(module, parameters);
  const [length] = readNumbers(parameters, [{ allowed: lengths }]) ?? [];
  if (length === undefined) return cms(304);
  return {
    kind: 'prompt',
    accept: text => {
      const pdu = typedPdu(text, length);
      return pdu && isCommand(pdu.tpdu) ? submit(module, '+CMGC', pdu) : cms(304);
    },
  };
}

function sendTextCommand(module: Module, parameters: readonly Parameter[]): Outcome {
  const compose = composeCommand(module, parameters);
  if (compose === undefined) return cms(305);
  return {
    kind: 'prompt',
    accept: text => {
      const tpdu = compose(text);
      return tpdu ? submit(module, '+CMGC', { serviceCentre: '', tpdu }) : cms(305);
    },
  };
}

function setMoreMessages(module: Module, parameters: readonly Parameter[]): Outcome {
  const [value] = readNumbers(parameters, [{ allowed: [0, 1, 2] }]) ?? [];
  if (value === undefined) return cms(302);
  module.settings.moreMessages = value;
  return ok;
}

/** 27.005 3.5. */
export const messageSendingCommands: CommandTable = {
  '+CMGS': { errors: 'cms', needs: 'ready', set: send },
  '+CMGW': {
    errors: 'cms',
    needs: 'ready',
    set: write,
    execute: module => (module.settings.format === 1 ? writeText(module, []) : cms(304)),
  },
  '+CMSS': { errors: 'cms', needs: 'ready', set: sendStored },
  '+CMGC': { errors: 'cms', needs: 'ready', set: sendCommand },
  '+CMMS': {
    errors: 'cms',
    needs: 'ready',
    test: '+CMMS: (0-2)',
    read: ({ settings }) => answer(`+CMMS: ${settings.moreMessages}`),
    set: setMoreMessages,
  },
};
