/** Codes for why something did not work, with causes and remedies: API, manual and console share them. */
import { type ReasonGroup, reasonGroups } from './reasons/reason-anchors.ts';
import { writtenPage } from './reasons/reason-pages.ts';
import type { ReasonText, SendAgain } from './reasons/reason-text.ts';

export { type AlarmKind, alarmReasons } from './reasons/alarm-reasons.ts';
export { type CallReason, callReasons } from './reasons/call-reasons.ts';
export { type DeviceReason, type DeviceReasonCode, deviceReasons } from './reasons/device-reasons.ts';
export { type MessageReason, messageReasons } from './reasons/message-reasons.ts';
export { type PortReason, portReasons } from './reasons/port-reasons.ts';
export { anchorOf, type ReasonGroup, reasonAnchors } from './reasons/reason-anchors.ts';
export { pageOfReason } from './reasons/reason-pages.ts';
export type { ReasonText, ReasonTexts, SendAgain } from './reasons/reason-text.ts';
export { type ReportReason, reportReasons } from './reasons/report-reasons.ts';
export { type UssdReason, ussdReasons } from './reasons/ussd-reasons.ts';

const sendAgainTexts: Readonly<Record<SendAgain, string>> = {
  no: 'No: the same end awaits it.',
  afterRemedy: 'Yes, once the cause is removed.',
  later: 'Yes, later.',
  unsure: 'Only when the recipient does not have it: it may have been sent.',
};

interface Section {
  readonly title: string;
  readonly sentence: string;
}

const sections: Readonly<Record<ReasonGroup, Section>> = {
  port: {
    title: 'Ports',
    sentence:
      '`reason` in `/v1/ports` and in the log, where each change is one line at info. `trouble` beside it has the sentence. A port with a `..._denied` reason may still send: `can_send` has the answer.',
  },
  message: {
    title: 'Messages',
    sentence:
      '`reason_code` in `/v1/messages` and in `sms_result` events of the stream: why a message ended FAILED. `reason` beside it has the sentence with the number of the error.',
  },
  report: {
    title: 'Status reports',
    sentence:
      '`reason_code` of a report in `/v1/messages`: what its `status_code` means where that is not delivery. The status of the message stays SENT_OK.',
  },
  ussd: {
    title: 'USSD',
    sentence:
      '`reason_code` in `/v1/ussd/dialogues`: why a session ended without an answer. `reason` beside it has the sentence.',
  },
  call: {
    title: 'Calls',
    sentence:
      '`reason_code` in `/v1/calls`: why the gateway ended a call, or why it never came to be. How the network ended it stands in `gsm_code` (24.008 10.5.4.11).',
  },
  alarm: {
    title: 'Alarms',
    sentence: '`kind` in `/v1/alarms`, in pushes of the kind `alarm` and in mails (docs/alarms.md).',
  },
  device: {
    title: 'Devices',
    sentence:
      '`code` of a verdict in `/v1/devices` and in `simgate doctor --json`. Braces stand for what is found on the machine.',
  },
};

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, '', ...lines.map(line => `- ${line}`), ''];
}

function entry(group: ReasonGroup, code: string, reason: ReasonText): string[] {
  const { title, meaning, causes, remedies, sendAgain } = reason;
  const page = writtenPage(group, code);
  return [
    ...[`### \`${code}\`: ${title}`, ''],
    ...(meaning === undefined ? [] : [meaning, '']),
    ...list('Causes', causes),
    ...list('Remedies', remedies),
    ...(sendAgain === undefined ? [] : [`May it be sent again: ${sendAgainTexts[sendAgain]}`, '']),
    ...(page === undefined ? [] : [`More: [${page}](${page}.md)`, '']),
  ];
}

/** In the order of the page. */
const groups = Object.keys(reasonGroups) as ReasonGroup[];

/** docs/reasons.md. */
export function renderReasons(): string {
  return [
    '# Reasons',
    '',
    'Each trouble has a code that does not change, and a sentence for people beside it. Programs go by the code.',
    '',
    ...groups.flatMap(group => [
      ...[`## ${sections[group].title}`, '', sections[group].sentence, ''],
      ...Object.entries<ReasonText>(reasonGroups[group]).flatMap(([code, reason]) =>
        entry(group, code, reason),
      ),
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
