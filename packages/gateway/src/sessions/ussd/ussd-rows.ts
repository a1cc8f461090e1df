/** Names of the small integers in the tables of USSD (store/schema-ussd.ts). */
import type { UssdDialogueState, UssdSpeaker } from './ussd-sessions.ts';

/** Numbered by place; those before `done` are open. */
export const DIALOGUE_STATES: readonly UssdDialogueState[] = [
  'asking',
  'waiting',
  'done',
  'failed',
  'cancelled',
  'interrupted',
];
const SPEAKERS: readonly UssdSpeaker[] = ['client', 'network', 'gateway'];
const ORIGINS = ['gateway', 'network'] as const;

export type UssdOrigin = (typeof ORIGINS)[number];

export function stateCode(state: UssdDialogueState): number {
  return DIALOGUE_STATES.indexOf(state);
}
export function stateOf(code: number): UssdDialogueState {
  return DIALOGUE_STATES[code] ?? 'interrupted';
}
export function speakerCode(speaker: UssdSpeaker): number {
  return SPEAKERS.indexOf(speaker);
}
export function speakerOf(code: number): UssdSpeaker {
  return SPEAKERS[code] ?? 'gateway';
}
export function originCode(origin: UssdOrigin): number {
  return ORIGINS.indexOf(origin);
}
export function originOf(code: number): UssdOrigin {
  return ORIGINS[code] ?? 'network';
}
