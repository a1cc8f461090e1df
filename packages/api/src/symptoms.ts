/** docs/symptoms/README.md: every sentence of the catalogue of reasons, in the words that a screen shows, with the way to its remedies. */
import { type ReasonGroup, reasonAnchors, reasonGroups } from './reasons/reason-anchors.ts';
import type { ReasonTexts } from './reasons/reason-text.ts';

/** A page of the folder that somebody wrote. */
export interface SymptomPage {
  readonly file: string;
  readonly title: string;
}

const headings: Readonly<Record<ReasonGroup, string>> = {
  port: 'On a port',
  message: 'On a message that failed',
  report: 'On a status report',
  ussd: 'On a USSD session',
  call: 'On a call',
  alarm: 'As an alarm',
  device: 'From simgate doctor, and under Devices',
};

/** @param pages what stands beside it in the folder */
export function renderSymptoms(pages: readonly SymptomPage[]): string {
  const anchors = reasonAnchors();
  return [
    '# By symptom',
    '',
    'Look for the words that you see. The first list has whole pages; the others are the sentences of console, command line, log and API, each with its causes and remedies.',
    '',
    ...pages.map(({ file, title }) => `- [${title}](${file})`),
    '',
    ...Object.entries<ReasonTexts>(reasonGroups).flatMap(([group, reasons]) => [
      `## ${headings[group as ReasonGroup]}`,
      '',
      ...Object.entries(reasons).map(
        ([code, { title }]) => `- [${title}](../reasons.md#${anchors.get(`${group}.${code}`)})`,
      ),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
