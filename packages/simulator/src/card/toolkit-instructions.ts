/** The instructions of the card's toolkit: TERMINAL PROFILE, ENVELOPE, FETCH, TERMINAL RESPONSE (TS 102 221 11.2). */

import type { SimCard } from '../sim-card.ts';
import {
  type ApduCommand,
  type ApduResponse,
  expects,
  ownWords,
  statusOnly,
  statusWords,
  withLength,
} from './apdu.ts';
import {
  downloadProfile,
  giveEnvelope,
  giveResponse,
  type ToolkitCard,
  takeFetched,
  unfetched,
} from './toolkit-card.ts';

/** A toolkit instruction, on a card that has a toolkit. */
export type ToolkitInstruction = (sim: SimCard, toolkit: ToolkitCard, command: ApduCommand) => ApduResponse;

const ANNOUNCEMENT = 0x91;

/** 9000, or 91XX while a command of XX octets waits to be fetched (TS 102 221 10.2.1.1; 51.011 9.4.1). */
export function normalEnding({ toolkit }: SimCard): number {
  const waiting = toolkit && unfetched(toolkit);
  return waiting === undefined ? statusWords.normal : withLength(ANNOUNCEMENT, waiting.octets.length);
}

/** The data that P3 counts; undefined: there is none, or another number of octets. */
function dataOf({ p3 = 0, body }: ApduCommand, mayExpect = false): Uint8Array | undefined {
  const rest = body.length - p3;
  return p3 > 0 && (rest === 0 || (mayExpect && rest === 1)) ? body.subarray(0, p3) : undefined;
}

/** 11.2.1. */
export const terminalProfile: ToolkitInstruction = (sim, toolkit, command) => {
  const profile = dataOf(command);
  if (profile === undefined) return statusOnly(statusWords.wrongLength);
  downloadProfile(toolkit, profile);
  return statusOnly(normalEnding(sim));
};

/** 11.2.3: the command is handed over once, to whoever asks for as many octets as it has. */
export const fetchCommand: ToolkitInstruction = (sim, toolkit, command) => {
  const waiting = unfetched(toolkit);
  const words = ownWords[sim.class];
  if (waiting === undefined) return statusOnly(words.notNow);
  const { octets } = waiting;
  if (!expects(command, octets.length)) return statusOnly(withLength(words.rightLength, octets.length));
  takeFetched(toolkit);
  return { data: octets, status: normalEnding(sim) };
};

/** 11.2.4. */
export const terminalResponse: ToolkitInstruction = (sim, toolkit, command) => {
  const octets = dataOf(command);
  if (octets === undefined) return statusOnly(statusWords.wrongLength);
  const words = ownWords[sim.class];
  if (toolkit.pending === undefined || unfetched(toolkit) !== undefined) {
    toolkit.record.add({ kind: 'response', octets });
    return statusOnly(words.notNow);
  }
  return statusOnly(giveResponse(toolkit, octets) === undefined ? words.wrongData : normalEnding(sim));
};

/** 11.2.2. Call control and control of messages (31.111 7.3) are answered with a response: allowed as it is. */
export const envelope: ToolkitInstruction = (sim, toolkit, command) => {
  const octets = dataOf(command, true);
  if (octets === undefined) return statusOnly(statusWords.wrongLength);
  const words = ownWords[sim.class];
  const next = giveEnvelope(toolkit, octets);
  if (next.kind === 'busy') return statusOnly(statusWords.toolkitBusy);
  if (next.kind === 'refused') return statusOnly(words.wrongData);
  if (!controls.some(tag => tag === octets[0])) return statusOnly(normalEnding(sim));
  sim.waitingResponse = allowed;
  return statusOnly(withLength(words.responseWaits, allowed.length));
};

/** TS 101 220 7.2: call control, control of messages. */
const controls: readonly number[] = [0xd4, 0xd5];
/** 31.111 7.3.1.6: allowed, nothing follows. */
const allowed = Uint8Array.of(0x00, 0x00);
