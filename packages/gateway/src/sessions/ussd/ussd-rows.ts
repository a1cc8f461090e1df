/** Names of the small integers in the tables of USSD (store/schema/ussd.ts). */
import type { UssdDialogueState, UssdSpeaker } from './ussd-sessions.ts';

/** Numbered by place; those before `done` are open. */
const dialogueStates: readonly UssdDialogueState[] = [
  'asking',
  'waiting',
  'done',
  'failed',
  'cancelled',
  'interrupted',
];
const speakers: readonly UssdSpeaker[] = ['client', 'network', 'gateway'];
const origins = ['gateway', 'network', 'balance'] as const;
/** Who began a dialogue: a client by the gateway, the network, or the balance watch of the gateway. */

export type UssdOrigin = (typeof origins)[number];

export function stateCode(state: UssdDialogueState): number {
  return dialogueStates.indexOf(state);
}
export function stateOf(code: number): UssdDialogueState {
  return dialogueStates[code] ?? 'interrupted';
}
export function speakerCode(speaker: UssdSpeaker): number {
  return speakers.indexOf(speaker);
}
export function speakerOf(code: number): UssdSpeaker {
  return speakers[code] ?? 'gateway';
}
export function originCode(origin: UssdOrigin): number {
  return origins.indexOf(origin);
}
export function originOf(code: number): UssdOrigin {
  return origins[code] ?? 'network';
}
