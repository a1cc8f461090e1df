/** Kinds of alarms, with causes and remedies. */
import type { ReasonText } from './reason-text.ts';

export const alarmReasons = {
  port_down: {
    title: 'A port cannot send',
    causes: [
      'The port has been unable to send for longer than alarms.portDown; the reason beside it names why.',
    ],
    remedies: [
      'Do what the reason of the port advises.',
      'Where the place is meant to be empty, add its reason to alarms.portDownExcept.',
    ],
  },
  queue_old: {
    title: 'A message waits for too long',
    causes: [
      'No port that may carry the message can send, or more is sent than the ports carry.',
      'Limits of the SIMs are used up, or the message waits for one port or SIM alone.',
    ],
    remedies: [
      'Look at the ports under /v1/ports and at their limits.',
      'Add SIMs, or stop messages that are not needed.',
    ],
  },
  push_failing: {
    title: 'A push target does not take an event',
    causes: ['The receiver is down, refuses the event, or answers too slowly.'],
    remedies: [
      'Look at /v1/push-targets and at the attempts of the target: they have its answers.',
      'Pass the event over where the receiver will never take it.',
    ],
  },
  disk_low: {
    title: 'The disk of the data folder is nearly full',
    causes: ['Other programs fill the disk, or more is kept than it holds.'],
    remedies: [
      'Free space: nothing is accepted when the disk is full.',
      'Keep less, by the settings under retention.',
    ],
  },
  limit_low: {
    title: 'A limit of a SIM is nearly used up',
    causes: ['The SIM has sent or called nearly as much as its limit allows in this time.'],
    remedies: ['Wait for the next period, raise the limit, or use more SIMs.'],
  },
  balance_low: {
    title: 'The balance of a SIM is low',
    causes: ['The operator named a balance below the threshold of its rule.'],
    remedies: ['Top the SIM up, then ask for its balance by POST /v1/ports/{port}/balance.'],
  },
  balance_unread: {
    title: 'The balance of a SIM cannot be read',
    causes: ['The operator does not answer the code, or its text has changed.'],
    remedies: ['Compare the text under /v1/balances with the pattern of the rule, and try the code by USSD.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type AlarmKind = keyof typeof alarmReasons;
