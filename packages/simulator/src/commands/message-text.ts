/** +CSMP, +CSDH and +CSCB: what text mode sets and shows (27.005 3.3.2 to 3.3.4). */

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
import { fromHex } from '../sms/hex.ts';
import type { CommandTable } from './command-table.ts';

function readTextParameters({ settings }: Module): Outcome {
  const { firstOctet, validity, protocol, coding } = settings.text;
  const shown = typeof validity === 'string' ? `"${validity}"` : validity;
  return answer(`+CSMP: ${firstOctet},${shown},${protocol},${coding}`);
}

function setTextParameters(module: Module, parameters: readonly Parameter[]): Outcome {
  const { text } = module.settings;
  const octet = (position: number, otherwise: number) =>
    readNumber(parameters[position], { allowed: { from: 0, to: 255 }, otherwise });
  const firstOctet = octet(0, text.firstOctet);
  const validity = readValidity(parameters[1], text.validity);
  const protocol = octet(2, text.protocol);
  const coding = octet(3, text.coding);
  if (firstOctet === undefined || validity === undefined || parameters.length > 4) return cms(305);
  if (protocol === undefined || coding === undefined) return cms(305);
  module.settings.text = { firstOctet, validity, protocol, coding };
  return ok;
}

/** A relative octet, or a quoted absolute time or enhanced format of 7 octets (27.005 3.1 `<vp>`). */
function readValidity(parameter: Parameter | undefined, before: number | string) {
  if (isOmitted(parameter)) return before;
  if (parameter?.kind === 'number') return readNumber(parameter, { allowed: { from: 0, to: 255 } });
  const text = readText(parameter);
  return fromHex(text)?.length === 7 ? text.toUpperCase() : undefined;
}

function setHeaderShown(module: Module, parameters: readonly Parameter[]): Outcome {
  const [shown] = readNumbers(parameters, [{ allowed: [0, 1], otherwise: 0 }]) ?? [];
  if (shown === undefined) return cms(302);
  module.settings.showTextHeader = shown;
  return ok;
}

function readBroadcast({ settings }: Module): Outcome {
  const { mode, identifiers, codings } = settings.cellBroadcast;
  return answer(`+CSCB: ${mode},"${identifiers}","${codings}"`);
}

const RANGES = /^(\d+(-\d+)?(,\d+(-\d+)?)*)?$/;

/** 27.005 3.3.4. The selection is kept; this network broadcasts nothing. */
function setBroadcast(module: Module, parameters: readonly Parameter[]): Outcome {
  const mode = readNumber(parameters[0], { allowed: [0, 1], otherwise: 0 });
  const identifiers = isOmitted(parameters[1]) ? '' : readString(parameters[1]);
  const codings = isOmitted(parameters[2]) ? '' : readString(parameters[2]);
  if (mode === undefined || identifiers === undefined || codings === undefined) return cms(302);
  if (!RANGES.test(identifiers) || !RANGES.test(codings) || parameters.length > 3) return cms(302);
  module.settings.cellBroadcast = { mode, identifiers, codings };
  return ok;
}

/** 27.005 3.3. */
export const messageTextCommands: CommandTable = {
  '+CSMP': { errors: 'cms', read: readTextParameters, set: setTextParameters },
  '+CSDH': {
    errors: 'cms',
    test: '+CSDH: (0,1)',
    read: ({ settings }) => answer(`+CSDH: ${settings.showTextHeader}`),
    set: setHeaderShown,
  },
  '+CSCB': { errors: 'cms', test: '+CSCB: (0,1)', read: readBroadcast, set: setBroadcast },
};
