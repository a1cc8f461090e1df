import type { ReasonText } from './reason-text.ts';

/** Why a USSD session ended without an answer. */
export const ussdReasons = {
  no_text: {
    title: 'The network ended the session without a text',
    causes: ['The request was done, or the code is not known to the network.'],
    remedies: ['Check the code at the operator.'],
  },
  terminated: {
    title: 'The network terminated the session',
    causes: ['The code is wrong, or the session was idle for too long.'],
    remedies: ['Check the code, and answer questions of the network sooner.'],
  },
  elsewhere: {
    title: 'Another client of the modem took the answer',
    causes: ['A second program uses the same modem.'],
    remedies: ['Stop the other program; `simgate doctor` names it.'],
  },
  not_supported: {
    title: 'The network does not support the request',
    causes: ['The code belongs to another operator, or USSD is not offered on this technology (often LTE).'],
    remedies: ['Check the code at the operator.', 'Let the modem use GSM or UMTS.'],
  },
  network_timeout: {
    title: 'The network did not answer the modem in time',
    causes: ['The service of the operator is slow or down.'],
    remedies: ['Try again in some minutes.'],
  },
  no_answer: {
    title: 'No answer came',
    causes: ['The network or the modem was silent for longer than ussd.answerDeadline.'],
    remedies: ['Try again; raise ussd.answerDeadline where the operator is slow.'],
  },
  not_continued: {
    title: 'The question of the network was not answered in time',
    causes: ['Nobody answered within ussd.idleTime.'],
    remedies: ['Answer sooner, or raise ussd.idleTime.'],
  },
  cancelled: {
    title: 'Cancelled',
    causes: ['A person or program cancelled the session.'],
    remedies: ['Send the request again.'],
  },
  port_gone: {
    title: 'The modem or its SIM went away',
    causes: ['The modem was unplugged or has restarted.'],
    remedies: ['Look at the reason of the port; send the request again.'],
  },
  not_sent: {
    title: 'The modem did not take the request',
    causes: ['It is busy, or refuses USSD.'],
    remedies: ['Try again; the text has the error of the modem.'],
  },
  restarted: {
    title: 'The gateway was restarted',
    causes: ['It was stopped while the session was open.'],
    remedies: ['Send the request again.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type UssdReason = keyof typeof ussdReasons;
