/** The card's answers to commands (TS 102 221 clause 11; 51.011 9.2). It knows its toolkit and STATUS, and no files. */

import type { SimCard } from '../sim-card.ts';
import {
  type ApduCommand,
  type ApduResponse,
  expects,
  instructionCodes,
  ownWords,
  statusOnly,
  statusWords,
  withLength,
} from './apdu.ts';
import { fileControlParameters, masterFileResponse } from './card-status.ts';
import {
  envelope,
  fetchCommand,
  normalEnding,
  type ToolkitInstruction,
  terminalProfile,
  terminalResponse,
} from './toolkit-instructions.ts';

type Instruction = (sim: SimCard, command: ApduCommand) => ApduResponse;

/** A card without toolkit does not know the instruction; P1 and P2 are 00. */
function withToolkit(run: ToolkitInstruction): Instruction {
  return (sim, command) => {
    if (sim.toolkit === undefined) return statusOnly(statusWords.unknownInstruction);
    return isPlain(command) ? run(sim, sim.toolkit, command) : statusOnly(statusWords.wrongParameters);
  };
}

function isPlain({ p1, p2 }: ApduCommand): boolean {
  return p1 === 0 && p2 === 0;
}

/** Clause 12.1.1. A response that was asked for with a wrong length still waits. */
function getResponse(sim: SimCard, command: ApduCommand, response: Uint8Array | undefined): ApduResponse {
  if (response === undefined) return statusOnly(ownWords[sim.class].notNow);
  if (!isPlain(command)) return statusOnly(statusWords.wrongParameters);
  const answered = respond(sim, command, response);
  if (answered.data.length === 0) sim.waitingResponse = response;
  return answered;
}

/** A UICC gives all or answers with the right length; a SIM gives the first octets too (51.011 9.1). */
function respond(sim: SimCard, command: ApduCommand, octets: Uint8Array): ApduResponse {
  const { p3 = 0, body } = command;
  const shorter = sim.class === 'sim' && body.length === 0 && p3 > 0 && p3 < octets.length;
  if (!shorter && !expects(command, octets.length))
    return statusOnly(withLength(ownWords[sim.class].rightLength, octets.length));
  return { data: octets.subarray(0, p3), status: normalEnding(sim) };
}

const statusP2 = { parameters: 0x00, nothing: 0x0c } as const;
const MOST_STATUS_P1 = 0x02;

/** TS 102 221 11.1.2: P2 asks for control parameters or not; 51.011 9.2.2 always answers with them. */
function status(sim: SimCard, command: ApduCommand): ApduResponse {
  const { p1, p2, p3 = 0, body } = command;
  if (sim.class === 'sim') {
    return isPlain(command)
      ? respond(sim, command, masterFileResponse(sim))
      : statusOnly(statusWords.wrongParameters);
  }
  if (p1 > MOST_STATUS_P1) return statusOnly(statusWords.wrongParameters);
  if (p2 === statusP2.parameters) return respond(sim, command, fileControlParameters(sim));
  if (p2 !== statusP2.nothing) return statusOnly(statusWords.wrongParameters);
  return statusOnly(p3 === 0 && body.length === 0 ? normalEnding(sim) : statusWords.wrongLength);
}

const instructions: ReadonlyMap<number, Instruction> = new Map([
  [instructionCodes.terminalProfile, withToolkit(terminalProfile)],
  [instructionCodes.fetch, withToolkit(fetchCommand)],
  [instructionCodes.terminalResponse, withToolkit(terminalResponse)],
  [instructionCodes.envelope, withToolkit(envelope)],
  [instructionCodes.status, status],
]);

const SIM_CLASS = 0xa0;
/** TS 102 221 10.1.1, without the logical channel. */
const uiccClasses = { interindustry: 0x00, toolkit: 0x80 } as const;

/** The class has to be one of the card's, and the one that belongs to the instruction. */
function isOfClass(sim: SimCard, { instructionClass, instruction }: ApduCommand): boolean {
  if (sim.class === 'sim') return instructionClass === SIM_CLASS;
  const kind = instructionClass & 0xf0;
  if (instruction === instructionCodes.getResponse) return kind === uiccClasses.interindustry;
  return (
    kind === uiccClasses.toolkit || (kind === uiccClasses.interindustry && !instructions.has(instruction))
  );
}

/** One command and its response. Whatever is not asked for at once by GET RESPONSE is gone. */
export function transmit(sim: SimCard, command: ApduCommand): ApduResponse {
  const response = sim.waitingResponse;
  sim.waitingResponse = undefined;
  if (!isOfClass(sim, command)) return statusOnly(statusWords.wrongClass);
  if (command.instruction === instructionCodes.getResponse) return getResponse(sim, command, response);
  return instructions.get(command.instruction)?.(sim, command) ?? statusOnly(statusWords.unknownInstruction);
}
