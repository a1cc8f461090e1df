/** +CMGF, +CSMS, +CPMS, +CSCA, +CNMI, +CSAS and +CRES (27.005 3.2, 3.3.1, 3.3.5, 3.3.6, 3.4.1). */

import type { Module } from '../module/module.ts';
import { answer, cms, type Outcome, ok } from '../module/outcome.ts';
import {
  isOmitted,
  type Parameter,
  readNumber,
  readNumbers,
  readString,
  readText,
} from '../module/parameters.ts';
import type { MemoryName, Persona } from '../personas/persona.ts';
import { memoryOf, notifySpace } from '../sms/delivery.ts';
import { usedSlots } from '../sms/message-memory.ts';
import { typeOfAddress } from '../sms/service-centre-address.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import type { CommandTable } from './command-table.ts';

function setFormat(module: Module, parameters: readonly Parameter[]): Outcome {
  const [format] = readNumbers(parameters, [{ allowed: [0, 1], otherwise: 0 }]) ?? [];
  if (format === undefined) return cms(302);
  module.settings.format = format;
  return ok;
}

function setService(module: Module, parameters: readonly Parameter[]): Outcome {
  const [service] = readNumbers(parameters, [{ allowed: module.persona.messageServices }]) ?? [];
  if (service === undefined) return cms(303);
  module.settings.messageService = service;
  return answer('+CSMS: 1,1,1');
}

function storageTest({ persona }: Module): Outcome {
  const names = persona.memories.map(name => `"${name}"`);
  const receiving = names.filter(name => name !== '"SR"');
  return answer(`+CPMS: (${names}),(${receiving}),(${receiving})`);
}

function usage(module: Module, name: MemoryName): string {
  const memory = memoryOf(module, name);
  return memory ? `${usedSlots(memory)},${memory.slots.length}` : '0,0';
}

function readStorage(module: Module): Outcome {
  const parts = module.settings.memory.map(name => `"${name}",${usage(module, name)}`);
  return answer(`+CPMS: ${parts.join(',')}`);
}

/** 27.005 3.2.2: mem1, then optionally mem2 and mem3; what is left out stays. */
function setStorage(module: Module, parameters: readonly Parameter[]): Outcome {
  const [mem1, mem2, mem3] = module.settings.memory.map((before, position) =>
    storageName(module, parameters[position], before, position > 0),
  );
  if (!mem1 || !mem2 || !mem3 || parameters.length > 3 || isOmitted(parameters[0])) return cms(302);
  module.settings.memory = [mem1, mem2, mem3];
  notifySpace(module);
  return answer(`+CPMS: ${module.settings.memory.map(name => usage(module, name)).join(',')}`);
}

function storageName(
  module: Module,
  parameter: Parameter | undefined,
  before: MemoryName,
  forReceiving: boolean,
): MemoryName | undefined {
  if (isOmitted(parameter)) return before;
  const wanted = readString(parameter)?.toUpperCase();
  return module.persona.memories.find(name => name === wanted && !(forReceiving && name === 'SR'));
}

function readServiceCentre(module: Module): Outcome {
  const address = module.sim?.serviceCentre;
  if (!address) return cms(330);
  return answer(`+CSCA: "${toTerminal(module, address)}",${typeOfAddress(address)}`);
}

function setServiceCentre(module: Module, parameters: readonly Parameter[]): Outcome {
  const address = fromTerminal(module, readText(parameters[0]));
  const type = readNumber(parameters[1], { allowed: { from: 128, to: 255 }, otherwise: 129 });
  if (!module.sim || address === undefined || type === undefined || parameters.length > 2) return cms(302);
  if (!/^\+?\d{1,20}$/.test(address)) return cms(302);
  module.sim.serviceCentre = type === 145 && !address.startsWith('+') ? `+${address}` : address;
  return ok;
}

function indicationTest({ persona }: Module): Outcome {
  const { mode, mt, bm, ds, bfr } = persona.indications;
  return answer(`+CNMI: ${[mode, mt, bm, ds, bfr].map(values => `(${values.join(',')})`).join(',')}`);
}

/** 27.005 3.4.1; a parameter left out stays as it is. */
function setIndications(module: Module, parameters: readonly Parameter[]): Outcome {
  const { persona, settings } = module;
  const value = (name: keyof Persona['indications'], position: number) =>
    readNumber(parameters[position], {
      allowed: persona.indications[name],
      otherwise: settings.indications[name],
    });
  const [mode, mt, bm] = [value('mode', 0), value('mt', 1), value('bm', 2)];
  const [ds, bfr] = [value('ds', 3), value('bfr', 4)];
  if (mode === undefined || mt === undefined || bm === undefined || parameters.length > 5) return cms(302);
  if (ds === undefined || bfr === undefined) return cms(302);
  if (persona.modesRefused.includes(mode)) return cms(303);
  settings.indications = { mode, mt, bm, ds, bfr };
  settings.routingLapsed = false;
  return ok;
}

function readIndications({ settings }: Module): Outcome {
  const { mode, mt, bm, ds, bfr } = settings.indications;
  return answer(`+CNMI: ${[mode, mt, bm, ds, bfr].join(',')}`);
}

function saveSettings(module: Module): Outcome {
  const { text, cellBroadcast } = module.settings;
  module.savedMessageSettings = { text, cellBroadcast };
  return ok;
}

function restoreSettings(module: Module): Outcome {
  if (module.savedMessageSettings) Object.assign(module.settings, module.savedMessageSettings);
  return ok;
}

/** `<profile>` 0 is the only one. */
function profileZero(action: (module: Module) => Outcome) {
  return (module: Module, parameters: readonly Parameter[]): Outcome =>
    readNumbers(parameters, [{ allowed: [0], otherwise: 0 }]) ? action(module) : cms(302);
}

/** 27.005 3.2, 3.3.1, 3.3.5, 3.3.6, 3.4.1. */
export const messageServiceCommands: CommandTable = {
  '+CMGF': {
    errors: 'cms',
    test: '+CMGF: (0,1)',
    read: ({ settings }) => answer(`+CMGF: ${settings.format}`),
    set: setFormat,
  },
  '+CSMS': {
    errors: 'cms',
    test: ({ persona }) => answer(`+CSMS: (${persona.messageServices.join(',')})`),
    read: ({ settings }) => answer(`+CSMS: ${settings.messageService},1,1,1`),
    set: setService,
  },
  '+CPMS': { errors: 'cms', needs: 'ready', test: storageTest, read: readStorage, set: setStorage },
  '+CSCA': { errors: 'cms', needs: 'ready', read: readServiceCentre, set: setServiceCentre },
  '+CNMI': { errors: 'cms', test: indicationTest, read: readIndications, set: setIndications },
  '+CSAS': {
    errors: 'cms',
    test: '+CSAS: (0)',
    execute: saveSettings,
    set: profileZero(saveSettings),
  },
  '+CRES': {
    errors: 'cms',
    test: '+CRES: (0)',
    execute: restoreSettings,
    set: profileZero(restoreSettings),
  },
};
