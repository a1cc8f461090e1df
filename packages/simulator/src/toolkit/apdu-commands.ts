/** +CSIM (27.007 8.17): the module passes commands to the card, and the terminal runs the card's toolkit by itself. */

import {
  type ApduCommand,
  type ApduResponse,
  instructionCodes,
  readApdu,
  writeResponse,
} from '../card/apdu.ts';
import { transmit } from '../card/transmit.ts';
import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome } from '../module/outcome.ts';
import { type Parameter, readNumber, readString } from '../module/parameters.ts';
import { fromHex, toHex } from '../sms/hex.ts';

/** Two digits for each octet of the longest command. */
const MOST_DIGITS = 522;

/** `<length>,<command>`, the command with or without quotes; undefined: the length does not count its digits, or it is none. */
function commandOf(parameters: readonly Parameter[]): ApduCommand | undefined {
  const length = readNumber(parameters[0], { allowed: { from: 0, to: MOST_DIGITS } });
  const digits = readString(parameters[1]);
  if (digits === undefined || digits.length !== length || parameters.length > 2) return undefined;
  const octets = fromHex(digits);
  return octets && readApdu(octets);
}

function accessCard(module: Module, parameters: readonly Parameter[]): Outcome {
  const { sim } = module;
  const command = commandOf(parameters);
  if (sim === undefined || command === undefined) return cme(50);
  const response = transmit(sim, command);
  noteProfile(module, command, response);
  const digits = toHex(writeResponse(response));
  return answer(`+CSIM: ${digits.length},"${digits}"`);
}

/** The card has the terminal profile: from now on it may begin commands. */
function noteProfile({ toolkit }: Module, command: ApduCommand, { status }: ApduResponse): void {
  const taken = (status & 0xf000) === 0x9000;
  if (command.instruction !== instructionCodes.terminalProfile || !taken) return;
  Object.assign(toolkit, { active: true, profile: command.body });
}

/** The terminal speaks to the card itself (27.007 8.17). */
export const apduCommands: CommandTable = {
  '+CSIM': { errors: 'cme', needs: 'sim', set: accessCard },
};
