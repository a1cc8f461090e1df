/** docs/symptoms/README.md: every sentence of the catalogue of reasons, in the words that a screen shows, with the way to its remedies. */
import { alarmReasons } from './reasons/alarm-reasons.ts';
import { callReasons } from './reasons/call-reasons.ts';
import { deviceReasons } from './reasons/device-reasons.ts';
import { messageReasons } from './reasons/message-reasons.ts';
import { portReasons } from './reasons/port-reasons.ts';
import type { ReasonTexts } from './reasons/reason-text.ts';
import { reportReasons } from './reasons/report-reasons.ts';
import { ussdReasons } from './reasons/ussd-reasons.ts';

/** A page of the folder that somebody wrote. */
export interface SymptomPage {
  readonly file: string;
  readonly title: string;
}

/** In the order of docs/reasons.md, on which the numbers behind equal headings depend. */
const shown: readonly (readonly [where: string, reasons: ReasonTexts])[] = [
  ['On a port', portReasons],
  ['On a message that failed', messageReasons],
  ['On a status report', reportReasons],
  ['On a USSD session', ussdReasons],
  ['On a call', callReasons],
  ['As an alarm', alarmReasons],
  ['From simgate doctor, and under Devices', deviceReasons],
];

/** The anchor of a heading as GitHub makes it: small letters, blanks as hyphens, other signs left out. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** @param pages what stands beside it in the folder */
export function renderSymptoms(pages: readonly SymptomPage[]): string {
  const used = new Map<string, number>();
  const linkOf = (heading: string): string => {
    const anchor = anchorOf(heading);
    const count = used.get(anchor) ?? 0;
    used.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  };
  return [
    '# By symptom',
    '',
    'Look for the words that you see. The first list has whole pages; the others are the sentences of console, command line, log and API, each with its causes and remedies.',
    '',
    ...pages.map(({ file, title }) => `- [${title}](${file})`),
    '',
    ...shown.flatMap(([where, reasons]) => [
      `## ${where}`,
      '',
      ...Object.entries(reasons).map(
        ([code, { title }]) => `- [${title}](../reasons.md#${linkOf(`${code}: ${title}`)})`,
      ),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
