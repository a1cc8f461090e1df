/** Codes for why a port cannot send, why a USSD session ended, and for alarms, with causes and remedies: API, manual and console share them. */

import { alarmReasons } from './alarm-reasons.ts';
import type { ReasonText } from './reason-text.ts';

/** Why a port cannot send. */
export const portReasons = {
  stopped: {
    title: 'The port is stopped',
    causes: ['The gateway has just started or is being stopped.'],
    remedies: ['Wait a moment, or start the gateway.'],
  },
  device_gone: {
    title: 'The device is not there',
    causes: [
      'The modem is unplugged or without power, or its device has another name by now.',
      'Another program holds the device, or this user may not open it.',
      'For tcp: nothing listens at that address.',
    ],
    remedies: [
      'Check cable and power, then run `simgate doctor`: it names the cause and the command that mends it.',
      'Use a stable name (usb: or /dev/serial/by-id) in the settings.',
    ],
  },
  opening: {
    title: 'The device is being opened',
    causes: ['The gateway has just started, or the device was lost and is tried again.'],
    remedies: ['Wait a moment.'],
  },
  setting_up: {
    title: 'The modem is being set up',
    causes: ['It has just been found, has restarted, or its SIM has changed.'],
    remedies: ['Wait a moment. Where it comes again and again, look at the power supply of the modem.'],
  },
  modem_starting: {
    title: 'The modem is still starting',
    causes: ['It answers already but refuses SMS; modules need up to a minute.'],
    remedies: ['Wait a minute. Where it lasts, restart the module.'],
  },
  sim_starting: {
    title: 'The SIM is still starting',
    causes: ['The card has just got its power, or it has a bad contact.'],
    remedies: ['Wait a minute. Where it lasts, clean the contacts of the card and put it in anew.'],
  },
  no_sim: {
    title: 'No SIM',
    causes: ['No card is in the slot, it lies the wrong way round, or it cannot be read.'],
    remedies: ['Put a card in, or clean its contacts and put it in anew.', 'Try the card in a telephone.'],
  },
  pin_required: {
    title: 'The SIM asks for its PIN',
    causes: ['No PIN is set for the port, or the one that is set was wrong. One PIN is tried once only.'],
    remedies: [
      'Set the right `pin` of the port and restart the gateway, or unlock the SIM by set_port_info.',
    ],
  },
  puk_required: {
    title: 'The SIM asks for its PUK',
    causes: ['A wrong PIN was entered too often.'],
    remedies: ['Unblock the card in a telephone with the PUK of its operator.'],
  },
  sim_unusable: {
    title: 'The SIM cannot be used',
    causes: ['The modem is locked to another SIM or network.'],
    remedies: ['Use a card of that operator, or have the modem unlocked.'],
  },
  slot_failed: {
    title: 'The SIM slot could not be chosen',
    causes: ['The modem or the slotCommand did not switch to the slot.'],
    remedies: ['Run the slotCommand by hand and look at its error; check `slots` of the port.'],
  },
  switched_off: {
    title: 'Switched off',
    causes: ['A person has switched the port off.'],
    remedies: ['Switch it on by set_port_info or POST /v1/ports/{port}/actions.'],
  },
  no_sms: {
    title: 'The modem has no SMS',
    causes: ['Its firmware is for data only.'],
    remedies: ['Use another firmware or another modem.'],
  },
  silent: {
    title: 'The modem does not answer',
    causes: ['It hangs, its power is too weak, or the tty is not its AT port.'],
    remedies: [
      'Wait: it is reset by itself, then opened anew.',
      'Where it comes back, check the power supply and run `simgate doctor`.',
    ],
  },
  resetting: {
    title: 'The modem is being reset',
    causes: ['It did not answer, was of no use any more, or a person wanted it.'],
    remedies: ['Wait a minute.'],
  },
  refuses_all: {
    title: 'The modem answers every command with an error',
    causes: ['Its firmware hangs.'],
    remedies: ['Wait: it is restarted by itself.', 'Where it comes back, look for newer firmware.'],
  },
  network_denied: {
    title: 'The network refuses this SIM',
    causes: [
      'The card is blocked, not activated, without contract, or may not roam.',
      'The modem is blocked by its IMEI.',
    ],
    remedies: ['Try the card in a telephone and ask its operator.', 'Try another card in this modem.'],
  },
  circuit_denied: {
    title: 'The network denies the circuit-switched side',
    causes: ['The contract is for data only, or the operator has no GSM or UMTS service for it here.'],
    remedies: [
      'Nothing needs to be done where messages go out: they are sent over the packet side where the modem can (+CGSMS). Calls need the other side.',
      'Where messages are refused, ask the operator for SMS over LTE or use another card.',
    ],
  },
  packet_denied: {
    title: 'The network denies the packet side',
    causes: ['The contract has no data, or data may not roam.'],
    remedies: [
      'Nothing needs to be done: messages and calls use the circuit-switched side.',
      'Where the network is LTE only, ask the operator for data or use another card.',
    ],
  },
  not_registered: {
    title: 'Not registered on a network',
    causes: ['No coverage, no antenna, or a band that the modem lacks.'],
    remedies: [
      'Check antenna and place.',
      'See whether the operator still has a network of this technology.',
    ],
  },
  searching: {
    title: 'Searching for a network',
    causes: ['The modem has just started; after two minutes: coverage or antenna.'],
    remedies: ['Wait two minutes, then check antenna and place.'],
  },
  registration_unknown: {
    title: 'The modem does not report its registration',
    causes: ['It has not found out yet, or answers with a value that no standard has.'],
    remedies: ['Wait a minute. Where it lasts, send a recording of the port.'],
  },
  resting: {
    title: 'The port rests after a refusal',
    causes: ['The network or modem refused for a cause that is not of the message: congestion, no service.'],
    remedies: ['Wait: it goes on by itself. Where it lasts, look at signal and credit.'],
  },
  blocked: {
    title: 'Paused by a person',
    causes: ['A person has blocked the port: it takes no new work.'],
    remedies: ['Unblock it by set_port_info or POST /v1/ports/{port}/actions.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

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

export type PortReason = keyof typeof portReasons;
export type UssdReason = keyof typeof ussdReasons;

function section(title: string, sentence: string, reasons: Readonly<Record<string, ReasonText>>): string[] {
  const entries = Object.entries(reasons).flatMap(([code, { title: name, causes, remedies }]) => [
    `### \`${code}\`: ${name}`,
    '',
    'Causes:',
    '',
    ...causes.map(cause => `- ${cause}`),
    '',
    'Remedies:',
    '',
    ...remedies.map(remedy => `- ${remedy}`),
    '',
  ]);
  return [`## ${title}`, '', sentence, '', ...entries];
}

/** docs/reasons.md. */
export function renderReasons(): string {
  return [
    '# Reasons',
    '',
    'Each trouble has a code that does not change, and a sentence for people beside it. Programs go by the code.',
    '',
    ...section(
      'Ports',
      '`reason` in `/v1/ports` and in the log, where each change is one line at info. `trouble` beside it has the sentence.',
      portReasons,
    ),
    ...section(
      'USSD',
      '`reason_code` in `/v1/ussd/dialogues`: why a session ended without an answer. `reason` beside it has the sentence.',
      ussdReasons,
    ),
    ...section(
      'Alarms',
      '`kind` in `/v1/alarms`, in pushes of the kind `alarm` and in mails (docs/alarms.md).',
      alarmReasons,
    ),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
