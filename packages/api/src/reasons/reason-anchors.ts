/** Where each reason stands in docs/reasons.md. */
import { alarmReasons } from './alarm-reasons.ts';
import { callReasons } from './call-reasons.ts';
import { deviceReasons } from './device-reasons.ts';
import { messageReasons } from './message-reasons.ts';
import { portReasons } from './port-reasons.ts';
import type { ReasonTexts } from './reason-text.ts';
import { reportReasons } from './report-reasons.ts';
import { ussdReasons } from './ussd-reasons.ts';

/** All reasons in the order of docs/reasons.md, on which the numbers behind equal headings depend. */
export const reasonGroups = {
  port: portReasons,
  message: messageReasons,
  report: reportReasons,
  ussd: ussdReasons,
  call: callReasons,
  alarm: alarmReasons,
  device: deviceReasons,
} as const satisfies Readonly<Record<string, ReasonTexts>>;

/** The subject of a reason. */
export type ReasonGroup = keyof typeof reasonGroups;

/** The anchor of a heading as GitHub makes it: small letters, blanks as hyphens, other signs left out. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** The anchor in docs/reasons.md of each reason, by its key: `port.no_sim`. */
export function reasonAnchors(): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const used = new Map<string, number>();
  for (const [group, reasons] of Object.entries<ReasonTexts>(reasonGroups))
    for (const [code, { title }] of Object.entries(reasons)) {
      const anchor = anchorOf(`${code}: ${title}`);
      const count = used.get(anchor) ?? 0;
      used.set(anchor, count + 1);
      anchors.set(`${group}.${code}`, count === 0 ? anchor : `${anchor}-${count}`);
    }
  return anchors;
}
