/** The words of a mail about alarms. Pure. */
import { alarmReasons, portReasons, type ReasonText } from '@simgate/api/contract';
import type { Notice, NoticeState } from './outbox.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

export interface MailFacts {
  readonly serialNumber: string;
  /** Milliseconds since 1970 as the API shows times. */
  readonly formatTime: (milliseconds: number) => string;
}

const titles: Readonly<Record<NoticeState, string>> = {
  raised: 'ALARM',
  repeated: 'STILL',
  cleared: 'OVER',
};

const LONGEST_SUBJECT = 120;

function isPortReason(code: string): code is keyof typeof portReasons {
  return Object.hasOwn(portReasons, code);
}

/** The reason beside the kind has the closer causes and remedies, where there is one. */
function explanationOf({ kind, reason }: Notice): ReasonText {
  return isPortReason(reason) ? portReasons[reason] : alarmReasons[kind];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sectionOf(notice: Notice, { formatTime }: MailFacts): string[] {
  const { state, kind, reason, text, raisedAt, at, alarmId } = notice;
  const code = reason === '' ? kind : `${kind}, ${reason}`;
  const since = `since ${formatTime(raisedAt)}`;
  const times = state === 'raised' ? since : `${since}, at ${formatTime(at)}`;
  const head = `${titles[state]} ${alarmId} (${code}) ${times}`;
  if (state === 'cleared') return [head, `${upperFirst(text)}. This is over.`, ''];
  const { causes, remedies } = explanationOf(notice);
  return [
    head,
    `${upperFirst(text)}.`,
    ...causes.map(cause => `Cause: ${cause}`),
    ...remedies.map(remedy => `What to do: ${remedy}`),
    '',
  ];
}

function counted(count: number, one: string, many: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? `1 ${one}` : `${count} ${many}`];
}

function subjectOf(all: readonly Notice[]): string {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0)
    return `${only.state === 'cleared' ? 'over: ' : ''}${only.text}`.slice(0, LONGEST_SUBJECT);
  const over = all.filter(({ state }) => state === 'cleared').length;
  return [...counted(all.length - over, 'alarm', 'alarms'), ...counted(over, 'over', 'over')].join(', ');
}

/** One mail about several notices, oldest first. */
export function mailOf(all: readonly Notice[], facts: MailFacts): MailText {
  const { serialNumber } = facts;
  return {
    subject: `simgate ${serialNumber}: ${subjectOf(all)}`,
    text: [
      ...all.flatMap(notice => sectionOf(notice, facts)),
      '-- ',
      `Gateway ${serialNumber}. GET /v1/alarms has all alarms; POST /v1/alarms/{id}/acknowledge ends the repeats of one.`,
      '',
    ].join('\n'),
  };
}

export function testMailOf({ serialNumber }: MailFacts): MailText {
  return {
    subject: `simgate ${serialNumber}: a test`,
    text: `This is a test of the mails about alarms of gateway ${serialNumber}. Somebody asked for it; nothing is wrong.\n`,
  };
}
