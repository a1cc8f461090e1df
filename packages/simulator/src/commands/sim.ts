/** PIN and PUK, facility lock, IMSI, own number and files of the SIM (27.007 5.6, 7.1, 7.4, 7.5, 8.3, 8.18, 8.65). */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readNumbers, readString } from '../module/parameters.ts';
import { attach } from '../module/power.ts';
import {
  type CodeCheck,
  isPin,
  PIN_TRIES,
  PUK_TRIES,
  readElementaryFile,
  type SimCard,
  type SimCode,
  simCondition,
  unblockPin,
  verifyPin,
} from '../sim-card.ts';
import { toHex } from '../sms/hex.ts';
import { typeOfAddress } from '../sms/service-centre-address.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import { greetCard } from '../toolkit/fetching.ts';
import type { CommandTable } from './command-table.ts';

/** A command of the card in the slot. */
function withSim<Given extends readonly unknown[]>(
  action: (sim: SimCard, module: Module, ...given: Given) => Outcome,
): (module: Module, ...given: Given) => Outcome {
  return (module, ...given) => (module.sim ? action(module.sim, module, ...given) : cme(10));
}

/** 27.007 8.3. A card with a used-up PUK is a SIM failure. */
function readPin({ code }: SimCard): Outcome {
  switch (simCondition(code)) {
    case 'ready':
      return answer('+CPIN: READY');
    case 'pin':
      return answer('+CPIN: SIM PIN');
    case 'puk':
      return answer('+CPIN: SIM PUK');
    case 'blocked':
      return cme(13);
  }
}

/** Digits of a code, quoted in the character set in force, or bare. */
function codeOf(module: Module, parameter: Parameter | undefined): string | undefined {
  const text = readString(parameter);
  if (text === undefined || parameter?.kind === 'number') return text;
  return fromTerminal(module, text) ?? text;
}

/** +CPIN (27.007 8.3): the PIN, or PUK and new PIN where the PIN is blocked. +CME ERROR 3 where no code is asked for. */
function enterPin(sim: SimCard, module: Module, parameters: readonly Parameter[]): Outcome {
  const [code, newPin] = parameters.map(parameter => codeOf(module, parameter));
  if (code === undefined || parameters.length > 2) return cme(50);
  const condition = simCondition(sim.code);
  if (condition === 'blocked') return cme(13);
  if (condition === 'ready') return cme(3);
  if (condition === 'pin') return afterCheck(sim, module, verifyPin(sim.code, code));
  if (newPin === undefined) return cme(12);
  return isPin(newPin) ? afterCheck(sim, module, unblockPin(sim.code, code, newPin)) : cme(16);
}

function afterCheck({ code }: SimCard, module: Module, check: CodeCheck): Outcome {
  if (check !== 'accepted') return wrongCode(code);
  attach(module);
  greetCard(module);
  return ok;
}

/** 27.007 9.2.1: 16 incorrect password, 12 once the PUK is needed, 13 when that is used up too. */
function wrongCode(code: SimCode): Outcome {
  const condition = simCondition(code);
  if (condition === 'blocked') return cme(13);
  return cme(condition === 'puk' && code.pukTriesLeft === PUK_TRIES ? 12 : 16);
}

/** 27.007 7.4, facility SC: query, unlock, lock the PIN question. */
function lockFacility({ code }: SimCard, module: Module, parameters: readonly Parameter[]): Outcome {
  const facility = readString(parameters[0])?.toUpperCase();
  const [mode] = readNumbers(parameters.slice(1, 2), [{ allowed: [0, 1, 2] }]) ?? [];
  if (facility === undefined || mode === undefined) return cme(50);
  if (facility !== 'SC') return cme(4);
  if (mode === 2) return answer(`+CLCK: ${code.enabled ? 1 : 0}`);
  const pin = codeOf(module, parameters[2]);
  if (pin === undefined) return cme(50);
  if (simCondition(code) === 'puk') return cme(12);
  if (verifyPin(code, pin) !== 'accepted') return wrongCode(code);
  code.enabled = mode === 1;
  return ok;
}

/** 27.007 7.5: the PIN can be changed only while it is asked for. */
function changePassword({ code }: SimCard, module: Module, parameters: readonly Parameter[]): Outcome {
  const facility = readString(parameters[0])?.toUpperCase();
  const [before, after] = [codeOf(module, parameters[1]), codeOf(module, parameters[2])];
  if (before === undefined || after === undefined || !isPin(after)) return cme(50);
  if (facility !== 'SC') return cme(4);
  if (!code.enabled) return cme(3);
  if (simCondition(code) === 'puk') return cme(12);
  if (verifyPin(code, before) !== 'accepted') return wrongCode(code);
  code.pin = after;
  return ok;
}

/** 27.007 8.65: tries left of PIN and PUK. */
function remainingTries({ code }: SimCard): Outcome {
  const { pinTriesLeft, pukTriesLeft } = code;
  return answer(
    `+CPINR: SIM PIN,${pinTriesLeft},${PIN_TRIES}`,
    `+CPINR: SIM PUK,${pukTriesLeft},${PUK_TRIES}`,
  );
}

function ownNumbers(sim: SimCard, module: Module): Outcome {
  const entries = sim.ownNumbers.filter(entry => entry !== undefined);
  return answer(
    ...entries.map(({ number, text }) => {
      const name = text === '' ? '' : `"${toTerminal(module, text)}"`;
      return `+CNUM: ${name},"${number}",${typeOfAddress(number)}`;
    }),
  );
}

/** 27.007 8.18: READ BINARY 176, GET RESPONSE 192, STATUS 242 of a transparent file. */
function accessSim(sim: SimCard, _module: Module, parameters: readonly Parameter[]): Outcome {
  const [instruction, file = 0] =
    readNumbers(parameters.slice(0, 2), [
      { allowed: [176, 192, 242] },
      { allowed: { from: 0, to: 0xffff }, otherwise: 0 },
    ]) ?? [];
  if (instruction === undefined) return cme(50);
  if (instruction === 242) return answer('+CRSM: 144,0');
  const octets = readElementaryFile(sim, file);
  if (octets === undefined) return answer('+CRSM: 106,130'); // 6A82: file not found
  return instruction === 192 ? fileStatus(file, octets) : readBinary(octets, parameters.slice(2));
}

/** READ BINARY of +CRSM (27.007 8.18); length 0 reads to the end of the file. A range beyond it gives SW 67 00. */
function readBinary(octets: Uint8Array, parameters: readonly Parameter[]): Outcome {
  const octet = { allowed: { from: 0, to: 255 }, otherwise: 0 };
  const high = readNumber(parameters[0], octet);
  const low = readNumber(parameters[1], octet);
  const length = readNumber(parameters[2], octet);
  if (high === undefined || low === undefined || length === undefined) return cme(50);
  const start = high * 256 + low;
  const end = length === 0 ? octets.length : start + length;
  if (end > octets.length) return answer('+CRSM: 103,0'); // 6700: wrong length
  return answer(`+CRSM: 144,0,"${toHex(octets.subarray(start, end))}"`);
}

/** GET RESPONSE of a transparent EF (51.011 9.2.1). */
function fileStatus(file: number, octets: Uint8Array): Outcome {
  const size = octets.length.toString(16).padStart(4, '0');
  const identifier = file.toString(16).padStart(4, '0');
  return answer(`+CRSM: 144,0,"${`0000${size}${identifier}`.toUpperCase()}040000000001020000"`);
}

/** 27.007 5.6, 7.1, 7.4, 7.5, 8.3, 8.18, 8.65. */
export const simCommands: CommandTable = {
  '+CPIN': { errors: 'cme', needs: 'sim', read: withSim(readPin), set: withSim(enterPin) },
  '+CPINR': { errors: 'cme', needs: 'sim', execute: withSim(remainingTries) },
  '+CLCK': { errors: 'cme', needs: 'sim', test: '+CLCK: ("SC")', set: withSim(lockFacility) },
  '+CPWD': { errors: 'cme', needs: 'sim', test: '+CPWD: ("SC",8)', set: withSim(changePassword) },
  '+CIMI': { errors: 'cme', needs: 'ready', execute: withSim(({ imsi }) => answer(imsi)) },
  '+CNUM': { errors: 'cme', needs: 'ready', execute: withSim(ownNumbers) },
  '+CRSM': { errors: 'cme', needs: 'sim', set: withSim(accessSim) },
  '+CCID': {
    errors: 'cme',
    needs: 'sim',
    execute: withSim(({ iccid }) => answer(`+CCID: ${iccid}`)),
    read: withSim(({ iccid }) => answer(`+CCID: ${iccid}`)),
  },
};
