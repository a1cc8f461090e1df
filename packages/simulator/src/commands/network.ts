/** Registration, operator, signal and packet attachment (27.007 7.2, 7.3, 8.5, 8.69, 10.1.9). */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readNumbers, readString } from '../module/parameters.ts';
import { attach, detach } from '../module/power.ts';
import { isRegistered, registrationCommands, registrationFields } from '../module/registration.ts';
import type { Domain } from '../radio.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

function registrationCommand(domain: Domain): CommandDefinition {
  const name = registrationCommands[domain];
  return {
    errors: 'cme',
    test: `${name}: (0-2)`,
    read: module =>
      answer(`${name}: ${module.settings.registrationNotices[domain]},${registrationFields(module, domain)}`),
    set: ({ settings }, parameters) => {
      const [notices] = readNumbers(parameters, [{ allowed: [0, 1, 2], otherwise: 0 }]) ?? [];
      if (notices === undefined) return cme(50);
      settings.registrationNotices[domain] = notices;
      return ok;
    },
  };
}

function readOperator(module: Module): Outcome {
  const { attachment, settings, registration } = module;
  if (!attachment || !isRegistered(registration)) return answer(`+COPS: ${settings.operatorMode}`);
  const name = operatorText(module, attachment.operatorName, attachment.plmn);
  return answer(
    `+COPS: ${settings.operatorMode},${settings.operatorFormat},"${name}",${attachment.accessTechnology}`,
  );
}

/** `<format>`: 0 long, 1 short (8 characters), 2 numeric. */
function operatorText(module: Module, name: string, plmn: string): string {
  const { operatorFormat } = module.settings;
  if (operatorFormat === 2) return plmn;
  return toTerminal(module, operatorFormat === 1 ? name.slice(0, 8) : name);
}

function listOperators(module: Module): Outcome {
  const { attachment } = module;
  if (!attachment) return cme(30);
  const { operatorName, plmn, accessTechnology } = attachment;
  const [long, short] = [operatorName, operatorName.slice(0, 8)].map(name => toTerminal(module, name));
  return answer(`+COPS: (2,"${long}","${short}","${plmn}",${accessTechnology}),,(0-4),(0-2)`);
}

/** +COPS (27.007 7.3): mode 2 deregisters, mode 3 sets the format alone, all others select an operator. */
function setOperator(module: Module, parameters: readonly Parameter[]): Outcome {
  const mode = readNumber(parameters[0], { allowed: { from: 0, to: 4 }, otherwise: 0 });
  const format = readNumber(parameters[1], {
    allowed: [0, 1, 2],
    otherwise: module.settings.operatorFormat,
  });
  if (mode === undefined || format === undefined || parameters.length > 4) return cme(50);
  module.settings.operatorFormat = format;
  if (mode === 3) return ok; // only the format
  if (mode === 2) return deregister(module);
  return selectOperator(module, mode, parameters[2]);
}

function deregister(module: Module): Outcome {
  module.settings.operatorMode = 2;
  detach(module);
  return ok;
}

/** Modes 0, 1 and 4; a named operator has to be the one that is on the air. */
function selectOperator(module: Module, mode: number, operator: Parameter | undefined): Outcome {
  const wanted = readString(operator);
  if (mode === 1 && wanted === undefined) return cme(50);
  if (module.functionality !== 1) return cme(30);
  module.settings.operatorMode = mode === 4 ? 1 : mode;
  if (!module.attachment) attach(module);
  if (mode === 0 || wanted === undefined || isOnAir(module, wanted)) return ok;
  module.settings.operatorMode = 0;
  return mode === 4 ? ok : cme(30);
}

/** Whether an operator is the one of this network: by its PLMN, its name, or the first eight characters of that. */
function isOnAir(module: Module, wanted: string): boolean {
  const { attachment } = module;
  if (!attachment) return false;
  const { plmn, operatorName } = attachment;
  return [plmn, operatorName, operatorName.slice(0, 8)].includes(fromTerminal(module, wanted) ?? wanted);
}

function setPacketAttachment(module: Module, parameters: readonly Parameter[]): Outcome {
  const [state] = readNumbers(parameters, [{ allowed: [0, 1] }]) ?? [];
  if (state === undefined) return cme(50);
  module.settings.packetAttached = state === 1;
  return ok;
}

function setMessageDomain(module: Module, parameters: readonly Parameter[]): Outcome {
  const [domain] = readNumbers(parameters, [{ allowed: [0, 1, 2, 3] }]) ?? [];
  if (domain === undefined) return cme(50);
  module.settings.messageDomain = domain;
  return ok;
}

/** 27.007 8.69: rxlev counts dB above -110 dBm, +CSQ half as fine from -113 to -51 dBm. */
function extendedSignal(rssi: number): string {
  const level = rssi === 99 ? 99 : Math.max(0, rssi * 2 - 2);
  return `+CESQ: ${level},99,255,255,255,255`;
}

/** 27.007 7.2, 7.3, 8.5, 8.69, 10.1. */
export const networkCommands: CommandTable = {
  '+CREG': registrationCommand('circuit'),
  '+CGREG': registrationCommand('packet'),
  '+CEREG': registrationCommand('eps'),
  '+COPS': { errors: 'cme', test: listOperators, read: readOperator, set: setOperator },
  '+CSQ': {
    errors: 'cme',
    test: '+CSQ: (0-31,99),(0-7,99)',
    execute: ({ rssi }) => answer(`+CSQ: ${rssi},${rssi === 99 ? 99 : 0}`),
  },
  '+CESQ': {
    errors: 'cme',
    test: '+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)',
    execute: ({ rssi }) => answer(extendedSignal(rssi)),
  },
  '+CGSMS': {
    errors: 'cme',
    test: '+CGSMS: (0-3)',
    read: ({ settings }) => answer(`+CGSMS: ${settings.messageDomain}`),
    set: setMessageDomain,
  },
  '+CGATT': {
    errors: 'cme',
    test: '+CGATT: (0,1)',
    read: ({ settings, registration }) =>
      answer(`+CGATT: ${settings.packetAttached && isRegistered(registration) ? 1 : 0}`),
    set: setPacketAttachment,
  },
};
