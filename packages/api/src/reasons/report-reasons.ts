import type { ReasonText } from './reason-text.ts';

/** Meanings of status reports other than that of delivery (TP-ST, 23.040 9.2.3.15), in the order in which people meet them. */
export const reportReasons = {
  recipient_no_response: {
    title: 'The telephone does not answer',
    meaning: 'TP-ST 34, 50 and 98.',
    causes: ['It is off or without coverage.'],
    remedies: ['Wait: while the code is below 64 the service centre goes on trying.'],
  },
  recipient_busy: {
    title: 'The telephone is busy or full',
    meaning: 'TP-ST 33 and 97.',
    causes: ['Its memory for messages is full, or it receives others.'],
    remedies: ['Wait, or ask the recipient to delete messages.'],
  },
  expired: {
    title: 'The validity of the message is over',
    meaning: 'TP-ST 70: the service centre could not deliver it in time.',
    causes: ['The telephone was off for longer than the validity.'],
    remedies: ['Send it again when the telephone is on; raise `sms.validity`.'],
  },
  not_obtainable: {
    title: 'The recipient cannot be reached',
    meaning: 'TP-ST 67.',
    causes: ['The number is not in use, or not for SMS.'],
    remedies: ['Check the number.'],
  },
  recipient_refused: {
    title: 'The telephone refused the message',
    meaning: 'TP-ST 35, 66 and 99.',
    causes: ['The recipient or the operator blocks the sender.'],
    remedies: ['Ask the recipient.'],
  },
  recipient_incompatible: {
    title: 'The recipient cannot take this kind of message',
    meaning: 'TP-ST 65.',
    causes: ['A landline, a machine, or a kind of message it does not know.'],
    remedies: ['Send plain text, or call.'],
  },
  recipient_error: {
    title: 'The telephone has an error',
    meaning: 'TP-ST 37 and 101.',
    causes: ['A fault of the telephone or its SIM.'],
    remedies: ['Wait; then send it again.'],
  },
  congestion: {
    title: 'The network of the recipient is congested',
    meaning: 'TP-ST 32 and 96.',
    causes: ['Too much is sent there at the moment.'],
    remedies: ['Wait: while the code is below 64 the service centre goes on trying.'],
  },
  quality: {
    title: 'The quality that was asked for is not available',
    meaning: 'TP-ST 36, 68 and 100.',
    causes: ['A fault between the networks.'],
    remedies: ['Send it again.'],
  },
  no_interworking: {
    title: 'The networks do not work together',
    meaning: 'TP-ST 69.',
    causes: ['The two operators exchange no SMS.'],
    remedies: ['Send over a SIM of another operator.'],
  },
  procedure_error: {
    title: 'An error between the networks',
    meaning: 'TP-ST 64.',
    causes: ['The number was moved to another operator, or the network has a fault.'],
    remedies: ['Send it again later.'],
  },
  deleted: {
    title: 'The message was deleted at the service centre',
    meaning: 'TP-ST 71 and 72.',
    causes: ['The operator or a command of the sender deleted it.'],
    remedies: ['Ask the operator; a filter against spam may be the cause.'],
  },
  unknown_message: {
    title: 'The service centre does not know the message',
    meaning: 'TP-ST 73.',
    causes: ['It is over already, or was lost there.'],
    remedies: ['Ask the recipient, then send it again.'],
  },
  unconfirmed: {
    title: 'Forwarded, and not confirmed',
    meaning: 'TP-ST 1: the service centre cannot know whether it arrived.',
    causes: ['The network of the recipient confirms nothing.'],
    remedies: ['Nothing needs to be done; `sms.deliveredStatuses` can count it as delivered.'],
  },
  replaced: {
    title: 'Replaced by another message',
    meaning: 'TP-ST 2.',
    causes: ['A later message of the same type took its place at the service centre.'],
    remedies: ['Nothing needs to be done.'],
  },
  pending: {
    title: 'Not delivered yet',
    meaning: 'Another temporary TP-ST, 38 to 63.',
    causes: ['The service centre goes on trying.'],
    remedies: ['Wait.'],
  },
  not_delivered: {
    title: 'Not delivered',
    meaning: 'Another final TP-ST.',
    causes: ['The service centre has given up; the number is one of its own.'],
    remedies: ['Ask the operator what the number means.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type ReportReason = keyof typeof reportReasons;
