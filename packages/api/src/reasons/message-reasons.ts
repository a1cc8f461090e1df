import type { ReasonText } from './reason-text.ts';

/** Why a message ended FAILED, in the order in which people meet them. */
export const messageReasons = {
  no_credit: {
    title: 'The operator bars the SIM from sending',
    meaning: 'RP cause 8: operator determined barring (24.011 E-2).',
    causes: ['The SIM has no credit, or its contract has ended.', 'Its bundle of messages is used up.'],
    remedies: ['Ask for the balance by USSD and charge the SIM.', 'Send over another SIM.'],
    sendAgain: 'afterRemedy',
  },
  barred: {
    title: 'Sending is barred',
    meaning: 'RP cause 10, or the service centre bars the destination (TP-FCS 0xC4).',
    causes: [
      'The contract does not cover this number: abroad, premium or another network.',
      'The operator has blocked the SIM for sending too much.',
    ],
    remedies: ['Try another number, then ask the operator.', 'Send over another SIM.'],
    sendAgain: 'afterRemedy',
  },
  unassigned_number: {
    title: 'The number does not exist',
    meaning:
      'RP cause 1: unassigned number, or the service centre takes the address for invalid (TP-FCS 0xC3).',
    causes: [
      'A digit is wrong or missing, or the number was given up.',
      'It needs the international form with +.',
    ],
    remedies: ['Check the number and write it with + and the country code.'],
    sendAgain: 'no',
  },
  subscriber_unknown: {
    title: 'The network does not know the subscriber',
    meaning: 'RP causes 28 and 30: unidentified or unknown subscriber.',
    causes: [
      'The number is no mobile number, or was moved to another operator.',
      'The own SIM is not activated for SMS.',
    ],
    remedies: [
      'Send to a number that surely works: where that fails too, the own SIM is the cause.',
      'Check the number.',
    ],
    sendAgain: 'afterRemedy',
  },
  destination_out_of_service: {
    title: 'The recipient is out of service',
    meaning: 'RP cause 27: the telephone cannot be reached.',
    causes: ['It is off or without coverage.'],
    remedies: ['Send it again later.'],
    sendAgain: 'later',
  },
  rejected: {
    title: 'The network rejected the message',
    meaning: 'RP cause 21.',
    causes: [
      'The SIM has no credit: some operators answer so instead of with 8.',
      'A filter against spam has caught it, or too much was sent in a short time.',
      'The service centre number is wrong.',
    ],
    remedies: [
      'Check the balance and the service centre number of the SIM.',
      'Send more slowly (`limits` and `gap` of the port).',
    ],
    sendAgain: 'afterRemedy',
  },
  not_subscribed: {
    title: 'The SIM may not send SMS',
    meaning: 'RP causes 29 and 50: facility rejected or not subscribed.',
    causes: ['The contract has no SMS, or data only.', 'The SIM has no credit: some operators answer so.'],
    remedies: ['Ask the operator whether the contract covers SMS.', 'Use another SIM.'],
    sendAgain: 'afterRemedy',
  },
  network_out_of_order: {
    title: 'The network is out of order',
    meaning: 'RP cause 38.',
    causes: [
      'The network has a fault.',
      'The SIM has no credit: some operators answer so.',
      'The service centre number is wrong.',
    ],
    remedies: ['Send it again later.', 'Check the balance and the service centre number of the SIM.'],
    sendAgain: 'later',
  },
  temporary_failure: {
    title: 'The network failed for a moment',
    meaning: 'RP cause 41.',
    causes: ['The cell is overloaded or the signal is weak.'],
    remedies: ['Send it again later; look at the signal of the port.'],
    sendAgain: 'later',
  },
  congestion: {
    title: 'The network is congested',
    meaning: 'RP causes 42 and 47, or the service centre is busy (TP-FCS 0xC0).',
    causes: ['Too much is sent in this cell or to this service centre at the moment.'],
    remedies: ['Send it again later, and more slowly.'],
    sendAgain: 'later',
  },
  memory_exceeded: {
    title: 'A memory is full',
    meaning: 'RP cause 22, or TP-FCS 0xD0 to 0xD3.',
    causes: ['The telephone or the SIM of the recipient is full.'],
    remedies: ['Send it again later.'],
    sendAgain: 'later',
  },
  not_implemented: {
    title: 'The network does not offer this',
    meaning:
      'RP cause 69, or the service centre does not support the kind of message (TP-FCS 0x80 to 0xBF, 0xC6, 0xC7).',
    causes: ['The network has no SMS here (often LTE without SMS), or not for this kind of message.'],
    remedies: ['Let the modem use another technology, or send plain text.'],
    sendAgain: 'afterRemedy',
  },
  service_centre_refused: {
    title: 'The service centre refused the SIM',
    meaning: 'TP-FCS 0xC1: no subscription at the service centre.',
    causes: ['The service centre number belongs to another operator.'],
    remedies: ['Take `smsc` out of the settings of the port, or set the one of the operator of this SIM.'],
    sendAgain: 'afterRemedy',
  },
  service_centre_failed: {
    title: 'The service centre failed',
    meaning: 'TP-FCS 0xC2, 0xD4, 0xD5 or 0xFF.',
    causes: ['A fault at the operator.'],
    remedies: ['Send it again later.'],
    sendAgain: 'later',
  },
  protocol_error: {
    title: 'The network found a fault in the message',
    meaning: 'RP causes 81, 95 to 99, 111 and 127.',
    causes: [
      'The network and the modem understand the standard differently.',
      'The service centre number is wrong.',
    ],
    remedies: [
      'Check the service centre number.',
      'Where it comes with one text only, send a recording of the port.',
    ],
    sendAgain: 'no',
  },
  network_refused: {
    title: 'The network refused the message',
    meaning: 'A cause that no standard names; the sentence beside has its number.',
    causes: ['Ask the operator what the number means.'],
    remedies: ['Look at the number in the sentence.', 'Send it again later.'],
    sendAgain: 'later',
  },
  in_doubt: {
    title: 'In doubt: it may have been sent',
    meaning: 'The message was handed over, and neither an answer nor a report came in time.',
    causes: [
      'The modem fell silent or was unplugged.',
      'The network answered with a cause that proves nothing.',
      'The operator sends no reports.',
    ],
    remedies: [
      'Ask the recipient before you send it again.',
      'Ask for reports (`request_status_report`): a later report still corrects the status.',
    ],
    sendAgain: 'unsure',
  },
  stopped: {
    title: 'Stopped by a person',
    meaning: 'stop_sms or a person stopped it before a port had begun it.',
    causes: ['A person or program stopped the task.'],
    remedies: ['Send it again where that was a mistake.'],
    sendAgain: 'afterRemedy',
  },
  limit_reached: {
    title: 'A limit was reached',
    meaning: 'Every SIM that could send it had used up a limit until the message was too old.',
    causes: ['`limits` of the settings or of the port are lower than what is sent.'],
    remedies: ['Raise the limit, add ports, or send less.'],
    sendAgain: 'later',
  },
  no_port: {
    title: 'No port could send it in time',
    meaning: 'It waited for longer than `sms.waitingAge`.',
    causes: [
      'The ports that it may use were not registered, blocked, switched off or away.',
      'More is sent than the ports can carry.',
    ],
    remedies: ['Look at `reason` of the ports in /v1/ports.', 'Send to any port, or add ports.'],
    sendAgain: 'later',
  },
  paused: {
    title: 'Its task was paused for too long',
    meaning: 'A person paused the task, and the message became older than `sms.waitingAge`.',
    causes: ['The task did not go on in time.'],
    remedies: ['Send it again.', 'Set `sms.waitingAge` to a longer time.'],
    sendAgain: 'later',
  },
  rest_not_sent: {
    title: 'The rest of a long message could not be sent',
    meaning: 'Some of its segments were sent; its SIM could not send the others in time.',
    causes: ['The SIM was taken out or lost its network in between.'],
    remedies: [
      'Look at the port of that SIM.',
      'The recipient has a part at most: send it again as a whole.',
    ],
    sendAgain: 'later',
  },
  number_invalid: {
    title: 'The number cannot be sent to',
    causes: ['It has more than 20 digits (23.040 9.1.2.5), or signs that no number has.'],
    remedies: ['Correct the number.'],
    sendAgain: 'no',
  },
  alphabet: {
    title: 'The text cannot be written',
    meaning: 'It fits neither the alphabet that was asked for nor the segments it was cut into.',
    causes: ['The store was written by another version, or the text has signs that no alphabet of SMS has.'],
    remedies: ['Send it with encoding auto or unicode.'],
    sendAgain: 'afterRemedy',
  },
  no_service: {
    title: 'No network at the moment of sending',
    meaning: '+CMS ERROR 331, +CME ERROR 30 and 32.',
    causes: ['The modem has lost the network.'],
    remedies: ['Look at the signal and the antenna of the port.'],
    sendAgain: 'later',
  },
  network_timeout: {
    title: 'The network did not answer the modem',
    meaning: '+CMS ERROR 332 or +CME ERROR 31 before the message was handed over.',
    causes: ['The signal is weak or the network is overloaded.'],
    remedies: ['Look at the signal of the port; send it again later.'],
    sendAgain: 'later',
  },
  no_service_centre: {
    title: 'No service centre is set',
    meaning: '+CMS ERROR 330.',
    causes: ['The SIM has no service centre number.'],
    remedies: ['Set `smsc` of the port to the number of the operator.'],
    sendAgain: 'afterRemedy',
  },
  no_sim: {
    title: 'The modem had no SIM',
    meaning: '+CMS ERROR 310, 313 and 315, +CME ERROR 10, 13 and 15.',
    causes: ['The card was taken out, or has a bad contact.'],
    remedies: ['Clean the contacts of the card and put it in anew.'],
    sendAgain: 'afterRemedy',
  },
  sim_locked: {
    title: 'The SIM or the modem is locked',
    meaning: '+CMS ERROR 311, 312 and 316 to 318, +CME ERROR 11 and 12.',
    causes: ['The SIM asks for its PIN or PUK, or the modem is locked to another SIM.'],
    remedies: ['Set `pin` of the port, or unlock the card in a telephone.'],
    sendAgain: 'afterRemedy',
  },
  modem_busy: {
    title: 'The modem was busy or still starting',
    meaning: '+CMS ERROR 314 and 512 to 515, +CME ERROR 14 and 515.',
    causes: ['It has just been switched on, or does something else.'],
    remedies: ['Send it again in a minute.'],
    sendAgain: 'later',
  },
  modem_refused: {
    title: 'The modem refused the message',
    meaning: 'Any other error of the modem before it sent anything; the sentence beside has its number.',
    causes: ['The modem is for data only, its memory is full, or its firmware has a fault.'],
    remedies: ['Look at `reason` and at the capabilities of the port.', 'Send a recording of the port.'],
    sendAgain: 'afterRemedy',
  },
  modem_gone: {
    title: 'The modem went away before anything was sent',
    causes: ['It was unplugged or has restarted.'],
    remedies: ['Look at the port; send it again.'],
    sendAgain: 'later',
  },
} as const satisfies Readonly<
  Record<string, ReasonText & { sendAgain: NonNullable<ReasonText['sendAgain']> }>
>;

export type MessageReason = keyof typeof messageReasons;
