import type { ReasonText } from './reason-text.ts';

/** Why the gateway ended a call, or why it never came to be. */
export const callReasons = {
  refused_by_rule: {
    title: 'Incoming calls are refused here',
    causes: ['`incomingCalls` of the port or of the settings is refuse.'],
    remedies: ['Set it to ring where calls are to be answered.'],
  },
  ended_by_rule: {
    title: 'Incoming calls are answered and hung up here',
    causes: ['`incomingCalls` is answerAndHangUp.'],
    remedies: ['Set it to ring, or raise `calls.answeredFor`.'],
  },
  limit_reached: {
    title: 'The limit of call time is reached',
    causes: ['`callSecondsPerHour` or `callSecondsPerDay` of this SIM is used up.'],
    remedies: ['Raise the limit, or wait for the next hour or day.'],
  },
  not_taken: {
    title: 'The modem did not take the call',
    causes: ['It is not registered, has no voice, or another call is being set up.'],
    remedies: ['Look at `reason` of the port and at the sentence beside.'],
  },
  stopping: {
    title: 'The gateway was being stopped',
    causes: ['A person or the system stopped it.'],
    remedies: ['Call again when it runs.'],
  },
  modem_lost: {
    title: 'The modem was lost',
    causes: ['It was unplugged or has restarted.'],
    remedies: ['Look at cable and power, then at `reason` of the port.'],
  },
  restarted: {
    title: 'The gateway was restarted',
    causes: ['It was stopped while the call went on, or its power failed.'],
    remedies: ['How long the call lasted is not known: ask the operator where that matters.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type CallReason = keyof typeof callReasons;
