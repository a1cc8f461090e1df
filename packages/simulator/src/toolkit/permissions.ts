/** Commands that some modules run for the card once the terminal permits it (SIM800 Series AT Command Manual V1.09 5). */

import { commandTypes } from '../card/proactive-command.ts';

/** A right that the module asks the terminal for before it does what costs money. */
export interface Permission {
  /** Name of the command that gives or refuses leave. */
  readonly name: string;
  /** The type of command it is for. */
  readonly type: number;
  /** 0 and 4 let the module act; others are results of TS 102 223 8.12 in decimal. */
  readonly codes: readonly number[];
}

/** The rights of the toolkit, with the command that gives or refuses each. */
export const permissions: readonly Permission[] = [
  { name: '+STKCALL', type: commandTypes.setUpCall, codes: [0, 4, 16, 18, 32, 34, 50] },
  { name: '+STKSMS', type: commandTypes.sendShortMessage, codes: [0, 4] },
  { name: '+STKSS', type: commandTypes.sendSs, codes: [0, 4, 50] },
  { name: '+STKUSSD', type: commandTypes.sendUssd, codes: [0, 4, 50] },
  { name: '+STKDTMF', type: commandTypes.sendDtmf, codes: [0, 4, 32] },
];

/** Codes that let the module act. */
export const leaveCodes: readonly number[] = [0, 4];

/** The module waits for the terminal's leave, and answers the card itself. */
export function needsLeave(type: number): boolean {
  return permissions.some(permission => permission.type === type);
}

/** <pci_type> of +STKPCI: 0 the terminal answers, 1 the module. */
export function noticeType(type: number): 0 | 1 {
  return needsLeave(type) ? 1 : 0;
}
