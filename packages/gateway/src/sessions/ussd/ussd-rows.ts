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

export const stateCode = (state: UssdDialogueState): number => DIALOGUE_STATES.indexOf(state);
export const stateOf = (code: number): UssdDialogueState => DIALOGUE_STATES[code] ?? 'interrupted';
export const speakerCode = (speaker: UssdSpeaker): number => SPEAKERS.indexOf(speaker);
export const speakerOf = (code: number): UssdSpeaker => SPEAKERS[code] ?? 'gateway';
export const originCode = (origin: UssdOrigin): number => ORIGINS.indexOf(origin);
export const originOf = (code: number): UssdOrigin => ORIGINS[code] ?? 'network';
